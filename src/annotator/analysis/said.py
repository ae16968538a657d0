"""What the reports of an event say, by entity and by report: marks that count, and what coders have declared read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter
from typing import TypeAlias

from annotator.analysis.comparison import Silence
from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Judgement, ReadingState, Relation, Status

Sees: TypeAlias = Callable[[str, str, str], bool]
"""Says of an article, a tag and a coder, all ids, whether what this coder says there counts."""
Marks: TypeAlias = dict[str, dict[str, list[Annotation]]]
"""Marks by entity or by tag, and then by article (ids), in the order of the text."""

_place = attrgetter("start", "end", "id")


def sieve(coder: str | None, sees: Sees | None) -> Sees | None:
    """Return what says whether a coder's work counts: with `coder` only that one's, and as `sees` says. None: all."""
    if coder is None and sees is None:
        return None
    known: dict[tuple[str, str, str], bool] = {}

    def counts(article: str, tag: str, by: str) -> bool:
        key = article, tag, by
        if key not in known:
            known[key] = coder in (None, by) and (sees is None or sees(article, tag, by))
        return known[key]

    return counts


class Said:
    """The marks of these reports that count: those that mention an entity, and the loose ones by tag."""

    def __init__(
        self,
        reports: Collection[str],
        entities: Collection[str],
        annotations: Iterable[Annotation],
        ends: Collection[str],
        counts: Sees | None,
    ) -> None:
        """`ends` are marks that relations end at; the attribute of this name has those that count. All are ids."""
        self.mentions: Marks = defaultdict(lambda: defaultdict(list))
        self.loose: Marks = defaultdict(lambda: defaultdict(list))
        self.ends: dict[str, Annotation] = {}
        wanted, asked, known = frozenset(reports), frozenset(ends), frozenset(entities)
        before: Annotation | None = None
        begun: set[str] = set()
        ordered = True
        for mark in annotations:
            article = mark.article
            if article not in wanted or (counts is not None and not counts(article, mark.tag, mark.coder)):
                continue
            if before is not None and before.article == article:
                ordered = ordered and (mark.start > before.start or _place(mark) > _place(before))
            else:
                ordered = ordered and article not in begun
                begun.add(article)
            before = mark
            if mark.id in asked:
                self.ends[mark.id] = mark
            entity = mark.entity
            if entity is not None and entity in known:
                self.mentions[entity][article].append(mark)
            else:
                self.loose[mark.tag][article].append(mark)
        if not ordered:  # As they are stored, they are, and of very many that is soon seen.
            for by_article in (*self.mentions.values(), *self.loose.values()):
                for marks in by_article.values():
                    marks.sort(key=_place)

    def count_tags(self, entity: str) -> Counter[str]:
        """Return the tags (ids) of an entity's mentions, with how many have each."""
        return Counter(mark.tag for marks in self.mentions.get(entity, {}).values() for mark in marks)


def related(
    relations: Iterable[Relation], ends: Mapping[str, Annotation], tags: TagSet, counts: Sees | None
) -> list[Relation]:
    """Return the relations that count: where all marks at their ends do, and their coder's work does there.

    What is said of two entities is no work on one tag: it counts where their coder's work does for all.
    """
    if counts is None:
        return list(relations)
    found = []
    for relation in relations:
        keys = [end.annotation for end in (relation.source, relation.target) if end.annotation is not None]
        marks = [ends[key] for key in keys if key in ends]
        places = [(mark.article, mark.tag) for mark in marks]
        if not keys and relation.cue is not None:
            places = [(relation.cue.article, tag.id) for tag in tags]
        if len(marks) == len(keys) and all(counts(article, tag, relation.coder) for article, tag in places):
            found.append(relation)
    return found


class Reading:
    """What was read for what: what coders whose work counts have declared done."""

    def __init__(self, reports: Collection[str], tags: TagSet, statuses: Iterable[Status], counts: Sees | None) -> None:
        self._reports, self._tags = tuple(reports), tags
        self.done = frozenset(
            (one.article, one.tag)
            for one in statuses
            if one.state is ReadingState.DONE and (counts is None or counts(one.article, one.tag, one.coder))
        )
        below: defaultdict[str, list[str]] = defaultdict(list)
        for tag in tags:
            if tag.parent is not None:
                below[tag.parent].append(tag.id)
        self._below = below
        self._retired = frozenset(tag.id for tag in tags if tag.retired)
        self._known: dict[frozenset[str], tuple[Silence, ...]] = {}

    def silences(self, tags: frozenset[str]) -> tuple[Silence, ...]:
        """Return for each report what it means that it has no mention of an entity that has, or is mentioned by, these.

        It is not said where the report is done for all these tags and for all tags below them: marks of any of them
        could mention it. Of those below, one that is retired is offered for no mark any more and need not be done; what
        lies below it is, and needs to.
        """
        known = self._known.get(tags)
        if known is None:
            needed = self._closed(tags) - (self._retired - tags)
            known = self._known[tags] = tuple(
                Silence.NOT_SAID if all((report, tag) in self.done for tag in needed) else Silence.NOT_READ
                for report in self._reports
            )
        return known

    def _closed(self, tags: frozenset[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(tags)
        while waiting:
            tag = waiting.pop()
            if tag not in found:
                found.add(tag)
                waiting += self._below[tag]
        return found


def chosen(judgements: Iterable[Judgement], judge: str | None) -> Judgement | None:
    """Return the judgement that decides: that of `judge` (a coder's id), else the latest."""
    found = sorted(judgements, key=lambda one: (one.modified, one.id))
    own = [one for one in found if one.coder == judge]
    return next(reversed(own or found), None)
