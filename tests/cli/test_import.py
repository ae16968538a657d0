"""`annotator import` beyond plain text: tables and what their columns are, progress, and stopping in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.cli import command_import
from annotator.cli.command_import import _Progress
from annotator.cli.main import main
from annotator.project import Project, importing, kin

ONE = "Das Hafenamt hat zwölf Reedereien vorgeladen, und die Firmen sollen ihre Lotsendienste selbst prüfen. " * 2
TWO = "Die Reedereien haben am Dienstag geantwortet, dass sie ihre Lotsendienste längst geprüft haben, alle. " * 2


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> SimpleNamespace:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return SimpleNamespace(code=code, out=out, err=err, ids=out.split())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(f"kopf;eins;zwei\nHafen;{ONE};{TWO}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_the_name_of_a_file_does_not_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Path("\x1b[31mred.txt").write_text(ONE, encoding="utf-8")
    Path("\x1b[31mempty.txt").touch()
    assert "\x1b" not in run(capsys, "import", "p.annot", "\x1b[31mred.txt", "\x1b[31mempty.txt").err


def test_columns_are_named_and_may_be_told(capsys: pytest.CaptureFixture[str]) -> None:
    unclear = run(capsys, "import", "p.annot", "a.csv")
    assert (unclear.code, unclear.out) == (1, "")
    assert "its columns: 'kopf', 'eins', 'zwei'" in unclear.err
    assert "as in --column text=NAME" in unclear.err
    assert not Path("p.annot").exists()
    done = run(capsys, "import", "p.annot", "a.csv", "--column", "text=zwei", "--column", "title=1")
    assert done.code == 0
    with Project.open("p.annot") as project:
        (article,) = project.articles()
        assert (project.text(article.id), article.title) == (TWO, "Hafen")


def test_a_column_that_is_none_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "has no column 'drei' for the text" in run(capsys, "import", "p.annot", "a.csv", "--column", "text=drei").err
    for wrong in ("text", "colour=eins"):
        done = run(capsys, "import", "p.annot", "a.csv", "--column", wrong)
        assert (done.code, "is not like text=NAME" in done.err) == (2, True)


def test_what_became_of_all_is_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    Path("b.jsonl").write_text(f'{{"text": "{ONE}"}}\n{{broken\n{{"text": "{TWO}"}}\n', encoding="utf-8")
    done = run(capsys, "import", "p.annot", "b.jsonl")
    assert (done.code, len(done.ids)) == (1, 2)
    assert "b.jsonl/line 2: is no JSON record" in done.err
    assert done.err.endswith("annotator: 2 imported, 1 failed\n")
    again = run(capsys, "import", "p.annot", "b.jsonl")
    assert again.err.endswith("annotator: 2 skipped, 1 failed\n")


def test_originals_are_kept_up_to_five_megabytes_all_or_none(capsys: pytest.CaptureFixture[str]) -> None:
    Path("old.txt").write_bytes("Größe der Häfen von Norderfleet und Süderfleet\n".encode("cp1252"))
    for option, kept in (("", True), ("--keep-originals", True), ("--no-originals", False)):
        name = f"p{option}.annot"
        (article,) = run(capsys, "import", name, "old.txt", *filter(None, [option])).ids
        with Project.open(name) as project:
            assert (project.original(article) is not None) is kept
    assert run(capsys, "import", "p.annot", "old.txt", "--keep-originals", "--no-originals").code == 2


def test_a_bar_on_a_terminal_and_none_in_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "\r" not in run(capsys, "import", "p.annot", "a.csv", "--column", "text=eins").err
    for number in range(130):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}")
    files = [tmp_path / f"{number}.txt" for number in range(130)]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(importing, "_ARTICLES", 64)
    progress = _Progress(files)
    with Project.create("q.annot") as project:
        importing.import_files(project, files, importing.Options(), progress, 1)
    progress.clear()
    lines = [line.rstrip() for line in capsys.readouterr().err.split("\r") if line.strip()]
    assert lines == [
        "[###########.............] 64 of 130: 64 imported",
        "[#######################.] 128 of 130: 128 imported",
        "[########################] 130 of 130: 130 imported",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal for a child")
def test_what_came_in_before_it_was_stopped_stays(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number:04}.txt").write_text(f"Report {number}\n\nWords about harbour {number}." * 20)
    command = [sys.executable, "-m", "annotator", "import", "p.annot", "."]
    child = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        while not (tmp_path / "p.annot-wal").exists() or (tmp_path / "p.annot-wal").stat().st_size < 400_000:
            assert child.poll() is None
            time.sleep(0.02)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    finally:
        child.kill()
    assert (child.returncode, out) == (130, "")
    assert "Traceback" not in err
    with Project.open(tmp_path / "p.annot") as project:
        count = len(project.articles())
        assert 0 < count < 3000
        assert project.check() == []
    assert err == f"annotator: stopped; {count} imported by then, which stay\n"


def test_many_are_compared_when_all_have_come_in(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kin, "COMPARED", 2)
    for name, text in (("a", f"Eins\n\n{ONE}"), ("b", f"Zwei\n\n{ONE}"), ("c", f"Drei\n\n{TWO}")):
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    told = run(capsys, "import", "p.annot", "a.txt", "b.txt", "c.txt")
    assert told.code == 0
    assert "b.txt: nearly the same as 'Eins'" in told.err
    assert told.err.count("nearly the same") == 1
    assert "compared" not in told.err
    monkeypatch.setattr(command_import, "_COMPARING", -1.0)
    monkeypatch.setattr(command_import, "_NAMED", 0)
    for number in range(3):
        Path(f"{number}.txt").write_text(f"Nummer {number}\n\n{TWO} {number}", encoding="utf-8")
    told = run(capsys, "import", "p.annot", "0.txt", "1.txt", "2.txt")
    assert "3 more are nearly the same as others" in told.err
