"""What two texts, in whatever languages, both say: names, countries, days, dates, numbers and links, with places.

Names are told across scripts by their consonants (`analysis.across`), in one script by their letters. Few and right:
what one of the two texts does not say is left out, and likeness counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import product

from msgspec import Struct

from annotator.analysis.across import CASED, Heard, comparable, heard_as, heard_in
from annotator.analysis.capitals import CAPITAL_NOUNS, Capital, capitals
from annotator.analysis.hearing import BESIDE, heard_alike
from annotator.analysis.quantities import written
from annotator.analysis.syllables import SYLLABIC, heard_in_syllables, with_one_liquid
from annotator.text.folding import fold
from annotator.text.scripts import main_script
from annotator.text.span import Span

_READ = 200_000
"""Code points of a text that are looked at: a report has some thousands."""
_WITHOUT_PROCLITICS = frozenset(("fa", "ur", "ps", "ku", "ckb", "sd", "ug", "pa", "ks"))
"""Languages of Arabic script that write nothing together with a word."""
_WORDY = frozenset(("Devanagari", *SYLLABIC))
"""Scripts without capitals that write all vowels: there many a common word sounds like a short name."""
_BREAK = re.compile(r"[\n、，,;；/|&+]|(?<=[가-힣])·")
"""What may stand between two names without a blank, that are two: a line end, a comma."""
_SMALL = re.compile(r"\b[a-zß-öø-ÿœşčšžłı]\w{2,}")
_Place = tuple[str, Span]
_Run = tuple[_Place, ...]


class Sort(StrEnum):
    """What it is that two texts have in common."""

    NAME = "name"
    COUNTRY = "country"
    WEEKDAY = "weekday"
    MONTH = "month"
    DATE = "date"
    TIME = "time"
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
    (folded; `certain` ones, such as may be common words, and `opening` ones that only begin sentences, `small` what is
    written so) and by their skeletons. `short` ones are such by their letters only beside another.
    """

    language: str
    script: str
    mentions: tuple[Mention, ...]
    letters: tuple[tuple[str, Span], ...]
    certain: frozenset[str]
    opening: frozenset[str]
    small: frozenset[str]
    short: frozenset[str]
    sounds: tuple[Heard, ...]
    breaks: frozenset[int] = frozenset()


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
    """Return what a text in a language (a BCP 47 tag) tells, inside of its body: of a very long one its beginning."""
    shift = body.start if body is not None else 0
    text = (body.of(text) if body is not None else text)[:_READ]

    def placed(span: Span) -> Span:
        return Span(span.start + shift, span.end + shift) if shift else span

    folded = fold(text)
    found = written(folded, language)
    taken = bytearray(len(text))
    for one in found:
        taken[one.span.start : one.span.end] = b"\1" * len(one.span)

    def free(span: Span) -> bool:
        return not any(taken[span.start : span.end])

    primary = (language or "").partition("-")[0].lower()
    names = [*capitals(text, primary or None)]
    nouns = {capital.span for capital in names if not capital.certain} if primary in CAPITAL_NOUNS else ()
    # A word that begins a sentence is a name where it is one elsewhere.
    named = {capital.name for capital in names if not capital.begins}
    return Told(
        primary,
        main_script(text),
        tuple(Mention(placed(one.span), Sort(one.kind), one.key, one.year) for one in found),
        tuple((name, placed(span)) for span, name in sorted({(c.span, c.name) for c in names if free(c.span)})),
        frozenset(capital.name for capital in names if capital.certain),
        frozenset(capital.name for capital in names if capital.name not in named),
        frozenset(fold(" ".join(_SMALL.findall(text))).text.split()),
        frozenset(capital.name for capital in names if capital.short),
        tuple(
            Heard(
                heard.skeleton,
                placed(heard.span),
                "",
                heard.vowels,
                heard.joined,
                heard.script,
                heard.likely and heard.span not in nouns,
            )
            for heard in _sounding(text, primary, names)
            if free(heard.span)
        ),
        frozenset(match.start() + shift for match in _BREAK.finditer(text)),
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
    shared = {name for name, _ in one.letters} & {name for name, _ in other.letters}
    shared &= one.certain | other.certain
    if one.language == other.language:
        # In another language no common word looks like what begins a sentence here and is a name for certain there.
        shared -= one.opening & other.opening
        nouns = one.language in CAPITAL_NOUNS
        shared -= {name for name in one.opening | other.opening if nouns or name in one.small or name in other.small}
    mine = [(name, span) for name, span in one.letters if name in shared]
    theirs = [(name, span) for name, span in other.letters if name in shared]
    by_script = [_by_script(side.sounds) for side in (one, other)]
    heard: tuple[list[_Place], list[_Place]] = ([], [])
    for scripts in product(*by_script):
        if comparable(*scripts) or (CASED & {*scripts} and SYLLABIC & {*scripts}):
            heard_here = [side[script] for side, script in zip(by_script, scripts, strict=True)]
            if SYLLABIC & {*scripts}:
                heard_here = [[with_one_liquid(heard) for heard in side] for side in heard_here]
            found_here = heard_alike(*heard_here, few=not _WORDY & {*scripts})
            for side, places in zip(heard, found_here, strict=True):
                side += places
    named = [_apart(side) for side in _called_alike((mine, theirs), heard)]
    runs = _runs(named[0], one.breaks), _runs(named[1], other.breaks)
    found: dict[str, tuple[set[Span], set[Span]]] = {}
    for key, here, there in _matched(*runs, one.short | other.short):
        sides = found.setdefault(key, (set(), set()))
        sides[0].update(here)
        sides[1].update(there)
    return [
        Counterpart(Sort.NAME, key, tuple(sorted(here)), tuple(sorted(there))) for key, (here, there) in found.items()
    ]


def _by_script(heard: Iterable[Heard]) -> dict[str, list[Heard]]:
    found: dict[str, list[Heard]] = {}
    for each in heard:
        found.setdefault(each.script, []).append(each)
    return found


def _called_alike(
    spelt: tuple[list[_Place], list[_Place]], heard: tuple[list[_Place], list[_Place]]
) -> Iterator[list[_Place]]:
    """Yield the names of each side, those that are heard by their letters where one is written so that all know it by.

    A text may have a name in its own script and in another.
    """
    letters: dict[str, set[str]] = {}
    for known, side in zip(map(_spans, spelt), heard, strict=True):
        for name, span in side:
            if span in known:
                letters.setdefault(name, set()).add(known[span])
    one = {name: min(names) for name, names in letters.items() if len(names) == 1}
    for own, side in zip(spelt, heard, strict=True):
        yield [*own, *((one.get(name, name), span) for name, span in side)]


def _spans(places: Iterable[_Place]) -> dict[Span, str]:
    return {span: name for name, span in places}


def _sounding(text: str, language: str, names: Iterable[Capital]) -> Iterator[Heard]:
    """Yield what may be a name by its sound, in the script of a text, and the Latin names in a text of another."""
    yield from heard_in(text, BESIDE, proclitics=language not in _WITHOUT_PROCLITICS, language=language)
    yield from heard_in_syllables(text, BESIDE)
    if main_script(text) != "Latin":
        for name in names:
            yield from heard_as(name.word, name.span, "Latin", BESIDE)


def _apart(places: Iterable[_Place]) -> list[_Place]:
    found: list[_Place] = []
    for key, span in sorted(places, key=lambda place: (place[1].start, -len(place[1]))):
        if not found or found[-1][1].end <= span.start:
            found.append((key, span))
    return found


def _runs(places: Sequence[_Place], breaks: Collection[int]) -> list[_Run]:
    """Return names in the order of the text, those with no more than one character between them together."""
    runs: list[list[_Place]] = []
    for key, span in places:
        if runs and span.start - runs[-1][-1][1].end == 1 and span.start - 1 not in breaks:
            runs[-1].append((key, span))
        else:
            runs.append([(key, span)])
    return [tuple(run) for run in runs]


def _matched(
    ones: Sequence[_Run], others: Sequence[_Run], short: Collection[str]
) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Yield the runs of names that stand in both, then what is left name by name.

    A name that stands by itself in the one may only stand in a longer one in the other: then that is its counterpart.
    One that is too `short` is none by itself, nor is what only follows a name that is one without it.
    """
    whole = [_whole(runs) for runs in (ones, others)]
    for key, mine in whole[0].items():
        if not (len(key) == 1 and key[0] in short) and key in whole[1]:
            yield " ".join(key), mine, whole[1][key]
    both = whole[0].keys() & whole[1].keys()
    left = [_by_name(run for run in runs if _key(run) not in both) for runs in (ones, others)]
    longer = [_around(runs) for runs in (ones, others)]
    parts = _parts(ones, others) | _parts(others, ones)
    for name in (name for name in dict.fromkeys((*left[0], *left[1])) if name not in short and name not in parts):
        spans = [left[side].get(name) or longer[side].get(name) or [] for side in (0, 1)]
        if all(spans):
            yield name, spans[0], spans[1]


def _parts(runs: Sequence[_Run], others: Sequence[_Run]) -> set[str]:
    """Return what only stands behind a name that also stands alone, and does in the other text: a Group, a River."""
    alone = {name for run in runs if len(run) == 1 for name, _ in run}
    elsewhere = alone & {name for run in others if len(run) == 1 for name, _ in run}
    behind = {name for run in runs if run[0][0] in elsewhere for name, _ in run[1:]}
    return behind - {name for run in runs if run[0][0] not in elsewhere or len(run) == 1 for name, _ in run}


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
