"""What a comparison says, in plain words: for exports and the terminal, which speak no other language than this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from annotator.analysis.cldr import in_english
from annotator.analysis.comparison import (
    Cell,
    Clause,
    Comparison,
    Difference,
    Kind,
    Party,
    Row,
    RowState,
    Silence,
    Tied,
)
from annotator.core.attributes import written
from annotator.core.values import Annotation, Article, Cue, Judgement, Verdict
from annotator.text.direction import Direction
from annotator.text.isolate import shorten

STATES = {
    RowState.SAME: "same",
    RowState.DIFFERS: "differs",
    RowState.ONLY_HERE: "only here",
    RowState.OPEN: "open",
}
SIGNS = {RowState.SAME: "=", RowState.DIFFERS: "≠", RowState.ONLY_HERE: "◐", RowState.OPEN: "?"}
MEANINGS = {
    RowState.SAME: "the reports that were read say the same of it",
    RowState.DIFFERS: "an analyst has confirmed that they say it differently",
    RowState.ONLY_HERE: "one report says it, and all others were read for it",
    RowState.OPEN: "something is not read yet, uncertain, or proposed as different: an analyst has to say",
}
SILENCES = {Silence.NOT_SAID: "not said here", Silence.NOT_READ: "not read for this yet"}
SILENCE_MEANINGS = {
    Silence.NOT_SAID: "a coder has declared the report done for this tag, and nothing in it mentions this",
    Silence.NOT_READ: "nobody has declared the report done for this tag: that nothing is marked says nothing",
}
UNCERTAIN = "uncertain"
NOT_NAMED = "meant, but not named"
UNTIED = "tied to nothing"
CONFIRMED = "confirmed"
"""What stands for the sentence of who has judged a row and written none."""
OUTDATED = "changed since it was judged"
BY_PARTS = "by its parts"
MOST = 4
"""How many of a list are told."""
_TITLE = 32
"""Code points of a title in a sentence."""


def labels(reports: Sequence[Article]) -> dict[str, str]:
    """Return a name for each report by its id: its source, with the date or the title where that is not enough.

    It stands at the head of what the report says. In sentences it is `called`.
    """
    return _apart(reports, ({one.id: one.source or one.title for one in reports},))


def called(reports: Sequence[Article]) -> dict[str, str]:
    """Return what each report is called in a sentence, by its id: its source, else its language where that tells.

    So *requests (Arabic); obliges (German)*, where whole titles would be read for what is said.
    """
    tries = (
        {one.id: one.source or in_english(one.language) or shorten(one.title, _TITLE) for one in reports},
        {one.id: one.source or shorten(one.title, _TITLE) for one in reports},
    )
    return _apart(reports, tries)


def _apart(reports: Sequence[Article], first: Iterable[dict[str, str]]) -> dict[str, str]:
    """Return the first names that tell all reports apart; at last numbers do."""
    tries = (
        *first,
        {one.id: f"{one.source or one.title}, {one.published or one.language or one.title}" for one in reports},
        {one.id: f"{one.source}: {one.title}" if one.source else one.title for one in reports},
    )
    for found in tries:
        if len(set(found.values())) == len(found):
            return found
    return {report.id: f"{number}. {report.source or report.title}" for number, report in enumerate(reports, 1)}


class Quoted(Struct, frozen=True):
    """Words that a report has for an entity: once, however often it has them. Uncertain where all these marks are."""

    words: str
    marks: tuple[Annotation, ...]

    @property
    def uncertain(self) -> bool:
        return all(mark.uncertain for mark in self.marks)

    @property
    def places(self) -> int:
        """How many places have the words: two coders may have marked the same one."""
        return len({(mark.start, mark.end, mark.fragments) for mark in self.marks})


def quoted(marks: Iterable[Annotation]) -> list[Quoted]:
    """Return the different words of marks, in the order of their first places."""
    found: dict[str, list[Annotation]] = {}
    for mark in marks:
        found.setdefault(" ".join(mark.words.split()), []).append(mark)
    return [Quoted(words, tuple(same)) for words, same in found.items()]


class Piece(Struct, frozen=True):
    """A piece of a sentence: a word of ours, or words of a report, in their language and direction."""

    text: str
    quote: bool = False
    language: str | None = None
    direction: Direction | None = None


def sentence(clause: Clause, report: Article) -> list[Piece]:
    """Return a clause as a sentence: issuer, verb, to whom: what, because of what; then all else it is related to.

    Where the mark is who does it: the mark, verb: what or whom. The verb is the report's, where its words are known.
    """
    language, direction = report.language, report.direction
    own = Piece(f"({NOT_NAMED})")
    if clause.quote is not None:
        own = Piece(" ".join(clause.quote.split()), True, language, direction)
    found = [own] if clause.objects else [*_listed(clause.issuers)]
    found += _cues(clause.verbs, report)
    if clause.verb is not None and not clause.cues:
        found.append(Piece(clause.verb))
    if clause.addressees:
        found += [Piece("to"), *_listed(clause.addressees)]
    if found:
        found.append(Piece(":"))
    found += _listed(clause.objects) if clause.objects else [own]
    if clause.objects and clause.issuers:
        found += [Piece("; by"), *_listed(clause.issuers)]
    if clause.reasons:
        found += [Piece("because of"), *_cues(clause.because, report), *_listed(clause.reasons)]
    for tied in clause.others:
        found += [Piece(";"), *_tied(tied, report)]
    if clause.attributes:
        found.append(Piece(f"({'; '.join(attributes(clause.attributes))})"))
    return found


def _cues(cues: Iterable[Cue], report: Article) -> list[Piece]:
    return [Piece(" ".join(cue.quote.split()), True, report.language, report.direction) for cue in cues]


def _tied(tied: Tied, report: Article) -> list[Piece]:
    parties, cues = list(_listed(tied.parties)), _cues(tied.cues, report)
    if tied.outgoing:
        return [Piece(tied.name), *cues, *parties]
    each = [Piece("each of")] if len(tied.parties) > 1 else []
    return [*each, *parties, Piece(f"{tied.name} this"), *cues]


def _listed(parties: Iterable[Party]) -> Iterator[Piece]:
    for number, party in enumerate(parties):
        if number:
            yield Piece("and")
        yield Piece(" ".join(party.words.split()), True, party.language, party.direction)


def attributes(values: Iterable[tuple[str, Iterable[str | int | float | bool]]]) -> list[str]:
    """Return attributes as `name: value / value`."""
    return [f"{name}: {' / '.join(map(written, found))}" for name, found in values]


def verdict(judgement: Judgement, by: str) -> str:
    """Return what a coder of this name has judged, in one line: `differs: the sentence (Mira)`."""
    state = STATES[RowState.DIFFERS if judgement.verdict is Verdict.DIFFERS else RowState.SAME]
    said = f"{state}: {judgement.sentence}" if judgement.sentence else state
    return f"{said} ({by})" if by else said


def judged(row: Row, by: str) -> list[str]:
    """Return what decides a row, in lines: the sentence with who wrote it, and whether something has changed since."""
    if row.judgement is None:
        return []
    said = row.sentence or CONFIRMED
    return [f"{said} ({by})" if by else said, *([OUTDATED] if row.outdated else [])]


def unsaid(row: Row) -> tuple[Difference, ...]:
    """Return in what a row differs, as it is proposed, where no analyst has said so in a sentence, or that it does not.

    Who has confirmed that it differs, and has written no sentence, has confirmed these.
    """
    judged_same = row.judgement is not None and row.judgement.verdict is Verdict.SAME
    return () if row.sentence or judged_same else row.proposed


def heading(difference: Difference) -> str:
    """Return what it is that differs: an attribute's name, a relation's, or the parts that are named."""
    if difference.kind is Kind.MEMBERS:
        return "named parts"
    if difference.kind is Kind.RELATION and not difference.outgoing:
        return f"who or what {difference.name} it"
    return str(difference.name)


def sides(difference: Difference) -> list[tuple[str, list[str]]]:
    """Return what is said, and by which reports (ids): those that say the same together.

    Of parts and of ends of relations only those are told that not all reports have.
    """
    shared: set[str] = set()
    if difference.kind is not Kind.ATTRIBUTE:
        shared = set[str].intersection(*(set(texts) for _, texts in difference.there))
    found: dict[tuple[str, ...], list[str]] = {}
    for article, texts in difference.there:
        found.setdefault(tuple(text for text in texts if text not in shared), []).append(article)
    return [(", ".join(texts) or ("no other" if shared else "none"), reports) for texts, reports in found.items()]


def difference(one: Difference, names: Mapping[str, str]) -> str:
    """Return a proposed difference in one line; `names` are those of the reports, of many the first are named."""
    said = []
    for texts, reports in sides(one)[:MOST]:
        named = [names[report] for report in reports if report in names]
        said.append(f"{texts} ({', '.join(named[:MOST])}{more(len(named))})")
    return f"{heading(one)}: {'; '.join(said)}{more(len(sides(one)))}"


def more(number: int) -> str:
    """Return how many of a list are not told, where it is longer than MOST."""
    return f" and {number - MOST} more" if number > MOST else ""


def silence(cell: Cell) -> str:
    """Return what an empty cell says, or that the entity is said by its parts alone; else nothing."""
    if cell.silence is not None:
        return SILENCES[cell.silence]
    if cell.mentions:
        return ""
    return BY_PARTS if cell.members else NOT_NAMED


def read_for(comparison: Comparison, report: Article) -> str:
    """Return for which tags a report was declared done: in whose silence there is a finding. Retired tags are none."""
    tags = [tag for tag in comparison.tags if not tag.retired]
    done = [tag.name for tag in tags if (report.id, tag.id) in comparison.done]
    if not done:
        return "not declared read"
    return "read for all tags" if len(done) == len(tags) else f"read for {', '.join(done)}"


def states(comparison: Comparison) -> dict[RowState, int]:
    """Return how many rows there are of each state, in their order."""
    found = Counter(row.state for row in comparison.rows())
    return {state: found[state] for state in STATES}
