"""Characters without a shape of their own: which they are, what they are called, and where they could mislead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import regex
from msgspec import Struct

from annotator.text.span import Span

_FLAGS = regex.VERSION1

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SUSPECT = re.compile("[\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0001-\U000e007f]")


# These are seldom asked for, and a while to compile.


@cache
def _hidden() -> regex.Pattern[str]:
    # The Arabic signs that stand under numbers are format characters too, but they are seen.
    return regex.compile(
        r"[[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Variation_Selector}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]"
        r"--[ \n\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]]",
        flags=_FLAGS,
    )


@cache
def _within_latin() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<=\p{Script=Latin}\p{M}*)[\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]+(?=\p{Script=Latin})",
        flags=_FLAGS,
    )


@cache
def _tags() -> regex.Pattern[str]:
    # Tags are at home in flags only.
    return regex.compile(r"(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001\U000e0020-\U000e007f]+", flags=_FLAGS)


_LABELS = {
    "\t": "TAB", "\v": "VT", "\f": "FF", "\r": "CR", "\x85": "NEL", "\u00a0": "NBSP", "\u00ad": "SHY", "\u034f": "CGJ",
    "\u061c": "ALM", "\u180e": "MVS", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM",
    "\u200f": "RLM", "\u2028": "LS", "\u2029": "PS", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
    "\u202d": "LRO", "\u202e": "RLO", "\u202f": "NNBSP", "\u2060": "WJ", "\u2066": "LRI", "\u2067": "RLI",
    "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM",
}  # fmt: skip
_NAMES = {
    "\t": "CHARACTER TABULATION", "\v": "LINE TABULATION", "\f": "FORM FEED", "\r": "CARRIAGE RETURN",
    "\x85": "NEXT LINE",
}  # fmt: skip
UNBROKEN = frozenset("\u00a0\u202f\u2007")
"""Blanks at which no line is broken."""

_EMBEDDINGS, _OVERRIDES, _ISOLATES = (
    frozenset("\u202a\u202b"),
    frozenset("\u202d\u202e"),
    frozenset("\u2066\u2067\u2068"),
)
_PDF, _PDI = "\u202c", "\u2069"


class Trick(StrEnum):
    """How a hidden character can make a reader see other words than there are."""

    OVERRIDE = "override"
    """Letters are shown in an order that is not theirs."""
    UNCLOSED = "unclosed"
    """A direction is set and not taken back before the paragraph's end."""
    UNOPENED = "unopened"
    """A direction is taken back that was not set."""
    IN_WORD = "in_word"
    """Within a Latin word, where it makes another word of it that looks the same."""
    TAGS = "tags"
    """Letters that are not seen at all."""


class Misleading(Struct, frozen=True):
    """A character that could mislead, by its code point's place in the text."""

    offset: int
    character: str
    trick: Trick


def hidden_in(text: str, span: Span) -> Iterator[tuple[int, str]]:
    """Return each hidden character of `span` with its place, ascending. Blanks and line breaks are not hidden."""
    return ((found.start(), found[0]) for found in _hidden().finditer(text, span.start, span.end))


def has_width(character: str) -> bool:
    """Return whether a hidden character takes up room: blanks do."""
    return character in "\t\v\f\x85\u1160\u3164\uffa0" or unicodedata.category(character) == "Zs"


def label(character: str) -> str:
    """Return a short name, as Unicode's charts have it: `ZWNJ`, `VS16`; the code point where there is none."""
    known = _LABELS.get(character)
    if known is not None:
        return known
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F:
        return f"VS{code - 0xFE00 + 1}"
    if 0xE0100 <= code <= 0xE01EF:
        return f"VS{code - 0xE0100 + 17}"
    return f"{code:04X}"


def name(character: str) -> str:
    """Return Unicode's name with the code point: `ZERO WIDTH JOINER (U+200D)`."""
    known = _NAMES.get(character) or unicodedata.name(character, "CONTROL CHARACTER")
    return f"{known} (U+{ord(character):04X})"


def may_mislead(text: str, span: Span) -> bool:
    """Return whether a character of `span` could, depending on its paragraph (see `misleading`)."""
    return _SUSPECT.search(text, span.start, span.end) is not None


def misleading(text: str, paragraph: Span) -> list[Misleading]:
    """Return the characters of a paragraph that could mislead, ascending."""
    start, end = paragraph.start, paragraph.end
    if not may_mislead(text, paragraph):
        return []
    found = [*_unbalanced(text, paragraph)]
    for pattern, trick in ((_within_latin(), Trick.IN_WORD), (_tags(), Trick.TAGS)):
        found += (Misleading(run.start(), run[0][0], trick) for run in pattern.finditer(text, start, end))
    return sorted(found, key=lambda one: one.offset)


def _unbalanced(text: str, paragraph: Span) -> Iterator[Misleading]:
    """Return overrides, and embeddings and isolates that have no end or no beginning (UAX #9, X1 to X8)."""
    opened: list[tuple[int, str]] = []
    for found in _BIDI.finditer(text, paragraph.start, paragraph.end):
        place, character = found.start(), found[0]
        if character in _OVERRIDES:
            yield Misleading(place, character, Trick.OVERRIDE)
            opened.append((place, character))
        elif character in _EMBEDDINGS or character in _ISOLATES:
            opened.append((place, character))
        elif character == _PDF:
            if opened and opened[-1][1] not in _ISOLATES:
                opened.pop()
            else:
                yield Misleading(place, character, Trick.UNOPENED)
        elif not any(kind in _ISOLATES for _, kind in opened):
            yield Misleading(place, character, Trick.UNOPENED)
        else:
            # The end of an isolate also ends what was opened within it.
            while opened[-1][1] not in _ISOLATES:
                yield from _left_open(*opened.pop())
            opened.pop()
    for place, character in opened:
        yield from _left_open(place, character)


def _left_open(place: int, character: str) -> Iterator[Misleading]:
    # An override is told of as such.
    if character not in _OVERRIDES:
        yield Misleading(place, character, Trick.UNCLOSED)
