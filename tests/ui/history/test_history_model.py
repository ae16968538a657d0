"""The rows of the history: days and changes, and only what differs is told to the view."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt
from pytestqt.modeltest import ModelTester

from annotator.core.change import ChangeKind
from annotator.core.history import Entry, Way
from annotator.ui.history.model import HistoryModel, facts_of
from annotator.ui.history.words import size_text, state_of, title_of


@pytest.fixture(autouse=True)
def english() -> object:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield None
    QLocale.setDefault(before)


def entry(number: int, days_ago: int = 0, **more: object) -> Entry:
    noon = datetime.now().astimezone().replace(hour=12, minute=30, second=0, microsecond=0)
    time = (noon - timedelta(days=days_ago)).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return replace(Entry(number, f"id{number}", ChangeKind.NOTE, "c", time, "actor", 1), **more)


class Told:
    """What the model tells a view."""

    def __init__(self, model: HistoryModel) -> None:
        self.events: list[tuple[str, int, int]] = []
        model.rowsInserted.connect(lambda _parent, first, last: self.events.append(("in", first, last)))
        model.rowsRemoved.connect(lambda _parent, first, last: self.events.append(("out", first, last)))
        model.dataChanged.connect(lambda first, last, _roles: self.events.append(("new", first.row(), last.row())))

    def take(self) -> list[tuple[str, int, int]]:
        events, self.events = self.events, []
        return events


def test_days_stand_over_what_was_done_on_them(qapp: object, qtmodeltester: ModelTester) -> None:
    model = HistoryModel()
    model.show([entry(4), entry(3, 1), entry(2, 1), entry(1, 40)], {"c": "mira"}, {4: "هيئة"}, more=False)
    qtmodeltester.check(model)
    titles = [model.data(model.index(row)) for row in range(model.rowCount())]
    assert titles[:4] == ["Today", "Note on “\u2068actor\u2069”", "Yesterday", "Note on “\u2068actor\u2069”"]
    assert len(titles) == 7
    assert facts_of(model.row(model.index(1))) == ("12:30", "mira", "هيئة")
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    read = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert read == "Note on “\u2068actor\u2069”, \u206812:30\u2069, \u2068mira\u2069, \u2068هيئة\u2069"


def test_only_what_differs_is_told(qapp: object) -> None:
    model = HistoryModel()
    heard = Told(model)
    old = [entry(2), entry(1, 1)]
    model.show(old, {}, {}, more=True)
    assert heard.take() == [("in", 0, 3)]
    model.show([entry(3, way=Way.UNDONE, undoes=2), entry(2, undone=True), old[1]], {}, {}, more=True)
    assert heard.take() == [("in", 1, 1), ("new", 2, 2)]
    model.show([*model.entries, entry(0, 1)], {}, {}, more=False)
    assert heard.take() == [("in", 5, 5)]
    model.point_out([1])
    assert heard.take() == [("new", 4, 4)]
    model.show([old[1]], {}, {}, more=False)
    assert [event for event, _, _ in heard.take()] == ["out", "out"] or model.rowCount() == 2


def test_what_became_of_it_is_told_quietly(qapp: object) -> None:
    assert title_of(entry(1, way=Way.REVERTED)) == "Revert: note on “\u2068actor\u2069”"
    assert title_of(entry(1, way=Way.REDONE)).startswith("Redo: ")
    assert state_of(entry(1)) == ""
    assert state_of(entry(1, undone=True, kept=False)) == "taken back, details forgotten"
    assert state_of(replace(entry(1, kept=False), kind=ChangeKind.MERGE)) == "", "nothing was kept of it as such"
    assert size_text(3_210_000) == "3.2 MB"
    assert entry(1).can_be_reverted
    for past in ({"undone": True}, {"kept": False}, {"way": Way.UNDONE}):
        assert not entry(1, **past).can_be_reverted
