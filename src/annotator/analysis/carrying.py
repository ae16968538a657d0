"""Where the words of one version of a text stand in another: by what is the same around them, else by likeness."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from msgspec import Struct
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from annotator.text.segments import snap
from annotator.text.sentences import sentence_spans
from annotator.text.span import Span
from annotator.text.words import snap_to_words, trim

_CONTEXT = 64
"""Code points on each side of some words that tell which of several places is meant."""
_CERTAIN = 0.85
"""How alike words and context must be for the place to be taken without asking."""
_POSSIBLE = 0.6
_AHEAD = 0.1
"""How far the best of several places must be ahead of the next."""
_NAMED = 5
_OCCURRENCES = 200


class Candidate(Struct, frozen=True):
    """A place of the newer text where the words may stand, and how well it fits (0 to 1)."""

    span: Span
    score: float


class Place(Struct, frozen=True):
    """What became of one span of the older text: `span` in the newer one, or None and the `candidates`, best first."""

    span: Span | None
    candidates: tuple[Candidate, ...] = ()


class Carrier:
    """Carries spans from one version of a text to another. All spans are code points.

    What lies, with the characters beside it, in a passage that both have, goes by its offset in it. Other words are
    looked for with their context, as a text quote selector of the Web Annotation Data Model is; and where they were
    changed themselves, by their likeness.
    """

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._blocks = _common(old, new)
        self._starts = [block[0] for block in self._blocks]

    def carry(self, span: Span) -> Place:
        """Return where a span of the older text stands in the newer one."""
        moved = self._moved(span)
        if moved is not None:
            return Place(moved)
        quote = span.of(self._old)
        found = self._occurrences(span, quote) or self._likenesses(span, quote)
        if not found:
            return Place(None)
        best = found[0]
        ahead = len(found) == 1 or best.score - found[1].score >= _AHEAD
        return Place(best.span if best.score >= _CERTAIN and ahead else None, tuple(found[:_NAMED]))

    def carry_pieces(self, pieces: Iterable[Span]) -> tuple[Span, ...] | None:
        """Return where the pieces of a mark stand, ascending and apart; None where one of them has no certain place."""
        places: list[Span] = []
        for piece in pieces:
            place = self.carry(piece).span
            if place is None or (places and place.start <= places[-1].end):
                return None
            places.append(place)
        return tuple(places)

    def _moved(self, span: Span) -> Span | None:
        index = bisect_right(self._starts, span.start) - 1
        if index < 0:
            return None
        start, there, size = self._blocks[index]
        if span.end > start + size:
            return None
        shift = there - start
        # A word that ends with the passage may go on differently behind it.
        moved = Span(span.start + shift, span.end + shift)
        return moved if snap(self._new, moved) == moved and self._same_edges(span, moved) else None

    def _same_edges(self, span: Span, moved: Span) -> bool:
        old, new = self._old, self._new
        before = old[max(0, span.start - 1) : span.start], new[max(0, moved.start - 1) : moved.start]
        behind = old[span.end : span.end + 1], new[moved.end : moved.end + 1]
        return all(one == other or not (one + other).isalnum() for one, other in (before, behind))

    def _expected(self, place: int) -> int:
        """Return about where a place of the older text lies in the newer one."""
        index = max(bisect_right(self._starts, place) - 1, 0)
        if not self._blocks:
            return place * len(self._new) // max(len(self._old), 1)
        start, there, _ = self._blocks[index]
        return max(0, min(len(self._new), place - start + there))

    def _occurrences(self, span: Span, quote: str) -> list[Candidate]:
        """Return where the same words stand, best context first."""
        found = []
        for match in re.finditer(re.escape(quote), self._new):
            place = Span(match.start(), match.end())
            if snap(self._new, place) == place:
                found.append(Candidate(place, self._context(span, place)))
            if len(found) == _OCCURRENCES:
                break
        if len(found) == 1 and len(quote) >= _CONTEXT // 4 and self._old.count(quote) == 1:
            # Words that each version has once are their own context.
            return [Candidate(found[0].span, max(found[0].score, _CERTAIN))]
        return sorted(found, key=lambda candidate: -candidate.score)

    def _context(self, span: Span, place: Span) -> float:
        old, new = self._old, self._new
        before = Indel.normalized_similarity(
            old[max(0, span.start - _CONTEXT) : span.start], new[max(0, place.start - _CONTEXT) : place.start]
        )
        behind = Indel.normalized_similarity(old[span.end : span.end + _CONTEXT], new[place.end : place.end + _CONTEXT])
        # One side may have been rewritten: the better one counts double. A little for lying where it is expected.
        high, low = max(before, behind), min(before, behind)
        near = 1 - min(abs(place.start - self._expected(span.start)) / max(len(new), 1), 1)
        return 0.6 * high + 0.3 * low + 0.1 * near

    def _likenesses(self, span: Span, quote: str) -> list[Candidate]:
        """Return where words like these stand, near where they are expected first, then anywhere."""
        expected = self._expected(span.start)
        reach = 4 * len(quote) + 2000
        found: dict[Span, float] = {}
        for start, end in ((max(0, expected - reach), min(len(self._new), expected + reach)), (0, len(self._new))):
            window = self._new[start:end]
            if not window or len(quote) > len(window):
                continue
            alignment = partial_ratio_alignment(quote, window, score_cutoff=100 * _POSSIBLE)
            if alignment is not None and alignment.dest_end > alignment.dest_start:
                place = trim(self._new, Span(start + alignment.dest_start, start + alignment.dest_end))
                place = snap_to_words(self._new, place)
                words = Indel.normalized_similarity(quote, place.of(self._new))
                if words >= _POSSIBLE:
                    found[place] = 0.6 * words + 0.4 * self._context(span, place)
        ranked = [Candidate(place, score) for place, score in found.items()]
        return sorted(ranked, key=lambda candidate: -candidate.score)


def _common(old: str, new: str) -> list[tuple[int, int, int]]:
    """Return the passages that both texts have, in order: where they start in each, and how long they are.

    Sentences are compared first, then the characters of what lies between those that both have.
    """
    ours, theirs = _sentences(old), _sentences(new)
    matcher = SequenceMatcher(None, [s.of(old) for s in ours], [s.of(new) for s in theirs], autojunk=False)
    blocks: list[tuple[int, int, int]] = []
    here = there = 0
    for first, second, count in matcher.get_matching_blocks():
        old_start = ours[first].start if first < len(ours) else len(old)
        new_start = theirs[second].start if second < len(theirs) else len(new)
        _between(blocks, old, new, Span(here, old_start), Span(there, new_start))
        if count:
            size = ours[first + count - 1].end - old_start
            blocks.append((old_start, new_start, size))
            here, there = old_start + size, new_start + size
    return _joined(blocks)


_LEAST = 8
_LONGEST = 20_000


def _between(blocks: list[tuple[int, int, int]], old: str, new: str, here: Span, there: Span) -> None:
    """Add the passages of some length that two different stretches have in common."""
    if not len(here) or not len(there) or max(len(here), len(there)) > _LONGEST:
        return
    for operation in Indel.opcodes(here.of(old), there.of(new)):
        size = operation.src_end - operation.src_start
        if operation.tag == "equal" and size >= _LEAST:
            blocks.append((here.start + operation.src_start, there.start + operation.dest_start, size))


def _joined(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    made: list[tuple[int, int, int]] = []
    for old, new, size in blocks:
        if made and made[-1][0] + made[-1][2] == old and made[-1][1] + made[-1][2] == new:
            made[-1] = (made[-1][0], made[-1][1], made[-1][2] + size)
        else:
            made.append((old, new, size))
    return made


def _sentences(text: str) -> list[Span]:
    """Return the sentences, each with what stands before the next: together they are the text."""
    starts = [0, *[sentence.start for sentence in sentence_spans(text)][1:]]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
