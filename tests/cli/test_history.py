"""`annotator history`: what was done is listed, taken back and forgotten, with sentences for what cannot be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.cli.main import main

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs one command line in `tmp_path`, where a project with two marks lies."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> SimpleNamespace:
        code = main(list(words))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return SimpleNamespace(code=code, out=out, err=err, lines=out.splitlines())

    Path("a.txt").write_text("Die Behörde hat die Reederei gewarnt.\n", encoding="utf-8")
    article = run("import", "p.annot", "a.txt").lines[0]
    assert run("annotate", "p.annot", article, "--tag", "actor", "--quote", "Reederei").code == 0
    assert run("annotate", "p.annot", article, "--tag", "concern", "--quote", "Behörde", "--coder", "lea").code == 0
    return run


def test_who_did_what_and_when(run: Run) -> None:
    done = run("history", "p.annot")
    assert [re.split(r"\s{2,}", line, maxsplit=4)[3] for line in done.lines] == ["annotate", "annotate", "import"]
    assert re.fullmatch(r"[0-9a-f]{8}  \d{4}-\d\d-\d\d \d\d:\d\d  lea +annotate  concern", done.lines[0])
    assert len(run("history", "p.annot", "--limit", "1").lines) == 1
    assert len(run("history", "p.annot", "--coder", "lea").lines) == 1
    mark = run("annotations", "p.annot", "--tag", "actor").lines[0].split()[0]
    assert len(run("history", "p.annot", "--annotation", mark).lines) == 1
    article = run("articles", "p.annot").lines[0].split()[0]
    assert len(run("history", "p.annot", "--article", article).lines) == 3
    records = json.loads(run("history", "p.annot", "--json").out)
    assert [(one["kind"], one["way"]) for one in records] == [("annotate", "done")] * 2 + [("import", "done")]
    assert all(len(one["id"]) == 36 for one in records)


def test_one_change_is_taken_back(run: Run) -> None:
    brought = run("history", "p.annot").lines[2].split()[0]
    refused = run("history", "p.annot", "--revert", brought)
    assert refused.code == 1
    assert "revert these first:" in refused.err
    later = [line.split()[0] for line in refused.err.splitlines()[1:]]
    assert len(later) == 2
    gone = json.loads(run("annotations", "p.annot", "--json").out)[0]["id"]
    for name in later:
        done = run("history", "p.annot", "--revert", name)
        assert (done.code, len(done.lines[0])) == (0, 36)
    assert run("history", "p.annot", "--revert", later[0]).err.count("taken back already") == 1
    assert run("annotations", "p.annot").out == ""
    assert len(run("history", "p.annot", "--annotation", gone).lines) == 2
    assert run("history", "p.annot", "--revert", brought).code == 0
    assert run("history", "p.annot").lines[-1].endswith("(taken back)")
    assert run("check", "p.annot").code == 0


def test_details_are_forgotten(run: Run) -> None:
    assert "forgot the details of 0 changes" in run("history", "p.annot", "--compact", "2000-01-31").err
    done = run("history", "p.annot", "--compact", "now")
    assert done.code == 0
    assert re.search(r"forgot the details of 3 changes; the file had [\d.]+ [kM]B, now it has [\d.]+ [kM]B", done.err)
    listed = run("history", "p.annot").lines
    assert all(line.endswith("(details forgotten)") for line in listed)
    refused = run("history", "p.annot", "--revert", listed[0].split()[0])
    assert (refused.code, "compacted" in refused.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--revert", "zzzz"), 1, "no change 'zzzz'"),
        (("--coder", "nobody"), 1, "no coder 'nobody'"),
        (("--annotation", "zzzz"), 1, "no annotation 'zzzz'"),
        (("--compact", "yesterday"), 2, "'yesterday' is no day like"),
        (("--revert", "ab", "--json"), 2, "stand by themselves"),
        (("--revert", "ab", "--compact", "now"), 2, "not allowed with"),
        (("--limit", "-1"), 2, "--limit"),
    ],
)
def test_what_cannot_be_is_a_sentence(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    done = run("history", "p.annot", *words)
    assert done.code == code
    assert said in done.err
