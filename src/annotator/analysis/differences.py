"""What may be said differently of an entity, proposed from the cells of its row. It never decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from annotator.analysis.comparison import Cell, Difference, Kind
from annotator.core.attributes import written
from annotator.core.values import Entity


def differences(cells: Sequence[Cell], entities: Mapping[str, Entity]) -> tuple[Difference, ...]:
    """Return in what the reports that say an entity differ: attributes, relation ends, members; in this order.

    Attributes are compared between reports in which they have a value: what was left blank says nothing. Relation
    ends are compared between reports that relate the entity to anything, by the entities that stand there; a report
    with an end that is tied to no entity has no say in it. Members are the parts that reports say.
    """
    saying = [cell for cell in cells if cell.silence is None]
    if len(saying) < 2:
        return ()
    found = _of_attributes(saying)
    if sum(bool(cell.clauses) for cell in saying) > 1:
        found += _of_relations([cell for cell in saying if cell.clauses], entities)
    if any(cell.members for cell in saying):
        names = [(cell.article, sorted(_name(key, entities) for key in cell.members)) for cell in saying]
        found += _differing(Kind.MEMBERS, None, names)
    return tuple(found)


def _of_attributes(cells: Sequence[Cell]) -> list[Difference]:
    by_name: defaultdict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for cell in cells:
        for name, values in cell.attributes:
            by_name[name].append((cell.article, [written(value) for value in values]))
        of_relations: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for clause in cell.clauses:
            for name, values in clause.attributes:
                of_relations[name].update(dict.fromkeys(map(written, values)))
        own = {name for name, _ in cell.attributes}
        for name, texts in of_relations.items():
            if name not in own:
                by_name[name].append((cell.article, sorted(texts)))
    return [one for name in sorted(by_name) for one in _differing(Kind.ATTRIBUTE, name, by_name[name])]


def _of_relations(cells: Sequence[Cell], entities: Mapping[str, Entity]) -> list[Difference]:
    ends: dict[tuple[str, bool], dict[str, set[str] | None]] = {}
    for cell in cells:
        for clause in cell.clauses:
            for tied in clause.ties:
                of = ends.setdefault((tied.name, tied.outgoing), {})
                known = of.setdefault(cell.article, set())
                if known is not None:
                    keys = {party.entity for party in tied.parties if party.entity is not None}
                    untied = any(party.entity is None for party in tied.parties)
                    of[cell.article] = None if untied else known | keys
    found: list[Difference] = []
    for (name, outgoing), of in sorted(ends.items()):
        there: list[tuple[str, list[str]]] = []
        for cell in cells:
            at = of.get(cell.article, set())
            if at is not None:
                there.append((cell.article, sorted(_name(key, entities) for key in at)))
        found += _differing(Kind.RELATION, name, there, outgoing)
    return found


def _differing(
    kind: Kind, name: str | None, there: Sequence[tuple[str, list[str]]], outgoing: bool = True
) -> list[Difference]:
    if len({tuple(texts) for _, texts in there}) < 2:
        return []
    return [Difference(kind, name, tuple((article, tuple(texts)) for article, texts in there), outgoing)]


def _name(entity: str, entities: Mapping[str, Entity]) -> str:
    known = entities.get(entity)
    return entity if known is None else known.name
