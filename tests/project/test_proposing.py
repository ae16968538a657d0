"""What is proposed in a project is accepted in one change, tied to one entity, and taken back by one undo."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.analysis.proposals import Proposal
from annotator.core.change import ChangeKind
from annotator.core.errors import InvalidError, NotFoundError
from annotator.core.tagset import ACTOR, CONCERN
from annotator.core.values import Annotation, Article
from annotator.project import Project, edits, entities, tag_sets
from annotator.project.proposing import Proposer, accepted

Articles = tuple[Article, Article]


def mark(
    project: Project, article: Article, quote: str, tag: str = ACTOR.id, occurrence: int | None = None
) -> Annotation:
    change = edits.annotate_quote(project, article.id, quote, tag, occurrence=occurrence)
    assert not isinstance(change, Annotation)
    value = project.do(change).edits[0].value
    assert isinstance(value, Annotation)
    return value


def across(project: Project, articles: Articles) -> list[Proposal]:
    return [each for step in Proposer(project).across(articles) for each in step.proposals]


def test_the_same_words_are_found_step_by_step_and_marked_at_once(project: Project, articles: Articles) -> None:
    first = mark(project, articles[0], "Werk Nord", occurrence=1)
    steps = list(Proposer(project).same_words([first], articles))
    assert [(step.done, step.total) for step in steps] == [(1, 2), (2, 2)]
    found = [each for step in steps for each in step.proposals]
    assert [each.quote for each in found] == ["Werk Nord"] * 3
    change = project.do(accepted(project, found))
    assert (change.kind, change.subject, change.count) == (ChangeKind.ANNOTATE_ALL, "actor", 3)
    assert len(project.annotations()) == 4
    assert [each for step in Proposer(project).same_words([first], articles) for each in step.proposals] == []
    with pytest.raises(InvalidError, match="marked so already"):
        accepted(project, found)
    project.undo()
    assert project.annotations() == [first]
    assert project.do(accepted(project, found[:1])).kind is ChangeKind.ANNOTATE


def test_the_other_report_is_tied_to_the_same_entity_which_is_made_of_the_first_mark(
    project: Project, articles: Articles
) -> None:
    first = mark(project, articles[0], "Werk Nord", occurrence=1)
    found = across(project, articles)
    assert [(each.article, each.quote, each.source) for each in found] == [(articles[1].id, "Werk Nord", first.id)]
    change = project.do(accepted(project, found))
    assert (change.kind, change.subject) == (ChangeKind.ACCEPT, "actor")
    (entity,) = project.entities()
    assert (entity.name, entity.tag) == ("Werk Nord", ACTOR.id)
    assert {each.entity for each in project.annotations()} == {entity.id}
    project.undo()
    assert (project.entities(), project.annotations()) == ((), [first])
    project.redo()
    assert len(project.mentions([entity.id])) == 2
    assert project.check() == []


def test_two_marks_that_mean_the_same_are_tied_once(project: Project, articles: Articles) -> None:
    one = mark(project, articles[0], "Werk Nord", occurrence=1)
    other = mark(project, articles[1], "Werk Nord")
    found = [each for each in across(project, articles) if each.mark is not None]
    assert [(each.mark, each.source) for each in found] == [(other.id, one.id)]
    project.do(accepted(project, found))
    assert {each.entity for each in project.annotations()} == {project.entities()[0].id}


def test_an_entity_of_this_name_is_taken(project: Project, articles: Articles) -> None:
    made = project.do(entities.add_entity(project, "Werk Nord", tag=ACTOR.id)).edits[0].value
    mark(project, articles[0], "Werk Nord", occurrence=1)
    project.do(accepted(project, across(project, articles)))
    assert [entity.id for entity in project.entities()] == [made.id]
    assert len(project.mentions([made.id])) == 2


def test_what_was_tagged_before_is_this_coders(project: Project, articles: Articles) -> None:
    mark(project, articles[0], "Werk Nord", CONCERN.id, occurrence=1)
    found = [each for step in Proposer(project).tagged_before(articles) for each in step.proposals]
    assert [(each.article, each.tag, each.count) for each in found] == [(articles[1].id, CONCERN.id, 1)]
    project.code_as("jo")
    assert [each for step in Proposer(project).tagged_before(articles) for each in step.proposals] == []


def test_marks_that_are_not_seen_tell_nothing(project: Project, articles: Articles) -> None:
    mark(project, articles[0], "Werk Nord", occurrence=1)
    steps = Proposer(project, lambda _mark: False).across(articles)
    assert [each for step in steps for each in step.proposals] == []


def test_what_cannot_be_is_refused(project: Project, articles: Articles) -> None:
    mark(project, articles[0], "Werk Nord", occurrence=1)
    (proposal,) = across(project, articles)
    with pytest.raises(InvalidError, match="nothing was chosen"):
        accepted(project, [])
    with pytest.raises(NotFoundError):
        accepted(project, [replace(proposal, tag="gone")])
    foreign = project.do(entities.add_entity(project, "Kosten", tag=CONCERN.id)).edits[0].value
    with pytest.raises(InvalidError, match="'Kosten' is of the tag"):
        project.do(accepted(project, [replace(proposal, entity=foreign.id)]))
    assert len(project.annotations()) == 1


def test_nothing_new_is_marked_with_a_retired_tag(project: Project, articles: Articles) -> None:
    source = mark(project, articles[0], "Werk Nord", occurrence=1)
    found = [each for step in Proposer(project).same_words([source], articles) for each in step.proposals]
    assert found
    assert across(project, articles)
    project.do(tag_sets.retire(project, project.tags[ACTOR.id]))
    with pytest.raises(InvalidError, match="retired"):
        accepted(project, found)
    proposer = Proposer(project)
    assert not any(step.proposals for step in proposer.same_words([source], articles))
    assert not any(step.proposals for step in proposer.tagged_before([articles[1]]))
    assert across(project, articles) == []
