"""A project says which of its annotations are tied."""

from __future__ import annotations

from pathlib import Path

from annotator.project import Project, edits
from sample_bundle import ident, sample_bundle


def test_ties_of_a_project(tmp_path: Path) -> None:
    with Project.create(tmp_path / "port.annot", bundle=sample_bundle()) as project:
        ties = project.ties()
        # One orders what a company does, which two marks mention; the company orders the third.
        assert ties.of(ident(1)) == {ident(2), ident(4)}
        assert ties.of(ident(2)) == {ident(1), ident(3), ident(4)}
        assert ties.of(ident(3)) == {ident(2), ident(4)}
        assert ties.of(ident(5)) == frozenset()
        project.do(edits.delete_annotations(project, [project.annotation(ident(2))]))
        assert project.ties().of(ident(1)) == {ident(4)}


def test_a_project_without_entities_and_relations_has_none(tmp_path: Path) -> None:
    with Project.create(tmp_path / "port.annot") as project:
        assert not project.ties()
