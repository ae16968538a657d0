"""Projects are joined, and what both have edited is settled, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.cli.main import main
from annotator.project import Project, edits

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs one command line where mira.annot and lea.annot lie."""
    monkeypatch.chdir(tmp_path)
    Path("one.txt").write_text("Die Werft meldet Rauch.\n", encoding="utf-8")

    def run(*words: str) -> SimpleNamespace:
        code = main(list(words))
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err)

    run("import", "mira.annot", "one.txt")
    article = json.loads(run("articles", "mira.annot", "--json").out)[0]["id"]
    run("annotate", "mira.annot", article, "--tag", "actor", "--quote", "Werft", "--coder", "mira")
    Path("lea.annot").write_bytes(Path("mira.annot").read_bytes())
    for name, note in (("mira", "a yard"), ("lea", "the yard")):
        with Project.open(f"{name}.annot", coder=name) as project:
            project.do(edits.set_note(project, project.annotations()[0], note))
    return run


def test_two_are_joined_and_settled(run: Run) -> None:
    run("tags", "mira.annot", "add", "place")
    run("tags", "lea.annot", "add", "Ort")
    Path("tags.csv").write_text("Ort,place\n", encoding="utf-8")
    done = run("merge", "mira.annot", "lea.annot", "-o", "both.annot", "--map", "tags.csv")
    assert (done.code, done.out) == (0, "")
    assert "1 article in common with mira.annot, 0 new; 1 annotation in common, 0 new" in done.err
    assert "the same tags: Ort" in done.err
    assert "1 conflict to settle" in done.err
    listed = run("conflicts", "both.annot")
    assert "note: the yard  |  other (mira): a yard" in listed.out
    (record,) = json.loads(run("conflicts", "both.annot", "--json").out)
    assert (record["stored"]["note"], record["other"]["note"], record["coder"]) == ("the yard", "a yard", "mira")
    assert run("conflicts", "both.annot", listed.out.split()[0], "--take").code == 0
    assert run("conflicts", "both.annot").err == "annotator: 0 conflicts to settle\n"
    assert json.loads(run("annotations", "both.annot", "--json").out)[0]["note"] == "a yard"
    assert run("check", "both.annot").code == 0


def test_the_report_can_be_read_by_programs(run: Run) -> None:
    report = json.loads(run("merge", "mira.annot", "lea.annot", "-o", "both.annot", "--json").out)
    assert (report["articles"], report["annotations"], len(report["conflicts"])) == (1, 1, 1)
    assert [part["path"] for part in report["parts"]] == ["mira.annot", "lea.annot"]


def test_a_removed_mark_is_told(run: Run) -> None:
    with Project.open("mira.annot", coder="mira") as project:
        project.do(edits.delete_annotations(project, project.annotations()))
    run("merge", "mira.annot", "lea.annot", "-o", "both.annot")
    assert "kept here; the other side removed it (mira)" in run("conflicts", "both.annot").out


def test_what_cannot_be_done_is_said(run: Run) -> None:
    assert run("merge", "mira.annot", "-o", "both.annot").code == 2
    assert run("merge", "mira.annot", "lea.annot").code == 2
    assert "exists already" in run("merge", "mira.annot", "lea.annot", "-o", "lea.annot").err
    assert run("merge", "mira.annot", "none.annot", "-o", "both.annot").code == 1
    assert "cannot be read" in run("merge", "mira.annot", "lea.annot", "-o", "both.annot", "--map", "no.csv").err
    assert not Path("both.annot").exists()
    run("merge", "mira.annot", "lea.annot", "-o", "both.annot")
    assert run("conflicts", "both.annot", "abcd").code == 2
    assert run("conflicts", "both.annot", "--take").code == 2
    assert "no conflict 'zzzz'" in run("conflicts", "both.annot", "zzzz", "--keep").err
