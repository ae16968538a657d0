"""One piece of text set in lines: face and size by script, direction and alignment by paragraph, fixed line heights."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from unicodedata import category

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout

from annotator.text.direction import Direction, paragraph_direction
from annotator.text.offsets import Offsets, may_have_astral
from annotator.text.scripts import COMMON, main_script, script_of, script_runs
from annotator.text.span import Span
from annotator.text.tongues import tongue
from annotator.ui.fonts import Measures, is_nastaliq, known_script, measures, reading_font
from annotator.ui.reader import geometry
from annotator.ui.reader.breaks import SCREEN, by_sentences, end_line, option, sentence_starts
from annotator.ui.reader.paragraphs import Piece
from annotator.ui.typesetting import Breaks, FaceChoice, PageStyle

GAP = 12
"""Pixels between paragraphs at 100 %; half of it takes the place of an empty one."""

_HEAD = 1000
"""Code points of a paragraph that nearly always tell its direction."""

_SENTENCE = 130
"""Code points of a sentence, about."""

_SHOWN_AS = {"\t": " ", "\v": " ", "\f": " ", "\x85": " ", "\u2029": "\u2028"}
_SHOWN = str.maketrans(_SHOWN_AS)
_SHOWN_OTHERWISE = re.compile(f"[{''.join(_SHOWN_AS)}]")
_BLANKS = " \t\u00a0\u3000"


class Setting(Struct, frozen=True):
    """How an article is set. `width` is the column's in pixels, `script` what most of its letters are in."""

    width: int
    style: PageStyle
    direction: Direction
    language: str | None
    script: str
    title: int | None = None
    """The piece that is the title, where the text has it."""

    @property
    def zoom(self) -> int:
        return self.style.zoom

    def gap(self) -> int:
        return max(1, round(GAP * self.zoom * self.style.leading / 10_000))

    def font(self, key: str, *, title: bool) -> QFont:
        return reading_font(key, zoom=self.zoom, title=title, choice=self.style.face(key))

    def measures(self, key: str, *, title: bool = False) -> Measures:
        style = self.style
        return measures(key, zoom=style.zoom, title=title, choice=style.face(key), leading=style.leading)


class Line(Struct, frozen=True):
    """`[start, stop)` UTF-16 units of the piece's text, `end` where hanging blanks begin; `top` pixels in the piece."""

    number: int
    top: int
    start: int
    end: int
    stop: int


def _top(line: Line) -> int:
    return line.top


class LaidOut:
    """A piece with its lines. Owns the QTextLayout; hands out numbers, never Qt's lines, which die with it."""

    __slots__ = (
        "_known",
        "_offsets",
        "_one_way",
        "_plain",
        "_runs",
        "_shown",
        "_stops",
        "_units",
        "decor",
        "ends",
        "height",
        "layout",
        "lead",
        "lines",
        "measures",
        "pad",
        "piece",
        "rtl",
        "signs",
    )

    def __init__(self, text: str, piece: Piece, setting: Setting) -> None:
        self.piece = piece
        title = piece.index == setting.title
        raw = text[piece.start : piece.end]
        self._shown = _shown(raw)
        self._offsets = Offsets(self._shown)
        self._plain = self._offsets.utf16_length == len(self._shown)
        """Whether a code point is a unit here, as nearly everywhere."""
        self.rtl = _direction(text, piece, setting) is Direction.RTL
        language = _language(self._shown, setting)
        key = known_script(_script(self._shown, setting), language)
        foreign = self._foreign(key, setting, language)
        self.layout = self._lay_out(key, setting, title, foreign)
        self._units = _units(self._shown)
        self._one_way = geometry.one_way(self._units, rtl=self.rtl)
        self.measures, self.pad = _room(setting, key, title, {other for _, other in foreign})
        baseline = self.pad + self.measures.ascent
        self.lead = 0
        """Room above the first line, which the page asks for (its header)."""
        gap = setting.gap()
        sentences = by_sentences(piece, setting.style)
        starts = [self.unit(start) for start in sentence_starts(text, piece)] if sentences else []
        between = max(1, gap // 3) if sentences else 0
        self.lines = self._set_lines(setting.width, baseline, starts, between)
        self._stops = [line.stop for line in self.lines]
        if not self._shown:
            self.height = gap // 2
        else:
            self.height = self.lines[-1].top + self.measures.line + (gap if piece.last else between)
        self._runs: dict[int, tuple[geometry.Run, ...]] = {}
        self._known: dict[int, float] = {}
        """Where units within runs begin, as far as somebody had to know."""
        self.ends: dict[tuple[int, bool], tuple[int, int]] = {}
        """Where marks begin or end, as (x, top of the ink): by the code point and whether it is an end, likewise."""
        self.decor: object | None = None
        """What the painter worked out about the marks here; None when they have changed."""
        self.signs: object | None = None
        """What stands beside and over the letters, once it was worked out."""

    def _lay_out(self, key: str, setting: Setting, title: bool, foreign: Sequence[tuple[Span, str]]) -> QTextLayout:
        layout = QTextLayout(self._shown, setting.font(key, title=title))
        layout.setTextOption(option(rtl=self.rtl))
        layout.setCacheEnabled(True)
        layout.setFormats([self._format(span, other, setting, title) for span, other in foreign])
        return layout

    def _format(self, span: Span, key: str, setting: Setting, title: bool) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start = self._offsets.to_utf16(span.start)
        found.length = self._offsets.to_utf16(span.end) - found.start
        found.format = _format(key, setting.zoom, title, setting.style.face(key))
        return found

    def _foreign(self, key: str, setting: Setting, language: str | None) -> list[tuple[Span, str]]:
        """Return the runs in other scripts than the paragraph's, each with the key of its own face and size."""
        shown = self._shown
        if key == "Latin" and shown.isascii():
            return []
        ranges = []
        for span, script in script_runs(shown, _plain(key)):
            other = known_script(script, language)
            face = setting.style.face
            if is_nastaliq(other, face(other)) and not is_nastaliq(key, face(key)):
                other = script  # Nastaliq would reach into the lines above and below.
            if other == key or (key == "Han/ja" and other == "Han"):
                continue
            end = _trimmed(shown, span, plain=other in _PLAIN)
            if end > span.start:
                ranges.append((Span(span.start, end), other))
        return ranges

    def _set_lines(self, width: int, baseline: int, starts: Sequence[int], between: int) -> tuple[Line, ...]:
        """Break the piece into lines, and at the units `starts` of its sentences with so much room `between`."""
        lines: list[Line] = []
        ahead = deque(starts)
        top = 0
        self.layout.beginLayout()
        while True:
            line = self.layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            if ahead and line.textStart() + line.textLength() > ahead[0]:
                end_line(self.layout, line, width, ahead[0], rtl=self.rtl)
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            start, stop = line.textStart(), line.textStart() + line.textLength()
            lines.append(Line(len(lines), top, start, geometry.visible_end(self._units, start, stop), stop))
            top += self.measures.line
            if ahead and stop >= ahead[0]:
                top += between
                while ahead and stop >= ahead[0]:
                    ahead.popleft()
        self.layout.endLayout()
        return tuple(lines)

    def unit(self, offset: int) -> int:
        """Return the UTF-16 unit of the text's code point `offset`, clamped to what is shown of the piece."""
        inside, length = offset - self.piece.start, len(self._shown)
        inside = 0 if inside < 0 else length if inside > length else inside
        return inside if self._plain else self._offsets.to_utf16(inside)

    def offset(self, unit: int) -> int:
        """Return the text's code point that holds `unit`."""
        if self._plain:
            return self.piece.start + unit
        try:
            return self.piece.start + self._offsets.from_utf16(unit)
        except ValueError:
            return self.piece.start + self._offsets.from_utf16(unit - 1)

    @property
    def shown_end(self) -> int:
        """The text's code point where what is shown of the piece ends."""
        return self.piece.start + len(self._shown)

    def runs(self, line: Line) -> tuple[geometry.Run, ...]:
        """Return the line's visual runs in logical order."""
        known = self._runs.get(line.number)
        if known is None:
            layout, number, units, end = self.layout, line.number, self._units, line.end
            if self._one_way:
                known = geometry.one_run(layout, number, units, end)
            else:
                known = geometry.visual_runs(layout, number, units, end, rtl=self.rtl)
            self._runs[number] = known
        return known

    def line_at(self, y: int) -> Line:
        """Return the line at `y` pixels below the piece's top, or the nearest."""
        return self.lines[max(0, bisect_right(self.lines, y - self.lead, key=_top) - 1)]

    def line_of(self, offset: int, *, upstream: bool = False) -> Line:
        """Return the line that holds the place `offset`; `upstream` prefers the end of a line to the next's start."""
        unit = self.unit(offset)
        number = bisect_left(self._stops, unit) if upstream else bisect_right(self._stops, unit)
        return self.lines[min(number, len(self.lines) - 1)]

    def stretches(self, line: Line, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return where the text's characters `[start, end)` lie in `line`: (left, right) in whole pixels."""
        low, high = max(self.unit(start), line.start), min(self.unit(end), line.end)
        if low >= high:
            return []
        found = geometry.stretches(self.layout, line.number, self.runs(line), low, high, self._known)
        return [(round(left), round(right)) for left, right in found]

    def places(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return where the text's characters `[start, end)` lie here: (number of the line, left, right)."""
        low, high = self.unit(start), self.unit(end)
        found: list[tuple[int, int, int]] = []
        for number in range(bisect_right(self._stops, low), len(self.lines) if low < high else 0):
            line = self.lines[number]
            if line.start >= high:
                break
            begin, until = low if low > line.start else line.start, high if high < line.end else line.end
            if begin < until:
                runs = self._runs.get(number)
                if runs is None:
                    runs = self.runs(line)
                for left, right in geometry.stretches(self.layout, number, runs, begin, until, self._known):
                    found.append((number, round(left), round(right)))
        return found

    def edge_x(self, line: Line, offset: int, *, of_end: bool) -> float | None:
        """Return where the character behind `offset` begins, or with `of_end` where the one before it ends."""
        unit = self.unit(offset)
        for run in self.runs(line):
            if (run.start < unit <= run.end) if of_end else (run.start <= unit < run.end):
                return geometry.edge(self.layout, line.number, run, unit, self._known)
        return None


def _shown(raw: str) -> str:
    """Return what is laid out for `raw`: one character for each, without the blanks at the end.

    One or two blanks at the beginning, which web pages leave behind, take up no width.
    """
    shown = raw.rstrip(geometry.BLANK)
    if _SHOWN_OTHERWISE.search(shown):
        shown = shown.translate(_SHOWN)
    if not shown or shown.isspace():
        return ""
    for count in (1, 2):
        if shown[:count].strip(_BLANKS) == "" and len(shown) > count and shown[count] not in _BLANKS:
            return "\u200b" * count + shown[count:]
    return shown


def _units(shown: str) -> str:
    """Return a string with one character for each UTF-16 unit of `shown`."""
    if not may_have_astral(shown) or max(shown, default="") < "\U00010000":
        return shown
    return "".join(ch if ch < "\U00010000" else "xx" for ch in shown)


def _direction(text: str, piece: Piece, setting: Setting) -> Direction:
    """Return the direction of the piece's whole paragraph (its beginning decides, however long it is)."""
    head = text[piece.paragraph : min(piece.end, piece.paragraph + _HEAD)]
    found = paragraph_direction(head, setting.direction)
    if piece.end - piece.paragraph <= _HEAD or found is paragraph_direction(head, setting.direction.opposite):
        return found
    return paragraph_direction(text[piece.paragraph : piece.end], setting.direction)


def _script(shown: str, setting: Setting) -> str:
    script = main_script(shown[:400])
    return setting.script if script == COMMON else script


_PLAIN = frozenset(("Latin", "Arabic", "Arabic/fa", "Arabic/ur", "Hebrew", "Han", "Han/ja", "Hangul"))
"""Keys of faces whose blanks and digits any other face may draw."""


def _trimmed(shown: str, span: Span, *, plain: bool) -> int:
    """Return where a run of foreign words ends for its face.

    Blanks and brackets behind it are the paragraph's, so that a pair of brackets is of one size. But Qt shapes them
    as part of scripts that need more of a face, and the paragraph's face may not have it.
    """
    end = span.end
    if plain:
        # A combining mark is of no script of its own, but stays with its letter, and the digits of a word with that.
        while end > span.start and script_of(shown[end - 1]) == COMMON and category(shown[end - 1])[0] not in "MN":
            end -= 1
    else:
        while end < len(shown) and script_of(shown[end]) == COMMON:
            end += 1
    return end


def _plain(key: str) -> str:
    """Return the Unicode script of a key of faces."""
    return key.partition("/")[0]


def _room(setting: Setting, key: str, title: bool, others: Collection[str]) -> tuple[Measures, int]:
    """Return how lines of a piece are set, and the room above the ink.

    What a line has over the ink goes below it, where the lanes are, but for a pixel that keeps lines apart. Foreign
    words have room in lines as they are proposed; where the reader chose otherwise, the lines of the piece give way.
    """
    sizes = setting.measures(key, title=title)
    spare = sizes.line - sizes.ascent - sizes.descent
    pad = max(0, min(spare - round(13 * sizes.scale), spare // 3))
    for other in others:
        if setting.style.leading < 100 or setting.style.face(other) != setting.style.face(key):
            guest = setting.measures(other, title=title)
            above = max(0, guest.ascent - pad - sizes.ascent)
            pad += above
            line = max(sizes.line + above, pad + sizes.ascent + guest.descent + 1)
            sizes = replace(sizes, line=line)
    return sizes, pad


def _language(shown: str, setting: Setting) -> str | None:
    """Return the language of a piece: an article may quote paragraphs in another one, which has faces of its own."""
    if setting.script == "Arabic" and (setting.language or "ar").partition("-")[0] not in ("ar", "fa", "ur"):
        return setting.language  # Kurdish or Pashto: theirs are the letters that tell Persian from Arabic.
    return tongue(shown, setting.language)


@lru_cache(maxsize=128)
def _format(key: str, zoom: int, title: bool, choice: FaceChoice) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setFont(reading_font(key, zoom=zoom, title=title, choice=choice))
    return result


def estimate(setting: Setting) -> Callable[[int], int]:
    """Return a function that guesses a piece's height in pixels from its code points (line break included)."""
    sizes = setting.measures(known_script(setting.script, setting.language))
    # An average letter is about half as wide as its face is high; ideographs fill the square.
    wide = 1.0 if setting.script in ("Han", "Hiragana", "Katakana", "Hangul") else 0.5
    per_line = max(1, int(setting.width / (sizes.size * wide)))
    line, gap, breaks = sizes.line, setting.gap(), setting.style.breaks
    longest = {Breaks.AUTOMATIC: SCREEN, Breaks.SENTENCES: 0}.get(breaks)
    # The last line of a sentence is half empty.
    sentence = line // 2 + gap // 3

    def height(length: int) -> int:
        if length <= 1:
            return gap // 2
        ends = length // _SENTENCE if longest is not None and length > longest else 0
        return -(-length // per_line) * line + ends * sentence + gap

    return height
