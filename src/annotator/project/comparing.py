"""An event's reports compared, as a project has them; and what an analyst confirms of a row, as an edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from annotator.analysis.columns import columns
from annotator.analysis.comparing import compare
from annotator.analysis.comparison import Comparison
from annotator.analysis.nesting import Forest
from annotator.analysis.said import Sees
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import AmbiguousError, InvalidError, NotFoundError
from annotator.core.ids import new_id, now
from annotator.core.values import Entity, Event, Judgement, Value, Verdict
from annotator.formats.compared import Compared
from annotator.formats.comparisons import COMPARISON_FORMATS as COMPARISON_FORMATS
from annotator.formats.comparisons import comparison_format
from annotator.project.bulk import in_bulk
from annotator.project.exporting import written_bytes
from annotator.project.project import Project
from annotator.project.readable import Readable
from annotator.project.references import SHORTEST, endings
from annotator.project.rules import one_line


def find_event(project: Readable, reference: str) -> Event:
    """Return the event of this name, in whatever case, else of this id or unique ending of one.

    Raises NotFoundError, which names those there are, or AmbiguousError.
    """
    wanted = one_line(reference).casefold()
    events = project.events()
    found = [event for event in events if event.name.casefold() == wanted]
    found = found or [event for event in events if len(wanted) >= SHORTEST and event.id.endswith(wanted)]
    if not found:
        raise NotFoundError("event", reference, [event.name for event in events])
    if len(found) > 1:
        raise AmbiguousError("event", reference, list(endings([event.id for event in found]).values()))
    return found[0]


def comparison(project: Readable, event: Event, *, coder: str | None = None, sees: Sees | None = None) -> Comparison:
    """Compare the reports of an event; see `analysis.comparing.compare` for `coder` (an id) and `sees`.

    The working coder's judgements decide. Takes a second for 250,000 annotations.
    """
    with in_bulk():
        articles = project.articles()
        reports = [article.id for article in articles if event.id in article.events]
        return compare(
            event, articles, project.tags, project.entities(), project.annotations(articles=reports),
            project.relations(), project.relation_types(), project.statuses(articles=reports), project.judgements(),
            coder=coder, judge=project.coder.id, sees=sees,
        )  # fmt: skip


def first_rows(
    project: Readable, event: Event, number: int = 30, *, coder: str | None = None, sees: Sees | None = None
) -> Comparison:
    """Return the rows of a comparison that come first, whole trees, without loose marks: long before it is complete.

    Where not everybody's marks count, other rows may come first in the end; the cells are right all the same.
    """
    with in_bulk():
        articles, entities = project.articles(), project.entities()
        reports, _ = columns(event, articles)
        chosen = set(_first(project, {report.id for report in reports}, entities, number))
        marks = {mark.id: mark for mark in project.mentions(chosen)} if chosen else {}
        relations = project.relations_at(annotations=marks, entities=chosen)
        ends = {end.annotation for one in relations for end in (one.source, one.target) if end.annotation is not None}
        marks |= {mark.id: mark for mark in project.annotations_of(ends - marks.keys())}
        statuses = project.statuses(articles=[report.id for report in reports])
        found = compare(
            event, articles, project.tags, entities, marks.values(), relations, project.relation_types(), statuses,
            project.judgements(), coder=coder, judge=project.coder.id, sees=sees,
        )  # fmt: skip
    groups = (
        replace(
            group,
            rows=tuple(row for row in group.rows if row.entity.id in chosen),
            loose=tuple(() for _ in reports),
            clauses=tuple(() for _ in reports),
        )
        for group in found.groups
    )
    return replace(found, groups=tuple(group for group in groups if group.rows), complete=False)


def _first(project: Readable, reports: set[str], entities: tuple[Entity, ...], number: int) -> Iterator[str]:
    """Yield the entities of the first rows, tree by tree, in the order that `compare` has them in.

    Mentions are counted tag by tag, until there are rows enough. Trees of no tag go where their mentions are, which is
    to be seen only in the end: they come last here.
    """
    known = {entity.id: entity for entity in entities}
    forest, tags = Forest(known, known), [tag.id for tag in project.tags]
    trees: dict[str | None, list[list[str]]] = {tag: [] for tag in (*tags, None)}
    for root in forest.roots:
        tag = known[root].tag
        trees[tag if tag in trees else None].append([key for key, _ in forest.down(root, str)])
    taken = 0
    for some in trees.values():
        counts = project.mentions_by_article([key for tree in some for key in tree])
        ordered = []
        for tree in some:
            inside = [(article, count) for key in tree for article, count in counts.get(key, {}).items()]
            inside = [(article, count) for article, count in inside if article in reports]
            if inside:
                by, mentions = {article for article, _ in inside}, sum(count for _, count in inside)
                whole = known[tree[0]]
                ordered.append((-len(by), -mentions, whole.name.casefold(), whole.id, tree))
        for *_, tree in sorted(ordered):
            if taken >= number:
                return
            taken += sum(bool(counts.get(key)) for key in tree)
            yield from tree


def export(project: Readable, found: Comparison, target: Path | str | BinaryIO, format: str) -> None:
    """Write a comparison, or what a filter has left of it, to a file or a stream.

    A file is written beside and renamed, so that it is whole or as it was. Raises NotFoundError for an unknown format,
    FileError where the file cannot be written, FormatError where a library is missing.
    """
    chosen = comparison_format(format)
    compared = Compared(found, project.info.name, {coder.id: coder.name for coder in project.coders()})
    if isinstance(target, (str, Path)):
        with in_bulk(), written_bytes(Path(target)) as stream:
            chosen.write(compared, stream)
    else:
        chosen.write(compared, target)


def judge(
    project: Project,
    event: Event,
    entity: Entity,
    verdict: Verdict | None,
    sentence: str | None = None,
    *,
    anew: bool = False,
) -> Change:
    """Say of an entity whether the reports of an event say the same of it, and in what they differ; None takes it back.

    It is this coder's own: what others say of it stays. Raises InvalidError where there is nothing to take back, or a
    sentence comes without a verdict. Without edits where it is said already; `anew` says it of what has changed since.
    """
    own = [
        one
        for one in project.judgements()
        if (one.event, one.entity, one.coder) == (event.id, entity.id, project.coder.id)
    ]
    words, time = one_line(sentence or "") or None, now()
    edits: list[Edit[Value]]
    if verdict is None:
        if words is not None:
            raise InvalidError("a sentence belongs to a verdict; say also whether it is the same or differs")
        if not own:
            raise InvalidError(f"you have said nothing of '{entity.name}' in '{event.name}' that could be taken back")
        edits = [Edit(one, None) for one in own]
    elif own and not anew and (own[0].verdict, own[0].sentence) == (verdict, words):
        edits = []
    elif own:
        edits = [Edit(own[0], replace(own[0], verdict=verdict, sentence=words, modified=time))]
    else:
        made = Judgement(new_id(), event.id, entity.id, project.coder.id, time, time, verdict, words)
        edits = [Edit(None, made)]
    return Change(ChangeKind.JUDGE, project.coder.id, time, entity.name, tuple(edits))
