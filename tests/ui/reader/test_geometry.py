"""Rectangles and hit-testing, judged by what Qt paints, in lines of mixed directions."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextCharFormat, QTextLayout

from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.text.segments import grapheme_spans
from annotator.text.span import Span
from annotator.ui import fonts
from annotator.ui.reader import geometry
from annotator.ui.reader.layout import LaidOut, Line, Setting
from annotator.ui.reader.page import Anchor, Page
from annotator.ui.reader.paragraphs import Pieces
from annotator.ui.typesetting import PageStyle

pytestmark = pytest.mark.usefixtures("qapp")

TEXTS = {
    "arabic": "قالت الهيئة (ByteDance Ltd.) إن 12.5% من «المستخدمين» في New York شاهدوا الفيديو [إصدار 3] ثم ذهبوا؛ "
    "وأضافت أن لا أحد يعرف الأمر، وكتبت wow 😀 ثم جاء وفد بمحتوى 2021-03-18.",
    "persian": "گفت‌وگو با «شرکت‌های فناوری» در سال ۱۴۰۰، پس از Clubhouse (نسخهٔ ۲) ادامه یافت و می‌شود.",
    "hebrew": 'הרשות זימנה 11 חברות (Alibaba, Tencent) לשיחה על "זיופים" ב-2021; המנכ״ל אמר: done!',
    "german": "Die Behörde „القطاع“ sprach mit (שלום עולם) über 中文字符, 日本語 und Größe — 3,5 % mehr als „früher“.",
    "mixed": "הרשות זימנה חברות 中文 Alibaba, Tencent לשיחה 2021 2022 2023 2024 כאן 中文 Alibaba, Tencent 1 2025 2026.",
    "english": 'He said "قال المدير 25 مرة" and left (אבג 12), then 👨\u200d👩\u200d👧 came: e\u0301te\u0301 naïve.',
}


@pytest.fixture(params=sorted(TEXTS))
def text(request: pytest.FixtureRequest) -> str:
    for script in ("Latin", "Arabic", "Hebrew"):
        if fonts.face(script) is None:
            pytest.skip(f"no face for {script} is installed")
    return TEXTS[request.param]


def laid_out(text: str, width: int, zoom: int = 100) -> LaidOut:
    rtl = text[0] > "\u0500"
    setting = Setting(width, PageStyle(zoom), Direction.RTL if rtl else Direction.LTR, None, "Latin")
    return LaidOut(text, Pieces(text)[0], setting)


def painted_by_qt(piece: LaidOut, line: Line, low: int, high: int, width: int) -> list[bool]:
    """Return which pixels across `line` Qt paints as the background of units `[low, high)`."""
    image = QImage(width, piece.height, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    found = QTextLayout.FormatRange()
    found.start, found.length = low, high - low
    found.format = QTextCharFormat()
    found.format.setBackground(QColor("black"))
    found.format.setForeground(QColor(0, 0, 0, 0))
    with QPainter(image) as painter:
        painter.setPen(QColor(0, 0, 0, 0))
        piece.layout.draw(painter, QPointF(0, 0), [found])
    y = line.top + piece.measures.line // 2
    return [QColor(image.pixel(x, y)).lightness() < 128 for x in range(width)]


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
    places = [c.start for c in grapheme_spans(text) if not (text[c.start] in "اأإآ" and text[c.start - 1] == "ل")]
    for _ in range(25):
        start, end = sorted(chance.sample([*places, len(text)], k=2))
        for line in piece.lines:
            low, high = max(piece.unit(start), line.start), min(piece.unit(end), line.end)
            if low >= high:
                continue
            ours = [False] * width
            stretches = piece.stretches(line, start, end)
            for left, right in stretches:
                ours[max(0, left) : right] = [True] * (min(right, width) - max(0, left))
            theirs = painted_by_qt(piece, line, low, high, width)
            different = [x for x in range(width) if ours[x] != theirs[x]]
            assert len(different) <= 2 * len(stretches), (text[start:end], stretches, different)
            for left, right in stretches:
                for x in different:
                    assert not left + 1 < x < right - 2, (text[start:end], stretches, different)


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
    rtl = text[0] > "\u0500"
    article = Article("a", "", Direction.RTL if rtl else Direction.LTR, "", len(text))
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
