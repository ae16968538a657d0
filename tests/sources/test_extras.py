"""What is said where a library for documents is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotator.core.errors import SourceError
from annotator.sources import read_document
from annotator.sources.extras import need


@pytest.mark.parametrize("missing", ["lxml.html", "trafilatura"])
def test_a_page_names_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><p>Ein Wort</p></body></html>", encoding="utf-8")
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SourceError, match=r"needs the libraries for documents: pip install 'annotator\[documents\]'"):
        read_document(path)


def test_a_library_that_is_there() -> None:
    assert need("json", Path("a")).loads("1") == 1


def test_a_library_that_lacks_its_own_is_no_missing_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "halved.py").write_text("import nowhere_to_be_found\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="nowhere_to_be_found"):
        need("halved", Path("a"))
