"""The library as it is worked with: filtered, folded, filed, judged, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu

from annotator.core.values import ReadingState
from annotator.project import Project
from annotator.text.direction import Direction
from annotator.ui.dragging import articles_data
from annotator.ui.export import ExportDialog
from annotator.ui.library.arranging import Grouping
from journeys.person import Person
from journeys.test_find import come_to

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def person(sit_down: Callable[..., Person], reports: list[Path], tmp_path: Path) -> Person:
    """Somebody with two reports of one event open, and two more articles in the library."""
    for name, title in (("third", "Lotsen streiken"), ("fourth", "Größere Häfen")):
        (tmp_path / f"{name}.txt").write_text(f"{title}\n\nEin kurzer Bericht ohne Ereignis.\n", encoding="utf-8")
    path = tmp_path / "harbour.annot"
    with Project.create(path) as project:
        project.import_files(reports, event="Harbour")
        project.import_files([tmp_path / "third.txt", tmp_path / "fourth.txt"])
    return sit_down(path)


def rows(person: Person) -> list[str]:
    """The rows as they are listed: headings with a # and how many stand under them, titles."""
    model = person.sides.library.model
    listed = [model.row(model.index(place)) for place in range(model.rowCount())]
    return [row.article.title if row.article else f"# {row.heading} {row.under}" for row in listed]


def index(person: Person, title: str) -> QModelIndex:
    model = person.sides.library.model
    found = next(place for place in range(model.rowCount()) if model.index(place).data() == title)
    return model.index(found)


def click(person: Person, title: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    view = person.sides.library.list
    QTest.mouseClick(view.viewport(), LEFT, modifier, view.visualRect(index(person, title)).center())
    person.look_up()


def choose(person: Person, menu: QMenu, text: str) -> None:
    """Choose an entry of a menu, or of one below it."""
    menu.aboutToShow.emit()
    first, _, rest = text.partition("/")
    action = next(a for a in menu.actions() if plain(a) == first)
    below = action.menu()
    if rest:
        assert isinstance(below, QMenu)
        choose(person, below, rest)
    else:
        action.trigger()
        person.settle()
        person.look_up()


def plain(action: QAction) -> str:
    return action.text().replace("&", "").replace("\u2068", "").replace("\u2069", "")


def menu_at(person: Person, title: str) -> QMenu:
    view = person.sides.library.list
    view.customContextMenuRequested.emit(view.visualRect(index(person, title)).center())
    return person.menu()


def name(person: Person, text: str) -> None:
    """Answer the dialog that asks for a name."""
    dialog = person.dialog()
    assert isinstance(dialog, QInputDialog)
    field = dialog.findChild(QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, KEY.Key_Return)
    person.settle()


def drop(person: Person, titles: list[str], heading: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    view = person.sides.library.list
    ids = [person.sides.library.model.article_id(index(person, title)) for title in titles]
    data: QMimeData = articles_data(record for record in ids if record)
    at = QPointF(view.visualRect(index(person, heading)).center())
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at.toPoint(), copy, data, LEFT, modifier))
    move = QDragMoveEvent(at.toPoint(), copy, data, LEFT, modifier)
    QApplication.sendEvent(view.viewport(), move)
    assert move.isAccepted()
    QApplication.sendEvent(view.viewport(), QDropEvent(at, copy, data, LEFT, modifier))
    person.settle()


GERMAN, ARABIC = "Hafenamt lädt zwölf Reedereien vor", "هيئة الموانئ تستدعي 12 شركة ملاحة"
THIRD, FOURTH = "Lotsen streiken", "Größere Häfen"
ALL = ["# Harbour 2", GERMAN, ARABIC, "#  2", THIRD, FOURTH]


def test_the_field_leaves_what_fits_and_esc_brings_all_back(person: Person) -> None:
    library = person.sides.library
    assert rows(person) == ALL
    come_to(person)
    person.shortcut("filter_articles")
    person.wait(library.head.field.hasFocus)
    QTest.keyClicks(library.head.field, "hafen")
    person.wait(lambda: len(rows(person)) == 4)
    assert rows(person) == ["# Harbour 1", GERMAN, "#  1", FOURTH]
    assert library.head.line.text() == "2 of 4 articles"
    QTest.keyClick(library.head.field, KEY.Key_Down)
    person.wait(library.list.hasFocus)
    assert library.selected()
    person.shortcut("filter_articles")
    QTest.keyClicks(library.head.field, "nothing like it")
    person.wait(lambda: not rows(person))
    assert not library.list.isVisible()
    QTest.keyClick(library.head.field, KEY.Key_Escape)
    assert rows(person) == ALL
    assert not library.head.line.isVisible()
    QTest.keyClick(library.head.field, KEY.Key_Escape)
    person.wait(lambda: any(pane.view.hasFocus() for pane in person.panes))


def test_what_is_not_listed_is_not_what_the_menus_act_upon(person: Person) -> None:
    library = person.sides.library
    person.workspace.panes.make_current(person.pane(Direction.LTR))
    library.select(person.project.articles()[2].id)
    QTest.keyClicks(library.head.field, "streiken")
    person.wait(lambda: len(rows(person)) == 2)
    person.workspace.panes.make_current(person.pane(Direction.RTL))
    assert library.selected() == []
    assert [article.title for article in person.sides.filing.chosen()] == [ARABIC]


def test_headings_fold_by_click_and_key_and_stay_so(person: Person, sit_down: Callable[..., Person]) -> None:
    library = person.sides.library
    click(person, "Harbour")
    assert rows(person) == ["# Harbour 2", "#  2", THIRD, FOURTH]
    click(person, "Harbour")
    assert rows(person) == ALL
    library.list.setFocus()
    library.list.setCurrentIndex(index(person, ARABIC))
    QTest.keyClick(library.list, KEY.Key_Left)
    assert library.list.currentIndex() == index(person, "Harbour")
    QTest.keyClick(library.list, KEY.Key_Left)
    assert rows(person) == ["# Harbour 2", "#  2", THIRD, FOURTH]
    QTest.keyClick(library.list, KEY.Key_Right)
    assert rows(person) == ALL
    QTest.keyClick(library.list, KEY.Key_Left)
    QTest.keyClicks(library.head.field, "hafen")
    person.wait(lambda: rows(person) == ["# Harbour 1", GERMAN, "#  1", FOURTH])
    path = person.project.path
    person.close()
    again = sit_down(path)
    assert rows(again) == ["# Harbour 2", "#  2", THIRD, FOURTH]


def test_grouped_and_sorted_by_the_menu_and_remembered(person: Person, sit_down: Callable[..., Person]) -> None:
    menu = person.sides.library.head.menu
    choose(person, menu, "In one list")
    choose(person, menu, "By title")
    assert rows(person) == [FOURTH, GERMAN, THIRD, ARABIC]
    path = person.project.path
    person.close()
    assert rows(sit_down(path)) == [FOURTH, GERMAN, THIRD, ARABIC]


def test_articles_go_to_a_folder_by_menu_and_by_drag(person: Person) -> None:
    choose(person, person.sides.library.head.menu, "Under folders")
    click(person, THIRD)
    click(person, FOURTH, CTRL)
    choose(person, menu_at(person, FOURTH), "Folder/New folder…")
    name(person, "Press")
    assert rows(person) == ["# Press 2", THIRD, FOURTH, "#  2", GERMAN, ARABIC]
    drop(person, [GERMAN], "Press")
    assert rows(person) == ["# Press 3", GERMAN, THIRD, FOURTH, "#  1", ARABIC]
    person.sides.library.heading_menu_requested.emit(("Press", QPoint(50, 50)))
    choose(person, person.menu(), "Rename…")
    name(person, "Papers")
    assert rows(person)[0] == "# Papers 3"
    for _ in range(3):
        person.shortcut("undo")
    assert rows(person) == [GERMAN, ARABIC, THIRD, FOURTH]
    click(person, THIRD)
    choose(person, person.window.actions_.slots["folder"], "New folder…")
    name(person, "Later")
    assert person.project.articles()[2].folder == "Later"
    choose(person, person.window.actions_.slots["folder"], "Take out of the folder")
    assert person.project.articles()[2].folder is None


def test_articles_go_to_an_event_by_menu_and_by_drag(person: Person) -> None:
    click(person, THIRD)
    choose(person, menu_at(person, THIRD), "Event/Harbour")
    assert rows(person) == ["# Harbour 3", GERMAN, ARABIC, THIRD, "#  1", FOURTH]
    click(person, FOURTH)
    choose(person, person.window.actions_.slots["event"], "New event…")
    name(person, "Strike")
    drop(person, [THIRD], "Strike")
    assert rows(person) == ["# Harbour 2", GERMAN, ARABIC, "# Strike 2", THIRD, FOURTH]
    drop(person, [GERMAN], FOURTH, CTRL)
    assert rows(person)[3:] == ["# Strike 3", GERMAN, THIRD, FOURTH]
    assert rows(person)[0] == "# Harbour 2"
    person.sides.library.heading_menu_requested.emit(("Strike", QPoint(50, 50)))
    choose(person, person.menu(), "Rename…")
    name(person, "harbour")
    assert "already" in person.message()
    person.shortcut("undo")
    person.shortcut("undo")
    click(person, FOURTH)
    choose(person, person.window.actions_.slots["event"], "Take out of “Strike”")
    assert not person.project.articles()[3].events


def test_a_title_is_written_anew_in_its_row(person: Person) -> None:
    library = person.sides.library
    click(person, THIRD)
    person.shortcut("rename_article")
    editor = library.list.findChild(QLineEdit)
    assert editor.isVisible()
    assert editor.text() == THIRD
    QTest.keyClicks(editor, "Pilots on strike")
    QTest.keyClick(editor, KEY.Key_Return)
    person.wait(lambda: "Pilots on strike" in rows(person))
    assert person.project.articles()[2].title == "Pilots on strike"
    person.shortcut("undo")
    assert THIRD in rows(person)
    click(person, "Harbour")
    person.workspace.panes.open(person.project.articles()[1].id)
    person.shortcut("rename_article")
    name(person, "Folded away")
    person.wait(lambda: person.project.articles()[1].title == "Folded away")


def test_reading_status_by_key_and_menu_is_one_step_each(person: Person) -> None:
    shelf, library = person.sides.shelf, person.sides.library
    ids = [article.id for article in person.project.articles()]
    click(person, THIRD)
    click(person, FOURTH, CTRL)
    person.shortcut("status_done")
    assert [shelf.state(record) for record in ids] == [None, None, ReadingState.DONE, ReadingState.DONE]
    assert "done" in index(person, THIRD).data(Qt.ItemDataRole.AccessibleTextRole)
    assert len(person.project.statuses()) == 2 * len(person.project.tags)
    choose(person, menu_at(person, FOURTH), "Reading status/In work")
    assert shelf.state(ids[2]) is ReadingState.IN_WORK
    person.shortcut("undo")
    assert shelf.state(ids[2]) is ReadingState.DONE
    person.shortcut("status_done")
    assert shelf.state(ids[2]) is ReadingState.IN_WORK
    person.shortcut("undo")
    choose(person, library.head.menu, "Unread")
    assert rows(person) == ["# Harbour 2", GERMAN, ARABIC]
    click(person, GERMAN)
    person.shortcut("status_done")
    person.wait(lambda: rows(person) == ["# Harbour 1", ARABIC])
    assert library.head.line.text() == "1 of 4 articles · unread"
    choose(person, library.head.menu, "Done")
    assert rows(person) == ["# Harbour 1", GERMAN, "#  2", THIRD, FOURTH]


def test_a_tag_that_is_new_leaves_nothing_done(person: Person) -> None:
    from annotator.project import edits

    click(person, THIRD)
    person.shortcut("status_done")
    third = person.project.articles()[2].id
    person.workspace.session.edit(lambda: edits.add_tag(person.project, "place"))
    assert person.sides.shelf.state(third) is ReadingState.IN_WORK


def test_tags_at_a_glance_follow_every_edit(person: Person) -> None:
    german = person.pane(Direction.LTR)
    record = german.article.id

    def counted() -> dict[str, int]:
        row = person.sides.library.model.row(person.sides.library.model.place_of(record))
        return {tag.name: number for tag, number in row.tags}

    assert counted() == {}
    person.tag(german, "Blauwal", KEY.Key_1)
    person.tag(german, "Firmen", KEY.Key_1)
    person.tag(german, "Sorge", KEY.Key_3)
    assert counted() == {"actor": 2, "concern": 1}
    assert "2 actor" in index(person, GERMAN).data(Qt.ItemDataRole.ToolTipRole).replace("\u2068", "").replace(
        "\u2069", ""
    )
    person.shortcut("undo")
    assert counted() == {"actor": 2}
    person.press(KEY.Key_2)
    mark = person.marks()[0]
    person.workspace.marking.go_to(mark.id)
    person.press(KEY.Key_2)
    assert counted() == {"actor": 1, "directive": 1}


def test_several_are_opened_side_by_side_and_exported(person: Person) -> None:
    click(person, GERMAN)
    click(person, FOURTH, CTRL)
    choose(person, menu_at(person, FOURTH), "Open side by side")
    assert {pane.article.title for pane in person.panes if pane.article} == {GERMAN, FOURTH}
    click(person, THIRD)
    click(person, ARABIC, CTRL)
    person.shortcut("export_selected")
    dialog = person.dialog()
    assert isinstance(dialog, ExportDialog)
    ids = [article.id for article in person.project.articles()]
    assert set(dialog.filter()[0] or ()) == {ids[1], ids[2]}
    dialog.reject()
    person.sides.library.list.setFocus()
    QTest.keyClick(person.sides.library.list, KEY.Key_Return)
    assert {pane.article.title for pane in person.panes if pane.article} == {ARABIC, THIRD}


def test_articles_under_no_heading_take_no_drops(person: Person) -> None:
    choose(person, person.sides.library.head.menu, "In one list")
    assert person.sides.shelf.order.grouping is Grouping.NONE
    view = person.sides.library.list
    data = articles_data([person.project.articles()[0].id])
    at = view.visualRect(index(person, THIRD)).center()
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, Qt.DropAction.CopyAction, data, LEFT, NONE))
    move = QDragMoveEvent(at, Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), move)
    assert not move.isAccepted()
