"""Marks in several pieces: words added to a mark and taken out of it, by keys, menu, palette and handles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.values import Annotation
from annotator.project import Project
from annotator.text.direction import Direction
from annotator.ui.export import ExportWish
from annotator.ui.panes.pane import Pane
from annotator.ui.reader.handles import mark_ends
from journeys.person import Person

KEY = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def handle(pane: Pane, mark: Annotation, which: int, *, start: bool = False) -> QPoint:
    """Where the start or the end of a fragment is grasped."""
    view = pane.view
    assert view.page is not None
    for piece, top in view.visible():
        ends = mark_ends(piece, mark.pieces[which], view.page.left, top)
        found = ends.start if start else ends.end
        if found is not None:
            return QPoint(found[0], found[1] if start else found[2])
    raise AssertionError("the fragment is not seen")


def now(person: Person, mark: Annotation) -> Annotation:
    return person.project.annotation(mark.id)


@pytest.mark.parametrize(
    ("direction", "words", "more", "between", "joined"),
    [
        (Direction.LTR, "Das Hafenamt", "Norderfleet", "von", "Das Hafenamt von Norderfleet"),
        (Direction.RTL, "بينها", "المحلية", "Kestrel Lines", "بينها Kestrel Lines المحلية"),
    ],
)
def test_words_are_added_and_taken_out_again(
    person: Person, direction: Direction, words: str, more: str, between: str, joined: str
) -> None:
    pane = person.pane(direction)
    mark = person.tag(pane, words, KEY.Key_1)
    person.drag(pane, more)
    person.shortcut("add_to_mark")
    split = now(person, mark)
    assert split.words == f"{words} … {more}"
    assert pane.view.selection() is None
    assert person.workspace.marking.focused() == split
    assert person.window.actions_["undo"].text().endswith("add words to “\u2068actor\u2069”")
    assert person.sides.card.quote.text().strip("\u2068\u2069") == split.words
    assert [row.quote for row in person.sides.marks.model.rows()] == [split.words]

    # What lies between them is not the mark; the words that fill the gap make it whole.
    person.click(pane, between)
    assert person.workspace.marking.focused() is None
    person.click(pane, more)
    assert person.workspace.marking.focused() == split
    person.drag(pane, between)
    person.shortcut("add_to_mark")
    whole = now(person, mark)
    assert (whole.words, whole.fragments) == (joined, ())

    person.drag(pane, between)
    person.shortcut("take_out_of_mark")
    assert now(person, mark).words == split.words
    assert person.window.actions_["undo"].text().endswith("take words out of “\u2068actor\u2069”")
    for _ in range(3):
        person.shortcut("undo")
    assert now(person, mark) == mark
    assert person.project.check() == []


def test_refusals_are_sentences(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    assert not person.window.actions_["add_to_mark"].isEnabled()
    mark = person.tag(german, "Kestrel Lines", KEY.Key_1)
    person.shortcut("add_to_mark")
    assert person.message() == "Select the words first, in the article of the mark."
    person.drag(arabic, "شركة")
    person.shortcut("take_out_of_mark")
    assert person.message() == "The mark in focus is in another article; select words there."
    person.workspace.panes.use(german)
    for words, action, said in (
        ("Kestrel", "add_to_mark", "These words belong to the mark already."),
        ("Blauwal", "take_out_of_mark", "These words do not belong to the mark."),
        ("Kestrel Lines", "take_out_of_mark", "Nothing would be left of the mark; delete it instead."),
    ):
        person.drag(german, words)
        person.shortcut(action)
        assert person.message() == said
    assert now(person, mark) == mark


def test_the_palette_and_the_context_menu_offer_it(person: Person) -> None:
    german = person.pane(Direction.LTR)
    palette = german.palette_
    person.drag(german, "darunter")
    person.wait(palette.isVisible)
    assert not palette.add.isVisible()
    assert not palette.take_out.isVisible()
    mark = person.tag(german, "Hafenamt von Norderfleet", KEY.Key_1)
    person.drag(german, "Blauwal")
    person.wait(palette.isVisible)
    assert palette.add.isVisible()
    assert not palette.take_out.isVisible()
    QTest.mouseClick(palette.add, Qt.MouseButton.LeftButton)
    assert now(person, mark).words == "Hafenamt von Norderfleet … Blauwal"
    assert not palette.isVisible()
    person.drag(german, "von")
    person.wait(palette.isVisible)
    assert not palette.add.isVisible()
    QTest.mouseClick(palette.take_out, Qt.MouseButton.LeftButton)
    assert now(person, mark).words == "Hafenamt … Norderfleet … Blauwal"

    person.drag(german, "Kestrel Lines")
    view = german.view.viewport()
    at = person.place(german, "Kestrel")
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at)))
    menu = person.menu()
    next(action for action in menu.actions() if action.text() == "Add to the mark").trigger()
    menu.close()
    assert now(person, mark).words == "Hafenamt … Norderfleet … Blauwal … Kestrel Lines"


@pytest.mark.parametrize(
    ("direction", "words", "to", "longer", "onto", "merged"),
    [
        (Direction.LTR, ("Norderfleet", "vorgeladen", "Kestrel"), "arunter", "vorgeladen, darunter",
         "estrel", "vorgeladen, darunter Blauwal und Kestrel"),
        (Direction.RTL, ("استدعت", "بينها", "المحلية"), "estrel", "بينها Kestrel",
         "محلية", "بينها Kestrel Lines المحلية"),
    ],
)  # fmt: skip
def test_each_fragment_is_dragged_by_its_handles(
    person: Person, direction: Direction, words: tuple[str, ...], to: str, longer: str, onto: str, merged: str
) -> None:
    pane = person.pane(direction)
    text = person.project.text(pane.article.id if pane.article else "")
    mark = person.tag(pane, words[0], KEY.Key_1)
    for more in words[1:]:
        person.drag(pane, more)
        person.shortcut("add_to_mark")
    split = now(person, mark)
    assert tuple(piece.of(text) for piece in split.fragments) == words

    def drag(point: QPoint, end: QPoint, *, escape: bool = False) -> None:
        view = pane.view.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        QTest.mouseMove(view, end)
        if escape:
            QTest.keyClick(pane.view, KEY.Key_Escape)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
        person.look_up()

    target = person.place(pane, to)
    drag(handle(pane, split, 1), target, escape=True)
    assert now(person, mark) == split
    drag(handle(pane, split, 1), target)
    grown = now(person, mark)
    assert [piece.of(text) for piece in grown.pieces][1:] == [longer, words[2]]
    drag(handle(pane, grown, 1), person.place(pane, onto))
    assert [piece.of(text) for piece in now(person, mark).pieces][1:] == [merged]
    person.shortcut("undo")
    assert now(person, mark) == grown
    # The other way round: a start is dragged back.
    drag(handle(pane, grown, 2, start=True), person.place(pane, to))
    assert [piece.of(text) for piece in now(person, mark).pieces][1:] == [merged]
    person.shortcut("undo")
    person.shortcut("undo")
    assert now(person, mark) == split


def test_keys_move_the_ends_of_the_whole(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Hafenamt von", KEY.Key_1)
    person.drag(german, "Blauwal")
    person.shortcut("add_to_mark")
    person.shortcut("end_right")
    assert now(person, mark).words == "Hafenamt von … Blauwal und"
    person.shortcut("start_left")
    assert now(person, mark).words == "Das Hafenamt von … Blauwal und"
    for _ in range(2):
        person.shortcut("end_left")
    assert now(person, mark).words == "Das Hafenamt von"
    for _ in range(4):
        person.shortcut("undo")
    assert now(person, mark).words == "Hafenamt von … Blauwal"


def test_out_of_the_window_and_back(person: Person, tmp_path: Path) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Reedereien vorgeladen", KEY.Key_2)
    person.drag(german, "Lotsendienste")
    person.shortcut("add_to_mark")
    words = "Reedereien vorgeladen … Lotsendienste"
    person.shortcut("copy_cited")
    assert QGuiApplication.clipboard().text().startswith(f"“{words}”")
    person.press(KEY.Key_Escape)
    person.shortcut("next_mark")
    assert person.workspace.marking.focused() == now(person, mark)

    out = tmp_path / "out.json"
    person.owner.files.export_to(ExportWish("json", out, None, None))
    (record,) = json.loads(out.read_bytes())["annotations"]
    assert record["quotes"] == ["Reedereien vorgeladen", "Lotsendienste"]
    with Project.create(tmp_path / "other.annot") as other:
        other.load(out)
        assert [again.words for again in other.annotations()] == [words]
        assert other.check() == []


def test_ctrl_r_moves_the_ends_of_the_piece_that_is_selected_and_leaves_the_others(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Das Hafenamt", KEY.Key_1)
    person.drag(german, "Blauwal")
    person.shortcut("add_to_mark")
    person.drag(german, "darunter Blauwal")
    person.shortcut("ends_to_selection")
    assert now(person, mark).words == "Das Hafenamt … darunter Blauwal"
    person.drag(german, "Hafenamt von Norderfleet hat zwölf Reedereien vorgeladen, darunter")
    person.shortcut("ends_to_selection")
    assert now(person, mark).words == "Hafenamt von Norderfleet hat zwölf Reedereien vorgeladen, darunter"
    person.shortcut("undo")
    person.shortcut("undo")
    assert now(person, mark).words == "Das Hafenamt … Blauwal"
