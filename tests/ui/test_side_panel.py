"""What stands at the side begins at one line: tabs, headings, fields, and what is lit of a row."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.annotations.card import MarkCard
from annotator.ui.annotations.view import MarksView
from annotator.ui.lists import INSET
from annotator.ui.proposals.view import ProposalsView
from annotator.ui.side_panel import SidePanel
from annotator.ui.theme import LIGHT


def left(part: QWidget, panel: QWidget) -> int:
    inside = part.contentsMargins().left() if isinstance(part, QLabel) else 0
    return part.mapTo(panel, QPoint(inside, 0)).x()


def shown(view: MarksView | ProposalsView) -> QWidget:
    """The list, or what stands in its place where it is empty."""
    widget = view._stack.currentWidget()
    assert widget is not None
    return widget


def test_margins_are_even(qtbot: QtBot) -> None:
    marks, card = MarksView(LIGHT), MarkCard(lambda _mark, _note: True, LIGHT)
    panel = SidePanel(LIGHT, "Marks", marks, card)
    qtbot.addWidget(panel)
    proposals = ProposalsView(LIGHT)

    class Page:
        view = proposals

        def set_theme(self, theme: object) -> None: ...

    panel.add("Proposals", Page)
    panel.resize(296, 900)
    card.show()
    with qtbot.waitExposed(panel):
        panel.show()
    begins = left(marks.words, panel)
    assert [left(part, panel) for part in (marks.heading, marks.scope, card.tag, card.note)] == [begins] * 4
    assert left(shown(marks), panel) + INSET == begins
    assert panel.width() - marks.words.mapTo(panel, QPoint(marks.words.width(), 0)).x() == begins
    panel.open(1)
    assert [left(one, panel) for one in (proposals.heading, proposals.kind, proposals.accept_all)] == [begins] * 3
    assert left(shown(proposals), panel) + INSET == begins


def test_the_keyboard_is_seen_on_a_tab(qtbot: QtBot) -> None:
    panel = SidePanel(LIGHT, "Marks", QWidget(), MarkCard(lambda _mark, _note: True, LIGHT))
    qtbot.addWidget(panel)
    panel.resize(296, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.tabs.clearFocus()
    without = panel.tabs.grab().toImage()
    panel.tabs.setFocus()
    qtbot.waitUntil(panel.tabs.hasFocus)
    assert panel.tabs.grab().toImage() != without
