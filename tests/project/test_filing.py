"""Where articles are put and how far they are read, as edits that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.core.change import ChangeKind
from annotator.core.errors import InvalidError, NameTakenError
from annotator.core.values import Article, ReadingState
from annotator.project import Project, edits, filing


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p.annot", coder="Ann")
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"{name} is the title\n\nThe port met two firms.", encoding="utf-8")
    made.import_files([tmp_path / "one.txt", tmp_path / "two.txt"], event="Port")
    made.import_files([tmp_path / "three.txt"])
    return made


def folders(project: Project) -> list[str | None]:
    return [article.folder for article in project.articles()]


def reported(project: Project) -> list[list[str]]:
    names = {event.id: event.name for event in project.events()}
    return [[names[event] for event in article.events] for article in project.articles()]


def test_articles_go_to_a_folder_and_out_of_it(project: Project) -> None:
    articles = project.articles()
    project.do(filing.move_to_folder(project, articles[:2], "  Press \n 2021 "))
    assert folders(project) == ["Press 2021", "Press 2021", None]
    assert not filing.move_to_folder(project, project.articles()[:2], "Press 2021").edits
    project.do(filing.move_to_folder(project, project.articles()[1:], None))
    assert folders(project) == ["Press 2021", None, None]
    project.undo()
    project.undo()
    assert folders(project) == [None, None, None]


def test_a_folder_is_renamed_and_may_join_another(project: Project) -> None:
    first, second, third = project.articles()
    project.do(filing.move_to_folder(project, [first, second], "A"))
    project.do(filing.move_to_folder(project, [third], "B"))
    project.do(filing.rename_folder(project, "A", "B"))
    assert folders(project) == ["B", "B", "B"]
    project.undo()
    assert folders(project) == ["A", "A", "B"]
    with pytest.raises(InvalidError, match="name"):
        filing.rename_folder(project, "A", "  ")


def test_articles_are_put_into_an_event_that_is_made_where_there_is_none(project: Project) -> None:
    change = project.do(filing.put_into_event(project, project.articles()[1:], "Strike"))
    assert (change.kind, change.subject) == (ChangeKind.PUT_INTO_EVENT, "Strike")
    assert reported(project) == [["Port"], ["Port", "Strike"], ["Strike"]]
    project.do(filing.put_into_event(project, project.articles()[2:], "PORT"))
    assert reported(project)[2] == ["Strike", "Port"]
    assert len(project.events()) == 2
    assert not filing.put_into_event(project, project.articles(), "port").edits
    project.do(filing.put_into_event(project, project.articles()[1:], "Port", only=True))
    assert reported(project) == [["Port"], ["Port"], ["Port"]]
    for _ in range(3):
        project.undo()
    assert reported(project) == [["Port"], ["Port"], []]
    assert [event.name for event in project.events()] == ["Port"]
    with pytest.raises(InvalidError, match="name"):
        filing.put_into_event(project, project.articles(), "")


def test_articles_are_taken_out_of_one_event_or_of_all(project: Project) -> None:
    project.do(filing.put_into_event(project, project.articles(), "Strike"))
    port = next(event for event in project.events() if event.name == "Port")
    project.do(filing.take_out_of_event(project, project.articles(), port))
    assert reported(project) == [["Strike"], ["Strike"], ["Strike"]]
    project.undo()
    project.do(filing.take_out_of_event(project, project.articles()[:1]))
    assert reported(project) == [[], ["Port", "Strike"], ["Strike"]]


def test_an_event_is_renamed_but_not_to_the_name_of_another(project: Project) -> None:
    project.do(filing.put_into_event(project, project.articles(), "Strike"))
    port = next(event for event in project.events() if event.name == "Port")
    with pytest.raises(InvalidError, match="strike"):
        filing.rename_event(project, port, " strike ")
    project.do(filing.rename_event(project, port, "port"))
    assert {event.name for event in project.events()} == {"port", "Strike"}
    project.undo()
    assert {event.name for event in project.events()} == {"Port", "Strike"}


def test_a_title_is_written_anew(project: Project) -> None:
    article = project.articles()[0]
    project.do(filing.rename_article(project, article, " A better\ntitle "))
    assert project.article(article.id).title == "A better title"
    with pytest.raises(InvalidError):
        filing.rename_article(project, project.article(article.id), " ")


def states(project: Project, article: Article) -> list[ReadingState]:
    return [status.state for status in project.statuses(articles=[article.id], coder=project.coder.id)]


def test_reading_status_is_set_for_every_tag_of_this_coder_alone(project: Project) -> None:
    first, second, _ = project.articles()
    with Project.open(project.path, coder="Ben") as other:
        other.do(filing.set_status(other, [first], ReadingState.DONE))
    project.changed_elsewhere()
    change = project.do(filing.set_status(project, [first, second], ReadingState.IN_WORK))
    assert change.kind is ChangeKind.STATUS
    assert states(project, first) == states(project, second) == [ReadingState.IN_WORK] * 3
    project.do(filing.set_status(project, [first], ReadingState.DONE))
    assert states(project, first) == [ReadingState.DONE] * 3
    assert states(project, second) == [ReadingState.IN_WORK] * 3
    assert not filing.set_status(project, [first], ReadingState.DONE).edits
    project.do(filing.set_status(project, [first], None))
    assert states(project, first) == []
    assert len(project.statuses(articles=[first.id])) == 3, "those of the other coder"
    for _ in range(3):
        project.undo()
    assert len(project.statuses()) == 3
    assert project.check() == []


def test_marks_are_counted_by_tag_and_article(project: Project) -> None:
    from annotator.text.span import Span

    first, second, _ = project.articles()
    actor, concern = project.tags.named("actor"), project.tags.named("concern")
    for start in (0, 4):
        project.do(edits.annotate(project, first.id, Span(start, 9), actor.id))  # type: ignore[arg-type]
    project.do(edits.annotate(project, second.id, Span(0, 3), concern.id))  # type: ignore[arg-type]
    assert project.marks_by_tag() == {actor.id: {first.id: 2}, concern.id: {second.id: 1}}
    assert project.marks_by_tag([second.id]) == {concern.id: {second.id: 1}}
    assert project.marks_by_tag([f"no {n}" for n in range(600)] + [first.id]) == {actor.id: {first.id: 2}}


def test_sketches_that_are_missing_are_made_some_at_once_and_kept_when_it_ends(project: Project) -> None:
    known = project.sketches()
    assert len(known) == 3
    path = project.path.with_name("copy.annot")
    with Project.create(path, bundle=project.bundle()) as copy:
        making = copy.sketching(at_once=1)
        assert next(making) == (1, 3)
        assert next(making) == (2, 3)
        making.close()
        assert list(copy.sketching()) == [(1, 1)]
        assert list(copy.sketching()) == []
        assert copy.sketches() == known


def test_no_undo_and_no_revert_gives_two_events_one_name(project: Project) -> None:
    port = next(event for event in project.events() if event.name == "Port")
    project.do(filing.rename_event(project, port, "Harbour"))
    project.do(filing.put_into_event(project, project.articles()[:1], "port"))
    renamed = next(entry for entry in project.history() if entry.kind is ChangeKind.RENAME_EVENT)
    with pytest.raises(NameTakenError, match="there is already an event 'Port'"):
        project.revert(renamed)
    assert {event.name for event in project.events()} == {"Harbour", "port"}
