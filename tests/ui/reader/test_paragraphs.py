"""Pieces cover the text, and heights add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.segments import is_boundary
from annotator.ui.reader.paragraphs import Heights, Pieces

_TEXTS = st.text(alphabet=st.sampled_from("ab. \n؟م😀\u0301\u200d👩。中"), max_size=400)


@given(_TEXTS, st.integers(5, 60))
def test_pieces_cover_the_text_in_order(text: str, limit: int) -> None:
    pieces = Pieces(text, limit)
    found = [pieces[i] for i in range(len(pieces))]
    joined = "".join(text[p.start : p.end] + ("\n" if p.last and p.index + 1 < len(found) else "") for p in found)
    assert joined == text
    for piece in found:
        assert piece.end - piece.start <= limit
        assert piece.paragraph == text.rfind("\n", 0, piece.start) + 1


@given(_TEXTS, st.integers(5, 60), st.data())
def test_pieces_begin_where_they_are_cut_and_cover_the_text_still(text: str, limit: int, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=2)))
    pieces = Pieces(text, limit, [cut for cut in cuts if cut == 0 or text[cut - 1] != "\n"])
    found = [pieces[i] for i in range(len(pieces))]
    joined = "".join(text[p.start : p.end] + ("\n" if p.last and p.index + 1 < len(found) else "") for p in found)
    assert joined == text
    assert {cut for cut in cuts if cut < len(text) and text[cut] != "\n"} <= {piece.start for piece in found}
    for piece in found:
        assert piece.paragraph == text.rfind("\n", 0, piece.start) + 1
        assert pieces.at(piece.start) == piece.index


@given(_TEXTS, st.integers(5, 60))
def test_every_place_has_its_piece(text: str, limit: int) -> None:
    pieces = Pieces(text, limit)
    for offset in range(len(text) + 1):
        piece = pieces[pieces.at(offset)]
        assert piece.start <= offset <= piece.end


@given(st.text(alphabet=st.sampled_from("ab م😀\u0301"), min_size=1, max_size=300))
def test_long_paragraphs_are_not_cut_inside_a_cluster(text: str) -> None:
    pieces = Pieces(text, 40)
    for index in range(len(pieces)):
        start = pieces[index].start
        # Only a cluster longer than a piece may be cut.
        assert is_boundary(text, start) or "\u0301" * 30 in text


def test_a_long_paragraph_is_cut_behind_a_sentence() -> None:
    text = "Ein Satz. " * 50
    pieces = Pieces(text, 95)
    assert len(pieces) > 3
    assert all(text[pieces[i].start : pieces[i].end].startswith("Ein") for i in range(len(pieces)))
    assert [pieces[i].last for i in range(len(pieces))] == [False] * (len(pieces) - 1) + [True]


@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 50)))
)
def test_heights_answer_like_plain_sums(heights: list[int], changes: list[tuple[int, int]]) -> None:
    ours, plain = Heights(heights, block=7), list(heights)
    for place, height in changes:
        ours[place % len(plain)] = height
        plain[place % len(plain)] = height
    assert ours.total == sum(plain)
    for index in range(len(plain)):
        assert ours.top(index) == sum(plain[:index])
    for y in range(ours.total):
        index, offset = ours.at(y)
        assert sum(plain[:index]) + offset == y
        assert 0 <= offset < plain[index]


def test_heights_clamp_to_the_last_piece() -> None:
    heights = Heights([10, 20])
    assert heights.at(35) == (1, 25)
    assert heights.at(-3) == (0, -3)
