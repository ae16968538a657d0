"""Drives that cannot do what a project likes best: it does without, or says why it cannot be opened."""

from __future__ import annotations

import errno
import fcntl
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.cli.main import main
from annotator.core.errors import ProjectError
from annotator.project import Project, edits
from annotator.storage import drives

MOUNTS = """22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
31 22 0:27 / {folder}/share rw,relatime shared:7 - nfs4 server:/export rw,vers=4.2
32 31 254:1 / {folder}/share/local\\040disk rw - xfs /dev/vdb rw
"""


def test_what_other_computers_see_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(folder=tmp_path.resolve()))
    monkeypatch.setattr(drives, "_MOUNTS", mounts)
    shared = {
        name: drives.is_shared(tmp_path / name) for name in ("", "share", "share/a/b", "share/local disk/c", "shares")
    }
    assert shared == {"": False, "share": True, "share/a/b": True, "share/local disk/c": False, "shares": False}
    monkeypatch.setattr(drives, "_MOUNTS", tmp_path / "none")
    assert not drives.is_shared(tmp_path)


def test_on_a_network_drive_there_is_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "press.annot"
    Project.create(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("UPDATE tag SET description = 'in the log'")
        raw.commit()
    monkeypatch.setattr(drives, "is_shared", lambda _: True)
    with Project.open(path) as project:
        assert project.without_log
        project.do(edits.add_tag(project, "one"))
        assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
        with Project.open(path) as other:
            assert {tag.description for tag in other.tags if tag.name != "one"} == {"in the log"}
            other.do(edits.add_tag(other, "two"))
        assert project.changed_elsewhere()
        assert {"one", "two"} <= {tag.name for tag in project.tags}
        assert project.check() == []
    assert main(["tags", str(path), "add", "three"]) == 0
    assert "no write-ahead log" in capsys.readouterr().err
    monkeypatch.undo()
    with Project.open(path) as project:
        assert not project.without_log


def test_a_drive_that_locks_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "press.annot"
    Project.create(path).close()

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    assert drives.locks(tmp_path)
    monkeypatch.setattr(fcntl, "lockf", refuse)
    assert not drives.locks(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ProjectError, match="locks no files"):
            Project.open(path, patience=0.01)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
