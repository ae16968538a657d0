"""Relations read as sentences: a clause for each verb of a mark, or of an entity that is an end itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from annotator.analysis.comparison import Clause, Party, Tied, Values
from annotator.core.tagset import DEFAULT_RELATION_TYPES
from annotator.core.values import Annotation, Article, AttributeValue, Cue, End, Entity, Relation, RelationType
from annotator.text.span import Span

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

Ends: TypeAlias = list[tuple[Relation, bool]]
"""Relations of one mark or entity, each with whether it goes out from there."""


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
        self.of_marks = [
            (mark, self._clause(mark.article, mark, part))
            for mark, of in ((marks[key], of) for key, of in at_marks.items())
            for part in self._verbs(of, mark.article)
        ]
        self.of_entities = {
            key: tuple(self._clause(key[0], None, part) for part in self._verbs(of, key[0]))
            for key, of in at_entities.items()
        }

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

    def _verbs(self, relations: Ends, article: str) -> list[Ends]:
        """Return the relations of one mark or entity, apart where a sentence could not say which verb is whose.

        What it does, it does type by type, and word by word: *ordered* some, *asked* for others. What is done to it is
        said with all the rest, but where several words say so: then only with the first of them.
        """
        if len(relations) == 1:
            return [relations]
        does: defaultdict[str, Ends] = defaultdict(list)
        done: Ends = []
        rest: Ends = []
        for relation, outgoing in relations:
            place = self._place_of(relation, outgoing)
            into = does[relation.type] if place == _OBJECT else done if place == _ISSUER else rest
            into.append((relation, outgoing))
        first, *more = _by_cue(done, article) or [[]]
        found = [first + rest, *more] if first or rest else []
        for kind in sorted(does, key=lambda key: (self._types[key].name, key)):
            found += _by_cue(does[kind], article)
        return found

    def _place_of(self, relation: Relation, outgoing: bool) -> int | None:
        kind = self._types[relation.type]
        return _PLACES.get((_BY_NAME.get(kind.name.casefold(), kind.id), outgoing))

    def _only(self, article: str, mark: Annotation | None, relation: Relation, outgoing: bool) -> Clause:
        """Return the clause of one relation: what most marks have that have any, and made in half the time."""
        kind = self._types[relation.type]
        parties = (self._party(relation.target if outgoing else relation.source),)
        place = self._place_of(relation, outgoing)
        cues = (relation.cue,) if relation.cue is not None and relation.cue.article == article else ()
        tied = Tied(kind.name, outgoing, parties)
        verbs = () if place in (None, _REASON) else cues
        return Clause(
            article,
            mark,
            verbs,
            parties if place == _ISSUER else (),
            parties if place == _ADDRESSEE else (),
            parties if place == _REASON else (),
            parties if place == _OBJECT else (),
            () if place is not None else (Tied(kind.name, outgoing, parties, cues) if cues else tied,),
            (tied,),
            distinct({name: (value,) for name, value in relation.attributes}) if relation.attributes else (),
            cues if place == _REASON else (),
            kind.name if place == _OBJECT else None,
            (relation.note,) if relation.note else (),
            relation.modified,
            any(self._in_words(cue, mark, relation.target if place == _OBJECT else None) for cue in verbs),
        )

    def _clause(self, article: str, mark: Annotation | None, relations: Ends) -> Clause:
        if len(relations) == 1:
            return self._only(article, mark, *relations[0])
        placed: tuple[list[Party], ...] = ([], [], [], [])
        others: defaultdict[tuple[str, bool], list[Party]] = defaultdict(list)
        ties: defaultdict[tuple[str, bool], list[Party]] = defaultdict(list)
        cues: list[Cue] = []
        told = True
        because: list[Cue] = []
        apart: defaultdict[tuple[str, bool], list[Cue]] = defaultdict(list)
        values: defaultdict[str, list[AttributeValue]] = defaultdict(list)
        notes: dict[str, None] = {}
        verb: str | None = None
        for relation, outgoing in relations:
            name = self._types[relation.type].name
            party = self._party(relation.target if outgoing else relation.source)
            place = self._place_of(relation, outgoing)
            into = others[name, outgoing] if place is None else placed[place]
            for parties in (into, ties[name, outgoing]):
                if party not in parties:
                    parties.append(party)
            said = apart[name, outgoing] if place is None else because if place == _REASON else cues
            if relation.cue is not None and relation.cue.article == article and relation.cue not in said:
                said.append(relation.cue)
                if said is cues:
                    told &= self._in_words(relation.cue, mark, relation.target if place == _OBJECT else None)
            for key, value in relation.attributes:
                values[key].append(value)
            if relation.note:
                notes[relation.note] = None
            verb = name if place == _OBJECT else verb
        issuers, addressees, reasons, objects = map(self._ordered, placed)
        return Clause(
            article,
            mark,
            _in_order(cues),
            issuers,
            addressees,
            reasons,
            objects,
            tuple(Tied(*key, self._ordered(of), _in_order(apart[key])) for key, of in sorted(others.items())),
            tuple(Tied(*key, self._ordered(of)) for key, of in sorted(ties.items())),
            distinct(values) if values else (),
            _in_order(because),
            verb,
            tuple(notes),
            max(relation.modified for relation, _ in relations),
            bool(cues) and told,
        )

    def _in_words(self, cue: Cue, mark: Annotation | None, target: End | None) -> bool:
        """Return whether a cue lies in the words that it leads to: those of the target, else of the mark itself."""
        about = mark if target is None else self._marks.get(target.annotation or "")
        if about is None or about.article != cue.article:
            return False
        return any(piece.covers(Span(cue.start, cue.end)) for piece in about.pieces)

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


def _in_order(cues: list[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=_cue_order) if len(cues) > 1 else cues)


def _cue_order(cue: Cue) -> tuple[int, int, str]:
    return cue.start, cue.end, cue.article


def _by_cue(relations: Ends, article: str) -> list[Ends]:
    """Return relations by the words of an article (its id) that say so.

    Those without any go with the only ones there are, and by themselves where there are several.
    """
    found: defaultdict[Cue | None, Ends] = defaultdict(list)
    for relation, outgoing in relations:
        here = relation.cue is not None and relation.cue.article == article
        found[relation.cue if here else None].append((relation, outgoing))
    cues = sorted((cue for cue in found if cue is not None), key=_cue_order)
    if len(cues) < 2:
        return [relations] if relations else []
    return [*(found[cue] for cue in cues), *([found[None]] if None in found else [])]


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
