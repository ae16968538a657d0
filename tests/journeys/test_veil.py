"""Marks dimmed and hidden: by the chip's menu, by the View menu, all by one key; what is hidden comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.project import Project
from annotator.text.direction import Direction
from annotator.ui.reader.decor import decor
from annotator.ui.veil import Shade
from journeys.person import Person

KEY = Qt.Key


def chip_menu(person: Person, tag: str) -> QMenu:
    """Right-click on a tag's chip."""
    chip = next(chip for chip in person.sides.tag_bar.chips() if chip.tag.id == tag)
    at = chip.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, chip.mapToGlobal(at))
    QApplication.sendEvent(chip, event)
    return person.menu()


def choose(menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text().replace("&", "") == text)
    action.trigger()
    menu.close()


def shades(person: Person) -> list[Shade]:
    return [chip.shade for chip in person.sides.tag_bar.chips()]


def drawn(person: Person, direction: Direction) -> tuple[int, int, int]:
    """How many tints, full lanes and weak lanes are on a page."""
    view = person.pane(direction).view
    found = [line for piece, _top in view.visible() for line in decor(view.scene, piece, piece.lines)]
    tints = sum(len(stretches) for line in found for stretches in line.tints.values())
    lanes = [(colour, len(stretches)) for line in found for (_, (colour, _)), stretches in line.lanes.items()]
    weak = sum(count for colour, count in lanes if QColor.fromRgba(colour).alpha() < 255)
    return tints, sum(count for _, count in lanes) - weak, weak


def test_a_tag_is_dimmed_hidden_and_shown_by_its_chip(person: Person) -> None:
    german = person.pane(Direction.LTR)
    actor = person.tag(german, "Blauwal", KEY.Key_1)
    person.tag(german, "Kestrel Lines", KEY.Key_2)
    person.press(KEY.Key_Escape)
    assert drawn(person, Direction.LTR) == (2, 2, 0)
    chip = person.sides.tag_bar.chips()[0]
    looks = [chip.grab().toImage()]

    choose(chip_menu(person, ACTOR.id), "Dim marks")
    assert shades(person) == [Shade.DIMMED, Shade.SHOWN, Shade.SHOWN]
    assert drawn(person, Direction.LTR) == (1, 1, 1)
    looks.append(chip.grab().toImage())
    person.click(german, "Blauwal")
    assert person.workspace.marking.focused() == actor
    person.press(KEY.Key_Escape)

    choose(chip_menu(person, ACTOR.id), "Hide marks")
    assert drawn(person, Direction.LTR) == (1, 1, 0)
    looks.append(chip.grab().toImage())
    assert looks[0] != looks[1] != looks[2] != looks[0]
    assert "hidden" in chip.toolTip()
    person.click(german, "Blauwal")
    assert person.workspace.marking.focused() is None
    assert german.view.marks_at(person.place(german, "Blauwal")) == ()

    # The map beside the scroll bar leaves it out; the list does not.
    german.view.overview.work_out()
    assert len(german.view.overview._ticks) == 1
    assert person.sides.marks.model.rowCount() == 2
    choose(chip_menu(person, ACTOR.id), "Show marks")
    assert drawn(person, Direction.LTR) == (2, 2, 0)


def test_only_one_tag_and_all_again_by_the_view_menu(person: Person) -> None:
    german = person.pane(Direction.LTR)
    for words, key in (("Blauwal", KEY.Key_1), ("Kestrel", KEY.Key_2), ("Sorge", KEY.Key_3)):
        person.tag(german, words, key)
    person.press(KEY.Key_Escape)
    assert not person.window.actions_["show_marks"].isEnabled()
    choose(chip_menu(person, DIRECTIVE.id), "Only this tag")
    assert shades(person) == [Shade.DIMMED, Shade.SHOWN, Shade.DIMMED]
    assert drawn(person, Direction.LTR) == (1, 1, 2)

    menu = person.window.actions_.slots["marks"]
    menu.aboutToShow.emit()
    below = [action for action in menu.actions() if isinstance(action.menu(), QMenu)]
    assert [action.text().strip("\u2068\u2069") for action in below][1:2] == ["directive"]
    assert "(dimmed)" in below[0].text()
    concern = below[2].menu()
    assert isinstance(concern, QMenu)
    choose(concern, "Hide marks")
    assert shades(person) == [Shade.DIMMED, Shade.SHOWN, Shade.HIDDEN]
    menu.aboutToShow.emit()
    assert len([action for action in menu.actions() if action.menu()]) == 3
    person.shortcut("show_marks")
    assert shades(person) == [Shade.SHOWN] * 3
    assert drawn(person, Direction.LTR) == (3, 3, 0)


def test_a_hidden_tag_that_is_deleted_leaves_nothing_to_show_until_it_comes_back(
    person: Person, answer: list[str]
) -> None:
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    choose(chip_menu(person, ACTOR.id), "Hide marks")
    shown = person.window.actions_["show_marks"]
    assert shown.isEnabled()
    person.sides.tag_commands.delete(ACTOR.id)
    assert answer
    assert not shown.isEnabled()
    person.shortcut("undo")
    assert shown.isEnabled()
    assert shades(person)[0] is Shade.HIDDEN


def test_plain_reading_by_one_key_and_back(person: Person) -> None:
    german = person.pane(Direction.LTR)
    first = person.tag(german, "Blauwal", KEY.Key_1)
    person.tag(german, "Kestrel", KEY.Key_2)
    person.press(KEY.Key_Escape)
    choose(chip_menu(person, ACTOR.id), "Dim marks")
    assert person.window.actions_["hide_marks"].shortcut().toString() == "Ctrl+Shift+H"
    person.shortcut("hide_marks")
    assert person.window.actions_["hide_marks"].isChecked()
    assert drawn(person, Direction.LTR) == (0, 0, 0)
    person.shortcut("next_mark")
    assert person.workspace.marking.focused() is None
    assert "hidden" in person.message()

    # From the list a hidden mark can still be gone to; it is seen while it is in focus, and no longer.
    person.sides.marks.chosen.emit(first.id)
    assert german.view.focus_annotation == first.id
    assert drawn(person, Direction.LTR)[1] == 1
    person.press(KEY.Key_Escape)
    assert drawn(person, Direction.LTR) == (0, 0, 0)

    person.shortcut("hide_marks")
    assert shades(person) == [Shade.DIMMED, Shade.SHOWN, Shade.SHOWN]
    assert drawn(person, Direction.LTR) == (1, 1, 1)


def test_next_and_previous_pass_over_hidden_marks(person: Person) -> None:
    german = person.pane(Direction.LTR)
    for words, key in (("Hafenamt", KEY.Key_1), ("Blauwal", KEY.Key_2), ("Kestrel", KEY.Key_1), ("Firmen", KEY.Key_2)):
        person.tag(german, words, key)
    person.press(KEY.Key_Escape)
    person.workspace.panes.veils.shade_tag(DIRECTIVE.id, Shade.HIDDEN)
    seen = []
    for _ in range(3):
        person.shortcut("next_mark")
        focus = person.workspace.marking.focused()
        assert focus is not None
        seen.append(focus.quote)
    assert seen[0] == seen[2]
    assert set(seen) == {"Hafenamt", "Kestrel"}


def test_tagging_with_a_hidden_tag_shows_it_again(person: Person) -> None:
    german = person.pane(Direction.LTR)
    old = person.tag(german, "Blauwal", KEY.Key_1)
    person.press(KEY.Key_Escape)
    veils = person.workspace.panes.veils
    veils.shade_tag(ACTOR.id, Shade.HIDDEN)
    veils.shade_tag(CONCERN.id, Shade.HIDDEN)
    person.tag(german, "Kestrel", KEY.Key_1)
    assert person.message() == "Marks with this tag are shown again."
    assert shades(person) == [Shade.SHOWN, Shade.SHOWN, Shade.HIDDEN]
    # The same words with the same tag again make nothing new, but show what is there.
    veils.shade_tag(ACTOR.id, Shade.HIDDEN)
    assert person.tag(german, "Blauwal", KEY.Key_1) == old
    assert shades(person)[0] is Shade.SHOWN
    assert len(person.marks()) == 2


def test_a_hidden_tag_is_shown_again_by_whatever_gives_it(person: Person) -> None:
    german = person.pane(Direction.LTR)
    veils = person.workspace.panes.veils
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    veils.shade_tag(DIRECTIVE.id, Shade.HIDDEN)
    person.sides.card.retag_requested.emit(DIRECTIVE.id)
    assert person.project.annotation(mark.id).tag == DIRECTIVE.id
    assert veils.veil.open
    veils.shade_tag(CONCERN.id, Shade.HIDDEN)
    person.press(KEY.Key_Escape)
    person.sides.find_field.field.setText("Kestrel")
    person.wait(lambda: person.sides.finder.complete and bool(person.sides.finder.hits()))
    person.sides.tag_all.open()
    preview = person.sides.tag_all.preview
    assert preview is not None
    hits = person.sides.finder.hits()
    preview.tag_requested.emit((CONCERN.id, hits))
    assert len(person.marks()) == 1 + sum(map(len, hits.values()))
    assert veils.veil.open
    # What is taken back is no tagging.
    veils.shade_tag(ACTOR.id, Shade.HIDDEN)
    person.shortcut("undo")
    assert shades(person)[0] is Shade.HIDDEN


def test_coders_are_offered_where_there_are_several_and_all_is_remembered(
    person: Person, sit_down: Callable[..., Person]
) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.press(KEY.Key_Escape)
    menu = person.window.actions_.slots["coders"]
    menu.aboutToShow.emit()
    below = [action for action in menu.actions() if action.menu()]
    assert [len(action.menu().actions()) for action in below] == [1], "of one coder nothing is hidden by itself"  # type: ignore[attr-defined]
    path: Path = person.project.path
    with Project.open(path, coder="mira") as other:
        from annotator.project import edits

        article = german.article
        assert article is not None
        change = edits.annotate_quote(other, article.id, "Kestrel Lines", DIRECTIVE.id)
        other.do(change)  # type: ignore[arg-type]
        mira = other.coder.id
    person.workspace.session.look_elsewhere()
    assert drawn(person, Direction.LTR) == (2, 2, 0)
    menu.aboutToShow.emit()
    below = [action for action in menu.actions() if isinstance(action.menu(), QMenu)]
    assert len(below) == 2
    entry = next(action for action in below if "mira" in action.text()).menu()
    assert isinstance(entry, QMenu)
    choose(entry, "Hide marks")
    assert drawn(person, Direction.LTR) == (1, 1, 0)
    choose(chip_menu(person, ACTOR.id), "Dim marks")
    veil = person.workspace.panes.veils.veil
    person.close()
    again = sit_down(path)
    assert again.workspace.panes.veils.veil == veil
    assert veil.coders.hidden == {mira}
    assert shades(again) == [Shade.DIMMED, Shade.SHOWN, Shade.SHOWN]
    assert drawn(again, Direction.LTR) == (0, 0, 1)
    assert again.pane(Direction.RTL).view.marks_at(QPoint(5, 5)) == ()
