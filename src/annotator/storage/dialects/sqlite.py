"""Projects as SQLite files: one connection, transactions in our own hands, a write-ahead log only while open."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import StaticPool

from annotator.storage.dialects import hardening, reasons
from annotator.storage.recognise import APPLICATION_ID

_SYNCHRONOUS = "EXTRA"
"""With a write-ahead log the same as FULL. Without one an edit is done when its journal's name is gone, and only EXTRA
has the folder on the disk before it says so."""

_ROOM = 2_400_000
"""Bytes that the log is made longer by: some two hundred edits, after which it is folded in and begins anew."""
PATIENCE = 5.0
"""Seconds that another process's lock is waited for, unless said otherwise."""

_PAUSE = 0.01
"""Seconds between two tries of what SQLite does not wait for by itself."""

QUICK_CHECK_BYTES = 4_000_000
"""Up to this size a file is checked for damage before it is opened (some milliseconds); larger ones once it is."""

_FINDINGS = 20
"""What a quick check finds at most: of more nobody reads."""


def engine(path: Path, *, mode: str = "rw", patience: float = PATIENCE, alone: bool = False) -> Engine:
    """Return an engine of one connection to the file. `mode` is `rw`, `rwc` (which creates), `ro` or `immutable`.

    `patience` is how many seconds another process's lock is waited for. `alone`: the file is locked from everybody
    else, until `fold_alone`, and its log read without shared memory.

    Python's own transaction handling is switched off on every version: it would commit before some statements and not
    begin before others, so that a failed migration leaves half of itself behind. `transaction` begins instead.
    """
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    uri = f"{path.absolute().as_uri()}?{query}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            if alone:
                connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            hardening.harden(connection)
            for pragma in ("foreign_keys=ON", f"synchronous={_SYNCHRONOUS}"):
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=StaticPool)


@contextmanager
def transaction(connection: Connection, *, write: bool) -> Iterator[None]:
    """Run the block in one transaction: a snapshot to read, or the one writer from the start. Any error undoes it."""
    try:
        with connection.begin():
            raw(connection).execute("BEGIN IMMEDIATE" if write else "BEGIN")
            yield
    except BaseException:
        # SQLAlchemy takes a refused commit (a dangling reference) for the end of the transaction; SQLite does not.
        # Interrupted while it commits, it has closed the connection, and with it the transaction.
        if not connection.invalidated:
            raw(connection).rollback()
        raise


@contextmanager
def edit(connection: Connection) -> Iterator[None]:
    """Run the block in one transaction that writes, as `transaction` does, in less time.

    It is SQLite's own: SQLAlchemy, which begins one of its own where it is asked something, has only to be told of the
    end. An edit asks it nothing, and is spared what that takes.
    """
    driver = raw(connection)
    try:
        driver.execute("BEGIN IMMEDIATE")
        yield
        if connection.in_transaction():
            connection.commit()
        else:
            driver.execute("COMMIT")
    except BaseException as error:
        closed = connection.invalidated
        connection.rollback()
        if not closed:
            driver.rollback()
        if isinstance(error, sqlite3.IntegrityError):
            raise IntegrityError("COMMIT", None, error) from error
        raise


def look_up(connection: Connection, query: str, parameters: Sequence[object]) -> list[Any]:
    """Return the rows of one query: a snapshot by itself, so that it needs no transaction around it.

    What an edit asks before it is stored goes this way, past SQLAlchemy, which takes five times as long as the answer.
    """
    return raw(connection).execute(query, parameters).fetchall()


def write(connection: Connection, statement: str, rows: Sequence[Sequence[object]]) -> int:
    """Run one statement for each of the rows, inside a transaction; return how many rows it wrote.

    Past SQLAlchemy as `look_up`, but raises its IntegrityError.
    """
    try:
        return raw(connection).executemany(statement, rows).rowcount
    except sqlite3.IntegrityError as error:
        raise IntegrityError(statement, None, error) from error


def append(connection: Connection, statement: str, row: Sequence[object]) -> int:
    """Insert one row, inside a transaction; return the number that the database gave it. Past SQLAlchemy as `write`."""
    number = raw(connection).execute(statement, row).lastrowid
    assert number is not None
    return number


def raw(connection: Connection) -> sqlite3.Connection:
    """Return SQLite's own connection, for what SQLAlchemy has no words for."""
    driver = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def make_room(connection: Connection) -> None:
    """Have the write-ahead log grow now, so that the edits to come are written over what is there.

    A commit that makes a file longer waits for the file system's own journal too, which takes as long again. What is
    written here is rolled back: it is in no transaction, and nobody reads it.
    """
    driver = raw(connection)
    (mode,), (pages,) = (driver.execute(f"PRAGMA {name}").fetchone() for name in ("journal_mode", "cache_size"))
    if mode != "wal":
        return
    # What finds no room in the cache goes to the log before its transaction ends.
    driver.execute("PRAGMA cache_size=10")
    try:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("CREATE TABLE room (filling)")
        driver.execute("INSERT INTO room VALUES (zeroblob(?))", (_ROOM,))
    finally:
        driver.rollback()
        driver.execute(f"PRAGMA cache_size={pages}")


@contextmanager
def unhurried(connection: Connection) -> Iterator[None]:
    """Let what the block commits be safe only with the next edit, which then has nothing of it to put in order.

    For what is derived. The log that it fills is emptied by `empty_aside`.
    """
    driver = raw(connection)
    (pages,) = driver.execute("PRAGMA wal_autocheckpoint").fetchone()
    driver.execute("PRAGMA synchronous=NORMAL")
    driver.execute("PRAGMA wal_autocheckpoint=0")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA wal_autocheckpoint={pages}")
        driver.execute(f"PRAGMA synchronous={_SYNCHRONOUS}")


def sync_log(path: Path) -> None:
    """Have the disk write what `unhurried` left in the log, if there is one, while nobody waits for it.

    After a power cut, a log that lacks more than its last commits cannot be told from one that is damaged. Raises
    OSError where the disk does not.
    """
    with suppress(FileNotFoundError), path.with_name(f"{path.name}-wal").open("r+b") as log:
        os.fsync(log.fileno())


def empty_aside(path: Path) -> None:
    """Write what is in the log of an open file into the file, as far as nobody has to wait for it."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as aside:
        hardening.harden(aside)
        aside.execute("PRAGMA wal_checkpoint(PASSIVE)")


def pragma(connection: Connection, text: str) -> str | int | None:
    """Run a pragma outside of any transaction and return its first value."""
    try:
        result = connection.exec_driver_sql(f"PRAGMA {text}")
        return result.scalar() if result.returns_rows else None
    finally:
        connection.rollback()


def mark_as_ours(connection: Connection) -> None:
    pragma(connection, f"application_id={APPLICATION_ID}")


def unfold(connection: Connection) -> None:
    """Turn the write-ahead log on, so that others read while we write. Where a file system has none, do without.

    SQLite does not wait here for one who turns it off at this moment, as the last to close does: so we wait.
    """
    until = time.monotonic() + int(str(pragma(connection, "busy_timeout"))) / 1000
    while True:
        try:
            pragma(connection, "journal_mode=WAL")
            return
        except OperationalError as error:
            if not reasons.is_locked(error) or time.monotonic() > until:
                raise
        time.sleep(_PAUSE)


def require_writable(connection: Connection) -> None:
    """Raise where nothing could be written. Where a file or its log cannot be opened to be written, for a moment even,
    SQLite opens it to be read, says nothing, and stays with that."""
    driver = raw(connection)
    try:
        with at_once(connection):
            driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in reasons.LOCKED:
            raise
    finally:
        driver.rollback()


def has_log(connection: Connection) -> bool:
    """Return whether the write-ahead log is on; it then is in use, and so is the file, until the connection closes."""
    on = pragma(connection, "journal_mode") == "wal"
    if on:
        pragma(connection, "schema_version")
    return on


# Where one of these keeps us from folding, all is safe in the log beside the file, and read from there at the next
# opening: somebody else has the file open and folds it, the disk is full, the folder may not be written (any more).
_FOLDED_LATER = (
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR,
)  # fmt: skip


def fold(connection: Connection) -> None:
    """Turn the write-ahead log off, so that the project is one file again, unless others have it open still."""
    _unless_later(connection, "PRAGMA journal_mode=DELETE")


def shrink(connection: Connection) -> None:
    """Give the room of what was deleted back to the file system, unless somebody else writes or the disk is full."""
    _unless_later(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
    _unless_later(connection, "VACUUM")
    _unless_later(connection, "PRAGMA wal_checkpoint(TRUNCATE)")


def fold_alone(connection: Connection, path: Path) -> None:
    """Turn the write-ahead log off where there is no shared memory for it, and let others in again."""
    pragma(connection, "journal_mode=DELETE")
    # What was to be shared memory, and is not.
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    pragma(connection, "locking_mode=NORMAL")
    pragma(connection, "schema_version")


@contextmanager
def left_alone(path: Path) -> Iterator[None]:
    """Let connections to the file be closed in the block without the log being written into it.

    SQLite does so when the last one closes. The one that is kept here until then may only read.
    """
    keeper = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None)
    with closing(keeper):
        with suppress(sqlite3.Error):
            # Opens the file and its log; a damaged one may let nobody do so.
            keeper.execute("PRAGMA schema_version")
        yield


def empty_log(connection: Connection) -> None:
    """Write what is in the log into the file we have open, wherever that lies by now, and leave the log empty."""
    _unless_later(connection, "PRAGMA wal_checkpoint(TRUNCATE)")


def _unless_later(connection: Connection, text: str) -> None:
    try:
        with at_once(connection):
            raw(connection).execute(text)
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF not in _FOLDED_LATER:
            raise


def begin_log_anew(connection: Connection) -> None:
    """Write all that is in the log into the file, and have nobody add to what it holds. Raises where others read it."""
    (kept_by_others, *_), *_ = raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if kept_by_others:
        busy = sqlite3.OperationalError("others read from the log")
        busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise busy


@contextmanager
def at_once(connection: Connection) -> Iterator[None]:
    """Let nothing in the block wait for another process's lock: it is refused at once."""
    driver = raw(connection)
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={patience}")


def only_read(connection: Connection) -> None:
    """Refuse to write through this connection, although it was opened to."""
    pragma(connection, "query_only=ON")


def data_version(connection: Connection) -> int:
    """Return a number that changes when, and only when, another connection has committed."""
    value = pragma(connection, "data_version")
    assert isinstance(value, int)
    return value


def writable(path: Path) -> bool:
    """Return whether the file and its folder (which holds the log) may be written."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite adds to a file's name for the logs that it keeps beside it."""


def companions(path: Path) -> list[Path]:
    """Return the logs that lie beside the file, or beside where it was."""
    return [log for log in (path.with_name(path.name + end) for end in COMPANIONS) if os.path.lexists(log)]


def logged(path: Path) -> bool:
    """Return whether a write-ahead log with something in it lies beside the file."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def damage(connection: Connection, *, thorough: bool) -> list[str]:
    """Return SQLite's own findings on the file, none where it is sound; `thorough` with dangling references."""
    try:
        found = findings(raw(connection), thorough=thorough)
        if thorough:
            for name, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                found.append(f"row {row_id} of {name} refers to a {parent} that does not exist")
    finally:
        connection.rollback()
    return found


def findings(driver: sqlite3.Connection, *, thorough: bool = False) -> list[str]:
    """Return what SQLite finds in a file; `thorough` compares indexes with their tables too, and takes ten times."""
    check = "integrity_check" if thorough else f"quick_check({_FINDINGS})"
    found = [str(line) for (line,) in driver.execute(f"PRAGMA {check}")]
    # The index of the words is derived; later versions of SQLite look into it too.
    return [line for line in found if line != "ok" and "FTS5" not in line]


def copy(connection: Connection, path: Path) -> None:
    """Copy the database, as it is at one moment, into a new file at `path`, without a write-ahead log."""
    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        target.execute(f"PRAGMA synchronous={_SYNCHRONOUS}")
        raw(connection).backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    connection.rollback()
