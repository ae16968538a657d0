"""The filter of marks and the rows it leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article, Coder, Tag
from annotator.text.direction import Direction
from annotator.ui.annotations.model import MarkFilter, MarksModel


def mark(number: int, article: str, quote: str, tag: Tag = ACTOR, note: str | None = None) -> Annotation:
    return Annotation(str(number), article, tag.id, number, number + 1, quote, "me", "", "", note)


MARKS = [
    mark(1, "a", "Größe"),
    mark(2, "a", "two", CONCERN, "a note on الهيئة"),
    mark(3, "b", "three"),
]


def ids(found: list[Annotation]) -> list[str]:
    return [annotation.id for annotation in found]


def test_no_filter_keeps_all_in_their_order() -> None:
    assert ids(MarkFilter().chosen(MARKS)) == ["1", "2", "3"]


def test_articles_come_in_the_order_of_the_panes() -> None:
    assert ids(MarkFilter(("b", "a")).chosen(MARKS)) == ["3", "1", "2"]
    assert ids(MarkFilter(()).chosen(MARKS)) == []


def test_tags_and_words() -> None:
    assert ids(MarkFilter(tag=CONCERN.id).chosen(MARKS)) == ["2"]
    assert ids(MarkFilter(words="groesse").chosen(MARKS)) == ["1"]
    assert ids(MarkFilter(words="  GRÖSSE ").chosen(MARKS)) == ["1"]
    assert ids(MarkFilter(words="الهيئه").chosen(MARKS)) == ["2"]
    assert ids(MarkFilter(words="none").chosen(MARKS)) == []


def test_rows_know_tag_article_and_note(qapp: object, qtmodeltester: ModelTester) -> None:
    model = MarksModel()
    articles = {name: Article(name, f"title {name}", Direction.LTR, "", 0, source="src") for name in "ab"}
    model.show(MARKS, TagSet(DEFAULT_TAGS), articles, [Coder("me", "Ada")])
    qtmodeltester.check(model)
    assert model.rowCount() == 3
    assert "a note" in model.row(model.index(1)).details
    assert "src" in model.row(model.index(1)).details
    assert "Ada" not in model.row(model.index(1)).details
    assert model.place_of("3").row() == 2
    assert not model.place_of(None).isValid()
    assert "Größe" in str(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole))
    model.show(MARKS, TagSet(DEFAULT_TAGS), articles, [Coder("me", "Ada"), Coder("you", "Bo")])
    assert "Ada" in model.row(model.index(1)).details


def test_marks_of_unknown_tags_or_articles_are_left_out(qapp: object) -> None:
    model = MarksModel()
    model.show(MARKS, TagSet([ACTOR]), {"a": Article("a", "t", Direction.LTR, "", 0)}, [])
    assert [row.annotation.id for row in model.rows()] == ["1"]
