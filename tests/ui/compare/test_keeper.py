"""The comparison of an event is kept in step with the project, the large ones in a thread of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from annotator.analysis.comparison import RowState
from annotator.core.change import Change
from annotator.core.tagset import ACTOR
from annotator.core.values import Annotation, Verdict
from annotator.project import Project, comparing, edits, entities
from annotator.ui.compare import keeper as module
from annotator.ui.compare.keeper import Keeper
from annotator.ui.session import Session
from annotator.ui.veil import Veils


def tie(project: Project, article: str, words: str, entity: str) -> Change:
    """Mark words, and return what ties them to an entity, which is made where there is none."""
    change = edits.annotate_quote(project, article, words, ACTOR.id)
    assert not isinstance(change, Annotation)
    project.do(change)
    made = change.edits[0].after
    assert isinstance(made, Annotation)
    if not entities.called(project, entity):
        project.do(entities.add_entity(project, entity, tag=ACTOR.id))
    return entities.tie(project, [made], entities.called(project, entity)[0])


@pytest.fixture
def session(tmp_path: Path, qapp: QObject) -> Iterator[Session]:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Report {name}\n\nThe office asked eleven firms.\n", encoding="utf-8")
    project = Project.create(tmp_path / "p.annot", coder="Ada")
    project.import_files([tmp_path / "one.txt", tmp_path / "two.txt"], event="Talks")
    for article in project.articles():
        project.do(tie(project, article.id, "The office", "Office"))
    project.do(tie(project, project.articles()[0].id, "eleven firms", "Firms"))
    session = Session(project)
    yield session
    session.close()


@pytest.fixture
def keeper(session: Session) -> Iterator[Keeper]:
    parent = QObject()
    made = Keeper(session, Veils(parent), parent)
    made.wanted = True
    yield made
    made.close()


def states(keeper: Keeper) -> dict[str, RowState]:
    assert keeper.comparison is not None
    return {row.entity.name: row.state for row in keeper.comparison.rows()}


def test_it_reads_what_was_changed_when_the_loop_comes_round(keeper: Keeper, session: Session, qtbot: object) -> None:
    keeper.choose(session.project.events()[0])
    assert states(keeper) == {"Office": RowState.SAME, "Firms": RowState.OPEN}
    second = session.project.articles()[1]
    with qtbot.waitSignal(keeper.came):  # type: ignore[attr-defined]
        session.do(tie(session.project, second.id, "eleven firms", "Firms"))
    assert states(keeper)["Firms"] is RowState.SAME


def test_it_reads_nothing_while_nobody_looks(keeper: Keeper, session: Session, qtbot: object) -> None:
    keeper.choose(session.project.events()[0])
    before = keeper.comparison
    keeper.wanted = False
    second = session.project.articles()[1]
    session.do(tie(session.project, second.id, "eleven firms", "Firms"))
    qtbot.wait(20)  # type: ignore[attr-defined]
    assert keeper.comparison is before
    keeper.wanted = True
    keeper.catch_up()
    assert states(keeper)["Firms"] is RowState.SAME


def test_a_judgement_is_followed_without_reading_again(
    keeper: Keeper, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = session.project.events()[0]
    keeper.choose(event)
    monkeypatch.setattr(module, "comparison", lambda *_args, **_more: pytest.fail("it is all read again"))
    office = entities.called(session.project, "Office")[0]
    session.do(comparing.judge(session.project, event, office, Verdict.DIFFERS, "One asks."))
    assert states(keeper)["Office"] is RowState.DIFFERS
    monkeypatch.undo()
    kept = keeper.comparison
    assert kept is not None
    assert kept == comparing.comparison(session.project, event), "just as it would be read"
    session.undo()
    assert states(keeper)["Office"] is RowState.SAME
    assert keeper.comparison == comparing.comparison(session.project, event)


def test_of_a_large_one_the_first_rows_come_first(
    keeper: Keeper, session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    monkeypatch.setattr(module, "_FEW", 0)
    keeper.choose(session.project.events()[0])
    assert keeper.comparison is not None
    assert not keeper.comparison.complete
    assert set(states(keeper)) == {"Office", "Firms"}
    qtbot.waitUntil(lambda: keeper.comparison is not None and keeper.comparison.complete)  # type: ignore[attr-defined]
    assert keeper.comparison == comparing.comparison(session.project, session.project.events()[0])


def test_an_event_that_is_gone_is_compared_no_more(keeper: Keeper, session: Session) -> None:
    keeper.choose(session.project.events()[0])
    keeper.choose(None)
    assert keeper.comparison is None
