"""The filter of marks and the rows it leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article, Coder, Tag
from annotator.text.direction import Direction
from annotator.ui.annotations.model import MarkFilter, MarksModel, filtered_for


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


@pytest.mark.parametrize(
    ("typed", "words", "wanted"),
    [
        ("force:req", "", (("force", "req"),)),
        ("the FORCE:Req order", "the order", (("force", "Req"),)),
        ("force: order", "order", (("force", ""),)),
        ('attributed to:"the min" x', "x", (("attributed to", "the min"),)),
        ('"attributed to":min force:a', "", (("attributed to", "min"), ("force", "a"))),
        ('force:"not closed', "", (("force", "not closed"),)),
        ("enforce:req", "enforce:req", ()),
        ("at 12:30", "at 12:30", ()),
    ],
)
def test_what_is_typed_is_words_and_attributes(typed: str, words: str, wanted: tuple[tuple[str, str], ...]) -> None:
    assert filtered_for(typed, {"force", "attributed to", "to", ""}) == (words, wanted)


@given(st.text())
def test_without_attributes_all_that_is_typed_is_words(typed: str) -> None:
    assert filtered_for(typed, ()) == (typed, ())


def test_values_are_found_by_their_beginning_and_as_words() -> None:
    carrying = [
        replace(MARKS[0], attributes=(("force", "requests"), ("number", 12))),
        replace(MARKS[1], attributes=(("force", "obliges"), ("said by", "وزارة المياه"))),
        MARKS[2],
    ]
    assert ids(MarkFilter(attributes=(("force", "REQ"),)).chosen(carrying)) == ["1"]
    assert ids(MarkFilter(attributes=(("force", ""),)).chosen(carrying)) == ["1", "2"]
    assert ids(MarkFilter(attributes=(("force", ""), ("number", "1"))).chosen(carrying)) == ["1"]
    assert ids(MarkFilter(attributes=(("said by", "وزاره"),)).chosen(carrying)) == ["2"]
    assert ids(MarkFilter(words="المياه").chosen(carrying)) == ["2"]


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


_MARK = st.builds(
    lambda number, article, tag, start, words: Annotation(
        f"m{number}", article, tag.id, start, start + 1, words, "me", "", ""
    ),
    st.integers(0, 6),
    st.sampled_from("abc"),
    st.sampled_from([ACTOR, CONCERN]),
    st.integers(0, 4),
    st.sampled_from(["eins", "zwei"]),
)
_FILTERS = st.builds(
    MarkFilter,
    st.sampled_from([None, ("b", "a"), ("a", "b", "c")]),
    st.sampled_from([None, ACTOR.id]),
    st.sampled_from(["", "eins"]),
)


@given(st.lists(_MARK, max_size=12), st.lists(_MARK, max_size=8), _FILTERS)
def test_following_edits_gives_what_reading_all_again_gives(
    qapp: object, before: list[Annotation], edits: list[Annotation], chosen: MarkFilter
) -> None:
    articles = {name: Article(name, f"title {name}", Direction.LTR, "", 0) for name in "ab"}
    stored = {annotation.id: annotation for annotation in before}
    tags, coders = TagSet(DEFAULT_TAGS), [Coder("me", "Ada")]
    model, again = MarksModel(), MarksModel()
    model.show(chosen.chosen(stored.values()), tags, articles, coders, chosen)
    for edit in edits:
        if stored.get(edit.id) == edit:
            del stored[edit.id]
            model.take_out(edit.id)
        else:
            stored[edit.id] = edit
            if chosen.fits(edit):
                model.put(edit)
            else:
                model.take_out(edit.id)
        again.show(chosen.chosen(stored.values()), tags, articles, coders, chosen)
        assert model.rows() == again.rows()
        for place, row in enumerate(model.rows()):
            assert model.place_of(row.annotation.id).row() == place
        assert not model.place_of("m9").isValid()
