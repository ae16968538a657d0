"""A command line in an empty folder with two articles, one of each direction."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.cli.main import main
from command_line import ARABIC, GERMAN, Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs one command line in `tmp_path`, where the two articles lie."""
    monkeypatch.chdir(tmp_path)
    Path("german.txt").write_text(GERMAN, encoding="utf-8")
    Path("arabic.txt").write_text(ARABIC, encoding="utf-8")

    def run(*words: str | Path) -> SimpleNamespace:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return SimpleNamespace(code=code, out=out, err=err, lines=out.splitlines())

    return run


@pytest.fixture
def project(run: Run) -> list[str]:
    """Make press.annot with the two articles; return their ids, German first."""
    done = run("import", "press.annot", "german.txt", "arabic.txt")
    assert done.code == 0
    assert [len(line) for line in done.lines] == [36, 36]
    return done.lines
