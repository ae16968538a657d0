"""`annotator search`, as its users meet it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from annotator.cli.main import main
from annotator.project import Project, edits

GERMAN = "Hafen gesperrt\n\nDie Behörde befahl der Reederei, den Hafen zu räumen.\nDie Reederei räumt.\n"
ARABIC = "إغلاق الميناء\n\nأمرت الهيئة شركة Nordlicht بإخلاء الميناء، وقالت والهيئة.\n"

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that searches press.annot, which has the two articles."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("german.txt", GERMAN), ("arabic.txt", ARABIC)):
        Path(name).write_text(text, encoding="utf-8")
    assert main(["import", "press.annot", "german.txt", "arabic.txt"]) == 0
    capsys.readouterr()

    def run(*words: str) -> SimpleNamespace:
        code = main(["search", "press.annot", *words])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return SimpleNamespace(code=code, out=out, err=err, lines=out.splitlines())

    return run


def test_articles_are_listed_with_their_lines(run: Run) -> None:
    done = run("reederei", "hafen")
    assert done.code == 0
    title, *lines = done.lines
    assert title.split("  ")[1:] == ["4 places", "Hafen gesperrt"]
    assert [line.split("  ", 2)[-1].strip() for line in lines] == [
        "0-5  Hafen gesperrt",
        f"{GERMAN.index('Reederei')}-{GERMAN.index('Reederei') + 8}  {GERMAN.splitlines()[2]}",
        f"{GERMAN.rindex('Reederei')}-{GERMAN.rindex('Reederei') + 8}  Die Reederei räumt.",
    ]
    assert done.err == "annotator: 4 places in 1 article\n"


def test_records_have_every_place(run: Run) -> None:
    done = run("--json", "هيئة")
    (record,) = json.loads(done.out)
    text = ARABIC
    with Project.open("press.annot") as project:
        (article,) = (article for article in project.articles() if article.title == record["title"])
        assert record["id"] == article.id
        text = project.text(article.id)
    assert record["count"] == 2
    assert [text[hit["start"] : hit["end"]] for hit in record["hits"]] == ["هيئة", "هيئة"]
    assert [hit["quote"] for hit in record["hits"]] == ["هيئة", "هيئة"]
    assert all(hit["quote"] in hit["snippet"] for hit in record["hits"])
    assert record["language"] == "ar"
    assert record["status"] == []


def test_nothing_found_is_an_answer(run: Run) -> None:
    done = run("reederei", "nordlicht")
    assert (done.code, done.out) == (0, "")
    assert done.err == "annotator: no article has all of this\n"
    assert run("--json", "reederei", "nordlicht").out == "[]\n"


def test_words_of_a_title_alone_are_found(run: Run) -> None:
    with Project.open("press.annot") as project:
        (article,) = (article for article in project.articles() if article.title == "Hafen gesperrt")
        project.do(edits.edit_article(project, replace(article, title="Port closed")))
    assert run("closed").lines[0].split("  ")[1:] == ["in the title", "Port closed"]


def test_phrases_exclusions_and_beginnings(run: Run) -> None:
    assert len(run('"Die Reederei räumt"').lines) == 2
    assert run("--json", "--", "-behörde", "die", "reederei").out == "[]\n"
    assert run("nord").lines == []
    assert run("nord*").lines[0].endswith("إغلاق الميناء")


def test_no_more_than_is_wanted(run: Run) -> None:
    assert len(json.loads(run("--json", "*a", "a*", "--limit", "1").out)) <= 1
    assert len(json.loads(run("--json", "الميناء").out)) == 1
    assert json.loads(run("--json", "الميناء", "--limit", "0").out) == []


@pytest.mark.parametrize("words", ["", " ", '""', "*"])
def test_nothing_to_look_for_is_wrong_usage(run: Run, words: str) -> None:
    done = run(words)
    assert done.code == 2
    assert "nothing to look for" in done.err


def test_a_project_that_may_not_be_written_is_searched(run: Run) -> None:
    path = Path("press.annot")
    path.chmod(0o444)
    before = path.read_bytes()
    done = run("reederei")
    assert done.code == 0
    assert done.lines[0].endswith("Hafen gesperrt")
    if not os.access(path, os.W_OK):
        assert path.read_bytes() == before


def test_a_project_that_is_not_there(run: Run) -> None:
    Path("press.annot").unlink()
    done = run("reederei")
    assert done.code == 1
    assert "does not exist" in done.err
