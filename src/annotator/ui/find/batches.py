"""Hits in several texts, in handfuls: the first at once, and first of all those from where each text is read on."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from msgspec import Struct

from annotator.text.hits import Hits
from annotator.text.searching import Query, Searchable, hits

_FIRST = 0.01
_SLOWEST = 0.5
_PAUSE = 0.0001
"""Seconds from one handful to the next, which grow: showing them takes its time too; and seconds of rest."""


class Place(Struct, frozen=True):
    """An article to search, and where in it to begin."""

    article: str
    text: Searchable
    start: int = 0


class Batch(Struct, frozen=True):
    """Hits in one article, in the order of its text; `above` the place where the search began, or from there on."""

    article: str
    spans: Hits
    above: bool


def batches(places: Sequence[Place], query: Query) -> Iterator[Batch]:
    """Search the places one after the other. Raises PatternError or SlowPatternError."""
    for place in places:
        yield from _handfuls(place.article, hits(place.text, query, place.start), above=False)
        if place.start:
            yield from _handfuls(place.article, _until(hits(place.text, query), place.start), above=True)


def _until(found: Iterator[Hits], end: int) -> Iterator[Hits]:
    for spans in found:
        before = spans.before(end)
        if before:
            yield before
        if len(before) < len(spans):
            return


def _handfuls(article: str, found: Iterator[Hits], *, above: bool) -> Iterator[Batch]:
    wait, due = _FIRST, 0.0
    held: list[Hits] = []
    for spans in found:
        if not due:
            # The very first is shown before the others beside it are so much as counted.
            yield Batch(article, spans[:1], above)
            spans = spans[1:]
        held.append(spans)
        if time.monotonic() >= due:
            due = time.monotonic() + wait
            wait = min(wait * 2, _SLOWEST)
            yield from _batch(article, held, above=above)
        # Whoever draws the page waits for this thread to let go of Python.
        time.sleep(_PAUSE)
    yield from _batch(article, held, above=above)


def _batch(article: str, held: list[Hits], *, above: bool) -> Iterator[Batch]:
    spans = Hits.joined(held)
    held.clear()
    if spans:
        yield Batch(article, spans, above)


class Found:
    """The hits in one article as they come in."""

    def __init__(self) -> None:
        self._above: list[Hits] = []
        self._below: list[Hits] = []
        self._spans: Hits | None = Hits()

    def add(self, batch: Batch) -> None:
        (self._above if batch.above else self._below).append(batch.spans)
        self._spans = None

    @property
    def spans(self) -> Hits:
        """All so far, in the order of the text and apart."""
        if self._spans is None:
            # A hit may lie across the place where the search began: then those that begin inside it are none.
            self._spans = Hits.joined((*self._above, *self._below))
        return self._spans
