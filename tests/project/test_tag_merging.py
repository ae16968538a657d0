"""Tags become one without loss."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.core.errors import AnnotatorError, InvalidError
from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import AttributeDefinition, AttributeKind, End, ReadingState
from annotator.project import Project, edits, entities, relations, tag_sets
from annotator.project.filing import set_status
from annotator.project.tag_merging import merge_tags
from tagging import Articles, add, carry, mark


def test_marks_of_several_tags_become_those_of_one(project: Project, articles: Articles) -> None:
    firm, plant = add(project, "firm", shortcut="f"), add(project, "plant")
    below = add(project, "boiler", parent=plant.id)
    one = mark(project, articles[0], "Werk Nord", firm.id, 1)
    other = mark(project, articles[0], "Werk Nord", plant.id, 2)
    before = project.bundle()
    project.do(merge_tags(project, project.tags[firm.id], [project.tags[plant.id]]))
    assert {mark.id for mark in project.annotations(tags=[firm.id])} == {one.id, other.id}
    assert plant.id not in project.tags
    assert project.tags[below.id].parent == firm.id
    project.undo()
    assert project.bundle() == before


def test_twins_are_joined_with_all_they_say(project: Project, articles: Articles) -> None:
    firm = add(project, "firm")
    role = ACTOR.attributes[0]
    project.do(
        edits.edit_tag(project, replace(firm, attributes=(role, AttributeDefinition("size", AttributeKind.TEXT))))
    )
    first = mark(project, articles[0], "Werk Nord", ACTOR.id)
    twin = mark(project, articles[0], "Werk Nord", firm.id)
    other = mark(project, articles[0], "Behörde", ACTOR.id)
    first = carry(project, first, role="issuer")
    twin = carry(project, twin, role="other", size="large")
    project.do(edits.set_note(project, project.annotation(first.id), "first"))
    project.do(edits.set_note(project, project.annotation(twin.id), "second"))
    project.do(entities.tie(project, [project.annotation(twin.id)], "Werk Nord", uncertain=True))
    kind = relations.add_type(project, "knows")
    project.do(kind)
    knows = relations.find_type(project, "knows")
    for end in (first, twin):
        project.do(relations.add_relation(project, knows, End(annotation=end.id), End(annotation=other.id)))
    project.do(relations.add_relation(project, knows, End(annotation=first.id), End(annotation=twin.id)))
    before = project.bundle()
    project.do(edits.edit_tag(project, project.tags[ACTOR.id]))

    entity = project.entities()[0]
    project.do(
        entities.edit_entity(project, replace(entity, tag=firm.id), before=entity)
    ) if entity.tag is None else None
    project.do(merge_tags(project, project.tags[ACTOR.id], [project.tags[firm.id]]))
    joined = project.annotation(first.id)
    assert project.find_annotation(twin.id) is None
    assert joined.note == "first\nsecond\nrole: other"
    assert dict(joined.attributes) == {"role": "issuer", "size": "large"}
    assert (joined.entity, joined.uncertain) == (entity.id, True)
    assert [one.name for one in project.tags[ACTOR.id].attributes] == ["role", "attributed to", "size"]
    assert project.entities()[0].tag == ACTOR.id
    ends = [(one.source.annotation, one.target.annotation) for one in project.relations()]
    assert ends == [(first.id, other.id)]
    project.undo()
    assert project.bundle().annotations == before.annotations
    assert project.bundle().relations == before.relations


def test_what_a_twin_carries_that_is_defined_no_more_goes_into_the_note(project: Project, articles: Articles) -> None:
    firm = add(project, "firm")
    size = AttributeDefinition("size", AttributeKind.NUMBER)
    project.do(edits.edit_tag(project, replace(firm, attributes=(size,))))
    first = mark(project, articles[0], "Werk Nord", ACTOR.id)
    carry(project, mark(project, articles[0], "Werk Nord", firm.id), size=3)
    project.do(edits.edit_tag(project, replace(firm, attributes=())))
    project.do(merge_tags(project, project.tags[ACTOR.id], [project.tags[firm.id]]))
    joined = project.annotation(first.id)
    assert (joined.note, joined.attributes) == ("size: 3", ())


def test_types_of_relations_go_on_with_what_is_left(project: Project, articles: Articles) -> None:
    firm = add(project, "firm")
    kind = project.do(relations.add_type(project, "owns", from_tags=[firm.id, ACTOR.id], to_tags=[firm.id]))
    one = mark(project, articles[0], "Werk Nord", firm.id)
    other = mark(project, articles[0], "Behörde", ACTOR.id)
    owns = relations.find_type(project, "owns")
    project.do(relations.add_relation(project, owns, End(annotation=other.id), End(annotation=one.id)))
    project.do(merge_tags(project, project.tags[ACTOR.id], [project.tags[firm.id]]))
    owns = relations.find_type(project, "owns")
    assert (owns.from_tags, owns.to_tags) == ((ACTOR.id,), (ACTOR.id,))
    assert kind.subject == "owns"


def test_an_article_was_read_for_what_it_was_read_for_altogether(project: Project, articles: Articles) -> None:
    mark(project, articles[0], "Werk Nord", ACTOR.id)
    mark(project, articles[0], "Kosten", CONCERN.id)
    project.do(set_status(project, [articles[0]], ReadingState.DONE))
    concern = next(status for status in project.statuses() if status.tag == CONCERN.id)
    change = edits.edit_tag(project, project.tags[ACTOR.id])
    project.do(replace(change, edits=(*change.edits, replace(change.edits[0], before=concern, after=None))))
    project.do(merge_tags(project, project.tags[ACTOR.id], [project.tags[DIRECTIVE.id]]))
    states = {status.tag: status.state for status in project.statuses()}
    assert states == {ACTOR.id: ReadingState.DONE}
    project.do(merge_tags(project, project.tags[ACTOR.id], [project.tags[CONCERN.id]]))
    assert {status.state for status in project.statuses()} == {ReadingState.IN_WORK}


def test_choices_are_united_and_other_kinds_refused(project: Project) -> None:
    firm = add(project, "firm")
    role = AttributeDefinition("role", AttributeKind.CHOICE, ("owner", "other"))
    project.do(edits.edit_tag(project, replace(firm, attributes=(role,))))
    project.do(merge_tags(project, project.tags[ACTOR.id], [project.tags[firm.id]]))
    assert project.tags[ACTOR.id].attributes[0].choices == ("issuer", "addressee", "other", "owner")
    project.undo()
    project.do(
        edits.edit_tag(
            project, replace(project.tags[firm.id], attributes=(replace(role, kind=AttributeKind.TEXT, choices=()),))
        )
    )
    with pytest.raises(InvalidError, match="'role' is defined otherwise"):
        merge_tags(project, project.tags[ACTOR.id], [project.tags[firm.id]])
    with pytest.raises(InvalidError, match="two tags or more"):
        merge_tags(project, project.tags[ACTOR.id], [project.tags[ACTOR.id]])


def test_what_would_not_fit_any_more_is_refused(project: Project, articles: Articles) -> None:
    firm = add(project, "firm", parent=ACTOR.id)
    named = mark(project, articles[0], "Werk Nord", firm.id)
    project.do(entities.add_entity(project, "Werk Nord", tag=ACTOR.id))
    project.do(entities.tie(project, [named], project.entities()[0]))
    change = merge_tags(project, project.tags[CONCERN.id], [project.tags[firm.id]])
    before = project.bundle()
    with pytest.raises(AnnotatorError, match="'Werk Nord' is of the tag 'actor'"):
        project.do(change)
    assert project.bundle() == before
    # A tag and the one above it may become one.
    project.do(merge_tags(project, project.tags[firm.id], [project.tags[ACTOR.id]]))
    assert project.tags[firm.id].parent is None
    assert tag_sets.carried(project, [firm.id]) == frozenset()


def test_what_marks_below_a_merged_tag_carry_is_still_defined(project: Project, articles: Articles) -> None:
    top = add(project, "top")
    said = AttributeDefinition("said by", AttributeKind.TEXT)
    project.do(edits.edit_tag(project, replace(top, attributes=(said,))))
    middle = add(project, "middle", parent=top.id)
    lowest = add(project, "lowest", parent=middle.id)
    carried = carry(project, mark(project, articles[0], "Werk Nord", lowest.id), **{"said by": "a witness"})
    before = project.bundle()
    project.do(merge_tags(project, project.tags[CONCERN.id], [project.tags[middle.id]]))
    assert said in project.tags.attributes_of(lowest.id)
    assert project.annotation(carried.id).attributes == carried.attributes
    project.undo()
    assert project.bundle() == before
