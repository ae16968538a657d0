"""`annotator entities` as a person types it."""

from __future__ import annotations

import json

import pytest

from command_line import Run


@pytest.fixture
def marks(run: Run, project: list[str]) -> tuple[str, str]:
    german, arabic = project
    one = run("annotate", "press.annot", german, "--tag", "actor", "--quote", "Reederei").out.strip()
    two = run("annotate", "press.annot", arabic, "--tag", "actor", "--quote", "السلطات").out.strip()
    return one, two


def test_add_tie_and_list(run: Run, marks: tuple[str, str]) -> None:
    assert run("entities", "press.annot").out == ""
    added = run("entities", "press.annot", "add", "Nordlicht", "--tag", "actor", "--alias", "نوردليخت")
    assert added.code == 0
    assert run("entities", "press.annot", "tie", "نوردليخت", *marks).code == 0
    (record,) = json.loads(run("entities", "press.annot", "--json").out)
    assert (record["id"], record["name"], record["annotations"]) == (added.out.strip(), "Nordlicht", 2)
    assert "actor" in run("entities", "press.annot", "list").out
    assert run("entities", "press.annot", "tie", "Nordlicht", marks[0], "--uncertain").code == 0
    assert '"uncertain": true' in run("export", "press.annot").out
    assert run("entities", "press.annot", "untie", marks[1]).code == 0
    made = run("entities", "press.annot", "tie", "Behörden", marks[1], "--new")
    assert made.code == 0
    assert run("entities", "press.annot", "edit", "Behörden", "--part-of", "Nordlicht", "--name", "Staat").code == 0
    listed = run("entities", "press.annot").out
    assert "Staat (Behörden, part of Nordlicht)" in listed
    assert run("entities", "press.annot", "edit", "Staat", "--part-of", "none", "--note", "who").code == 0
    assert run("entities", "press.annot", "merge", "Nordlicht", "Staat").code == 0
    assert run("entities", "press.annot", "split", "Nordlicht", "Staat", marks[0]).code == 0
    assert run("entities", "press.annot", "delete", "Nordlicht").code == 0
    (record,) = json.loads(run("entities", "press.annot", "--json").out)
    assert (record["name"], record["annotations"]) == ("Staat", 1)
    assert run("check", "press.annot").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tie", "nobody", "MARK"], "no entity 'nobody'"),
        (["untie", "MARK"], "tied to no entity"),
        (["add", " "], "an entity needs a name"),
        (["delete", "nobody"], "no entity 'nobody'"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, marks: tuple[str, str], words: list[str], said: str) -> None:
    done = run("entities", "press.annot", *(marks[0] if word == "MARK" else word for word in words))
    assert done.code == 1
    assert said in done.err
