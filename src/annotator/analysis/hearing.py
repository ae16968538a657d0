"""Which names two texts both have by their sound, each in its script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from annotator.analysis.across import CASED, LEAST, Heard, agree, contradict
from annotator.text.span import Span

BESIDE, _NAMES_BESIDE = 2, 2
"""Sounds of a name that stands beside another, and how many may stand there one beside the other."""
_ENDING_IN_I = frozenset(("Arabic", "Hebrew"))
_AGREEING = 2
"""Written vowels that have to agree where consonants alone are too few."""
_Place = tuple[str, Span]


def heard_alike(ones: Sequence[Heard], others: Sequence[Heard], *, few: bool) -> tuple[list[_Place], list[_Place]]:
    """Return the names that are heard in both.

    By its consonants alone a name is told where it has LEAST; with one less where the vowels agree too that the one
    script writes (`few`: not in every script); with two where it stands beside another that is told, as a first name
    does. What its vowels contradict is another word.
    """
    mine, theirs = _by_skeleton(ones), _by_skeleton(others)
    # In one order, so that a name that is heard in two ways has one key on both sides.
    both = sorted(mine.keys() & theirs.keys(), key=lambda skeleton: (-len(skeleton), skeleton))
    found = [
        list(_shortest((s, h.span) for s in both if len(s) >= LEAST for h in side[s] if _fits(h, there[s])))
        for side, there in ((mine, theirs), (theirs, mine))
    ]
    told = {name for name, _ in found[0]} & {name for name, _ in found[1]}
    found = [[place for place in side if place[0] in told] for side in found]
    for skeleton in both if few else ():
        if len(skeleton) == LEAST - 1:
            vowels = [{heard.vowels for heard in side[skeleton] if heard.likely} for side in (mine, theirs)]
            fitting = [pair for pair in product(*vowels) if max(agree(*pair), agree(*reversed(pair))) >= _AGREEING]
            for place, side in enumerate((mine, theirs)):
                fit = {pair[place] for pair in fitting}
                found[place] += ((skeleton, heard.span) for heard in side[skeleton] if heard.vowels in fit)
    found = [list(_shortest(dict.fromkeys(side))) for side in found]
    for _ in range(_NAMES_BESIDE):
        found = _with_neighbours(found, ones, others)
    return found[0], found[1]


def _fits(words: Heard, names: Iterable[Heard]) -> bool:
    """Return whether what is heard as a name is written with vowels that it may have, whatever its ending."""
    cased = words.script in CASED
    for name in names:
        # A script that writes all vowels is asked about one that need not.
        pairs = [(name, words)] if not cased else [(words, name)]
        if cased and name.script in CASED:
            if not (words.likely or name.likely):
                continue  # Two that begin sentences are common words as often: Blast, Власти.
            pairs.append((name, words))
        # Two words have no ending that is not their own.
        end = None if words.joined or name.joined else -1
        if any(
            not contradict(full.vowels[:end], written.vowels[:end])
            and not _of_it(full, written)
            and ((full.likely and written.likely) or len(full.skeleton) > LEAST or agree(full.vowels, written.vowels))
            for full, written in pairs
        ):
            return True
    return False


def _of_it(name: Heard, word: Heard) -> bool:
    """Return whether a word is no name but what is of it: with the ending that makes it so in Arabic and Hebrew."""
    return word.script in _ENDING_IN_I and "i" in word.vowels[-1] and not set("ie") & set(name.vowels[-1])


def _with_neighbours(found: list[list[_Place]], ones: Sequence[Heard], others: Sequence[Heard]) -> list[list[_Place]]:
    """Return names that are told, and those beside them that are heard alike, on the same side in both texts."""
    around = [_around_places(side, heard) for side, heard in zip(found, (ones, others), strict=True)]
    added: list[list[_Place]] = [[], []]
    for beside in sorted(around[0].keys() & around[1].keys()):
        for place, spans in enumerate((around[0][beside], around[1][beside])):
            added[place] += [(beside[-1], span) for span in spans]
    return [
        list(_shortest((*side, *dict.fromkeys(more)), first=len(side))) for side, more in zip(found, added, strict=True)
    ]


def _around_places(places: Iterable[_Place], heard: Iterable[Heard]) -> dict[tuple[str, bool, str], list[Span]]:
    """Return what stands beside names: by the name, whether it stands behind, and by its skeleton."""
    starts: dict[int, list[Heard]] = {}
    ends: dict[int, list[Heard]] = {}
    for each in heard:
        if not each.joined:
            starts.setdefault(each.span.start, []).append(each)
            ends.setdefault(each.span.end, []).append(each)
    found: dict[tuple[str, bool, str], list[Span]] = {}
    for name, span in places:
        for behind, near in ((False, ends.get(span.start - 1, ())), (True, starts.get(span.end + 1, ()))):
            for each in near:
                found.setdefault((name, behind, each.skeleton), []).append(each.span)
    return found


def _by_skeleton(heard: Iterable[Heard]) -> dict[str, list[Heard]]:
    found: dict[str, list[Heard]] = {}
    for each in heard:
        found.setdefault(each.skeleton, []).append(each)
    return found


def _shortest(places: Iterable[_Place], first: int = 0) -> Iterator[_Place]:
    """Yield places without those around another: of two words of which one is heard alike, that one is meant.

    So many of them come first, however long they are.
    """
    given = list(places)
    taken: set[int] = set()
    for key, span in (*given[:first], *sorted(given[first:], key=lambda place: (len(place[1]), place[1]))):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            yield key, span
