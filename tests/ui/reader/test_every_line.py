"""Lines that nobody thought of: their ranges lie where Qt paints them, and their characters are found there."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.segments import grapheme_spans
from annotator.ui import fonts
from annotator.ui.reader import geometry
from ui.reader.lines import compare, cuts, laid_out

pytestmark = pytest.mark.usefixtures("qapp")

PIECES = (
    "Hafen", "Kestrel Lines", "naïve", "e\u0301te\u0301", "Größe", "الميناء", "وفد", "قَالَتِ", "شــركة",
    "گفت\u200cوگو", "لَا", "الأمر", "והמנכ״ל", "שָׁלוֹם", "12", "3.5%", "2024-03-18", "٣٫٥", "۱۴۰۰", "+49", "€ 5",
    "港口管理", "サービス", "नौवहन", "क्षत्रिय", "ท่าเรือ", "น้ำ", "👨\u200d👩\u200d👧", "🇩🇪🇪🇬", "👍🏽", "🚢", "(", ")",
    "[", "]", "«", "»", "„", "“", '"', "-", "—", "/", ".", "،", "؟", ":", "\u00a0", "\u202f", "\u200b", "\u2011",
    "\u00ad", "\u200e", "\u200f", "\u061c", "\u2068كلمة\u2069", "\u2066ab\u2069", "\u202bאב 1\u202c",
    " ", " ", " ", " ", " ", "  ", "\t",
)  # fmt: skip
FACES = ("Latin", "Arabic", "Hebrew", "Han", "Devanagari", "Thai")

lines = st.lists(st.sampled_from(PIECES), min_size=2, max_size=18).map("".join).filter(str.strip)
widths = st.integers(90, 700)


@pytest.fixture(autouse=True)
def _faces() -> None:
    for script in FACES:
        if fonts.face(script) is None:
            pytest.skip(f"no face for {script} is installed")


@given(line=lines, width=widths, zoom=st.sampled_from((50, 100, 150)), data=st.data())
def test_any_range_of_any_line_lies_where_qt_paints_it(line: str, width: int, zoom: int, data: st.DataObject) -> None:
    piece = laid_out(line, width, zoom)
    places = st.sampled_from(cuts(line))
    start, end = sorted((data.draw(places), data.draw(places)))
    compare(piece, start, end, width)


@given(line=lines, width=widths)
def test_every_character_of_any_line_is_found_where_it_lies(line: str, width: int) -> None:
    piece = laid_out(line, width)
    for cluster in grapheme_spans(line):
        row = piece.line_of(cluster.start)
        start, end = piece.unit(cluster.start), piece.unit(cluster.end)
        if start >= row.end:
            continue  # a blank that hangs over the line's end is nowhere
        runs = piece.runs(row)
        for left, right in geometry.stretches(piece.layout, row.number, runs, start, min(end, row.end)):
            for share in (0.1, 0.5, 0.9):
                if right - left < 1:
                    continue
                hit = geometry.hit(piece.layout, row.number, runs, left + share * (right - left), rtl=piece.rtl)
                assert hit is not None
                assert hit.inside
                assert cluster.start <= piece.offset(hit.unit) < cluster.end, (line, cluster, share)


@given(line=lines, width=widths)
def test_the_characters_of_any_line_share_it_out(line: str, width: int) -> None:
    """Each pixel of a line is of one character: together they cover it, and no two lie on each other."""
    piece = laid_out(line, width)
    for row in piece.lines:
        runs = piece.runs(row)
        parts = []
        for cluster in grapheme_spans(line):
            low, high = max(piece.unit(cluster.start), row.start), min(piece.unit(cluster.end), row.end)
            if low < high:
                parts += geometry.stretches(piece.layout, row.number, runs, low, high)
        whole = geometry.stretches(piece.layout, row.number, runs, row.start, row.end)
        assert sum(right - left for left, right in parts) == pytest.approx(
            sum(right - left for left, right in whole), abs=0.1
        ), line
        # Runs are rounded to thousandths of a pixel: a character without width may have one of them.
        parts = sorted(part for part in parts if part[1] - part[0] > 0.01)
        assert all(one[1] <= other[0] + 0.05 for one, other in pairwise(parts)), line


def test_the_last_letters_behind_decomposed_ones_have_their_places() -> None:
    line = "الميناءe\u0301teالميناء"
    piece = laid_out(line, 400)
    at = line.index("t")
    ((_, right),) = piece.stretches(piece.lines[0], at, at + 1)
    ((left, _),) = piece.stretches(piece.lines[0], at + 1, at + 2)
    assert left == right


def test_a_ligature_that_opens_a_run_is_split_within_itself() -> None:
    line = "Hafen لَا يعرف"
    piece = laid_out(line, 400)
    lam = line.index("ل")
    ((alef_left, alef_right),) = piece.stretches(piece.lines[0], lam + 2, lam + 3)
    ((lam_left, _),) = piece.stretches(piece.lines[0], lam, lam + 2)
    assert alef_left < alef_right == lam_left
