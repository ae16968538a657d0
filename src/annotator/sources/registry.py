"""Which kinds of document can be read, how each is recognised, and the reading of one file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources import plain
from annotator.sources.document import Document

LIMIT = 100_000_000
"""Bytes of the largest file that is read. More than a reader reads in years is a mistake, or no article."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. `recognises` is asked with a file's first bytes; `read` raises SourceError."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, Path, str | None], Document]


def _refused(what: str) -> Callable[[bytes, Path, str | None], Document]:
    def refuse(_data: bytes, path: Path, _encoding: str | None) -> Document:
        raise SourceError(path, f"is {what}, not plain text; save its text as a .txt file and import that")

    return refuse


def _no_article(what: str) -> Callable[[bytes, Path, str | None], Document]:
    def refuse(_data: bytes, path: Path, _encoding: str | None) -> Document:
        raise NoArticleError(path, f"is {what}, not plain text")

    return refuse


def _refuse_export(_data: bytes, path: Path, _encoding: str | None) -> Document:
    raise NoArticleError(path, "is an export of Annotator, not plain text; take it in with `annotator load`")


# What an object or a list begins with that holds anything; an article may begin with a bracket too.
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")


def _read_unless_json(data: bytes, path: Path, encoding: str | None) -> Document:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return plain.read(data, path, encoding)
    if isinstance(content, dict) and content.get("format") == "annotator":
        return _refuse_export(data, path, encoding)
    raise NoArticleError(path, "is JSON data, not plain text")


def _starts(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(beginnings)


def _is_markup(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].lower().startswith((b"<!doctype html", b"<html", b"<?xml"))


# Asked in this order; the last one takes what is left. A kind that cannot be read is recognised all the same, so that
# nobody marks words in the source code of a web page, and the sentence says what the file is.
KINDS = (
    Kind("PDF", _starts(b"%PDF-"), _refused("a PDF document")),
    Kind("archive", _starts(b"PK\x03\x04", b"PK\x05\x06"), _refused("a Word, OpenDocument, EPUB or ZIP file")),
    Kind("old Office", _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _refused("an old Office document")),
    Kind("RTF", _starts(b"{\\rtf"), _refused("an RTF document")),
    Kind("database", _starts(b"SQLite format 3\x00"), _no_article("a database")),
    Kind("image", _starts(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"), _no_article("an image")),
    Kind("packed", _starts(b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!"), _refused("a packed file")),
    Kind("export", lambda head: head.startswith(b"{") and b'"format": "annotator"' in head, _refuse_export),
    Kind("JSON", lambda head: _JSON.match(head) is not None, _read_unless_json),
    Kind("markup", _is_markup, _refused("a web page or XML")),
    Kind("plain text", lambda _head: True, plain.read),
)


def read_document(path: Path, *, encoding: str | None = None) -> Document:
    """Return the document that the file at `path` holds.

    `encoding` overrides the guess. Raises SourceError where the file is missing, unreadable, a folder, over LIMIT
    bytes, empty, binary, or in an encoding that cannot be told or is not the one given.
    """
    data = _bytes_of(path)
    kind = next(kind for kind in KINDS if kind.recognises(data[:512]))
    return kind.read(data, path, encoding)


def read_text(text: str, *, name: str | None = None) -> Document:
    """Return the document made of a text that is already decoded, as one from the clipboard.

    Raises SourceError (under `name`) where the text is empty.
    """
    label = Path(name or "the text")
    return plain.document(text, label, encoding=None, name=name, digest=sha256(text.encode("utf-8", "replace")))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(path, "is a folder; name the files in it")
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise SourceError(path, "does not exist") from None
    except PermissionError:
        raise SourceError(path, "may not be read (no permission)") from None
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the name.
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(path, f"cannot be read ({reason})") from None
    if len(data) > LIMIT:
        raise SourceError(path, f"is larger than {LIMIT // 1_000_000} MB; split it into articles first")
    return data
