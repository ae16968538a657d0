"""The dialog of backup options: what is set comes back, what cannot be is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.project.backups import Place, Plan, Rotation, read_plan
from annotator.ui.backup_options import BackupOptions
from annotator.ui.theme import LIGHT


@pytest.fixture
def dialog(qtbot: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BackupOptions:
    for variable in ("XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "user"))
    made = BackupOptions(LIGHT)
    qtbot.addWidget(made)  # type: ignore[attr-defined]
    return made


def test_it_begins_with_the_usual_and_keeps_what_is_chosen(dialog: BackupOptions, tmp_path: Path) -> None:
    assert dialog.plan() == Plan()
    dialog.folder.textEdited.emit("typed")
    dialog.folder.setText(str(tmp_path))
    assert dialog.places[Place.FOLDER].isChecked()
    dialog.hours.setValue(12)
    dialog.days.setValue(7)
    dialog.weeks.setValue(4)
    dialog.megabytes.setValue(300)
    dialog.accept()
    assert read_plan() == Plan(place=Place.FOLDER, folder=str(tmp_path), rotation=Rotation(12, 7, 4), megabytes=300)


def test_off_is_off_and_the_rest_is_grey(dialog: BackupOptions) -> None:
    dialog.on.setChecked(False)
    assert not dialog.choices.isEnabled()
    dialog.accept()
    assert not read_plan().on


def test_a_folder_that_is_not_there_is_refused_until_it_is_another(dialog: BackupOptions, tmp_path: Path) -> None:
    dialog.places[Place.FOLDER].setChecked(True)
    dialog.folder.setText(str(tmp_path / "missing"))
    dialog.accept()
    assert "is no folder" in dialog.problem.text()
    assert read_plan() == Plan()
    dialog.places[Place.BESIDE].setChecked(True)
    assert dialog.problem.text() == ""
    dialog.accept()
    assert read_plan().place is Place.BESIDE
