"""Which kinds of document can be read, how each is recognised, and the reading of one file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType

from msgspec import Struct

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources import plain
from annotator.sources import recognition as told
from annotator.sources.document import Content, Document, Reading, Unread

LIMIT = 100_000_000
"""Bytes of the largest file that is read. More than a reader reads in years is a mistake, or no article."""


class Kind(Struct, frozen=True):
    """A kind of document, told by its content. `read` gives one document, or the parts of a collection.

    It raises SourceError where nothing at all can be read; a part that fails is an Unread among the others.
    """

    name: str
    recognises: Callable[[Content], bool]
    read: Callable[[Content, Reading], Iterable[Document | Unread]]


def _by(module: str, function: str = "read") -> Callable[[Content, Reading], Iterable[Document | Unread]]:
    """Return what reads documents of one kind: loaded when the first one comes."""

    def read(content: Content, reading: Reading) -> Iterable[Document | Unread]:
        found: Iterable[Document | Unread] = getattr(_module(module), function)(content, reading)
        return found

    return read


def _collected_by(module: str, function: str = "read") -> Callable[[Content, Reading], Iterable[Document | Unread]]:
    """Return the reading of a collection whose parts may be documents of any kind."""

    def read(content: Content, reading: Reading) -> Iterable[Document | Unread]:
        found: Iterable[Document | Unread] = getattr(_module(module), function)(content, reading, read_content)
        return found

    return read


def _module(name: str) -> ModuleType:
    return import_module(f"annotator.sources.{name}")


def _refused(what: str) -> Callable[[Content, Reading], Iterable[Document]]:
    def refuse(content: Content, _reading: Reading) -> Iterable[Document]:
        raise SourceError(content.path, f"is {what}, not plain text; save its text as a .txt file and import that")

    return refuse


def _no_article(what: str) -> Callable[[Content, Reading], Iterable[Document]]:
    def refuse(content: Content, _reading: Reading) -> Iterable[Document]:
        raise NoArticleError(content.path, f"is {what}, not plain text")

    return refuse


def _starts(*beginnings: bytes) -> Callable[[Content], bool]:
    return lambda content: content.head.startswith(beginnings)


# Asked in this order; the last one takes what is left. A kind that cannot be read is recognised all the same, so that
# nobody marks words in the source code of a web page, and the sentence says what the file is.
KINDS = (
    Kind("PDF", told.is_pdf, _by("pdf")),
    Kind("DOCX", told.is_docx, _by("docx")),
    Kind("EPUB", told.is_epub, _by("epub")),
    Kind("OpenDocument", told.is_odt, _by("odt")),
    Kind("presentation", told.is_presentation, _by("old_office", "refuse_presentation")),
    Kind("Excel", told.is_xlsx, _collected_by("xlsx")),
    Kind("ZIP", told.is_zip, _collected_by("archive")),
    Kind("old Office", told.is_old_office, _by("old_office")),
    Kind("RTF", told.is_rtf, _by("rtf")),
    Kind("database", _starts(b"SQLite format 3\x00"), _no_article("a database")),
    Kind("image", _starts(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"), _no_article("an image")),
    Kind("packed", told.is_packed, _collected_by("archive", "read_packed")),
    Kind("other archive", _starts(b"7z\xbc\xaf", b"Rar!"), _refused("an archive")),
    Kind("Markdown", told.is_markdown, _by("markdown")),
    Kind("JSON", told.is_json, _collected_by("jsonl")),
    Kind("web page", told.is_page, _by("html")),
    Kind("MHTML", told.is_mhtml, _by("mhtml", "read_mhtml")),
    Kind("web archive", told.is_webarchive, _by("mhtml", "read_webarchive")),
    Kind("XML", told.is_xml, _no_article("XML data")),
    Kind("table", told.is_table, _collected_by("table")),
    Kind("plain text", lambda _content: True, plain.read),
)


def read_file(path: Path, reading: Reading = Reading()) -> Iterator[Document | Unread]:  # noqa: B008  # frozen
    """Give the documents that the file at `path` holds: one, or those of a collection in order.

    Raises SourceError where the file is missing, unreadable, a folder, over LIMIT bytes, empty, no document, or in an
    encoding that cannot be told or is not the one given.
    """
    yield from read_content(Content(path, _bytes_of(path), path.parent), reading)


def read_content(content: Content, reading: Reading) -> Iterator[Document | Unread]:
    """Give the documents in bytes, whatever kind they are of. Raises SourceError."""
    kind = next(kind for kind in KINDS if kind.recognises(content))
    yield from kind.read(content, reading)


def read_document(path: Path, *, encoding: str | None = None, language: str | None = None) -> Document:
    """Return the first document in a file. Raises SourceError as `read_file`, also where there is none."""
    for found in read_file(path, Reading(encoding, language=language)):
        if isinstance(found, Unread):
            raise SourceError(found.path, found.reason)
        return found
    raise SourceError(path, "holds no document")


def read_text(text: str, *, name: str | None = None) -> Document:
    """Return the document made of a text that is already decoded, as one from the clipboard.

    Raises SourceError (under `name`) where the text is empty.
    """
    label = Path(name or "the text")
    return plain.document(text, label, encoding=None, name=name, digest=sha256(text.encode("utf-8", "replace")))


def read_html(text: str, *, name: str | None = None) -> Document:
    """Return the document made of a page's markup that is already decoded, as one from the clipboard.

    Raises SourceError (under `name`) where it shows nothing, or the libraries for documents are missing.
    """
    from annotator.sources import html

    return html.read_html(text, name)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # Of a file of a known size no more is asked for: room for the largest there may be costs time.
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size, LIMIT) + 1 if size else LIMIT + 1)
    except FileNotFoundError:
        raise SourceError(path, "does not exist") from None
    except (IsADirectoryError, PermissionError):
        # Windows says of a folder that there is no permission.
        if path.is_dir():
            raise SourceError(path, "is a folder; name the files in it") from None
        raise SourceError(path, "may not be read (no permission)") from None
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the name.
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(path, f"cannot be read ({reason})") from None
    if len(data) > LIMIT:
        raise SourceError(path, f"is larger than {LIMIT // 1_000_000} MB; split it into articles first")
    return data
