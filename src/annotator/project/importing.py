"""Documents in: files read as articles, in one change, with a report of what became of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.dates import is_published
from annotator.core.errors import EncodingError, InvalidError, NoArticleError, SourceError
from annotator.core.ids import new_id, now
from annotator.core.values import Article, ArticleText, Event, Origin, Value
from annotator.project.rules import is_language, one_line, or_nothing, sha256
from annotator.sources import Document, read_document
from annotator.storage.recognise import is_project
from annotator.text.direction import text_direction

_BESIDE_PROJECTS = (".annot-wal", ".annot-shm", ".annot-journal")


@dataclass(frozen=True, slots=True)
class Options:
    """`event` is a name, `language` a BCP 47 tag, `encoding` one of Python's; None leaves it to the document."""

    event: str | None = None
    language: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of each file: a new article; skipped, with the article that has this text; or failed, and why.

    `passed_over` are files of a folder that nobody can have meant (projects, exports, data, images), and what they are.
    """

    imported: tuple[Article, ...] = ()
    skipped: tuple[tuple[Path, Article], ...] = ()
    failed: tuple[tuple[Path, str], ...] = ()
    change: Change | None = None
    """What was stored; None where nothing was imported."""
    passed_over: tuple[tuple[Path, str], ...] = ()
    undecoded: tuple[Path, ...] = ()
    """Those that failed for want of a known encoding; named, it may be read after all."""


def read_articles(
    paths: Iterable[Path | str], options: Options, known: Iterable[Article], events: Iterable[Event]
) -> ImportReport:
    """Read files and return the change that makes them articles. `known` are the articles that there are.

    Raises InvalidError where the language is none or the event's name is blank.
    """
    if options.language is not None and not is_language(options.language):
        raise InvalidError(f"'{options.language}' is no language tag; write it like de, ar or zh-Hant")
    event, is_new = _event(options.event, events)
    seen = {article.sha256: article for article in known}
    imported: list[Article] = []
    texts: list[ArticleText] = []
    skipped: list[tuple[Path, Article]] = []
    failed: list[tuple[Path, str]] = []
    passed_over: list[tuple[Path, str]] = []
    undecoded: list[Path] = []
    for path, named in files(paths):
        try:
            document = _document(path, named, options.encoding)
        except NoArticleError as error:
            (failed if named else passed_over).append((path, str(error)))
            continue
        except SourceError as error:
            failed.append((path, str(error)))
            if isinstance(error, EncodingError):
                undecoded.append(path)
            continue
        article = article_of(document, options.language, event)
        if article.sha256 in seen:
            skipped.append((path, seen[article.sha256]))
            continue
        seen[article.sha256] = article
        imported.append(article)
        texts.append(ArticleText(article.id, document.text))
    change = None
    if imported:
        values: tuple[Value, ...] = (*((event,) if event is not None and is_new else ()), *imported, *texts)
        subject = imported[0].title if len(imported) == 1 else str(len(imported))
        change = Change(ChangeKind.IMPORT, None, now(), subject, tuple(Edit(None, value) for value in values))
    return ImportReport(tuple(imported), tuple(skipped), tuple(failed), change, tuple(passed_over), tuple(undecoded))


def _document(path: Path, named: bool, encoding: str | None) -> Document:
    # Projects are never read by hand: see `is_project`. In a folder, the name alone is enough to leave one alone.
    if is_project(path) or (not named and path.suffix == ".annot"):
        raise NoArticleError(path, "is a project, not an article; open it instead")
    return read_document(path, encoding=encoding)


def files(paths: Iterable[Path | str]) -> Iterator[tuple[Path, bool]]:
    """Give the files, and in the place of a folder all below it, by name, but hidden ones and the logs of projects.

    Each with whether it was named itself, not only a folder that it lies in.
    """
    for path in map(Path, paths):
        # Not Path.is_dir, which raises for a name too long to be one.
        if not os.path.isdir(path):  # noqa: PTH112
            yield path, True
            continue
        for entry in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in entry.relative_to(path).parts)
            if entry.is_file() and not hidden and not entry.name.endswith(_BESIDE_PROJECTS):
                yield entry, False


def _event(name: str | None, events: Iterable[Event]) -> tuple[Event | None, bool]:
    if name is None:
        return None, False
    name = one_line(name)
    if not name:
        raise InvalidError("an event needs a name")
    for event in events:
        if event.name.casefold() == name.casefold():
            return event, False
    return Event(new_id(), name), True


def article_of(document: Document, language: str | None, event: Event | None) -> Article:
    """Return the article that a document becomes. `language` overrules its own.

    What it says of itself is taken over where it may be: a wrong date is not worth losing the text.
    """
    text = document.text
    stated = document.language if document.language is not None and is_language(document.language) else None
    published = document.published
    return Article(
        new_id(),
        one_line(document.title) or one_line(document.name or "") or "untitled",
        document.direction if language is None else text_direction(text, language),
        sha256(text),
        len(text),
        language=language or stated,
        published=published if published is not None and is_published(published) else None,
        source=document.source,
        author=document.author,
        url=document.url,
        events=(event.id,) if event is not None else (),
        origin=Origin(or_nothing(document.name), document.encoding, document.sha256),
    )
