"""A document as it was read, before it becomes an article of a project."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.text.direction import Direction


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and what can be told of it. Unknown things are None: nothing is invented.

    `text` is canonical. `title` stands somewhere in the text, word for word, wherever the text is all there is.
    `name` is the file's name (never its path), `encoding` that of its bytes, `sha256` their checksum.
    """

    text: str = field(repr=False)
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
