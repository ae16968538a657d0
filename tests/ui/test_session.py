"""Edits go in, one signal comes out; what is refused is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import ConflictError, KeyTakenError, RevertError, SpanError
from annotator.core.values import Annotation
from annotator.project import Project, edits
from annotator.text.span import Span
from annotator.ui.session import Session
from annotator.ui.spotlight import Lit, Spotlight


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    source = tmp_path / "a.txt"
    source.write_text("The port met two firms.", encoding="utf-8")
    project = Project.create(tmp_path / "p.annot")
    project.import_files([source])
    session = Session(project)
    yield session
    session.close()


class Heard:
    """What the session said."""

    def __init__(self, session: Session) -> None:
        self.changes: list[Change] = []
        self.errors: list[Exception] = []
        session.changed.connect(self.changes.append)
        session.refused.connect(self.errors.append)


def mark(session: Session, start: int, end: int, tag: str = "actor") -> Annotation | None:
    project = session.project
    article = project.articles()[0].id
    return session.annotate(lambda: edits.annotate(project, article, Span(start, end), project.tags.named(tag).id))


def test_one_signal_for_an_edit_its_undo_and_its_redo(session: Session) -> None:
    heard = Heard(session)
    made = mark(session, 4, 8)
    assert made is not None
    assert made.quote == "port"
    session.undo()
    session.redo()
    assert [change.kind for change in heard.changes] == [ChangeKind.ANNOTATE] * 3
    assert heard.changes[1].edits == heard.changes[0].inverse().edits
    assert heard.changes[2].edits == heard.changes[0].edits
    assert session.project.annotations() == [made]
    assert heard.errors == []


class InTurn:
    """Which of the two signals told of which kind of change, in order."""

    def __init__(self, session: Session) -> None:
        self.told: list[tuple[str, ChangeKind]] = []
        session.changed.connect(lambda change: self.told.append(("changed", change.kind)))
        session.followed.connect(lambda change: self.told.append(("followed", change.kind)))


def test_who_only_follows_a_mark_hears_of_it_when_the_event_loop_comes_round(session: Session, qtbot: QtBot) -> None:
    turn = InTurn(session)
    mark(session, 4, 8)
    assert turn.told == [("changed", ChangeKind.ANNOTATE)]
    qtbot.waitUntil(lambda: len(turn.told) == 2)
    assert turn.told[1] == ("followed", ChangeKind.ANNOTATE)
    session.tell_followers()
    assert len(turn.told) == 2


def test_who_only_follows_hears_of_a_mark_before_anybody_hears_of_the_next_change(session: Session) -> None:
    turn = InTurn(session)
    mark(session, 4, 8)
    session.do(edits.add_tag(session.project, "promise"))
    assert turn.told == [
        ("changed", ChangeKind.ANNOTATE),
        ("followed", ChangeKind.ANNOTATE),
        ("changed", ChangeKind.ADD_TAG),
        ("followed", ChangeKind.ADD_TAG),  # at once: it is more than marks
    ]
    turn.told.clear()
    session.read_again()
    assert turn.told == [("changed", ChangeKind.ELSEWHERE), ("followed", ChangeKind.ELSEWHERE)]


def test_what_a_view_does_for_a_change_is_told_after_it(session: Session) -> None:
    turn = InTurn(session)
    session.changed.connect(lambda change: mark(session, 0, 3) if change.kind is ChangeKind.ADD_TAG else None)
    session.do(edits.add_tag(session.project, "promise"))
    session.tell_followers()
    followed = [kind for who, kind in turn.told if who == "followed"]
    assert followed == [ChangeKind.ADD_TAG, ChangeKind.ANNOTATE]


def test_the_same_mark_twice_changes_nothing(session: Session) -> None:
    first = mark(session, 4, 8)
    heard = Heard(session)
    assert mark(session, 4, 8) == first
    assert heard.changes == []


def test_nothing_to_undo_says_nothing(session: Session) -> None:
    heard = Heard(session)
    while session.project.undoable:
        session.undo()
    heard.changes.clear()
    session.undo()
    assert heard.changes == []
    assert heard.errors == []


def test_what_is_refused_is_told_and_nothing_changes(session: Session) -> None:
    heard = Heard(session)
    assert mark(session, 4, 4) is None
    assert not session.edit(lambda: edits.add_tag(session.project, "x", shortcut="1"))
    assert [type(error) for error in heard.errors] == [SpanError, KeyTakenError]
    assert heard.changes == []


def test_a_conflict_is_told(session: Session) -> None:
    made = mark(session, 4, 8)
    assert made is not None
    with Project.open(session.project.path) as other:
        other.do(edits.set_note(other, made, "elsewhere"))
    heard = Heard(session)
    session.undo()
    assert [isinstance(error, ConflictError) for error in heard.errors] == [True]


def test_others_are_followed(session: Session, qtbot: object) -> None:
    heard = Heard(session)
    with Project.open(session.project.path) as other:
        other.do(edits.add_tag(other, "promise"))
    qtbot.waitUntil(lambda: bool(heard.changes), timeout=5000)  # type: ignore[attr-defined]
    assert [change.kind for change in heard.changes] == [ChangeKind.ELSEWHERE]
    assert session.project.tags.named("promise")


def test_own_edits_are_not_taken_for_others(session: Session) -> None:
    heard = Heard(session)
    mark(session, 4, 8)
    session.look_elsewhere()
    assert [change.kind for change in heard.changes] == [ChangeKind.ANNOTATE]


def test_a_fault_of_ours_is_not_swallowed(session: Session) -> None:
    with pytest.raises(ZeroDivisionError):
        session.attempt(lambda: 1 // 0)


def test_the_spotlight_tells_only_what_is_new(qapp: object) -> None:
    spotlight, heard = Spotlight(), []
    spotlight.changed.connect(heard.append)
    spotlight.focus("a")
    spotlight.focus("a")
    spotlight.hover("b")
    spotlight.forget({"b", "c"})
    spotlight.forget({"a"})
    assert heard == [Lit("a"), Lit("a", "b"), Lit("a"), Lit()]


def test_a_single_change_is_reverted_with_one_signal_or_refused(session: Session) -> None:
    made = mark(session, 4, 8)
    assert made is not None
    session.do(edits.set_note(session.project, made, "who"))
    heard = Heard(session)
    brought = session.project.history(annotation=made.id)[1]
    assert session.revert(brought) is None
    assert [type(error) for error in heard.errors] == [RevertError]
    assert heard.changes == []
    assert session.revert(session.project.history(limit=1)[0]) is not None
    assert session.revert(brought) is not None
    assert [change.kind for change in heard.changes] == [ChangeKind.NOTE, ChangeKind.ANNOTATE]
    session.undo()
    assert session.project.annotations() == [made]


def test_forgetting_details_has_every_view_read_again(session: Session) -> None:
    mark(session, 4, 8)
    heard = Heard(session)
    assert session.compact("9999-01-01T00:00:00.000Z") == 2
    assert [change.kind for change in heard.changes] == [ChangeKind.ELSEWHERE]
    assert session.project.undoable is None
