"""Compares the reports of an event: from marks, entities, relations and declarations to rows and cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.analysis.clauses import Clauses, distinct
from annotator.analysis.columns import columns
from annotator.analysis.comparison import Cell, Clause, Comparison, Group, Row, Silence, state_of
from annotator.analysis.differences import differences
from annotator.analysis.nesting import Forest
from annotator.analysis.said import Reading, Said, Sees, chosen, related, sieve
from annotator.core.tagset import TagSet
from annotator.core.values import (
    Annotation,
    Article,
    AttributeValue,
    Entity,
    Event,
    Judgement,
    Relation,
    RelationType,
    Status,
)


def compare(
    event: Event,
    articles: Iterable[Article],
    tags: TagSet,
    entities: Iterable[Entity],
    annotations: Iterable[Annotation],
    relations: Iterable[Relation] = (),
    relation_types: Iterable[RelationType] = (),
    statuses: Iterable[Status] = (),
    judgements: Iterable[Judgement] = (),
    *,
    coder: str | None = None,
    judge: str | None = None,
    sees: Sees | None = None,
) -> Comparison:
    """Return the comparison of an event's reports. What is given may be more than the event's, in any order.

    Of several coders the marks and relations of all count, and what any of them has declared done is read. With
    `coder` (an id) those of this one alone do, and with `sees` those that it says yes to. Of several judgements that
    of `judge` (an id) decides, else the latest. Of versions in the event only the latest counts.
    """
    reports, earlier = columns(event, articles)
    by_id = {report.id: report for report in reports}
    known = {entity.id: entity for entity in entities}
    counts = sieve(coder, sees)
    relations = list(relations)
    ends = {end.annotation for one in relations for end in (one.source, one.target) if end.annotation is not None}
    said = Said(by_id, known, annotations, ends, counts)
    clauses = Clauses(
        related(relations, said.ends, tags, counts), relation_types, said.ends, known, by_id,
    )  # fmt: skip
    reading = Reading(by_id, tags, statuses, counts)
    judged: defaultdict[str, list[Judgement]] = defaultdict(list)
    for one in judgements:
        if one.event == event.id and coder in (None, one.coder):
            judged[one.entity].append(one)
    table = _Table(reports, tags, known, said, clauses, reading, judged, judge, sees)
    return Comparison(
        event, reports, tuple(table.groups()), tuple(tags), earlier, names=table.names(), done=reading.done
    )


class _Table:
    """Makes the rows of a comparison, group by group."""

    def __init__(
        self,
        reports: Sequence[Article],
        tags: TagSet,
        entities: Mapping[str, Entity],
        said: Said,
        clauses: Clauses,
        reading: Reading,
        judged: Mapping[str, list[Judgement]],
        judge: str | None,
        sees: Sees | None,
    ) -> None:
        self._reports = [report.id for report in reports]
        self._tags, self._entities, self._said = tags, entities, said
        self._reading, self._judged, self._judge, self._sees = reading, judged, judge, sees
        self._sentences = clauses.by_place()
        self._meant: defaultdict[str, dict[str, tuple[Clause, ...]]] = defaultdict(dict)
        for (article, entity), meant in clauses.of_entities.items():
            self._meant[entity][article] = meant
        self._forest = Forest(entities, {*said.mentions, *self._meant})
        self._rank = {tag.id: place for place, tag in enumerate(tags)}
        # By whom an entity is said, by itself or by its parts, and by how many mentions.
        self._by: dict[str, set[str]] = {}
        self._number: Counter[str] = Counter()
        self._order: dict[str, tuple[int, int, str, str]] = {}
        self._add_up()
        self._empty: dict[tuple[str, Silence], Cell] = {}

    def _add_up(self) -> None:
        parts = self._forest.parts
        for key in self._forest.upward():
            mentions = self._said.mentions.get(key, {})
            by, number = {*mentions, *self._meant.get(key, ())}, sum(map(len, mentions.values()))
            for part in parts.get(key, ()):
                by |= self._by[part]
                number += self._number[part]
            self._by[key], self._number[key] = by, number
            # What most reports say comes first, then what is mentioned most, then by name.
            self._order[key] = -len(by), -number, self._entities[key].name.casefold(), key

    def groups(self) -> Iterator[Group]:
        """Yield the groups in the order of the tags, without those that nothing is in."""
        roots: defaultdict[str, list[str]] = defaultdict(list)
        for root in self._forest.roots:
            roots[self._tag(root)].append(root)
        for tag in self._tags:
            rows = [row for root in self._sorted(roots.get(tag.id, ())) for row in self._tree(root)]
            marks = self._said.loose.get(tag.id, {})
            if rows or marks:
                loose = tuple(tuple(marks.get(report, ())) for report in self._reports)
                said = tuple(tuple(self._sentences.get((report, tag.id), ())) for report in self._reports)
                yield Group(tag, tuple(rows), loose, said)

    def names(self) -> dict[str, str]:
        """Return what those entities are called that have a row (by id)."""
        return {key: self._entities[key].name for key in self._by}

    def _sorted(self, entities: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(entities, key=self._order.__getitem__))

    def _tag(self, entity: str) -> str:
        own = self._entities[entity].tag
        if own is not None and own in self._rank:
            return own
        used = self._said.count_tags(entity)
        if not used:  # Without a mention of its own, a whole goes where its parts are.
            for part, _ in self._forest.down(entity, str):
                used += self._said.count_tags(part)
        found = [(-number, self._rank[tag], tag) for tag, number in used.items() if tag in self._rank]
        # Only an end of relations, and of no tag: it goes with the first, where there is one.
        return min(found)[2] if found else next(iter(self._rank), "")

    def _tree(self, root: str) -> Iterator[Row]:
        for key, depth in self._forest.down(root, self._order.__getitem__):
            tag = self._tag(key)
            # One of a tag is mentioned by this one and those below it; one of none by any.
            used = () if self._entities[key].tag == tag else self._said.count_tags(key)
            cells = self._cells(key, frozenset((tag, *used)))
            proposed = differences(cells, self._entities)
            judgements = tuple(sorted(self._visible(key, tag), key=lambda one: (one.modified, one.id)))
            judgement = chosen(judgements, self._judge)
            by = self._by[key]
            yield Row(
                self._entities[key], tag, cells, state_of(cells, proposed, judgement), depth, self._forest.above[key],
                proposed, judgement, judgements, self._sorted(self._forest.parts.get(key, ())),
                tuple(report for report in self._reports if report in by),
            )  # fmt: skip

    def _visible(self, entity: str, tag: str) -> Iterator[Judgement]:
        """A judgement tells what its coder knows of all reports: it is seen by who sees their work in all of them."""
        for one in self._judged.get(entity, ()):
            if self._sees is None or all(self._sees(report, tag, one.coder) for report in self._reports):
                yield one

    def _cells(self, entity: str, tags: frozenset[str]) -> tuple[Cell, ...]:
        mentions, meant = self._said.mentions.get(entity, {}), self._meant.get(entity, {})
        by, parts = self._by[entity], self._forest.parts.get(entity, [])
        return tuple(
            self._cell(report, entity, mentions.get(report, ()), meant.get(report, ()), parts)
            if report in by
            else self._silent(report, silence)
            for report, silence in zip(self._reports, self._reading.silences(tags), strict=True)
        )

    def _silent(self, report: str, silence: Silence) -> Cell:
        known = self._empty.get((report, silence))
        if known is None:
            known = self._empty[report, silence] = Cell(report, silence=silence)
        return known

    def _cell(
        self,
        report: str,
        entity: str,
        marks: Sequence[Annotation],
        meant: tuple[Clause, ...],
        parts: Sequence[str],
    ) -> Cell:
        values: dict[str, list[AttributeValue]] = {}
        notes: dict[str, None] = {}
        certain = not marks
        for mark in marks:
            for name, value in mark.attributes:
                values.setdefault(name, []).append(value)
            if mark.note:
                notes[mark.note] = None
            certain = certain or not mark.uncertain
        clauses = (*self._sentences.get((report, entity), ()), *meant)
        for clause in clauses:
            notes.update(dict.fromkeys(clause.notes))
        return Cell(
            report,
            tuple(marks),
            distinct(values) if values else (),
            tuple(notes),
            clauses,
            self._sorted(part for part in parts if report in self._by[part]) if parts else (),
            None,
            not certain,
        )
