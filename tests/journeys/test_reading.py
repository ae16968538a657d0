"""Reading: sentences as lines, hidden characters, focus mode, zoom, faces, and coming back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import Project, edits
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.panes.pane import Pane
from annotator.ui.typesetting import Breaks, FaceChoice
from journeys.person import Person

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONG = {
    Direction.LTR: "Der erste Satz steht hier. Der zweite folgt ihm nach. " + "Dann kommt noch ein Satz dazu. " * 60,
    Direction.RTL: "تأخرت السفن اليوم.وأضافت الهيئة أن الميناء مفتوح. " + "ثم ذهب الوفد إلى المدينة القديمة. " * 60,
}


def wheel(pane: Pane, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pane.view.viewport(), event)


@pytest.fixture
def long(sit_down: Callable[..., Person], tmp_path: Path) -> Person:
    files = [tmp_path / "lang.txt", tmp_path / "tawil.txt"]
    for path, text in zip(files, LONG.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    with Project.create(tmp_path / "long.annot") as project:
        project.import_files(files)
    return sit_down(tmp_path / "long.annot")


@pytest.mark.parametrize(
    ("direction", "words"), [(Direction.LTR, "hier. Der zweite"), (Direction.RTL, "اليوم.وأضافت الهيئة")]
)
def test_a_mark_over_the_border_of_sentences(long: Person, direction: Direction, words: str) -> None:
    pane = long.pane(direction)
    page = pane.view.page
    assert page is not None
    start = LONG[direction].index(words)
    piece = page.piece(0)
    assert piece.line_of(start) is not piece.line_of(start + len(words) - 1)
    assert long.tag(pane, words, Qt.Key.Key_1).quote == words
    long.press(Qt.Key.Key_Escape, pane=pane)
    long.click(pane, words.split(".")[1].strip())
    assert long.sides.spotlight.lit.focus == long.marks()[0].id


def test_breaks_are_chosen_by_article_and_remembered(long: Person, sit_down: Callable[..., Person]) -> None:
    german = long.pane(Direction.LTR)
    long.workspace.panes.make_current(german)
    assert long.window.actions_["breaks_automatic"].isChecked()
    long.shortcut("breaks_written")
    assert german.view.style_.breaks is Breaks.WRITTEN
    assert long.pane(Direction.RTL).view.style_.breaks is Breaks.AUTOMATIC
    path = long.project.path
    long.close()
    again = sit_down(path)
    assert again.pane(Direction.LTR).view.style_.breaks is Breaks.WRITTEN


def test_hidden_characters_numbers_and_leading_come_back(person: Person, sit_down: Callable[..., Person]) -> None:
    for name in ("show_hidden", "paragraph_numbers", "leading_loose"):
        person.shortcut(name)
    path = person.project.path
    person.close()
    again = sit_down(path)
    style = again.panes[0].view.style_
    assert (style.hidden, style.numbers, style.leading) == (True, True, 120)
    assert again.window.actions_["leading_loose"].isChecked()


def test_a_taste_reaches_the_other_window_at_once_and_what_is_the_projects_own_does_not(
    person: Person, long: Person
) -> None:
    for name in ("leading_loose", "paragraph_numbers", "focus_paragraph", "select_letters", "column_wide", "zoom_in"):
        person.shortcut(name)
    there = long.panes[0].view
    assert (there.style_.leading, there.style_.numbers, there.letters) == (120, True, True)
    assert (there.style_.column, there.style_.zoom) == (100, 100)
    for name in ("leading_loose", "paragraph_numbers", "focus_paragraph", "select_letters", "column_normal"):
        assert long.window.actions_[name].isChecked(), name
    long.shortcut("leading_tight")
    assert person.panes[1].view.style_.leading == 88
    assert person.panes[1].view.style_.column == 150
    long.close()
    person.shortcut("leading_normal")
    assert person.panes[1].view.style_.leading == 100


def test_focus_mode_follows_a_click_and_esc_leaves_it(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.shortcut("focus_mode")
    assert not person.window.marks_dock.isVisible()
    person.click(german, "Anlass")
    bright = german.view.scene.bright
    assert bright is not None
    assert bright.of(german.view.text()).startswith("Anlass ist")
    person.shortcut("focus_paragraph")
    assert german.view.scene.bright.of(german.view.text()).startswith("Die Firmen")
    person.drag(german, "Anlass")
    person.press(Qt.Key.Key_Escape)
    assert german.view.scene.bright is not None
    person.press(Qt.Key.Key_Escape)
    assert german.view.scene.bright is None
    assert person.window.marks_dock.isVisible()
    assert not person.window.actions_["focus_mode"].isChecked()


def test_what_is_found_in_focus_mode_is_bright(person: Person) -> None:
    german, field = person.pane(Direction.LTR), person.sides.find_field.field
    person.click(german, "Anlass")
    person.shortcut("focus_mode")
    assert not field.isVisible()
    person.shortcut("find")
    assert field.isVisible()
    QTest.keyClicks(field, "Reedereien")
    person.wait(lambda: german.view.scene.current is not None)
    for words in ("Hafenamt lädt", "Das Hafenamt"):
        bright = german.view.scene.bright
        assert bright is not None
        assert bright.of(german.view.text()).startswith(words)
        QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert person.window.focusWidget() is german.view
    assert person.window.actions_["focus_mode"].isChecked()
    assert german.view.selected_text() == "Reedereien"
    person.press(Qt.Key.Key_Escape)
    person.press(Qt.Key.Key_Escape)
    assert field.isVisible()


def test_one_page_is_zoomed_or_all(person: Person, sit_down: Callable[..., Person]) -> None:
    one, other = person.panes
    wheel(one, CTRL)
    assert [pane.view.style_.zoom for pane in person.panes] == [110, 110]
    person.shortcut("zoom_together")
    wheel(one, CTRL)
    assert (one.view.style_.zoom, other.view.style_.zoom) == (125, 110)
    path = person.project.path
    person.close()
    again = sit_down(path)
    assert [pane.view.style_.zoom for pane in again.panes] == [125, 110]
    wheel(again.panes[1], CTRL | SHIFT)
    assert [pane.view.style_.zoom for pane in again.panes] == [125, 125]
    again.workspace.panes.make_current(again.panes[0])
    again.shortcut("zoom_reset")
    assert [pane.view.style_.zoom for pane in again.panes] == [100, 125]


def test_a_page_keeps_its_zoom_where_the_one_beside_it_is_gone(person: Person, sit_down: Callable[..., Person]) -> None:
    gone = person.panes[0].article
    assert gone is not None
    person.shortcut("zoom_together")
    wheel(person.panes[1], CTRL)
    assert [pane.view.style_.zoom for pane in person.panes] == [100, 110]
    wheel(person.panes[0], CTRL)
    wheel(person.panes[0], CTRL)
    path = person.project.path
    person.close()
    with Project.open(path) as elsewhere:
        elsewhere.do(edits.remove_articles(elsewhere, [gone]))
    assert [pane.view.style_.zoom for pane in sit_down(path).panes] == [110]


def test_a_face_is_chosen_and_given_back(person: Person) -> None:
    person.shortcut("faces")
    faces = person.workspace.reading.faces
    assert list(faces.families)[:2] in (["Arabic", "Latin"], ["Latin", "Arabic"])
    faces.steps["Arabic"].setCurrentIndex(faces.steps["Arabic"].findData(2))
    assert person.panes[0].view.style_.face("Arabic") == FaceChoice(None, 2)
    faces.proposed.click()
    assert person.panes[0].view.style_.faces == ()
    faces.close()


def test_an_article_opens_where_it_was_left(long: Person) -> None:
    german = long.pane(Direction.LTR)
    article = german.article.id
    long.workspace.panes.make_current(german)
    german.view.scroll_to_place(900)
    top = german.view.top_place()
    assert top > 500
    long.shortcut("close_pane")
    assert long.workspace.panes.open_beside(article).view.top_place() == top


def test_pages_that_scroll_together_stay_where_they_are_set_anew(long: Person) -> None:
    one, other = long.panes
    one.view.scroll_to_place(300)
    other.view.scroll_to_place(900)
    long.shortcut("together")
    long.wait(lambda: not long.workspace.panes.together.alignments.busy)
    long.settle()
    tops = [one.view.top_place(), other.view.top_place()]
    assert tops != [300, 900], "the other page goes along at once"
    for set_anew in (
        lambda: long.shortcut("zoom_in"),
        lambda: long.shortcut("leading_loose"),
        lambda: long.window.resize(1100, 800),
        lambda: long.workspace.session.read_again(),
    ):
        set_anew()
        long.settle()
        assert [one.view.top_place(), other.view.top_place()] == tops
    before = other.view.verticalScrollBar().value()
    one.view.scroll_by(200)
    assert other.view.verticalScrollBar().value() != before


def test_what_is_stored_elsewhere_leaves_the_reader_at_the_same_words(long: Person) -> None:
    german = long.pane(Direction.LTR)
    long.click(german, "zweite")
    long.shortcut("focus_mode")
    caret, bright = german.view.caret, german.view.scene.bright
    assert bright is not None
    assert bright.start > 0
    with Project.open(long.project.path) as elsewhere:
        elsewhere.do(edits.annotate_anew(elsewhere, german.article.id, Span(0, 3), next(iter(elsewhere.tags)).id))
    long.workspace.session.look_elsewhere()
    assert len(long.marks()) == 1
    assert (german.view.caret, german.view.scene.bright) == (caret, bright)
