"""What marks may carry is defined otherwise, and what they carry follows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.core.attributes import converted
from annotator.core.errors import InvalidError
from annotator.core.tagset import ACTOR, CONCERN
from annotator.core.values import Annotation, AttributeDefinition, AttributeKind, AttributeValue, End
from annotator.project import Project, attribute_definitions, edits, relations
from tagging import Articles, add, carry, mark

ROLE = ACTOR.attributes[0]
TEXT = AttributeDefinition("said", AttributeKind.TEXT)
NUMBER = AttributeDefinition("said", AttributeKind.NUMBER)
YES_NO = AttributeDefinition("said", AttributeKind.YES_NO)
CHOICE = AttributeDefinition("said", AttributeKind.CHOICE, ("Yes", "7"))


def carrying(project: Project, articles: Articles, **values: AttributeValue) -> Annotation:
    return carry(project, mark(project, articles[0], "Werk Nord", ACTOR.id), **values)


def test_an_attribute_is_added_and_put_in_order(project: Project) -> None:
    project.do(attribute_definitions.define(project, project.tags[ACTOR.id], replace(TEXT, name="  paid \n by ")))
    assert [one.name for one in project.tags[ACTOR.id].attributes] == ["role", "attributed to", "paid by"]
    project.do(attribute_definitions.order(project, project.tags[ACTOR.id], ["paid by", "role", "attributed to"]))
    assert [one.name for one in project.tags[ACTOR.id].attributes] == ["paid by", "role", "attributed to"]
    with pytest.raises(InvalidError, match="has to name each of them once"):
        attribute_definitions.order(project, project.tags[ACTOR.id], ["role"])
    with pytest.raises(InvalidError, match="two attributes 'Role'"):
        attribute_definitions.define(project, project.tags[ACTOR.id], replace(TEXT, name="Role"))


def test_values_follow_a_new_name_and_new_choices(project: Project, articles: Articles) -> None:
    carried = carrying(project, articles, role="issuer")
    after = AttributeDefinition("part", AttributeKind.CHOICE, ("author", "addressee", "other"))
    change = attribute_definitions.redefine(
        project, project.tags[ACTOR.id], "Role", after, renamed={"issuer": "author"}
    )
    project.do(change)
    assert dict(project.annotation(carried.id).attributes) == {"part": "author"}
    project.undo()
    assert dict(project.annotation(carried.id).attributes) == {"role": "issuer"}


def test_removing_says_how_many_values_go(project: Project, articles: Articles) -> None:
    carried = carrying(project, articles, role="issuer", **{"attributed to": "a witness"})
    assert attribute_definitions.count(project, project.tags[ACTOR.id], "role") == 1
    project.do(attribute_definitions.remove(project, project.tags[ACTOR.id], "role"))
    assert dict(project.annotation(carried.id).attributes) == {"attributed to": "a witness"}
    project.undo()
    assert project.tags[ACTOR.id] == ACTOR
    with pytest.raises(InvalidError, match="the tag 'actor' has no attribute 'force'; it has 'role', 'attributed to'"):
        attribute_definitions.remove(project, project.tags[ACTOR.id], "force")


def test_what_does_not_fit_is_refused_or_dropped(project: Project, articles: Articles) -> None:
    carried = carrying(project, articles, role="issuer")
    fewer = replace(ROLE, choices=("addressee", "other"))
    with pytest.raises(InvalidError, match=r"1 value of 'role' would not fit any more \('issuer'\)"):
        attribute_definitions.redefine(project, project.tags[ACTOR.id], "role", fewer)
    project.do(attribute_definitions.redefine(project, project.tags[ACTOR.id], "role", fewer, drop=True))
    assert project.annotation(carried.id).attributes == ()


def test_another_kind_takes_what_can_be_said_in_it(project: Project, articles: Articles) -> None:
    carried = carrying(project, articles, **{"attributed to": "3"})
    number = AttributeDefinition("attributed to", AttributeKind.NUMBER)
    project.do(attribute_definitions.redefine(project, project.tags[ACTOR.id], "attributed to", number))
    assert dict(project.annotation(carried.id).attributes) == {"attributed to": 3}
    choice = AttributeDefinition("attributed to", AttributeKind.CHOICE)
    project.do(attribute_definitions.redefine(project, project.tags[ACTOR.id], "attributed to", choice))
    assert project.tags[ACTOR.id].attributes[1].choices == ("3",)
    assert dict(project.annotation(carried.id).attributes) == {"attributed to": "3"}


@pytest.mark.parametrize(
    ("value", "to", "said"),
    [
        ("7", NUMBER, 7),
        ("7.5", NUMBER, 7.5),
        ("seven", NUMBER, None),
        ("nan", NUMBER, None),
        (True, NUMBER, 1),
        (7, TEXT, "7"),
        (False, TEXT, "no"),
        ("YES", YES_NO, True),
        ("perhaps", YES_NO, None),
        (0, YES_NO, False),
        (True, CHOICE, "Yes"),
        (7, CHOICE, "7"),
        ("eight", CHOICE, None),
    ],
)
def test_values_of_one_kind_are_said_in_another(
    value: AttributeValue, to: AttributeDefinition, said: AttributeValue | None
) -> None:
    found = converted(value, to)
    assert (found, type(found)) == (said, type(said))


def test_marks_of_tags_below_follow_too(project: Project, articles: Articles) -> None:
    firm = add(project, "firm", parent=ACTOR.id)
    project.do(edits.edit_tag(project, replace(firm, attributes=(ROLE,))))
    carried = carry(project, mark(project, articles[0], "Werk Nord", firm.id), role="other")
    after = replace(ROLE, name="part")
    project.do(attribute_definitions.redefine(project, project.tags[ACTOR.id], "role", after))
    assert dict(project.annotation(carried.id).attributes) == {"part": "other"}
    assert project.tags[firm.id].attributes == ()


def test_relations_carry_attributes_of_their_type(project: Project, articles: Articles) -> None:
    one = mark(project, articles[0], "Werk Nord", ACTOR.id)
    other = mark(project, articles[0], "Kosten", CONCERN.id)
    kind = relations.find_type(project, "raises")
    project.do(attribute_definitions.define(project, kind, replace(NUMBER, name="times")))
    kind = relations.find_type(project, "raises")
    made = relations.add_relation(
        project, kind, End(annotation=one.id), End(annotation=other.id), attributes=(("times", 2),)
    )
    project.do(made)
    project.do(attribute_definitions.redefine(project, kind, "times", replace(TEXT, name="how often")))
    assert project.relations()[0].attributes == (("how often", "2"),)
    kind = relations.find_type(project, "raises")
    assert attribute_definitions.count(project, kind, "how often") == 1
    with pytest.raises(InvalidError, match="already a relation type"):
        relations.edit_type(project, replace(kind, name="Issues"), before=kind)
