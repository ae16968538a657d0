"""Keeps the library panel up with the shelf: what is filtered, grouped, sorted and folded, and remembers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from annotator.core.change import Edit
from annotator.core.values import Annotation, Status, Value
from annotator.text.isolate import isolate, shorten
from annotator.ui.library.arranging import Grouping, Order, Shown, Sorting, read_order, written_order
from annotator.ui.library.shelf import Shelf
from annotator.ui.library.view import LibraryView
from annotator.ui.settings import Settings
from annotator.ui.veil import Veil

_NAME_LENGTH = 32
Choice = TypeVar("Choice", Grouping, Sorting, Shown)


class Librarian(QObject):
    """Shows a shelf in a view. `opened` tells the ids of the articles in panes."""

    def __init__(
        self, shelf: Shelf, view: LibraryView, settings: Settings, project_id: str, opened: Callable[[], list[str]]
    ) -> None:
        super().__init__(view)
        self._shelf = shelf
        self._view = view
        self._settings = settings
        self._project_id = project_id
        self._opened = opened
        order, folded = settings.library(project_id)
        shelf.order, shelf.folded = read_order(order), frozenset(folded)
        self._fill_menu(view.head.menu)
        view.head.menu.aboutToShow.connect(lambda: self._fill_menu(view.head.menu))
        view.head.words_changed.connect(self._look_for)
        view.list.fold_wanted.connect(lambda wish: self.fold(*wish))
        shelf.tallied.connect(view.model.look_anew)
        self._head()

    def show(self) -> None:
        """Show what is on the shelf now."""
        shelf = self._shelf
        if shelf.order.tag is not None and shelf.order.tag not in shelf.tags:
            shelf.sift(replace(shelf.order, tag=None))
        self._view.say_empty(sieved=shelf.order.sieves and bool(shelf.articles))
        self._view.model.show(shelf.entries, shelf, self._opened())
        self._view.head.say(shelf.listed, len(shelf.articles), sieved=shelf.order.sieves, what=self._what())

    def follow(self, edits: Iterable[Edit[Value]]) -> None:
        """Show what edits of marks and reading status change: numbers, and where it is asked for, which are listed."""
        edits, shelf = list(edits), self._shelf
        told = {v.article for edit in edits if isinstance(v := edit.value, Annotation | Status)}
        fitted = {record: shelf.fits(record) for record in told} if shelf.order.shown is not Shown.ALL else {}
        touched = shelf.follow(edits)
        if any(shelf.fits(record) is not before for record, before in fitted.items()):
            shelf.sift()
            self.show()
        else:
            self._view.model.recount(touched)

    def see(self, veil: Veil) -> None:
        """Show numbers as they are under another veil."""
        self._view.model.recount(self._shelf.see(veil))

    def fold(self, heading: str, folded: bool) -> None:
        """Show a heading without its articles, or with them again."""
        self._shelf.fold(heading, folded)
        self._keep()
        self.show()

    def fold_all(self, folded: bool) -> None:
        """Fold all headings, or none."""
        self._shelf.folded = frozenset(self._shelf.headings) if folded else frozenset()
        self._shelf.sift()
        self._keep()
        self.show()

    def set_order(self, order: Order) -> None:
        """Group, sort and choose otherwise."""
        shelf = self._shelf
        if (order.grouping, order.sorting, order.earlier) == (
            shelf.order.grouping, shelf.order.sorting, shelf.order.earlier
        ):  # fmt: skip
            shelf.sift(order)
        else:
            shelf.arrange(order)
        self._keep()
        self._head()
        self.show()
        self._view.list.scrollToTop()

    def _look_for(self, words: str) -> None:
        if words.split() != self._shelf.order.words.split():
            self.set_order(replace(self._shelf.order, words=words))

    def _head(self) -> None:
        self._view.list.headed = self._shelf.order.grouping is not Grouping.NONE

    def _keep(self) -> None:
        shelf = self._shelf
        self._settings.keep_library(self._project_id, written_order(shelf.order), sorted(shelf.folded))

    # The menu of the head.

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        for old in (*menu.findChildren(QActionGroup), *menu.findChildren(QMenu)):
            old.deleteLater()
        order = self._shelf.order
        groupings = {
            Grouping.EVENTS: self.tr("Under events"),
            Grouping.FOLDERS: self.tr("Under folders"),
            Grouping.NONE: self.tr("In one list"),
        }
        sortings = {
            Sorting.ADDED: self.tr("As they came in"),
            Sorting.TITLE: self.tr("By title"),
            Sorting.PUBLISHED: self.tr("By date, the newest first"),
            Sorting.SOURCE: self.tr("By source"),
            Sorting.MARKS: self.tr("By marks, the most first"),
        }
        self._choice(menu, groupings, order.grouping, lambda x: replace(self._shelf.order, grouping=x))
        self._choice(menu, sortings, order.sorting, lambda x: replace(self._shelf.order, sorting=x))
        chosen = order.shown if order.tag is None else None
        self._choice(menu, self._states(), chosen, partial(self._shown, None))
        self._fill_tags(menu.addMenu(self.tr("By tag")))
        menu.addSeparator()
        earlier = menu.addAction(self.tr("Show earlier versions"))
        earlier.setCheckable(True)
        earlier.setChecked(order.earlier)
        earlier.toggled.connect(lambda on: self.set_order(replace(self._shelf.order, earlier=on)))
        menu.addSeparator()
        menu.addAction(self.tr("Fold all headings"), lambda: self.fold_all(True))
        menu.addAction(self.tr("Unfold all headings"), lambda: self.fold_all(False))

    def _fill_tags(self, menu: QMenu) -> None:
        """Offer for each tag which articles are listed, by how far they are read for it."""
        order = self._shelf.order
        states: dict[Shown, str] = {shown: text for shown, text in self._states().items() if shown is not Shown.ALL}
        for tag in self._shelf.tags.offered:
            below = menu.addMenu(isolate(shorten(tag.name, _NAME_LENGTH)).replace("&", "&&"))
            chosen = order.shown if order.tag == tag.id else None
            self._choice(below, states, chosen, partial(self._shown, tag.id))

    def _shown(self, tag: str | None, shown: Shown) -> Order:
        return replace(self._shelf.order, shown=shown, tag=tag)

    def _states(self) -> dict[Shown, str]:
        return {
            Shown.ALL: self.tr("All articles"),
            Shown.UNREAD: self.tr("Unread"),
            Shown.IN_WORK: self.tr("In work"),
            Shown.DONE: self.tr("Done"),
            Shown.NOT_DONE: self.tr("Not done"),
        }

    def _what(self) -> str:
        """Return what is listed, by how far it is read; nothing where that is not asked."""
        order = self._shelf.order
        said = {
            Shown.ALL: "",
            Shown.UNREAD: self.tr("unread"),
            Shown.IN_WORK: self.tr("in work"),
            Shown.DONE: self.tr("done"),
            Shown.NOT_DONE: self.tr("not done"),
        }[order.shown]
        tag = self._shelf.tags.get(order.tag or "")
        if not said or tag is None:
            return said
        name = isolate(shorten(tag.name, _NAME_LENGTH))
        return self.tr("{0} for “{1}”").replace("{0}", said).replace("{1}", name)

    def _chosen(self, order: Callable[[Choice], Order], value: Choice, _on: bool = True) -> None:
        self.set_order(order(value))

    def _choice(
        self, menu: QMenu, texts: dict[Choice, str], chosen: Choice | None, order: Callable[[Choice], Order]
    ) -> None:
        group = QActionGroup(menu)
        for value, text in texts.items():
            action = QAction(text, group)
            action.setCheckable(True)
            action.setChecked(value is chosen)
            action.triggered.connect(partial(self._chosen, order, value))
            menu.addAction(action)
        menu.addSeparator()
