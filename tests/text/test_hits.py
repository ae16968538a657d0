"""Hits kept as numbers are those that a plain walk from match to match gives, in whole clusters, from any place on."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.folding import Folded, find, fold, query_pattern
from annotator.text.hits import Hits
from annotator.text.searching import Query, Searchable
from annotator.text.searching import hits as found
from annotator.text.span import Span
from text.alphabets import tricky_texts

_LETTERS = st.sampled_from(
    [*"aesS ß\nﬁäkit", "\u0308", "👩", "\u200d", "क", "्", "ष", "\u0600", "1", "각", "ᄀ", "ᅡ", "\r"]
)
_TEXTS = st.one_of(st.lists(_LETTERS, max_size=40).map("".join), tricky_texts)
_QUERIES = st.one_of(
    st.sampled_from(["s", "ss", "e", "ae", "fi", "i", "👩", "क", "ष", "1", "a b", "ᅡ"]), _TEXTS.map(lambda t: t[:3])
)


def walked(folded: Folded, query: str) -> list[Span]:
    """Match by match, each made a span of whole clusters, what overlaps left out."""
    pattern = query_pattern(query)
    result: list[Span] = []
    for match in regex.finditer(pattern, folded.text) if pattern else ():
        span = folded.span(*match.span())
        if not result or span.start >= result[-1].end:
            result.append(span)
    return result


@given(_TEXTS, _QUERIES)
def test_hits_are_those_of_a_walk(text: str, query: str) -> None:
    assert find(text, query) == walked(fold(text), query)


@given(_TEXTS, _QUERIES, st.integers(0, 40), st.integers(0, 40))
def test_between_gives_what_has_a_character_there(text: str, query: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    spans = find(text, query)
    hits = Hits.joined(_parts(text, query))
    assert list(hits.between(start, end)) == [s for s in spans if s.start < end and start < s.end]
    assert list(hits.before(end)) == [s for s in spans if s.start < end]
    assert [hits.place(span) for span in spans] == list(range(len(spans)))


def _parts(text: str, query: str) -> list[Hits]:
    return list(found(Searchable(text), Query(query)))


def test_hits_are_a_sequence_of_spans() -> None:
    spans = (Span(1, 2), Span(4, 7))
    hits = Hits.of(spans)
    assert hits == spans
    assert hits[1] == Span(4, 7)
    assert hits[:1] == Hits.of(spans[:1])
    assert hits != Hits()
    assert "Span(start=1, end=2)" in repr(hits)
    assert Hits.joined([hits, Hits.of([Span(6, 8), Span(8, 9)])]) == (*spans, Span(8, 9))
