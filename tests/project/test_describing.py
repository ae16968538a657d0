"""Several articles described at once: what is touched is written to all, nothing else, in one step."""

from __future__ import annotations

import pytest

from annotator.core.errors import InvalidError
from annotator.core.values import Article
from annotator.project import Project, describing
from annotator.text.direction import Direction

Articles = tuple[Article, Article]


def test_what_is_touched_is_written_and_no_guess_any_more(project: Project, articles: Articles) -> None:
    before = project.articles()
    change = describing.edit_articles(project, before, {"source": " The Bay ", "language": "fa"}, event="New event")
    project.do(change)
    after = project.articles()
    assert {article.source for article in after} == {"The Bay"}
    assert {article.language for article in after} == {"fa"}
    assert {article.direction for article in after} == {Direction.RTL}
    assert [article.title for article in after] == [article.title for article in before]
    assert all("language" not in article.guesses for article in after)
    assert [event.name for event in project.events() if event.id in after[0].events] == ["New event"]
    assert after[0].events == after[1].events
    assert change.subject == "2"
    project.undo()
    assert project.articles() == before


def test_where_all_are_so_already_nothing_is_edited(project: Project, articles: Articles) -> None:
    project.do(describing.edit_articles(project, project.articles(), {"author": "A. Berg"}))
    assert describing.edit_articles(project, project.articles(), {"author": "A. Berg"}).edits == ()
    assert describing.edit_articles(project, project.articles(), {}).edits == ()


def test_what_is_not_allowed(project: Project, articles: Articles) -> None:
    with pytest.raises(InvalidError, match="is no date"):
        describing.edit_articles(project, project.articles(), {"published": "soon"})
