"""What is outside the article: folded, looked into, found, marked, and its bounds put elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import Project, edits
from annotator.text.body import Side
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.panes.pane import Pane
from annotator.ui.reader.folds import bounds, rows
from journeys.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier
NO = Qt.KeyboardModifier.NoModifier
TEXTS = {
    Direction.LTR: "Startseite\nHafen | Wetter\n\nKräne stehen still\n\nIm Hafen stehen die Kräne still. Niemand weiß, "
    "warum.\n\nDas Amt schweigt.\n\nMehr vom Hafen\nKontakt\n",
    Direction.RTL: "الصفحة الأولى\nالميناء | طقس\n\nالرافعات متوقفة\n\nتوقفت الرافعات في الميناء. "
    "ولا يعرف أحد السبب.\n\nوتصمت الهيئة.\n\nاقرأ عن الميناء\nاتصل بنا\n",
}
BODIES = {Direction.LTR: ("Kräne stehen still\n", "schweigt."), Direction.RTL: ("الرافعات متوقفة\n", "وتصمت الهيئة.")}
OUTSIDE = {Direction.LTR: ("Wetter", "Kontakt"), Direction.RTL: ("طقس", "اتصل")}
both = pytest.mark.parametrize("direction", list(Direction))


def body_of(direction: Direction) -> Span:
    text, (first, last) = TEXTS[direction], BODIES[direction]
    return Span(text.index(first), text.index(last) + len(last))


@pytest.fixture
def reader(sit_down: Callable[..., Person], tmp_path: Path) -> Person:
    """Somebody with two pages side by side, both with a menu before and links after the article."""
    files = [tmp_path / "kran.txt", tmp_path / "rafia.txt"]
    for path, text in zip(files, TEXTS.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    with Project.create(tmp_path / "cranes.annot") as project:
        for article in project.import_files(files).imported:
            project.do(edits.set_body(project, article, body_of(article.direction)))
    return sit_down(tmp_path / "cranes.annot")


def use(person: Person, direction: Direction) -> Pane:
    pane = person.pane(direction)
    person.workspace.panes.make_current(pane)
    return pane


def click_row(pane: Pane, side: Side) -> None:
    page = pane.view.page
    assert page is not None
    at = next(row.box.center() for row in rows(page, pane.view.visible()) if row.side is side)
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, NO, at)


def shows(pane: Pane, words: str) -> bool:
    place = pane.view.text().index(words)
    return any(piece.piece.start <= place < piece.piece.end for piece, _top in pane.view.visible())


def body(person: Person, pane: Pane) -> Span | None:
    assert pane.article is not None
    return person.project.article(pane.article.id).body


@both
def test_what_is_outside_is_looked_into_and_stays_so(
    reader: Person, sit_down: Callable[..., Person], direction: Direction
) -> None:
    pane, (before, after) = use(reader, direction), OUTSIDE[direction]
    assert not shows(pane, before)
    click_row(pane, Side.BEFORE)
    assert shows(pane, before)
    assert not shows(pane, after)
    assert reader.window.actions_["around"].isChecked()
    path = reader.project.path
    reader.close()
    again = sit_down(path)
    pane = use(again, direction)
    assert shows(pane, before)
    assert not shows(pane, after)
    assert not shows(again.pane(direction.opposite), OUTSIDE[direction.opposite][0])
    again.shortcut("around")
    assert not shows(pane, before)
    again.shortcut("around")
    assert shows(pane, before)
    assert shows(pane, after)


@both
def test_a_bound_is_dragged_in_one_step(reader: Person, direction: Direction) -> None:
    pane = use(reader, direction)
    whole = body_of(direction)
    page = pane.view.page
    assert page is not None
    second = TEXTS[direction].index("\n\n", whole.start) + 2
    target = reader.place(pane, TEXTS[direction][second : second + 4])
    start = QPoint(page.left + 40, dict(bounds(page, pane.view.visible()))[Side.BEFORE])
    where = pane.view.viewport()
    QTest.mousePress(where, Qt.MouseButton.LeftButton, NO, start)
    QTest.mouseMove(where, target)
    QTest.mouseRelease(where, Qt.MouseButton.LeftButton, NO, target)
    reader.look_up()
    assert body(reader, pane) == Span(second, whole.end)
    assert "bounds of" in reader.window.actions_["undo"].text()
    assert not shows(pane, TEXTS[direction][whole.start : second].strip())
    reader.shortcut("undo")
    assert body(reader, pane) == whole
    reader.shortcut("redo")
    assert body(reader, pane) == Span(second, whole.end)


@both
def test_the_article_begins_and_ends_here(reader: Person, direction: Direction) -> None:
    pane = use(reader, direction)
    text = TEXTS[direction]
    reader.shortcut("around")
    first, last = OUTSIDE[direction]
    reader.click(pane, first)
    reader.shortcut("body_begins")
    start = text.rindex("\n", 0, text.index(first)) + 1
    assert body(reader, pane) == Span(start, body_of(direction).end)
    # With words selected, it is just these that the article ends with.
    reader.drag(pane, last)
    reader.shortcut("body_ends")
    assert body(reader, pane) == Span(start, text.index(last) + len(last))
    reader.shortcut("body_whole")
    assert body(reader, pane) is None
    assert not reader.window.actions_["body_whole"].isEnabled()
    assert not reader.window.actions_["around"].isEnabled()


def test_an_article_that_begins_behind_its_end_goes_on_to_the_texts(reader: Person) -> None:
    pane = use(reader, Direction.LTR)
    text = pane.view.text()
    reader.shortcut("around")
    reader.click(pane, "Mehr vom")
    reader.shortcut("body_begins")
    assert body(reader, pane) == Span(text.index("Mehr vom"), len(text))
    reader.shortcut("undo")
    reader.click(pane, "Hafen | Wetter")
    reader.shortcut("body_ends")
    assert body(reader, pane) == Span(0, text.index("Wetter") + 6)


def test_what_is_so_already_is_no_step(reader: Person) -> None:
    pane = use(reader, Direction.LTR)
    before = reader.project.undoable
    reader.click(pane, "Kräne stehen still")
    reader.shortcut("body_begins")
    assert reader.project.undoable == before


def test_who_has_not_said_where_is_told(reader: Person) -> None:
    pane = use(reader, Direction.LTR)
    assert pane.view.caret is None
    reader.shortcut("body_begins")
    assert "first line of the article" in reader.message()
    assert body(reader, pane) == body_of(Direction.LTR)


def test_the_page_offers_it_at_a_right_click(reader: Person) -> None:
    pane = use(reader, Direction.LTR)
    point = reader.place(pane, "Das Amt")
    reader.click(pane, "Im Hafen")
    where = pane.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, where.mapToGlobal(point))
    QApplication.sendEvent(where, event)
    menu = reader.menu()
    begins, ends, whole = menu.actions()[-3:]
    assert [action.objectName() for action in (begins, ends, whole)] == ["body_begins", "body_ends", "body_whole"]
    menu.setActiveAction(begins)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    reader.look_up()
    assert body(reader, pane) == Span(pane.view.text().index("Das Amt"), body_of(Direction.LTR).end)


@both
def test_what_is_outside_is_marked_and_gone_to(reader: Person, direction: Direction) -> None:
    pane = use(reader, direction)
    reader.shortcut("around")
    _before, after = OUTSIDE[direction]
    made = reader.tag(pane, after, Qt.Key.Key_1)
    reader.press(Qt.Key.Key_Escape)
    reader.shortcut("around")
    assert not shows(pane, after)
    assert pane.view.row_words(Side.AFTER).endswith("1 mark")
    reader.shortcut("next_mark")
    assert reader.sides.spotlight.lit.focus == made.id
    assert shows(pane, after)


def test_what_is_found_in_a_folded_part_is_counted_and_unfolded(reader: Person) -> None:
    pane = use(reader, Direction.LTR)
    reader.shortcut("find")
    field = reader.sides.find_field
    QTest.keyClicks(field.field, "Hafen")
    reader.wait(lambda: pane.view.scene.current is not None)
    assert len(reader.sides.finder.hits()[pane.article.id if pane.article else ""]) == 3
    # The first is in the article; nothing is unfolded for it.
    assert pane.view.style_.unfolded == frozenset()
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert pane.view.style_.unfolded == {Side.AFTER}
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert pane.view.style_.unfolded == set(Side)


def test_two_pages_of_one_article_are_folded_alike(reader: Person) -> None:
    pane = use(reader, Direction.LTR)
    assert pane.article is not None
    reader.workspace.panes.open_beside(pane.article.id)
    one, other = (pane for pane in reader.panes if pane.article is not None and pane.article.direction is Direction.LTR)
    click_row(one, Side.AFTER)
    assert other.view.style_.unfolded == {Side.AFTER}


def test_the_details_of_an_article_leave_its_bounds(reader: Person) -> None:
    pane = use(reader, Direction.LTR)
    article = pane.article
    assert article is not None
    reader.workspace.session.edit(lambda: edits.edit_article(reader.project, article))
    assert body(reader, pane) == body_of(Direction.LTR)
