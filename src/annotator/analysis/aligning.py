"""Places of one text in another that reports the same: the passage that answers to one, and a way through both.

A passage is answered by whatever shares most with it, wherever that stands, since reports order facts differently. The
way through both is for scrolling: it never turns back, and so passes by what stands elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import exp

from msgspec import Struct
from msgspec.structs import replace

from annotator.analysis.landmarks import Shared, Text, shared
from annotator.text.segments import sentence_spans
from annotator.text.span import Span

_READ = 1_000_000
"""Code points of a text that are compared: what is behind them is led through straight, and answers nothing.

Names, numbers and the like are told in fewer: see `counterparts.told`.
"""
_ANSWERS = 0.4
"""What a passage has to share with another one that answers to it: a name that either text has twice."""
_BESIDE = 0.3
"""What something counts for that stands in the same sentence as the words that were asked about."""
_NEAR = 0.15
"""What the nearness of its place counts for among passages that share something."""
_GAIN = 0.5
"""What a sentence has to add to be part of the answer, against the best one."""
_BY = 4
"""Things that are named as reasons."""

_TURN = 0.3
"""What two sentences have to share for the way to lead from one to the other."""
_ASTRAY = 0.25
"""How far, of the length of a text, a place may lie off the straight way until it counts for a third."""
_STEEP = 6.0
"""How much faster than on the whole one text may go by beside the other."""
_END = 1.0
"""Before the first place of a text and behind its last there is so much more: what a page has above and below it."""


class Answer(Struct, frozen=True):
    """A passage that answers to another one: its sentences, and what it goes by, as the asking text writes it.

    `places` are where that stands in the passage; `score` is what the likeliest sentence shares.
    """

    span: Span
    by: tuple[str, ...]
    score: float
    places: tuple[Span, ...] = ()


class Way:
    """Leads from places of one text to those of another and back: rising, unbroken, straight between its turns.

    Places are code points, and parts of them. Beyond both ends of a text there is a place more, for what stands above
    and below it on a page: ends lead to ends.
    """

    def __init__(self, one: Span, other: Span, turns: Iterable[tuple[float, float]] = ()) -> None:
        """`turns` are places of both texts, each pair further on in both than the one before."""
        first = (one.start - _END, other.start - _END)
        last = (one.end + _END, other.end + _END)
        inner = [(float(one.start), float(other.start)), *turns, (float(one.end), float(other.end))]
        knots = [first]
        for knot in inner if len(one) and len(other) else ():
            if knots[-1][0] < knot[0] < last[0] and knots[-1][1] < knot[1] < last[1]:
                knots.append(knot)
        knots.append(last)
        self._here, self._there = [here for here, _ in knots], [there for _, there in knots]

    @property
    def turns(self) -> list[tuple[float, float]]:
        """All places that it is straight between, its ends among them."""
        return list(zip(self._here, self._there, strict=True))

    def there(self, place: float) -> float:
        """Return where a place of the one text is in the other; what lies beyond an end is at the end."""
        return _led(place, self._here, self._there)

    def back(self, place: float) -> float:
        """Return where a place of the other text is in the one."""
        return _led(place, self._there, self._here)


def _led(place: float, steps: Sequence[float], to: Sequence[float]) -> float:
    if place <= steps[0]:
        return to[0]
    if place >= steps[-1]:
        return to[-1]
    at = bisect_right(steps, place) - 1
    share = (place - steps[at]) / (steps[at + 1] - steps[at])
    # Weighed like this it is exact at both ends of a stretch.
    return min(max(to[at] * (1 - share) + to[at + 1] * share, to[at]), to[at + 1])


class Alignment:
    """Two texts, and all that is known of where they say the same. Immutable; made at some length, asked at once."""

    def __init__(self, one: Text, other: Text, names: Mapping[str, str] | None = None) -> None:
        """`names` are names that are known, with what they mean (see `landmarks.shared`)."""
        self._bodies = one.body, other.body
        one, other = (replace(text, body=_read(text.body)) for text in (one, other))
        self._texts = one, other
        self._sentences = _sentences(one), _sentences(other)
        self._shared = shared(one, other, names)
        here, there = (_by_sentence(spans, self._shared, back=back) for back, spans in enumerate(self._sentences))
        self._in = here, there
        """Which things each sentence names, by number."""

    @cached_property
    def way(self) -> Way:
        """The way through both texts, by the sentences that share most and stand in the same order in both."""
        ones, others = self._sentences
        spans = self._bodies
        points = _points(self._shared, ones, others, spans)
        chain = _chain(points)
        turns = [((ones[i].start + ones[i].end) / 2, (others[j].start + others[j].end) / 2, w) for i, j, w in chain]
        return Way(*spans, _walkable(turns, spans))

    def answer(self, passage: Span, *, back: bool = False) -> Answer | None:
        """Return what answers to a passage of the one text in the other (`back`: the other way round).

        None where nothing does: where too little is named in both. What a passage is asked about by itself, within a
        sentence, counts more than what stands beside it there.
        """
        asked, answering = (1, 0) if back else (0, 1)
        sentences, others = self._sentences[asked], self._sentences[answering]
        if not (sentences and others) or passage.start >= sentences[-1].end:
            return None
        numbers = _within(sentences, passage)
        around = Span(min(sentences[numbers[0]].start, passage.start), max(sentences[numbers[-1]].end, passage.end))
        scores: defaultdict[int, dict[int, float]] = defaultdict(dict)
        named = False
        for number in {number for at in numbers for number in self._in[asked].get(at, ())}:
            thing = self._shared[number]
            places, there = (thing.there, thing.here) if back else (thing.here, thing.there)
            held = any(passage.overlaps(place) for place in places)
            named |= held
            weight = thing.weight * (1.0 if held else _BESIDE)
            for place in {at for span in there for at in _within(others, span)}:
                scores[place][number] = weight
        if not scores:
            return None
        middle = (passage.start + passage.end) / 2
        expected = self.way.back(middle) if back else self.way.there(middle)
        length = max(len(self._texts[answering].body), 1)

        def likely(number: int) -> tuple[float, int]:
            # Two names of one thing at one place are one reason.
            found = self._told(scores[number], others[number], back=back)
            return found + _NEAR * min(found, 1.0) * (1 - abs(others[number].start - expected) / length), -number

        best = max(scores, key=likely)
        score = self._told(scores[best], others[best], back=back)
        # Words that are named in both texts are asked about whatever else is said of them.
        enough = 0.0 if named and len(passage) < len(around) else _ANSWERS
        if score < enough:
            return None
        run = self._run(best, scores, others, asked_for=len(numbers), back=back)
        things = {number: weight for at in run for number, weight in scores[at].items()}
        span = Span(others[run[0]].start, others[run[-1]].end)
        by, places = self._reasons(things, passage if named else around, span, back=back)
        return Answer(span, by, score, places)

    def _told(self, things: Mapping[int, float], sentence: Span, *, back: bool) -> float:
        """Return what the things in a sentence tell: of those at one place, the one that tells most."""
        taken: list[Span] = []
        total = 0.0
        for number, weight in sorted(things.items(), key=lambda one: -one[1]):
            thing = self._shared[number]
            places = [span for span in (thing.here if back else thing.there) if sentence.overlaps(span)]
            if not any(place.overlaps(other) for place in places for other in taken):
                total += weight
                taken += places
        return total

    def _run(
        self,
        best: int,
        scores: Mapping[int, Mapping[int, float]],
        others: Sequence[Span],
        *,
        asked_for: int,
        back: bool,
    ) -> range:
        """Return the sentences that answer together: those beside the best one that add enough of their own."""
        first = last = best
        held = set(scores[best])
        enough = max(_GAIN * self._told(scores[best], others[best], back=back), _ANSWERS)
        while last - first < asked_for:
            gains = []
            for at in (first - 1, last + 1):
                if at in scores:
                    own = {number: weight for number, weight in scores[at].items() if number not in held}
                    gains.append((self._told(own, others[at], back=back), at))
            if not gains or max(gains)[0] < enough:
                break
            at = max(gains)[1]
            first, last = min(first, at), max(last, at)
            held |= set(scores[at])
        return range(first, last + 1)

    def _reasons(
        self, things: Mapping[int, float], passage: Span, answer: Span, *, back: bool
    ) -> tuple[tuple[str, ...], tuple[Span, ...]]:
        """Return what the asking text calls that which tells most, each place once; and where the answer has it."""
        text = self._texts[1 if back else 0].text
        taken: list[Span] = []
        words: dict[str, None] = {}
        answering: list[Span] = []
        for number in sorted(things, key=lambda one: (-things[one], one)):
            thing = self._shared[number]
            asked, found = (thing.there, thing.here) if back else (thing.here, thing.there)
            places = [span for span in asked if passage.overlaps(span)]
            if places and not any(places[0].overlaps(other) for other in taken):
                taken.append(places[0])
                words[places[0].of(text)] = None
                answering += (span for span in found if answer.overlaps(span))
            if len(words) == _BY:
                break
        return tuple(words), tuple(answering)


def straight(one: Span, other: Span) -> Way:
    """Return the way through two texts of which only the lengths are known."""
    return Way(one, other)


def _read(body: Span) -> Span:
    return Span(body.start, min(body.end, body.start + _READ))


def _sentences(text: Text) -> list[Span]:
    return sentence_spans(text.text, text.body)


def _number_of(sentences: Sequence[Span], offset: int) -> int:
    """Return which sentence holds a place: that before it, where it is between two."""
    return max(bisect_right(sentences, offset, key=lambda span: span.start) - 1, 0)


def _within(sentences: Sequence[Span], passage: Span) -> range:
    """Return which sentences a passage is in: one at least."""
    return range(_number_of(sentences, passage.start), _number_of(sentences, max(passage.end - 1, passage.start)) + 1)


def _by_sentence(sentences: Sequence[Span], things: Iterable[Shared], *, back: int) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, thing in enumerate(things):
        for at in {at for span in (thing.there if back else thing.here) for at in _within(sentences, span)}:
            found[at].append(number)
    return dict(found)


_Point = tuple[int, int, float]
"""A sentence of each text, by number, and what the two share."""


def _points(
    things: Iterable[Shared], ones: Sequence[Span], others: Sequence[Span], spans: tuple[Span, Span]
) -> list[_Point]:
    """Return the pairs of sentences that share enough; what lies far off the straight way counts for less."""
    if not (ones and others):
        return []
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for thing in things:
        here = {_number_of(ones, span.start) for span in thing.here}
        there = {_number_of(others, span.start) for span in thing.there}
        for i in here:
            for j in there:
                weights[i, j] += thing.weight
    result: list[_Point] = []
    for (i, j), weight in weights.items():
        astray = (ones[i].start - spans[0].start) / len(spans[0]) - (others[j].start - spans[1].start) / len(spans[1])
        if weight >= _TURN:
            result.append((i, j, weight * exp(-((astray / _ASTRAY) ** 2))))
    return result


def _chain(points: Iterable[_Point]) -> list[_Point]:
    """Return the heaviest of the chains whose points lie further on in both texts, each than the one before.

    The longest increasing subsequence, weighted, with a Fenwick tree of maxima: O(n log n).
    """
    ordered = sorted(points, key=lambda point: (point[0], -point[1]))
    size = max((point[1] for point in ordered), default=0) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before: list[int] = []
    best = (0.0, -1)
    for number, (_, column, weight) in enumerate(ordered):
        reached, at = (0.0, -1), column
        while at:
            reached = max(reached, tree[at])
            at -= at & -at
        before.append(reached[1])
        mine = (reached[0] + weight, number)
        best = max(best, mine)
        at = column + 1
        while at <= size:
            tree[at] = max(tree[at], mine)
            at += at & -at
    result: list[_Point] = []
    at = best[1]
    while at >= 0:
        result.append(ordered[at])
        at = before[at]
    return result[::-1]


def _walkable(turns: Iterable[tuple[float, float, float]], spans: tuple[Span, Span]) -> list[tuple[float, float]]:
    """Return the turns between which neither text rushes by: of two that lie too steeply, the lighter is left out."""
    whole = max(len(spans[0]), 1) / max(len(spans[1]), 1)
    end = float("inf")
    kept = [(float(spans[0].start), float(spans[1].start), end)]
    for turn in [*turns, (float(spans[0].end), float(spans[1].end), end)]:
        while len(kept) > 1 and _steep(kept[-1], turn, whole) and kept[-1][2] <= turn[2]:
            kept.pop()
        if not _steep(kept[-1], turn, whole) or turn[2] == end:
            kept.append(turn)
    return [(here, there) for here, there, _ in kept[1:-1]]


def _steep(one: tuple[float, float, float], other: tuple[float, float, float], whole: float) -> bool:
    here, there = other[0] - one[0], (other[1] - one[1]) * whole
    return here <= 0 or there <= 0 or not 1 / _STEEP <= there / here <= _STEEP
