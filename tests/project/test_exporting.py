"""Exports are whole or not there, the same each time, and a part of a project is complete in itself."""

from __future__ import annotations

import errno
import io
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, TextIO

import pytest
from msgspec.structs import replace

from annotator.core.errors import FileError, NotFoundError
from annotator.core.values import Bundle
from annotator.formats import FORMATS, Format
from annotator.project import Project, exporting
from annotator.project.checking import findings
from sample_bundle import sample_bundle


@pytest.fixture
def full(path: Path) -> Project:
    with Project.create(path, bundle=sample_bundle()) as project:
        yield project  # type: ignore[misc]


def test_the_same_project_gives_the_same_bytes(full: Project, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    report = full.export(one)
    full.close()
    with Project.open(full.path) as again:
        again.export(str(two))
        stream = io.StringIO()
        again.export(stream)
    assert one.read_bytes() == two.read_bytes() == stream.getvalue().encode()
    bundle = sample_bundle()
    assert report == exporting.ExportReport(len(bundle.articles), len(bundle.annotations), 0)
    content = json.loads(one.read_bytes())
    texts = {article["id"]: article["text"] for article in content["articles"]}
    assert all(texts[m["article"]][m["start"] : m["end"]] == m["quote"] for m in content["annotations"])


def test_a_part_is_complete_in_itself_and_says_what_it_lost(full: Project, tmp_path: Path) -> None:
    bundle = full.bundle()
    for article in bundle.articles:
        target = tmp_path / f"{article.id}.json"
        report = full.export(target, articles=[article.id])
        part = full.bundle(articles=[article.id])
        assert findings(part) == []
        assert report.relations_left_out == len(bundle.relations) - len(part.relations)
        with Project.create_from(tmp_path / f"{article.id}.annot", target)[0] as loaded:
            assert [a.id for a in loaded.articles()] == [article.id]
            assert loaded.check() == []
    tag = bundle.annotations[0].tag
    part = full.bundle(tags=[tag])
    assert {m.tag for m in part.annotations} == {tag}
    assert findings(part) == []
    assert full.bundle(coders=["nobody"]).statuses == ()


def test_what_an_article_replaces_is_not_mentioned_without_it() -> None:
    bundle = sample_bundle()
    one, two = bundle.articles[:2]
    later = replace(bundle, articles=(one, replace(two, replaces=one.id)))
    assert exporting.narrowed(later, articles=[two.id]).articles[0].replaces is None
    assert exporting.narrowed(later, articles=[one.id, two.id]).articles[1].replaces == one.id
    assert exporting.narrowed(later) is later


def test_a_failing_export_leaves_the_file_as_it_was(
    full: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(_: Bundle, stream: TextIO) -> None:
        stream.write("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "out.json"
    target.write_text("as it was")
    monkeypatch.setitem(FORMATS, "half", Format("half", "Half", ".json", half, None))
    with pytest.raises(FileError, match="disk is full"):
        full.export(target, format="half")
    assert target.read_text() == "as it was"
    full.close()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["out.json", "press.annot"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (lambda folder: folder, "is a folder"),
        (lambda folder: folder / "none" / "out.json", "folder that does not exist"),
        (lambda folder: folder / "press.annot", "is a project and is not overwritten"),
        (lambda folder: folder / "press.annot" / "out.json", "does not exist"),
    ],
)
def test_places_that_cannot_be_written(full: Project, tmp_path: Path, place: Callable[[Path], Path], said: str) -> None:
    with pytest.raises(FileError, match=said):
        full.export(place(tmp_path))
    assert full.check() == []


def test_unknown_formats_are_refused(full: Project, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no format 'xlsx'"):
        full.export(tmp_path / "out.xlsx", format="xlsx")
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_are_written_straight_to(full: Project, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []

    def receive(opened: Callable[[], IO[str]]) -> None:
        with opened() as stream:
            received.append(stream.read())

    reader = threading.Thread(target=receive, args=(lambda: pipe.open(encoding="utf-8"),))
    reader.start()
    full.export(pipe)
    reader.join()
    assert json.loads(received[0])["format"] == "annotator"
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["تقرير" * 24 + "سن.json", "n" * 250 + ".json"])
def test_names_may_be_as_long_as_they_can_be(full: Project, tmp_path: Path, name: str) -> None:
    full.export(tmp_path / name)
    assert json.loads((tmp_path / name).read_bytes())["format"] == "annotator"
    with pytest.raises(FileError, match="too long a name"):
        full.export(tmp_path / ("n" * 300))


@pytest.mark.skipif(os.name != "posix", reason="modes")
@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_an_overwritten_file_keeps_its_mode(full: Project, tmp_path: Path, mode: int) -> None:
    target = tmp_path / "out.json"
    target.touch()
    target.chmod(mode)
    full.export(target)
    assert target.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_is_followed(full: Project, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    link.symlink_to(real)
    full.export(link)
    assert link.is_symlink()
    assert json.loads(real.read_bytes())["format"] == "annotator"
