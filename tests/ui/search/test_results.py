from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy

from annotator.core.ids import new_id
from annotator.core.values import Article
from annotator.project.searching import Found
from annotator.text.direction import Direction
from annotator.text.hits import Hits
from annotator.text.snippets import Hit, snippets
from annotator.text.span import Span
from annotator.ui.search.results import ROW, ResultsModel

TEXT = "Erste Zeile mit Wort\nund noch ein Wort"
HITS = [Hit(Span(16, 20)), Hit(Span(34, 38))]
ARTICLE = Article(new_id(), "Titel", Direction.LTR, "0" * 64, len(TEXT), language="de", published="2024-05")
FOUND = Found(ARTICLE, Hits.of(hit.span for hit in HITS), (), snippets(TEXT, HITS, 3))
NAMED = Found(replace(ARTICLE, id=new_id(), title="عنوان", direction=Direction.RTL), Hits(), (Span(0, 5),), ())


def test_each_article_stands_above_its_lines(qapp: object) -> None:
    model = ResultsModel()
    inserted = QSignalSpy(model.rowsInserted)
    model.add([FOUND, NAMED])
    assert inserted.count() == 1
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Titel", *TEXT.split("\n"), "عنوان"]
    assert (model.articles, model.places) == (2, 2)
    rows = [model.index(row).data(ROW) for row in range(4)]
    assert [row.span for row in rows] == [HITS[0].span, HITS[0].span, HITS[1].span, None]
    assert [row.direction for row in rows] == [Direction.LTR] * 3 + [Direction.RTL]
    assert rows[0].facts == ("2 places", "de", "May 2024")
    assert rows[3].facts == ("de", "May 2024")
    model.add([])
    assert inserted.count() == 1
    model.begin()
    assert (model.rowCount(), model.articles, model.places) == (0, 0, 0)


def test_a_screen_reader_hears_where_a_line_stands(qapp: object) -> None:
    model = ResultsModel()
    model.add([FOUND])
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert "Titel" in said[0]
    assert "2 places" in said[0]
    assert "Erste Zeile mit Wort" in said[1]
    assert "Titel" in said[1]
    assert "Erste Zeile" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)


def test_more_is_asked_for_once(qapp: object) -> None:
    model = ResultsModel()
    model.add([FOUND])
    wanted = QSignalSpy(model.more_wanted)
    assert not model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert wanted.count() == 0
    model.more = True
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert wanted.count() == 1
    assert not model.more
