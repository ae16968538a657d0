"""The rows of the library."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from annotator.core.values import Article, Event
from annotator.text.direction import Direction
from annotator.ui.library.model import ARTICLE_MIME, LibraryModel


def article(number: int, *events: str) -> Article:
    return Article(str(number), f"title {number}", Direction.LTR, "", 0, language="de", events=events)


@pytest.fixture
def model(qapp: object) -> LibraryModel:
    return LibraryModel()


def shown(model: LibraryModel) -> list[str]:
    rows = [model.row(model.index(place)) for place in range(model.rowCount())]
    return [row.article.id if row.article else f"# {row.heading}" for row in rows]


def test_articles_stand_under_their_events(model: LibraryModel, qtmodeltester: ModelTester) -> None:
    events = [Event("e2", "Zebra"), Event("e1", "ant"), Event("e3", "nobody reports it")]
    model.show([article(1, "e2"), article(2), article(3, "e1", "e2")], events, {"1": 4}, ["2"])
    assert shown(model) == ["# ant", "3", "# Zebra", "1", "3", "# ", "2"]
    assert model.row(model.index(3)).marks == 4
    tips = [model.index(place).data(Qt.ItemDataRole.ToolTipRole) for place in (2, 3, 5)]
    assert "Zebra" in tips[0]
    assert "title 1" in tips[1]
    assert tips[2] is None
    assert model.row(model.index(6)).open
    qtmodeltester.check(model)


def test_without_events_there_are_no_headings(model: LibraryModel) -> None:
    model.show([article(1), article(2)], [], {}, [])
    assert shown(model) == ["1", "2"]


def test_a_new_count_changes_one_row_and_keeps_the_others(model: LibraryModel, qtbot: object) -> None:
    model.show([article(1), article(2)], [], {}, [])
    with qtbot.waitSignal(model.dataChanged) as changed:  # type: ignore[attr-defined]
        model.show([article(1), article(2)], [], {"2": 1}, [])
    assert changed.args[0].row() == 1


def test_articles_can_be_dragged_and_headings_cannot(model: LibraryModel) -> None:
    model.show([article(1, "e")], [Event("e", "E")], {}, [])
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
    assert bytes(model.mimeData([model.index(1)]).data(ARTICLE_MIME).data()) == b"1"
    assert not model.place_of("none").isValid()
    assert model.rowCount(model.index(1)) == 0
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
