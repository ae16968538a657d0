"""Arabic words marked without what is written together with them, by one key, on a page of both directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.values import Annotation
from annotator.project import Project
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.panes.pane import Pane
from journeys.person import GERMAN, Person

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier

HARBOUR = (
    "الميناء يعلن خطته\n\n"
    "والشركة تعد بتقرير، وللهيئة رأي آخر، وKestrel Lines صامتة. وزارة النقل تنتظر، و«بالسفن» تمتلئ المياه.\n\n"
    "وهنا تقف السفن.\n"
)
ELSEWHERE = "الهيئة راضية\n\nقالت الشركة إن الهيئة راضية. كل شركة تدفع.\n"


@pytest.fixture
def person(sit_down: Callable[..., Person], tmp_path: Path) -> Person:
    """Somebody with a German and an Arabic report open; a third one is in the project."""
    paths = []
    for name, text in (("hafen", GERMAN), ("mina", HARBOUR), ("haya", ELSEWHERE)):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    with Project.create(tmp_path / "harbour.annot") as project:
        project.import_files(paths)
    person = sit_down(tmp_path / "harbour.annot")
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    return person


@pytest.fixture
def arabic(person: Person) -> Pane:
    pane = person.pane(Direction.RTL)
    person.workspace.panes.make_current(pane)
    return pane


def select(pane: Pane, words: str) -> None:
    """Select exactly these characters."""
    start = pane.view.text().index(words)
    pane.view.select(Span(start, start + len(words)))


def seen(person: Person, pane: Pane, presses: int) -> list[str]:
    """What is selected after each press."""
    words = []
    for _ in range(presses):
        person.press(KEY.Key_K, CTRL, pane)
        words.append(pane.view.selected_text())
    return words


def marked(person: Person, pane: Pane, mark: Annotation, presses: int) -> list[str]:
    """What is marked after each press."""
    words = []
    for _ in range(presses):
        person.press(KEY.Key_K, CTRL, pane)
        words.append(person.project.annotation(mark.id).words)
    return words


@pytest.mark.parametrize(
    ("words", "rounds"),
    [
        # Both are known: the name with its article comes first.
        ("والشركة", ["الشركة", "شركة", "والشركة", "الشركة"]),
        ("والشركة تعد", ["الشركة تعد", "شركة تعد", "والشركة تعد", "الشركة تعد"]),
        # Of the article one lam is left.
        ("وللهيئة", ["لهيئة", "للهيئة", "هيئة", "وللهيئة"]),
        ("وKestrel Lines", ["Kestrel Lines", "وKestrel Lines", "Kestrel Lines"]),
        # Nothing is known: the root's letters cannot be told from a proclitic.
        ("وزارة", ["زارة", "وزارة", "زارة"]),
        # A word behind a sign; here the article itself speaks of السفن.
        ("«بالسفن»", ["السفن»", "سفن»", "بالسفن»", "السفن»"]),
    ],
)
def test_the_start_of_a_selection_goes_round(person: Person, arabic: Pane, words: str, rounds: list[str]) -> None:
    if words.startswith("«"):
        select(arabic, words)
    else:
        person.drag(arabic, words)
    assert arabic.view.selected_text() == words
    assert seen(person, arabic, len(rounds)) == rounds
    assert person.marks() == []
    assert person.message() == ""


def test_what_is_left_is_tagged(person: Person, arabic: Pane) -> None:
    person.drag(arabic, "والشركة")
    person.press(KEY.Key_K, CTRL)
    person.press(KEY.Key_1)
    assert person.quotes() == ["الشركة"]
    assert arabic.view.selection() is None
    assert person.project.check() == []


def test_the_start_of_a_mark_goes_round_and_each_press_is_undone(person: Person, arabic: Pane) -> None:
    mark = person.tag(arabic, "والشركة تعد", KEY.Key_1)
    rounds = ["الشركة تعد", "شركة تعد", "والشركة تعد", "الشركة تعد"]
    assert marked(person, arabic, mark, 4) == rounds
    assert person.workspace.marking.focused() == person.project.annotation(mark.id)
    for words in (*rounds[2::-1], "والشركة تعد"):
        QTest.keyClick(arabic.view, KEY.Key_Z, CTRL)
        assert person.project.annotation(mark.id).words == words
    assert person.project.annotation(mark.id) == mark


def test_of_a_mark_in_fragments_the_first_one_begins_elsewhere(person: Person, arabic: Pane) -> None:
    mark = person.tag(arabic, "والشركة", KEY.Key_1)
    person.drag(arabic, "وللهيئة")
    person.shortcut("add_to_mark")
    arabic.view.clear_selection()
    assert marked(person, arabic, mark, 3) == [
        "الشركة … وللهيئة",
        "شركة … وللهيئة",
        "والشركة … وللهيئة",
    ]


def test_a_selection_comes_before_the_mark_in_focus(person: Person, arabic: Pane) -> None:
    mark = person.tag(arabic, "والشركة", KEY.Key_1)
    person.drag(arabic, "وللهيئة")
    assert seen(person, arabic, 1) == ["لهيئة"]
    assert person.project.annotation(mark.id) == mark


def test_a_selection_within_a_word_keeps_its_end(person: Person, arabic: Pane) -> None:
    select(arabic, "والشر")
    assert seen(person, arabic, 3) == ["الشر", "شر", "والشر"]
    # Behind its end there is no start.
    select(arabic, "وال")
    assert seen(person, arabic, 2) == ["ال", "وال"]


def test_what_another_mark_says_already_is_passed_over(person: Person, arabic: Pane) -> None:
    def mark_behind(presses: int) -> Annotation:
        select(arabic, "والشركة")
        seen(person, arabic, presses)
        person.press(KEY.Key_1)
        focus = person.workspace.marking.focused()
        assert focus is not None
        return focus

    mark_behind(1)
    mark = mark_behind(0)
    assert marked(person, arabic, mark, 3) == ["شركة", "والشركة", "شركة"]
    mark = mark_behind(0)
    # Everywhere else somebody says it now: a sentence tells.
    assert marked(person, arabic, mark, 1) == ["والشركة"]
    assert "already" in person.message()


def test_where_there_is_nothing_to_cut_a_sentence_says_so(person: Person, arabic: Pane) -> None:
    person.press(KEY.Key_K, CTRL)
    assert "Select words first" in person.message()
    person.drag(arabic, "رأي")
    assert seen(person, arabic, 1) == ["رأي"]
    assert "no proclitic" in person.message()
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.press(KEY.Key_K, CTRL, german)
    assert person.project.annotation(mark.id) == mark
    assert "no proclitic" in person.message()
