"""Annotations out: the whole project or a part of it, written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from msgspec.structs import replace

from annotator.core.errors import FileError
from annotator.core.values import Bundle, End, Relation
from annotator.formats import format_named
from annotator.storage import folders
from annotator.storage.recognise import is_project

if TYPE_CHECKING:
    from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class ExportReport:
    """How many articles and annotations were written, and how many relations were not, for want of an end."""

    articles: int
    annotations: int
    relations_left_out: int


def export(
    store: Store,
    target: Path | str | TextIO,
    format: str,
    articles: Collection[str] | None,
    tags: Collection[str] | None,
    coders: Collection[str] | None,
) -> ExportReport:
    """Write what is stored, or its part of these articles, tags and coders (see `Project.export`)."""
    whole = store.bundle(articles, tags, coders)
    part = narrowed(whole, articles, tags, coders)
    write(part, target, format)
    return reported(whole, part)


def narrowed(
    bundle: Bundle,
    articles: Collection[str] | None = None,
    tags: Collection[str] | None = None,
    coders: Collection[str] | None = None,
) -> Bundle:
    """Return the part of a bundle that is about these articles, tags and coders (ids; None: all).

    Tags, coders, events and entities stay: they are the words the annotations are written in. What refers to
    something that is left out goes: relations that lost an end or the words that express them, and `replaces`.
    """
    if articles is None and tags is None and coders is None:
        return bundle
    kept = [a for a in bundle.articles if articles is None or a.id in articles]
    ids = {a.id for a in kept}
    marks = tuple(
        a
        for a in bundle.annotations
        if a.article in ids and (tags is None or a.tag in tags) and (coders is None or a.coder in coders)
    )
    mark_ids = {a.id for a in marks}

    def there(end: End) -> bool:
        return end.annotation is None or end.annotation in mark_ids

    def whole(relation: Relation) -> bool:
        return (
            there(relation.source)
            and there(relation.target)
            and (relation.cue is None or relation.cue.article in ids)
            and (coders is None or relation.coder in coders)
        )

    return replace(
        bundle,
        articles=tuple(a if a.replaces is None or a.replaces in ids else replace(a, replaces=None) for a in kept),
        texts={record: text for record, text in bundle.texts.items() if record in ids},
        statuses=tuple(
            s
            for s in bundle.statuses
            if s.article in ids and (tags is None or s.tag in tags) and (coders is None or s.coder in coders)
        ),
        annotations=marks,
        relations=tuple(r for r in bundle.relations if whole(r)),
        judgements=tuple(j for j in bundle.judgements if coders is None or j.coder in coders),
    )


def reported(whole: Bundle, part: Bundle) -> ExportReport:
    """Return the report on a part that was written."""
    return ExportReport(len(part.articles), len(part.annotations), len(whole.relations) - len(part.relations))


def write(bundle: Bundle, target: Path | str | TextIO, format: str) -> None:
    """Write a bundle in a format. Raises NotFoundError for an unknown format, FileError where it cannot be written."""
    chosen = format_named(format)
    if isinstance(target, (str, Path)):
        with written(Path(target)) as stream:
            chosen.write(bundle, stream)
    else:
        chosen.write(bundle, target)


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """Give a stream whose content becomes the file `path` if the block ends well; else the file is as it was.

    What is no ordinary file (a pipe, /dev/stdout) is written straight to. Raises FileError.
    """
    with written_bytes(path) as stream:
        text = TextIOWrapper(stream, encoding="utf-8", newline="\n")
        try:
            yield text
            text.flush()
        finally:
            text.detach()


@contextmanager
def written_bytes(path: Path) -> Iterator[BinaryIO]:
    """Give a stream for bytes, as `written` gives one for text."""
    try:
        if path.is_dir():
            raise FileError(path, "is a folder; name a file to write to")
        if is_project(path):
            raise FileError(path, "is a project and is not overwritten; choose another name")
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        path = path.resolve()
        # Not made of the name, which may be as long as one can be.
        draft = path.with_name(f".annotator-{os.urandom(8).hex()}")
        try:
            with draft.open("xb") as stream:
                if path.exists():
                    # Before anything is in it: what only its owner may read stays so.
                    draft.chmod(stat.S_IMODE(path.stat().st_mode))
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(path)
            folders.sync(path.parent)
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()
    except OSError as error:
        raise FileError(path, _reason(error)) from error


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "could not be written, the disk is full; make room or choose another disk"
        case errno.ENOENT | errno.ENOTDIR:
            return "lies in a folder that does not exist; create the folder first"
        case errno.ENAMETOOLONG:
            return "has too long a name; choose a shorter one"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "may not be written; check the permissions of the folder, or choose another"
        case _:
            return f"could not be written ({error.strerror})"
