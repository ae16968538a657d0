"""The glyphs of a PDF page as lines of text: in the order of sight, and from there in the order of reading."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import regex

_PRESENTED = regex.compile("[\ufb00-\ufb06\ufb1d-\ufdfb\ufe70-\ufefc]+")
_SPACES = frozenset(" \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000")
_ALEFS = frozenset("اأإآٱ")
_LAM = "ل"
_SHADDA = "\u0651"
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("«", "»"), ("‹", "›"))
_MIRRORED = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_KINDS = {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "A", "ES": "S", "CS": "C", "ET": "T"}
_WORD_GAP, _TURN_GAP, _LEAST_GAP, _SQUARE_GAP = 0.2, 0.12, 0.1, 0.5
"""Ems between words: usually; where the file goes on elsewhere; where it has a space; in Chinese and Japanese."""
_COLUMN_GAP = 0.9
"""Ems between columns."""
SQUARE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\u3000-\u303f\uff00-\uffef]")
_LEAST = 0.05
"""Points: what is smaller is no letter that anybody sees, and as tall as nothing."""
_BAND = 4.0
"""Ems: between words; between letters that the file writes together, as spaced letters; between columns."""


class Glyph:
    """One character where it stands: `x` is its pen's place, `left` and `right` its edges, in points.

    `at` is its place in the file, where marks count too, `rank` that among letters alone; `spaced` is whether the file
    has a space before it.
    """

    __slots__ = ("at", "left", "marks", "rank", "right", "size", "spaced", "text", "x", "y")

    def __init__(self, at: int, text: str, x: float, y: float, left: float, right: float, size: float) -> None:
        self.at, self.text, self.x, self.y, self.right, self.size = at, text, x, y, right, size
        self.left = min(x, left)
        self.marks = ""
        self.rank, self.spaced = 0, False


class Segment:
    """Glyphs on one line without a gap as wide as that between columns, from left to right."""

    __slots__ = ("gaps", "glyphs", "left", "right", "size", "y")

    def __init__(self, glyphs: list[Glyph], gaps: list[bool]) -> None:
        self.glyphs, self.gaps = glyphs, gaps
        """gaps[i]: whether a space stands before glyphs[i]."""
        self.left = min(glyph.left for glyph in glyphs)
        self.right = max(glyph.right for glyph in glyphs)
        sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
        self.size = sizes.most_common(1)[0][0] or 1.0
        self.y = Counter(round(glyph.y, 1) for glyph in glyphs if round(glyph.size, 1) == self.size).most_common(1)[0][
            0
        ]

    @property
    def width(self) -> float:
        return self.right - self.left


def glyphs_of(raw: Any, page: Any, limit: int) -> list[Glyph] | None:
    """Return what stands on a page that pdfium opened, upright. None where it is more than `limit` characters."""
    count = raw.FPDFText_CountChars(page)
    if count > limit:
        return None
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    turned: dict[int, list[Glyph]] = {}
    bases: dict[int, Glyph] = {}
    marks: list[Glyph] = []
    sizes: dict[tuple[float, float], float] = {}
    high = 0
    spaced = False
    for at in range(max(count, 0)):
        code = raw.FPDFText_GetUnicode(page, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        text = "-" if code == 2 else chr(code) if 0 < code < 0x110000 else "\ufffd"
        is_made = text != "-" and raw.FPDFText_IsGenerated(page, at)
        if text in _SPACES or is_made or code in (0xFFFE, 0xFEFF):
            spaced = spaced or text in _SPACES
            continue
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        raw.FPDFText_GetLooseCharBox(page, at, box)
        quarter = round(raw.FPDFText_GetCharAngle(page, at) / (math.pi / 2)) % 4
        key = raw.FPDFText_GetFontSize(page, at), y.value if quarter % 2 == 0 else x.value
        if key not in sizes:
            raw.FPDFText_GetMatrix(page, at, matrix)
            size = key[0] * (math.hypot(matrix.c, matrix.d) or 1.0)
            # A damaged page may say anything.
            sizes[key] = size if math.isfinite(size) and size > _LEAST else 1.0
        place = _upright(quarter, x.value, y.value, box)
        if raw.FPDFText_HasUnicodeMapError(page, at) == 1 or text < " ":
            text = "\ufffd"
        glyph = Glyph(at, _plain(text), *place, sizes[key])
        if unicodedata.category(text) == "Mn":
            marks.append(glyph)
        else:
            glyph.rank, glyph.spaced, spaced = len(bases), spaced, False
            bases[at] = glyph
            turned.setdefault(quarter, []).append(glyph)
    _attach(marks, bases.values())
    # What stands across is a stamp in the margin, unless the whole page is turned.
    return max(turned.values(), key=len, default=[])


def _upright(quarter: int, x: float, y: float, box: Any) -> tuple[float, float, float, float]:
    if quarter == 1:
        return y, -x, box.bottom, box.top
    if quarter == 2:
        return -x, -y, -box.right, -box.left
    if quarter == 3:
        return -y, x, -box.top, -box.bottom
    return x, y, box.left, box.right


def _plain(text: str) -> str:
    """Return what a presentation form or a ligature means."""
    if _PRESENTED.match(text) is None:
        return text
    return unicodedata.normalize("NFKC", text).strip() or text


def _attach(marks: list[Glyph], bases: Iterable[Glyph]) -> None:
    """Give the vowel signs that are drawn by themselves to the letters they stand on, wherever the file has them."""
    if not marks:
        return
    bands: dict[int, list[Glyph]] = {}
    for base in bases:
        bands.setdefault(int(base.y // _BAND), []).append(base)
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        reach = max(1, round(0.6 * mark.size / _BAND))
        here = int(mark.y // _BAND)
        near = [base for band in range(here - reach, here + reach + 1) for base in bands.get(band, ())]
        if not near:
            continue
        base = min(near, key=lambda each: _distance(each, mark, middle))
        if _distance(base, mark, middle)[0] < mark.size:
            base.marks = _SHADDA + base.marks if mark.text == _SHADDA else base.marks + mark.text


def _distance(base: Glyph, mark: Glyph, middle: float) -> tuple[float, float, float]:
    aside = max(base.left - middle, middle - base.right, 0.0)
    return aside, abs(mark.y - base.y), abs(middle - (base.left + base.right) / 2)


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Segment]]:
    """Return the lines of a page from top to bottom, each as its segments from left to right."""
    rows: list[list[Glyph]] = []
    top, tall = 0.0, 0.0
    for glyph in sorted(glyphs, key=lambda each: -each.y):
        # Raised and lowered figures belong to the line beside them.
        if not rows or top - glyph.y > 0.45 * max(tall, glyph.size):
            rows.append([])
            top, tall = glyph.y, 0.0
        rows[-1].append(glyph)
        tall = max(tall, glyph.size)
    return [_segments(row) for row in rows]


def _segments(row: list[Glyph]) -> list[Segment]:
    row.sort(key=lambda glyph: (glyph.x, glyph.at))
    ordered: list[Glyph] = []
    for glyph in row:
        if not ordered or not _is_shadow(ordered[-1], glyph):
            ordered.append(glyph)
    _mend_ligatures(ordered)
    result: list[Segment] = []
    start, edge = 0, 0.0
    gaps: list[bool] = []
    for at, glyph in enumerate(ordered):
        gap = (glyph.left - edge) / (glyph.size or 1.0) if at > start else 0.0
        if at > start and gap > _COLUMN_GAP:
            result.append(Segment(ordered[start:at], gaps))
            start, gaps, gap = at, [], 0.0
        gaps.append(at > start and _is_spaced(ordered[at - 1], glyph, gap))
        edge = max(edge, glyph.right) if at > start else glyph.right
    if ordered:
        result.append(Segment(ordered[start:], gaps))
    return result


def _is_shadow(before: Glyph, glyph: Glyph) -> bool:
    """Return whether a glyph is another printed once more, to look bold."""
    is_there = glyph.x - before.x < 0.12 * glyph.size and abs(glyph.y - before.y) < 0.1 * glyph.size
    return is_there and glyph.text == before.text and abs(glyph.rank - before.rank) > 1


def _is_spaced(before: Glyph, glyph: Glyph, gap: float) -> bool:
    if abs(glyph.rank - before.rank) != 1:
        # Letters of one word stand together in the file, whichever way round.
        return gap > _TURN_GAP
    if max(glyph, before, key=lambda each: each.rank).spaced:
        return gap > _LEAST_GAP
    return gap > (_SQUARE_GAP if SQUARE.match(glyph.text) or SQUARE.match(before.text) else _WORD_GAP)


def _mend_ligatures(row: list[Glyph]) -> None:
    """Put the letters of one glyph, which all stand at one place, in the order of sight: here from left to right."""
    at = 0
    while at < len(row):
        end = at + 1
        while end < len(row) and abs(row[end].x - row[at].x) < 0.01:
            end += 1
        cluster = row[at:end]
        if len(cluster) > 1 and any(kind_of(glyph.text) == "R" for glyph in cluster):
            letters = [glyph.text for glyph in cluster]
            if len(cluster) == 2 and letters[0] == _LAM and letters[1] in _ALEFS:
                row[at:end] = cluster[::-1]
            elif not (len(cluster) == 2 and letters[1] == _LAM and letters[0] in _ALEFS):
                # Whether the file has its letters from left to right tells its neighbour.
                neighbour = next((glyph for glyph in row if glyph.at == cluster[-1].at + 1), None)
                if neighbour is not None and neighbour.x < cluster[0].x:
                    row[at:end] = cluster[::-1]
        at = end


def kind_of(text: str) -> str:
    """Return which way a character makes its neighbours run: L, R, a number (N, A), a sign in it (S, C, T), W: none."""
    return _KINDS.get(unicodedata.bidirectional(text[0]), "W")


def is_rtl(segments: Sequence[Segment]) -> bool:
    """Return whether most letters are of right-to-left scripts."""
    kinds = Counter(kind_of(glyph.text) for segment in segments for glyph in segment.glyphs)
    return kinds["R"] > kinds["L"]


def in_reading_order(segment: Segment, rtl: bool) -> str:
    """Return the words of a segment in a paragraph of this direction: sight turned into reading."""
    texts: list[str] = []
    for glyph, gap in zip(segment.glyphs, segment.gaps, strict=True):
        if gap:
            texts.append(" ")
        texts.append(glyph.text + glyph.marks)
    return logical(texts, rtl)


def logical(texts: Sequence[str], rtl: bool) -> str:
    """Return characters that stand from left to right in the order in which they are read (brackets as they are)."""
    kinds = _with_numbers([kind_of(text) for text in texts], _is_arabic(texts))
    if rtl:
        return "".join(_turned(texts, kinds, _runs(kinds, "LN", "L")))
    result: list[str] = []
    done = 0
    for start, end in _runs(kinds, "RA", "R"):
        result += (*texts[done:start], *_turned(texts[start:end], kinds[start:end], []))
        done = end
    return "".join((*result, *texts[done:]))


def _turned(texts: Sequence[str], kinds: Sequence[str], kept: list[tuple[int, int]]) -> list[str]:
    """Return `texts` from right to left, but numbers and what is `kept` from left to right."""
    starts = {end: start for start, end in kept}
    result: list[str] = []
    at = len(texts)
    while at > 0:
        start = starts.get(at, at - 1)
        if at not in starts:
            while kinds[at - 1] in "NA" and start > 0 and kinds[start - 1] == kinds[at - 1]:
                start -= 1
        result += texts[start:at]
        at = start
    return result


def _is_arabic(texts: Sequence[str]) -> bool:
    classes = Counter(unicodedata.bidirectional(text[0]) for text in texts)
    return classes["AL"] > classes["R"]


def _with_numbers(kinds: list[str], arabic: bool) -> list[str]:
    """Return the kinds with signs inside and beside numbers as parts of these (UAX #9, W4 and W5)."""
    result = list(kinds)
    for at, kind in enumerate(kinds):
        beside = kinds[at - 1 : at + 2] if at else []
        is_inside = len(beside) == 3 and beside[0] == beside[2] and beside[0] in "NA"
        if is_inside and (kind == "C" or (kind == "S" and beside[0] == "N" and not arabic)):
            result[at] = beside[0]
    if not arabic:
        for steps in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
            back = 1 if steps.step < 0 else -1
            for at in steps:
                if result[at] == "T" and result[at + back] == "N":
                    result[at] = "N"
    return result


def _runs(kinds: Sequence[str], inside: str, needed: str) -> list[tuple[int, int]]:
    """Return where stretches of the other direction are, without the neutral signs at their edges."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    end = 0
    against = {"L": "RA|", "R": "L|"}[needed]
    for at, kind in enumerate((*kinds, "|")):
        if kind in inside:
            start = at if start is None else start
            end = at + 1
        elif kind in against:
            if start is not None and needed in kinds[start:end]:
                runs.append((start, end))
            start = None
    return runs


def balanced(text: str) -> str:
    """Return a paragraph with its brackets facing each other, whichever way its file has those that are mirrored."""
    for opening, closing in _PAIRS:
        places = [at for at, ch in enumerate(text) if ch in (opening, closing)]
        shape = "".join(text[at] for at in places)
        if _is_nested(shape, opening):
            continue
        turned = "".join(map(_MIRRORED.__getitem__, shape))
        if not _is_nested(turned, opening):
            if len(shape) % 2:
                continue
            turned = (opening + closing) * (len(shape) // 2)
        letters = list(text)
        for at, ch in zip(places, turned, strict=True):
            letters[at] = ch
        text = "".join(letters)
    return text


def _is_nested(shape: str, opening: str) -> bool:
    depth = 0
    for ch in shape:
        depth += 1 if ch == opening else -1
        if depth < 0:
            return False
    return depth == 0
