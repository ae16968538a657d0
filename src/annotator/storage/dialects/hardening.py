"""What a project's file may not make SQLite do: a file is data, and nothing in it is ever executed or fetched."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Collection, Mapping

_LIMITS = (
    (sqlite3.SQLITE_LIMIT_ATTACHED, 1),  # that one VACUUM takes for itself
    (sqlite3.SQLITE_LIMIT_COLUMN, 200),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 20),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 1000),
    (sqlite3.SQLITE_LIMIT_LENGTH, 500_000_000),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 10),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
"""What one statement, text or row may come to: far above what we ask for, far below what memory holds."""

_OBJECTS = 500
"""Tables and indexes that a project may have; ours are some sixty."""


def harden(connection: sqlite3.Connection) -> None:
    """Have SQLite trust nothing that a file says. Before anything is read through the connection.

    What SQLite sorts or sets aside stays in memory: temporary files would lie in a folder that others read.
    """
    for limit, most in _LIMITS:
        connection.setlimit(limit, most)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)


def strangers(
    connection: sqlite3.Connection, tables: Mapping[str, Collection[str]], partial: Collection[str] = ()
) -> str | None:
    """Return what in the file's schema no project has (a clause), None where there is nothing.

    `tables` are ours, each with the columns that it must have, `partial` the indexes of ours that are of a part of
    their tables. Tables that are not ours may be there: nobody asks them.
    """
    many = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if many > _OBJECTS:
        return f"it has {many} tables and indexes"
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        if kind not in ("table", "index"):
            return f"it has a {kind} '{_shown(name)}'"
        if str(sql).upper().startswith("CREATE VIRTUAL") and not _is_index(str(name), str(sql)):
            return f"it has a virtual table '{_shown(name)}'"
    for table, wanted in tables.items():
        found = _stranger_in(connection, table, wanted, partial)
        if found is not None:
            return found
    return None


def has_tables(connection: sqlite3.Connection, names: Collection[str]) -> bool:
    """Return whether tables of all these names are there."""
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return set(names) <= found


def _stranger_in(
    connection: sqlite3.Connection, table: str, wanted: Collection[str], partial: Collection[str]
) -> str | None:
    columns = connection.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,)).fetchall()
    if wanted and not columns:
        return f"its table '{table}' is missing"
    missing = set(wanted) - {name for name, _ in columns}
    if missing:
        return f"its table '{table}' has no column '{min(missing)}'"
    if any(hidden for _, hidden in columns):
        return f"its table '{table}' has columns that are computed"
    keys = connection.execute("SELECT on_update, on_delete FROM pragma_foreign_key_list(?)", (table,)).fetchall()
    if any(action != "NO ACTION" for pair in keys for action in pair):
        return f"its table '{table}' passes deletions on"
    computed = (
        "SELECT list.name FROM pragma_index_list(?) AS list WHERE list.partial "
        "OR EXISTS (SELECT 1 FROM pragma_index_xinfo(list.name) AS part WHERE part.cid = -2)"
    )
    if any(name not in partial for (name,) in connection.execute(computed, (table,)).fetchall()):
        return f"its table '{table}' has an index that is computed"
    return None


def _is_index(name: str, sql: str) -> bool:
    """Return whether a virtual table is the index of the words, which is ours."""
    number = name.removeprefix("search").removesuffix("_words")
    return number.isdecimal() and " USING FTS5(" in sql.upper()


def _shown(name: object) -> str:
    text = "".join(character if character.isprintable() else "\ufffd" for character in str(name))
    return text if len(text) <= 40 else f"{text[:40]}…"
