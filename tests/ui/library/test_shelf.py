"""The shelf holds what the project holds, whether it was read at once, elsewhere, or followed edit by edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.change import Change
from annotator.project import Project, edits
from annotator.text.span import Span
from annotator.ui.library import shelf as module
from annotator.ui.library.shelf import Shelf
from annotator.ui.session import Session


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    project = Project.create(tmp_path / "p.annot")
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"{name} is the title\n\nThe port met two firms.", encoding="utf-8")
    project.import_files([tmp_path / "one.txt", tmp_path / "two.txt"], event="Port")
    session = Session(project)
    yield session
    session.close()


@pytest.fixture
def shelf(session: Session) -> Iterator[Shelf]:
    made = Shelf(session)
    yield made
    made.close()


def agrees(shelf: Shelf, session: Session) -> bool:
    project = session.project
    return (
        tuple(shelf.articles.values()) == project.articles()
        and set(shelf.events.values()) == set(project.events())
        and {key: number for key, number in shelf.counts.items() if number} == project.counts()
    )


def everything_done(session: Session, shelf: Shelf, folder: Path) -> None:
    """Import, mark, edit and remove, with the shelf following."""
    project = session.project
    session.changed.connect(lambda change: shelf.follow(change.edits))
    report = project.import_files([folder / "three.txt"], event="Other")
    assert report.change is not None
    session.changed.emit(report.change)
    first, second, third = project.articles()
    for article in (first, first, third):
        span = Span(len(project.annotations()), 7)
        session.edit(lambda a=article, s=span: edits.annotate(project, a.id, s, project.tags.named("actor").id))  # type: ignore[misc]
    session.edit(lambda: edits.remove_articles(project, [second]))
    session.edit(lambda: edits.remove_articles(project, [third]))
    session.undo()


def test_read_at_once_and_followed(session: Session, shelf: Shelf, tmp_path: Path) -> None:
    shelf.read()
    assert agrees(shelf, session)
    assert not shelf.loading
    everything_done(session, shelf, tmp_path)
    assert agrees(shelf, session)


def test_many_are_read_in_another_thread_while_edits_go_on(
    session: Session, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    monkeypatch.setattr(module, "_FEW", 1)
    with qtbot.waitSignal(shelf.changed):  # type: ignore[attr-defined]
        shelf.read()
        assert shelf.loading
        everything_done(session, shelf, tmp_path)
    assert not shelf.loading
    assert agrees(shelf, session)
    assert {record for _, record in shelf.entries if record} == {article.id for article in session.project.articles()}


def test_a_file_that_is_gone_is_said_and_nothing_waits(
    session: Session, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    monkeypatch.setattr(module, "_FEW", 1)
    session.project.path.rename(session.project.path.with_name("elsewhere.annot"))
    with qtbot.waitSignal(session.refused):  # type: ignore[attr-defined]
        shelf.read()
    assert not shelf.loading


def test_it_makes_a_change_of_nothing_nothing(session: Session, shelf: Shelf) -> None:
    shelf.read()
    assert shelf.follow(()) == set()
    assert isinstance(session.project.undoable, Change)
