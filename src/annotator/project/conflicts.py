"""What a merge has left to settle: which value is stored, which is the other one, and the edits that decide."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError, ProjectError
from annotator.core.ids import new_id, now
from annotator.core.values import (
    BY_WORD,
    Annotation,
    Article,
    Conflict,
    Entity,
    Event,
    Judgement,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)
from annotator.project import Project, edits, entities, relations


class Open(Struct, frozen=True):
    """A conflict with both its values: what is stored (None: removed since), and the other (None: removed there).

    `name` says what it is about: the tag of an annotation, an article's title.
    """

    conflict: Conflict
    stored: Value | None
    other: Value | None
    name: str

    @property
    def both(self) -> bool:
        """Whether both can be kept: two annotations that say different things."""
        mine, theirs = self.stored, self.other
        if not isinstance(mine, Annotation) or not isinstance(theirs, Annotation):
            return False
        return (mine.pieces, mine.tag, mine.coder) != (theirs.pieces, theirs.tag, theirs.coder)

    def differences(self) -> list[tuple[str, object, object]]:
        """Return the fields in which the two differ, each with both its values; none where one of them is not there."""
        mine, theirs = self.stored, self.other
        if mine is None or theirs is None:
            return []
        return [
            (name, getattr(mine, name), getattr(theirs, name))
            for name in mine.__struct_fields__
            if name not in ("created", "modified") and getattr(mine, name) != getattr(theirs, name)
        ]


def to_settle(project: Project) -> list[Open]:
    """Return all that waits to be settled, by article and place, what lies in no article first.

    Raises ProjectError where a conflict is damaged.
    """
    found = [look_up(project, conflict) for conflict in project.conflicts()]
    return sorted(found, key=_place)


def look_up(project: Project, conflict: Conflict) -> Open:
    """Return a conflict with both its values. Raises ProjectError where it is damaged."""
    try:
        other = conflict.value
        stored = project.record(BY_WORD[conflict.kind], conflict.record)
    except (ValueError, KeyError) as error:
        raise ProjectError(
            project.path, f"is damaged (a conflict to settle: {error}); restore it from a copy"
        ) from error
    value = stored if stored is not None else other
    return Open(conflict, stored, other, conflict.record if value is None else _name(project, value))


def _place(one: Open) -> tuple[str, int, str]:
    value = one.stored if one.stored is not None else one.other
    if isinstance(value, Annotation):
        return value.article, value.start, one.conflict.id
    return (value.id if isinstance(value, Article) else ""), 0, one.conflict.id


def _name(project: Project, value: Value) -> str:
    match value:
        case Annotation():
            tag = project.record(Tag, value.tag)
            return value.tag if tag is None else tag.name
        case Article():
            return value.title
        case Status():
            article = project.record(Article, value.article)
            return value.article if article is None else article.title
        case Judgement():
            entity = project.record(Entity, value.entity)
            return value.entity if entity is None else entity.name
        case Relation():
            kind = project.record(RelationType, value.type)
            return value.type if kind is None else kind.name
        case _:
            return str(getattr(value, "name", value.id))


def keep(project: Project, one: Open) -> Change:
    """Settle it by leaving what is stored."""
    return _settled(project, ChangeKind.KEEP_THIS, one, ())


def take(project: Project, one: Open) -> Change:
    """Settle it by putting the other value in the place of what is stored, or removing that as the other side did."""
    if one.other is not None:
        return _settled(project, ChangeKind.TAKE_OTHER, one, [Edit(one.stored, one.other)])
    return _settled(project, ChangeKind.TAKE_OTHER, one, _removed(project, one.stored))


def both(project: Project, one: Open) -> Change:
    """Settle it by making the other value an annotation of its own. Raises InvalidError where the two say the same."""
    if not one.both or not isinstance(one.other, Annotation):
        raise InvalidError("only two annotations with other words or another tag can both be kept")
    return _settled(project, ChangeKind.KEEP_BOTH, one, [Edit(None, replace(one.other, id=new_id()))])


def _removed(project: Project, value: Value | None) -> Iterable[Edit[Value]]:
    match value:
        case None:
            return ()
        case Annotation():
            return edits.delete_annotations(project, [value]).edits
        case Article():
            return edits.remove_articles(project, [value]).edits
        case Tag():
            return edits.delete_tag(project, value).edits
        case Entity():
            return entities.delete_entity(project, value).edits
        case RelationType():
            return relations.delete_type(project, value).edits
        case Event():
            return _without_event(project, value)
        case _:
            return (Edit(value, None),)


def _without_event(project: Project, event: Event) -> list[Edit[Value]]:
    made: list[Edit[Value]] = [
        Edit(article, replace(article, events=tuple(one for one in article.events if one != event.id)))
        for article in project.articles()
        if event.id in article.events
    ]
    made += [Edit(one, None) for one in project.judgements() if one.event == event.id]
    return [*made, Edit(event, None)]


def _settled(project: Project, kind: ChangeKind, one: Open, made: Iterable[Edit[Value]]) -> Change:
    return Change(kind, project.coder.id, now(), one.name, (*made, Edit(one.conflict, None)))


def as_record(project: Project, one: Open) -> dict[str, object]:
    """Return a conflict as a record of JSON."""
    coders = {coder.id: coder.name for coder in project.coders()}
    conflict = one.conflict
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "name": one.name,
        "stored": msgspec.to_builtins(one.stored),
        "other": msgspec.to_builtins(one.other),
        "coder": coders.get(conflict.coder or ""),
        "time": conflict.time,
    }
