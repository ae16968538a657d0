"""Rectangles and hit-testing, judged by what Qt paints, in lines of mixed directions."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.text.segments import grapheme_spans
from annotator.text.span import Span
from annotator.ui import fonts
from annotator.ui.reader import geometry
from annotator.ui.reader.layout import LaidOut, Setting
from annotator.ui.reader.page import Anchor, Page
from annotator.ui.reader.paragraphs import Pieces
from annotator.ui.typesetting import PageStyle
from ui.reader.lines import base_direction, compare, laid_out

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("width", "zoom"),
    [
        (260, 100),
        (420, 100),
        (612, 100),
        (700, 200),
        (2000, 100),
        (300, 50),
        (290, 100),
        (185, 100),
        (206, 100),
        (340, 100),
        (310, 100),
        (450, 150),
    ],
)
def test_stretches_are_what_qt_paints(text: str, width: int, zoom: int) -> None:
    piece = laid_out(text, width, zoom)
    chance = random.Random(width)
    # Inside lam-alef we split what Qt does not; see the test below.
    clusters = grapheme_spans(text)
    inside = {alef.start for lam, alef in pairwise(clusters) if text[lam.start] == "ل" and text[alef.start] in "اأإآ"}
    places = [cluster.start for cluster in clusters if cluster.start not in inside]
    for _ in range(25):
        start, end = sorted(chance.sample([*places, len(text)], k=2))
        compare(piece, start, end, width)


@pytest.mark.parametrize("word", ["لا", "للأمر", "لَا"])
def test_a_ligature_is_split_visibly(word: str) -> None:
    if fonts.face("Arabic") is None:
        pytest.skip("no face for Arabic is installed")
    piece = laid_out(word, 400)
    alef = next(i for i, ch in enumerate(word) if ch in "اأ")
    ((_, lam_right),) = piece.stretches(piece.lines[0], 0, alef)
    ((alef_left, alef_right),) = piece.stretches(piece.lines[0], alef, alef + 1)
    ((lam_left, _),) = piece.stretches(piece.lines[0], word.index("ل", max(0, alef - 2)), alef)
    assert alef_left < alef_right == lam_left < lam_right


@pytest.mark.parametrize("width", [260, 420, 2000])
def test_a_character_is_found_where_it_lies(text: str, width: int) -> None:
    piece = laid_out(text, width)
    for cluster in grapheme_spans(text):
        line = piece.line_of(cluster.start)
        if piece.unit(cluster.start) >= line.end:
            continue  # a blank that hangs over the line's end is nowhere
        for left, right in geometry.stretches(
            piece.layout, line.number, piece.runs(line), piece.unit(cluster.start), piece.unit(cluster.end)
        ):
            if right - left < 1:
                continue
            hit = geometry.hit(piece.layout, line.number, piece.runs(line), (left + right) / 2, rtl=piece.rtl)
            assert hit is not None
            assert hit.inside
            assert cluster.start <= piece.offset(hit.unit) < cluster.end


def test_runs_cover_a_line_without_gaps(text: str) -> None:
    piece = laid_out(text, 330)
    for line in piece.lines:
        runs = piece.runs(line)
        assert runs[0].start == line.start
        assert runs[-1].end == line.end
        assert all(one.end == other.start for one, other in pairwise(runs))


def test_halves_tell_the_nearer_side_of_a_character() -> None:
    for text in ("abc", "אבג"):
        piece = laid_out(text, 400)
        line = piece.lines[0]
        (left, right), *_ = geometry.stretches(piece.layout, 0, piece.runs(line), 1, 2)
        near_left = geometry.hit(piece.layout, 0, piece.runs(line), left + 1, rtl=piece.rtl)
        near_right = geometry.hit(piece.layout, 0, piece.runs(line), right - 1, rtl=piece.rtl)
        assert near_left is not None
        assert near_right is not None
        assert (near_left.later_half, near_right.later_half) == ((True, False) if piece.rtl else (False, True))


def test_beside_a_line_is_its_nearest_end() -> None:
    piece = laid_out("אבג", 400)
    right = geometry.hit(piece.layout, 0, piece.runs(piece.lines[0]), 1000, rtl=True)
    left = geometry.hit(piece.layout, 0, piece.runs(piece.lines[0]), -10, rtl=True)
    assert right == geometry.Hit(0, False, False)
    assert left == geometry.Hit(2, True, False)


def test_an_empty_line_has_no_character() -> None:
    piece = LaidOut("", Pieces("")[0], Setting(400, PageStyle(), Direction.LTR, None, "Latin"))
    assert geometry.hit(piece.layout, 0, piece.runs(piece.lines[0]), 10, rtl=False) is None
    assert piece.stretches(piece.lines[0], 0, 0) == []


def test_alignment_follows_the_paragraph() -> None:
    piece = laid_out("אבג", 400)
    (_, right), *_ = piece.stretches(piece.lines[0], 0, 3)
    assert right == 400
    assert piece.layout.textOption().alignment() == Qt.AlignmentFlag.AlignRight


def test_round_trip_on_the_page(text: str) -> None:
    article = Article("a", "", base_direction(text), "", len(text))
    page = Page(article, text, QFont())
    page.fit(420, PageStyle())
    anchor = Anchor(0, 0)
    piece = page.piece(0)
    for cluster in grapheme_spans(text):
        line = piece.line_of(cluster.start)
        for left, right in piece.stretches(line, cluster.start, cluster.end):
            if right - left >= 4:
                y = piece.lead + line.top + piece.measures.line // 2
                under = page.under(anchor, page.left + (left + right) // 2, y, 2000)
                assert under.character == cluster.start, Span(cluster.start, cluster.end).of(text)


ONE_WAY = (
    "Die Größe der „drei“ Häfen — 3,5 % mehr, 5, 100 €: Привет, мир! Ελληνικό κείμενο (12) 3.4  und  zwei  Blanks. ",
    "office flight AVAWATo " * 12,
    "12.5 — «foo» … 1234 " * 10,
)


@pytest.mark.parametrize("line", ONE_WAY)
@pytest.mark.parametrize(("width", "zoom"), [(612, 100), (300, 63), (97, 150)])
def test_a_text_that_runs_one_way_has_one_run_in_each_line(line: str, width: int, zoom: int) -> None:
    piece = laid_out(line, width, zoom)
    shown = piece.layout.text()
    assert geometry.one_way(shown, rtl=piece.rtl)
    for row in piece.lines:
        runs = geometry.visual_runs(piece.layout, row.number, shown, row.end, rtl=piece.rtl)
        (one,) = geometry.one_run(piece.layout, row.number, shown, row.end)
        assert (one.start, one.end, one.rtl) == (runs[0].start, runs[-1].end, False)
        assert (one.left, one.right) == pytest.approx((runs[0].left, runs[-1].right), abs=0.001)


@pytest.mark.parametrize("other", ["א", "ع", "\u200f", "\u202e", "\u2067", "e\u0301", "न", "中", "٣", "\u00ad", "😀"])
def test_what_may_run_another_way_is_looked_at_run_by_run(other: str) -> None:
    assert not geometry.one_way(f"Hafen {other} und", rtl=False)
    assert not geometry.one_way("Hafen", rtl=True)


def test_places_are_the_stretches_line_by_line(text: str) -> None:
    piece = laid_out(text, 300)
    for start, end in ((0, len(text)), (3, 40), (20, 21), (30, 30), (len(text) - 5, len(text) + 9)):
        expected = [(line.number, *part) for line in piece.lines for part in piece.stretches(line, start, end)]
        assert piece.places(start, end) == expected
