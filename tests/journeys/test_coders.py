"""Who codes: seen in the status bar, chosen, renamed, remembered; and whose marks are whose."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QMenu

from annotator.core.change import Change
from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import Coder
from annotator.project import Project, edits
from annotator.project.coders import coder_named, rename_coder
from annotator.text.direction import Direction
from annotator.ui.coder_dialog import CoderDialog
from annotator.ui.reader.accessible import ReaderAccessible
from journeys.person import Person

KEY = Qt.Key


def elsewhere(person: Person, coder: str, *marks: tuple[Direction, str, str]) -> None:
    """Let another coder, at another computer, mark words with tags (by id)."""
    with Project.open(person.project.path, coder=coder) as other:
        for direction, quote, tag in marks:
            article = next(article for article in other.articles() if article.direction is direction)
            change = edits.annotate_quote(other, article.id, quote, tag, occurrence=1)
            assert isinstance(change, Change)
            other.do(change)
    person.workspace.session.look_elsewhere()
    person.settle()


def entry(menu: QMenu, text: str) -> QAction:
    """An entry of a menu, as it reads now."""
    menu.aboutToShow.emit()
    return next(action for action in menu.actions() if text in action.text().replace("&", ""))


def below(person: Person, coder: str) -> QMenu:
    """The menu of a coder in View > Coders."""
    menu = entry(person.window.actions_.slots["coders"], coder).menu()
    assert isinstance(menu, QMenu)
    return menu


def shown_coder(person: Person) -> str:
    return person.window.coder.text().replace("\u2068", "").replace("\u2069", "")


def listed(person: Person) -> list[str]:
    return [row.quote for row in person.sides.marks.model.rows()]


def test_who_codes_stands_in_the_status_bar_and_another_takes_over(
    person: Person, sit_down: Callable[..., Person]
) -> None:
    german = person.pane(Direction.LTR)
    first = person.tag(german, "Blauwal", KEY.Key_1)
    account = person.project.coder
    assert shown_coder(person) == f"Coder: {account.name}"
    person.shortcut("another_coder")
    dialog = person.dialog()
    assert isinstance(dialog, CoderDialog)
    dialog.name.clear()
    assert not dialog.ok.isEnabled()
    QTest.keyClicks(dialog.name, "Mira")
    QTest.keyClick(dialog.name, KEY.Key_Return)
    person.settle()
    assert shown_coder(person) == "Coder: Mira"
    # The same words with the same tag are another mark of another coder.
    second = person.tag(german, "Blauwal", KEY.Key_1)
    assert second.id != first.id
    assert {mark.coder for mark in person.marks()} == {account.id, person.project.coder.id}

    path = person.project.path
    person.close()
    again = sit_down(path)
    assert shown_coder(again) == "Coder: Mira"
    # The menu of the status bar offers who there is.
    menu = again.window.coder.menu()
    assert entry(menu, "Mira").isChecked()
    entry(menu, account.name).trigger()
    again.settle()
    assert shown_coder(again) == f"Coder: {account.name}"
    assert again.project.coder == account


def test_a_name_for_every_project_where_nobody_else_was_chosen(
    person: Person, sit_down: Callable[..., Person], tmp_path: Path
) -> None:
    person.shortcut("another_coder")
    dialog = person.dialog()
    assert isinstance(dialog, CoderDialog)
    dialog.name.setText("Mira")
    dialog.everywhere.click()
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()  # type: ignore[union-attr]
    person.settle()
    other = tmp_path / "other.annot"
    Project.create(other).close()
    elsewhere_ = sit_down(other)
    assert shown_coder(elsewhere_) == "Coder: Mira"
    elsewhere_.sides.coders.code_as("Jo")
    assert shown_coder(elsewhere_) == "Coder: Jo"
    assert shown_coder(person) == "Coder: Mira"


def test_a_coder_is_renamed_everywhere_and_it_can_be_undone(person: Person, sit_down: Callable[..., Person]) -> None:
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    elsewhere(person, "Jo", (Direction.LTR, "Kestrel Lines", ACTOR.id))
    account = person.project.coder
    person.shortcut("rename_coder")
    dialog = person.dialog()
    assert isinstance(dialog, QInputDialog)
    assert dialog.textValue() == account.name
    dialog.setTextValue("jo")
    dialog.accept()
    assert "already a coder" in person.message()
    assert person.project.coder == account
    person.shortcut("rename_coder")
    dialog = person.dialog()
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Ada")
    dialog.accept()
    assert shown_coder(person) == "Coder: Ada"
    assert [row.coder for row in person.sides.marks.model.rows()] == ["Ada", "Jo"]
    assert "rename coder" in person.window.actions_["undo"].text()
    person.shortcut("undo")
    assert shown_coder(person) == f"Coder: {account.name}"
    person.shortcut("redo")
    path = person.project.path
    person.close()
    with Project.open(path) as other:
        other.do(rename_coder(other, coder_named(other, "Ada"), "Ada L."))
    # They are found again whatever they are called by now.
    again = sit_down(path)
    assert shown_coder(again) == "Coder: Ada L."
    assert again.project.coder.id == account.id


def test_who_has_made_nothing_yet_is_called_otherwise_at_once(person: Person) -> None:
    elsewhere(person, "Jo", (Direction.LTR, "Kestrel Lines", ACTOR.id))
    person.sides.coders.code_as("Somebody")
    known = {coder.name for coder in person.project.coders()}
    assert "Somebody" not in known
    for name, shown in (("JO", "Somebody"), ("Ada", "Ada")):
        person.shortcut("rename_coder")
        dialog = person.dialog()
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue(name)
        dialog.accept()
        person.settle()
        assert shown_coder(person) == f"Coder: {shown}"
    assert person.project.undoable is None
    # Another coder is renamed in their own menu.
    entry(below(person, "Jo"), "Rename").trigger()
    dialog = person.dialog()
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Joan")
    dialog.accept()
    assert {coder.name for coder in person.project.coders()} == known - {"Jo"} | {"Joan", "Ada"}
    assert shown_coder(person) == "Coder: Ada"


def test_what_was_typed_before_another_takes_over_is_theirs_who_typed_it(person: Person) -> None:
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    account = person.project.coder
    person.sides.card.note.setPlainText("ask the office")
    person.sides.coders.code_as("Mira")
    assert person.project.history(limit=1)[0].coder == account.id
    assert person.marks()[0].note == "ask the office"


def test_of_one_coder_nobody_is_named(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    assert person.sides.marks.model.rows()[0].coder is None
    assert not person.sides.card.coder.isVisible()
    assert german.view.coders == {}
    assert not person.window.actions_["only_mine"].isEnabled()
    person.press(KEY.Key_Escape)
    QTest.mouseMove(german.view.viewport(), person.place(german, mark.quote))
    assert german.view.viewport().toolTip() == ""


def test_marks_say_whose_they_are_where_they_are_anothers(person: Person) -> None:
    german = person.pane(Direction.LTR)
    own = person.tag(german, "Blauwal", KEY.Key_1)
    elsewhere(person, "Jo", (Direction.LTR, "Kestrel Lines", DIRECTIVE.id), (Direction.LTR, "Blauwal", ACTOR.id))
    rows = person.sides.marks.model.rows()
    assert sorted(row.coder or "" for row in rows) == sorted([person.project.coder.name, "Jo", "Jo"])
    place = next(at for at, row in enumerate(rows) if row.quote == "Kestrel Lines")
    said = str(person.sides.marks.model.index(place).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Jo" in said
    assert not person.sides.card.coder.isVisible(), "the mark in focus is one's own"

    point = person.place(german, "Kestrel Lines")
    QTest.mouseMove(german.view.viewport(), point)
    assert "Jo" in german.view.viewport().toolTip()
    assert "directive" in german.view.viewport().toolTip()
    before = german.view.viewport().grab().toImage()
    person.click(german, "Kestrel Lines")
    assert person.sides.card.coder.isVisible()
    assert "Jo" in person.sides.card.coder.text()
    assert "Jo" in ReaderAccessible(german.view).text(QAccessible.Text.Description)
    german.palette_.hide()
    focused = german.view.viewport().grab().toImage()
    german.view.coders = {}
    german.view.viewport().update()
    assert german.view.viewport().grab().toImage() != focused != before, "the label names the coder"

    # Of twins the menu at the palette tells which is whose.
    german.view.coders = {coder.id: coder.name for coder in person.project.coders() if coder.id != own.coder}
    person.click(german, "Blauwal")
    german.palette_.others.click()
    menu = person.menu()
    assert sum("Jo" in action.text() for action in menu.actions()) == 1
    assert len(menu.actions()) == 2
    menu.close()


def test_editing_anothers_mark_is_said_and_taken_back_by_a_click(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    assert person.message() == ""
    elsewhere(person, "Jo", (Direction.LTR, "Kestrel Lines", DIRECTIVE.id))
    theirs = next(mark for mark in person.marks() if mark.quote == "Kestrel Lines")
    person.click(german, "Kestrel")
    person.press(KEY.Key_3)
    changed = person.project.annotation(theirs.id)
    assert (changed.tag, changed.coder) == (CONCERN.id, theirs.coder), "it stays theirs"
    assert "changed a mark of \u2068Jo\u2069" in person.message()
    person.window.messages.button.click()
    person.look_up()
    assert person.project.annotation(theirs.id) == theirs
    assert person.message() == ""
    person.press(KEY.Key_Delete)
    assert "deleted a mark of \u2068Jo\u2069" in person.message()
    # What is done next makes the offer void: it would take back something else.
    person.tag(german, "Sorge", KEY.Key_3)
    assert person.message() == ""


def test_pages_lists_and_counts_show_one_coder_several_or_all(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.press(KEY.Key_Escape)
    elsewhere(person, "Jo", (Direction.LTR, "Kestrel Lines", DIRECTIVE.id), (Direction.RTL, "Kestrel Lines", ACTOR.id))
    elsewhere(person, "Lea", (Direction.LTR, "Sorge", CONCERN.id))

    def seen() -> tuple[list[str], int, int, int]:
        person.look_up()
        german.view.overview.work_out()
        assert person.sides.shelf.counts.total() == sum(map(len, (german.view.scene.index, arabic.view.scene.index)))
        tags = sum(tally.total() for tally in person.sides.shelf.tallies.values())
        assert tags == person.sides.shelf.counts.total()
        return (
            listed(person),
            len(german.view.scene.index),
            len(arabic.view.scene.index),
            len(german.view.overview._ticks),
        )

    everything = (["Kestrel Lines", "Blauwal", "Kestrel Lines", "Sorge"], 3, 1, 2)
    assert seen()[:3] == everything[:3]
    person.shortcut("only_mine")
    assert seen() == (["Blauwal"], 1, 0, 1)
    assert "1 mark" in person.window.counts.text()
    assert entry(person.window.actions_.slots["coders"], "Only my marks").isChecked()
    entry(below(person, "Jo"), "Only this coder").trigger()
    assert seen()[:3] == (["Kestrel Lines", "Kestrel Lines"], 1, 1)
    entry(below(person, "Lea"), "Show marks").trigger()
    assert seen()[:3] == (["Kestrel Lines", "Kestrel Lines", "Sorge"], 2, 1)
    row = person.sides.library.model.row(person.sides.library.model.place_of(german.article.id))  # type: ignore[union-attr]
    assert [(tag.name, number) for tag, number in row.tags] == [("directive", 1), ("concern", 1)]
    # Dimmed marks are listed and counted.
    entry(below(person, "Lea"), "Dim marks").trigger()
    assert seen()[:3] == (["Kestrel Lines", "Kestrel Lines", "Sorge"], 2, 1)
    # Who marks wants to see it.
    person.tag(german, "Firmen", KEY.Key_1)
    assert "shown again" in person.message()
    assert set(listed(person)) == {"Kestrel Lines", "Sorge", "Blauwal", "Firmen"}
    person.shortcut("undo")
    person.shortcut("all_coders")
    assert seen()[0] == everything[0]
    assert person.workspace.panes.veils.veil.open


def test_a_coder_who_takes_over_sees_their_own_marks(person: Person) -> None:
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    elsewhere(person, "Jo", (Direction.LTR, "Kestrel Lines", DIRECTIVE.id))
    person.shortcut("only_mine")
    person.sides.coders.code_as("Jo")
    person.look_up()
    assert "Kestrel Lines" in listed(person)


def test_who_codes_is_kept_as_text_that_may_be_anything(person: Person) -> None:
    settings = person.owner._desktop.settings
    record = person.project.info.id
    assert settings.coder(record) is None
    settings.keep_coder(record, Coder("x", "Mira"), everywhere=True)
    assert settings.coder(record) == Coder("x", "Mira")
    assert settings.coder("another") == Coder("", "Mira")
    for spoilt in ("", "[1, 2]", json.dumps(["only one"]), "{"):
        settings._store.setValue(f"coders/{record}", spoilt)
        assert settings.coder(record) == Coder("", "Mira")


@pytest.mark.parametrize("name", ["&Söhne", "ميرا", "a" * 200])
def test_any_name_is_shown_whole_or_shortened(person: Person, name: str) -> None:
    person.sides.coders.code_as(name)
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    assert name in {coder.name for coder in person.project.coders()}
    assert name[:20].replace("&", "&&") in person.window.coder.text()
    assert person.window.width() <= 1400
