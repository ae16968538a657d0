"""A tag set comes into a project: in the place of one that nobody touched, else added to what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.errors import FormatError, InvalidError, NotFoundError
from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS
from annotator.core.values import AttributeDefinition, AttributeKind
from annotator.project import Project, edits, tag_set_files
from tagging import Articles, add, mark


def names(project: Project) -> list[str]:
    return [tag.name for tag in project.tags]


def test_a_template_takes_the_place_of_tags_that_nobody_touched(project: Project) -> None:
    taken = tag_set_files.take_in(project, tag_set_files.named("framing"))
    project.do(taken.change)
    assert names(project) == ["problem", "cause", "evaluation", "remedy", "agent"]
    assert taken.replaced == ("actor", "directive", "concern")
    assert len(project.relation_types()) == 7
    assert project.check() == []
    project.undo()
    assert tuple(project.tags) == DEFAULT_TAGS


def test_it_is_added_where_tags_are_used(project: Project, articles: Articles) -> None:
    mark(project, articles[0], "Behörde", ACTOR.id)
    taken = tag_set_files.take_in(project, tag_set_files.named("quotation"))
    project.do(taken.change)
    assert names(project) == ["actor", "directive", "concern", "source", "cue", "content"]
    assert taken.keys_taken == ("source", "cue", "content")
    project.do(tag_set_files.take_in(project, tag_set_files.named("claims")).change)
    looks = [(tag.colour, tag.pattern) for tag in project.tags]
    assert len(set(looks)) == len(looks)
    assert tag_set_files.take_in(project, tag_set_files.named("quotation")).change.edits == ()


def test_what_has_one_name_is_completed(project: Project, articles: Articles) -> None:
    add(project, "Source")
    before = project.tags.named("source")
    taken = tag_set_files.take_in(project, tag_set_files.named("quotation"))
    project.do(taken.change)
    own = project.tags[before.id]
    assert (own.name, own.colour) == (before.name, before.colour)
    assert [one.name for one in own.attributes] == ["named", "kind"]
    assert own.example
    assert taken.completed == ("Source",)
    says = next(kind for kind in project.relation_types() if kind.name == "says")
    assert says.from_tags == (before.id,)


def test_what_conflicts_is_refused_by_name(project: Project, articles: Articles) -> None:
    default = tag_set_files.named("default")
    project.do(edits.edit_tag(project, replace(project.tags[CONCERN.id], name="fear")))
    with pytest.raises(InvalidError, match=r"tag 'concern' \(here 'fear'\)"):
        tag_set_files.take_in(project, default)
    project.undo()
    role = AttributeDefinition("role", AttributeKind.TEXT)
    project.do(edits.edit_tag(project, replace(ACTOR, attributes=(role,))))
    with pytest.raises(InvalidError, match="the attribute 'role' of 'actor'"):
        tag_set_files.take_in(project, default)
    project.do(edits.edit_tag(project, replace(project.tags[ACTOR.id], attributes=())))
    kind = project.relation_types()[0]
    changed = replace(default, relation_types=(replace(kind, to_tags=()),))
    with pytest.raises(InvalidError, match=r"relation type 'issues' \(between other tags\)"):
        tag_set_files.take_in(project, changed)


def test_a_project_begins_with_what_another_one_wrote(project: Project, tmp_path: Path) -> None:
    add(project, "firm", parent=ACTOR.id)
    written = tag_set_files.export(project, tmp_path / "own.tags.json")
    assert tag_set_files.read(tmp_path / "own.tags.json") == written
    bundle = tag_set_files.beginning("next", written)
    with Project.create(tmp_path / "next.annot", bundle=bundle) as other:
        assert list(other.tags) == list(project.tags)
        assert other.check() == []


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no tag set 'frames'; there are: default, framing"):
        tag_set_files.named("frames")
    with pytest.raises(FormatError, match="does not exist"):
        tag_set_files.named("frames.json")
    with pytest.raises(FormatError, match="is a folder"):
        tag_set_files.named(str(tmp_path))
