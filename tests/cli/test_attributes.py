"""What marks and relations carry, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.tagset import DEFAULT_RELATION_TYPES, DIRECTIVE
from annotator.core.values import AttributeDefinition, AttributeKind
from annotator.project import Project, edits
from command_line import Run

FORCE = AttributeDefinition("force", AttributeKind.CHOICE, ("obliges", "requests"))
QUOTED = AttributeDefinition("quoted", AttributeKind.YES_NO)


@pytest.fixture
def article(project: list[str]) -> str:
    """The German article of a project whose directives, and what issues them, have attributes."""
    with Project.open(Path("press.annot")) as opened:
        for tag in opened.tags:
            attributes = (FORCE, QUOTED) if tag.id == DIRECTIVE.id else ()
            opened.do(edits.edit_tag(opened, replace(tag, attributes=attributes)))
        kind = DEFAULT_RELATION_TYPES[0]
        after = replace(kind, attributes=(QUOTED,))
        opened.do(Change(ChangeKind.EDIT_RELATION, None, "", "", (Edit(kind, after),)))
    return project[0]


def test_an_annotation_is_made_with_attributes_and_listed_by_them(run: Run, article: str) -> None:
    given = ("--attribute", "Force=OBLIGES", "--attribute", "quoted=no")
    made = run("annotate", "press.annot", article, "--tag", "directive", "--quote", "Reederei", *given)
    assert made.code == 0
    record = json.loads(run("annotations", "press.annot", "--json").out)[0]
    assert record["attributes"] == {"force": "obliges", "quoted": False}
    listed = run("annotations", "press.annot", "--attribute", "force=obliges", "--attribute", "QUOTED=").out
    assert "force=obliges; quoted=no" in listed
    assert run("annotations", "press.annot", "--attribute", "force=requests").out == ""
    assert run("annotations", "press.annot", "--attribute", "=requests").code == 1


def test_what_does_not_fit_is_refused_and_nothing_is_stored(run: Run, article: str) -> None:
    mark = ("annotate", "press.annot", article, "--quote", "Reederei")
    for tag, given, said in (
        ("directive", "force=asks", "'force' cannot be 'asks'; choose one of 'obliges', 'requests'"),
        ("directive", "force", "'force' is no attribute; write it like name=value"),
        ("actor", "force=obliges", "the tag 'actor' has no attribute 'force'"),
    ):
        refused = run(*mark, "--tag", tag, "--attribute", given)
        assert (refused.code, refused.err) == (1, f"annotator: {said}\n")
    assert run("annotations", "press.annot").out == ""


def test_attributes_are_said_listed_and_taken_away(run: Run, article: str) -> None:
    made = run("annotate", "press.annot", article, "--tag", "directive", "--quote", "Reederei").out.strip()
    assert run("attributes", "press.annot", made[-6:]).out == ("force   -  obliges, requests\nquoted  -  yes-no\n")
    assert run("attributes", "press.annot", made, "force=requests", "quoted=yes").code == 0
    assert run("attributes", "press.annot", made).out == (
        "force   requests  obliges, requests\nquoted  yes       yes-no\n"
    )
    assert run("attributes", "press.annot", made, "force=").code == 0
    records = json.loads(run("attributes", "press.annot", made, "--json").out)
    assert [(one["name"], one["value"], one["defined"]) for one in records] == [
        ("force", None, True), ("quoted", True, True),
    ]  # fmt: skip
    refused = run("attributes", "press.annot", made, "force=obliges", "quoted=perhaps")
    assert (refused.code, refused.err) == (1, "annotator: 'quoted' is yes or no, and not 'perhaps'\n")
    assert json.loads(run("annotations", "press.annot", "--json").out)[0]["attributes"] == {"quoted": True}
    # Of another tag it is kept, told so, and can be taken away.
    with Project.open(Path("press.annot")) as project:
        project.do(edits.retag(project, project.annotation(made), project.tags.named("actor").id))
    assert run("attributes", "press.annot", made).out == "quoted  yes  not in the tag set\n"
    assert run("attributes", "press.annot", made, "quoted=").code == 0
    assert run("attributes", "press.annot", made).out == ""
    assert run("attributes", "press.annot", "feed").code == 1


def test_relations_carry_attributes_too(run: Run, article: str) -> None:
    ends = [
        run("annotate", "press.annot", article, "--tag", tag, "--quote", "Reederei").out.strip()
        for tag in ("actor", "directive")
    ]
    made = run("relations", "press.annot", "add", "issues", *ends, "--attribute", "quoted=yes")
    assert made.code == 0
    assert json.loads(run("relations", "press.annot", "--json").out)[0]["attributes"] == {"quoted": True}
    assert run("attributes", "press.annot", made.out.strip(), "quoted=no").code == 0
    assert run("attributes", "press.annot", made.out.strip()).out == "quoted  no  yes-no\n"


def test_a_load_says_what_is_not_in_the_tag_set_and_refuses_what_is_wrong(run: Run, article: str) -> None:
    made = run("annotate", "press.annot", article, "--tag", "directive", "--quote", "Reederei").out.strip()
    assert run("attributes", "press.annot", made, "force=obliges").code == 0
    with Project.open(Path("press.annot")) as project:
        project.do(edits.retag(project, project.annotation(made), project.tags.named("actor").id))
    assert run("export", "press.annot", "-o", "press.json").code == 0
    loaded = run("load", "copy.annot", "press.json")
    assert loaded.code == 0
    assert "1 annotation carries attributes that are not in the tag set; they were kept as they are" in loaded.err
    assert f"the first is annotation {made} on 'Reederei', with force: obliges" in loaded.err
    content = json.loads(Path("press.json").read_text(encoding="utf-8"))
    content["annotations"][0]["tag"] = next(tag["id"] for tag in content["tags"] if tag["name"] == "directive")
    content["annotations"][0]["attributes"] = {"force": 12}
    Path("press.json").write_text(json.dumps(content), encoding="utf-8")
    refused = run("load", "other.annot", "press.json")
    assert refused.code == 1
    assert "annotations[0].attributes: 'force' cannot be '12'; choose one of 'obliges', 'requests'" in refused.err
    assert not Path("other.annot").exists()
