"""A project's database: opened, read into frozen values, changed in durable transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from annotator.core.change import Change
from annotator.core.errors import ConflictError, DamagedError, LockedError, ProjectError
from annotator.core.history import Entry, Way
from annotator.core.values import Annotation, Article, ArticleText, Bundle, Coder, ProjectInfo, Relation, Status, Value
from annotator.storage import opening, placing, reads, writes
from annotator.storage.dialects import holding, reasons, sqlite
from annotator.storage.dialects.log import Log
from annotator.storage.numbers import Numbers

if TYPE_CHECKING:
    from annotator.storage.history import History
    from annotator.storage.word_index import WordIndex

V = TypeVar("V", bound=Value)


class Store:
    """One open project file. Every method is one transaction; threads take turns.

    All raise ProjectError where the file is locked, damaged or full; what was not committed is then not there at all.
    """

    def __init__(
        self, path: Path, engine: Engine, connection: Connection, read_only: bool, identity: tuple[int, int]
    ) -> None:
        """Use `Store.open` or `Store.create`."""
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

    @cached_property
    def words(self) -> WordIndex:
        """The index of the articles' words. Loaded when it is asked for: no window needs it to open."""
        from annotator.storage.word_index import WordIndex

        return WordIndex(self.path, partial(self._reading, once=True), self._indexing)

    @cached_property
    def numbers(self) -> Numbers:
        """How many annotations there are, of what and of whom, and what is declared done."""
        return Numbers(self._reading)

    @cached_property
    def history(self) -> History:
        """The changes that were stored, with who did them and when. Loaded when it is asked for, as `words` is."""
        from annotator.storage.history import History

        return History(self._reading, self._writing)

    @classmethod
    def create(cls, path: Path, bundle: Bundle, *, patience: float = sqlite.PATIENCE) -> Store:
        """Make a project file of what the bundle holds, and open it. Never overwrites; fails whole or not at all."""
        from annotator.storage import making

        making.make(path, bundle)
        return cls.open(path, patience=patience)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, patience: float = sqlite.PATIENCE) -> Store:
        """Open a project file; where it may not be written, only to be read. An older one is migrated first.

        `patience` is how many seconds another process's lock is waited for, at each step. Raises ProjectError where it
        is missing, no project, newer than this program, damaged or locked for good.
        """
        return cls(path, *opening.connect(path, read_only=read_only, patience=patience))

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

    # Reading

    def info(self) -> ProjectInfo:
        with self._reading() as connection:
            found = reads.project(connection)
        if found is None:
            raise DamagedError(self.path, "it has no project record", torn=False)
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

    def articles(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Return the articles of these ids, by id."""
        with self._reading() as connection:
            return tuple(sorted(reads.articles_with(connection, "id", ids), key=lambda article: article.id))

    def count(self, kind: type[Value]) -> int:
        """Return how many values of one kind there are."""
        with self._reading() as connection:
            return reads.count(connection, kind)

    def ids(self, kind: type[V], ending: str = "") -> list[str]:
        """Return the ids of one kind that end in `ending`, in order."""
        if not ending.isascii():
            return []
        with self._reading() as connection:
            return reads.ids(connection, kind, ending)

    def first_articles(self, number: int) -> list[str]:
        """Return the ids of the articles that came first and that no later version replaces, at most so many."""
        with self._reading() as connection:
            return reads.first_articles(connection, number)

    def text(self, article: str) -> str | None:
        found = self.value(ArticleText, article)
        return None if found is None else found.text

    def articles_of_text(self, sums: Collection[str]) -> dict[str, Article]:
        """Return the articles whose texts have these SHA-256 sums, by sum: of several the first."""
        with self._reading() as connection:
            return reads.articles_of_text(connection, sums)

    def later_versions(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Return the articles that replace one of these, by id."""
        with self._reading() as connection:
            return tuple(sorted(reads.articles_with(connection, "replaces", ids), key=lambda article: article.id))

    def articles_like(self, titles: Collection[str], urls: Collection[str]) -> tuple[Article, ...]:
        """Return the articles that have one of these titles or addresses, exactly, by id."""
        with self._reading() as connection:
            found = [*reads.articles_with(connection, "title", titles), *reads.articles_with(connection, "url", urls)]
        return tuple(sorted({article.id: article for article in found}.values(), key=lambda article: article.id))

    def sketches(self) -> dict[str, bytes]:
        """Return the sketches of texts that there are, by the article's id."""
        with self._reading() as connection:
            return reads.sketches(connection)

    def without_sketch(self) -> list[str]:
        """Return the ids of articles whose texts have no sketch yet."""
        with self._reading() as connection:
            return reads.without_sketch(connection)

    def keep_sketches(self, sketches: Mapping[str, bytes]) -> None:
        """Keep the sketches of texts, by the article's id; no edit, so that nothing has to follow."""
        with self._writing() as connection:
            writes.keep_sketches(connection, sketches)

    def texts(self, articles: Collection[str] | None = None) -> dict[str, str]:
        """Return the texts of these articles (None: of all), by the article's id."""
        with self._reading() as connection:
            return reads.texts(connection, articles)

    def articles_with_texts(self, articles: Sequence[str]) -> list[tuple[Article, str]]:
        """Return those of these articles (ids, no more than some hundred) that there are, with their texts."""
        with self._reading() as connection:
            texts = reads.texts(connection, articles)
            return [(article, texts[article.id]) for article in reads.articles(connection, articles)]

    def annotations(
        self,
        *,
        articles: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        coders: Collection[str] | None = None,
        limit: int | None = None,
    ) -> list[Annotation]:
        """Return the annotations of these articles, tags and coders (None: of all), by article, start, end and id.

        Of many the first, at most `limit`.
        """
        with self._reading() as connection:
            return reads.find_annotations(connection, articles, tags, coders, limit)

    def annotations_on(self, article: str, start: int, end: int) -> list[Annotation]:
        """Return the annotations of exactly this span, by id."""
        with self._reading(once=True) as connection:
            return reads.annotations_on(connection, article, start, end)

    def annotations_with(self, column: str, values: Collection[str]) -> list[Annotation]:
        """Return the annotations that have one of these values in a column, by article, start, end and id."""
        with self._reading() as connection:
            return reads.annotations_with(connection, column, values)

    def relations_at(self, annotations: Collection[str], entities: Collection[str]) -> list[Relation]:
        """Return the relations that end at one of these annotations or entities (ids), by id."""
        with self._reading() as connection:
            return reads.relations_at(connection, annotations, entities)

    def ties(self) -> tuple[list[tuple[str, str]], tuple[Relation, ...]]:
        """Return the ids of annotations that mention an entity, each with the entity's, and all relations."""
        with self._reading() as connection:
            return reads.mentions(connection), reads.everything(connection, Relation)

    def statuses(self, articles: Collection[str] | None = None, coder: str | None = None) -> list[Status]:
        """Return the reading statuses of these articles and of this coder (None: of all), by id."""
        with self._reading() as connection:
            return reads.statuses(connection, articles, coder)

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
        with self._lock, reasons.explained(self.path):
            self._require_open()
            return sqlite.data_version(self._connection)

    # Writing

    def apply(
        self,
        change: Change,
        *,
        coder: Coder | None = None,
        apart: bool = False,
        way: Way = Way.DONE,
        undoes: int | None = None,
        step: Entry | None = None,
    ) -> tuple[Change, Entry]:
        """Store all edits of the change in one durable transaction, or none; return what is then stored.

        It goes into the history with them (see `history.append`). Where the change speaks of `coder`, they are stored
        before it (and are no part of what is returned); where somebody stored a coder of this name by now, it speaks
        of that one instead. `apart`: no annotation may come to say what another one says. Raises ConflictError where
        a `before` is not what is stored or a reference would dangle, NameTakenError, KeyTakenError, TwinError.
        """
        with self._writing() as connection:
            if coder is not None:
                change = writes.with_coder(connection, change, coder)
            writes.write(connection, change.edits)
            if apart:
                writes.refuse_twins(connection, change.edits)
            entry = self.history.append(connection, change, way=way, undoes=undoes, step=step)
        return change, entry

    def replace(self, bundle: Bundle, allowed: Callable[[Bundle], bool]) -> bool:
        """Put the bundle in the place of all that is stored, where `allowed` says so; return whether.

        It is asked with what is stored but for texts and annotations, and only where nothing was ever done.
        """
        from annotator.storage.history import any_change

        with self._writing() as connection:
            if any_change(connection) or not allowed(reads.bundle(connection, articles=(), with_texts=False)):
                return False
            writes.clear(connection)
            writes.fill(connection, bundle)
            return True

    def compact(self, before: str) -> int:
        """Forget the edits of all changes older than `before` (RFC 3339); give their room back. Return how many."""
        forgotten = self.history.compact(before)
        with self._lock, self._explained():
            sqlite.shrink(self._connection)
        return forgotten

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

    # The file

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

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
