"""The rows of the library, made of its entries when they are seen."""

from __future__ import annotations

from collections.abc import Mapping, Set

import pytest
from msgspec import Struct, field
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, TagSet
from annotator.core.values import Article, ReadingState
from annotator.text.direction import Direction
from annotator.text.isolate import isolate
from annotator.ui.library.model import ARTICLE_MIME, LibraryModel
from annotator.ui.standing import Standings

ARTICLES = {str(n): Article(str(n), f"title {n}", Direction.LTR, "", 0, language="de") for n in range(1, 4)}


class Held(Struct):
    """What a shelf holds."""

    articles: Mapping[str, Article] = field(default_factory=lambda: ARTICLES)
    counts: Mapping[str, int] = {}
    tallies: Mapping[str, Mapping[str, int]] = {}
    tags: TagSet = TagSet(DEFAULT_TAGS)
    headings: Mapping[str, int] = {}
    folded: Set[str] = frozenset()
    read: Mapping[str, ReadingState] = {}
    later: Set[str] = frozenset()

    def states(self, article: str) -> Standings:
        return tuple((tag, self.read.get(article)) for tag in self.tags)

    def replaced(self, article: str) -> bool:
        return article in self.later


@pytest.fixture
def model(qapp: object) -> LibraryModel:
    return LibraryModel()


def test_rows_are_headings_and_articles(model: LibraryModel, qtmodeltester: ModelTester) -> None:
    entries = [("ant", None), ("ant", "3"), ("Zebra", None), ("Zebra", "1"), ("Zebra", "3"), ("", None), ("", "2")]
    model.show(entries, Held(counts={"1": 4}, headings={"Zebra": 2}, folded=frozenset({"ant"})), ["2"])
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
    assert [(row.under, row.folded) for row in rows if not row.article] == [(0, True), (2, False), (0, False)]
    assert model.heading_of("Zebra").row() == 2
    assert not model.heading_of("title 1").isValid()
    qtmodeltester.check(model)


def test_a_new_count_changes_its_rows_and_no_others(model: LibraryModel, qtbot: object) -> None:
    counts: dict[str, int] = {}
    model.show([("", "1"), ("", "2")], Held(counts=counts), [])
    counts["2"] = 1
    with qtbot.waitSignal(model.dataChanged) as changed:  # type: ignore[attr-defined]
        model.recount({"2"})
    assert changed.args[0].row() == 1
    assert model.row(model.index(1)).marks == 1


def test_articles_can_be_dragged_and_headings_cannot(model: LibraryModel) -> None:
    model.show([("E", None), ("E", "1"), ("E", "3")], Held(), [])
    assert not model.flags(model.index(0)) & (Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsSelectable)
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
    assert bytes(model.mimeData([model.index(1)]).data(ARTICLE_MIME).data()) == b"1"
    several = model.mimeData([model.index(2), model.index(0), model.index(1)])
    assert bytes(several.data(ARTICLE_MIME).data()) == b"1\n3", "from top to bottom, without the heading"
    assert not model.place_of("none").isValid()
    assert model.rowCount(model.index(1)) == 0
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_tags_and_reading_status_are_said_in_words(model: LibraryModel) -> None:
    held = Held(
        counts={"1": 4},
        tallies={ACTOR.id: {"1": 3, "2": 0}, CONCERN.id: {"1": 1}},
        read={"1": ReadingState.IN_WORK, "2": ReadingState.DONE},
        later=frozenset({"3"}),
    )
    model.show([("", "1"), ("", "2"), ("", "3")], held, [])
    tips = [model.data(model.index(place), Qt.ItemDataRole.ToolTipRole) for place in range(3)]
    assert isolate(f"3 {isolate('actor')}, 1 {isolate('concern')}") in tips[0]
    assert "in work" in tips[0]
    assert "0 marks" in tips[1]
    assert "done" in tips[1]
    assert "unread" in tips[2]
    assert "later version" in tips[2]


def test_a_title_written_in_its_row_is_told(model: LibraryModel, qtbot: object) -> None:
    model.show([("E", None), ("E", "1")], Held(), [])
    assert not model.setData(model.index(0), "other")
    with qtbot.waitSignal(model.renamed) as told:  # type: ignore[attr-defined]
        assert model.setData(model.index(1), "another title")
    assert told.args == [("1", "another title")]


def test_a_heading_says_how_many_stand_under_it(model: LibraryModel) -> None:
    model.show([("E", None), ("", None)], Held(headings={"E": 2, "": 1}, folded=frozenset({"E"})), [])
    said = [model.data(model.index(place), Qt.ItemDataRole.AccessibleTextRole) for place in range(2)]
    assert said == [f"{isolate('E')}, 2 articles, folded", "Other articles, 1 article"]
