"""A tag set is edited: moved in its tree, split, retired, and every step can be undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.core.errors import InvalidError
from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import AttributeDefinition, AttributeKind, End, ReadingState
from annotator.project import Project, edits, entities, relations, tag_sets
from annotator.project.filing import set_status
from tagging import Articles, add, carry, mark


def names(project: Project) -> list[str]:
    return ["  " * project.tags.depth(tag.id) + tag.name for tag in project.tags]


def test_a_tag_goes_to_another_place(project: Project) -> None:
    project.do(tag_sets.move(project, project.tags.named("concern"), None, 0))
    assert names(project) == ["concern", "actor", "directive"]
    firm = add(project, "firm", parent=ACTOR.id)
    rival = add(project, "rival", parent=ACTOR.id)
    assert names(project) == ["concern", "actor", "  firm", "  rival", "directive"]
    project.do(tag_sets.move(project, project.tags[rival.id], ACTOR.id, 0))
    assert names(project) == ["concern", "actor", "  rival", "  firm", "directive"]
    project.do(tag_sets.move(project, project.tags[firm.id], None))
    assert names(project) == ["concern", "actor", "  rival", "directive", "firm"]
    for _ in range(6):
        project.undo()
    assert names(project) == ["actor", "directive", "concern"]
    assert tag_sets.move(project, project.tags[DIRECTIVE.id], None, 1).edits == ()


def test_no_tag_comes_to_lie_below_itself(project: Project) -> None:
    firm = add(project, "firm", parent=ACTOR.id)
    with pytest.raises(InvalidError, match="cannot lie below itself"):
        tag_sets.move(project, project.tags[ACTOR.id], firm.id)


def test_attributes_that_marks_carry_go_along(project: Project, articles: Articles) -> None:
    firm = add(project, "firm", parent=ACTOR.id)
    named = mark(project, articles[0], "Werk Nord", firm.id)
    carry(project, named, role="addressee")
    project.do(tag_sets.move(project, project.tags[firm.id], None))
    assert [one.name for one in project.tags.attributes_of(firm.id)] == ["role"]
    project.undo()
    assert [one.name for one in project.tags[firm.id].attributes] == []
    project.do(edits.delete_tag(project, project.tags[ACTOR.id]))
    assert [one.name for one in project.tags.attributes_of(firm.id)] == ["role"]


def test_two_attributes_of_one_name_do_not_come_together(project: Project) -> None:
    role = AttributeDefinition("role", AttributeKind.TEXT)
    firm = add(project, "firm")
    project.do(edits.edit_tag(project, replace(firm, attributes=(role,))))
    with pytest.raises(InvalidError, match="lies below the tag 'actor'"):
        tag_sets.move(project, project.tags[firm.id], ACTOR.id)
    # What is defined alike is one.
    project.do(tag_sets.move(project, project.tags[CONCERN.id], DIRECTIVE.id))


def test_an_entity_keeps_marks_that_fit_it(project: Project, articles: Articles) -> None:
    firm = add(project, "firm", parent=ACTOR.id)
    named = mark(project, articles[0], "Werk Nord", firm.id)
    project.do(entities.add_entity(project, "Werk Nord", tag=ACTOR.id))
    project.do(entities.tie(project, [named], project.entities()[0]))
    with pytest.raises(InvalidError, match="mention 'Werk Nord', which is of the tag 'actor'"):
        tag_sets.move(project, project.tags[firm.id], None)


def test_a_relation_keeps_ends_that_its_type_allows(project: Project, articles: Articles) -> None:
    firm = add(project, "firm", parent=ACTOR.id)
    one = mark(project, articles[0], "Werk Nord", firm.id)
    other = mark(project, articles[0], "Behörde", ACTOR.id)
    kind = relations.find_type(project, "acts on")
    project.do(relations.add_relation(project, kind, End(annotation=other.id), End(annotation=one.id)))
    with pytest.raises(InvalidError, match="goes to 'actor'"):
        project.do(tag_sets.move(project, project.tags[firm.id], None))
    with pytest.raises(InvalidError, match="goes to 'directive'"):
        project.do(relations.edit_type(project, replace(kind, to_tags=(DIRECTIVE.id,)), before=kind))
    # What lies below takes the place of what goes.
    project.do(edits.delete_tag(project, project.tags[DIRECTIVE.id]))
    gone = project.do(edits.retag(project, project.annotation(other.id), firm.id))
    assert gone.edits
    project.do(edits.delete_tag(project, project.tags[ACTOR.id]))
    assert relations.find_type(project, "acts on").to_tags == (firm.id,)


def test_a_retired_tag_is_offered_no_more(project: Project, articles: Articles) -> None:
    old = mark(project, articles[0], "Behörde", ACTOR.id)
    other = mark(project, articles[0], "Kosten", CONCERN.id)
    project.do(tag_sets.retire(project, project.tags[ACTOR.id]))
    assert [tag.name for tag in project.tags.offered] == ["directive", "concern"]
    assert project.tags.free_key() == "1"
    assert project.annotation(old.id).tag == ACTOR.id
    refused: list[Callable[[], object]] = [
        lambda: edits.annotate_quote(project, articles[0].id, "Bericht", ACTOR.id),
        lambda: edits.annotate_all(project, {articles[0].id: [old.span]}, ACTOR.id),
        lambda: edits.retag(project, other, ACTOR.id),
        lambda: tag_sets.retire(project, project.tags[ACTOR.id]),
    ]
    for attempt in refused:
        with pytest.raises(InvalidError, match="is retired"):
            attempt()
    project.do(tag_sets.reinstate(project, project.tags[ACTOR.id]))
    assert not project.tags[ACTOR.id].retired
    for _ in range(2):
        project.undo()
    assert project.tags[ACTOR.id] == ACTOR


def test_marks_are_split_off(project: Project, articles: Articles) -> None:
    marks = [mark(project, articles[0], "Werk Nord", ACTOR.id, number) for number in (1, 2, 3)]
    carry(project, marks[1], role="addressee")
    project.do(set_status(project, [articles[0]], ReadingState.DONE))
    chosen = tag_sets.having(project, project.tags[ACTOR.id], "Role", "addressee")
    assert [one.id for one in chosen] == [marks[1].id]
    project.do(tag_sets.split(project, project.tags[ACTOR.id], "addressee", chosen))
    made = project.tags.named("addressee")
    assert (made.parent, project.tag_counts()) == (ACTOR.id, {ACTOR.id: 2, made.id: 1})
    assert {status.tag for status in project.statuses()} >= {ACTOR.id, made.id}
    project.undo()
    project.do(tag_sets.split(project, project.tags[ACTOR.id], "addressee", chosen, below=False))
    made = project.tags.named("addressee")
    assert names(project) == ["actor", "addressee", "directive", "concern"]
    assert made.attributes == ACTOR.attributes
    assert relations.find_type(project, "issues").from_tags == (ACTOR.id, made.id)
    with pytest.raises(InvalidError, match="none of these marks"):
        tag_sets.split(project, project.tags[CONCERN.id], "fear", marks)


def test_entities_go_with_the_marks_that_are_split_off(project: Project, articles: Articles) -> None:
    marks = [mark(project, articles[0], "Werk Nord", ACTOR.id, number) for number in (1, 2)]
    project.do(entities.tie(project, marks, "Werk Nord"))
    marks = [project.annotation(one.id) for one in marks]
    with pytest.raises(InvalidError, match="is mentioned by marks of both"):
        tag_sets.split(project, project.tags[ACTOR.id], "firm", marks[:1], below=False)
    project.do(tag_sets.split(project, project.tags[ACTOR.id], "firm", marks, below=False))
    assert project.entities()[0].tag == project.tags.named("firm").id


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.one_of(st.none(), st.integers(0, 5)), st.integers(0, 6)), max_size=6))
def test_whatever_is_moved_stays_a_tree_and_goes_back(
    project: Project, steps: list[tuple[int, int | None, int]]
) -> None:
    while len(project.tags) < 6:
        add(project, f"tag {len(project.tags)}")
    ids = sorted(tag.id for tag in project.tags)
    before = list(project.tags)
    done = 0
    for moved, parent, place in steps:
        tag, above = project.tags[ids[moved]], None if parent is None else ids[parent]
        try:
            change = tag_sets.move(project, tag, above, place)
        except InvalidError:
            continue
        project.do(change)
        done += bool(change.edits)
        children = [child.id for child in project.tags.children(above)]
        assert children[min(place, len(children) - 1)] == tag.id
    for _ in range(done):
        project.undo()
    assert list(project.tags) == before
