"""A project with two short articles, one of each direction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.values import Article
from annotator.project import Project

GERMAN = "Werk Nord meldet Störung\n\nDie Behörde verlangt von Werk Nord einen Bericht. Werk Nord fürchtet Kosten.\n"
ARABIC = "عطل في محطة الشمال\n\nطلبت الهيئة من شركة Werk Nord تقريرا عن العطل.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "press.annot"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.create(path, coder="mira") as project:
        yield project


@pytest.fixture
def articles(project: Project, tmp_path: Path) -> tuple[Article, Article]:
    """The two articles, imported into the project."""
    files = [tmp_path / "nord.txt", tmp_path / "shamal.txt"]
    for file, text in zip(files, (GERMAN, ARABIC), strict=True):
        file.write_text(text, encoding="utf-8")
    report = project.import_files(files, event="Störung")
    assert report.failed == ()
    first, second = report.imported
    return first, second
