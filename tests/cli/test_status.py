"""How far articles are read, as a person types it."""

from __future__ import annotations

import json
import re

from command_line import Run


def test_it_is_listed_by_article_and_tag_and_marks_are_work(run: Run, project: list[str]) -> None:
    german, _arabic = project
    run("annotate", "press.annot", german, "--tag", "actor", "--quote", "Reederei")
    lines = run("status", "press.annot").lines
    assert [re.split(" {2,}", line)[1:4] for line in lines] == [
        ["actor: in-work", "directive: not-read", "concern: not-read"],
        ["actor: not-read", "directive: not-read", "concern: not-read"],
    ]
    records = json.loads(run("status", "press.annot", german, "--tag", "actor", "--json").out)
    assert [(one["article"], one["state"], one["said"]) for one in records] == [(german, "in-work", False)]
    assert "annotations" not in records[0]


def test_it_is_said_for_a_tag_or_for_all_and_undone_as_one_step(run: Run, project: list[str]) -> None:
    german, _ = project
    assert run("status", "press.annot", german[-6:], "--tag", "Concern", "--set", "done").code == 0
    said = run("status", "press.annot", german, "--tag", "concern", "--set", "in-work", "--json")
    assert [(one["state"], one["said"]) for one in json.loads(said.out)] == [("in-work", True)]
    assert run("status", "press.annot", german, "--set", "done").code == 0
    status = json.loads(run("articles", "press.annot", "--json").out)[0]["status"]
    assert [one["state"] for one in status] == ["done"] * 3
    assert run("status", "press.annot", german, "--set", "not-read").code == 0
    assert json.loads(run("articles", "press.annot", "--json").out)[0]["status"] == []
    assert len(run("history", "press.annot").lines) >= 4


def test_each_coder_has_their_own(run: Run, project: list[str]) -> None:
    german, _ = project
    assert run("status", "press.annot", german, "--coder", "bo", "--set", "done").code == 0
    assert "actor: done" in run("status", "press.annot", german, "--coder", "bo").out
    assert "actor: not-read" in run("status", "press.annot", german).out
    unknown = run("status", "press.annot", german, "--coder", "nobody")
    assert (unknown.code, "nobody" in unknown.err) == (1, True)


def test_what_is_not_clear_is_refused(run: Run, project: list[str]) -> None:
    assert run("status", "press.annot", "--set", "done").code == 2
    assert run("status", "press.annot", project[0], "--set", "read").code == 2
    assert run("status", "press.annot", "--tag", "demand").code == 1
    assert run("status", "press.annot", "feed").code == 1
