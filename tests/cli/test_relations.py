"""`annotator relations` and `annotator relation-types` as a person types them."""

from __future__ import annotations

import json

import pytest

from command_line import Run


@pytest.fixture
def marks(run: Run, project: list[str]) -> tuple[str, str, str]:
    german, arabic = project
    one = run("annotate", "press.annot", german, "--tag", "actor", "--quote", "Reederei").out.strip()
    two = run("annotate", "press.annot", arabic, "--tag", "actor", "--quote", "السلطات").out.strip()
    return one, two, german


def test_relations_are_said_listed_and_deleted(run: Run, marks: tuple[str, str, str]) -> None:
    one, two, german = marks
    assert run("relations", "press.annot").out == ""
    run("entities", "press.annot", "add", "Nordlicht", "--tag", "actor")
    cue = ("--cue", german, "Reederei")
    added = run("relations", "press.annot", "add", "acts on", one, "Nordlicht", *cue, "--note", "twice")
    assert added.code == 0
    assert run("relations", "press.annot", "add", "acts on", "Nordlicht", two[-6:]).code == 0
    records = json.loads(run("relations", "press.annot", "--json").out)
    assert [record["note"] for record in records] == ["twice", None]
    listed = run("relations", "press.annot").out
    assert "acts on" in listed
    assert "Nordlicht" in listed
    assert "Reederei" in listed
    refused = run("relations", "press.annot", "add", "issues", one, two)
    assert refused.code == 1
    assert "goes to 'directive'" in refused.err
    assert run("relations", "press.annot", "delete", added.out.strip()[-6:]).code == 0
    assert len(json.loads(run("relations", "press.annot", "--json").out)) == 1
    assert run("check", "press.annot").code == 0


def test_types_are_listed_added_and_deleted(run: Run, marks: tuple[str, str, str]) -> None:
    assert "issues" in run("relation-types", "press.annot").out
    assert run("relation-types", "press.annot", "add", "denies", "--from", "actor").code == 0
    assert run("relations", "press.annot", "add", "denies", marks[0], marks[1]).code == 0
    kinds = {kind["name"]: kind for kind in json.loads(run("relation-types", "press.annot", "--json").out)}
    assert (kinds["denies"]["relations"], kinds["denies"]["to"]) == (1, [])
    refused = run("relation-types", "press.annot", "delete", "denies")
    assert (refused.code, "1 relation" in refused.err) == (1, True)
    assert run("relation-types", "press.annot", "delete", "denies", "--with-relations").code == 0
    assert run("relations", "press.annot").out == ""
