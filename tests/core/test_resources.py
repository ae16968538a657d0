"""The files that come with the program are found from wherever it was installed."""

from __future__ import annotations

from pathlib import Path

import pytest

import annotator
from annotator.core.resources import resource


def test_in_a_checkout() -> None:
    assert resource("samples/sample.json").is_file()
    assert resource("samples").is_dir()
    with pytest.raises(FileNotFoundError, match="install Annotator again"):
        resource("samples/none.txt")


def test_in_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "annotator"
    (package / "resources").mkdir(parents=True)
    (package / "resources" / "one.txt").write_text("installed")
    monkeypatch.setattr(annotator, "__file__", str(package / "__init__.py"))
    assert resource("one.txt").read_text() == "installed"
