"""Documents in: what was gathered becomes articles, batch by batch, with a report of what became of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from math import inf
from pathlib import Path
from time import monotonic
from typing import Protocol

from msgspec import Struct

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.dates import is_published
from annotator.core.errors import InvalidError, NotFoundError, SourceError
from annotator.core.history import Entry
from annotator.core.ids import new_id, now
from annotator.core.values import (
    Article,
    ArticleOriginal,
    ArticleText,
    Event,
    Origin,
    Value,
)
from annotator.project.gathering import Gathered, gather
from annotator.project.kin import Kin, Related
from annotator.project.kin import Replaced as Replaced
from annotator.project.rules import is_language, one_line, or_nothing, sha256
from annotator.sources import Columns as Columns
from annotator.sources import Document, Reading, read_html, read_text
from annotator.sources import Table as Table
from annotator.text.direction import text_direction

_ARTICLES = 512
_ORIGINALS = 128
_CHARACTERS = 5_000_000
"""A batch holds no more than these: one transaction, short enough that nobody waits for it.

What comes with its original (a web page, a PDF) takes longer to read than a plain text: it is told of sooner.
"""


class Options(Struct, frozen=True):
    """`event` is a name, `language` a BCP 47 tag, `encoding` one of Python's; None leaves it to the document.

    `columns` says what the columns of tables hold, `password` opens files that have one. Of files up to `kept` bytes
    the original goes into the project.
    """

    event: str | None = None
    language: str | None = None
    encoding: str | None = None
    columns: Columns | None = None
    password: str | None = None
    kept: int = 5_000_000

    @property
    def reading(self) -> Reading:
        return Reading(self.encoding, self.password, self.columns, self.kept, self.language)


class ImportReport(Struct, frozen=True):
    """What became of each file: a new article; skipped, with the article that has this text; or failed, and why.

    `passed_over` are files of a folder that nobody can have meant (projects, exports, data, images), and what they are.
    """

    imported: tuple[Article, ...] = ()
    skipped: tuple[tuple[Path, Article], ...] = ()
    failed: tuple[tuple[Path, str], ...] = ()
    step: Entry | None = None
    """What can be undone; None where nothing was imported."""
    passed_over: tuple[tuple[Path, str], ...] = ()
    undecoded: tuple[Path, ...] = ()
    """Files that failed for want of a known encoding; named, they may be read after all."""
    cancelled: bool = False
    """Whether it was called off before its end: what is listed here was done by then, and stays."""
    replaced: tuple[Replaced, ...] = ()
    similar: tuple[tuple[Article, Article, float], ...] = ()
    """New articles, each with the one that was there and says nearly the same, and how alike they are (0 to 1)."""
    locked: tuple[Path, ...] = ()
    """Files that failed for want of a password."""
    unclear: tuple[tuple[Path, Table], ...] = ()
    """Files with a table that does not tell which column holds the text."""


class Taking(Related, Protocol):
    """What an import asks of a project."""

    def articles_of_text(self, sums: Collection[str]) -> dict[str, Article]: ...
    def events(self) -> tuple[Event, ...]: ...
    def stands(self, step: Entry) -> bool: ...
    def add_to(self, step: Entry | None, change: Change) -> tuple[Change, Entry]: ...


class Intake:
    """Takes what was gathered into a project, in batches that are durable each, and one step to undo in the end.

    intake = Intake(project, options)
    for batch in batches(gather(paths, options.reading)):
        intake.take(batch)
    report = intake.finish()
    """

    def __init__(self, project: Taking, options: Options) -> None:
        """Raises InvalidError where the language is none or the event's name is blank."""
        if options.language is not None and not is_language(options.language):
            raise InvalidError(f"'{options.language}' is no language tag; write it like de, ar or zh-Hant")
        if options.event is not None and not one_line(options.event):
            raise InvalidError("an event needs a name")
        self._project = project
        self._options = options
        self._event: Event | None = None
        self._imported: list[Article] = []
        self._skipped: list[tuple[Path, Article]] = []
        self._failed: list[tuple[Path, str]] = []
        self._passed_over: list[tuple[Path, str]] = []
        # As keys, each once: an archive may hold many that ask for the same.
        self._undecoded: dict[Path, None] = {}
        self._locked: dict[Path, None] = {}
        self._unclear: dict[tuple[Path, tuple[str, ...]], Table] = {}
        self._step: Entry | None = None
        self._in_step = 0
        self._file: Path | None = None
        self._replaced: list[Replaced] = []
        self._similar: list[tuple[Article, Article, float]] = []
        self._kin = Kin(project)
        self.files = 0
        """Files of which something was taken so far."""

    @property
    def skipped(self) -> int:
        """How many documents the project had already."""
        return len(self._skipped)

    @property
    def imported(self) -> int:
        """How many articles were stored so far."""
        return len(self._imported)

    @property
    def failed(self) -> int:
        """How many documents could not be read so far."""
        return len(self._failed)

    def take(self, batch: Sequence[Gathered]) -> Change | None:
        """Store the documents of a batch; return the change as it was stored, None where there was nothing new.

        Raises ProjectError where it cannot be stored; then nothing of this batch is.
        """
        made: list[tuple[Article, Document]] = []
        read = [(found.path, found.document, _digest(found.document)) for found in batch if found.document]
        known = self._project.articles_of_text([digest for _, _, digest in read])
        event, is_new = self._event_now() if read else (None, False)
        skipped: list[tuple[Path, Article]] = []
        for path, document, digest in read:
            if digest in known:
                skipped.append((path, known[digest]))
            else:
                article = article_of(document, self._options.language, event, digest)
                known[digest] = article
                made.append((article, document))
        change = None
        if made:
            made, moves, replaced = self._kin.as_versions(made)
            similar = self._kin.alike(made, replaced)
            values: list[Value] = [event] if event is not None and is_new else []
            values += [article for article, _ in made]
            values += [ArticleText(article.id, document.text) for article, document in made]
            values += [ArticleOriginal(a.id, d.packed) for a, d in made if d.packed is not None]
            change = self._store(made[0][0].title, len(made), values, moves)
            self._event = event
            self._replaced += replaced
            self._similar += similar
        # Only now: what raised before can be tried again.
        self._imported += [article for article, _ in made]
        self._skipped += skipped
        for found in batch:
            file = found.file or found.path
            if file != self._file:
                self.files, self._file = self.files + 1, file
            if found.document is None:
                (self._passed_over if found.passed_over else self._failed).append((found.path, found.reason))
                if found.undecoded:
                    self._undecoded[file] = None
                if found.locked:
                    self._locked[file] = None
                if found.table is not None:
                    self._unclear[file, found.table.names] = found.table
        return change

    def finish(self, *, cancelled: bool = False) -> ImportReport:
        """Say what became of each file. All that was stored is one step to undo."""
        return ImportReport(
            tuple(self._imported),
            tuple(self._skipped),
            tuple(self._failed),
            self._step,
            tuple(self._passed_over),
            tuple(self._undecoded),
            cancelled,
            tuple(self._replaced),
            tuple(self._similar),
            tuple(self._locked),
            tuple((file, table) for (file, _), table in self._unclear.items()),
        )

    def _store(self, title: str, count: int, values: Iterable[Value], moves: Iterable[Edit[Value]]) -> Change:
        """Store a batch as a part of the one step to undo, which stands where the first batch was stored."""
        if self._step is not None and not self._project.stands(self._step):
            # It was undone in between: what comes now is a step of its own, and all that is told of.
            self._step, self._in_step = None, 0
            if self._imported and self._still_there(self._imported[0].id) is None:
                self._imported, self._replaced, self._similar = [], [], []
        total = self._in_step + count
        edits = (*(Edit(None, value) for value in values), *moves)
        change = Change(ChangeKind.IMPORT, None, now(), title if total == 1 else str(total), edits)
        change, self._step = self._project.add_to(self._step, change)
        self._in_step = total
        return change

    def _still_there(self, record: str) -> Article | None:
        """Return the article of this id; None where it was undone or removed since the import began."""
        try:
            return self._project.article(record)
        except NotFoundError:
            return None

    def _event_now(self) -> tuple[Event | None, bool]:
        """Return the event of all articles, and whether it is still to be stored."""
        if self._options.event is None:
            return None, False
        # Asked anew each time: it may have been renamed, or undone with the batch that brought it.
        events = self._project.events()
        known = next((event for event in events if self._event is not None and event.id == self._event.id), None)
        name = one_line(self._options.event)
        known = known or next((event for event in events if event.name.casefold() == name.casefold()), None)
        return (known, False) if known is not None else (Event(new_id(), name), True)


def batches(
    gathered: Iterable[Gathered], *, articles: int | None = None, seconds: float = inf
) -> Iterator[list[Gathered]]:
    """Give what is gathered in portions that are stored at once, of so many articles and five million characters.

    Who watches waits no longer than `seconds` for one.
    """
    batch: list[Gathered] = []
    originals, characters, begun = 0, 0, monotonic()
    for found in gathered:
        batch.append(found)
        if found.document is not None:
            originals += found.document.packed is not None
            characters += len(found.document.text)
        many = len(batch) >= (articles or _ARTICLES) or originals >= _ORIGINALS
        if many or characters >= _CHARACTERS or monotonic() - begun > seconds:
            yield batch
            batch, originals, characters, begun = [], 0, 0, monotonic()
    if batch:
        yield batch


def import_files(
    project: Taking,
    paths: Iterable[Path | str],
    options: Options,
    progress: Callable[[Intake], bool] | None = None,
    processes: int | None = None,
) -> ImportReport:
    """Take files in. `progress` is told after each batch; where it returns False, the rest is called off.

    Raises InvalidError (see Intake) and ProjectError; what was stored by then stays, as one step to undo.
    """
    intake = Intake(project, options)
    gathering = gather(paths, options.reading, processes=processes)
    cancelled = False
    try:
        for batch in batches(gathering):
            intake.take(batch)
            if progress is not None and not progress(intake):
                cancelled = True
                break
    finally:
        gathering.close()
    return intake.finish(cancelled=cancelled)


def import_copied(project: Taking, text: str, html: str | None = None, *, name: str | None = None) -> ImportReport:
    """Take a text in that was copied somewhere: its HTML, where there is any and it can be read, else `text`.

    Raises SourceError where there is nothing to be seen in it, and ProjectError.
    """
    intake = Intake(project, Options())
    intake.take([Gathered(Path(name or "copied"), _copied(text, html, name))])
    return intake.finish()


def _copied(text: str, html: str | None, name: str | None) -> Document:
    if html is not None and html.strip():
        try:
            return read_html(html, name=name)
        except SourceError:
            if not text.strip():
                raise
    return read_text(text, name=name)


def _digest(document: Document) -> str:
    return document.text_sha256 or sha256(document.text)


def article_of(document: Document, language: str | None, event: Event | None, digest: str | None = None) -> Article:
    """Return the article that a document becomes. `language` overrules its own; `digest` is its text's SHA-256.

    What it says of itself is taken over where it may be: a wrong date is not worth losing the text.
    """
    text = document.text
    stated = document.language if document.language is not None and is_language(document.language) else None
    published = document.published
    certain = () if language is None else ("language", "direction")
    body = document.body
    return Article(
        new_id(),
        one_line(document.title) or one_line(document.name or "") or "untitled",
        document.direction if language is None else text_direction(text, language),
        digest or _digest(document),
        len(text),
        language=language or stated,
        published=published if published is not None and is_published(published) else None,
        source=or_nothing(document.source),
        author=or_nothing(document.author),
        url=or_nothing(document.url),
        events=(event.id,) if event is not None else (),
        origin=Origin(or_nothing(document.name), document.encoding, document.sha256),
        body=None if body is None or len(body) in (0, len(text)) else body,
        guesses=tuple(name for name in document.guesses if name not in certain),
    )
