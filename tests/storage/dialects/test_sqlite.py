"""The connection is ours: pragmas set, transactions where we begin them and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from annotator.storage.dialects import sqlite


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = sqlite.engine(tmp_path / "some.db", mode="rwc")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def count(connection: Connection, table: str) -> int:
    with sqlite.transaction(connection, write=False):
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def test_pragmas(connection: Connection) -> None:
    sqlite.unfold(connection)
    values = {name: sqlite.pragma(connection, name) for name in ("foreign_keys", "synchronous", "trusted_schema")}
    assert values == {"foreign_keys": 1, "synchronous": 3, "trusted_schema": 0}
    assert sqlite.pragma(connection, "journal_mode") == "wal"
    assert sqlite.pragma(connection, "busy_timeout") == sqlite.PATIENCE * 1000
    sqlite.fold(connection)
    assert sqlite.pragma(connection, "journal_mode") == "delete"


def test_a_failing_block_leaves_neither_tables_nor_rows(connection: Connection) -> None:
    """With Python's own handling the table would stay: it is created outside of any transaction there."""
    with sqlite.transaction(connection, write=True):
        connection.exec_driver_sql("CREATE TABLE kept (x)")
    with pytest.raises(RuntimeError), sqlite.transaction(connection, write=True):  # noqa: PT012
        connection.exec_driver_sql("CREATE TABLE lost (x)")
        connection.exec_driver_sql("INSERT INTO kept VALUES (1)")
        connection.exec_driver_sql("ALTER TABLE kept ADD COLUMN y")
        raise RuntimeError("half way")
    assert count(connection, "sqlite_master") == 1
    assert count(connection, "kept") == 0


def test_a_commit_that_is_refused_is_undone(connection: Connection) -> None:
    with sqlite.transaction(connection, write=True):
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE child (p REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(IntegrityError), sqlite.transaction(connection, write=True):
        connection.exec_driver_sql("INSERT INTO child VALUES (7)")
    assert count(connection, "child") == 0
    with sqlite.transaction(connection, write=True):
        connection.exec_driver_sql("INSERT INTO child VALUES (7)")
        connection.exec_driver_sql("INSERT INTO parent VALUES (7)")
    assert count(connection, "child") == 1
