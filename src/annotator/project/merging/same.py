"""Which records of two projects are one: by id, else by what makes them what they are; the smallest id is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from annotator.core.values import Annotation, Article, Bundle, Coder, Event, Judgement, RelationType, Status, Tag

V = TypeVar("V", Article, Annotation, Coder, Event, RelationType, Tag)


class Same:
    """Ids that stand for one record, which goes by the smallest of them."""

    def __init__(self) -> None:
        self._below: dict[str, str] = {}

    def of(self, record: str) -> str:
        """Return the id that a record goes by."""
        while (below := self._below.get(record)) is not None:
            record = below
        return record

    def join(self, one: str, other: str) -> None:
        one, other = self.of(one), self.of(other)
        if one != other:
            self._below[max(one, other)] = min(one, other)

    def ids(self) -> dict[str, str]:
        """Return, for each id that another one stands for now, that one."""
        return {record: self.of(record) for record in self._below}


def find_same(one: Bundle, other: Bundle, names: Mapping[str, str]) -> Same:
    """Return what of two projects is one, with what was found so when they were merged before.

    Articles are one by their texts; coders, events, tags and relation types by their names, whatever the case; reading
    statuses by article, tag and coder; judgements by event, entity and coder; annotations by words, tag and coder. What
    has one id is one, and is not looked at further. `names` says which tags are one although their names differ: a
    folded name to the one it goes by.
    """
    same = Same()
    for merged in (*one.merged, *other.merged):
        if merged.into is not None:
            same.join(merged.id, merged.into)
    _pair(same, one.coders, other.coders, _folded)
    _pair(same, one.events, other.events, _folded)
    _pair(same, one.tags, other.tags, _folded)
    _by_table(same, (*one.tags, *other.tags), names)
    _pair(same, one.relation_types, other.relation_types, _folded)
    _pair(same, one.articles, other.articles, lambda article: article.sha256)
    _statuses(same, (*one.statuses, *other.statuses))
    _judgements(same, (*one.judgements, *other.judgements))
    _pair(same, one.annotations, other.annotations, lambda mark: saying(mark, same.of))
    return same


def saying(mark: Annotation, of: Callable[[str], str] = str) -> tuple[object, ...]:
    """Return what an annotation says: these words, this tag, this coder."""
    return of(mark.article), mark.start, mark.end, mark.fragments, of(mark.tag), of(mark.coder)


def _folded(value: Coder | Event | Tag | RelationType) -> str:
    return value.name.casefold()


def _pair(same: Same, one: Sequence[V], other: Sequence[V], key: Callable[[V], object]) -> None:
    """Join what has one key, of that which only one side has by its id: the first with the first, and so on."""
    ids = ({same.of(value.id) for value in one}, {same.of(value.id) for value in other})
    left: tuple[dict[object, list[str]], dict[object, list[str]]] = ({}, {})
    for values, there, found in ((one, ids[1], left[0]), (other, ids[0], left[1])):
        for value in values:
            if same.of(value.id) not in there:
                found.setdefault(key(value), []).append(same.of(value.id))
    for what, records in left[0].items():
        for mine, theirs in zip(sorted(records), sorted(left[1].get(what, ())), strict=False):
            same.join(mine, theirs)


def _by_table(same: Same, tags: Iterable[Tag], names: Mapping[str, str]) -> None:
    """Join tags that somebody has said to be one."""
    first: dict[str, str] = {}
    for tag in sorted(tags, key=lambda tag: tag.id):
        name = _folded(tag)
        target = names.get(name, name).casefold()
        if target in names.values() or target in {wanted.casefold() for wanted in names.values()}:
            same.join(first.setdefault(target, tag.id), tag.id)


def _statuses(same: Same, statuses: Iterable[Status]) -> None:
    """Join those of one article, tag and coder, of whom there is one status."""
    first: dict[tuple[str, str, str], str] = {}
    for status in sorted(statuses, key=lambda status: status.id):
        key = (same.of(status.article), same.of(status.tag), same.of(status.coder))
        same.join(first.setdefault(key, status.id), status.id)


def _judgements(same: Same, judgements: Iterable[Judgement]) -> None:
    """Join those of one event, entity and coder, of whom there is one judgement."""
    first: dict[tuple[str, str, str], str] = {}
    for judgement in sorted(judgements, key=lambda judgement: judgement.id):
        key = (same.of(judgement.event), same.of(judgement.entity), same.of(judgement.coder))
        same.join(first.setdefault(key, judgement.id), judgement.id)
