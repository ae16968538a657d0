"""A file comes to lie only where its name is free, and one that moved while it was open loses nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import ProjectError
from annotator.core.ids import new_id
from annotator.core.values import Coder
from annotator.storage.store import Store
from sample_bundle import sample_bundle


def adding(name: str) -> Change:
    return Change(ChangeKind.LOAD, None, "2024-05-04T10:00:00.000Z", "", (Edit(None, Coder(new_id(), name)),))


def names(path: Path) -> set[str]:
    with Store.open(path) as store:
        assert store.check() == []
        return {coder.name for coder in store.values(Coder)}


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_a_log_left_behind_keeps_its_name_from_being_used(path: Path, end: str) -> None:
    log = path.with_name(path.name + end)
    log.write_bytes(b"of another project")
    with pytest.raises(ProjectError, match=rf"press.annot{end} .*move press.annot{end} away"):
        Store.create(path, sample_bundle())
    other = Store.create(path.with_name("other.annot"), sample_bundle())
    with other, pytest.raises(ProjectError, match=rf"move press.annot{end} away"):
        other.copy_to(path)
    assert log.read_bytes() == b"of another project"
    assert not path.exists()
    log.unlink()
    Store.create(path, sample_bundle()).close()


def test_the_log_of_a_crash_is_not_played_into_a_new_project(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with Store.create(path, sample_bundle()) as store:
        store.apply(adding("lea"))
        for end in ("-wal", "-shm"):
            shutil.copy(f"{path}{end}", crashed)
    with pytest.raises(ProjectError, match=r"press.annot-wal and press.annot-shm"):
        Store.create(crashed / path.name, sample_bundle())


@pytest.mark.parametrize("name", ["n" * 242 + ".annot", "ب" * 122 + ".annot", "n" * 400])
def test_a_name_that_leaves_no_room_for_the_logs_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProjectError, match="too long a name; choose one of at most 247 bytes"):
        Store.create(tmp_path / name, sample_bundle())
    with Store.create(tmp_path / "a.annot", sample_bundle()) as store, pytest.raises(ProjectError, match="too long"):
        store.copy_to(tmp_path / name)


def test_the_longest_name_will_do(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 241 + ".annot")
    Store.create(path, sample_bundle()).close()
    assert names(path)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def moved(path: Path) -> Path | None:
    return path.rename(path.with_name("moved.annot"))


def folder_moved(path: Path) -> Path | None:
    return path.parent.rename(path.parent.with_name("elsewhere")) / path.name


def deleted(path: Path) -> Path | None:
    path.unlink()
    return None


def replaced(path: Path) -> Path | None:
    """Moved, and another project put in its place, as when a copy is restored."""
    kept = path.rename(path.with_name("moved.annot"))
    (path.parent / "backup.annot").replace(path)
    return kept


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be moved there")
@pytest.mark.parametrize("what", [moved, folder_moved, deleted, replaced])
def test_what_becomes_of_an_open_file_is_said_and_nothing_lost(
    tmp_path: Path, what: Callable[[Path], Path | None]
) -> None:
    folder = tmp_path / "projects"
    folder.mkdir()
    path = folder / "press.annot"
    Store.create(folder / "backup.annot", sample_bundle()).close()
    store = Store.create(path, sample_bundle())
    store.apply(adding("before"))
    assert store.displaced() is None

    kept = what(path)
    said = store.displaced()
    assert said is not None
    assert ("replaced" in said) == (what is replaced)
    with pytest.raises(ProjectError, match="while it was open, so nothing more is saved in it; save a copy elsewhere"):
        store.apply(adding("after"))
    assert "before" in {coder.name for coder in store.values(Coder)}, "reading goes on"
    copy = tmp_path / "copy.annot"
    store.copy_to(copy)
    store.close()

    assert "before" in names(copy)
    if kept is not None:
        assert "before" in names(kept), "what stood in the log is in the file, wherever that is"
    if what is replaced:
        assert "before" not in names(path), "the other file is not mixed with our log"
    elif path.parent.exists():
        Store.create(path, sample_bundle()).close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everything")
def test_a_folder_that_may_not_be_written_any_more_does_not_keep_from_closing(path: Path) -> None:
    store = Store.create(path, sample_bundle())
    store.apply(adding("before"))
    path.parent.chmod(0o555)
    store.close()
    path.parent.chmod(0o755)
    assert "before" in names(path)


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be moved there")
@pytest.mark.parametrize("what", [moved, deleted])
def test_a_file_that_is_gone_in_the_last_moment_does_not_keep_from_closing(
    path: Path, what: Callable[[Path], Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.create(path, sample_bundle())
    monkeypatch.setattr(store, "displaced", lambda: None)
    what(path)
    store.close()


def test_only_reading_a_live_projects_copy_leaves_one_file(path: Path, tmp_path: Path) -> None:
    """Its header asks for a log, and whoever makes one has to be able to take it away again."""
    copies = tmp_path / "copies"
    copies.mkdir()
    with Store.create(path, sample_bundle()):
        shutil.copy(path, copies)
    copy = copies / path.name
    assert copy.read_bytes()[18:20] == b"\x02\x02"
    with Store.open(copy, read_only=True) as store:
        assert store.annotations()
        with pytest.raises(ProjectError, match="read only"):
            store.apply(adding("x"))
        with pytest.raises(ProjectError, match="may not be written"), store._reading() as connection:
            connection.exec_driver_sql("DELETE FROM annotation")
    assert [entry.name for entry in copies.iterdir()] == [path.name]


def test_an_older_working_folder_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store.create(Path("press.annot"), sample_bundle()) as store:
        (tmp_path / "other").mkdir()
        monkeypatch.chdir(tmp_path / "other")
        assert store.displaced() is None
        store.apply(adding("lea"))
    with closing(sqlite3.connect(tmp_path / "press.annot")) as raw:
        assert raw.execute("SELECT count(*) FROM coder WHERE name = 'lea'").fetchone() == (1,)
