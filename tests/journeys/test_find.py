"""Find, by keys and mouse: options, patterns, long texts, and tagging all that was found."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from annotator.core.errors import InvalidError
from annotator.project import Project, edits
from annotator.text.direction import Direction
from annotator.text.searching import Query
from annotator.text.span import Span
from annotator.ui.find.places import ROW
from annotator.ui.find.preview import Preview
from journeys.person import Person

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


def look_for(person: Person, words: str, count: str) -> None:
    """Type words into the field, and wait for this count."""
    field = person.sides.find_field
    come_to(person)
    QTest.keyClick(person.window, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    person.wait(field.field.hasFocus)
    field.field.clear()
    QTest.keyClicks(field.field, words)
    person.wait(lambda: field.count.text() == count)


def come_to(person: Person) -> None:
    """Have the window in front, so that its keys are heard."""
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)


def preview(person: Person) -> Preview:
    dialog = person.dialog()
    assert isinstance(dialog, Preview)
    return dialog


def press_box(dialog: Preview, row: int) -> None:
    index = dialog.model.index(row)
    dialog.list.scrollTo(index)
    QTest.mouseClick(dialog.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, dialog.list.box(index).center())


def test_whole_words_by_key_and_by_mouse(person: Person) -> None:
    look_for(person, "hafen", "1 of 2")
    field = person.sides.find_field
    QTest.keyClick(field.field, KEY.Key_W, ALT)
    assert field.count.text() == "not found"
    assert person.window.actions_["find_whole_word"].isChecked()
    button = next(b for b in field.field.findChildren(QToolButton) if "Alt+W" in b.toolTip())
    QTest.mouseClick(button, LEFT)
    assert field.count.text() == "1 of 2"
    assert field.field.text() == "hafen"


def test_the_field_stays_where_it_is_when_its_count_comes_and_goes(person: Person) -> None:
    field = person.sides.find_field
    before = field.field.mapTo(person.window, field.field.rect().topLeft()), field.field.width()
    for words, count in (("zebra", "not found"), ("hafen", "1 of 2")):
        look_for(person, words, count)
        assert field.count.isVisible()
        assert (field.field.mapTo(person.window, field.field.rect().topLeft()), field.field.width()) == before
    QTest.keyClick(field.field, KEY.Key_Tab)
    assert person.window.focusWidget() is not field.field
    assert field.isAncestorOf(person.window.focusWidget()), "its buttons come next"


def test_a_pattern_is_searched_for_and_a_wrong_one_is_a_sentence(person: Person) -> None:
    look_for(person, "(12|zw.lf)", "not found")
    field = person.sides.find_field
    QTest.keyClick(field.field, KEY.Key_X, ALT)
    person.wait(lambda: field.count.text() == "1 of 4")
    field.field.clear()
    QTest.keyClicks(field.field, "(12")
    person.wait(lambda: "missing )" in field.count.toolTip())
    person.wait(lambda: field.count.text() == "This is no pattern: missing ).")
    assert not person.window.actions_["tag_found"].isEnabled()
    assert not any(pane.view._hits for pane in person.panes)
    QTest.keyClicks(field.field, ")")
    person.wait(lambda: field.count.text() == "1 of 2")
    assert person.window.actions_["tag_found"].isEnabled()


def test_selected_words_are_no_pattern(person: Person) -> None:
    arabic = person.pane(Direction.RTL)
    person.sides.find_field.field.clear()
    come_to(person)
    QTest.keyClick(person.window, KEY.Key_X, ALT)
    text = person.project.text(arabic.article.id if arabic.article else "")
    start = text.index("(2024)")
    person.workspace.panes.make_current(arabic)
    arabic.view.select(Span(start, start + 6))
    QTest.keyClick(person.window, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = person.sides.find_field
    person.wait(lambda: field.count.text() == "1 of 1")
    assert field.field.text() == r"\(2024\)"
    assert person.sides.finder.hits() == {arabic.article.id if arabic.article else "": (Span(start, start + 6),)}


def test_a_catastrophic_pattern_does_not_hold_the_window_up(sit_down: Callable[..., Person], tmp_path: Path) -> None:
    source = tmp_path / "trap.txt"
    source.write_text("Trap\n\n" + "a" * 300 + "!\n", encoding="utf-8")
    with Project.create(tmp_path / "trap.annot") as project:
        project.import_files([source])
    person = sit_down(tmp_path / "trap.annot")
    field = person.sides.find_field
    come_to(person)
    QTest.keyClick(person.window, KEY.Key_X, ALT)
    assert field.query().pattern
    field.begin("(a|aa)+$")
    slowest, ends = 0.0, time.monotonic() + 20
    while "too long" not in field.count.toolTip() and time.monotonic() < ends:
        begun = time.monotonic()
        QApplication.processEvents()
        slowest = max(slowest, time.monotonic() - begun)
        time.sleep(0.005)
    assert "too long" in field.count.toolTip()
    assert slowest < 0.5
    field.field.setText("a{3}!")
    person.wait(lambda: field.count.text() == "1 of 1")


def test_each_letter_is_looked_for_from_where_the_reader_was(sit_down: Callable[..., Person], tmp_path: Path) -> None:
    source = tmp_path / "quay.txt"
    lines = ["Der Kahn fuhr an der Mole vorbei."] * 300
    lines[150] = "Am Kai lag ein Floss."
    lines[250] = "Dort stand ein Zelt."
    source.write_text("Band\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    with Project.create(tmp_path / "quay.annot") as project:
        project.import_files([source])
    person = sit_down(tmp_path / "quay.annot")
    view = person.workspace.panes.panes[0].view
    text = view.text()
    view.scroll_to_place(text.index("Am Kai") - 700)
    started = view.top_place()
    field = person.sides.find_field
    come_to(person)
    QTest.keyClick(person.window, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    person.wait(field.field.hasFocus)
    QTest.keyClicks(field.field, "z")
    person.wait(lambda: field.count.text() == "1 of 1")
    assert view.top_place() != started
    QTest.keyClicks(field.field, "zz")
    person.wait(lambda: field.count.text() == "not found")
    assert view.top_place() == started
    # What the reader has gone to by himself is not taken back.
    QTest.keyClick(field.field, KEY.Key_Backspace)
    QTest.keyClick(field.field, KEY.Key_Backspace)
    person.wait(lambda: field.count.text() == "1 of 1")
    QTest.keyClick(field.field, KEY.Key_Return)
    found = view.top_place()
    QTest.keyClicks(field.field, "zz")
    person.wait(lambda: field.count.text() == "not found")
    assert view.top_place() == found


def test_a_long_text_is_searched_in_the_background(sit_down: Callable[..., Person], tmp_path: Path) -> None:
    source = tmp_path / "long.txt"
    source.write_text(
        "Band\n\n" + "Der Kahn fuhr an der Mole vorbei.\n" * 12_000 + "Ende der Fahrt.\n", encoding="utf-8"
    )
    with Project.create(tmp_path / "long.annot") as project:
        project.import_files([source])
    person = sit_down(tmp_path / "long.annot")
    look_for(person, "kahn", "1 of 12000")
    assert person.sides.finder.complete
    look_for(person, "fahrt", "1 of 1")
    person.shortcut("tag_found")
    dialog = preview(person)
    press_box(dialog, 0)
    assert not dialog.do.isEnabled()
    person.workspace.session.read_again()
    assert person.sides.finder.searching
    person.wait(lambda: person.sides.finder.complete)
    assert not dialog.do.isEnabled()
    assert dialog.model.numbers == (1, 0, 0)
    # A window that is closed in the middle of a search waits for nothing and leaves nothing behind.
    person.sides.finder.look_for(Query("kahn"))
    assert person.sides.finder.searching
    person.window.close()


def test_all_that_was_found_is_tagged_in_one_step(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    there = person.tag(german, "Kestrel Lines", KEY.Key_1)
    person.tag(german, "Lotsendienste", KEY.Key_2)
    before = person.project.bundle()
    look_for(person, "kestrel lines", "2 of 2")
    QTest.mouseClick(person.sides.find_field.tag_all, LEFT)
    dialog = preview(person)
    assert not dialog.isModal()
    assert "2 places in 2 articles · 1 tagged already" in dialog.heading.text()
    assert dialog.do.text() == "Tag 1 place"
    dialog.tag.setCurrentIndex(1)
    assert dialog.do.text() == "Tag 2 places"
    rows = [dialog.model.index(row).data(ROW) for row in range(2)]
    assert {row.direction for row in rows} == {Direction.LTR, Direction.RTL}
    assert all(row.context.quote == "Kestrel Lines" for row in rows)
    QTest.mouseClick(dialog.do, LEFT)
    assert not dialog.isVisible()
    made = [mark for mark in person.marks() if mark.quote == "Kestrel Lines" and mark.id != there.id]
    assert {mark.article for mark in made} == {german.article.id, arabic.article.id}
    assert {person.project.tags[mark.tag].name for mark in made} == {"directive"}
    person.look_up()
    assert "2 places" in person.window.actions_["undo"].text()
    person.shortcut("undo")
    assert person.project.bundle() == before
    person.shortcut("redo")
    assert len(person.marks()) == 4


def test_places_are_left_out_by_mouse_and_by_key(person: Person) -> None:
    look_for(person, "die", "1 of 4")
    person.shortcut("tag_found")
    dialog = preview(person)
    assert dialog.do.text() == "Tag 4 places"
    press_box(dialog, 0)
    assert dialog.do.text() == "Tag 3 places"
    assert dialog.all.checkState() is Qt.CheckState.PartiallyChecked
    QTest.keyClick(dialog.list, KEY.Key_Down)
    QTest.keyClick(dialog.list, KEY.Key_Space)
    assert dialog.do.text() == "Tag 2 places"
    assert person.sides.find_field.count.text() == "2 of 4"
    QTest.mouseClick(dialog.all, LEFT)
    assert dialog.do.text() == "Tag 4 places"
    QTest.mouseClick(dialog.all, LEFT)
    assert not dialog.do.isEnabled()
    press_box(dialog, 3)
    QTest.mouseClick(dialog.do, LEFT)
    assert len(person.marks()) == 1


def test_the_preview_follows_the_search_and_the_project(person: Person) -> None:
    german = person.pane(Direction.LTR)
    look_for(person, "kestrel", "1 of 2")
    person.shortcut("tag_found")
    dialog = preview(person)
    start = person.project.text(german.article.id).index("Kestrel")
    span = next(iter(dialog.model.chosen()[german.article.id]))
    assert span.start == start
    tag = dialog.chosen_tag() or ""
    person.workspace.session.edit(lambda: edits.annotate_all(person.project, {german.article.id: [span]}, tag))
    person.settle()
    assert "1 tagged already" in dialog.heading.text()
    assert dialog.do.text() == "Tag 1 place"
    person.shortcut("undo")
    person.settle()
    assert dialog.do.text() == "Tag 2 places"
    look_for(person, "die", "1 of 4")
    assert dialog.do.text() == "Tag 4 places"
    person.workspace.panes.close_pane(german)
    assert not dialog.do.isEnabled()
    QTest.keyClick(person.sides.find_field.field, KEY.Key_Escape)
    assert not dialog.isVisible()


def test_while_places_are_tagged_the_preview_says_so_and_after_a_refusal_offers_them_again(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_for(person, "die", "1 of 4")
    person.shortcut("tag_found")
    dialog = preview(person)
    seen: list[tuple[str, bool, bool]] = []

    def refuse(*_what: object) -> None:
        seen.append((dialog.do.text(), dialog.do.isEnabled(), QApplication.overrideCursor() is not None))
        raise InvalidError("the disk is full")

    monkeypatch.setattr(edits, "annotate_all", refuse)
    QTest.mouseClick(dialog.do, LEFT)
    assert seen == [("Tagging 4 places…", False, True)]
    assert (dialog.do.text(), dialog.do.isEnabled()) == ("Tag 4 places", True)
    assert QApplication.overrideCursor() is None
    assert "disk is full" in person.message()


def test_esc_leads_to_what_was_found_on_whichever_page_it_is_and_a_key_tags_it(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    person.workspace.panes.make_current(arabic)
    look_for(person, "lotsendienste", "1 of 1")
    assert person.workspace.panes.current is arabic
    QTest.keyClick(person.sides.find_field.field, KEY.Key_Escape)
    assert person.window.focusWidget() is german.view
    assert german.view.selected_text() == "Lotsendienste"
    assert person.sides.find_field.field.text() == ""
    person.press(KEY.Key_2)
    assert [(mark.article, mark.quote) for mark in person.marks()] == [(german.article.id, "Lotsendienste")]


def test_a_search_lets_go_of_the_mark_in_focus_so_that_no_key_tags_it_anew_unseen(person: Person) -> None:
    page = person.pane(Direction.LTR)
    mark = person.tag(page, "Blauwal", KEY.Key_1)
    assert person.workspace.spotlight.lit.focus == mark.id
    look_for(person, "zebra", "not found")
    QTest.keyClick(person.sides.find_field.field, KEY.Key_Escape)
    person.wait(page.view.hasFocus)
    assert person.workspace.spotlight.lit.focus is None
    person.press(KEY.Key_2, pane=page)
    assert person.marks() == [mark], "the mark that was read before has kept its tag"

    # Nor does one who goes from place to place with the keyboard on the page.
    look_for(person, "hafen", "1 of 2")
    person.click(page, "Blauwal")
    assert person.workspace.spotlight.lit.focus == mark.id
    person.shortcut("find_next")
    person.press(KEY.Key_2, pane=page)
    assert person.marks() == [mark]


def test_esc_before_anything_was_found_lets_go_of_the_mark_in_focus_too(person: Person) -> None:
    page = person.pane(Direction.LTR)
    mark = person.tag(page, "Blauwal", KEY.Key_1)
    come_to(person)
    QTest.keyClick(person.window, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = person.sides.find_field.field
    person.wait(field.hasFocus)
    QTest.keyClicks(field, "zebra")
    QTest.keyClick(field, KEY.Key_Escape)
    person.wait(page.view.hasFocus)
    person.press(KEY.Key_2, pane=page)
    assert person.marks() == [mark]


def test_looking_for_nothing_leaves_the_mark_in_focus(person: Person) -> None:
    page = person.pane(Direction.LTR)
    mark = person.tag(page, "Blauwal", KEY.Key_1)
    come_to(person)
    QTest.keyClick(person.window, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    person.wait(person.sides.find_field.field.hasFocus)
    QTest.keyClick(person.sides.find_field.field, KEY.Key_Escape)
    person.wait(page.view.hasFocus)
    assert person.workspace.spotlight.lit.focus == mark.id


def test_the_keyboard_goes_to_the_page_of_the_next_hit(person: Person) -> None:
    look_for(person, "kestrel", "1 of 2")
    panes = person.workspace.panes
    panes.make_current(panes.panes[0])
    for pane in (panes.panes[1], panes.panes[0]):
        person.shortcut("find_next")
        assert panes.current is pane
        assert person.window.focusWidget() is pane.view
    person.sides.find_field.field.setFocus()
    person.shortcut("find_next")
    assert panes.current is panes.panes[1]
    assert person.window.focusWidget() is person.sides.find_field.field


def test_nothing_found_is_nothing_to_tag(person: Person) -> None:
    assert not person.window.actions_["tag_found"].isEnabled()
    look_for(person, "nowhere", "not found")
    assert not person.window.actions_["tag_found"].isEnabled()


def test_undo_after_tagging_all_takes_back_the_marks_and_not_what_was_typed(person: Person) -> None:
    look_for(person, "die", "1 of 4")
    person.shortcut("tag_found")
    dialog = preview(person)
    QTest.mouseClick(dialog.do, LEFT)
    assert len(person.marks()) == 4
    come_to(person)
    page = person.workspace.panes.current
    assert page is not None
    person.wait(page.view.hasFocus)
    QTest.keyClick(page.view, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert person.marks() == []
    assert person.sides.find_field.field.text() == "die"
