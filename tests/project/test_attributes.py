"""What marks and relations carry: set, refused, kept where it came from elsewhere, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import FormatError, InvalidError
from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_RELATION_TYPES, DIRECTIVE
from annotator.core.values import Annotation, AttributeDefinition, AttributeKind, End, Relation
from annotator.project import Project, attributes, edits, relations

FORCE = AttributeDefinition("force", AttributeKind.CHOICE, ("obliges", "requests"))
QUOTED = AttributeDefinition("quoted", AttributeKind.YES_NO)
CERTAIN = AttributeDefinition("certain", AttributeKind.YES_NO)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    text = tmp_path / "report.txt"
    text.write_text("The authority ordered the firms to look again.\n", encoding="utf-8")
    project = Project.create(tmp_path / "press.annot", coder="ada")
    project.import_files([text])
    for tag in project.tags:
        defined = (FORCE, QUOTED) if tag.id == DIRECTIVE.id else ()
        project.do(edits.edit_tag(project, replace(tag, attributes=defined)))
    kind = replace(DEFAULT_RELATION_TYPES[0], attributes=(CERTAIN,))
    project.do(Change(ChangeKind.EDIT_RELATION, None, "", "", (Edit(DEFAULT_RELATION_TYPES[0], kind),)))
    return project


def mark(project: Project, words: str, tag: str = DIRECTIVE.id) -> Annotation:
    change = edits.annotate_quote(project, project.articles()[0].id, words, tag)
    assert isinstance(change, Change)
    value = project.do(change).edits[0].after
    assert isinstance(value, Annotation)
    return value


def test_one_change_sets_a_value_on_all_marks_and_one_undo_takes_it_back(project: Project) -> None:
    marks = [mark(project, "ordered"), mark(project, "look again")]
    project.do(attributes.set_attribute(project, marks[:1], "force", "requests"))
    marks = project.annotations()
    change = project.do(attributes.set_attribute(project, marks, "force", "requests"))
    assert (change.kind, change.subject, change.count) == (ChangeKind.ATTRIBUTE, "force", 1)
    assert [one.attributes for one in project.annotations()] == [(("force", "requests"),)] * 2
    project.undo()
    assert sorted(one.attributes for one in project.annotations()) == [(), (("force", "requests"),)]
    assert not attributes.set_attribute(project, project.annotations(), "quoted", None).edits


def test_yes_takes_the_place_of_one(project: Project) -> None:
    strange = replace(mark(project, "ordered"), attributes=(("quoted", 1),))
    project.do(Change(ChangeKind.LOAD, None, strange.modified, "", (Edit(project.annotation(strange.id), strange),)))
    project.do(attributes.set_attribute(project, project.annotations(), "quoted", True))
    assert project.annotation(strange.id).attributes[0][1] is True


@pytest.mark.parametrize(("name", "value"), [("force", "asks"), ("force", 2), ("quoted", "yes"), ("role", "issuer")])
def test_whoever_builds_the_change_a_value_that_does_not_fit_is_refused(
    project: Project, name: str, value: str | int
) -> None:
    before = mark(project, "ordered")
    with pytest.raises(InvalidError):
        attributes.set_attribute(project, [before], name, value)
    after = replace(before, attributes=((name, value),))
    for kind in (ChangeKind.NOTE, ChangeKind.ATTRIBUTE, ChangeKind.RETAG):
        with pytest.raises(InvalidError):
            project.do(Change(kind, None, before.modified, "", (Edit(before, after),)))
    fresh = replace(after, id=after.id[:-4] + "0000", start=0, end=3, quote="The")
    with pytest.raises(InvalidError):
        project.do(Change(ChangeKind.ANNOTATE, None, before.modified, "", (Edit(None, fresh),)))
    assert project.annotations() == [before]


def test_of_one_name_there_is_one_value(project: Project) -> None:
    before = mark(project, "ordered")
    after = replace(before, attributes=(("force", "obliges"), ("force", "requests")))
    with pytest.raises(InvalidError, match="one value only"):
        project.do(Change(ChangeKind.ATTRIBUTE, None, before.modified, "", (Edit(before, after),)))


def test_another_tag_keeps_what_it_does_not_define_and_lets_it_be_taken_away(project: Project) -> None:
    project.do(attributes.set_attribute(project, [mark(project, "ordered")], "force", "requests"))
    (made,) = project.annotations()
    project.do(edits.retag(project, made, CONCERN.id))
    (made,) = project.annotations()
    assert made.attributes == (("force", "requests"),)
    # A note on it, or another end, is no new value.
    project.do(edits.set_note(project, made, "?"))
    (made,) = project.annotations()
    project.do(attributes.set_attribute(project, [made], "force", None))
    assert project.annotations()[0].attributes == ()
    # Undoing brings back what would be refused if it were new.
    project.undo()
    assert project.annotations()[0].attributes == (("force", "requests"),)
    project.do(edits.delete_annotations(project, project.annotations()))
    project.undo()
    assert project.annotations()[0].attributes == (("force", "requests"),)
    project.redo()
    assert not project.annotations()


def test_what_comes_in_a_file_is_kept(project: Project, tmp_path: Path) -> None:
    mark(project, "ordered")
    out = tmp_path / "out.json"
    project.export(out)
    whole = json.loads(out.read_bytes())
    whole["annotations"][0]["attributes"] = {"force": "asks", "mood": 3}
    whole["annotations"][0]["id"] = whole["annotations"][0]["id"][:-4] + "abcd"
    whole["annotations"][0]["coder"] = whole["coders"][0]["id"] = "01890000-0000-7000-8000-000000000001"
    whole["coders"][0]["name"] = "bo"
    out.write_text(json.dumps(whole), encoding="utf-8")
    before = project.bundle()
    with pytest.raises(FormatError, match="'force' cannot be 'asks'"):
        project.load(out)
    assert project.bundle() == before
    # Kept from another tag, as the file says.
    whole["annotations"][0]["foreign"] = ["force"]
    out.write_text(json.dumps(whole), encoding="utf-8")
    report = project.load(out)
    assert [strange for _, strange in report.foreign] == [(("force", "asks"), ("mood", 3))]
    assert (("force", "asks"), ("mood", 3)) in [one.attributes for one in project.annotations()]
    assert not project.check()


def test_attributes_of_a_tag_above_are_carried_below(project: Project) -> None:
    project.do(edits.add_tag(project, "order", parent=DIRECTIVE.id))
    below = project.tags.named("order")
    change = attributes.set_attribute(project, [mark(project, "ordered", below.id)], "force", "obliges")
    assert project.do(change).count == 1


def test_relations_carry_what_their_type_defines(project: Project) -> None:
    ends = mark(project, "The authority", ACTOR.id), mark(project, "look again")
    kind = project.relation_types()[0]
    assert kind.attributes == (CERTAIN,)
    made = relations.add_relation(project, kind, *(End(annotation=one.id) for one in ends))
    with pytest.raises(InvalidError, match="the relation 'issues' has no attribute 'force'"):
        project.do(relations.add_relation(
            project, kind, *(End(annotation=one.id) for one in ends), attributes=(("force", "obliges"),)
        ))  # fmt: skip
    relation = project.do(made).edits[0].after
    assert isinstance(relation, Relation)
    project.do(attributes.set_attribute(project, [relation], "certain", False))
    assert project.relations()[0].attributes == (("certain", False),)
    with pytest.raises(InvalidError):
        attributes.set_attribute(project, project.relations(), "certain", "perhaps")


def test_words_that_were_used_come_by_how_often_and_of_whom(project: Project) -> None:
    said = AttributeDefinition("said by", AttributeKind.TEXT)
    project.do(edits.edit_tag(project, replace(project.tags[DIRECTIVE.id], attributes=(said,))))
    for words, who in (("The", "Blauwal"), ("authority", "Kestrel"), ("firms", "Kestrel")):
        project.do(attributes.set_attribute(project, [mark(project, words)], "said by", who))
    assert attributes.used_words(project, "said by") == ["Kestrel", "Blauwal"]
    assert attributes.used_words(project, "said by", coder=project.coder.id) == ["Kestrel", "Blauwal"]
    assert attributes.used_words(project, "said by", coder="nobody") == []


@pytest.mark.parametrize("words", ["force", "=obliges", "  =x"])
def test_what_is_no_attribute_gets_its_sentence(words: str) -> None:
    with pytest.raises(InvalidError, match="write it like name=value"):
        attributes.read((FORCE,), words, "the tag 'directive'")


def test_names_and_choices_are_read_whatever_their_case() -> None:
    assert attributes.read((FORCE, QUOTED), "FORCE = Obliges", "") == ("force", "obliges")
    assert attributes.read((FORCE, QUOTED), "quoted=", "") == ("quoted", None)
    assert attributes.read((FORCE,), "mood=", "", stored=(("mood", 3),)) == ("mood", None)
    with pytest.raises(InvalidError, match="has no attribute 'mood'"):
        attributes.read((FORCE,), "mood=", "the tag 'directive'")
