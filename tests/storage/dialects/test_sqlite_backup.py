"""Copies at the level of the file: what is compared, what is found wrong."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.core.errors import ProjectError
from annotator.storage.dialects import sqlite_backup
from annotator.storage.recognise import APPLICATION_ID


def go_on(_share: float) -> bool:
    return True


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "one.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("CREATE TABLE filling (data)")
        connection.executemany("INSERT INTO filling VALUES (?)", [(os.urandom(3000),) for _ in range(100)])
    return path


def test_copies_differ_where_their_pages_do_and_not_in_how_they_were_written(database: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "a.db", tmp_path / "b.db"
    for draft in (one, other):
        sqlite_backup.snapshot(database, draft, "rw", go_on, gently=False)
    assert sqlite_backup.same(one, other)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
    other.unlink()
    sqlite_backup.snapshot(database, other, "rw", go_on, gently=False)
    assert sqlite_backup.same(one, other)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE filling SET data = zeroblob(3000) WHERE rowid = 50")
    other.unlink()
    sqlite_backup.snapshot(database, other, "rw", go_on, gently=False)
    assert not sqlite_backup.same(one, other)


def test_looking_a_file_over_finds_damage_and_can_be_called_off(database: Path, tmp_path: Path) -> None:
    assert sqlite_backup.findings(database, go_on) == []
    content = bytearray(database.read_bytes())
    content[8192:50000] = os.urandom(50000 - 8192)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(content)
    assert sqlite_backup.findings(damaged, go_on)
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection, connection:
        connection.execute("CREATE TABLE t (a)")
    assert sqlite_backup.findings(foreign, go_on) == ["it is not a project"]
    no_database = tmp_path / "text.db"
    no_database.write_text("x" * 4096)
    assert sqlite_backup.findings(no_database, go_on)


def test_a_database_that_is_no_project_says_nothing_of_itself(database: Path) -> None:
    with pytest.raises(ProjectError):
        sqlite_backup.tally(database)
