"""What cannot be opened is refused with one sentence that names the file, the cause and what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import DamagedError, ProjectError
from annotator.core.ids import new_id
from annotator.core.values import Article, Coder
from annotator.storage import opening, placing, recognise
from annotator.storage.dialects import sqlite
from annotator.storage.store import Store
from sample_bundle import sample_bundle

ADD_CODER = Change(ChangeKind.LOAD, None, "2024-05-04T10:00:00.000Z", "", (Edit(None, Coder(new_id(), "lea")),))


def refusal(path: Path) -> str:
    with pytest.raises(ProjectError) as caught:
        Store.open(path, patience=0.05)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ")
    assert "\n" not in sentence
    assert ";" in sentence, "says what to do"
    return sentence


@pytest.fixture
def closed(path: Path) -> Path:
    Store.create(path, sample_bundle()).close()
    return path


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def test_missing(path: Path) -> None:
    assert "does not exist" in refusal(path)
    assert not path.exists()


def test_taken_away_in_the_last_moment(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> None:
        raise FileNotFoundError(2, "No such file or directory", str(path))

    monkeypatch.setattr(placing, "identity", gone)
    assert "was just taken away" in refusal(closed)


def test_below_a_file(closed: Path) -> None:
    assert "cannot be read" in refusal(closed / "press.annot")


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_empty(path: Path) -> None:
    path.touch()
    assert "is empty" in refusal(path)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("content", [b"Two lines\nof text\n", b"\x00" * 5000, b"SQLite format 3"])
def test_not_sqlite(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "not an Annotator project" in refusal(path)
    assert path.read_bytes() == content


def test_another_programs_database(path: Path) -> None:
    execute(path, "CREATE TABLE bookmark (id INTEGER)")
    assert "another program" in refusal(path)
    execute(path, "PRAGMA application_id=1234")
    assert "another program" in refusal(path)


def test_newer_than_we_are(closed: Path) -> None:
    execute(closed, "UPDATE alembic_version SET version_num='0099'")
    assert "newer Annotator" in refusal(closed)


def test_without_a_version(closed: Path) -> None:
    execute(closed, "DELETE FROM alembic_version")
    assert "damaged" in refusal(closed)
    execute(closed, "DROP TABLE alembic_version")
    assert "damaged" in refusal(closed)


def test_without_its_project(closed: Path) -> None:
    execute(closed, "DELETE FROM project")
    assert "no project record" in refusal(closed)


def test_cut_off(closed: Path) -> None:
    data = closed.read_bytes()
    closed.write_bytes(data[: len(data) // 2])
    assert "damaged" in refusal(closed)


def test_a_file_with_a_damaged_page_is_not_written_to(closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    data[4096 * 4 : 4096 * 5] = os.urandom(4096)
    closed.write_bytes(data)
    assert "damaged" in refusal(closed)
    assert closed.read_bytes() == data


def test_locked_for_good(closed: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "locked" in refusal(closed)
        assert recognise.is_project(closed), "its name tells"
        other.execute("ROLLBACK")
    Store.open(closed).close()


def test_locked_while_open(closed: Path) -> None:
    with Store.open(closed, patience=0.05) as store:
        with closing(sqlite3.connect(closed, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(ProjectError, match="locked"):
                store.apply(ADD_CODER)
            assert store.annotations(), "reading goes on"
            other.execute("ROLLBACK")
        store.apply(ADD_CODER)


def test_read_only(closed: Path) -> None:
    before = closed.read_bytes()
    with Store.open(closed, read_only=True) as store:
        assert store.read_only
        assert store.annotations()
        with pytest.raises(ProjectError, match="read only"):
            store.apply(ADD_CODER)
        assert store.check() == []
        store.copy_to(closed.with_name("copy.annot"))
    assert closed.read_bytes() == before
    with Store.open(closed.with_name("copy.annot")) as copy:
        copy.apply(ADD_CODER)


def test_what_may_not_be_written_is_opened_to_be_read(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "writable", lambda _: False)
    with Store.open(closed) as store:
        assert store.read_only
        assert store.annotations()
    assert [entry.name for entry in closed.parent.iterdir()] == [closed.name]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everything")
def test_permissions_tell_what_may_be_written(closed: Path) -> None:
    closed.chmod(0o444)
    with Store.open(closed) as store:
        assert store.read_only
    closed.chmod(0)
    assert "permissions" in refusal(closed)
    closed.chmod(0o644)


def test_after_a_crash_nothing_committed_is_missing(closed: Path, tmp_path: Path) -> None:
    """A crash leaves file and log as they are at any moment: a copy of both is what a crash would leave."""
    after = tmp_path / "after"
    after.mkdir()
    with Store.open(closed) as store:
        store.apply(ADD_CODER)
        for end in ("", "-wal"):
            shutil.copy(f"{closed}{end}", after)
    with Store.open(after / closed.name) as store:
        assert "lea" in {coder.name for coder in store.values(Coder)}
    assert [entry.name for entry in after.iterdir()] == [closed.name]


def test_a_log_is_read_where_nothing_may_be_written(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = tmp_path / "after"
    after.mkdir()
    with Store.open(closed) as store:
        store.apply(ADD_CODER)
        for end in ("", "-wal"):
            shutil.copy(f"{closed}{end}", after)
    monkeypatch.setattr(sqlite, "writable", lambda _: False)
    with Store.open(after / closed.name) as store:
        assert store.read_only
        assert "lea" in {coder.name for coder in store.values(Coder)}


@pytest.mark.parametrize("name", ["größe 100%.annot", "a#b?c=d&e.annot", "بلاغ.annot", "two  blanks .annot"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Store.create(path, sample_bundle()).close()
    with Store.open(path) as store:
        assert store.check() == []
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_recognised_by_content_not_by_name(closed: Path, tmp_path: Path) -> None:
    other = closed.rename(tmp_path / "renamed.txt")
    assert recognise.is_project(other)
    with Store.open(other):
        assert recognise.is_project(other)
    for name, content in (("text.annot", b"words"), ("empty.annot", b"")):
        (tmp_path / name).write_bytes(content)
        assert not recognise.is_project(tmp_path / name)
    assert not recognise.is_project(tmp_path)
    assert not recognise.is_project(tmp_path / "missing")
    assert not recognise.is_project(Path("with\0nul"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE article SET direction = 'up'",
        "UPDATE article SET events = '[not json'",
        "UPDATE annotation SET fragments = '[[9, 3]]'",
        "UPDATE annotation SET quote = CAST(x'ff' AS TEXT)",
        "DROP TABLE relation",
        "ALTER TABLE tag DROP COLUMN description",
    ],
)
def test_what_cannot_be_understood_is_called_damage(closed: Path, statement: str) -> None:
    execute(closed, statement)
    with pytest.raises(DamagedError, match="damaged or was changed by another program"), Store.open(closed) as store:
        store.bundle()


@pytest.mark.parametrize(
    ("table", "wrong", "right", "read"),
    [
        ("article", "direction = 'xx'", "direction = 'ltr'", lambda store: store.values(Article)),
        ("annotation", "fragments = '[['", "fragments = NULL", lambda store: store.annotations()),
    ],
)
def test_what_could_not_be_read_pins_no_old_state(
    closed: Path, table: str, wrong: str, right: str, read: Callable[[Store], object]
) -> None:
    with Store.open(closed) as store:
        execute(closed, f"UPDATE {table} SET {wrong}")
        with pytest.raises(ProjectError, match="damaged") as caught:
            read(store)
        execute(closed, f"UPDATE {table} SET {right}")
        assert read(store), "while the error, and with it all that it went through, is still held"
        assert caught.value.__cause__ is not None


def test_odd_ids_are_nothing(closed: Path) -> None:
    with Store.open(closed) as store:
        assert store.value(Coder, "\udcff") is None
        assert store.ids(Coder, "\udcff") == []


def test_looking_a_file_through_ends_when_it_is_called_off(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_event_1'"
    crossed = f"UPDATE sqlite_master SET rootpage = ({root}) WHERE name = 'sqlite_autoindex_entity_1'"
    execute(closed, "PRAGMA writable_schema=ON", crossed)
    monkeypatch.setattr(opening, "_OPERATIONS", 1)
    assert list(opening.look_over(closed, lambda: False))
    assert list(opening.look_over(closed, lambda: True)) == []
