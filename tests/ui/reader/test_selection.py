"""What a selection snaps to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.segments import cuts_cluster, trim
from annotator.text.span import Span
from annotator.ui.reader.selection import Granularity, Selection, at_place

TEXT = "Die Behörde hat 11 Firmen. Sie prüfen القطاع.وسعى e\u0301 👨\u200d👩\u200d👧.\n\nNeuer Absatz."
_PLACES = st.integers(0, len(TEXT))


@given(_PLACES, _PLACES, st.sampled_from(Granularity))
def test_snapping_widens_and_never_cuts(anchor: int, caret: int, granularity: Granularity) -> None:
    span = Selection(anchor, caret, granularity).span(TEXT)
    if span is None:
        return
    assert len(span) > 0
    assert not cuts_cluster(TEXT, span)
    bare = trim(TEXT, Span(min(anchor, caret), max(anchor, caret)))
    if len(bare):
        assert span.covers(bare)
    assert Selection(caret, anchor, granularity).span(TEXT) == span


@given(_PLACES, _PLACES)
def test_words_lose_the_blanks_around_them(anchor: int, caret: int) -> None:
    span = Selection(anchor, caret, Granularity.WORD).span(TEXT)
    if span is not None and not span.of(TEXT).isspace():
        assert span.of(TEXT) == span.of(TEXT).strip()


def test_each_granularity() -> None:
    place = TEXT.index("hörde")
    found = {g: Selection(place, place + 2, g).span(TEXT) for g in Granularity}
    assert [span.of(TEXT) if span else None for span in found.values()] == [
        "hö",
        "Behörde",
        "Die Behörde hat 11 Firmen.",
        TEXT.split("\n", maxsplit=1)[0],
    ]


def test_nothing_is_selected_between_two_characters() -> None:
    assert Selection(4, 4).span(TEXT) is None
    assert Selection(5, 5, Granularity.WORD).span(TEXT) is None


def test_a_place_in_an_empty_paragraph_holds_nothing() -> None:
    assert at_place("", 0, Granularity.WORD) is None
    assert at_place("a\n\nb", 2, Granularity.PARAGRAPH) is None


def test_extending_keeps_the_anchor() -> None:
    assert Selection(3, 5).extended(9) == Selection(3, 9)
    assert Selection(3, 5).extended(1, Granularity.WORD) == Selection(3, 1, Granularity.WORD)
