"""Reads the reports of `tests/data/aligned`, and says of what was proposed for two of them how much is right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from annotator.analysis.aligning import Alignment
from annotator.analysis.landmarks import Text
from annotator.text.span import Span

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "aligned"
HELD_OUT = frozenset(("amphorae", "rickshaws", "telescope", "blast", "deepfakes-kept"))
"""Events that were not looked at while rules were made and thresholds were set."""

_MARK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_FACTS = re.compile(r"\{([\d ]*)\}")
_EITHER = "o."
"""What a thing begins with that may be proposed and need not be: an ordinary word, a site to follow a newspaper on."""


class Sample(Struct, frozen=True):
    """A report, and what its words mean: the name of the thing for each of its places, in code points of the text.

    `passages` say which facts each piece of it tells, in order, where that is marked: none of what stands around it.
    """

    event: str
    language: str
    text: str
    things: tuple[tuple[str, Span], ...]
    passages: tuple[tuple[frozenset[str], Span], ...] = ()


class Quality(Struct, frozen=True):
    """Of pairs of places that were proposed `right` are, and of the things that both reports name `known` were found.

    `wrong` are the pairs that are not, `missed` the things; `exact` counts right pairs that end where the marks do.
    """

    proposed: int
    right: int
    exact: int
    things: int
    found: int
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.things if self.things else 1.0


def sample(path: Path) -> Sample:
    """Read one report."""
    marked, passages = _passages(path.read_text(encoding="utf-8").strip())
    pieces: list[str] = []
    things: list[tuple[str, Span]] = []
    length = at = 0
    for mark in _MARK.finditer(marked):
        before = marked[at : mark.start()]
        start = length + len(before)
        pieces += (before, mark[2])
        length = start + len(mark[2])
        things.append((mark[1], Span(start, length)))
        at = mark.end()
    pieces.append(marked[at:])
    return Sample(path.parent.name, path.stem, "".join(pieces), tuple(things), passages)


def _passages(marked: str) -> tuple[str, tuple[tuple[frozenset[str], Span], ...]]:
    """Return a report without its facts, and these with where what tells them stands in the text without any marks."""
    before, *rest = _FACTS.split(marked)
    found: list[tuple[frozenset[str], Span]] = []
    at = len(_MARK.sub(r"\2", before))
    for facts, piece in zip(rest[::2], rest[1::2], strict=True):
        plain = _MARK.sub(r"\2", piece)
        found.append((frozenset(facts.split()), Span(at, at + len(plain.rstrip()))))
        at += len(plain)
    return before + "".join(rest[1::2]), tuple(found)


def samples() -> list[Sample]:
    return [sample(path) for path in sorted(FOLDER.glob("*/*.txt"))]


def pairs() -> list[tuple[Sample, Sample]]:
    """Return each two reports of one event."""
    return [(one, other) for one, other in combinations(samples(), 2) if one.event == other.event]


def judged(one: Sample, other: Sample, proposed: Iterable[tuple[Span, Span]]) -> Quality:
    """Return how good proposed pairs of places are.

    A pair is right where the one place touches marks of the same things as the other, and any at all.
    """
    total = right = exact = 0
    found: set[str] = set()
    wrong: list[tuple[str, str]] = []
    for span, counterpart in proposed:
        total += 1
        mine, theirs = touched(one, span), touched(other, counterpart)
        both = mine.keys() & theirs.keys()
        if both and mine.keys() == theirs.keys():
            right += 1
            found |= both
            exact += all(
                (side[0].start, side[-1].end) == (place.start, place.end)
                for side, place in ((sorted(mine.values()), span), (sorted(theirs.values()), counterpart))
            )
        else:
            wrong.append((span.of(one.text), counterpart.of(other.text)))
    things = {name for name, _ in one.things} & {name for name, _ in other.things}
    things = {name for name in things if not name.startswith(_EITHER)}
    found &= things
    return Quality(total, right, exact, len(things), len(found), tuple(wrong), tuple(sorted(things - found)))


def touched(report: Sample, span: Span) -> dict[str, Span]:
    """Return the things whose marks a place touches, each with its mark."""
    return {name: mark for name, mark in report.things if mark.start < span.end and span.start < mark.end}


class Answers(Struct, frozen=True):
    """Of the passages of two reports of which the other one tells a fact too: `right` and `wrong` answers, all `asked`.

    Wrong is also an answer to what the other does not tell, but where both name the same thing.
    """

    right: int
    wrong: int
    asked: int


def answers(one: Sample, other: Sample) -> Answers:
    """Return how many passages of either report are answered by what tells the same in the other one."""
    ours, theirs = (Text(each.text, Span(0, len(each.text)), each.language) for each in (one, other))
    alignment = Alignment(ours, theirs)
    right = wrong = asked = 0
    for asking, answering, back in ((one, other, False), (other, one, True)):
        for facts, passage in (pair for pair in asking.passages if len(pair[1])):
            known = any(facts & told for told, _ in answering.passages)
            asked += known
            answer = alignment.answer(passage, back=back)
            if answer is None:
                continue
            met = [pair for pair in answering.passages if pair[1].overlaps(answer.span)]
            if any(facts & told for told, _ in met):
                right += 1
            elif known or not any(touched(asking, passage).keys() & touched(answering, span).keys() for _, span in met):
                wrong += 1
    return Answers(right, wrong, asked)
