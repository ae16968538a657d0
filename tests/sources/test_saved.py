"""Folders of saved pages: what lies in them belongs to the page, what is only named alike does not."""

from __future__ import annotations

from pathlib import Path

from annotator.project.gathering import files


def test_what_belongs_to_a_page_is_not_gathered(tmp_path: Path) -> None:
    names = [
        "hafen.html", "hafen_files/ad.html", "hafen_files/tief/ad.htm", "markt.htm", "Markt-Dateien/x.html",
        "markt_files/x.html", "brief.htm", "brief.files/frame.htm", "case_files/a.html", "other/hafen_files/b.html",
    ]  # fmt: skip
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>Text", encoding="utf-8")
    found = {path.relative_to(tmp_path).as_posix() for path, _ in files([tmp_path])}
    gathered = {"hafen.html", "markt.htm", "brief.htm", "case_files/a.html", "other/hafen_files/b.html"}
    assert found - {"Markt-Dateien/x.html"} == gathered


def test_a_part_of_a_page_that_is_named_itself_is_read(tmp_path: Path) -> None:
    part = tmp_path / "hafen_files" / "ad.html"
    part.parent.mkdir()
    (tmp_path / "hafen.html").touch()
    assert list(files([part])) == [(part, True)]
