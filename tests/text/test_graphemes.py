import pytest
from hypothesis import given
from uniseg.graphemecluster import grapheme_clusters

from annotator.text.segments import (
    cuts_cluster,
    grapheme_spans,
    is_boundary,
    next_boundary,
    previous_boundary,
    snap,
)
from annotator.text.span import Span
from text.alphabets import texts_and_places, texts_and_ranges, tricky_texts


def boundaries(text: str) -> list[int]:
    """All grapheme boundaries, by an implementation that is not ours."""
    places = [0]
    for cluster in grapheme_clusters(text):
        places.append(places[-1] + len(cluster))
    return places


@pytest.mark.parametrize(
    "cluster", ["é", "e\u0301", "\r\n", "👨‍👩‍👧", "🇩🇪", "👍🏽", "1️⃣", "مُّ", "שָׁ", "क्षि", "กำ", "각", "𝔸", "\u0600٣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
)
def test_one_character_to_the_reader(cluster: str) -> None:
    text = f"a{cluster}b"
    assert [span.of(text) for span in grapheme_spans(text)] == ["a", cluster, "b"]
    for inside in range(2, 1 + len(cluster)):
        assert not is_boundary(text, inside)
        assert snap(text, Span(inside, inside)) == Span(1, 1 + len(cluster))
    assert next_boundary(text, 1) == previous_boundary(text, len(text) - 1) + len(cluster) == 1 + len(cluster)


@given(tricky_texts)
def test_clusters_are_those_of_the_standard(text: str) -> None:
    expected = boundaries(text)
    assert [place for place in range(len(text) + 1) if is_boundary(text, place)] == sorted(set(expected))
    assert [span.end for span in grapheme_spans(text)] == expected[1:]


@given(texts_and_places())
def test_steps_lead_to_the_neighbouring_boundaries(case: tuple[str, int]) -> None:
    text, place = case
    known = boundaries(text)
    assert next_boundary(text, place) == min((b for b in known if b > place), default=len(text))
    assert previous_boundary(text, place) == max((b for b in known if b < place), default=0)


@given(texts_and_ranges())
def test_snapping_goes_outward_to_boundaries_and_is_idempotent(case: tuple[str, int, int]) -> None:
    text, start, end = case
    snapped = snap(text, Span(start, end))
    known = boundaries(text)
    assert snapped.start == max(b for b in known if b <= start)
    assert snapped.end == min(b for b in known if b >= end)
    assert snap(text, snapped) == snapped
    assert cuts_cluster(text, Span(start, end)) == (snapped != Span(start, end))


@given(texts_and_ranges())
def test_a_part_has_the_clusters_it_touches(case: tuple[str, int, int]) -> None:
    text, start, end = case
    part = Span(start, end)
    assert grapheme_spans(text, part) == [span for span in grapheme_spans(text) if span.overlaps(part)]


def test_places_outside_are_refused() -> None:
    for ask in (is_boundary, next_boundary, previous_boundary):
        with pytest.raises(ValueError, match="outside"):
            ask("abc", 4)
        with pytest.raises(ValueError, match="outside"):
            ask("abc", -1)
    with pytest.raises(ValueError, match="outside"):
        snap("abc", Span(2, 4))
