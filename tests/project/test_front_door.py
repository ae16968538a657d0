"""What `annotator.project` offers is all there, and loaded only when it is asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import annotator.project
from annotator.core.fitting import Definitions
from annotator.project import Project
from annotator.project.records import annotation_records, article_record, tag_record
from sample_bundle import sample_bundle

HEAVY = ("sqlalchemy", "sqlite3", "json", "annotator.formats", "annotator.sources", "annotator.storage.recognise")


def loaded_by(script: str) -> set[str]:
    """Return the modules that a script loads."""
    code = f"import sys\n{script}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_all_that_is_listed_is_there() -> None:
    assert all(getattr(annotator.project, name) is not None for name in annotator.project.__all__)
    assert annotator.project.Project is Project
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        annotator.project.nothing  # noqa: B018


def test_a_project_is_not_loaded_with_all_that_can_be_done_with_it() -> None:
    loaded = loaded_by("from annotator.project import Project")
    unwanted = {"sqlalchemy", "annotator.formats", "annotator.sources", "annotator.storage.recognise"}
    unwanted |= {f"annotator.project.{name}" for name in ("importing", "exporting", "loading", "checking")}
    assert not loaded & unwanted


def test_a_project_is_read_without_what_makes_repairs_and_remembers(path: Path) -> None:
    with Project.create(path, bundle=sample_bundle()):
        pass
    script = f"from annotator.project import Project\nproject = Project.open({str(path)!r})\nproject.articles()"
    loaded = loaded_by(f"{script}\nproject.annotations()\nproject.close()")
    assert "annotator.storage.store" in loaded
    unwanted = {"annotator.storage." + name for name in ("history", "making", "word_index", "salvaging")}
    unwanted |= {"annotator.storage.dialects." + name for name in ("sqlite_pages", "sqlite_logs", "sqlite_backup")}
    assert not loaded & unwanted


def test_the_name_of_a_project_needs_no_look_into_the_file() -> None:
    script = "from pathlib import Path\nfrom annotator.cli.window import looks_like_project\n"
    assert not loaded_by(f"{script}assert looks_like_project(Path('none.annot'))") & set(HEAVY)
    assert "sqlite3" in loaded_by(f"{script}assert not looks_like_project(Path('none.txt'))")


def test_records_are_those_of_an_export(path: Path, tmp_path: Path) -> None:
    bundle = sample_bundle()
    with Project.create(path, bundle=bundle) as project:
        project.export(tmp_path / "out.json")
    content = json.loads((tmp_path / "out.json").read_bytes())
    definitions = Definitions(bundle.tags, bundle.relation_types)
    assert list(annotation_records(bundle.annotations, bundle.texts, definitions)) == content["annotations"]
    assert [tag_record(tag) for tag in sorted(bundle.tags, key=lambda tag: tag.id)] == content["tags"]
    for article, record in zip(sorted(bundle.articles, key=lambda a: a.id), content["articles"], strict=True):
        statuses = [status for status in bundle.statuses if status.article == article.id]
        assert article_record(article, statuses) | {"text": bundle.texts[article.id]} == record
