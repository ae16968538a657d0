"""`annotator backups` and `annotator restore`, as their users meet them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.cli.main import main
from annotator.project import Project

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs one command line in `tmp_path`, with backups of its own."""
    monkeypatch.chdir(tmp_path)
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "user"))
    Path("report.txt").write_text("Hafen gesperrt\n\nDie Behörde hat den Hafen gesperrt.\n", encoding="utf-8")
    assert main(["import", "press.annot", "report.txt"]) == 0
    capsys.readouterr()

    def run(*words: str) -> SimpleNamespace:
        code = main(list(words))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return SimpleNamespace(code=code, out=out, err=err, lines=out.splitlines())

    return run


def test_backups_are_made_and_listed(run: Run) -> None:
    none = run("backups", "press.annot")
    assert (none.code, none.out) == (0, "")
    assert "there is no backup" in none.err
    made = run("backups", "press.annot", "--make")
    assert made.code == 0
    assert "backed up in" in made.err
    (line,) = made.lines
    assert line.split()[1:3] == ["1", "0"]
    assert Path(line.split("MB", 1)[1].strip()).is_file()
    again = run("backups", "press.annot", "--make")
    assert "nothing changed" in again.err
    assert again.lines == [line]
    (record,) = json.loads(run("backups", "press.annot", "--json").out)
    assert record == {
        "time": line.split()[0],
        "articles": 1,
        "annotations": 0,
        "size": Path("press.annot").stat().st_size,
        "file": line.split("MB", 1)[1].strip(),
        "project": str(Path("press.annot").resolve()),
    }


def test_a_backup_is_restored_into_a_new_project_by_default_the_last_beside(run: Run) -> None:
    run("backups", "press.annot", "--make")
    done = run("restore", "press.annot")
    assert done.code == 0
    assert "restored 1 article and 0 annotations" in done.err
    with Project.open(done.lines[0]) as project:
        assert project.check() == []
    named = run("restore", "press.annot", "20", "-o", "new.annot")
    assert named.lines == ["new.annot"]
    by_file = json.loads(run("backups", "press.annot", "--json").out)[0]["file"]
    assert run("restore", "press.annot", by_file, "-o", "newer.annot").code == 0


def test_nothing_is_overwritten_and_what_cannot_be_is_said(run: Run) -> None:
    assert run("restore", "press.annot").code == 1
    run("backups", "press.annot", "--make")
    over = run("restore", "press.annot", "-o", "press.annot")
    assert over.code == 1
    assert "not overwritten" in over.err
    unknown = run("restore", "press.annot", "1999")
    assert unknown.code == 1
    assert "no backup '1999'" in unknown.err
    missing = run("backups", "missing.annot", "--make")
    assert missing.code == 1
    assert "does not exist" in missing.err


def test_a_project_that_is_gone_can_be_restored_to_its_place(run: Run) -> None:
    run("backups", "press.annot", "--make")
    Path("press.annot").unlink()
    assert len(run("backups", "press.annot").lines) == 1
    assert run("restore", "press.annot", "-o", "press.annot").code == 0
    assert run("articles", "press.annot").lines


def test_a_beginning_that_several_share_is_ambiguous(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("backups", "press.annot", "--make")
    Path("other.txt").write_text("Noch ein Bericht über den Hafen.\n", encoding="utf-8")
    run("import", "press.annot", "other.txt")
    run("backups", "press.annot", "--make")
    done = run("restore", "press.annot", "20")
    assert done.code == 1
    assert "could be any of" in done.err
