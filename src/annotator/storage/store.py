"""A project's database: opened, read into frozen values, changed in durable transactions."""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from annotator.core.change import Change
from annotator.core.errors import ConflictError, ProjectError
from annotator.core.values import Annotation, ArticleText, Bundle, ProjectInfo, Value
from annotator.storage import migrations, reads, recognise, schema, writes
from annotator.storage.dialects import sqlite

V = TypeVar("V", bound=Value)


class Store:
    """One open project file. Every method is one transaction; threads take turns.

    All raise ProjectError where the file is locked, damaged or full; what was not committed is then not there at all.
    """

    def __init__(self, path: Path, engine: Engine, connection: Connection, read_only: bool) -> None:
        """Use `Store.open` or `Store.create`."""
        self.path = path
        self.read_only = read_only
        self._engine = engine
        self._connection = connection
        self._lock = threading.RLock()
        self._closed = False

    @classmethod
    def create(cls, path: Path, bundle: Bundle) -> Store:
        """Make a project file of what the bundle holds, and open it. Never overwrites; fails whole or not at all."""
        if path.exists():
            raise ProjectError(path, "exists already and is not overwritten; choose another name")
        if not path.absolute().parent.is_dir():
            raise ProjectError(path, "lies in a folder that does not exist; create the folder first")
        with _beside(path) as draft:
            engine = sqlite.engine(draft, mode="rwc")
            try:
                with sqlite.explained(path), engine.connect() as connection:
                    sqlite.mark_as_ours(connection)
                    with sqlite.transaction(connection, write=True):
                        schema.METADATA.create_all(connection)
                        migrations.stamp(connection)
                        writes.fill(connection, bundle)
            except IntegrityError as error:
                raise ConflictError("something that this refers to") from error
            finally:
                engine.dispose()
            _place(draft, path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """Open a project file; where it may not be written, only to be read. An older one is migrated first.

        Raises ProjectError where it is missing, no project, newer than this program, damaged or locked for good.
        """
        recognise.require_file(path)
        read_only = read_only or not sqlite.writable(path)
        with sqlite.explained(path):
            engine = sqlite.engine(path, mode=_mode(path, read_only))
            connection: Connection | None = None
            try:
                connection = engine.connect()
                _prepare(path, connection, read_only)
                if not read_only:
                    sqlite.unfold(connection)
            except BaseException:
                if connection is not None:
                    connection.close()
                engine.dispose()
                raise
            return cls(path, engine, connection, read_only)

    @contextmanager
    def _reading(self, *, once: bool = False) -> Iterator[Connection]:
        """Give the connection to read from: a snapshot, or with `once` for a single query, which is one by itself."""
        with self._lock, sqlite.explained(self.path):
            self._require_open()
            try:
                with nullcontext() if once else sqlite.transaction(self._connection, write=False):
                    yield self._connection
            except (ValueError, TypeError) as error:
                # Only making values of rows raises these: a direction that is none, a list that is no JSON.
                reason = f"is damaged or was changed by another program ({error}); restore it from a copy"
                raise ProjectError(self.path, reason) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._lock, sqlite.explained(self.path):
            self._require_open()
            if self.read_only:
                raise ProjectError(self.path, "was opened to be read only; save a copy elsewhere and edit that")
            try:
                with sqlite.transaction(self._connection, write=True):
                    yield self._connection
            except IntegrityError as error:
                # Foreign keys are checked at the commit: something referred to is gone, or was still needed.
                raise ConflictError("something that this edit refers to") from error

    def _require_open(self) -> None:
        if self._closed:
            raise ProjectError(self.path, "is closed; open it again")

    # Reading

    def info(self) -> ProjectInfo:
        with self._reading() as connection:
            found = reads.project(connection)
        if found is None:
            raise ProjectError(self.path, "is damaged (it has no project record); restore it from a copy")
        return found

    def values(self, kind: type[V]) -> tuple[V, ...]:
        """Return all values of one kind, by id."""
        with self._reading() as connection:
            return reads.everything(connection, kind)

    def value(self, kind: type[V], record: str) -> V | None:
        """Return the value of this kind and id, if there is one."""
        if not record.isascii():
            return None  # No id, and perhaps nothing that a database takes.
        with self._reading(once=True) as connection:
            return reads.one(connection, kind, record)

    def ids(self, kind: type[Value], ending: str = "") -> list[str]:
        """Return the ids of one kind that end in `ending`."""
        if not ending.isascii():
            return []
        with self._reading() as connection:
            return reads.ids(connection, kind, ending)

    def text(self, article: str) -> str | None:
        found = self.value(ArticleText, article)
        return None if found is None else found.text

    def texts(self, articles: Collection[str] | None = None) -> dict[str, str]:
        """Return the texts of these articles (None: of all), by the article's id."""
        with self._reading() as connection:
            return reads.texts(connection, articles)

    def annotations(
        self,
        *,
        articles: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        coders: Collection[str] | None = None,
    ) -> list[Annotation]:
        """Return the annotations of these articles, tags and coders (None: of all), by article, start, end and id."""
        with self._reading() as connection:
            return reads.find_annotations(connection, articles, tags, coders)

    def annotations_on(self, article: str, start: int, end: int) -> list[Annotation]:
        """Return the annotations of exactly this span, by id."""
        with self._reading(once=True) as connection:
            return reads.annotations_on(connection, article, start, end)

    def counts(self) -> dict[str, int]:
        """Return the number of annotations by article id, without those that have none."""
        with self._reading() as connection:
            return reads.counts(connection, "article")

    def tag_counts(self) -> dict[str, int]:
        """Return the number of annotations by tag id, without those that have none."""
        with self._reading() as connection:
            return reads.counts(connection, "tag")

    def bundle(
        self,
        articles: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        coders: Collection[str] | None = None,
        *,
        with_texts: bool = True,
    ) -> Bundle:
        """Return the whole project as it is at one moment.

        Of texts and annotations, which are many, it holds only those of these articles, tags and coders (None: all).
        """
        with self._reading() as connection:
            return reads.bundle(connection, articles, tags, coders, with_texts)

    def data_version(self) -> int:
        """Return a number that changes when somebody else has committed to the file."""
        with self._lock, sqlite.explained(self.path):
            self._require_open()
            return sqlite.data_version(self._connection)

    # Writing

    def apply(self, change: Change) -> None:
        """Write all edits of the change in one durable transaction, or none.

        Raises ConflictError where a `before` is not what is stored or a reference would dangle, NameTakenError and
        KeyTakenError for tags.
        """
        with self._writing() as connection:
            writes.write(connection, change.edits)

    def replace(self, bundle: Bundle, allowed: Callable[[Bundle], bool]) -> bool:
        """Put the bundle in the place of all that is stored, where `allowed` says so; return whether.

        It is asked with what is stored but for texts and annotations.
        """
        with self._writing() as connection:
            if not allowed(reads.bundle(connection, articles=(), with_texts=False)):
                return False
            writes.clear(connection)
            writes.fill(connection, bundle)
            return True

    # The file

    def copy_to(self, path: Path, *, overwrite: bool = False) -> None:
        """Write a copy of the project, as it is at one moment, to `path`: whole or not at all."""
        if path.exists() and (not overwrite or path.samefile(self.path)):
            raise ProjectError(path, "exists already and is not overwritten; choose another name")
        if not path.absolute().parent.is_dir():
            raise ProjectError(path, "lies in a folder that does not exist; create the folder first")
        with _beside(path) as draft:
            with self._lock, sqlite.explained(path):
                self._require_open()
                sqlite.copy(self._connection, draft)
            if overwrite:
                draft.replace(path)
            else:
                _place(draft, path)

    def check(self) -> list[str]:
        """Return what the database itself finds wrong with the file: damage and dangling references."""
        with self._lock:
            self._require_open()
            try:
                with sqlite.explained(self.path):
                    return sqlite.damage(self._connection, thorough=True)
            except ProjectError as error:
                return [error.reason]

    def close(self) -> None:
        """Close the file, folding the write-ahead log back into it. Closing twice is allowed."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            try:
                if not self.read_only:
                    with sqlite.explained(self.path):
                        sqlite.fold(self._connection)
            finally:
                self._connection.close()
                self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _mode(path: Path, read_only: bool) -> str:
    if not read_only:
        return "rw"
    # Reading beside a write-ahead log needs a shared file; where none can be made and there is no log, none is needed.
    return "immutable" if not sqlite.writable(path) and not sqlite.logged(path) else "ro"


def _prepare(path: Path, connection: Connection, read_only: bool) -> None:
    """Bring the stored version to ours. Raises ProjectError where it is damaged, not ours or newer."""
    if sqlite.pragma(connection, "application_id") != recognise.APPLICATION_ID:
        raise ProjectError(path, "is a database of another program, not an Annotator project; choose another file")
    if path.stat().st_size <= sqlite.QUICK_CHECK_BYTES:
        found = sqlite.damage(connection, thorough=False)
        if found:
            reason = "is damaged; restore it from a copy, or copy the file and export what can be read"
            raise ProjectError(path, f"{reason} ({' '.join(found[0].split())})")
    version = migrations.stored_version(connection)
    if version == migrations.HEAD:
        return
    if version is None:
        raise ProjectError(path, "is damaged (it does not say which version it is); restore it from a copy")
    if version not in migrations.VERSIONS:
        raise ProjectError(
            path,
            f"was written by a newer Annotator (project version {version}, this one knows up to {migrations.HEAD}); "
            "install the newer version to open it",
        )
    if read_only:
        raise ProjectError(
            path, "is of an older version and may not be written; copy it to where it may, and open that"
        )
    migrations.migrate(path, connection)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a name for a draft in the folder of `path`; whatever is left of it afterwards is removed."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        yield draft
    except OSError as error:
        raise ProjectError(path, f"cannot be written ({error.strerror})") from error
    finally:
        for leftover in (draft, *(draft.with_name(draft.name + end) for end in ("-journal", "-wal", "-shm"))):
            with contextlib.suppress(OSError):
                leftover.unlink()


def _place(draft: Path, path: Path) -> None:
    """Give the draft its name unless something has that name by now."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise ProjectError(path, "exists already and is not overwritten; choose another name") from None
    except OSError:
        # A file system without links.
        if path.exists():
            raise ProjectError(path, "exists already and is not overwritten; choose another name") from None
        draft.rename(path)
