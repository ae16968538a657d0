"""The list of marks reads no further than anybody looks, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.change import Change
from annotator.project import Project, edits
from annotator.text.segments import word_spans
from annotator.text.span import Span
from annotator.ui.annotations import listing as module
from annotator.ui.annotations.listing import Listing
from annotator.ui.annotations.view import ALL, OPEN, MarksView
from annotator.ui.theme import LIGHT


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    source = tmp_path / "a.txt"
    source.write_text("The port met two firms and asked both of them for their plans.", encoding="utf-8")
    with Project.create(tmp_path / "p.annot") as project:
        (article,) = project.import_files([source]).imported
        text = project.text(article.id)
        project.do(edits.annotate_all(project, {article.id: word_spans(text)[:6]}, project.tags.named("actor").id))
        yield project


def test_a_list_that_ends_early_says_so(project: Project, qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    view = MarksView(LIGHT)
    listing = Listing(project, view)
    opened = [article.id for article in project.articles()]
    listing.read(opened)
    assert view.heading.text().startswith("6 marks")
    monkeypatch.setattr(module, "_LISTED", 4)
    listing.read(opened)
    assert view.model.rowCount() == 4
    assert view.heading.text().startswith("the first 4 marks")
    # What is looked for is found wherever it stands.
    view.words.setText("and")
    listing.read(opened)
    assert [row.quote for row in view.model.rows()] == ["and"]
    assert not view.heading.text().startswith("the first")


def test_the_first_mark_of_an_article_is_listed(project: Project, tmp_path: Path, qapp: object) -> None:
    source = tmp_path / "b.txt"
    source.write_text("Another report without a mark.", encoding="utf-8")
    (article,) = project.import_files([source]).imported
    for scope in (OPEN, ALL):
        view = MarksView(LIGHT)
        view.offer(project.tags, [])
        view.scope.setCurrentIndex(view.scope.findData(scope))
        listing = Listing(project, view)
        opened = [article.id for article in project.articles()]
        listing.read(opened)
        change = edits.annotate(project, article.id, Span(0, 7), project.tags.named("concern").id)
        assert isinstance(change, Change)
        stored = project.do(change)
        listing.follow(stored.edits, opened)
        assert [row.quote for row in view.model.rows()][-1] == "Another"
        project.undo()
        listing.follow(stored.inverse().edits, opened)
        assert view.model.rowCount() == 6
