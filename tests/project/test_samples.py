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
        sources = project.mentions_by_article()
        assert len(sources) == len(project.entities()) >= 8
        assert all(list(counts.values()) == [1, 1] for counts in sources.values())
        assert any("Latin" in scripts and "Arabic" in scripts for scripts in map(_scripts, (m.quote for m in marks)))
        pairs = [(a.span, b.span) for a, b in itertools.permutations(marks, 2) if a.article == b.article]
        assert any(a.covers(b) for a, b in pairs)
        assert any(a.overlaps(b) and not a.covers(b) and not b.covers(a) for a, b in pairs)


def test_it_says_who_does_what_to_whom(tmp_path: Path) -> None:
    with make_sample(tmp_path / "Sample.annot") as project:
        relations, types = project.relations(), {kind.id: kind.name for kind in project.relation_types()}
        assert len(relations) >= 8
        assert {types[relation.type] for relation in relations} >= {"issues", "addresses", "raises"}
        cues = [relation.cue for relation in relations if relation.cue is not None]
        assert {cue.article for cue in cues} == {article.id for article in project.articles()}
        assert all(project.text(cue.article)[cue.start : cue.end] == cue.quote for cue in cues)
        # Where nobody is named who demands it, an entity is the end.
        assert any(relation.source.entity for relation in relations)
        assert any(relation.target.entity for relation in relations)


def _scripts(text: str) -> set[str]:
    return {script for _, script in script_runs(text)}


def test_the_sample_needs_no_model_of_languages() -> None:
    program = "import sys\nfrom annotator.project import samples\nsamples.sample_bundle()\n"
    program += "assert 'fasttext' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
