"""`annotator tags` and `annotator relation-types` edit a tag set as the window does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import Run


def tags(run: Run) -> list[str]:
    """Return key, number of annotations, and the tag with what it carries, of each line."""
    found = []
    for line in run("tags", "press.annot").lines:
        key, _colour, _pattern, number, rest = line.split(maxsplit=4)
        found.append(f"{key} {number} {' '.join(rest.split())}")
    return found


def test_a_tree_is_listed_with_what_its_tags_carry(run: Run, project: list[str]) -> None:
    run("tags", "press.annot", "add", "firm", "--under", "actor", "--example", "the ferry line")
    lines = run("tags", "press.annot").lines
    assert "actor" in lines[0]
    assert lines[0].endswith("role: issuer | addressee | other; attributed to: text")
    assert lines[1].endswith("    firm")
    record = json.loads(run("tags", "press.annot", "--json").out)[1]
    assert (record["name"], record["example"], record["position"]) == ("firm", "the ferry line", 0)


def test_a_tag_is_moved(run: Run, project: list[str]) -> None:
    def order() -> list[str]:
        return [record["name"] for record in json.loads(run("tags", "press.annot", "--json").out)]

    assert run("tags", "press.annot", "move", "concern", "--before", "actor").code == 0
    assert order() == ["concern", "actor", "directive"]
    run("tags", "press.annot", "move", "concern", "--after", "directive")
    run("tags", "press.annot", "move", "directive", "--under", "concern")
    assert order() == ["actor", "concern", "directive"]
    done = run("tags", "press.annot", "move", "concern", "--under", "directive")
    assert (done.code, done.err) == (1, "annotator: the tag 'concern' cannot lie below itself\n")
    run("tags", "press.annot", "move", "directive", "--top")
    run("tags", "press.annot", "move", "actor", "--after", "directive")
    assert order() == ["concern", "directive", "actor"]
    assert "beside itself" in run("tags", "press.annot", "move", "actor", "--after", "actor").err
    assert run("tags", "press.annot", "move", "actor").code == 2


def test_tags_are_merged_and_split(run: Run, project: list[str]) -> None:
    run("tags", "press.annot", "add", "firm")
    for tag in ("actor", "firm"):
        run("annotate", "press.annot", project[0], "--tag", tag, "--quote", "Behörde", "--occurrence", "1")
    made = run("annotate", "press.annot", project[0], "--tag", "firm", "--quote", "Behörde", "--occurrence", "2")
    done = run("tags", "press.annot", "merge", "actor", "firm")
    assert (done.code, done.err) == (
        0,
        "annotator: 2 annotations went to 'actor', 1 of them joined with one that was there\n",
    )
    split = run("tags", "press.annot", "split", "actor", "authority", "--annotation", made.out.strip())
    assert (split.code, len(split.lines)) == (0, 1)
    assert split.err == "annotator: 1 annotation went from 'actor' to 'authority'\n"
    assert [line[:3] for line in tags(run)][:2] == ["1 1", "4 1"]
    assert (
        "'role' cannot be 'boss'; choose one of 'issuer'"
        in run("tags", "press.annot", "split", "actor", "x", "--where", "role=boss").err
    )
    assert "none of these marks" in run("tags", "press.annot", "split", "actor", "x", "--where", "role=other").err
    assert run("tags", "press.annot", "split", "actor", "nobody", "--where", "role=", "--beside").code == 0


def test_a_retired_tag_marks_nothing_new(run: Run, project: list[str]) -> None:
    assert run("tags", "press.annot", "retire", "concern").code == 0
    assert tags(run)[-1].startswith("- 0 concern (retired)")
    done = run("annotate", "press.annot", project[0], "--tag", "concern", "--quote", "neu")
    assert (done.code, done.out) == (1, "")
    assert "the tag 'concern' is retired" in done.err
    assert "reinstate it first" in run("tags", "press.annot", "key", "concern", "3").err
    assert run("tags", "press.annot", "key", "actor", "3").code == 0
    assert run("tags", "press.annot", "reinstate", "concern").code == 0
    run("annotate", "press.annot", project[0], "--tag", "concern", "--quote", "neu")
    assert tags(run)[-1].startswith("- 1 concern")


def test_attributes_are_defined(run: Run, project: list[str]) -> None:
    assert run("tags", "press.annot", "attribute", "actor", "size", "--kind", "number").code == 0
    assert run("tags", "press.annot", "attribute", "actor", "role", "--rename-choice", "issuer=author").code == 0
    assert tags(run)[0].endswith("role: author | addressee | other; attributed to: text; size: number")
    assert run("tags", "press.annot", "attribute", "actor", "size", "--rename", "staff", "--kind", "text").code == 0
    assert run("tags", "press.annot", "attribute", "actor", "staff", "--remove").code == 0
    assert "is no choice" not in tags(run)[0]
    assert (
        "write it like old=new"
        in run("tags", "press.annot", "attribute", "actor", "role", "--rename-choice", "issuer").err
    )
    assert run("relation-types", "press.annot", "attribute", "issues", "times", "--kind", "number").code == 0
    assert run("relation-types", "press.annot").lines[0].endswith("0 relations  times: number")
    done = run("relation-types", "press.annot", "edit", "issues", "--name", "orders", "--to", "any")
    assert done.code == 0
    assert run("relation-types", "press.annot").lines[0].split()[:3] == ["actor", "orders", "any"]


def test_an_edit_says_several_things_at_once(run: Run, project: list[str]) -> None:
    edited = ("--name", "who", "--colour", "#112233", "--key", "none", "--counter-example", "a place")
    assert run("tags", "press.annot", "edit", "actor", *edited).code == 0
    record = json.loads(run("tags", "press.annot", "--json").out)[0]
    assert (record["name"], record["colour"], record["shortcut"]) == ("who", "#112233", None)
    assert record["counter_example"] == "a place"


def test_a_tag_set_goes_out_and_into_another_project(run: Run, project: list[str]) -> None:
    run("tags", "press.annot", "add", "firm", "--under", "actor", "--key", "f")
    done = run("tags", "press.annot", "export", "own.tags.json")
    assert (done.code, done.err) == (0, "annotator: 4 tags and 5 relation types written\n")
    assert run("new", "other.annot", "--tags", "own.tags.json").code == 0
    assert run("tags", "other.annot").out == run("tags", "press.annot").out
    assert "all of it is in the project already" in run("tags", "other.annot", "import", "own.tags.json").err
    assert "5 relation types" not in run("tags", "other.annot", "import", "quotation").err
    done = run("tags", "press.annot", "import", "quotation")
    assert done.err == (
        "annotator: 3 tags and 3 relation types added; without their keys, which others have: source, cue, content\n"
    )


def test_a_project_begins_with_a_template(run: Run) -> None:
    run("new", "a.annot")
    assert [line.split()[0] for line in run("tags", "a.annot", "templates").lines] == [
        "default",
        "framing",
        "claims",
        "quotation",
        "argument",
    ]
    done = run("new", "frames.annot", "--tags", "Framing")
    assert done.code == 0
    assert "problem, cause, evaluation, remedy, agent" in done.err
    done = run("tags", "a.annot", "import", "argument")
    assert done.err == "annotator: 3 tags and 2 relation types added; in the place of actor, directive, concern\n"
    wrong = run("new", "b.annot", "--tags", "frames")
    assert (wrong.code, Path("b.annot").exists()) == (1, False)
    assert "no tag set 'frames'; there are: default, framing" in wrong.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["role", "--rename-choice", "boss=chief"], "'role' has no choice 'boss'; there are: issuer"),
        (["role", "--remove", "--rename", "part"], "--remove goes alone"),
        (["size", "--kind", "number", "--choice", "one"], "of a number there is nothing to choose"),
        (["size", "--rename", "length"], "'actor' has no attribute 'size'"),
    ],
)
def test_what_would_do_nothing_is_refused(run: Run, project: list[str], words: list[str], said: str) -> None:
    before = tags(run)
    done = run("tags", "press.annot", "attribute", "actor", *words)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert tags(run) == before


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u202e\u2066", "\ufeff \u00ad"])
def test_a_name_that_cannot_be_seen_is_none(run: Run, project: list[str], name: str) -> None:
    for words in (
        ["tags", "press.annot", "add"],
        ["relation-types", "press.annot", "add"],
        ["entities", "press.annot", "add"],
    ):
        done = run(*words, name)
        assert (done.code, done.out) == (1, "")
        assert "needs a name" in done.err
