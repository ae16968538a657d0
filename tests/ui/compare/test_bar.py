"""The bar above a comparison: what is chosen there becomes a filter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from annotator.analysis.comparison import RowState
from annotator.analysis.sifting import ALL, Filter, Order, Said
from annotator.core.tagset import ACTOR, DEFAULT_TAGS
from annotator.core.values import Event
from annotator.ui.compare.bar import CompareBar
from annotator.ui.theme import LIGHT
from comparisons import report

REPORTS = [report("a", source="Anzeiger"), report("b", source="Bote", rtl=True), report("c")]


@pytest.fixture
def bar(qtbot: object) -> CompareBar:
    made = CompareBar(LIGHT)
    qtbot.addWidget(made)  # type: ignore[attr-defined]
    made.resize(900, 80)
    made.offer(DEFAULT_TAGS, REPORTS)
    made.show()
    return made


def choose(bar: CompareBar, text: str) -> None:
    """Choose by how many reports rows are said."""
    place = next(n for n in range(bar.said.count()) if text in bar.said.itemText(n))
    bar.said.setCurrentIndex(place)
    bar.said.activated.emit(place)


def test_everything_chosen_is_in_the_filter(bar: CompareBar) -> None:
    assert bar.filter() == ALL
    bar.states[RowState.OPEN].click()
    choose(bar, "Bote")
    bar.tag.setCurrentIndex(bar.tag.findData(ACTOR.id))
    bar.words.setText("  elf ")
    bar.reports.since.setText("2021-03")
    bar.reports.until.setText("2021-03-19")
    assert bar.filter() == Filter(
        states=frozenset({RowState.OPEN}), said=Said.ONE, report="b", tags=frozenset({ACTOR.id}),
        since="2021-03", until="2021-03-19", words="elf",
    )  # fmt: skip
    bar.clear_filter()
    assert bar.filter() == ALL


def test_sources_and_languages_are_chosen_from_a_menu(bar: CompareBar) -> None:
    sources, languages = (action.menu() for action in bar.reports.actions()[:2])
    assert isinstance(sources, QMenu)
    assert isinstance(languages, QMenu)
    assert len(sources.actions()) == 3
    next(action for action in sources.actions() if "Anzeiger" in action.text()).trigger()
    next(action for action in sources.actions() if action.text() == "unknown").trigger()
    assert bar.filter().sources == {"Anzeiger", None}
    assert bar.reports_button.text() == "Reports •"
    next(action for action in languages.actions() if "Deutsch" in action.text()).trigger()
    assert bar.filter().languages == {"de"}
    bar.offer(DEFAULT_TAGS, REPORTS[:2])
    assert bar.filter().sources == {"Anzeiger", None}, "as it was"


@pytest.mark.parametrize("text", ["soon", "2021-13", "21", "2021-02-30"])
def test_what_is_no_date_leaves_nothing_out(bar: CompareBar, text: str) -> None:
    bar.reports.since.setText(text)
    assert bar.filter() == ALL
    assert bar.reports.since.property("wrong") is True


def test_typing_waits_for_the_next_letter(bar: CompareBar, qtbot: object) -> None:
    with qtbot.waitSignal(bar.filter_changed):  # type: ignore[attr-defined]
        QTest.keyClicks(bar.words, "elf")
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert bar.words.text() == ""
    with qtbot.waitSignal(bar.left):  # type: ignore[attr-defined]
        QTest.keyClick(bar.words, Qt.Key.Key_Escape)


def test_rows_are_counted_and_ordered(bar: CompareBar, qtbot: object) -> None:
    bar.count({RowState.OPEN: 12}, "12 rows")
    assert bar.states[RowState.OPEN].text().endswith("12")
    assert bar.states[RowState.SAME].text().endswith("0")
    with qtbot.waitSignal(bar.order_changed):  # type: ignore[attr-defined]
        bar.sort_by(Order.DATE)
    menu = bar.sort.menu()
    assert [action.isChecked() for action in menu.actions()] == [order is Order.DATE for order in Order]


def test_an_event_is_chosen_from_the_menu(bar: CompareBar, qtbot: object) -> None:
    one, two = Event("1", "Talks & more"), Event("2", "Hearing")
    bar.offer_events([one, two], one)
    assert "Talks && more" in bar.event_button.text()
    menu = bar.event_button.menu()
    with qtbot.waitSignal(bar.event_chosen) as told:  # type: ignore[attr-defined]
        menu.actions()[0].trigger()
    assert told.args == [two], "by name"
    bar.resize(320, 80)
    assert bar.height() > 60, "what has no room stands in another row"
