"""How far an article is read is said for each tag, seen at a glance, filtered for, and kept from who works blind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import ReadingState, Tag
from annotator.project import Project, edits, filing
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.standing_panel import StandingPanel
from journeys.person import Person

KEY = Qt.Key
UNREAD, WORK, DONE = None, ReadingState.IN_WORK, ReadingState.DONE


def panel(person: Person) -> StandingPanel:
    """The small window that is open."""
    found = [one for one in person.window.findChildren(StandingPanel) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def press(person: Person, key: Qt.Key) -> None:
    """Press a key in the small window."""
    QTest.keyClick(panel(person), key)
    person.look_up()


def said(person: Person, direction: Direction = Direction.LTR) -> dict[str, ReadingState]:
    """What is stored of an article, by tag."""
    article = person.pane(direction).article
    assert article is not None
    return {status.tag: status.state for status in person.project.statuses(articles=[article.id])}


def shown(person: Person, direction: Direction = Direction.LTR) -> list[ReadingState | None]:
    states = person.pane(direction).states
    assert states is not None
    return [state for _, state in states]


def ring(person: Person) -> QImage:
    return person.pane(Direction.LTR).done.grab().toImage()


def test_d_and_a_tags_key_lead_it_on_and_each_is_a_step(person: Person) -> None:
    begun = ring(person)
    person.press(KEY.Key_D, pane=person.pane(Direction.LTR))
    press(person, KEY.Key_3)
    assert said(person) == {CONCERN.id: WORK}
    press(person, KEY.Key_3)
    assert said(person) == {CONCERN.id: DONE}
    assert shown(person) == [UNREAD, UNREAD, DONE]
    press(person, KEY.Key_1)
    assert shown(person) == [WORK, UNREAD, DONE]
    press(person, KEY.Key_3)
    assert said(person) == {ACTOR.id: WORK}
    panel(person).close()
    person.settle()
    assert ring(person) != begun
    for states in ([WORK, UNREAD, DONE], [UNREAD, UNREAD, DONE], [UNREAD, UNREAD, WORK], [UNREAD] * 3):
        person.shortcut("undo")
        assert shown(person) == states
    assert ring(person) == begun
    assert person.project.redoable is not None


def test_arrows_and_clicks_say_it_without_a_key_of_a_tag(person: Person) -> None:
    person.click(person.pane(Direction.LTR), "Das Hafenamt")
    person.sides.library.list.clearSelection()
    person.shortcut("status_by_tag")
    press(person, KEY.Key_Down)
    press(person, KEY.Key_Right)
    press(person, KEY.Key_Right)
    press(person, KEY.Key_Right)
    assert said(person) == {ACTOR.id: DONE}
    press(person, KEY.Key_Left)
    assert said(person) == {ACTOR.id: WORK}
    _, choices = panel(person).lines[2]
    QTest.mouseClick(choices.chips[2], Qt.MouseButton.LeftButton)
    person.look_up()
    assert said(person) == {ACTOR.id: WORK, DIRECTIVE.id: DONE}
    assert choices.chips[2].isChecked()
    press(person, KEY.Key_D)
    assert set(said(person).values()) == {DONE}
    assert person.pane(Direction.LTR).done.isChecked()
    QTest.mouseClick(panel(person).lines[0][1].chips[0], Qt.MouseButton.LeftButton)
    person.look_up()
    assert said(person) == {}
    press(person, KEY.Key_Escape)
    assert not [one for one in person.window.findChildren(StandingPanel) if one.isVisible()]


def test_marking_is_work_though_nothing_is_stored_of_it(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Das Hafenamt", KEY.Key_1)
    assert shown(person) == [WORK, UNREAD, UNREAD]
    assert said(person) == {}
    assert "in work: \u2068actor\u2069" in german.done.toolTip()
    QTest.mouseClick(german.standing, Qt.MouseButton.LeftButton)
    person.settle()
    # Half chosen, as nobody has said it.
    assert [chip.half for chip in panel(person).lines[1][1].chips] == [False, True, False]
    press(person, KEY.Key_1)
    assert said(person) == {ACTOR.id: DONE}
    panel(person).close()
    person.shortcut("undo")
    person.shortcut("undo")
    assert shown(person) == [UNREAD] * 3


def test_what_another_coder_has_marked_is_not_ones_own_work(person: Person) -> None:
    german = person.pane(Direction.LTR).article
    assert german is not None
    with Project.open(person.project.path, coder="bo") as other:
        made = edits.annotate(other, german.id, Span(0, 8), ACTOR.id)
        other.do(made)  # type: ignore[arg-type]
    person.workspace.session.look_elsewhere()
    person.look_up()
    assert shown(person) == [UNREAD] * 3
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_2)
    assert shown(person) == [UNREAD, WORK, UNREAD]


def choose(person: Person, *path: str) -> None:
    menu: QMenu | None = person.sides.library.head.menu
    for text in path:
        assert menu is not None
        menu.aboutToShow.emit()
        entry = next(one for one in menu.actions() if one.text().strip("\u2068\u2069") == text)
        sub = entry.menu()
        if isinstance(sub, QMenu):
            menu = sub
        else:
            entry.trigger()
    person.settle()


def listed(person: Person) -> list[str]:
    return [record for _, record in person.sides.shelf.entries if record is not None]


def test_the_library_lists_what_is_not_done_for_a_tag(person: Person) -> None:
    german, arabic = (person.pane(way).article for way in (Direction.LTR, Direction.RTL))
    assert german is not None
    assert arabic is not None
    session = person.workspace.session
    session.do(filing.set_status(person.project, [german], DONE, [CONCERN.id]))
    person.look_up()
    choose(person, "By tag", "concern", "Not done")
    assert listed(person) == [arabic.id]
    assert "not done for “\u2068concern\u2069”" in person.sides.library.head.line.text()
    choose(person, "By tag", "concern", "Done")
    assert listed(person) == [german.id]
    choose(person, "By tag", "actor", "In work")
    assert listed(person) == []
    # A first mark is work, and the article comes in.
    person.tag(person.pane(Direction.RTL), "الهيئة", KEY.Key_1)
    person.wait(lambda: listed(person) == [arabic.id])
    person.shortcut("undo")
    person.wait(lambda: listed(person) == [])
    choose(person, "Not done")
    assert set(listed(person)) == {german.id, arabic.id}
    choose(person, "All articles")
    row = person.sides.library.model.place_of(german.id)
    tip = row.data(Qt.ItemDataRole.ToolTipRole)
    assert "done: \u2068concern\u2069" in tip
    assert "unread: \u2068actor\u2069, \u2068directive\u2069" in tip


def test_from_who_works_blind_marks_are_kept_by_tag_until_that_tag_is_done(person: Person) -> None:
    german = person.pane(Direction.LTR).article
    assert german is not None
    with Project.open(person.project.path, coder="bo") as other:
        for start, tag in ((0, ACTOR), (9, CONCERN)):
            other.do(edits.annotate(other, german.id, Span(start, start + 4), tag.id))  # type: ignore[arg-type]
    person.workspace.session.look_elsewhere()
    person.look_up()
    person.shortcut("blind")
    person.look_up()

    def seen() -> list[Tag]:
        return [row.tag for row in person.sides.marks.model.rows()]

    assert seen() == []
    person.press(KEY.Key_D, pane=person.pane(Direction.LTR))
    press(person, KEY.Key_3)
    assert seen() == []
    press(person, KEY.Key_3)
    person.wait(lambda: [tag.id for tag in seen()] == [CONCERN.id])
    assert "1 mark of other coders" in person.message()
    press(person, KEY.Key_3)
    person.wait(lambda: seen() == [])


@pytest.mark.parametrize("way", [Direction.LTR, Direction.RTL])
def test_it_is_exported(person: Person, tmp_path: Path, way: Direction) -> None:
    pane = person.pane(way)
    QTest.mouseClick(pane.standing, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    person.settle()
    press(person, KEY.Key_2)
    panel(person).close()
    out = tmp_path / "out.json"
    person.project.export(out)
    articles = json.loads(out.read_bytes())["articles"]
    status = next(one["status"] for one in articles if pane.article is not None and one["id"] == pane.article.id)
    assert [(one["tag"], one["state"]) for one in status] == [(DIRECTIVE.id, "in-work")]
