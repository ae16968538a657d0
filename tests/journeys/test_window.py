"""Around the pages: library, tags, list of marks, find, panes, themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from annotator.app import Desktop
from annotator.project import edits
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.about import KeysDialog
from annotator.ui.library.dialog import ArticleDialog
from annotator.ui.library.model import ARTICLE_MIME
from annotator.ui.panes.pane import Pane
from annotator.ui.reader.page import Place
from annotator.ui.tags.dialog import TagDialog
from annotator.ui.tags.window import TagSetWindow
from journeys.person import Person

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
RGB = QImage.Format.Format_RGB32


def drop_article(target: object, article_id: str, at: QPointF) -> None:
    data = QMimeData()
    data.setData(ARTICLE_MIME, article_id.encode())
    target.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier))


def chip(person: Person, name: str) -> object:
    return next(c for c in person.sides.tag_bar.chips() if c.tag.name == name)


# Tags.


def test_a_chip_tags_the_selection(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.drag(german, "Blauwal")
    QTest.mouseClick(chip(person, "directive"), LEFT)
    assert [person.project.tags[m.tag].name for m in person.marks()] == ["directive"]


def test_the_palette_at_the_selection_tags_by_mouse(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.drag(german, "Blauwal")
    person.wait(lambda: german.palette_.isVisible())
    QTest.mouseClick(german.palette_.chips()[2], LEFT)
    assert [person.project.tags[m.tag].name for m in person.marks()] == ["concern"]
    person.wait(lambda: not german.palette_.isVisible())


def test_a_key_shows_the_mark_then_its_handles_and_what_lay_under_the_palette(person: Person) -> None:
    german = person.pane(Direction.LTR)
    view = german.view
    person.drag(german, "Blauwal")
    person.wait(lambda: german.palette_.isVisible())
    QTest.keyClick(view, KEY.Key_1)
    (mark,) = person.marks()
    assert mark.id in view.scene.index
    assert person.sides.spotlight.lit.focus == mark.id
    assert view.scene.focus is None
    person.settle()
    assert not german.palette_.isVisible()
    assert view.scene.focus == mark
    whole = person.window.screen().grabWindow(person.window.winId()).toImage()
    ground = view.viewport()
    seen = whole.copy(QRect(ground.mapTo(person.window, QPoint(0, 0)), ground.size())).convertToFormat(RGB)
    assert seen == ground.grab().toImage().convertToFormat(RGB)


def test_keys_in_quick_succession_each_leave_a_mark(person: Person) -> None:
    view = person.pane(Direction.LTR).view
    for number, words in enumerate(("Blauwal", "Kestrel"), 1):
        start = view.text().index(words)
        view.select(Span(start, start + len(words)))
        QTest.keyClick(view, KEY.Key_1)  # the loop does not come round in between
        assert len(person.marks()) == number
    person.settle()
    assert view.scene.focus is not None
    assert view.scene.focus.quote == "Kestrel"


def test_a_tag_is_added_with_a_free_key_and_a_taken_one_is_refused(person: Person) -> None:
    person.shortcut("add_tag")
    dialog = person.dialog()
    assert isinstance(dialog, TagDialog)
    dialog.name.setText("promise")
    dialog.key.setCurrentIndex(dialog.key.findData("1"))
    dialog.accept()
    assert dialog.isVisible()
    assert "actor" in dialog.problem.text()
    dialog.key.setCurrentIndex(dialog.key.findData("q"))
    dialog.accept()
    assert person.project.tags.by_key("q").name == "promise"
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_Q)
    assert person.project.tags[person.marks()[0].tag].name == "promise"
    person.shortcut("undo")
    person.shortcut("undo")
    assert person.project.tags.by_key("q") is None


def test_a_tag_is_renamed_and_recoloured_everywhere(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.sides.tag_commands.edit(person.project.tags.named("actor").id)
    window = person.dialog()
    assert isinstance(window, TagSetWindow)
    window.fields.name.selectAll()
    QTest.keyClicks(window.fields.name, "player")
    QTest.keyClick(window.fields.name, KEY.Key_Return)
    window.fields.colours.choose("#00786c")
    assert chip(person, "player").tag.colour == "#00786c"
    assert person.sides.marks.model.rows()[0].tag.name == "player"


def test_deleting_a_tag_says_how_many_marks_go_and_can_be_undone(person: Person, answer: list[str]) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.tag(german, "Kestrel Lines", KEY.Key_1)
    person.sides.tag_commands.delete(person.project.tags.named("actor").id)
    assert "2 marks" in answer[0]
    assert person.marks() == []
    assert [c.tag.name for c in person.sides.tag_bar.chips()] == ["directive", "concern"]
    person.shortcut("undo")
    assert person.quotes() == ["Blauwal", "Kestrel Lines"]
    assert len(person.sides.tag_bar.chips()) == 3


# Articles.


def test_details_are_edited_and_bad_ones_refused(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.sides.library.select(german.article.id)
    person.shortcut("article_details")
    dialog = person.dialog()
    assert isinstance(dialog, ArticleDialog)
    dialog.published.setText("yesterday")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.problem.text()
    dialog.published.setText("2024-05-17")
    dialog.source.setText("hafen.example")
    dialog.language.setEditText("de")
    dialog.report_of.setEditText("Funk")
    dialog.accept()
    article = person.project.article(german.article.id)
    assert (article.published, article.source, article.language) == ("2024-05-17", "hafen.example", "de")
    assert [e.name for e in person.project.events() if e.id in article.events] == ["Funk"]
    person.shortcut("undo")
    assert person.project.article(german.article.id).published is None


def test_an_article_turned_around_is_shown_turned_around(person: Person) -> None:
    german = person.pane(Direction.LTR)
    article = replace(german.article, direction=Direction.RTL)
    person.workspace.session.edit(lambda: edits.edit_article(person.project, article))
    assert all(pane.article.direction is Direction.RTL for pane in person.panes)
    assert all(pane.view.layoutDirection() is Qt.LayoutDirection.RightToLeft for pane in person.panes)


def test_removing_an_article_says_how_many_marks_go_and_can_be_undone(person: Person, answer: list[str]) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.sides.library.select(german.article.id)
    person.shortcut("remove_article")
    assert "1 mark " in answer[0]
    assert len(person.project.articles()) == 1
    assert len(person.panes) == 1
    person.shortcut("undo")
    assert len(person.project.articles()) == 2
    assert person.quotes() == ["Blauwal"]


def test_the_library_shows_event_language_and_marks(person: Person) -> None:
    rows = [person.sides.library.model.row(person.sides.library.model.index(i)) for i in range(3)]
    assert rows[0].heading == "Harbour"
    assert all("0 marks" in row.details for row in rows[1:])
    assert {row.article.language for row in rows[1:]} == {"de", "ar"}


# Panes.


def test_panes_are_swapped_closed_and_filled_again(person: Person) -> None:
    left, right = (pane.article.id for pane in person.panes)
    QTest.mouseClick(person.panes[0].swap, LEFT)
    assert [pane.article.id for pane in person.panes] == [right, left]
    QTest.mouseClick(person.panes[1].close_button, LEFT)
    assert [pane.article.id for pane in person.panes] == [right]
    library = person.sides.library
    box = library.list.visualRect(library.model.place_of(left))
    QTest.mouseClick(library.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, box.center())
    assert [pane.article.id for pane in person.panes] == [left]
    person.workspace.panes.open_beside(right)
    assert len(person.panes) == 2


def test_an_article_is_dropped_on_a_pane_or_beside_it(person: Person) -> None:
    left, right = (pane.article.id for pane in person.panes)
    pane = person.panes[0]
    drop_article(pane, right, QPointF(pane.width() / 2, 300))
    assert [p.article.id for p in person.panes] == [right, right]
    drop_article(pane, left, QPointF(pane.width() - 4, 300))
    assert [p.article.id for p in person.panes] == [right, left, right]


def test_a_second_report_the_other_way_lies_so_that_line_starts_meet(person: Person) -> None:
    arabic = person.pane(Direction.RTL)
    article = arabic.article.id
    person.workspace.panes.close_pane(arabic)
    person.workspace.panes.open_beside(article)
    assert [pane.article.direction for pane in person.panes] == [Direction.RTL, Direction.LTR]
    rtl, ltr = person.panes
    assert rtl.view.verticalScrollBar().mapTo(rtl, QPoint(0, 0)).x() < rtl.width() / 2
    assert ltr.view.verticalScrollBar().mapTo(ltr, QPoint(0, 0)).x() > ltr.width() / 2


def test_zoom_by_keys(person: Person) -> None:
    person.shortcut("zoom_in")
    assert person.workspace.panes.zoom == 110
    assert person.window.zoom.text() == "110 %"
    person.shortcut("zoom_reset")
    assert person.workspace.panes.zoom == 100


# The list of marks.


def test_the_list_is_filtered_by_tag_article_and_words(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.tag(german, "Befund melden", KEY.Key_2)
    person.tag(arabic, "تقريرًا", KEY.Key_2)
    marks = person.sides.marks
    marks.tag.setCurrentIndex(2)
    marks.tag.activated.emit(2)
    assert marks.model.rowCount() == 2
    marks.tag.setCurrentIndex(0)
    marks.tag.activated.emit(0)
    place = marks.scope.findData(german.article.id)
    marks.scope.setCurrentIndex(place)
    marks.scope.activated.emit(place)
    assert [row.quote for row in marks.model.rows()] == ["Blauwal", "Befund melden"]
    marks.scope.setCurrentIndex(marks.scope.findData("all"))
    marks.scope.activated.emit(1)
    # Without its vowel sign the word is found all the same.
    marks.words.insert("تقريرا")
    person.wait(lambda: marks.model.rowCount() == 1)
    assert [row.quote for row in marks.model.rows()] == ["تقريرًا"]


def test_a_click_in_the_list_goes_to_the_place_and_a_hover_lights_the_mark(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    first = person.tag(german, "Blauwal", KEY.Key_1)
    second = person.tag(arabic, "تقريرًا", KEY.Key_2)
    rows = person.sides.marks
    box = rows.list.visualRect(rows.model.place_of(first.id))
    QTest.mouseMove(rows.list.viewport(), box.center())
    person.wait(lambda: person.workspace.spotlight.lit.hovered == first.id)
    QTest.mouseClick(rows.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, box.center())
    assert person.workspace.marking.focused().id == first.id
    assert person.workspace.panes.current is german
    person.shortcut("next_mark")
    assert person.workspace.marking.focused().id == first.id
    assert second.id != first.id


def test_a_mark_of_a_closed_article_opens_it(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.workspace.panes.close_pane(german)
    person.workspace.marking.go_to(mark.id)
    assert person.pane(Direction.LTR).article.id == mark.article


# Find.


def test_find_lights_counts_and_walks(person: Person) -> None:
    person.shortcut("find")
    field = person.sides.find_field
    QTest.keyClicks(field.field, "kestrel")
    person.wait(lambda: "of" in field.count.text())
    assert field.count.text() == "1 of 2"
    QTest.keyClick(field.field, KEY.Key_Return)
    assert field.count.text() == "2 of 2"
    QTest.keyClick(field.field, KEY.Key_Return)
    assert field.count.text() == "1 of 2"
    field.field.clear()
    field.field.insert("وان ترفع")
    person.wait(lambda: field.count.text() == "1 of 1")
    field.field.clear()
    QTest.keyClicks(field.field, "nowhere")
    person.wait(lambda: field.count.text() == "not found")
    QTest.keyClick(field.field, KEY.Key_Escape)
    assert not field.count.isVisible()


# The rest.


def test_light_and_dark(person: Person, desktop) -> None:
    person.shortcut("theme_dark")
    assert desktop.theme.dark
    picture = person.panes[0].view.viewport().grab().toImage()
    assert picture.pixelColor(5, 5).lightnessF() < 0.3
    person.shortcut("theme_light")
    assert person.panes[0].view.viewport().grab().toImage().pixelColor(5, 5).lightnessF() > 0.9


def test_about_names_versions_and_keys_are_listed(person: Person) -> None:
    person.shortcut("about")
    text = person.dialog().informativeText()
    assert "Annotator" in text
    assert "Qt " in text
    person.dialog().close()
    person.shortcut("keys")
    assert isinstance(person.dialog(), KeysDialog)
    person.dialog().close()


def test_escape_leads_back_to_plain_reading(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.drag(german, "Kestrel")
    person.press(KEY.Key_Escape, pane=german)
    assert german.view.selection() is None
    assert person.workspace.marking.focused() is not None
    person.press(KEY.Key_Escape, pane=german)
    assert person.workspace.marking.focused() is None


def test_copy_by_menu(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.drag(german, "Kestrel Lines")
    person.shortcut("copy")
    assert QGuiApplication.clipboard().text() == "Kestrel Lines"
    QApplication.processEvents()


def test_panels_give_way_in_a_narrow_window_and_come_back(person: Person) -> None:
    window = person.window
    assert window.library_dock.isVisible()
    window.resize(800, 600)
    person.settle()
    assert not window.library_dock.isVisible()
    assert window.marks_dock.isVisible()
    left, right = person.panes
    assert left.mapTo(window, left.rect().topRight()).x() < right.mapTo(window, right.rect().topLeft()).x() + 1
    assert right.mapTo(window, right.rect().topRight()).x() <= window.marks_dock.geometry().left()
    # What is asked for is shown, in the place of the other.
    window.library_dock.toggleViewAction().trigger()
    person.settle()
    assert window.library_dock.isVisible()
    assert not window.marks_dock.isVisible()
    window.resize(1400, 900)
    person.settle()
    assert window.library_dock.isVisible()
    assert window.marks_dock.isVisible()


def test_a_wrong_file_begins_no_project(
    sit_down: Callable[..., Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.ui.project_window.default_place", lambda stem: tmp_path / f"{stem}.annot")
    person = sit_down(None)
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10)
    person.drop(picture)
    assert "picture.txt" in person.message()
    assert not (tmp_path / "picture.annot").exists()
    assert person.owner.workspace is None


def test_more_articles_do_not_push_away_what_is_read(person: Person, tmp_path: Path) -> None:
    before = [pane.article.id for pane in person.panes]
    (tmp_path / "third.txt").write_text("A third report\n\nIt says little.\n", encoding="utf-8")
    person.drop(tmp_path / "third.txt")
    assert [pane.article.id for pane in person.panes] == before
    assert len(person.project.articles()) == 3
    QTest.mouseClick(person.window.messages.button, LEFT)
    assert person.workspace.panes.current.article.title == "A third report"


def test_what_is_dropped_is_copied_whatever_its_source_proposes(person: Person, reports: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(reports[0]))])
    both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    for offered, taken in ((both, Qt.DropAction.CopyAction), (Qt.DropAction.MoveAction, Qt.DropAction.IgnoreAction)):
        event = QDropEvent(QPointF(9, 9), offered, data, LEFT, Qt.KeyboardModifier.NoModifier)
        person.window.dropEvent(event)
        assert event.dropAction() is taken


def test_ctrl_return_leads_to_the_note_and_back(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.settle()
    person.shortcut("edit_note")
    note = person.sides.card.note
    note.insertPlainText("seen")
    QTest.keyClick(note, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert person.project.annotation(mark.id).note == "seen"


def test_the_palette_of_a_mark_stays_whole_when_the_project_is_read_again(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.click(german, "lauwal")
    assert german.palette_.isVisible()
    width = german.palette_.width()
    person.workspace.session.read_again()
    person.settle()
    assert not german.palette_.isVisible() or german.palette_.width() == width


def test_undo_says_what_it_did(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.shortcut("undo")
    assert "actor" in person.window.saved.text()
    assert person.window.saved.text().startswith("Undone")


def test_pages_scroll_together_where_that_is_wanted(
    sit_down: Callable[..., Person], tmp_path: Path, reports: list[Path]
) -> None:
    from annotator.project import Project

    for number, source in enumerate(reports):
        text = source.read_text(encoding="utf-8")
        source.write_text(text + text.partition("\n\n")[2] * (20 + 10 * number), encoding="utf-8")
    path = tmp_path / "long.annot"
    with Project.create(path) as project:
        project.import_files(reports)
    person = sit_down(path)
    bars = [pane.view.verticalScrollBar() for pane in person.panes]
    bars[0].setValue(bars[0].maximum() // 2)
    assert bars[1].value() == 0
    person.shortcut("together")
    bars[0].setValue(bars[0].maximum())
    assert bars[1].value() >= bars[1].maximum() - 2
    bars[1].setValue(0)
    assert bars[0].value() == 0
    person.close()
    again = sit_down(path)
    assert again.workspace.panes.together.on
    assert again.sides is not None
    assert again.window.actions_["together"].isChecked()
    again.shortcut("together")
    assert not again.workspace.panes.together.on


def test_lines_are_made_narrow_or_wide_and_come_back_so(person: Person, sit_down: Callable[..., Person]) -> None:
    person.window.resize(2400, 900)
    person.settle()

    def widths(someone: Person) -> list[int]:
        return [pane.view.page.setting.width for pane in someone.panes]

    normal = widths(person)
    person.shortcut("column_narrow")
    assert all(narrow < width for narrow, width in zip(widths(person), normal, strict=True))
    person.shortcut("column_wide")
    wide = widths(person)
    assert all(wider > width for wider, width in zip(wide, normal, strict=True))
    path = person.project.path
    person.close()
    again = sit_down(path)
    assert again.workspace.panes.looks.style.column == 150
    assert again.sides is not None
    assert again.window.actions_["column_wide"].isChecked()
    assert not again.window.actions_["column_normal"].isChecked()


def test_the_palette_comes_after_a_selection_that_scrolled_the_page(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.drag(german, "Blauwal")
    german.view.scrolled.emit()
    person.wait(lambda: german.palette_.isVisible())
    german.view.scrolled.emit()
    assert not german.palette_.isVisible()


def test_a_title_too_long_for_its_pane_ends_in_an_ellipsis(person: Person) -> None:
    german = person.pane(Direction.LTR)
    assert german.article is not None
    title = german._title
    title.show()
    person.settle()
    title.resize(60, 20)
    assert "…" in title.text()
    title.resize(4000, 20)
    assert german.article.title in title.text()


def test_a_first_window_lies_on_the_screen_with_its_foot(desktop: Desktop, qtbot: object) -> None:
    opened = desktop.open(None)
    qtbot.waitUntil(lambda: opened.files is not None, timeout=5000)  # type: ignore[attr-defined]
    screen = opened.window.screen().availableGeometry()
    assert screen.height() < 860
    assert opened.window.height() < screen.height()
    assert opened.window.width() < screen.width()


def test_many_tags_stand_in_rows_and_each_can_be_read_and_pressed(person: Person) -> None:
    bar = person.sides.tag_bar
    one_row = bar.height()
    for number in range(20):
        person.workspace.session.edit(lambda number=number: edits.add_tag(person.project, f"Behörde {number}"))
    person.settle()
    chips = bar.chips()
    assert len(chips) == 23
    assert bar.height() > one_row
    boxes = [chip.geometry() for chip in chips]
    assert not any(box.intersects(other) for at, box in enumerate(boxes) for other in boxes[:at])
    assert all(
        bar.rect().contains(box) and box.width() == chip.sizeHint().width()
        for box, chip in zip(boxes, chips, strict=True)
    )
    german = person.pane(Direction.LTR)
    person.drag(german, "Blauwal")
    QTest.mouseClick(chips[-1], LEFT)
    assert person.project.tags[person.marks()[0].tag].name == "Behörde 19"
    # In a window as narrow as can be, too; and with one row's tags again, the pages get the room back.
    person.window.resize(person.window.minimumSize())
    person.settle()
    assert all(bar.rect().contains(chip.geometry()) for chip in bar.chips())
    for _ in range(21):
        person.workspace.session.undo()
    person.window.resize(1400, 900)
    person.settle()
    assert bar.height() == one_row


def right_click(person: Person, pane: Pane, words: str) -> list[str]:
    """Right-click on words; return what is offered for them, and close the menu. What is about the place comes last."""
    view, at = pane.view.viewport(), person.place(pane, words)
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return []
    offered = [action.text().strip("\u2068\u2069").split("\u2069")[0] for action in menu.actions() if action.text()]
    menu.close()
    assert offered[-2:] == ["Article &begins here", "Article &ends here"]
    return offered[:-2]


def test_a_right_click_is_about_what_lies_under_it(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    tags = ["actor", "directive", "concern"]
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    # In the other article, where no mark is, the mark in focus here can neither be deleted nor get another tag.
    assert right_click(person, arabic, "المحلية") == [*tags, "Copy", "Show the counterpart"]
    assert arabic.view.selected_text() == "المحلية"
    arabic.view.clear_selection()
    assert right_click(person, german, "Blauwal") == [
        *tags,
        "Edit note",
        "Who or what it mentions",
        "Attributes",
        "Relate…",
        "The same words elsewhere",
        "The same in the other report",
        "History of this mark",
        "Delete mark",
        "Show the counterpart",
    ]
    assert person.workspace.marking.focused() == mark
    assert german.view.selection() is None
    assert right_click(person, german, ", darunter") == []
    assert right_click(person, german, "darunter") == [
        *tags, "Add to the mark", "Take out of the mark", "Set ends to the selection", "Copy", "Show the counterpart",
    ]  # fmt: skip
    assert german.view.selected_text() == "darunter"


def test_the_menu_key_is_about_the_mark_in_focus_or_the_word_at_the_caret(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.workspace.panes.make_current(german)

    def press_menu_key() -> list[str]:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
        QApplication.sendEvent(german.view.viewport(), event)
        menu = person.menu()
        offered = [action.text() for action in menu.actions()]
        menu.close()
        return offered

    person.tag(german, "Blauwal", KEY.Key_1)
    assert "Delete mark" in press_menu_key()
    person.press(KEY.Key_Escape, pane=german)
    german.view.move_caret(Place(german.view.text().index("darunter") + 2), extend=False)
    assert "Delete mark" not in press_menu_key()
    assert german.view.selected_text() == "darunter"


def test_without_pages_the_keyboard_is_where_something_can_be_done(person: Person) -> None:
    person.workspace.panes.make_current(person.pane(Direction.LTR))
    assert person.window.focusWidget() is person.pane(Direction.LTR).view
    while person.panes:
        person.shortcut("close_pane")
    assert not isinstance(person.window.focusWidget(), QAbstractButton)


def test_a_panel_that_the_last_version_had_not_is_in_its_place(person: Person) -> None:
    window = person.window
    window.removeDockWidget(window.history_dock)
    window.take_shape(*window.shape())
    assert not window.history_dock.isVisible()
    person.shortcut("history")
    person.settle()
    assert window.history_dock.isVisible()
    assert window.rect().contains(window.history_dock.geometry())
