"""Edits as a project's history keeps them: JSON, a list of `[table, before, after]`; large ones compressed by zlib.

A text or an original file that a change brings is kept as its id alone, since it lies in its own table until another
change takes it away: that one keeps it whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from functools import cache

import msgspec
from msgspec import Raw

from annotator.core.change import Edit
from annotator.core.errors import ConflictError
from annotator.core.values import Annotation, Article, ArticleOriginal, ArticleText, Status, Value
from annotator.storage.mapping import KINDS, NAMES

LARGE = 400_000
"""Bytes from which on edits are compressed."""

_UNPACKED = 1_000_000_000
"""Bytes that the edits in a row may come to: more than we ever write there, so that no small file fills the memory."""

_NULL = b"null"
_Texts = (ArticleText, ArticleOriginal)

_written = msgspec.json.Decoder(list[tuple[str, Raw, Raw]])
_decoder = cache(msgspec.json.Decoder)
_encode = msgspec.json.Encoder().encode


def packed(edits: Iterable[Edit[Value]]) -> bytes:
    """Return edits as they are kept."""
    data = _encode([(NAMES[type(e.value)], e.before, _brought(e)) for e in edits])
    return zlib.compress(data, 1) if len(data) > LARGE else data


def _brought(edit: Edit[Value]) -> Value | str | None:
    return edit.after.id if isinstance(edit.after, _Texts) and edit.before is None else edit.after


def plain(data: bytes) -> bytes:
    """Return kept edits as JSON. Raises ValueError where they are damaged."""
    if data[:1] == b"[":
        return data
    try:
        unpacking = zlib.decompressobj()
        written = unpacking.decompress(data, _UNPACKED)
    except zlib.error as error:
        raise ValueError(f"a change in its history is damaged ({error})") from error
    if not unpacking.eof:
        raise ValueError("a change in its history is damaged (it is incomplete, or too large)")
    return written


def unpacked(
    data: bytes, find: Callable[[type[Value], str], Value | None] | None = None, *, limit: int | None = None
) -> list[Edit[Value]]:
    """Return kept edits (the first `limit`); `find` gives the texts and files that they only name.

    Without it those are left out.

    Raises ValueError where they are damaged, ConflictError where a text is not there any more.
    """
    edits: list[Edit[Value]] = []
    try:
        for name, before, after in _written.decode(plain(data)):
            if len(edits) == limit:
                break
            kind = KINDS[name]
            if find is None and kind in _Texts:
                continue
            if find is not None and bytes(after)[:1] == b'"':
                edits.append(Edit(None, _found(kind, msgspec.json.decode(after, type=str), find)))
            else:
                edits.append(Edit(_value(kind, before), _value(kind, after)))
    except (msgspec.MsgspecError, KeyError, UnicodeDecodeError) as error:
        raise ValueError(f"a change in its history is damaged ({error})") from error
    return edits


def _found(kind: type[Value], record: str, find: Callable[[type[Value], str], Value | None]) -> Value:
    value = find(kind, record)
    if value is None:
        raise ConflictError(f"the {'text' if kind is ArticleText else 'original file'} of an article")
    return value


def _value(kind: type[Value], written: Raw) -> Value | None:
    value: Value | None = None if bytes(written) == _NULL else _decoder(kind).decode(written)
    return value


def article_of(value: Value) -> str | None:
    """Return the id of the article that a value belongs to, if it does to one."""
    if isinstance(value, Annotation | Status):
        return value.article
    return value.id if isinstance(value, Article | ArticleText | ArticleOriginal) else None


def about_of(edits: Iterable[Edit[Value]]) -> tuple[str | None, str | None]:
    """Return the article and the record that edits are about, None where they are about several."""
    article: str | None = None
    record: str | None = None
    for at, edit in enumerate(edits):
        own, key = article_of(edit.value), edit.value.id
        if edit.before is not None and edit.after is not None and article_of(edit.before) != own:
            own = None  # It went from one article to another.
        if not at:
            article, record = own, key
        elif article is None and record is None:
            break
        else:
            article = article if article == own else None
            record = record if record == key else None
    return article, record
