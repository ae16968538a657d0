"""The line that is followed: a place of the text for each place of the page, and back, from one end to the other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont

from annotator.core.values import Article
from annotator.text.body import Side
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.reader.course import LINE, anchor_at_line, anchor_of, place_of
from annotator.ui.reader.page import Anchor, Page
from annotator.ui.typesetting import PageStyle

_SENTENCE = {"ltr": "Das Amt hat Reedereien vorgeladen, wie es heißt. ", "rtl": "استدعت الهيئة شركات الملاحة اليوم. "}


def page_of(paragraphs: list[int], *, rtl: bool = False, around: bool = False, unfolded: bool = False) -> Page:
    """Return a page with paragraphs of so many sentences, 400 pixels wide."""
    text = "\n".join(_SENTENCE["rtl" if rtl else "ltr"] * count for count in paragraphs)
    body = None
    if around:
        before, after = "Menü\nStart\n", "\nMehr\nImpressum"
        body = Span(len(before), len(before) + len(text))
        text = before + text + after
    direction = Direction.RTL if rtl else Direction.LTR
    article = Article("a", "Hafen", direction, "", len(text), "ar" if rtl else "de", body=body)
    page = Page(article, text, QFont())
    page.fit(400, PageStyle(unfolded=frozenset(Side) if unfolded else frozenset()))
    return page


pages = st.builds(
    page_of,
    st.lists(st.integers(0, 12), min_size=1, max_size=25),
    rtl=st.booleans(),
    around=st.booleans(),
    unfolded=st.booleans(),
)
heights = st.integers(200, 1200)
slow = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def downward(page: Page, height: int, step: int) -> list[Anchor]:
    """Return what is at the top of the view from the page's beginning to its end, a step of the wheel at a time."""
    anchor = Anchor(page.shown.start, 0)
    found = [anchor]
    while True:
        anchor, moved = page.step(anchor, step, height)
        if not moved:
            return found
        found.append(anchor)


@slow
@given(pages, heights, st.integers(1, 90))
def test_the_place_rises_with_the_page_from_end_to_end(qapp: object, page: Page, height: int, step: int) -> None:
    anchors = downward(page, height, step)
    places = [place_of(page, anchor, height) for anchor in anchors]
    body = page.parts.body
    folded = page.shown == page.body
    assert places[0] == body.start - 1 if folded else places[0] <= body.start - 1
    if len(anchors) > 1:
        assert places[-1] == pytest.approx(body.end + 1) if folded else places[-1] >= body.end + 1
        assert all(one < other for one, other in pairwise(places))


@slow
@given(pages, heights, st.integers(7, 90))
def test_the_place_leads_back_to_where_the_page_was(qapp: object, page: Page, height: int, step: int) -> None:
    for anchor in downward(page, height, step):
        again = anchor_of(page, place_of(page, anchor, height), height)
        assert abs(page.y_of(again) - page.y_of(anchor)) <= 1


@slow
@given(pages, heights, st.lists(st.floats(0, 1), min_size=2, max_size=12))
def test_any_place_is_shown_and_later_ones_further_down(
    qapp: object, page: Page, height: int, shares: list[float]
) -> None:
    body = page.parts.body
    places = [body.start - 1 + share * (len(body) + 2) for share in sorted(shares)]
    # Anchors are compared: how far down they are is guessed where nothing was laid out.
    tops = [anchor_of(page, place, height) for place in places]
    assert all((one.piece, one.offset) <= (other.piece, other.offset) for one, other in pairwise(tops))
    if page.shown == page.body:
        first, last = (anchor_of(page, place, height) for place in (body.start - 1, body.end + 1))
        assert first == Anchor(page.shown.start, 0)
        assert page.step(last, 1, height) == (last, 0)


def test_what_is_unfolded_around_the_article_goes_on_from_its_ends(qapp: object) -> None:
    page, height = page_of([6] * 30, around=True, unfolded=True), 400
    body = page.parts.body
    assert place_of(page, Anchor(page.shown.start, 0), height) < body.start - 1
    first, last = (anchor_of(page, place, height) for place in (body.start - 1, body.end + 1))
    assert 0 < page.y_of(first) < page.y_of(last) < page.heights.total - height
    for anchor in (first, last):
        assert page.y_of(anchor_of(page, place_of(page, anchor, height), height)) == page.y_of(anchor)


def test_in_the_middle_the_line_at_a_third_is_followed(qapp: object) -> None:
    page, height = page_of([6] * 30), 600
    middle = page.pieces[15].start
    anchor = anchor_of(page, middle, height)
    top = page.heights.top(15) - page.y_of(anchor)
    assert abs(top - LINE * height) <= 1
    assert place_of(page, anchor, height) == pytest.approx(middle, abs=2)


def test_a_passage_is_brought_to_a_third_of_the_height(qapp: object) -> None:
    page, height = page_of([6] * 30, rtl=True), 600
    offset = page.pieces[12].start + 80
    anchor = anchor_at_line(page, offset, height)
    piece = page.piece(12)
    top = page.heights.top(12) + piece.line_of(offset).top - page.y_of(anchor)
    assert top == round(LINE * height)


def test_a_page_that_is_seen_whole_is_read_from_its_beginning(qapp: object) -> None:
    page = page_of([1])
    assert place_of(page, Anchor(0, 0), 2000) == -1
    assert anchor_of(page, 40, 2000) == Anchor(0, 0)


def test_a_place_far_away_lays_out_little(qapp: object) -> None:
    page, height = page_of([4] * 2000), 800
    anchor_of(page, len(page.text) * 0.6, height)
    assert len(page.all_kept()) < 30
