"""Relations read as sentences: one clause for each mark that has some, and for each entity that is an end itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from annotator.analysis.comparison import Clause, Party, Tied, Values
from annotator.core.tagset import DEFAULT_RELATION_TYPES
from annotator.core.values import Annotation, Article, AttributeValue, Cue, End, Entity, Relation, RelationType

_ISSUES, _ADDRESSES, _ANSWERS, _RAISES, _ACTS_ON = (one.id for one in DEFAULT_RELATION_TYPES)
_BY_NAME = {one.name: one.id for one in DEFAULT_RELATION_TYPES}
# The place in the sentence that the other end of a relation has, by the relation's type and whether it goes out.
_ISSUER, _ADDRESSEE, _REASON, _OBJECT = range(4)
_PLACES = {
    (_ISSUES, False): _ISSUER,
    (_RAISES, False): _ISSUER,
    (_ACTS_ON, False): _ISSUER,
    (_ADDRESSES, True): _ADDRESSEE,
    (_ISSUES, True): _OBJECT,
    (_RAISES, True): _OBJECT,
    (_ACTS_ON, True): _OBJECT,
    (_ANSWERS, True): _REASON,
}


class Clauses:
    """The clauses of an event's reports: of marks, and of entities by article (both ids)."""

    def __init__(
        self,
        relations: Iterable[Relation],
        types: Iterable[RelationType],
        marks: Mapping[str, Annotation],
        entities: Mapping[str, Entity],
        articles: Mapping[str, Article],
    ) -> None:
        """`marks` are those that are compared, of `articles`. A relation with an end that is neither is left out.

        One between two entities belongs to the report that its cue lies in, and to none without one.
        """
        self._types = {one.id: one for one in types}
        self._marks, self._entities, self._articles = marks, entities, articles
        at_marks: defaultdict[str, list[tuple[Relation, bool]]] = defaultdict(list)
        at_entities: defaultdict[tuple[str, str], list[tuple[Relation, bool]]] = defaultdict(list)
        for relation in sorted(relations, key=lambda one: one.id):
            if relation.type in self._types and self._has(relation.source) and self._has(relation.target):
                for end, other, outgoing in (
                    (relation.source, relation.target, True),
                    (relation.target, relation.source, False),
                ):
                    if end.annotation is not None:
                        at_marks[end.annotation].append((relation, outgoing))
                    elif end.entity is not None and (article := self._place(other, relation.cue)) is not None:
                        at_entities[article, end.entity].append((relation, outgoing))
        self.of_marks = [(marks[key], self._clause(marks[key].article, marks[key], of)) for key, of in at_marks.items()]
        self.of_entities = {key: self._clause(key[0], None, of) for key, of in at_entities.items()}

    def by_place(self) -> dict[tuple[str, str], list[Clause]]:
        """Return the clauses of marks by article and entity, or where they mention none by article and tag (ids).

        They are in the order of the text.
        """
        found: defaultdict[tuple[str, str], list[Clause]] = defaultdict(list)
        for mark, clause in sorted(self.of_marks, key=lambda one: (one[0].start, one[0].end, one[0].id)):
            about = mark.entity if mark.entity is not None and mark.entity in self._entities else mark.tag
            found[mark.article, about].append(clause)
        return found

    def _has(self, end: End) -> bool:
        return end.annotation in self._marks or end.entity in self._entities

    def _place(self, other: End, cue: Cue | None) -> str | None:
        """Return the report in which an entity is an end: that of the mark at the other end, else of the cue."""
        if other.annotation is not None:
            return self._marks[other.annotation].article
        return cue.article if cue is not None and cue.article in self._articles else None

    def _clause(self, article: str, mark: Annotation | None, relations: Sequence[tuple[Relation, bool]]) -> Clause:
        placed: tuple[list[Party], ...] = ([], [], [], [])
        others: defaultdict[tuple[str, bool], list[Party]] = defaultdict(list)
        ties: defaultdict[tuple[str, bool], list[Party]] = defaultdict(list)
        cues: list[Cue] = []
        values: defaultdict[str, list[AttributeValue]] = defaultdict(list)
        for relation, outgoing in relations:
            kind = self._types[relation.type]
            party = self._party(relation.target if outgoing else relation.source)
            place = _PLACES.get((_BY_NAME.get(kind.name.casefold(), kind.id), outgoing))
            into = others[kind.name, outgoing] if place is None else placed[place]
            for parties in (into, ties[kind.name, outgoing]):
                if party not in parties:
                    parties.append(party)
            if relation.cue is not None and relation.cue.article == article and relation.cue not in cues:
                cues.append(relation.cue)
            for name, value in relation.attributes:
                values[name].append(value)
        issuers, addressees, reasons, objects = map(self._ordered, placed)
        return Clause(
            article,
            mark,
            tuple(sorted(cues, key=lambda cue: (cue.start, cue.end))) if cues else (),
            issuers,
            addressees,
            reasons,
            objects,
            self._tied(others),
            self._tied(ties),
            distinct(values) if values else (),
        )

    def _tied(self, found: Mapping[tuple[str, bool], list[Party]]) -> tuple[Tied, ...]:
        return tuple(Tied(*key, self._ordered(parties)) for key, parties in sorted(found.items())) if found else ()

    def _ordered(self, parties: list[Party]) -> tuple[Party, ...]:
        return tuple(sorted(parties, key=self._order) if len(parties) > 1 else parties)

    def _party(self, end: End) -> Party:
        if end.annotation is None:
            assert end.entity is not None
            return Party(self._entities[end.entity].name, end.entity)
        mark = self._marks[end.annotation]
        article = self._articles[mark.article]
        entity = mark.entity if mark.entity in self._entities else None
        return Party(mark.words, entity, mark.id, article.id, article.language, article.direction)

    def _order(self, party: Party) -> tuple[bool, int, str, str]:
        start = -1 if party.annotation is None else self._marks[party.annotation].start
        return party.annotation is None, start, party.words, party.annotation or party.entity or ""


def distinct(values: Mapping[str, Iterable[AttributeValue]]) -> Values:
    """Return values by name, each once, in an order that does not depend on theirs."""
    return tuple((name, _once(values[name])) for name in sorted(values))


def _once(values: Iterable[AttributeValue]) -> tuple[AttributeValue, ...]:
    # By kind first: to Python, True is 1. Of 1 and 1.0 always the same one stays.
    found = {
        _weight(value): value for value in sorted(values, key=lambda value: (_weight(value), type(value).__name__))
    }
    return tuple(found.values())


def _weight(value: AttributeValue) -> tuple[int, float, str]:
    if isinstance(value, str):
        return 0, 0.0, value
    return (1 if isinstance(value, bool) else 2), float(value), ""
