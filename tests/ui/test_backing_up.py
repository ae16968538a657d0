"""When backups of an open project are made, and what happens where they cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.errors import AnnotatorError, ProjectError
from annotator.project import Project, backups, edits, signature
from annotator.project.backups import Place, Plan
from annotator.ui.backing_up import BackingUp
from annotator.ui.session import Session
from sample_bundle import sample_bundle


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Backups of this test go into a folder of its own."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "user"))
    folder = tmp_path / "backups"
    folder.mkdir()
    plan = Plan(place=Place.FOLDER, folder=str(folder))
    backups.keep_plan(plan)
    return plan


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "press.annot"
    Project.create(path, bundle=sample_bundle()).close()
    return path


class Sitting:
    """A session on a project, with its backups, as a window has it."""

    def __init__(self, path: Path, qtbot: object) -> None:
        found = signature(path)
        self.session = Session(Project.open(path))
        self.backing = BackingUp(self.session, found)
        self.told: list[object] = []
        self.errors: list[AnnotatorError] = []
        self.backing.made.connect(self.told.append)
        self.backing.failed.connect(self.errors.append)
        self._wait = qtbot.waitUntil  # type: ignore[attr-defined]

    def edit(self, note: str) -> None:
        project = self.session.project
        assert self.session.do(edits.set_note(project, project.annotations()[0], note))

    def make(self) -> None:
        self.backing.make()
        self._wait(lambda: not self.backing.running, timeout=10_000)

    def close(self) -> None:
        self.backing.stop()
        self.session.close()
        self.backing.closed()


@pytest.fixture
def sit(qtbot: object, path: Path, plan: Plan) -> Iterator[type]:
    sittings: list[Sitting] = []

    def begin() -> Sitting:
        sittings.append(Sitting(path, qtbot))
        return sittings[-1]

    yield begin  # type: ignore[misc]
    for sitting in sittings:
        sitting.backing.stop()
        sitting.session.close()


def count(path: Path) -> int:
    return len(backups.list_backups(path))


def test_one_is_made_after_opening_and_then_where_something_changed(sit, path: Path) -> None:
    sitting = sit()
    sitting.make()
    assert count(path) == 1
    sitting.make()
    assert len(sitting.told) == 1
    sitting.edit("new")
    sitting.make()
    assert count(path) == 2
    assert [isinstance(backup, backups.Backup) for backup in sitting.told] == [True, True]


def test_none_is_made_at_opening_where_all_was_backed_up_at_closing(sit, path: Path) -> None:
    first = sit()
    first.edit("new")
    first.close()
    assert count(path) == 1
    second = sit()
    second.make()
    assert second.told == [None]
    second.close()
    # Closed before anybody looked, and nothing done.
    sit().close()
    third = sit()
    third.make()
    assert third.told == [None]
    assert count(path) == 1


def test_a_window_that_was_only_looked_into_leaves_the_backup_to_the_next_opening(sit, path: Path) -> None:
    sit().close()
    assert count(path) == 0
    again = sit()
    again.make()
    assert count(path) == 1


def test_what_another_process_did_between_is_backed_up_at_opening(sit, path: Path) -> None:
    first = sit()
    first.make()
    first.close()
    with Project.open(path) as project:
        project.do(edits.set_note(project, project.annotations()[0], "elsewhere"))
    sitting = sit()
    sitting.make()
    newest, _older = backups.list_backups(path)
    with Project.open(newest.path, read_only=True) as copy:
        assert copy.annotations()[0].note == "elsewhere"


def test_a_large_project_is_not_backed_up_while_it_is_closed_but_at_the_next_opening(
    sit, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.ui.backing_up._SMALL", 10)
    sitting = sit()
    sitting.make()
    sitting.edit("late")
    sitting.close()
    assert count(path) == 1
    again = sit()
    again.make()
    assert count(path) == 2


def test_closing_calls_off_what_is_under_way_and_leaves_one_file(sit, path: Path, plan: Plan) -> None:
    sitting = sit()
    sitting.edit("while it is made")
    sitting.backing.make()
    sitting.close()
    assert list(path.parent.glob("press.annot-*")) == []
    assert list(Path(plan.folder).glob(".annotator-*")) == []
    assert count(path) == 1


def test_what_fails_is_said_once_and_tried_again(sit, path: Path, plan: Plan) -> None:
    sitting = sit()
    Path(plan.folder).rmdir()
    sitting.make()
    sitting.edit("on")
    sitting.make()
    assert [type(error) for error in sitting.errors] == [ProjectError]
    assert "not there" in str(sitting.errors[0])
    Path(plan.folder).mkdir()
    sitting.make()
    assert count(path) == 1
    sitting.edit("and on")
    for file in Path(plan.folder).rglob("*"):
        if file.is_file():
            file.chmod(0o600)
            file.unlink()
    for folder in Path(plan.folder).iterdir():
        folder.rmdir()
    Path(plan.folder).rmdir()
    sitting.make()
    assert len(sitting.errors) == 2, "it had worked in between"


def test_nothing_is_made_where_they_are_switched_off_until_they_are_on_again(sit, path: Path, plan: Plan) -> None:
    backups.keep_plan(Plan(on=False, place=plan.place, folder=plan.folder))
    sitting = sit()
    sitting.edit("new")
    sitting.make()
    assert count(path) == 0
    backups.keep_plan(plan)
    sitting.make()
    assert count(path) == 1
    sitting.edit("newer")
    backups.keep_plan(Plan(on=False, place=plan.place, folder=plan.folder))
    sitting.close()
    assert count(path) == 1


def test_a_project_that_is_gone_from_its_place_is_not_backed_up(sit, path: Path) -> None:
    sitting = sit()
    path.rename(path.with_name("moved.annot"))
    path.write_bytes(b"of somebody else")
    sitting.make()
    assert count(path) == 0
    path.unlink()
    path.with_name("moved.annot").rename(path)
