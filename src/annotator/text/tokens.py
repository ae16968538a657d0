"""The words of a text as an index keeps them: folded, so that every spelling that a search takes for one is one.

An index only proposes: what it finds is looked at again (`terms`), so that a token may stand for more than one word,
but never miss one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex
from msgspec import Struct

from annotator.text.folding import Folded

_START = r"\p{WB=ALetter}\p{WB=Hebrew_Letter}\p{WB=Numeric}"
_EXTEND = r"\p{WB=Extend}\p{WB=Format}\p{WB=ZWJ}"
# A run of letters, digits and their signs; where words stand without blanks between them (Han, kana, Thai, ...) each
# letter by itself, so that a word there is a phrase.
_TOKEN = regex.compile(rf"[{_START}][{_START}{_EXTEND}]*+|[\p{{Alphabetic}}\p{{N}}]", flags=regex.VERSION1)
_JOINS = regex.compile(rf"[{_START}{_EXTEND}]", flags=regex.VERSION1)
_EXTENDS = regex.compile(rf"[{_EXTEND}]", flags=regex.VERSION1)
_STARTS = regex.compile(rf"[{_START}]", flags=regex.VERSION1)

_LONGEST = 64
"""Characters of a token that are kept."""

_STRETCH = 1 << 14
"""Characters that are taken apart at once: other threads have their turn between one stretch and the next."""

_AT_ONCE = 2000
"""Tokens of one piece of a text: put away in a millisecond or two."""

PHRASE = 64
"""Tokens that two pieces share, so that a phrase of as many lies in one of them."""

# ä is a, ae and ä to a search: all of them are a here, whatever number of e follows.
_VOWELS = (("ä", "a"), ("ö", "o"), ("ü", "u"))
_VOWEL_E = re.compile("([aou])e+")
# `proclitics.cuts` on letters whose hamza is folded away: whatever that cuts is cut here too, and a little more.
_CHAIN = re.compile("([وف])?(?:(س)(?=[ايتن])|(ل)(ل)?|([بك])?(ال)?)")
_CUTTABLE = re.compile("[وفسلبكا]")
_BLANK = re.compile(r"\s")


class Piece(Struct, frozen=True):
    """A stretch of a text as it is indexed: its tokens, and beside them what words are without their proclitics."""

    words: str
    cuts: str


def tokens(folded: str) -> list[str]:
    """Return the tokens of a folded text, in order."""
    for umlaut, vowel in _VOWELS:
        folded = folded.replace(umlaut, vowel)
    return [token[:_LONGEST] for token in _TOKEN.findall(_VOWEL_E.sub(r"\1", folded))]


def pieces(text: str) -> Iterator[Piece]:
    """Yield a text piece by piece, at least one; each begins with the tokens that the one before ends with."""
    folded = Folded(text).text
    held: list[str] = []
    first = True
    start = 0
    while start < len(folded):
        blank = _BLANK.search(folded, start + _STRETCH)
        end = blank.start() if blank else len(folded)
        held += tokens(folded[start:end])
        start = end
        while len(held) > _AT_ONCE + PHRASE:
            yield _piece(held[: _AT_ONCE + PHRASE])
            del held[:_AT_ONCE]
            first = False
    if first or len(held) > PHRASE:
        yield _piece(held)


def _piece(words: Sequence[str]) -> Piece:
    joined = " ".join(words)
    if not _CUTTABLE.search(joined):
        return Piece(joined, "")
    different = dict.fromkeys(cut for word in dict.fromkeys(words) if _CUTTABLE.match(word) for cut in _cuts(word))
    return Piece(joined, " ".join(different))


@lru_cache(maxsize=8192)
def _cuts(word: str) -> tuple[str, ...]:
    found = _CHAIN.match(word)
    assert found is not None  # An empty chain matches everything.
    ends = (found.end(group) for group in range(1, _CHAIN.groups + 1) if found[group])
    return tuple(word[end:] for end in ends if end < len(word))


def is_edge(folded: str, place: int) -> bool:
    """Return whether no token of the folded text goes on across `place`."""
    return not (0 < place < len(folded) and _joins(folded[place]) and _base(folded, place - 1) is not None)


def _base(folded: str, place: int) -> int | None:
    """Return where the letter or digit stands whose sign, or that itself, is at `place`; None where there is none."""
    while place >= 0 and _extends(folded[place]):
        place -= 1
    return place if place >= 0 and _starts(folded[place]) else None


@lru_cache(maxsize=4096)
def _joins(ch: str) -> bool:
    return _JOINS.match(ch) is not None


@lru_cache(maxsize=4096)
def _extends(ch: str) -> bool:
    return _EXTENDS.match(ch) is not None


@lru_cache(maxsize=4096)
def _starts(ch: str) -> bool:
    return _STARTS.match(ch) is not None
