"""What is looked for across a library: words, phrases and what must not be there; and where they occur in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import regex
from msgspec import Struct

from annotator.text.folding import Folded, fold, query_pattern
from annotator.text.proclitics import cuts
from annotator.text.tokens import is_edge, tokens

_QUOTES = '"“”„‟«»″'
_PARTS = regex.compile(
    rf"(?P<out>-)?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}]?)|(?P<word>[^\s{_QUOTES}]+))"
    r"(?P<star>\*)?",
    flags=regex.VERSION1,
)
_PROCLITIC_ENDS = frozenset("وفسلبك")
"""The letters that a chain of proclitics can end with."""

_CHAIN = 8
"""Letters that a chain of proclitics takes at the most, and some to spare."""


class Term(Struct, frozen=True, dict=True):
    """A word or a phrase. With `prefix`, its last word may go on; `excluded`, it must not be there."""

    words: str
    prefix: bool = False
    excluded: bool = False

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What an index knows it by: its tokens in a row, the last perhaps only begun; none for mere signs."""
        return tuple(tokens(fold(self.words).text.strip()))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        pattern = query_pattern(self.words)
        assert pattern is not None  # `parse` makes no term of nothing.
        return re.compile(pattern)

    def places(self, folded: Folded) -> Iterator[tuple[int, int]]:
        """Yield where it occurs in a folded text, from start to end, ascending and apart, in whole clusters.

        An occurrence begins and ends where a word does, or begins behind Arabic proclitics.
        """
        text, last, at = folded.text, 0, 0
        while found := self._pattern.search(text, at):
            start, end = found.span()
            at = start + 1
            if (is_edge(text, start) or _is_cut(folded, start)) and (self.prefix or is_edge(text, end)):
                start, end = folded.widened(start, end)
                if start >= last:
                    yield start, end
                    last = at = end


class Sought(Struct, frozen=True):
    """What an article has to have all of, and (`excluded`) none of. Without terms, nothing is looked for."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()


def parse(words: str, *, typing: bool = False) -> Sought:
    """Return what `words` ask for.

    Words stand by themselves, phrases in quotation marks; `-` before one excludes it, `*` behind one lets it go on.
    While the reader is `typing`, so may the last one, unless a blank or a quotation mark follows it.
    """
    terms: dict[Term, None] = {}
    for found in _PARTS.finditer(words):
        text = found["phrase"] if found["word"] is None else found["word"]
        prefix = found["star"] is not None
        if found["word"] is not None and text.endswith("*"):
            text, prefix = text.rstrip("*"), True
        excluded = found["out"] is not None
        if typing and not excluded and found.end() == len(words) and not found["closed"]:
            prefix = prefix or not text[-1:].isspace()
        # A dash or a star alone is a word that is only begun.
        if text.strip("-*") and query_pattern(text) is not None:
            terms[Term(text.strip(), prefix, excluded)] = None
    if all(term.excluded for term in terms):
        return Sought()
    return Sought(tuple(term for term in terms if not term.excluded), tuple(term for term in terms if term.excluded))


class Occurrence(Struct, frozen=True):
    """Where a term occurs in a folded text: `term` is its number among those that are sought."""

    start: int
    end: int
    term: int


def occurrences(sought: Sought, texts: Sequence[Folded]) -> list[list[Occurrence]] | None:
    """Return where the terms occur in each of the texts (a title and a body, say), ascending and apart.

    None where one of them is in no text, or an excluded one in any.
    """
    for term in sought.excluded:
        if any(next(term.places(text), None) for text in texts):
            return None
    result: list[list[Occurrence]] = [[] for _ in texts]
    for number, term in enumerate(sought.terms):
        before = sum(map(len, result))
        for text, found in zip(texts, result, strict=True):
            found += [Occurrence(start, end, number) for start, end in term.places(text)]
        if sum(map(len, result)) == before:
            return None
    return [_apart(found) for found in result]


def _apart(found: list[Occurrence]) -> list[Occurrence]:
    """Return them in order, without those that overlap one before them or a longer one."""
    found.sort(key=lambda occurrence: (occurrence.start, -occurrence.end))
    result: list[Occurrence] = []
    for occurrence in found:
        if not result or occurrence.start >= result[-1].end:
            result.append(occurrence)
    return result


def _is_cut(folded: Folded, place: int) -> bool:
    """Return whether an Arabic word may begin anew at `place`, which is inside of one."""
    if folded.text[place - 1] not in _PROCLITIC_ENDS:
        return False
    start = next((at for at in range(place - 1, place - _CHAIN - 1, -1) if is_edge(folded.text, at)), None)
    if start is None:
        return False
    # What follows need not be whole: it only has to be enough for a word.
    word = folded.span(start, min(place + _CHAIN, len(folded.text)))
    offset = folded.span(place, place + 1).start - word.start
    return any(cut.start == offset for cut in cuts(word.of(folded.original)))
