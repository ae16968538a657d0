"""Hits in several texts, in handfuls: the first at once, and first of all those from where each text is read on."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.text.searching import Query, Searchable, hits
from annotator.text.span import Span

_FIRST = 0.01
_SLOWEST = 0.5
"""Seconds from one handful to the next, which grow: showing them takes its time too."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article to search, and where in it to begin."""

    article: str
    text: Searchable
    start: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Hits in one article, in the order of its text; `above` the place where the search began, or from there on."""

    article: str
    spans: tuple[Span, ...]
    above: bool


def batches(places: Sequence[Place], query: Query) -> Iterator[Batch]:
    """Search the places one after the other. Raises PatternError or SlowPatternError."""
    for place in places:
        yield from _handfuls(place.article, hits(place.text, query, place.start), above=False)
        if place.start:
            yield from _handfuls(place.article, _until(hits(place.text, query), place.start), above=True)


def _until(spans: Iterator[Span], end: int) -> Iterator[Span]:
    for span in spans:
        if span.start >= end:
            return
        yield span


def _handfuls(article: str, spans: Iterator[Span], *, above: bool) -> Iterator[Batch]:
    wait, due = _FIRST, 0.0
    held: list[Span] = []
    for span in spans:
        held.append(span)
        if time.monotonic() >= due:
            yield Batch(article, tuple(held), above)
            held.clear()
            due = time.monotonic() + wait
            wait = min(wait * 2, _SLOWEST)
    if held:
        yield Batch(article, tuple(held), above)


class Found:
    """The hits in one article as they come in."""

    def __init__(self) -> None:
        self._above: list[Span] = []
        self._below: list[Span] = []
        self._spans: tuple[Span, ...] | None = ()

    def add(self, batch: Batch) -> None:
        (self._above if batch.above else self._below).extend(batch.spans)
        self._spans = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """All so far, in the order of the text and apart."""
        if self._spans is None:
            # A hit may lie across the place where the search began: then those that begin inside it are none.
            end = self._above[-1].end if self._above else 0
            first = next((at for at, span in enumerate(self._below) if span.start >= end), len(self._below))
            self._spans = (*self._above, *self._below[first:])
        return self._spans
