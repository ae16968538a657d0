"""A real project of every version of the schema still opens, and holds what was exported from it then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.project import Project, loading
from annotator.project.repairing import repair
from annotator.storage.migrations import VERSIONS

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize("version", VERSIONS)
def test_it_opens(version: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(DATA / f"version-{version}.annot", tmp_path))
    with Project.open(path) as project:
        assert project.check() == []
        bundle, then = project.bundle(), loading.read(DATA / f"version-{version}.json")
        # The format does not keep the ids of reading statuses.
        assert [(s.article, s.tag, s.coder, s.state) for s in bundle.statuses] == [
            (s.article, s.tag, s.coder, s.state) for s in then.statuses
        ]
        for kind in ("project", "coders", "tags", "relation_types", "events", "entities", "articles", "texts"):
            assert getattr(bundle, kind) == getattr(then, kind)
        assert bundle.annotations == then.annotations
        assert bundle.relations == then.relations
        assert bundle.judgements == then.judgements
        project.export(tmp_path / "now.json")
    assert loading.read(tmp_path / "now.json") == then


@pytest.mark.parametrize("version", VERSIONS)
def test_all_of_it_can_be_salvaged(version: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(DATA / f"version-{version}.annot", tmp_path))
    assert repair(path, tmp_path / "new.annot").whole
    with Project.open(path) as old, Project.open(tmp_path / "new.annot") as new:
        assert new.bundle() == old.bundle()
        assert new.check() == []
