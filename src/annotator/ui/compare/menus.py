"""The menus of a comparison: of a cell or a label, and of a column."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.core.values import Article, Verdict
from annotator.text.isolate import isolate, shorten
from annotator.ui.compare.canvas import Spot
from annotator.ui.compare.judging import Judging
from annotator.ui.compare.outline import Line
from annotator.ui.compare.plan import Plan
from annotator.ui.compare.shown import Columns

_NAME = 40

translate = QCoreApplication.translate


class Doer(Protocol):
    """What does what the menus offer."""

    @property
    def judging(self) -> Judging: ...

    def go_to(self, mark: str) -> None: ...
    def read(self, article: str) -> None: ...
    def fold(self, key: str) -> None: ...
    def unfold(self, key: str, article: str) -> None: ...
    def fold_all(self, *, folded: bool) -> None: ...
    def copy(self, line: Line) -> None: ...
    def declare(self, report: str) -> None: ...
    def has_done(self, report: str) -> bool: ...
    def hide_column(self, report: str) -> None: ...
    def show_all_columns(self) -> None: ...
    def move_column(self, report: str, place: int) -> None: ...


def cell_menu(compare: Doer, spot: Spot, plan: Plan, parent: QWidget) -> QMenu:
    """Return what can be done with what lies under the pointer."""
    menu = _menu(parent)
    line, column = spot.line, plan.column(spot.place)
    if spot.mark is not None:
        menu.addAction(translate("compare", "Go to the place"), partial(compare.go_to, spot.mark.id))
    if column is not None and column.report is not None:
        report = column.report.id
        menu.addAction(translate("compare", "Open the article"), partial(compare.read, report))
        menu.addAction(translate("compare", "Show all of it\tSpace"), partial(compare.unfold, line.key, report))
        menu.addSeparator()
    if line.row is not None:
        differs = translate("compare", "It differs…\tD")
        menu.addAction(differs, partial(compare.judging.begin, line, Verdict.DIFFERS))
        menu.addAction(translate("compare", "The same\tS"), partial(compare.judging.begin, line, Verdict.SAME))
        menu.addAction(translate("compare", "Write a sentence…\tF2"), partial(compare.judging.begin, line, None))
        back = menu.addAction(translate("compare", "Take it back\tDel"), partial(compare.judging.take_back, line))
        back.setEnabled(compare.judging.has_said(line.row))
        menu.addSeparator()
        menu.addAction(translate("compare", "Copy the row\tCtrl+C"), partial(compare.copy, line))
    if line.parts:
        text = translate("compare", "Unfold") if line.folded else translate("compare", "Fold")
        menu.addAction(text, partial(compare.fold, line.key))
    menu.addAction(translate("compare", "Fold all parts"), partial(compare.fold_all, folded=True))
    menu.addAction(translate("compare", "Unfold all parts"), partial(compare.fold_all, folded=False))
    return menu


def columns_menu(
    compare: Doer, report: str | None, reports: Sequence[Article], columns: Columns, parent: QWidget
) -> QMenu:
    """Return what can be done with a column, and which are shown."""
    menu = _menu(parent)
    shown = columns.shown(reports)
    if report is not None:
        menu.addAction(translate("compare", "Open the article"), partial(compare.read, report))
        done = menu.addAction(translate("compare", "Declared done"), partial(compare.declare, report))
        done.setToolTip(translate("compare", "Only what is declared done says something by its silence"))
        done.setCheckable(True)
        done.setChecked(compare.has_done(report))
        hide = menu.addAction(translate("compare", "Hide this column"), partial(compare.hide_column, report))
        hide.setEnabled(len(shown) > 1)
        place = shown.index(report) if report in shown else 0
        if place > 0:
            first = translate("compare", "Move it to the front")
            menu.addAction(first, partial(compare.move_column, report, 0))
        menu.addSeparator()
    for article in reports:
        name = isolate(shorten(article.source or article.title, _NAME)).replace("&", "&&")
        action = menu.addAction(name, partial(compare.hide_column, article.id))
        action.setCheckable(True)
        action.setChecked(article.id in shown)
        action.setEnabled(article.id not in shown or len(shown) > 1)
    menu.addSeparator()
    every = menu.addAction(translate("compare", "Show all columns"), compare.show_all_columns)
    every.setEnabled(len(shown) < len(reports))
    return menu


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
