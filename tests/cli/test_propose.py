"""`annotator propose` as a person types it: nothing is stored unless that is asked for."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from annotator.project import Project
from command_line import Run

FIRST = "Hafen gesperrt\n\nMerlanda aus China klagt. Die Firma Merlanda hat elf Schiffe.\n"
SECOND = "إغلاق الميناء\n\nقالت ميرلاندا إن 11 سفينة عالقة، وقالت الصين ذلك أيضا.\n"


@pytest.fixture
def ids(run: Run) -> list[str]:
    """Two reports of one event, with two marks in the first."""
    for name, text in (("one.txt", FIRST), ("other.txt", SECOND)):
        Path(name).write_text(text, encoding="utf-8")
    done = run("import", "p.annot", "one.txt", "other.txt", "--event", "Hafen")
    assert done.code == 0
    first = done.lines[0]
    for quote, tag in (("Merlanda", "actor"), ("elf Schiffe", "concern")):
        words = ("annotate", "p.annot", first, "--tag", tag, "--quote", quote)
        assert run(*words, *(("--occurrence", "1") if quote == "Merlanda" else ())).code == 0
    lines: list[str] = done.lines
    return lines


def stored() -> int:
    with Project.open("p.annot", read_only=True) as project:
        return len(project.annotations())


def test_all_that_is_proposed_is_listed_and_nothing_is_stored(run: Run, ids: list[str]) -> None:
    done = run("propose", "p.annot")
    assert done.code == 0
    assert [line.split()[3] for line in done.lines] == ["actor", "concern", "actor"]
    assert [line.split("[")[1].split("]")[0] for line in done.lines] == ["ميرلاندا", "11 سفينة", "Merlanda"]
    assert "3 proposals; accept with --accept ID or --all" in done.err
    assert stored() == 2


def test_those_that_are_named_are_marked_in_one_change(run: Run, ids: list[str]) -> None:
    records = json.loads(run("propose", "p.annot", "--kind", "across", "--json").out)
    assert [(record["quote"], record["because"], record["kind"]) for record in records] == [
        ("ميرلاندا", "Merlanda", "across"),
        ("11 سفينة", "elf Schiffe", "across"),
    ]
    done = run("propose", "p.annot", "--accept", records[0]["id"])
    assert done.code == 0
    assert len(done.lines) == 1
    assert stored() == 3
    (entity,) = json.loads(run("entities", "p.annot", "--json").out)
    assert (entity["name"], entity["annotations"]) == ("Merlanda", 2)
    assert "accept" in run("history", "p.annot", "--limit", "1").out
    assert run("propose", "p.annot", "--all").code == 0
    assert stored() == 5
    assert run("propose", "p.annot", "--all").err.strip().endswith("there is nothing to accept")


def test_words_that_are_given(run: Run, ids: list[str]) -> None:
    done = run("propose", "p.annot", "--words", "Merlandas", "--tag", "actor", "--inflected", "--article", ids[0])
    assert len(done.lines) == 1
    assert run("propose", "p.annot", "--words", "Merlandas", "--tag", "actor").lines == []
    words = ("propose", "p.annot", "--kind", "words", "--words", "الميناء", "--tag", "concern", "--all")
    assert len(run(*words).lines) == 1


def test_a_command_proposes(run: Run, ids: list[str]) -> None:
    said = json.dumps([{"start": 0, "end": 5, "tag": "concern"}])
    script = shlex.join([sys.executable, "-c", f"print({said!r})"])
    done = run("propose", "p.annot", "--kind", "script", "--script", script, "--article", ids[0], "--all")
    assert done.code == 0
    assert stored() == 3
    failed = run("propose", "p.annot", "--kind", "script", "--script", "false", "--all")
    assert (failed.code, failed.err) == (
        1,
        "annotator: the command 'false' ended with the exit code 1; nothing was stored\n",
    )
    assert stored() == 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--accept", "12345678"], 1, "no proposal '12345678'; there are: "),
        (["--words", "x"], 2, "--words needs the --tag"),
        (["--words", "x", "--tag", "actor", "--kind", "before"], 2, "--words goes with --kind words"),
        (["--kind", "script"], 2, "go together"),
        (["--script", "true"], 2, "go together"),
        (["--accept", "1", "--all"], 2, "not allowed with"),
        (["--tag", "villain"], 1, "no tag 'villain'"),
        (["--article", "zzzz"], 1, "no article 'zzzz'"),
    ],
)
def test_what_cannot_be(run: Run, ids: list[str], words: list[str], code: int, said: str) -> None:
    done = run("propose", "p.annot", *words)
    assert done.code == code
    assert said in done.err
    assert stored() == 2


def test_a_terminal_is_told_how_far_it_is(run: Run, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.cli.command_propose._NEWS", 1)
    monkeypatch.setattr("annotator.cli.command_propose._EVERY", 1)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    said = run("propose", "p.annot", "--kind", "words").err
    assert "\rlooking through 1 of 2\rlooking through 2 of 2\r\x1b[K" in said
