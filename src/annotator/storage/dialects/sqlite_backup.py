"""Copies of a project's file, made while others work in it, and what such a copy says of itself (see ADR 16)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import perf_counter, sleep

from annotator.core.errors import DamagedError, LockedError, StoppedError
from annotator.storage.dialects import hardening, reasons, sqlite
from annotator.storage.recognise import APPLICATION_ID

_STEP = 1_000_000
"""Bytes that are copied at once, and brought to the disk: what is written in heaps there keeps every edit waiting."""
_RESTS = 3.0
"""How many times as long as it took to copy them the disk is left to others."""
_LONGEST_REST = 0.25
"""Seconds."""
_NAP = 0.02
_BEGINNINGS = 20
"""How often a copy of a file without a write-ahead log is begun anew because somebody wrote in between."""
_PATIENCE = 5.0
_OPERATIONS = 200_000
"""Of SQLite's own, between two looks at whether to go on."""
_FINDINGS = 20
_HEADER = 100
"""Bytes at the beginning of a file that tell how it was written, and not what."""

Tick = Callable[[float], bool]
"""Is told how much of a copy is done (0 to 1), and returns whether to go on."""


class _RestlessError(Exception):
    """Somebody writes again and again in what is being copied."""


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    uri = f"{path.absolute().as_uri()}?{query}"
    with closing(sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)) as connection:
        hardening.harden(connection)
        connection.execute("PRAGMA query_only=ON")
        yield connection


def snapshot(source: Path, draft: Path, mode: str, tick: Tick, *, gently: bool) -> None:
    """Copy a project, as it is at one moment, into the empty file `draft`: on the disk when this returns.

    With a write-ahead log nobody waits for us: one transaction that reads holds the moment, while edits go to the log.
    Without one it would keep everybody from writing, so that it ends with each step, and SQLite begins anew where
    somebody wrote in between. `gently` leaves the disk to others most of the time. Raises StoppedError, ProjectError.
    """
    with reasons.explained(source), _opened(source, mode) as reader:
        (size,) = reader.execute("PRAGMA page_size").fetchone()
        logged = reader.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        if logged:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with reasons.explained(draft.parent):
            try:
                _copy(reader, draft, max(_STEP // size, 1), _Pace(tick, gently))
                _fold(draft)
            except _RestlessError:
                raise LockedError(source, reasons.LOCKED_REASON) from None
    if logged and mode == "rw":
        # What came into the log meanwhile could not be written back; the next edit would have to wait for all of it.
        with suppress(sqlite3.Error):
            sqlite.empty_aside(source)


def _copy(reader: sqlite3.Connection, draft: Path, pages: int, pace: _Pace) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as writer:
        # Nobody reads a draft but we, who throw away what is not whole: it needs no log, and is synced here.
        writer.execute("PRAGMA journal_mode=OFF")
        writer.execute("PRAGMA synchronous=OFF")
        handle = os.open(draft, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            reader.backup(writer, pages=pages, sleep=0, progress=lambda _, left, total: pace.step(handle, left, total))
            os.fsync(handle)
        finally:
            writer.close()
            os.close(handle)


def _fold(draft: Path) -> None:
    """Let a copy say of itself that it has no write-ahead log."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


class _Pace:
    """What comes between two steps: the disk catches up, others have their turn, and somebody may call it off."""

    def __init__(self, tick: Tick, gently: bool) -> None:
        self._tick = tick
        self._gently = gently
        self._left: int | None = None
        self._share = 0.0
        self._beginnings = 0
        self._since = perf_counter()

    def step(self, handle: int, left: int, total: int) -> None:
        if self._left is not None and left >= self._left:
            self._beginnings += 1
            if self._beginnings > _BEGINNINGS:
                raise _RestlessError
        self._left = left
        self._share = 1 - left / total if total else 1.0
        if not self._tick(self._share):
            raise StoppedError
        os.fsync(handle)
        if self._gently:
            self._rest(min((perf_counter() - self._since) * _RESTS, _LONGEST_REST))
        self._since = perf_counter()

    def _rest(self, seconds: float) -> None:
        """Do nothing, but not for so long that whoever calls it off would wait."""
        end = perf_counter() + seconds
        while (left := end - perf_counter()) > 0:
            sleep(min(left, _NAP))
            if not self._tick(self._share):
                raise StoppedError


def findings(path: Path, tick: Tick) -> list[str]:
    """Return what is wrong with a project's file as a database, nothing where it is sound. Raises StoppedError."""
    try:
        with _opened(path, "ro") as connection:
            connection.set_progress_handler(lambda: not tick(1.0), _OPERATIONS)
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return ["it is not a project"]
            found = [str(line) for (line,) in connection.execute(f"PRAGMA quick_check({_FINDINGS})")]
            # The index of the words is derived; later versions of SQLite look into it too.
            return [line for line in found if line != "ok" and "FTS5" not in line]
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_INTERRUPT:
            raise StoppedError from None
        return [str(error)]
    except sqlite3.DatabaseError as error:
        return [str(error)]


def tally(path: Path) -> tuple[str, str, str, int, int]:
    """Return a project's id, name and version, and how many articles and annotations it has. Raises ProjectError."""
    queries = ("id FROM project", "name FROM project", "version_num FROM alembic_version",
               "count(*) FROM article", "count(*) FROM annotation")  # fmt: skip
    with reasons.explained(path), _opened(path, "ro") as connection:
        connection.execute("BEGIN")
        rows = [connection.execute(f"SELECT {query}").fetchone() for query in queries]
    if any(row is None for row in rows):
        raise DamagedError(path, "it has no project record", torn=False)
    (record,), (name,), (version,), (articles,), (annotations,) = rows
    return str(record), str(name), str(version), int(articles), int(annotations)


def same(one: Path, other: Path) -> bool:
    """Return whether two copies, which nobody has open, hold the same."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        first.seek(_HEADER)
        second.seek(_HEADER)
        while part := first.read(_STEP):
            if part != second.read(_STEP):
                return False
    return True
