"""What is looked at when a file is opened: how it may be opened, and whether it is sound, ours, and of our version."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from annotator.core.errors import DamagedError, OlderError, ProjectError
from annotator.storage import drives, migrations, placing, reads, recognise, schema
from annotator.storage.dialects import hardening, holding, reasons, sqlite

_CHECKED_AFTER_A_CRASH = 250_000_000
"""Up to this size a file with a log left beside it is checked whole before it is opened: half a second."""

_LOOKED_THROUGH = 100_000_000
"""Up to this size a file is looked through wholly once it is open, in a second or two, where nobody waits for it."""

_OPERATIONS = 1000
"""Steps of SQLite's own (an instruction, a page) between two looks at whether to go on: some milliseconds."""


def mode(path: Path, writable: bool) -> str:
    """Return how SQLite opens a file: `rw`, `ro` or `immutable` (see `dialects.sqlite.engine`)."""
    if writable:
        # Also where we only read: whoever may not write cannot take the log away that reading a live project's copy
        # makes.
        return "rw"
    # Reading beside a write-ahead log needs a shared file; where none can be made and there is no log, none is needed.
    return "ro" if sqlite.logged(path) else "immutable"


def connect(path: Path, *, read_only: bool, patience: float) -> tuple[Engine, Connection, bool, tuple[int, int]]:
    """Open a project's file; return what reads and writes it, whether it may only be read, and which file it is.

    Raises ProjectError, as `Store.open` does. What is damaged is as it was, and so are its logs.
    """
    recognise.require_file(path)
    try:
        identity = placing.identity(path)
    except OSError as error:
        raise ProjectError(path, f"was just taken away ({error.strerror}); check where it is") from error
    writable = sqlite.writable(path)
    read_only = read_only or not writable
    folder = path.absolute().parent
    # Other computers see the drive too: there is no log to be kept in step with them.
    with_log = read_only or not drives.is_shared(folder)
    with reasons.explained(path):
        try:
            return *_connect(path, read_only, writable, patience, with_log=with_log), read_only, identity
        except OSError as error:
            # A log that is looked at before SQLite does.
            raise ProjectError(path, f"cannot be read ({error.strerror}); check the disk and try again") from error
        except reasons.ERRORS as error:
            if reasons.is_locked(error) and not drives.locks(folder):
                reason = "lies on a drive that locks no files, where two programs would undo each other's work unseen"
                raise ProjectError(path, f"{reason}; copy it to another drive, and open that") from error
            if read_only or not with_log or not reasons.lacks_shared_memory(error):
                raise
        return *_connect(path, read_only, writable, patience, with_log=False), read_only, identity


def _connect(
    path: Path, read_only: bool, writable: bool, patience: float, *, with_log: bool
) -> tuple[Engine, Connection]:
    """Open a file; with its log in use where it may be written, or `with_log` off, with a journal for each edit."""
    if with_log:
        look_at_logs(path, patience)
    engine = sqlite.engine(path, mode=mode(path, writable), patience=patience, alone=not with_log)
    connection: Connection | None = None
    try:
        connection = engine.connect()
        if not with_log:
            sqlite.fold_alone(connection, path)
        prepare(path, connection, read_only)
        if read_only:
            sqlite.only_read(connection)
        else:
            if with_log:
                sqlite.unfold(connection)
            sqlite.require_writable(connection)
    except BaseException as error:
        with sqlite.left_alone(path) if _tells_damage(error) else nullcontext():
            if connection is not None:
                connection.close()
            engine.dispose()
        raise
    return engine, connection


def _tells_damage(error: BaseException) -> bool:
    return isinstance(error, DamagedError) or (isinstance(error, DBAPIError) and reasons.code(error) in reasons.DAMAGED)


def look_at_logs(path: Path, patience: float) -> None:
    """Look at a file beside which a log lies before anybody plays that into it: after a crash, say.

    Raises DamagedError where the two together are not sound, ProjectError where the log is another project's. Neither
    is written to. Whoever has the file open at this moment has looked already.
    """
    if not sqlite.companions(path) or holding.in_use(path):
        return
    from annotator.storage.dialects import sqlite_logs

    log = sqlite_logs.read_log(path)
    if log.lost > 1 and sqlite_logs.read_log(path).broken == log.broken:
        # Of what a crash cut off there is one transaction, which nobody was told of. Several were all acknowledged.
        raise DamagedError(path, f"its log cannot be read from part {log.broken} on, and {log.lost} edits lie behind")
    if log.pages and _differ(_id_in(path, settled=True, immutable=True), _id_in(path)):
        raise _foreign(path, f"{path.name}-wal")
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)) as looking:
        try:
            _require_sound(path, looking)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
    # A transaction was cut off, and opening takes it back. Whether that leads to something sound, a copy tells.
    with placing.beside(path) as trial:
        for source in (path, path.with_name(f"{path.name}-journal")):
            shutil.copyfile(source, trial.with_name(source.name.replace(path.name, trial.name, 1)))
        with closing(sqlite3.connect(trial, isolation_level=None)) as looking:
            _require_sound(path, looking)
        if _differ(_id_in(path, settled=True, immutable=True), _id_in(trial, immutable=True)):
            raise _foreign(path, f"{path.name}-journal")


def _foreign(path: Path, log: str) -> ProjectError:
    return ProjectError(path, f"{log} beside it belongs to another project; move {log} away, then open it again")


def _require_sound(path: Path, looking: sqlite3.Connection) -> None:
    hardening.harden(looking)
    looking.execute("SELECT count(*) FROM sqlite_master").fetchone()
    found = sqlite.findings(looking) if path.stat().st_size <= _CHECKED_AFTER_A_CRASH else []
    if found:
        raise DamagedError(path, found[0])


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _id_in(path: Path, *, settled: bool = False, immutable: bool = False) -> str | None:
    """Return the id of the project in a file, with its log or (immutable) without; None where it cannot be read.

    `settled`: None too where the project has no articles; a file that is loaded may still give it another id.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as looking:
            hardening.harden(looking)
            # With another column, so that the row is asked and not its index.
            found = looking.execute("SELECT id, name FROM project").fetchone()
            if settled and looking.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None:
                return None
    except sqlite3.Error:
        return None
    return None if found is None else str(found[0])


def prepare(path: Path, connection: Connection, read_only: bool) -> None:
    """Bring the stored version to ours. Raises ProjectError where it is damaged, not ours or newer."""
    driver = sqlite.raw(connection)
    if sqlite.pragma(connection, "application_id") != recognise.APPLICATION_ID:
        if hardening.has_tables(driver, ("alembic_version", schema.ARTICLE_TEXT.name)):
            raise DamagedError(path, "the mark of a project is missing")
        raise ProjectError(path, "is a database of another program, not an Annotator project; choose another file")
    small = path.stat().st_size <= sqlite.QUICK_CHECK_BYTES
    if small:
        _require_whole(path, connection)
    version = migrations.stored_version(connection)
    if version == migrations.HEAD:
        _require_ours(path, driver)
        _require_readable(path, connection, ends=not small)
        return
    if version is None:
        raise DamagedError(path, "it does not say which version it is", torn=False)
    if version not in migrations.VERSIONS:
        raise ProjectError(
            path,
            f"was written by a newer Annotator (project version {version}, this one knows up to {migrations.HEAD}); "
            "install the newer version to open it",
        )
    if read_only:
        raise OlderError(path, "is of an older version and may not be written; copy it to where it may, and open that")
    _require_whole(path, connection)
    _require_ours(path, driver, columns=False)
    migrations.migrate(path, connection)
    _require_ours(path, driver)
    _require_readable(path, connection, ends=False)


def _require_whole(path: Path, connection: Connection) -> None:
    found = sqlite.damage(connection, thorough=False)
    if found:
        raise DamagedError(path, found[0])


def _require_ours(path: Path, driver: sqlite3.Connection, *, columns: bool = True) -> None:
    """Raise DamagedError where the schema holds what no project's does."""
    tables = schema.METADATA.tables.values()
    indexes = (index for table in tables for index in table.indexes)
    partial = {str(index.name) for index in indexes if index.dialect_kwargs.get("sqlite_where") is not None}
    wanted = {table.name: {column.name for column in table.columns} if columns else () for table in tables}
    found = hardening.strangers(driver, wanted, partial)
    if found is not None:
        raise DamagedError(path, found, torn=False)


def _require_readable(path: Path, connection: Connection, *, ends: bool) -> None:
    """Raise DamagedError where the project's record cannot be read, or (`ends`) the first and last rows of a table.

    That is what can be known of a large file in a millisecond: the way from each table's first page to its ends.
    """
    try:
        if reads.project(connection) is None:
            raise DamagedError(path, "it has no project record", torn=False)
        driver = sqlite.raw(connection)
        for table in schema.METADATA.tables if ends else ():
            for end in ("rowid", "rowid DESC"):
                # By the driver: SQLAlchemy takes longer to write forty statements than SQLite to carry them out.
                driver.execute(f'SELECT rowid FROM "{table}" ORDER BY {end} LIMIT 1').fetchall()
    except (ValueError, TypeError) as error:
        raise DamagedError(path, str(error), torn=False) from error
    finally:
        connection.rollback()


def look_over(path: Path, stopped: Callable[[], bool], *, gently: bool = False) -> Iterator[str]:
    """Give what is found in a file that is open elsewhere in this process: for a thread of its own.

    Where it is small, indexes are compared with their tables too. It is over soon where `stopped` says so, which is
    asked again and again. `gently`: not at all where it would keep everybody from writing, as in a large file without a
    write-ahead log. Raises ProjectError where it cannot be read.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with reasons.explained(path), closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as looking:
        hardening.harden(looking)
        small = path.stat().st_size <= sqlite.QUICK_CHECK_BYTES
        if gently and not small and looking.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            return
        looking.set_progress_handler(stopped, _OPERATIONS)
        try:
            yield from sqlite.findings(looking, thorough=path.stat().st_size <= _LOOKED_THROUGH)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
