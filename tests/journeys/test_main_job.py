"""The main job, by hand: open two reports, read them side by side, tag, look, undo, export, come back."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import Project
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.export import ExportWish
from journeys.person import ARABIC, GERMAN

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_from_dropped_files_to_exported_json_and_back(sit_down, reports: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "new.annot"
    Project.create(path).close()
    person = sit_down(path)
    assert person.window.welcome.isVisible()

    person.drop(*reports)
    assert [p.article.direction for p in person.panes] == [Direction.RTL, Direction.LTR]
    assert person.message() == "Imported 2 articles."
    assert not person.window.messages.button.isVisible()
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)

    # At least six in each, overlapping, nested, across a border of directions and across the end of a paragraph.
    for words, key in (
        ("Das Hafenamt von Norderfleet", KEY.Key_1),
        ("zwölf Reedereien vorgeladen", KEY.Key_1),
        ("Kestrel Lines", KEY.Key_1),
        ("ihre neuen Lotsendienste selbst prüfen und den Befund melden", KEY.Key_2),
        ("neuen Lotsendienste", KEY.Key_3),
        ("Lotsendienste selbst", KEY.Key_1),
        ("melden. Anlass ist", KEY.Key_3),
    ):
        mark = person.tag(german, words, key)
        assert mark.quote == words
    for words, key in (
        ("هيئة الموانئ 12 شركة", KEY.Key_1),
        ("بينها Kestrel Lines المحلية", KEY.Key_1),
        ("Kestrel", KEY.Key_2),
        ("تفحص خدماتها الجديدة (2024", KEY.Key_2),
        ("الجديدة", KEY.Key_3),
        ("تضلل الرسائل المزيفة السفن", KEY.Key_3),
    ):
        mark = person.tag(arabic, words, key)
        assert mark.quote == words
    over_the_end = person.tag(arabic, "تقريرًا.\n\nوتخشى", KEY.Key_3)
    assert "\n\n" in over_the_end.quote
    assert len(person.marks()) == 14

    out = tmp_path / "out.json"
    person.owner.files.export_to(ExportWish("json", out, None, None))
    assert "14 marks" in person.message()
    exported = json.loads(out.read_bytes())
    texts = {article["id"]: article["text"] for article in exported["articles"]}
    assert len(exported["annotations"]) == 14
    for mark in exported["annotations"]:
        assert texts[mark["article"]][mark["start"] : mark["end"]] == mark["quote"]

    other = tmp_path / "other.annot"
    with Project.create(other) as project:
        project.load(out)
        project.export(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == out.read_bytes()


def test_every_edit_is_on_the_disk_at_once(person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    with Project.open(person.project.path) as other:
        assert [mark.quote for mark in other.annotations()] == ["Blauwal"]


def test_undo_and_redo_by_name(person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    assert "actor" in person.window.actions_["undo"].text()
    person.shortcut("undo")
    assert person.quotes() == []
    assert "actor" in person.window.actions_["redo"].text()
    assert "import" in person.window.actions_["undo"].text(), "what was done in an earlier session comes next"
    person.shortcut("redo")
    assert person.quotes() == ["Blauwal"]


def test_the_same_words_tagged_twice_are_one_mark_in_focus(person) -> None:
    german = person.pane(Direction.LTR)
    first = person.tag(german, "Blauwal", KEY.Key_1)
    person.press(KEY.Key_Escape)
    assert person.workspace.marking.focused() is None
    again = person.tag(german, "Blauwal", KEY.Key_1)
    assert again.id == first.id
    assert len(person.marks()) == 1
    person.tag(german, "Blauwal", KEY.Key_2)
    assert len(person.marks()) == 2


def test_letters_with_alt_words_without(person) -> None:
    german = person.pane(Direction.LTR)
    person.drag(german, "fleet hat", letters=True)
    assert german.view.selected_text() == "fleet hat"
    person.drag(german, "fleet ha")
    assert german.view.selected_text() == "Norderfleet hat"


def test_selecting_and_tagging_without_a_mouse(person) -> None:
    german = person.pane(Direction.LTR)
    person.workspace.panes.make_current(german)
    person.press(KEY.Key_Home, CTRL)
    person.press(KEY.Key_Right, CTRL | SHIFT)
    assert german.view.selected_text().strip() == "Hafenamt"
    person.press(KEY.Key_1)
    assert person.quotes()[0].strip() == "Hafenamt"


def test_copying_is_in_logical_order(person) -> None:
    arabic = person.pane(Direction.RTL)
    person.drag(arabic, "بينها Kestrel Lines المحلية")
    person.press(KEY.Key_C, CTRL)
    assert QApplication.clipboard().text() == "بينها Kestrel Lines المحلية"


def test_a_key_changes_the_tag_of_the_mark_in_focus(person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.press(KEY.Key_3)
    changed = person.project.annotation(mark.id)
    assert person.project.tags[changed.tag].name == "concern"
    assert len(person.marks()) == 1


def test_deleting_with_the_key(person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.press(KEY.Key_Delete)
    assert person.marks() == []
    assert person.workspace.marking.focused() is None


def test_where_several_marks_lie_clicks_go_through_them_and_a_menu_lets_one_choose(person) -> None:
    german = person.pane(Direction.LTR)
    outer = person.tag(german, "neuen Lotsendienste selbst", KEY.Key_2)
    inner = person.tag(german, "Lotsendienste", KEY.Key_3)
    person.press(KEY.Key_Escape)
    person.click(german, "dienste selbst")
    assert person.workspace.marking.focused().id == inner.id
    assert german.palette_.others.isVisible()
    person.click(german, "dienste selbst")
    assert person.workspace.marking.focused().id == outer.id
    QTest.mouseClick(german.palette_.others, Qt.MouseButton.LeftButton)
    menu = person.menu()
    assert len(menu.actions()) == 2
    menu.actions()[0].trigger()
    menu.close()
    assert person.workspace.marking.focused().id == inner.id
    person.press(KEY.Key_Escape)
    person.click(german, "neuen Lotsen")
    assert person.workspace.marking.focused().id == outer.id
    assert not german.palette_.others.isVisible()


def test_the_palette_at_a_mark_shows_which_tag_it_has(person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    other = person.tag(german, "Kestrel", KEY.Key_2)
    person.click(german, "Blauwal")
    palette = german.palette_

    def current() -> list[str]:
        return [chip.tag.name for chip in palette.chips() if chip.current]

    assert palette.isVisible()
    assert current() == ["actor"]
    directive = palette.chips()[1]
    before = directive.grab().toImage()
    QTest.mouseClick(directive, Qt.MouseButton.LeftButton)
    assert current() == ["directive"]
    assert directive.grab().toImage() != before
    assert person.project.tags[person.project.annotation(mark.id).tag].name == "directive"
    person.shortcut("undo")
    assert current() == ["actor"]
    person.workspace.marking.go_to(other.id)
    assert not palette.isVisible()
    person.drag(german, "darunter")
    person.wait(palette.isVisible)
    assert current() == []


def test_what_is_said_at_the_foot_does_not_cover_the_palette(person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    messages, palette = person.window.messages, german.palette_

    def seen() -> bool:
        foot = palette.mapToGlobal(palette.rect().bottomLeft()).y()
        return foot < messages.mapToGlobal(messages.rect().topLeft()).y()

    person.click(german, "Blauwal")
    assert palette.isVisible()
    messages.refuse("What could not be done.")
    assert seen(), "it makes room"
    german.hide_palette()
    person.click(german, "Blauwal")
    assert palette.isVisible()
    assert seen(), "it comes above"
    messages.hide()
    german.hide_palette()
    person.click(german, "Blauwal")
    assert not seen(), "where nothing is said, it lies at the foot"


def test_in_a_narrow_pane_the_palette_has_rows_and_all_of_it_is_seen(person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal und Kestrel", KEY.Key_1)
    person.tag(german, "Kestrel", KEY.Key_2)
    palette = german.palette_
    person.window.resize(1900, 900)
    person.settle()
    person.click(german, "Kestrel")
    assert palette.isVisible()
    one_row = palette.height()
    parts = (*palette.chips(), palette.others, palette.note, palette.delete)
    middles = [part.geometry().center().y() for part in parts]
    assert max(middles) - min(middles) <= 1
    german.setMaximumWidth(230)
    person.settle()
    person.click(german, "Kestrel")
    assert palette.height() > one_row
    ground = german.view.viewport().rect()
    assert ground.contains(palette.geometry())
    for part in parts:
        assert part.isVisible()
        assert palette.rect().contains(part.geometry())
    boxes = [part.geometry() for part in parts]
    assert not any(box.intersects(other) for at, box in enumerate(boxes) for other in boxes[:at])
    QTest.mouseClick(palette.delete, Qt.MouseButton.LeftButton)
    person.look_up()
    assert len(person.marks()) == 1


def test_a_blank_between_words_is_not_marked(person) -> None:
    german = person.pane(Direction.LTR)
    at = german.view.text().index(" Norderfleet")
    german.view.select(Span(at, at + 1))
    person.press(KEY.Key_1, pane=german)
    assert person.marks() == [], "its row in the list would have no words"
    assert german.view.selection() == Span(at, at + 1), "and what is selected can still be made longer"


def test_a_note_is_kept_when_the_field_is_left(person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.shortcut("edit_note")
    person.sides.card.note.setPlainText("größte Reederei")
    person.sides.card.flush()
    assert person.project.annotation(mark.id).note == "größte Reederei"
    person.shortcut("undo")
    assert person.project.annotation(mark.id).note is None
    assert person.sides.card.note.toPlainText() == ""


def test_ends_are_set_to_the_selection(person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.drag(german, "darunter Blauwal und")
    person.shortcut("ends_to_selection")
    assert person.project.annotation(mark.id).quote == "darunter Blauwal und"
    person.shortcut("undo")
    assert person.project.annotation(mark.id).quote == "Blauwal"


def test_an_end_is_dragged_by_its_handle(person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    view = german.view
    target = person.place(german, "nd Kestrel")
    handle = None
    box = view.viewport().rect()
    for y in range(0, box.height(), 3):
        for x in range(0, box.width(), 3):
            found = view.handle_at(QPoint(x, y))
            if found is not None and not found.at_start:
                handle = QPoint(x, y)
                break
        if handle:
            break
    assert handle is not None
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, handle)
    QTest.mouseMove(view.viewport(), target)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, target)
    assert person.project.annotation(mark.id).quote == "Blauwal und"
    person.shortcut("undo")
    assert person.project.annotation(mark.id).quote == "Blauwal"


def test_the_window_comes_back_as_it_was_left(person, sit_down) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.workspace.panes.swap(arabic)
    person.workspace.panes.set_zoom(130)
    left = [pane.article.id for pane in person.panes]
    person.workspace.panes.make_current(person.panes[1])
    path = person.project.path
    person.close()
    again = sit_down(path)
    assert again.workspace.panes.current is again.panes[1]
    assert again.sides.library.selected() == [left[1]]
    assert [pane.article.id for pane in again.panes] == left
    assert again.workspace.panes.zoom == 130
    assert again.workspace.marking.focused() == mark


def test_the_same_with_emoji_and_a_family_before_the_text(sit_down, tmp_path: Path) -> None:
    for name, text in (("a.txt", GERMAN), ("b.txt", ARABIC)):
        (tmp_path / name).write_text(f"🛳️👨‍👩‍👧‍👦 𝒳 {text}", encoding="utf-8")
    path = tmp_path / "emoji.annot"
    with Project.create(path) as project:
        project.import_files([tmp_path / "a.txt", tmp_path / "b.txt"])
    person = sit_down(path)
    for direction, words in ((Direction.LTR, "Kestrel Lines"), (Direction.RTL, "بينها Kestrel Lines المحلية")):
        mark = person.tag(person.pane(direction), words, KEY.Key_1)
        assert mark.quote == words
        assert person.project.text(mark.article)[mark.start : mark.end] == words
    # A family is one character to a reader: a click selects all of it, never a member.
    german = person.pane(Direction.LTR)
    person.double_click(german, "👨‍👩‍👧‍👦")
    assert german.view.selected_text() == "👨‍👩‍👧‍👦"
