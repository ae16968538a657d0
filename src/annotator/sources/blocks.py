"""A text put together block by block, and the document it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import regex
from msgspec import Struct
from msgspec.structs import replace

from annotator.core.errors import SourceError
from annotator.core.values import GUESSABLE
from annotator.sources.document import Content, Document, Reading
from annotator.sources.language import guess_language
from annotator.sources.plain import document
from annotator.text.direction import Direction, text_direction

CELLS = 200_000
"""Cells of tables that a document may have: more than any report."""
LIMIT = 20_000_000
"""Characters of the longest text that is put together. A long book has two million."""
_ROW_CELL = 300
"""Characters in a cell from which on its paragraphs make a column of the page, not a cell of a table."""
# Not str.strip, which takes NBSP along.
_MARGINS = " \t\n\r\f\v"
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SAME = {"iw": "he", "in": "id", "ji": "yi", "no": "nb", "prs": "fa", "cmn": "zh", "arb": "ar"}
_TRADITIONAL = re.compile(r"zh-(tw|hk|mo|hant)\b", re.IGNORECASE)
_EMPTY_WORDS = re.compile(r"[\W\d_]*")
# What programs put where a title should be.
_NO_TITLE = re.compile(
    r"(untitled|unbenannt|ohne titel|document|dokument|documento|title|titel|microsoft word)\s*-?\s*\w{0,12}"
    r"|.*\.(docx?|odt|rtf|pdf|indd|qxd|tex|md|html?)|microsoft \w+ - .*|about:blank|powerpoint.*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(administrator|admin|user|benutzer|author|autor|owner|unknown|unbekannt|anonymous|python-docx|microsoft.*|root)"
    r"\s*\d*|.{0,2}",
    re.IGNORECASE,
)


def refuse_data(cells: int, path: Path) -> None:
    """Raise SourceError where a document has more CELLS than a report: they are data, and take long to read."""
    if cells > CELLS:
        raise SourceError(path, f"holds tables of {cells:,} cells: data, no article; save them as CSV")


class Blocks:
    """Takes paragraphs, list items and rows; gives a text. Blank lines set apart all but items and rows that follow
    one another. Raises SourceError (about the content) for more than LIMIT characters."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._pieces: list[str] = []
        self._kind = ""
        self._length = 0

    def paragraph(self, words: str) -> None:
        """Add a paragraph, a heading or a quote; an empty one is left out."""
        self._add(words.strip(_MARGINS), "paragraph")

    def item(self, words: str, marker: str = "") -> None:
        """Add an item of a list with the number or bullet that a reader sees before it."""
        words = words.strip(_MARGINS)
        if words:
            self._add(f"{marker} {words}" if marker else words, "item")

    def row(self, cells: Iterable[str]) -> None:
        """Add a row of a table, with tabs between its cells; an empty one is left out."""
        self._add("\t".join(flat(cell) for cell in cells).rstrip(_MARGINS), "row")

    def cells(self, cells: Iterable[list[str]]) -> None:
        """Add a row whose cells are paragraphs: as a row, or, where a cell holds a page's column, one after another."""
        filled = [[words for words in cell if words.strip(_MARGINS)] for cell in cells]
        if len(filled) == 1 or any(len(cell) > 1 and sum(map(len, cell)) > _ROW_CELL for cell in filled):
            for cell in filled:
                for words in cell:
                    self.paragraph(words)
        else:
            self.row(" ".join(cell) for cell in filled)

    def _add(self, words: str, kind: str) -> None:
        if not words.strip(_MARGINS):
            return
        self._length += len(words) + 2
        if self._length > LIMIT:
            millions = LIMIT // 1_000_000
            raise SourceError(self._content.path, f"holds more than {millions} million characters; split it first")
        if self._pieces:
            self._pieces.append("\n" if kind == self._kind != "paragraph" else "\n\n")
        self._pieces.append(words)
        self._kind = kind

    @property
    def text(self) -> str:
        """What was added so far."""
        return "".join(self._pieces)


class Stated(Struct, frozen=True):
    """What a file says of itself. `heading` is what its text is headed with, `title` what its properties hold."""

    heading: str | None = None
    title: str | None = None
    language: str | None = None
    direction: Direction | None = None
    author: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    encoding: str | None = None
    deliberate: bool = False
    """Whether somebody wrote all this down to be read, and not a program on the way."""


def made(content: Content, reading: Reading, text: str, stated: Stated) -> Document:
    """Return the document of a text that was put together. Raises SourceError where there is nothing visible in it."""
    plainly = document(
        text, content.path, encoding=stated.encoding, name=content.path.name, digest=sha256(content.data)
    )
    text = plainly.text
    guesses = {"title", "language", "direction", "author", "published"}
    title, certain = _title(text, stated, plainly.title)
    if certain:
        guesses.discard("title")
    language, certain = settled_language(stated.language, text)
    if certain or language is None:
        guesses.discard("language")
    direction = text_direction(text, language)
    if stated.direction is direction:
        guesses.discard("direction")
    author = stated.author
    if author is not None and not stated.deliberate and _NO_AUTHOR.fullmatch(author.strip()):
        author = None
    if author is None or stated.deliberate:
        guesses.discard("author")
    published = stated.published
    if published is None and not stated.deliberate:
        published = plainly.published  # written beside the headline, or in a dateline
    if published is None or stated.published is not None:
        guesses.discard("published")
    return replace(
        plainly,
        title=title,
        language=language,
        direction=direction,
        author=author,
        published=published,
        source=stated.source,
        url=stated.url,
        guesses=tuple(name for name in GUESSABLE if name in guesses),
        packed=content.packed(reading),
    )


def _title(text: str, stated: Stated, guess: str) -> tuple[str, bool]:
    """Return a title and whether it was stated: as it stands in the text, if it does."""
    named = flat(stated.title or "")
    named = "" if _NO_TITLE.fullmatch(named) or _EMPTY_WORDS.fullmatch(named) else named
    if named and (found := in_text(named, text)) is not None:
        return found, True
    if named and stated.deliberate:
        return named, True
    heading = flat(stated.heading or "")
    if heading and (found := in_text(heading, text)) is not None and len(found) <= 300:
        return found, False
    return (named, True) if named else (guess, False)


def in_text(words: str, text: str) -> str | None:
    """Return `words` as they stand on one line among the first 20,000 characters of `text`; None where they do not."""
    if len(words) > 500:
        return None
    pattern = r"[^\S\n]+".join(map(regex.escape, words.split()))
    found = regex.search(pattern, text[:20_000], regex.IGNORECASE)
    return None if found is None else found[0]


def settled_language(stated: str | None, text: str) -> tuple[str | None, bool]:
    """Return the language of a text, by what its file states and by its letters and words, and whether both say so.

    The letters win: office programs write the language they were installed in. Regions are left out for that reason.
    """
    guess = guess_language(text)
    if stated is None or not _TAG.fullmatch(stated):
        return guess, False
    primary = stated.split("-")[0].lower()
    primary = _SAME.get(primary, primary)
    if guess is not None and guess.split("-")[0] != primary:
        return guess, False
    if primary in ("und", "mul", "zxx", "mis"):
        return guess, False
    return "zh-Hant" if _TRADITIONAL.match(stated) else primary, guess is not None


def flat(words: str) -> str:
    """Return `words` on one line, with one space where there was any number of them; NBSP stays."""
    return _SPACES.sub(" ", words).strip(_MARGINS)
