"""What follows an edit is done once, in order, after the page was painted, and is never lost."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotator.core.change import Edit
from annotator.core.values import Tag, Value
from annotator.ui.refresh import Refresh

FIRST: Edit[Value] = Edit(None, Tag("1", "one", "#111111"))
SECOND: Edit[Value] = Edit(None, Tag("2", "two", "#222222"))


class Log(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []
        self.refresh = Refresh(lambda: self.done.append("paint"), self.follow, self)

    def follow(self, edits: list[Edit[Value]], refocused: bool) -> None:
        self.done.append((edits, refocused))


def test_several_edits_are_followed_at_once_and_after_the_paint(qtbot: QtBot) -> None:
    log = Log()
    log.refresh.edits((FIRST,))
    log.refresh.edits((SECOND,))
    log.refresh.focus()
    assert log.done == []
    assert log.refresh.pending
    qtbot.waitUntil(lambda: not log.refresh.pending)
    assert log.done == ["paint", ([FIRST, SECOND], True)]


def test_now_does_what_is_due_once(qtbot: QtBot) -> None:
    log = Log()
    log.refresh.now()
    assert log.done == []
    log.refresh.edits((FIRST,))
    log.refresh.now()
    log.refresh.now()
    assert log.done == [([FIRST], False)]
    assert not log.refresh.pending


def test_what_was_read_again_is_not_followed(qtbot: QtBot) -> None:
    log = Log()
    log.refresh.edits((FIRST,))
    log.refresh.drop()
    assert not log.refresh.pending
    log.refresh.focus()
    log.refresh.now()
    assert log.done == [([], True)]
