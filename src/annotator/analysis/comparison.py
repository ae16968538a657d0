"""The comparison of an event's reports as values: who is said by which, in what words, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from annotator.core.values import (
    Annotation,
    Article,
    AttributeValue,
    Cue,
    Entity,
    Event,
    Judgement,
    Tag,
    Verdict,
)
from annotator.text.direction import Direction


class Silence(StrEnum):
    """Why a cell is empty. Only a coder's declaration makes it a finding."""

    NOT_SAID = "not-said"
    NOT_READ = "not-read"


class RowState(StrEnum):
    """What the reports of an event make of one entity."""

    SAME = "same"
    DIFFERS = "differs"
    ONLY_HERE = "only-here"
    OPEN = "open"


class Kind(StrEnum):
    """In what reports may differ where they say the same entity."""

    ATTRIBUTE = "attribute"
    RELATION = "relation"
    MEMBERS = "members"


class Difference(Struct, frozen=True):
    """Something that reports say differently, as it is proposed.

    `name` is the attribute's or the relation type's name, None for members. Of a relation `outgoing` says whether the
    entity is what it goes out from. `there` has, in the order of the reports, for each that has a say in it: the
    article's id and the texts it has there, in their order.
    """

    kind: Kind
    name: str | None
    there: tuple[tuple[str, tuple[str, ...]], ...]
    outgoing: bool = True


Values = tuple[tuple[str, tuple[AttributeValue, ...]], ...]
"""Attributes by name, in its order, each with the distinct values it has, in theirs."""


class Party(Struct, frozen=True):
    """Who or what stands at an end of a relation: a mark, which may mention an entity, or an entity by itself.

    `words` are the mark's, or the entity's name; `language` and `direction` those of the mark's article, None where
    there is no mark. `entity` and `annotation` are ids.
    """

    words: str
    entity: str | None = None
    annotation: str | None = None
    article: str | None = None
    language: str | None = None
    direction: Direction | None = None


class Tied(Struct, frozen=True):
    """What a mark is related to: by relations of the type `name`, that go out from it or come in; `cues` say so."""

    name: str
    outgoing: bool
    parties: tuple[Party, ...]
    cues: tuple[Cue, ...] = ()


class Clause(Struct, frozen=True):
    """A mark and its relations, as a sentence: who (issuers), by what verb (cues), to whom, because of what.

    Issuers are who issues a directive, raises a concern or acts on somebody, addressees who is addressed, reasons the
    concerns that are answered, `because` the words that say so. Where the mark itself is who does it, objects are what
    it issues or raises, or whom it acts on, and `verb` is the name of that relation. `ties` are all relations, by type
    and direction, and `others` those of them that have no place in the sentence. `mark` is None where the entity itself
    is an end of the relations, and no words of the report are. `attributes` and `notes` are those of the relations,
    `modified` is when the last of them was changed. `told` says that the cues lie in the words that are ordered, raised
    or feared, and are read there.

    A mark has a sentence for each verb: what was ordered by one word and asked for by another reads as two.
    """

    article: str
    mark: Annotation | None
    cues: tuple[Cue, ...] = ()
    issuers: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    reasons: tuple[Party, ...] = ()
    objects: tuple[Party, ...] = ()
    others: tuple[Tied, ...] = ()
    ties: tuple[Tied, ...] = ()
    attributes: Values = ()
    because: tuple[Cue, ...] = ()
    verb: str | None = None
    notes: tuple[str, ...] = ()
    modified: str = ""
    told: bool = False

    @property
    def verbs(self) -> tuple[Cue, ...]:
        """The cues that a sentence has to say itself: not *ordered* before *ordered the firms to report*."""
        return () if self.told else self.cues

    @property
    def quote(self) -> str | None:
        """The words of the mark."""
        return None if self.mark is None else self.mark.words


class Cell(Struct, frozen=True):
    """What one report says of one entity.

    `mentions` are its own, in the order of the text; `members` the parts of it (ids) that the report says, itself or
    by their parts. `silence` is None where there is anything of this, or a clause. `uncertain` says that of no mention
    it is certain that it means the entity.
    """

    article: str
    mentions: tuple[Annotation, ...] = ()
    attributes: Values = ()
    notes: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    members: tuple[str, ...] = ()
    silence: Silence | None = None
    uncertain: bool = False


class Row(Struct, frozen=True):
    """One entity through all reports of an event; `cells` has one for each report, in the comparison's order.

    `depth` counts the rows above that it is a part of, `whole` is the id of the nearest. `tag` is the id of the
    entity's tag, or of the one that most of its mentions have. `members` are its parts that have a row (ids), `said_by`
    the reports (ids) that say it or a part of it. `judgement` is what decides the state, `judgements` are all coders'.
    """

    entity: Entity
    tag: str
    cells: tuple[Cell, ...]
    state: RowState
    depth: int = 0
    whole: str | None = None
    proposed: tuple[Difference, ...] = ()
    judgement: Judgement | None = None
    judgements: tuple[Judgement, ...] = ()
    members: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()

    @property
    def sentence(self) -> str | None:
        """What the analyst has written of the row."""
        return None if self.judgement is None else self.judgement.sentence

    @property
    def outdated(self) -> bool:
        """Whether a mark or a relation of it was made or changed after it was judged: the verdict knew nothing of it.

        By the times that were stored; what was deleted since leaves none.
        """
        if self.judgement is None:
            return False
        judged = self.judgement.modified
        return any(
            any(mark.modified > judged for mark in cell.mentions)
            or any(clause.modified > judged for clause in cell.clauses)
            for cell in self.cells
        )


class Group(Struct, frozen=True):
    """The rows of one tag, each before its parts, and for each report the marks of this tag that are tied to nothing.

    A part stands under its whole, in the whole's group, also where it is of another tag. `clauses` has for each report
    the sentences of those loose marks that have relations.
    """

    tag: Tag
    rows: tuple[Row, ...]
    loose: tuple[tuple[Annotation, ...], ...]
    clauses: tuple[tuple[Clause, ...], ...] = ()


class Comparison(Struct, frozen=True):
    """All that the reports of an event say. `reports` are the columns, `earlier` the versions that later ones replace.

    `tags` are all tags, in their order. `left_out` are reports that a filter has taken out of the columns. `complete`
    is False of the first rows, which were made before the others. `names` are those of all entities that reports say,
    by their ids: a row tells of its parts also where a filter has left out theirs. `done` are the reports and tags
    (ids) of which a coder has declared the report done for the tag.
    """

    event: Event
    reports: tuple[Article, ...]
    groups: tuple[Group, ...]
    tags: tuple[Tag, ...] = ()
    earlier: tuple[Article, ...] = ()
    left_out: tuple[Article, ...] = ()
    complete: bool = True
    names: Mapping[str, str] = {}
    done: frozenset[tuple[str, str]] = frozenset()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all groups."""
        for group in self.groups:
            yield from group.rows

    def row(self, entity: str) -> Row | None:
        """Return the row of an entity (its id)."""
        return next((row for row in self.rows() if row.entity.id == entity), None)


def state_of(cells: Sequence[Cell], proposed: Sequence[Difference], judgement: Judgement | None) -> RowState:
    """Return a row's state: what was judged, else what its cells come to.

    Where a report was not read for it, where it is uncertain that a report means it, or where differences are
    proposed, the row is open: an analyst has to say.
    """
    if judgement is not None:
        return RowState.DIFFERS if judgement.verdict is Verdict.DIFFERS else RowState.SAME
    if any(cell.silence is Silence.NOT_READ or cell.uncertain for cell in cells):
        return RowState.OPEN
    if sum(cell.silence is None for cell in cells) == 1:  # Also where there is but one: it is the same as no other.
        return RowState.ONLY_HERE
    return RowState.OPEN if proposed else RowState.SAME
