"""Reading one file: what comes out of a good one, and one sentence for each bad one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from annotator.core.errors import SourceError
from annotator.sources import read_document, read_text, registry
from annotator.text.direction import Direction

TEXT = (
    "Hafen gesperrt\r\n\r\nDie Behörde hat der Reederei am Dienstag befohlen, den Hafen zu räumen, und das ist neu.\r\n"
)


def test_a_document(tmp_path: Path) -> None:
    path = tmp_path / "hafen.txt"
    data = TEXT.encode("cp1252")
    path.write_bytes(data)
    document = read_document(path)
    assert document.text == TEXT.replace("\r\n", "\n")
    assert document.title == "Hafen gesperrt"
    assert (document.language, document.direction) == ("de", Direction.LTR)
    assert (document.name, document.encoding) == ("hafen.txt", "cp1252")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.published is document.source is document.author is document.url is None


def test_text_of_a_clipboard() -> None:
    document = read_text("سفينة في الميناء\nوصلت سفينة كبيرة إلى الميناء يوم الثلاثاء.")
    assert (document.language, document.direction, document.name) == ("ar", Direction.RTL, None)


def refused(path: Path, encoding: str | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        read_document(path, encoding=encoding)
    assert caught.value.path == str(path)
    assert "\n" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "holds nothing but white space"),
        ("\ufeff\u200e \u00a0".encode(), "holds nothing but white space"),
        (b"a\0b\x01\x02\x03" * 51, "is no text (it is full of control characters)"),
        (b"%PDF-1.7 ...", "is damaged (it cannot be opened as a PDF); get it once more"),
        (b"PK\x03\x04...", "is damaged (its list of contents cannot be read)"),
        (b"Rar!\x1a\x07...", "is an archive, not plain text"),
        (b"\x1f\x8b...", "is a damaged packed file"),
        (b"SQLite format 3\x00...", "is a database"),
        (b"\x89PNG\r\n\x1a\n...", "is an image"),
        (b'{\n"format": "annotator",\n', "is an export of Annotator, not plain text"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "is XML data"),
    ],
)
def test_bad_content(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    assert refused(path).startswith(reason)


def test_missing_folder_and_odd_names(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.txt") == "does not exist"
    assert refused(tmp_path) == "is a folder; name the files in it"
    assert refused(Path("a\0b")).startswith("cannot be read (")
    assert refused(tmp_path / "x" / ("long" * 200)).startswith(("cannot be read (", "does not exist"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text", encoding="utf-8")
    path.chmod(0)
    assert refused(path) == "may not be read (no permission)"


def test_unreadable_as_the_system_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refused(tmp_path / "secret.txt") == "may not be read (no permission)"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "LIMIT", 1_000_000)
    path = tmp_path / "huge.txt"
    path.write_bytes(b"a" * 1_000_001)
    assert refused(path) == "is larger than 1 MB; split it into articles first"
    path.write_bytes(b"a " * 500_000)
    assert len(read_document(path).text) == 1_000_000


def test_wrong_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("ü".encode("cp1252"))
    assert refused(path, "utf-8").startswith("is not in the encoding utf-8")
    path.write_bytes(b"Words in ASCII, an even number.")
    assert refused(path, "utf-16").startswith("is not in the encoding utf-16")


def test_a_single_stray_control_character_is_kept_out_of_the_way(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Some words of a text. " * 20 + b"\0 end\x1a")
    assert read_document(path).text.endswith("\ufffd end\x1a")
