"""Backups as somebody lives with them: made unasked, found again, restored beside, offered when a file is broken."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.project import Project, backups
from annotator.text.direction import Direction
from annotator.ui.backup_options import BackupOptions
from annotator.ui.restoring import RestoreDialog
from journeys.person import Person

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else's backups and settings."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "user"))


def back_up(person: Person) -> None:
    """Have the hour go by."""
    backing = person.owner.backing_up
    assert backing is not None
    backing.make()
    person.wait(lambda: not backing.running)


def listing(person: Person) -> RestoreDialog:
    dialog = person.dialog()
    assert isinstance(dialog, RestoreDialog)
    rows = dialog.list
    person.wait(lambda: all(rows.topLevelItem(row).text(1) != "…" for row in range(rows.topLevelItemCount())))
    return dialog


def cells(dialog: RestoreDialog) -> list[tuple[str, str]]:
    items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [(item.text(1), item.text(2)) for item in items]


def test_marks_that_were_deleted_come_back_from_a_backup_in_a_new_project(
    person: Person, desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.tag(german, "Kestrel Lines", KEY.Key_1)
    back_up(person)
    person.shortcut("delete_mark")
    back_up(person)
    assert person.quotes() == ["Blauwal"]

    person.shortcut("restore")
    dialog = listing(person)
    assert cells(dialog) == [("2", "1"), ("2", "2")]
    assert dialog.windowModality() is Qt.WindowModality.NonModal
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str, *_: object, **__: object) -> tuple[str, str]:
        asked.append(start)
        return str(tmp_path / "again"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    QTest.mouseClick(dialog.go, LEFT)
    person.wait(lambda: len(desktop.windows) == 2 and desktop.windows[1].workspace is not None)
    assert Path(asked[0]).parent == person.project.path.parent
    assert Path(asked[0]).name.startswith("harbour (")
    restored = Person(desktop.windows[1], person.wait)
    assert restored.project.path == tmp_path / "again.annot"
    assert restored.quotes() == ["Blauwal", "Kestrel Lines"]
    assert person.quotes() == ["Blauwal"], "the project itself is as it was"
    person.wait(lambda: not person.window.findChildren(RestoreDialog))


@pytest.mark.parametrize("way", ["button", "Esc", "cross"])
def test_the_list_of_backups_closes(person: Person, way: str) -> None:
    back_up(person)
    person.shortcut("restore")
    dialog = listing(person)
    if way == "button":
        QTest.mouseClick(dialog.close_button, LEFT)
    elif way == "Esc":
        QTest.keyClick(dialog, KEY.Key_Escape)
    else:
        dialog.close()
    assert not dialog.isVisible()
    person.wait(lambda: not person.window.findChildren(RestoreDialog))


def test_nothing_is_restored_over_a_project(person: Person) -> None:
    back_up(person)
    person.shortcut("restore")
    dialog = listing(person)
    dialog.restore_to(person.project.path)
    person.wait(lambda: bool(dialog.problem.text()))
    assert "not overwritten" in dialog.problem.text()
    assert dialog.go.isEnabled()
    dialog.close()


def test_a_damaged_project_is_offered_its_last_sound_backup(person: Person, sit_down, desktop, tmp_path: Path) -> None:
    path = person.project.path
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    person.close()
    (backup,) = backups.list_backups(path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    broken = path.read_bytes()

    again = sit_down(path)
    again.wait(lambda: "last sound backup" in again.message())
    assert "damaged" in again.message()
    QTest.mouseClick(again.window.messages.button, LEFT)
    dialog = listing(again)
    assert dialog.list.selected() == backup
    dialog.restore_to(tmp_path / "rescued.annot")
    again.wait(lambda: again.owner.workspace is not None)
    assert again.quotes() == ["Blauwal"]
    assert path.read_bytes() == broken, "nothing was written into it"


def test_a_project_that_is_gone_is_in_the_list_with_its_backups(person: Person, sit_down, tmp_path: Path) -> None:
    back_up(person)
    path = person.project.path
    person.close()
    path.unlink()
    empty = sit_down(None)
    empty.shortcut("restore")
    dialog = listing(empty)
    assert "harbour" in dialog.project.currentText()
    assert "no longer there" in dialog.project.currentText()
    assert cells(dialog) == [("2", "0")]
    dialog.restore_to(path)
    empty.wait(lambda: empty.owner.workspace is not None)
    assert empty.project.path == path


def test_without_backups_the_list_says_so(person: Person) -> None:
    person.shortcut("restore")
    dialog = listing(person)
    assert "no backup" in dialog.problem.text()
    assert not dialog.go.isEnabled()
    dialog.close()


def test_a_backup_that_is_damaged_is_shown_as_such_and_cannot_be_restored(person: Person) -> None:
    back_up(person)
    (backup,) = backups.list_backups(person.project.path)
    backup.path.chmod(0o600)
    backup.path.write_bytes(b"no database" * 1000)
    person.shortcut("restore")
    dialog = listing(person)
    assert cells(dialog) == [("damaged", "–")]
    assert not dialog.go.isEnabled()
    dialog.close()


def test_work_goes_on_where_no_backup_can_be_made_and_it_is_said_once(person: Person, tmp_path: Path) -> None:
    backups.keep_plan(backups.Plan(place=backups.Place.FOLDER, folder=str(tmp_path / "unplugged")))
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    back_up(person)
    assert "There is trouble with the backup; your marks are saved all the same." in person.message()
    assert "not there" in person.message()
    QTest.mouseClick(person.window.messages.button, LEFT)
    options = person.dialog()
    assert isinstance(options, BackupOptions)
    options.reject()
    person.tag(german, "Kestrel Lines", KEY.Key_1)
    back_up(person)
    assert person.message() == ""
    assert person.quotes() == ["Blauwal", "Kestrel Lines"]


def test_a_restored_project_can_be_opened_though_the_window_closes_in_between(person: Person, tmp_path: Path) -> None:
    back_up(person)
    person.shortcut("restore")
    dialog = listing(person)
    dialog.restore_to(tmp_path / "new.annot")
    dialog.close()
    # Called off, or whole: never half.
    if (tmp_path / "new.annot").exists():
        with Project.open(tmp_path / "new.annot") as project:
            assert project.check() == []
    assert list(tmp_path.glob(".annotator-*")) == []


def test_closing_the_window_calls_off_what_is_being_restored(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(person)
    begun, never, called_off = Event(), Event(), Event()

    def restore(backup: Path, new: Path, *, tick: backups.Tick) -> None:
        begun.set()
        for _ in range(1000):
            if not tick(0.5):
                called_off.set()
                raise backups.StoppedError
            never.wait(0.01)

    monkeypatch.setattr(backups, "restore", restore)
    person.owner.restore()
    listing(person).restore_to(tmp_path / "again.annot")
    begun.wait()
    person.close()
    assert called_off.is_set()
