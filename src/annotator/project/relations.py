"""Edits of relations by name: who does what to whom, said by marks and entities, and the types of the tag set.

As `project.edits`: each returns the change that does it; nothing is stored. What is allowed is in `relation_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import AmbiguousError, InvalidError, NotFoundError
from annotator.core.ids import new_id, now
from annotator.core.values import Attributes, Cue, End, Relation, RelationType, Value
from annotator.project.entities import find_entity
from annotator.project.project import Project
from annotator.project.references import endings, resolve
from annotator.project.rules import one_line, or_nothing
from annotator.text.segments import trim
from annotator.text.span import Span


def find_type(project: Project, reference: str) -> RelationType:
    """Return the relation type of this name, in whatever case, or of this id.

    Raises NotFoundError or AmbiguousError.
    """
    wanted = one_line(reference).casefold()
    types = project.relation_types()
    found = [kind for kind in types if wanted in (kind.name.casefold(), kind.id)]
    if not found:
        raise NotFoundError("relation type", reference, [kind.name for kind in types])
    if len(found) > 1:
        raise AmbiguousError("relation type", reference, list(endings([kind.id for kind in found]).values()))
    return found[0]


def find_relation(project: Project, reference: str) -> Relation:
    """Return the relation of this id or unique ending of one. Raises NotFoundError or AmbiguousError."""
    relations = {relation.id: relation for relation in project.relations()}
    return relations[resolve("relation", reference, list(relations))]


def find_end(project: Project, reference: str) -> End:
    """Return the annotation of this id or unique ending of one, else the entity of this name, as a relation's end."""
    try:
        return End(annotation=project.annotation(reference).id)
    except NotFoundError:
        return End(entity=find_entity(project, reference).id)


def cue_of(project: Project, article: str, quote: str) -> Cue:
    """Return the only place of some words in an article (id).

    Raises InvalidError where there is none, or are several.
    """
    text = project.text(article)
    start = text.find(quote)
    if not quote.strip() or start < 0:
        raise InvalidError(f"the words '{quote}' are not in this article")
    if text.find(quote, start + 1) >= 0:
        raise InvalidError(f"the words '{quote}' are in this article more than once; give more of them")
    return Cue(article, start, start + len(quote), quote)


def add_relation(
    project: Project,
    kind: RelationType,
    source: End,
    target: End,
    *,
    cue: Cue | None = None,
    attributes: Attributes = (),
    note: str | None = None,
) -> Change:
    """Say that one mark or entity stands to another in a relation.

    Raises InvalidError where this coder says so already.
    """
    coder, time = project.coder.id, now()
    made = Relation(new_id(), kind.id, source, target, coder, time, time, cue, attributes, or_nothing(note))
    _refuse_twin(project, made, kind.name)
    return _change(project, ChangeKind.ADD_RELATION, kind.name, [Edit(None, made)])


def edit_relation(project: Project, relation: Relation, *, before: Relation) -> Change:
    """Put `relation` in the place of `before`, from which it was made.

    Raises InvalidError where the same is said of the same two already by the same coder.
    """
    after = replace(relation, note=or_nothing(relation.note), modified=now())
    name = _names(project).get(after.type, "")
    if (after.type, after.source, after.target) != (before.type, before.source, before.target):
        _refuse_twin(project, after, name)
    return _change(project, ChangeKind.EDIT_RELATION, name, [Edit(before, after)])


def retype(project: Project, relation: Relation, kind: RelationType) -> Change:
    """Give a relation another type. Raises as `edit_relation`."""
    return edit_relation(project, replace(relation, type=kind.id), before=relation)


def swap_ends(project: Project, relation: Relation) -> Change:
    """Have a relation go the other way. Raises as `edit_relation`."""
    return edit_relation(project, replace(relation, source=relation.target, target=relation.source), before=relation)


def set_cue(project: Project, relation: Relation, article: str, span: Span | None) -> Change:
    """Say in which words of an article (id) a relation is expressed; None: in none. Offsets are code points.

    Raises InvalidError where there is nothing but blanks, or it is expressed there already.
    """
    text = project.text(article) if span is not None else ""
    found = None if span is None else trim(text, span)
    if found is not None and not len(found):
        raise InvalidError("the words that say it cannot be blank")
    cue = None if found is None else Cue(article, found.start, found.end, found.of(text))
    if cue == relation.cue:
        raise InvalidError("these are its words already" if cue is not None else "no words say it")
    return edit_relation(project, replace(relation, cue=cue), before=relation)


def _refuse_twin(project: Project, relation: Relation, name: str) -> None:
    said = (relation.type, relation.source, relation.target, relation.coder)
    for other in project.relations():
        if other.id != relation.id and (other.type, other.source, other.target, other.coder) == said:
            raise InvalidError(f"'{name}' is said of these two already")


def delete_relations(project: Project, relations: Sequence[Relation]) -> Change:
    """Delete relations; what stands at their ends stays."""
    names = {_names(project).get(relation.type, "") for relation in relations}
    subject = names.pop() if len(names) == 1 else str(len(relations))
    edits: list[Edit[Value]] = [Edit(relation, None) for relation in relations]
    return _change(project, ChangeKind.DELETE_RELATION, subject, edits)


def add_type(
    project: Project,
    name: str,
    *,
    from_tags: Sequence[str] = (),
    to_tags: Sequence[str] = (),
    description: str | None = None,
) -> Change:
    """Add a type of relations between these tags (ids; none: between any). Raises InvalidError where it is there."""
    kind = RelationType(new_id(), one_line(name), tuple(from_tags), tuple(to_tags), or_nothing(description))
    _refuse_name(project, kind)
    return _change(project, ChangeKind.ADD_RELATION_TYPE, kind.name, [Edit(None, kind)])


def edit_type(project: Project, kind: RelationType, *, before: RelationType) -> Change:
    """Put `kind` in the place of `before`, from which it was made: its name, ends and description.

    Raises InvalidError where another type has the name, or relations of it have an end that it would not allow.
    """
    after = replace(kind, name=one_line(kind.name), description=or_nothing(kind.description))
    _refuse_name(project, after)
    edits: list[Edit[Value]] = [Edit(before, after)] if after != before else []
    return _change(project, ChangeKind.EDIT_RELATION_TYPE, after.name, edits)


def _refuse_name(project: Project, kind: RelationType) -> None:
    if not kind.name:
        raise InvalidError("a relation type needs a name of one line")
    for known in project.relation_types():
        if known.id != kind.id and known.name.casefold() == kind.name.casefold():
            raise InvalidError(f"there is already a relation type '{known.name}'; choose another name")


def delete_type(project: Project, kind: RelationType) -> Change:
    """Delete a type with all its relations."""
    edits: list[Edit[Value]] = [Edit(r, None) for r in project.relations() if r.type == kind.id]
    return _change(project, ChangeKind.DELETE_RELATION_TYPE, kind.name, [*edits, Edit(kind, None)])


def _names(project: Project) -> Mapping[str, str]:
    return {kind.id: kind.name for kind in project.relation_types()}


def _change(project: Project, kind: ChangeKind, subject: str, edits: Iterable[Edit[Value]]) -> Change:
    return Change(kind, project.coder.id, now(), subject, tuple(edits))
