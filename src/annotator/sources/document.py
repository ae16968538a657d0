"""What a file says: documents as they were read, before they become articles of a project, and what could not be."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from functools import cached_property
from io import BytesIO
from os.path import splitext
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile, ZipFile

from msgspec import Struct, field

from annotator.core.errors import SourceError
from annotator.text.direction import Direction
from annotator.text.span import Span


class Columns(Struct, frozen=True):
    """Which column of a table (or key of a record) holds what: names as the file has them, or numbers from 1.

    None: none does. What is `""` is left to be told from the names and from what the columns hold.
    """

    text: str
    title: str | None = None
    language: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None


class Reading(Struct, frozen=True):
    """How documents shall be read. None leaves it to the document.

    `encoding` is one of Python's, `password` that of files that have one; `columns` says what tables hold. Of files up
    to `kept` bytes the original goes into the project.
    """

    encoding: str | None = None
    password: str | None = None
    columns: Columns | None = None
    kept: int = 5_000_000
    language: str | None = None


class Document(Struct, frozen=True):
    """What a file says, and what can be told of it. Unknown things are None: nothing is invented.

    `text` is canonical. `title` stands somewhere in the text, word for word, wherever the text is all there is.
    `name` is the file's name (never its path), `encoding` that of its bytes, `sha256` their checksum. `body` is the
    span of the text that is the article (None: all of it). `guesses` are the fields (GUESSABLE in `core.values`) that
    were not stated but told. `packed` are the file's bytes, compressed by zlib, where they say more than the text.
    `text_sha256` is the text's own checksum, in UTF-8, where reading told it.
    """

    text: str
    title: str
    direction: Direction
    language: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    encoding: str | None = None
    name: str | None = None
    sha256: str | None = None
    body: Span | None = None
    guesses: tuple[str, ...] = ()
    packed: bytes | None = None
    text_sha256: str | None = None

    def __repr__(self) -> str:
        return f"Document({self.title!r}, {len(self.text)} characters)"


class Table(Struct, frozen=True):
    """What a table looks like whose columns somebody has to explain: their names, first rows, and a guess."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: Columns


class ColumnsError(SourceError):
    """A table that does not tell which column holds the text. `table` is what there is to choose from."""

    def __init__(self, path: Path, reason: str, table: Table) -> None:
        super().__init__(path, reason)
        self.table = table


class Unread(Struct, frozen=True):
    """A part of a collection that could not be read: `path` says which, `reason` is a whole sentence.

    `error` is what a reader raised for it, where one did.
    """

    path: Path
    reason: str
    error: SourceError | None = None

    @classmethod
    def of(cls, error: SourceError) -> Unread:
        return cls(Path(error.path), str(error), error)


class Content(Struct, frozen=True, dict=True):
    """The bytes of one file, or of one member of an archive (whose path then goes on behind the archive's)."""

    path: Path
    data: bytes = field(default=b"")
    beside: Path | None = None
    """The folder with what belongs to the file, as a browser saves it. None for members of archives."""

    @property
    def head(self) -> bytes:
        """The first bytes, enough to tell most kinds."""
        return self.data[:4096]

    @property
    def members(self) -> frozenset[str]:
        """The names in a ZIP archive; none where it is no archive."""
        return self._members if self.data.startswith(b"PK") else frozenset()

    @cached_property
    def _members(self) -> frozenset[str]:
        try:
            with ZipFile(BytesIO(self.data)) as archive:
                return frozenset(archive.namelist())
        except (BadZipFile, ValueError, OSError, NotImplementedError):
            return frozenset()

    @cached_property
    def suffix(self) -> str:
        """The ending of the name in small letters, with its dot."""
        return splitext(self.path.name)[1].lower()  # noqa: PTH122  # a tenth of the time of PurePath.suffix

    def packed(self, reading: Reading) -> bytes | None:
        """Return the bytes as a project keeps them, or None where they are more than shall be kept."""
        return zlib.compress(self.data) if len(self.data) <= reading.kept else None

    def __repr__(self) -> str:
        return f"Content({str(self.path)!r}, {len(self.data)} bytes)"


Inside: TypeAlias = Callable[[Content, Reading], Iterable[Document | Unread]]
"""What reads a document of any kind that lies in another: the `read_content` of the registry."""
