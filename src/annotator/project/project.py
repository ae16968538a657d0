"""A project, open: read as frozen values, changed by changes, each of them durable when `apply` returns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import (
    AnnotatorError,
    ConflictError,
    LockedError,
    ProjectError,
    RevertError,
    StepError,
)
from annotator.core.history import Entry, Way
from annotator.core.ids import now
from annotator.core.tagset import TagSet
from annotator.core.values import (
    Article,
    Bundle,
    Coder,
    Tag,
    Value,
)
from annotator.project import attribute_rules, mention_rules, name_rules, relation_rules, rules
from annotator.project.bulk import in_bulk
from annotator.project.readable import Readable
from annotator.project.undo import UndoStack

if TYPE_CHECKING:
    # Loaded when they are needed: the store takes longer than to paint a window, the others are not for every start.
    from annotator.project.exporting import ExportReport
    from annotator.project.importing import ImportReport, Intake
    from annotator.project.loading import LoadReport
    from annotator.project.searching import Found, Searcher
    from annotator.sources import Columns
    from annotator.storage.store import Store

_PATIENCE = 5.0  # seconds
V = TypeVar("V", bound=Value)


class Project(Readable):
    """One project file, open. Close it, or use it in a `with` statement.

    Reading gives frozen values; editing means applying a `Change` (`annotator.project.edits` builds them). `do` also
    remembers it for `undo`. Every method raises ProjectError where the file is locked, damaged or the disk is full.

        with Project.open("press.annot") as project:
            for annotation in project.annotations():
                print(annotation.quote)
    """

    def __init__(self, store: Store, coder: str | None = None) -> None:
        """Use `Project.open` or `Project.create`."""
        super().__init__(store, coder)
        self._undo = UndoStack(lambda: store.history, lambda: self.coder.id)
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

    # Searching

    def search(self, words: str) -> Iterator[Found]:
        """Yield the articles that have all these words (see `text.terms.parse`), the best first, as they are found."""
        return self.searcher.search(words)

    @cached_property
    def searcher(self) -> Searcher:
        """What searches in steps, in a thread of its own perhaps, and keeps the index that makes it fast."""
        from annotator.project.searching import Searcher

        return Searcher(self._store)

    # Editing

    def do(self, change: Change) -> Change:
        """Store all edits of the change, or none; durable on return. Return the change as it was stored.

        It goes into the history, and the next `undo` takes it back. It speaks of another coder where another process
        stored this one's name first; one that names no coder is this one's. Raises ConflictError where somebody
        changed a value in between, TwinError where an annotation would say what another one says (but for a load),
        SpanError, InvalidError, NameTakenError or KeyTakenError, and ProjectError where the file was moved. A change
        without edits, which says that all is so already, is no step, and nothing is stored.
        """
        return self.add_to(None, change)[0] if change.edits else change

    def add_to(self, step: Entry | None, change: Change) -> tuple[Change, Entry]:
        """Store a change as `do`, as a part of an earlier step, which then is named after it: one undo takes back all.

        It is a step of its own where that one was undone since, or where there is none. Return it as it was stored,
        with the step that it is a part of or is.
        """
        if step is not None and not self.stands(step):
            step = None
        stored, entry = self._apply(change, apart=change.kind is not ChangeKind.LOAD, step=step)
        if step is None:
            self._undo.push(entry)
        else:
            self._undo.grow(entry)
        return stored, entry

    def stands(self, step: Entry) -> bool:
        """Return whether a step of this session is not undone, here or in another process."""
        if not self._undo.stands(step.number):
            return False
        known = self._store.history.entry(step.number)
        return known is not None and not known.undone

    def _apply(
        self,
        change: Change,
        *,
        apart: bool,
        way: Way = Way.DONE,
        undoes: int | None = None,
        step: Entry | None = None,
    ) -> tuple[Change, Entry]:
        rules.check_change(change, lambda: TagSet(self._store.values(Tag)), self.text, self.coders, self.entities)
        if relation_rules.concerned(change):
            relation_rules.check_relations(change, self)
        if name_rules.concerned(change):
            name_rules.check_names(change, self)
        if mention_rules.concerned(change):
            mention_rules.check_mentions(change, self)
        # What is taken back brings values back that were allowed, or were kept, when they were there.
        if way is Way.DONE and attribute_rules.concerned(change):
            attribute_rules.check_attributes(change, self)
        if change.coder is None:
            change = replace(change, coder=self.coder.id)
        # Stored as proposed, the coder needs no second look.
        known = self._coder is not None and self._coder.id == self._proposed.id
        stored, entry = self._store.apply(
            change, coder=None if known else self._proposed, apart=apart, way=way, undoes=undoes, step=step
        )
        self._forget(stored)
        return stored, entry

    def code_as(self, name: str, coder_id: str | None = None) -> None:
        """Let somebody else annotate from now on, and undo what they did: see `Readable.code_as`."""
        super().code_as(name, coder_id)
        self._undo = UndoStack(lambda: self._store.history, lambda: self.coder.id)

    def make_room(self) -> None:
        """Do beforehand, in some milliseconds, what would make the first edits wait for the disk."""
        self._store.make_room()

    @property
    def undoable(self) -> Entry | None:
        """The step that `undo` would take back: the last one of this coder, be it of an earlier session."""
        return None if self.read_only else self._undo.undoable

    @property
    def redoable(self) -> Entry | None:
        """What `redo` would do again."""
        return None if self.read_only else self._undo.redoable

    def undo(self) -> Change | None:
        """Take the last step back; return the inverse, which was applied, or None where there is nothing to undo.

        Raises StepError, a ConflictError, where somebody changed what it touched: then it is forgotten, and the next
        undo goes on with the one before.
        """
        step = self.undoable
        if step is None:
            return None
        inverse, entry = self._walk(step, Way.UNDONE)
        self._undo.undone(entry)
        return inverse

    def redo(self) -> Change | None:
        """Do the step that was taken back last again; return it, or None where there is none. Raises as `undo`."""
        undoing = self.redoable
        if undoing is None:
            return None
        change, _ = self._walk(undoing, Way.REDONE)
        self._undo.redone()
        return change

    def _walk(self, entry: Entry, way: Way) -> tuple[Change, Entry]:
        """Take a change of the history back; forget it as a step where that is not possible any more."""
        undo = way is Way.UNDONE
        try:
            # Twins are no reason not to have back what was.
            return self._take_back(entry, way, apart=not undo and entry.kind is not ChangeKind.LOAD)
        except ProjectError:
            raise  # Locked, full, moved: that may pass.
        except AnnotatorError as error:
            self._undo.drop(undo=undo)
            raise StepError(entry.subject, error, undo=undo, step=entry) from error

    def _take_back(self, entry: Entry, way: Way, *, apart: bool) -> tuple[Change, Entry]:
        inverse = self._store.history.change(entry).inverse()
        inverse = replace(inverse, coder=self.coder.id, time=now())
        return self._apply(inverse, apart=apart, way=way, undoes=entry.number)

    # History

    def revert(self, entry: Entry) -> Change:
        """Take a single change back, wherever it stands in the history; return what was applied. It can be undone.

        Raises RevertError, a ConflictError, where later changes stand in the way: it names them.
        """
        try:
            change, made = self._take_back(entry, Way.REVERTED, apart=False)
        except ConflictError as error:
            records = {edit.value.id for edit in self.change(entry).edits}
            # What was done later and reverted by now stands in nobody's way, nor does its reverting.
            later = [
                other
                for other in self._store.history.touching(records, entry.number)
                if other.is_step and not other.undone and (other.undoes or 0) <= entry.number
            ]
            raise RevertError(entry.subject, error, later) from error
        self._undo.push(made)
        return change

    def compact_history(self, before: str) -> int:
        """Forget the edits of all changes older than `before` (RFC 3339 in UTC), and return how many.

        Who did them, when and to what is kept; they can be undone and reverted no more.
        """
        number = self._store.compact(before)
        self._undo = UndoStack(lambda: self._store.history, lambda: self.coder.id)
        return number

    def _forget(self, change: Change) -> None:
        """Drop what was remembered of values that a change touched."""
        for edit in change.edits:
            if isinstance(edit.value, Tag):
                self._tags = None
            elif isinstance(edit.value, Coder) and edit.value.id == self._own_id():
                self._coder = edit.after if isinstance(edit.after, Coder) else None
                self._proposed = replace(self._proposed, name=edit.value.name)
            elif isinstance(edit.value, Article) and edit.after is None:
                self._texts.drop(edit.value.id)

    def _own_id(self) -> str:
        return (self._coder or self._proposed).id

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
                coder = None if self._coder is None else self._store.value(Coder, self._coder.id)
        except LockedError:
            return False
        # Only now: what could not be read is asked for again.
        self._info, self._tags, self._coder = info, None, coder
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
        columns: Columns | None = None,
        password: str | None = None,
        kept: int = 5_000_000,
        progress: Callable[[Intake], bool] | None = None,
    ) -> ImportReport:
        """Read documents in as articles, in one step that can be undone, and say what became of each.

        A folder stands for the files in it. A text that the project has already is skipped; a document that cannot be
        read is reported and the rest goes on. `event` names the event they are about (made where there is none of
        this name), `language` (BCP 47) and `encoding` overrule what the documents say; `columns` says what tables
        hold, `password` opens files that have one; of files up to `kept` bytes the original is kept. Many are stored
        batch by batch: `progress` is told after each, and where it returns False the rest is called off.
        """
        from annotator.project import importing

        options = importing.Options(event, language, encoding, columns, password, kept)
        return importing.import_files(self, paths, options, progress)

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

    def distrust(self, what: str) -> None:
        """Write nothing more into the file, in which somebody found damage: edits raise DamagedError from now on."""
        self._store.distrust(what)

    def check(self) -> list[str]:
        """Return, in sentences, all that is wrong with the file, its texts, spans and references; none if sound."""
        from annotator.project import checking

        return checking.check(self._store)

    def save_copy(self, path: Path | str) -> None:
        """Write a copy of the project as it is now to another file, whole or not at all. Never overwrites."""
        self._store.copy_to(Path(path))
