"""The rows of the library, made of its entries when they are seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.ui.library.model import ARTICLE_MIME, LibraryModel

ARTICLES = {str(n): Article(str(n), f"title {n}", Direction.LTR, "", 0, language="de") for n in range(1, 4)}


@pytest.fixture
def model(qapp: object) -> LibraryModel:
    return LibraryModel()


def test_rows_are_headings_and_articles(model: LibraryModel, qtmodeltester: ModelTester) -> None:
    entries = [("ant", None), ("ant", "3"), ("Zebra", None), ("Zebra", "1"), ("Zebra", "3"), ("", None), ("", "2")]
    model.show(entries, ARTICLES, {"1": 4}, ["2"])
    rows = [model.row(model.index(place)) for place in range(model.rowCount())]
    assert [row.article.id if row.article else f"# {row.heading}" for row in rows] == [
        "# ant", "3", "# Zebra", "1", "3", "# ", "2",
    ]  # fmt: skip
    assert rows[3].marks == 4
    assert [row.open for row in rows] == [False] * 6 + [True]
    assert model.place_of("3").row() == 1, "the first of several"
    assert model.articles == 3
    tips = [model.index(place).data(Qt.ItemDataRole.ToolTipRole) for place in (2, 3, 5)]
    assert "Zebra" in tips[0]
    assert "title 1" in tips[1]
    assert tips[2] is None
    qtmodeltester.check(model)


def test_a_new_count_changes_its_rows_and_no_others(model: LibraryModel, qtbot: object) -> None:
    counts: dict[str, int] = {}
    model.show([("", "1"), ("", "2")], ARTICLES, counts, [])
    counts["2"] = 1
    with qtbot.waitSignal(model.dataChanged) as changed:  # type: ignore[attr-defined]
        model.recount({"2"})
    assert changed.args[0].row() == 1
    assert model.row(model.index(1)).marks == 1


def test_articles_can_be_dragged_and_headings_cannot(model: LibraryModel) -> None:
    model.show([("E", None), ("E", "1")], ARTICLES, {}, [])
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
    assert bytes(model.mimeData([model.index(1)]).data(ARTICLE_MIME).data()) == b"1"
    assert not model.place_of("none").isValid()
    assert model.rowCount(model.index(1)) == 0
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
