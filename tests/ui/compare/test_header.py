"""The head of the columns: what each report is, and dragging one elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.ui.compare.header import Header
from annotator.ui.compare.plan import make_plan
from annotator.ui.compare.timeline import HEIGHT, moments
from annotator.ui.compare.typeset import Sheet
from annotator.ui.theme import LIGHT
from annotator.ui.typesetting import PageStyle
from comparisons import report

REPORTS = [
    report("a", published="2021-03-18", source="Anzeiger"),
    report("b", rtl=True, published="2021-03-19", source="البيان"),
    report("c", published="2021-03", source="Courier"),
]


@pytest.fixture
def header(qtbot: object) -> Header:
    made = Header(Sheet(LIGHT, PageStyle()))
    qtbot.addWidget(made)  # type: ignore[attr-defined]
    made.resize(1200, 100)
    made.show_plan(make_plan(list(enumerate(REPORTS)), 1200, 15), 0)
    made.say({"a": "✓ done"}, {"b": "a note"}, "Who says what", moments(REPORTS))
    made.show()
    return made


def middle(header: Header, place: int) -> QPoint:
    column = next(column for column in header._plan.columns if column.place == place)
    return QPoint(column.left + column.width // 2, header.height() - 15)


def test_it_tells_what_each_report_is(header: Header) -> None:
    isolates = {0x2068: None, 0x2069: None}
    assert header.meta(REPORTS[0]).translate(isolates) == "Anzeiger · 18. März 2021 · Deutsch · ✓ done"
    assert header.meta(REPORTS[2]).translate(isolates) == "Courier · März 2021 · Deutsch"
    assert "2021" in header.meta(REPORTS[1]), "in the digits of its title, which has none of its own"
    assert "a note" in header.about(REPORTS[1])
    assert "done" in header.accessibleDescription()


def test_the_strip_of_time_takes_its_room_and_gives_it_back(header: Header) -> None:
    high = header.height()
    header.say({}, {}, "", ())
    assert header.height() == high - HEIGHT


def test_a_column_is_dragged_to_another_place(header: Header, qtbot: object) -> None:
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(header.moved) as told:  # type: ignore[attr-defined]
        QTest.mousePress(header, left, Qt.KeyboardModifier.NoModifier, middle(header, 0))
        QTest.mouseMove(header, middle(header, 1))
        QTest.mouseMove(header, middle(header, 2) + QPoint(60, 0))
        header.grab()  # with the line that shows where it would go
        QTest.mouseRelease(header, left, Qt.KeyboardModifier.NoModifier, middle(header, 2) + QPoint(60, 0))
    assert told.args == [("a", 3)]


def test_a_click_opens_the_article(header: Header, qtbot: object) -> None:
    with qtbot.waitSignal(header.opened) as told:  # type: ignore[attr-defined]
        QTest.mouseClick(header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(header, 1))
    assert told.args == ["b"]
