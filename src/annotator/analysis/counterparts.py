"""What two texts, in whatever languages, both say: names, countries, days, dates, numbers and links, with places.

Names are told across scripts by their consonants (`analysis.across`), in one script by their letters. Few and right:
what one of the two texts does not say is left out, and likeness counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from annotator.analysis.across import comparable, heard_in
from annotator.analysis.capitals import capitals
from annotator.analysis.quantities import written
from annotator.text.folding import fold
from annotator.text.scripts import main_script
from annotator.text.span import Span

_LINE_END = re.compile("\n")
_Place = tuple[str, Span]
_Run = tuple[_Place, ...]


class Sort(StrEnum):
    """What it is that two texts have in common."""

    NAME = "name"
    COUNTRY = "country"
    WEEKDAY = "weekday"
    MONTH = "month"
    DATE = "date"
    NUMBER = "number"
    LINK = "link"


class Mention(Struct, frozen=True):
    """A place in a text, in code points, and what may be meant there, as every language has it."""

    span: Span
    sort: Sort
    key: str
    year: str | None = None


class Told(Struct, frozen=True):
    """What a text tells that can be told in another language. Made once by `told`, compared with many others.

    `mentions` are in the order of the text and apart; `letters` and `sounds` are what may be names, by their letters
    (folded; `certain` ones and such as may be common words) and by their skeletons.
    """

    script: str
    mentions: tuple[Mention, ...]
    letters: tuple[tuple[str, Span], ...]
    certain: frozenset[str]
    sounds: tuple[tuple[str, Span], ...]
    line_ends: frozenset[int] = frozenset()


class Counterpart(Struct, frozen=True):
    """What two texts both say: all its places in the one and in the other, each in the order of its text.

    `key` tells one such thing from another (of a date its month and day, of a country its code).
    """

    sort: Sort
    key: str
    ones: tuple[Span, ...]
    others: tuple[Span, ...]

    @property
    def pairs(self) -> Iterator[tuple[Span, Span]]:
        """The first place in the one with the first in the other, and so on, as far as there are two."""
        return zip(self.ones, self.others, strict=False)


def told(text: str, language: str | None, body: Span | None = None) -> Told:
    """Return what a text in a language (a BCP 47 tag) tells, inside of its body."""
    shift = body.start if body is not None else 0
    text = body.of(text) if body is not None else text

    def placed(span: Span) -> Span:
        return Span(span.start + shift, span.end + shift) if shift else span

    folded = fold(text)
    found = written(folded, language)
    taken = bytearray(len(text))
    for one in found:
        taken[one.span.start : one.span.end] = b"\1" * len(one.span)

    def free(span: Span) -> bool:
        return not any(taken[span.start : span.end])

    found_names = [*capitals(text, (language or "").partition("-")[0].lower() or None)]
    # A word that begins a sentence is a name where it is one elsewhere in the text.
    named = {capital.name for capital in found_names if not capital.begins}
    names = {(capital.span, capital.name) for capital in found_names if capital.name in named and free(capital.span)}
    return Told(
        main_script(text),
        tuple(Mention(placed(one.span), Sort(one.kind), one.key, one.year) for one in found),
        tuple((name, placed(span)) for span, name in sorted(names)),
        frozenset(capital.name for capital in found_names if capital.certain),
        tuple((heard.skeleton, placed(heard.span)) for heard in heard_in(text) if free(heard.span)),
        frozenset(match.start() + shift for match in _LINE_END.finditer(text)),
    )


def counterparts(one: Told, other: Told) -> list[Counterpart]:
    """Return what both texts say, in the order of the one's first places."""
    found = [*_written(one, other), *_names(one, other)]
    return sorted(found, key=lambda each: (each.ones[0], each.sort))


def _written(one: Told, other: Told) -> Iterator[Counterpart]:
    ones, others = _by_key(one.mentions), _by_key(other.mentions)
    for (sort, key), mine in ones.items():
        theirs = others.get((sort, key))
        if theirs is None:
            continue
        years = [{mention.year for mention in side if mention.year} for side in (mine, theirs)]
        if all(years) and years[0].isdisjoint(years[1]):
            continue
        yield Counterpart(sort, key, tuple(m.span for m in mine), tuple(m.span for m in theirs))


def _by_key(mentions: Iterable[Mention]) -> dict[tuple[Sort, str], list[Mention]]:
    found: dict[tuple[Sort, str], list[Mention]] = {}
    for mention in mentions:
        found.setdefault((mention.sort, mention.key), []).append(mention)
    return found


def _names(one: Told, other: Told) -> list[Counterpart]:
    """Return the names of both; those that stand side by side in both are one."""
    sure = one.certain | other.certain
    shared = {name for name, _ in one.letters} & {name for name, _ in other.letters} & sure
    mine = [(name, span) for name, span in one.letters if name in shared]
    theirs = [(name, span) for name, span in other.letters if name in shared]
    if comparable(one.script, other.script):
        heard = {skeleton for skeleton, _ in one.sounds} & {skeleton for skeleton, _ in other.sounds}
        mine += _shortest((skeleton, span) for skeleton, span in one.sounds if skeleton in heard)
        theirs += _shortest((skeleton, span) for skeleton, span in other.sounds if skeleton in heard)
    return list(_matched(_runs(_apart(mine), one.line_ends), _runs(_apart(theirs), other.line_ends)))


def _shortest(places: Iterable[_Place]) -> Iterator[_Place]:
    """Yield places without those around another: of two words of which one is heard alike, that one is meant."""
    taken: list[Span] = []
    for key, span in sorted(places, key=lambda place: (len(place[1]), place[1])):
        if not any(span.start < other.end and other.start < span.end for other in taken):
            taken.append(span)
            yield key, span


def _apart(places: Iterable[_Place]) -> list[_Place]:
    found: list[_Place] = []
    for key, span in sorted(places, key=lambda place: (place[1].start, -len(place[1]))):
        if not found or found[-1][1].end <= span.start:
            found.append((key, span))
    return found


def _runs(places: Sequence[_Place], line_ends: Collection[int]) -> list[_Run]:
    """Return names in the order of the text, those with no more than one character between them together."""
    runs: list[list[_Place]] = []
    for key, span in places:
        if runs and span.start - runs[-1][-1][1].end == 1 and span.start - 1 not in line_ends:
            runs[-1].append((key, span))
        else:
            runs.append([(key, span)])
    return [tuple(run) for run in runs]


def _matched(ones: Sequence[_Run], others: Sequence[_Run]) -> Iterator[Counterpart]:
    """Yield the runs of names that stand in both, then what is left name by name.

    A name that stands by itself in the one may only stand in a longer one in the other: then that is its counterpart.
    """
    whole = [_whole(runs) for runs in (ones, others)]
    for key, mine in whole[0].items():
        if key in whole[1]:
            yield Counterpart(Sort.NAME, " ".join(key), tuple(mine), tuple(whole[1][key]))
    both = whole[0].keys() & whole[1].keys()
    left = [_by_name(run for run in runs if _key(run) not in both) for runs in (ones, others)]
    longer = [_around(runs) for runs in (ones, others)]
    for name in dict.fromkeys((*left[0], *left[1])):
        spans = [left[side].get(name) or longer[side].get(name) or [] for side in (0, 1)]
        if all(spans):
            yield Counterpart(Sort.NAME, name, tuple(spans[0]), tuple(spans[1]))


def _key(run: _Run) -> tuple[str, ...]:
    return tuple(name for name, _ in run)


def _whole(runs: Iterable[_Run]) -> dict[tuple[str, ...], list[Span]]:
    found: dict[tuple[str, ...], list[Span]] = {}
    for run in runs:
        found.setdefault(_key(run), []).append(Span(run[0][1].start, run[-1][1].end))
    return found


def _by_name(runs: Iterable[_Run]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for run in runs:
        for name, span in run:
            found.setdefault(name, []).append(span)
    return found


def _around(runs: Iterable[_Run]) -> dict[str, list[Span]]:
    """Return the whole runs that each name is in."""
    found: dict[str, list[Span]] = {}
    for key, spans in _whole(runs).items():
        for name in dict.fromkeys(key):
            found.setdefault(name, []).extend(spans)
    return {name: sorted(spans) for name, spans in found.items()}
