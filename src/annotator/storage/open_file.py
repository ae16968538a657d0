"""A project file that is open: its connection and transactions, what is met in it, and how it is left."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from annotator.core.errors import ConflictError, DamagedError, LockedError, ProjectError
from annotator.storage import opening, placing
from annotator.storage.dialects import holding, reasons, sqlite
from annotator.storage.dialects.log import Log


class OpenFile:
    """The one connection to a file. Threads take turns; nothing is written into a file that is damaged or has moved.

    What derives from it reads by `_reading` and writes by `_writing`, each of which is one transaction.
    """

    def __init__(
        self, path: Path, engine: Engine, connection: Connection, read_only: bool, identity: tuple[int, int]
    ) -> None:
        """`identity` is what `placing.identity` said of the file when it was opened."""
        self.path = path
        self.read_only = read_only
        self._engine = engine
        self._connection = connection
        self._lock = threading.RLock()
        self._closed = False
        self._damage: str | None = None
        self._doubted = False
        # Kept from the start: the working folder may change, and somebody may put another file in the place of ours.
        self._where = path.absolute()
        self._identity = identity
        self.log = Log(self._where, connection)
        self._held = holding.hold(path) if self.log.is_on else None

    @contextmanager
    def _reading(self, *, once: bool = False) -> Iterator[Connection]:
        """Give the connection to read from: a snapshot, or with `once` for a single query, which is one by itself."""
        with self._lock, self._explained():
            self._require_open()
            try:
                with nullcontext() if once else sqlite.transaction(self._connection, write=False):
                    yield self._connection
            except (ValueError, TypeError, RecursionError) as error:
                # Only making values of rows raises these: a direction that is none, a list that is no JSON.
                what = str(error) if isinstance(error, ValueError) else "a value is missing or of another kind"
                raise DamagedError(self.path, what, torn=False) from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """As `reasons.explained`; where the file turns out to be damaged, nothing more is written into it."""
        try:
            with reasons.explained(self.path):
                yield
        except DamagedError as error:
            if error.torn:
                self.distrust(error.what)
                self._doubted = True
            raise

    def distrust(self, what: str) -> None:
        """Write nothing more into the file, which is damaged; `what` was found."""
        self._damage = self._damage or what

    def _is_sound_after_all(self) -> bool:
        """Look the file through, once after damage was found: a disk that cannot be read for a moment looks like it."""
        if self._doubted:
            self._doubted = False
            if next(opening.look_over(self.path, lambda: False), None) is None:
                self._damage = None
        return self._damage is None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._lock, self._explained():
            self._require_open()
            if self._damage is not None and not self._is_sound_after_all():
                raise DamagedError(self.path, self._damage)
            if self.read_only:
                raise ProjectError(self.path, "was opened to be read only; save a copy elsewhere and edit that")
            moved = self.displaced()
            if moved is not None:
                raise ProjectError(self.path, f"{moved}, so nothing more is saved in it; save a copy elsewhere")
            try:
                self.log.require_sound()
                with sqlite.edit(self._connection):
                    yield self._connection
            except IntegrityError as error:
                # Foreign keys are checked at the commit: something referred to is gone, or was still needed.
                raise ConflictError("something that this edit refers to") from error
            except reasons.ERRORS as error:
                self.log.met(error)
                raise

    @contextmanager
    def _indexing(self) -> Iterator[Connection]:
        """Give the connection for a short step that nobody's edit waits for: raises LockedError where it would wait."""
        with self.at_once(), sqlite.unhurried(self._connection), self._writing() as connection:
            yield connection
        try:
            sqlite.sync_log(self.path)
        except OSError:
            self.log.doubt()

    def _require_open(self) -> None:
        if self._closed:
            raise ProjectError(self.path, "is closed; open it again")

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let no reading in the block wait, for a thread or a process: raises LockedError where it would have to."""
        if not self._lock.acquire(blocking=False):
            raise LockedError(self.path, reasons.LOCKED_REASON)
        try:
            self._require_open()
            with reasons.explained(self.path), sqlite.at_once(self._connection):
                yield
        finally:
            self._lock.release()

    def data_version(self) -> int:
        """Return a number that changes when somebody else has committed to the file."""
        with self._lock, reasons.explained(self.path):
            self._require_open()
            return sqlite.data_version(self._connection)

    def make_room(self) -> None:
        """Have the log grow before the first edits come, which are then stored sooner."""
        if self.read_only or self._damage is not None or self.displaced() is not None:
            return
        try:
            with self.at_once():
                sqlite.make_room(self._connection)
        except ProjectError:
            # Somebody else is writing, or the disk is full: no edit needs this, and the next one says what is wrong.
            return

    def displaced(self) -> str | None:
        """Return a clause that says what became of the file where it no longer lies where it was opened, else None.

        We go on reading what we have open, and can copy it; but nobody else would find what we wrote there.
        """
        try:
            found = placing.identity(self._where)
        except (FileNotFoundError, NotADirectoryError):
            return "was moved or deleted while it was open"
        except OSError:
            return None  # A network that is away for a moment, say: writing will tell.
        return None if found == self._identity else "was replaced by another file while it was open"

    def copy_to(self, path: Path) -> None:
        """Write a copy of the project, as it is at one moment, to `path`: whole or not at all. Never overwrites."""
        placing.require_free(path)
        with placing.beside(path) as draft:
            with self._lock, reasons.explained(path):
                self._require_open()
                sqlite.copy(self._connection, draft)
            placing.place(draft, path)

    def check(self) -> list[str]:
        """Return what the database itself finds wrong with the file: damage and dangling references."""
        with self._lock:
            self._require_open()
            try:
                with self._explained():
                    return sqlite.damage(self._connection, thorough=True)
            except ProjectError as error:
                return [error.reason]

    def close(self) -> None:
        """Close the file, folding the write-ahead log back into it. Closing twice is allowed."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            moved = self.displaced()
            leaving = nullcontext() if self._damage is None else sqlite.left_alone(self.path)
            with holding.released(self._held), leaving:
                try:
                    if not self.read_only and self._damage is None:
                        with reasons.explained(self.path):
                            if moved is None:
                                sqlite.fold(self._connection)
                            else:
                                # SQLite folds nothing into a file that has moved. Without this it would lack what its
                                # log holds, and a file that took its name would be read with a log that is not its own.
                                sqlite.empty_log(self._connection)
                finally:
                    self._connection.close()
                    self._engine.dispose()
            if moved is not None:
                placing.tidy(self._where)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
