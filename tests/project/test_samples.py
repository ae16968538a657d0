"""The sample project is sound, and shows what the program is for."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

from annotator.core.tagset import DEFAULT_TAGS
from annotator.project import Project
from annotator.project.samples import make_sample
from annotator.text.direction import Direction
from annotator.text.scripts import script_runs


def test_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "Sample.annot"
    make_sample(path).close()
    with Project.open(path) as project:
        assert project.check() == []
        assert {article.direction for article in project.articles()} == set(Direction)
        assert len(project.events()) == 1
        assert all(article.title in project.text(article.id) for article in project.articles())
        assert all(250 <= len(project.text(article.id).split()) <= 350 for article in project.articles())
        marks = project.annotations()
        assert len(marks) >= 20
        assert {mark.tag for mark in marks} == {tag.id for tag in DEFAULT_TAGS}
        assert any(mark.note for mark in marks)
        ties, article_of = project.ties(), {mark.id: mark.article for mark in marks}
        tied = [mark for mark in marks if ties.of(mark.id)]
        assert len(tied) == 2 * len(project.entities()) >= 16
        assert all(article_of[other] != mark.article for mark in tied for other in ties.of(mark.id))
        assert any("Latin" in scripts and "Arabic" in scripts for scripts in map(_scripts, (m.quote for m in marks)))
        pairs = [(a.span, b.span) for a, b in itertools.permutations(marks, 2) if a.article == b.article]
        assert any(a.covers(b) for a, b in pairs)
        assert any(a.overlaps(b) and not a.covers(b) and not b.covers(a) for a, b in pairs)


def _scripts(text: str) -> set[str]:
    return {script for _, script in script_runs(text)}


def test_the_sample_needs_no_model_of_languages() -> None:
    program = "import sys\nfrom annotator.project import samples\nsamples.sample_bundle()\n"
    program += "assert 'fasttext' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
