"""Whatever becomes of the bytes of a project: it is read, refused or salvaged in sentences, and stays as it is."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.core.errors import AnnotatorError, DamagedError
from annotator.project import Project
from annotator.project.repairing import repair
from annotator.storage.dialects import sqlite
from project.damaging import Stroke, crash, cut_off, damaged, make_project, strokes

EXAMPLES = int(os.environ.get("ANNOTATOR_FUZZ", "12"))
"""How many damaged files are tried in each test; a thorough run sets some thousand."""

thorough = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "press.annot"
    make_project(path, articles=4, words=900)
    return path


@pytest.fixture(scope="module")
def crashed(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return crash(whole, tmp_path_factory.mktemp("crashed"))


@pytest.fixture(scope="module")
def undone(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cut_off(whole, tmp_path_factory.mktemp("undone"))


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Lay files into a folder, and nothing else; return the project's."""
    for left in folder.iterdir():
        left.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder / "press.annot"


def lie_in(folder: Path, files: dict[str, bytes]) -> bool:
    """Return whether the files are still what they were."""
    return all((folder / name).is_file() and (folder / name).read_bytes() == data for name, data in files.items())


def refused(path: Path, *, read_only: bool = False) -> bool:
    """Open a project and read all of it; return whether it was called damaged before anything could be read."""
    try:
        project = Project.open(path, read_only=read_only)
    except DamagedError:
        return True
    except AnnotatorError:
        return False
    with project, contextlib.suppress(AnnotatorError):
        project.check()
        for article in project.articles():
            project.text(article.id)
            project.original(article.id)
            project.annotations(articles=[article.id])
        project.bundle()
        project.statuses()
        list(project.search("harbour"))
    return False


def salvaged(path: Path, folder: Path) -> None:
    """Salvage a project and check what comes of it."""
    new = folder / "new.annot"
    new.unlink(missing_ok=True)
    try:
        repair(path, new)
    except AnnotatorError:
        assert not new.exists()
        return
    with Project.open(new) as project:
        assert project.check() == []


@thorough
@given(done=strokes, large=st.booleans())
def test_a_damaged_file(whole: Path, tmp_path: Path, done: list[Stroke], large: bool) -> None:
    folder, other = folders(tmp_path)
    files = {"press.annot": damaged(whole.read_bytes(), done)}
    path = put(folder, files)
    with pytest.MonkeyPatch.context() as patch:
        if large:
            patch.setattr(sqlite, "QUICK_CHECK_BYTES", 0)
        refused(path, read_only=True)
        salvaged(path, other)
        assert lie_in(folder, files)
        assert not refused(path) or lie_in(folder, files)


@thorough
@given(done=strokes, in_log=st.booleans())
def test_a_damaged_file_or_log_after_a_crash(crashed: Path, tmp_path: Path, done: list[Stroke], in_log: bool) -> None:
    _beside(crashed, "-wal", tmp_path, done, in_log)


@thorough
@given(done=strokes, in_log=st.booleans())
def test_a_damaged_file_or_journal_after_a_crash(
    undone: Path, tmp_path: Path, done: list[Stroke], in_log: bool
) -> None:
    _beside(undone, "-journal", tmp_path, done, in_log)


def _beside(source: Path, end: str, tmp_path: Path, done: list[Stroke], in_log: bool) -> None:
    folder, other = folders(tmp_path)
    data, log = source.read_bytes(), source.with_name(source.name + end).read_bytes()
    data, log = (data, damaged(log, done)) if in_log else (damaged(data, done), log)
    files = {"press.annot": data, f"press.annot{end}": log}
    path = put(folder, files)
    salvaged(path, other)
    assert lie_in(folder, files)
    assert not refused(path) or lie_in(folder, files)


def folders(place: Path) -> tuple[Path, Path]:
    """Return a folder for what is damaged, and another one."""
    found = place / "damaged", place / "other"
    for folder in found:
        folder.mkdir(exist_ok=True)
    return found
