"""A project, open: read as frozen values, changed by changes, each of them durable when `apply` returns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import AnnotatorError, LockedError, NotFoundError, ProjectError, StepError
from annotator.core.ids import new_id
from annotator.core.tagset import TagSet
from annotator.core.ties import Ties
from annotator.core.values import (
    Annotation,
    Article,
    Bundle,
    Coder,
    Entity,
    Event,
    ProjectInfo,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)
from annotator.project import references, rules
from annotator.project.account import account_name
from annotator.project.bulk import in_bulk
from annotator.project.texts import Texts
from annotator.project.undo import UndoStack
from annotator.text.span import Span

if TYPE_CHECKING:
    # Loaded when they are needed: the store takes longer than to paint a window, the others are not for every start.
    from annotator.project.exporting import ExportReport
    from annotator.project.importing import ImportReport
    from annotator.project.loading import LoadReport
    from annotator.project.searching import Found, Searcher
    from annotator.storage.store import Store

_PATIENCE = 5.0  # seconds
V = TypeVar("V", bound=Value)


class Project:
    """One project file, open. Close it, or use it in a `with` statement.

    Reading gives frozen values; editing means applying a `Change` (`annotator.project.edits` builds them). `do` also
    remembers it for `undo`. Every method raises ProjectError where the file is locked, damaged or the disk is full.

        with Project.open("press.annot") as project:
            for annotation in project.annotations():
                print(annotation.quote)
    """

    def __init__(self, store: Store, coder: str | None = None) -> None:
        """Use `Project.open` or `Project.create`."""
        self._store = store
        self._info = store.info()
        self._proposed = Coder(new_id(), rules.one_line(coder or "") or account_name())
        self._coder: Coder | None = None  # once stored: as proposed, or as another process stored them first
        self._tags: TagSet | None = None
        self._texts = Texts(store.text)
        self._undo = UndoStack()
        self._seen = store.data_version()

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        name: str | None = None,
        coder: str | None = None,
        bundle: Bundle | None = None,
        patience: float = _PATIENCE,
    ) -> Project:
        """Make a project file and open it: with the tags a new project starts with, or with all that `bundle` holds.

        Never overwrites. `name` is the project's (the file's by default), `coder` the name of who will annotate (the
        operating system's account by default), `patience` as in `open`.
        """
        from annotator.storage.store import Store

        path = Path(path)
        bundle = bundle or rules.new_project(name or path.stem)
        return cls._of(Store.create(path, bundle, patience=patience), coder)

    @classmethod
    def open(
        cls, path: Path | str, *, coder: str | None = None, read_only: bool = False, patience: float = _PATIENCE
    ) -> Project:
        """Open a project file. One that may not be written, or with `read_only`, refuses edits with ProjectError.

        `patience` is how many seconds each step waits for another process that is writing, before LockedError.
        """
        from annotator.storage.store import Store

        return cls._of(Store.open(Path(path), read_only=read_only, patience=patience), coder)

    @classmethod
    def create_from(
        cls, path: Path | str, source: Path | str, *, format: str = "json", coder: str | None = None
    ) -> tuple[Project, LoadReport]:
        """Make a project of all that a file of a known format holds, project id included, and open it.

        Raises FormatError as `load` does; then no project is made.
        """
        from annotator.project import loading

        with in_bulk():
            bundle = loading.read(source, format)
            return cls.create(path, coder=coder, bundle=bundle), loading.adopted(bundle)

    @classmethod
    def _of(cls, store: Store, coder: str | None) -> Project:
        try:
            return cls(store, coder)
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, folded into one again unless others have it open. Closing twice is allowed."""
        self._store.close()

    # Reading

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    @property
    def info(self) -> ProjectInfo:
        return self._info

    @property
    def coder(self) -> Coder:
        """Who annotates. Stored with the first change that speaks of them, and never undone."""
        if self._coder is None:
            # Asked again each time until then: another process of the same person may come first.
            self._coder = next((coder for coder in self.coders() if coder.name == self._proposed.name), None)
        return self._coder or self._proposed

    @property
    def tags(self) -> TagSet:
        if self._tags is None:
            self._tags = TagSet(self._store.values(Tag))
        return self._tags

    def coders(self) -> tuple[Coder, ...]:
        return self._store.values(Coder)

    def events(self) -> tuple[Event, ...]:
        return self._store.values(Event)

    def entities(self) -> tuple[Entity, ...]:
        return self._store.values(Entity)

    def relation_types(self) -> tuple[RelationType, ...]:
        return self._store.values(RelationType)

    def relations(self) -> tuple[Relation, ...]:
        return self._store.values(Relation)

    def statuses(self) -> tuple[Status, ...]:
        return self._store.values(Status)

    def articles(self) -> tuple[Article, ...]:
        """Return all articles, by id: in the order in which they came into the project."""
        return self._store.values(Article)

    def article(self, reference: str) -> Article:
        """Return the article of this id or unique ending of one. Raises NotFoundError or AmbiguousError."""
        return self._named(Article, "article", reference)

    def text(self, article_id: str) -> str:
        """Return an article's text. Raises NotFoundError."""
        text = self._texts.get(article_id)
        if text is None:
            raise NotFoundError("article", article_id)
        return text

    def annotations(
        self,
        *,
        articles: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        coders: Collection[str] | None = None,
    ) -> list[Annotation]:
        """Return the annotations of these articles, tags and coders (ids; None: of all), by article, start, end, id."""
        with in_bulk():
            return self._store.annotations(articles=articles, tags=tags, coders=coders)

    def annotation(self, reference: str) -> Annotation:
        """Return the annotation of this id or unique ending of one. Raises NotFoundError or AmbiguousError."""
        return self._named(Annotation, "annotation", reference)

    def _named(self, kind: type[V], word: str, reference: str) -> V:
        found = self._store.value(kind, reference)
        if found is None:
            ids = self._store.ids(kind, reference.strip().lower())
            found = self._store.value(kind, references.resolve(word, reference, ids))
        if found is None:
            raise NotFoundError(word, reference)
        return found

    def find_annotation(self, annotation_id: str) -> Annotation | None:
        """Return the annotation of exactly this id, or None where it is gone."""
        return self._store.value(Annotation, annotation_id)

    def annotations_on(self, article_id: str, span: Span) -> list[Annotation]:
        """Return the annotations of exactly this span, by id."""
        return self._store.annotations_on(article_id, span.start, span.end)

    def ties(self) -> Ties:
        """Return which annotations are tied to which, by entities and relations: cheap where there are none."""
        with in_bulk():
            return Ties(*self._store.ties())

    def counts(self) -> dict[str, int]:
        """Return the number of annotations by article id; articles without any are not in it."""
        return self._store.counts()

    def tag_counts(self) -> dict[str, int]:
        """Return the number of annotations by tag id; tags without any are not in it."""
        return self._store.tag_counts()

    def bundle(
        self,
        *,
        articles: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        coders: Collection[str] | None = None,
    ) -> Bundle:
        """Return the project, or its part of these articles, tags and coders (ids; None: all), at one moment.

        A part keeps all tags, entities and events, and loses the relations that lost an end.
        """
        from annotator.project import exporting

        with in_bulk():
            return exporting.narrowed(self._store.bundle(articles, tags, coders), articles, tags, coders)

    def search(self, words: str) -> Iterator[Found]:
        """Yield the articles that have all these words (see `text.terms.parse`), the best first, as they are found."""
        return self.searcher.search(words)

    @cached_property
    def searcher(self) -> Searcher:
        """What searches in steps, in a thread of its own perhaps, and keeps the index that makes it fast."""
        from annotator.project.searching import Searcher

        return Searcher(self._store)

    # Editing

    def apply(self, change: Change) -> Change:
        """Store all edits of the change, or none; durable on return. Return the change as it was stored.

        It speaks of another coder where another process stored this one's name first. Raises ConflictError where
        somebody changed a value in between, TwinError where an annotation would say what another one says (but for a
        load), SpanError, InvalidError, NameTakenError or KeyTakenError, and ProjectError where the file was moved.
        """
        return self._apply(change, apart=change.kind is not ChangeKind.LOAD)

    def _apply(self, change: Change, *, apart: bool) -> Change:
        rules.check_change(change, lambda: TagSet(self._store.values(Tag)), self.text)
        # Stored as proposed, the coder needs no second look.
        known = self._coder is not None and self._coder.id == self._proposed.id
        stored = self._store.apply(change, coder=None if known else self._proposed, apart=apart)
        self._forget(stored)
        return stored

    def do(self, change: Change) -> Change:
        """Apply the change and remember it for undo. Return the change as it was stored (see `apply`)."""
        stored = self.apply(change)
        self._undo.push(stored)
        return stored

    @property
    def undoable(self) -> Change | None:
        """The change that `undo` would take back."""
        return self._undo.undoable

    @property
    def redoable(self) -> Change | None:
        """The change that `redo` would do again."""
        return self._undo.redoable

    def undo(self) -> Change | None:
        """Take the last change back; return the inverse, which was applied, or None where there is nothing to undo.

        Raises StepError, a ConflictError, where somebody changed what it touched: then it is forgotten, and the next
        undo goes on with the one before.
        """
        change = self._undo.undoable
        if change is None:
            return None
        # Twins are no reason not to have back what was.
        inverse = self._walk(change.inverse(), undo=True)
        self._undo.undone()
        return inverse

    def redo(self) -> Change | None:
        """Do the change that was taken back last again; return it, or None where there is none. Raises as `undo`."""
        change = self._undo.redoable
        if change is not None:
            self._walk(change, undo=False)
            self._undo.redone()
        return change

    def _walk(self, change: Change, *, undo: bool) -> Change:
        try:
            return self._apply(change, apart=not undo and change.kind is not ChangeKind.LOAD)
        except ProjectError:
            raise  # Locked, full, moved: that may pass.
        except AnnotatorError as error:
            self._undo.drop(undo=undo)
            raise StepError(change.subject, error, undo=undo) from error

    def _forget(self, change: Change) -> None:
        """Drop what was remembered of values that a change touched."""
        for edit in change.edits:
            if isinstance(edit.value, Tag):
                self._tags = None
            elif isinstance(edit.value, Article) and edit.after is None:
                self._texts.drop(edit.value.id)

    # Other processes

    def changed_elsewhere(self) -> bool:
        """Return whether another process or window has stored something since this was last asked.

        Never waits: where somebody keeps the file locked at this moment, the answer is no until the next time.
        """
        try:
            with self._store.at_once():
                version = self._store.data_version()
                if version == self._seen:
                    return False
                info = self._store.info()
        except LockedError:
            return False
        # Only now: what could not be read is asked for again.
        self._info, self._tags = info, None
        self._texts.clear()
        self._seen = version
        return True

    def displaced(self) -> str | None:
        """Return what became of the file (a clause) where it was moved, deleted or replaced while open, else None.

        Nothing more is stored then; reading goes on, and `save_copy` still writes all that was stored. Asking is cheap.
        """
        return self._store.displaced()

    # In, out, and the file

    def import_files(
        self,
        paths: Iterable[Path | str],
        *,
        event: str | None = None,
        language: str | None = None,
        encoding: str | None = None,
    ) -> ImportReport:
        """Read documents in as articles, in one change that can be undone, and say what became of each.

        A folder stands for the files in it. A text that the project has already is skipped; a document that cannot be
        read is reported and the rest goes on. `event` names the event they are about (made where there is none of
        this name), `language` (BCP 47) and `encoding` overrule what the documents say.
        """
        from annotator.project import importing

        options = importing.Options(event, language, encoding)
        report = importing.read_articles(paths, options, self.articles(), self.events())
        if report.change is not None:
            self.do(report.change)
        return report

    def export(
        self,
        target: Path | str | TextIO,
        *,
        format: str = "json",
        articles: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        coders: Collection[str] | None = None,
    ) -> ExportReport:
        """Write the project, or its part of these articles, tags and coders (ids), to a file or a text stream.

        A file is written beside and renamed, so that it is whole or as it was. Raises NotFoundError for an unknown
        format and FileError where the file cannot be written.
        """
        from annotator.project import exporting

        with in_bulk():
            return exporting.export(self._store, target, format, articles, tags, coders)

    def load(self, source: Path | str, *, format: str = "json") -> LoadReport:
        """Take in annotations, with all they refer to, from a file of a known format.

        A project in which nothing was done yet becomes the file's, id included. Any other is added to in one change
        that can be undone: articles are matched by their texts, tags, coders, events and relation types by id and then
        name, the rest by id. Raises FormatError where the file cannot be read or speaks against what is stored; then
        nothing is loaded.
        """
        from annotator.project import loading

        with in_bulk():
            bundle = loading.read(source, format)
            if self._store.replace(bundle, loading.is_untouched):
                self._adopt(bundle)
                return loading.adopted(bundle)
            report = loading.merged(self._store.bundle(with_texts=False), bundle, str(source))
            if report.change is not None:
                self.do(report.change)
            return report

    def _adopt(self, bundle: Bundle) -> None:
        """Forget all of the project that was there before."""
        self._undo.clear()
        self._tags, self._coder = None, None
        self._texts.clear()
        self._info = bundle.project

    def check(self) -> list[str]:
        """Return, in sentences, all that is wrong with the file, its texts, spans and references; none if sound."""
        from annotator.project import checking

        return checking.check(self._store)

    def save_copy(self, path: Path | str) -> None:
        """Write a copy of the project as it is now to another file, whole or not at all. Never overwrites."""
        self._store.copy_to(Path(path))
