"""A project's database: opened, read into frozen values, changed in durable transactions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from annotator.core.change import Change
from annotator.core.errors import DamagedError
from annotator.core.history import Entry, Way
from annotator.core.values import Annotation, Article, ArticleText, Bundle, Coder, ProjectInfo, Relation, Status, Value
from annotator.storage import opening, reads, writes
from annotator.storage.dialects import sqlite
from annotator.storage.numbers import Numbers
from annotator.storage.open_file import OpenFile

if TYPE_CHECKING:
    from annotator.storage.history import History
    from annotator.storage.word_index import WordIndex

V = TypeVar("V", bound=Value)


class Store(OpenFile):
    """What is read from one open project file, and stored in it. Every method is one transaction; threads take turns.

    All raise ProjectError where the file is locked, damaged or full; what was not committed is then not there at all.
    """

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
