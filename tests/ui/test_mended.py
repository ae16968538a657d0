"""Urdu in Nastaliq: the letters stand where HarfBuzz says, which Qt alone gets wrong with this face."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextLayout

from annotator.text.direction import Direction
from annotator.ui import fonts
from annotator.ui.mended import FAMILY, mended, without_points
from annotator.ui.reader.layout import LaidOut, Setting
from annotator.ui.reader.paragraphs import Pieces
from annotator.ui.typesetting import PageStyle

pytestmark = pytest.mark.usefixtures("qapp")

FACE = "Noto Nastaliq Urdu"

# What `hb-shape` says of version 2.000 of the face: each glyph with its x and y in thousandths of an em, y upwards.
PLACES = {
    "نستعلیق": {
        (12, 518, -198), (383, 0, 0), (15, 976, 141), (379, 692, 272), (434, 1023, 433), (805, 1300, 505),
        (12, 1783, 206), (388, 1561, 600), (586, 1863, 732), (11, 2571, 667), (972, 2432, 0), (311, 2432, 948),
    },
    "پاکستان": {
        (18, 397, -1), (234, 0, 0), (231, 861, 0), (12, 1311, -413), (364, 1124, 0), (586, 1391, 145), (972, 1960, 0),
        (702, 1960, 361), (261, 2262, 0), (16, 2574, -166), (972, 2501, 0), (284, 2501, 0),
    },
    "سمجھے": {
        (70, 694, -192), (988, 694, -291), (989, 1001, -154), (990, 1309, -247), (293, 0, 0), (526, 64, 195),
        (85, 551, 0), (816, 551, 636), (991, 762, 0), (629, 762, 968), (991, 1147, 0), (972, 1147, 0),
        (395, 1147, 1222),
    },
}  # fmt: skip

# The ink of the same words at 100 pixels, as FreeType draws these glyphs at these places: highest and lowest pixel
# over the baseline in each tenth of the word's width, from the left.
INK = {
    "نستعلیق": [(31, -34), (80, -34), (82, -23), (56, -6), (130, -2), (85, 51), (123, 61), (122, 73),
                (104, 87), (168, 95)],
    "پاکستان": [(31, -34), (31, -34), (57, -19), (82, 0), (60, 0), (61, 14), (45, 28), (122, 36),
                (147, -33), (163, -51)],
    "سمجھے": [(34, -4), (58, -5), (72, -5), (74, -36), (107, -38), (119, 0), (132, 3), (146, 6),
              (146, 10), (158, 138)],
}  # fmt: skip


@pytest.fixture
def face() -> QFont:
    """The face of running Urdu, 100 pixels large."""
    if fonts.face("Arabic/ur") != FACE:
        pytest.skip(f"{FACE} is not installed")
    font = fonts.reading_font("Arabic/ur", zoom=500)
    assert font.pixelSize() == 100
    return font


@pytest.mark.parametrize("word", sorted(PLACES))
def test_letters_stand_where_harfbuzz_puts_them(face: QFont, word: str) -> None:
    layout = QTextLayout(word, face)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(2000)
    layout.endLayout()
    found = [
        (glyph, place.x() - line.naturalTextRect().left(), line.ascent() - place.y())
        for run in line.glyphRuns()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
    ]
    if {glyph for glyph, _, _ in found} != {glyph for glyph, _, _ in PLACES[word]}:
        pytest.skip("another version of the face has other glyphs")
    assert len(found) == len(PLACES[word])
    for (glyph, x, y), (expected, at, up) in zip(
        sorted(found, key=lambda p: (p[0], p[1])), sorted(PLACES[word], key=lambda p: (p[0], p[1])), strict=True
    ):
        assert glyph == expected
        # Advances and places are rounded to whole pixels, letter by letter.
        assert abs(x - at / 10) < 5, (word, glyph)
        assert abs(y - up / 10) < 2.5, (word, glyph)


@pytest.mark.parametrize("word", sorted(INK))
def test_the_ink_of_a_word_is_that_of_harfbuzz(face: QFont, word: str) -> None:
    image = QImage(500, 400, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        painter.setFont(face)
        painter.drawText(QPointF(100, 250), word)
    inked = [
        [y for y in range(image.height()) if QColor(image.pixel(x, y)).lightness() < 128] for x in range(image.width())
    ]
    columns = [x for x, rows in enumerate(inked) if rows]
    left, width = columns[0], columns[-1] + 1 - columns[0]
    for tenth, (high, low) in enumerate(INK[word]):
        # A stroke that just begins in a tenth may lie a pixel further on: the tenth, or one with a pixel on each side.
        fits = False
        for more in (0, -3, 3):
            begin, end = left + width * tenth // 10 - more, left + width * (tenth + 1) // 10 + more
            rows = [y for x in range(max(begin, 0), end) for y in inked[x]]
            fits |= abs(250 - min(rows) - high) <= 3 and abs(249 - max(rows) - low) <= 3
        assert fits, (word, tenth)


def test_the_light_file_is_taken_and_not_the_bold_one(face: QFont) -> None:
    """Debian's bold file gives itself the same weight."""
    assert face.family() == FAMILY
    image = QImage(500, 400, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        painter.setFont(face)
        painter.drawText(QPointF(100, 250), "نستعلیق")
    dark = sum(QColor(image.pixel(x, y)).lightness() < 128 for x in range(500) for y in range(400))
    assert dark == pytest.approx(5831, rel=0.05)


def test_lines_of_urdu_have_room_for_its_words(face: QFont) -> None:
    sizes = fonts.measures("Arabic/ur")
    # The highest and the lowest of common words, of HarfBuzz's ink.
    assert sizes.ascent >= 1.74 * sizes.size
    assert sizes.descent >= 0.51 * sizes.size
    assert sizes.line >= sizes.ascent + sizes.descent + 12


def test_urdu_among_other_scripts_keeps_to_their_lines(face: QFont) -> None:
    text = "Er sagte نستعلیق dazu."
    piece = LaidOut(text, Pieces(text)[0], Setting(600, PageStyle(), Direction.LTR, "ur", "Latin"))
    families = [found.format.font().family() for found in piece.layout.formats()]
    assert families
    assert FAMILY not in families


def test_other_faces_are_left_alone() -> None:
    for script in ("Latin", "Arabic"):
        name = fonts.face(script)
        if name is not None:
            assert mended(name) == name
    assert mended("No Such Face") == "No Such Face"


@pytest.mark.parametrize("table", [b"", b"\0\1\0\0", b"\0\1\0\0\0\0\0\0\0\x0a\0\1\0\4" + b"\0\3\0\0\0\1\0\x50"])
def test_a_broken_table_stays_as_it_is(table: bytes) -> None:
    assert without_points(table) == table


def test_points_are_left_out_of_an_anchor_and_nothing_else() -> None:
    # One lookup with one cursive subtable of one letter: entered at a point, left at coordinates alone.
    entry, leave = b"\0\2\0\x64\xff\xce\0\7", b"\0\1\0\0\0\x0a"
    cursive = b"\0\1\0\x18\0\1\0\x0a\0\x12" + entry + leave + b"\0\1\0\1\0\5"
    lookup = b"\0\3\0\0\0\1\0\x08" + cursive
    table = b"\0\1\0\0\0\0\0\0\0\x0a" + b"\0\1\0\4" + lookup
    assert without_points(table) == table.replace(entry, b"\0\1" + entry[2:])
    # The same in a table of wide offsets.
    wide = b"\0\x09\0\0\0\1\0\x08" + b"\0\1\0\3\0\0\0\x08" + cursive
    table = b"\0\1\0\0\0\0\0\0\0\x0a" + b"\0\1\0\4" + wide
    assert without_points(table) == table.replace(entry, b"\0\1" + entry[2:])
