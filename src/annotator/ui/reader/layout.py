"""One piece of text set in lines: face and size by script, direction and alignment by paragraph, fixed line heights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption

from annotator.text.direction import Direction, paragraph_direction
from annotator.text.offsets import Offsets
from annotator.text.scripts import COMMON, main_script, script_of, script_runs
from annotator.text.span import Span
from annotator.ui.fonts import Measures, is_nastaliq, known_script, measures, reading_font
from annotator.ui.reader import geometry
from annotator.ui.reader.paragraphs import Piece

GAP = 12
"""Pixels between paragraphs at 100 %; half of it takes the place of an empty one."""

_SHOWN_AS = {"\t": " ", "\v": " ", "\f": " ", "\x85": " ", "\u2029": "\u2028"}
_SHOWN = str.maketrans(_SHOWN_AS)
_BLANKS = " \t\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class Setting:
    """How an article is set. `width` is the column's in pixels, `script` what most of its letters are in."""

    width: int
    zoom: int
    direction: Direction
    language: str | None
    script: str
    title: int | None = None
    """The piece that is the title, where the text has it."""

    def gap(self) -> int:
        return max(1, round(GAP * self.zoom / 100))


@dataclass(frozen=True, slots=True)
class Line:
    """`[start, stop)` UTF-16 units of the piece's text, `end` where hanging blanks begin; `top` pixels in the piece."""

    number: int
    top: int
    start: int
    end: int
    stop: int


class LaidOut:
    """A piece with its lines. Owns the QTextLayout; hands out numbers, never Qt's lines, which die with it."""

    __slots__ = (
        "_offsets",
        "_runs",
        "_shown",
        "_units",
        "decor",
        "height",
        "layout",
        "lead",
        "lines",
        "measures",
        "pad",
        "piece",
        "rtl",
    )

    def __init__(self, text: str, piece: Piece, setting: Setting) -> None:
        self.piece = piece
        title = piece.index == setting.title
        raw = text[piece.start : piece.end]
        self._shown = _shown(raw)
        self._offsets = Offsets(self._shown)
        self.rtl = _direction(text, piece, setting) is Direction.RTL
        key = known_script(_script(self._shown, setting), setting.language)
        self.measures: Measures = measures(key, zoom=setting.zoom, title=title)
        self.layout = self._lay_out(key, setting, title)
        self._units = _units(self._shown)
        baseline, self.pad = _baseline(self.measures)
        self.lead = 0
        """Room above the first line, which the page asks for (its header)."""
        self.lines = self._set_lines(setting.width, baseline)
        gap = setting.gap()
        if not self._shown:
            self.height = gap // 2
        else:
            self.height = len(self.lines) * self.measures.line + (gap if piece.last else 0)
        self._runs: dict[int, tuple[geometry.Run, ...]] = {}
        self.decor: object | None = None
        """What the painter worked out about the marks here; None when they have changed."""

    def _lay_out(self, key: str, setting: Setting, title: bool) -> QTextLayout:
        layout = QTextLayout(self._shown, reading_font(key, zoom=setting.zoom, title=title))
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if self.rtl else Qt.LayoutDirection.LeftToRight)
        # Qt's Auto does not right-align a bare layout.
        option.setAlignment(Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.setFormats(self._foreign(key, setting, title))
        return layout

    def _foreign(self, key: str, setting: Setting, title: bool) -> list[QTextLayout.FormatRange]:
        """Return the runs in other scripts than the paragraph's, each in its own face and size."""
        shown = self._shown
        if key == "Latin" and shown.isascii():
            return []
        ranges = []
        for span, script in script_runs(shown, _plain(key)):
            other = known_script(script, setting.language)
            if is_nastaliq(other) and not is_nastaliq(key):
                other = script  # Nastaliq would reach into the lines above and below.
            if other == key or (key == "Han/ja" and other == "Han"):
                continue
            end = _trimmed(shown, span, plain=other in _PLAIN)
            if end > span.start:
                found = QTextLayout.FormatRange()
                found.start = self._offsets.to_utf16(span.start)
                found.length = self._offsets.to_utf16(end) - found.start
                found.format = _format(other, setting.zoom, title)
                ranges.append(found)
        return ranges

    def _set_lines(self, width: int, baseline: int) -> tuple[Line, ...]:
        lines: list[Line] = []
        top = 0
        self.layout.beginLayout()
        while True:
            line = self.layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            start, stop = line.textStart(), line.textStart() + line.textLength()
            lines.append(Line(len(lines), top, start, geometry.visible_end(self._units, start, stop), stop))
            top += self.measures.line
        self.layout.endLayout()
        return tuple(lines)

    def unit(self, offset: int) -> int:
        """Return the UTF-16 unit of the text's code point `offset`, clamped to what is shown of the piece."""
        return self._offsets.to_utf16(min(max(offset - self.piece.start, 0), len(self._shown)))

    def offset(self, unit: int) -> int:
        """Return the text's code point that holds `unit`."""
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
            known = self._runs[line.number] = geometry.visual_runs(
                self.layout, line.number, self._units, line.end, rtl=self.rtl
            )
        return known

    def line_at(self, y: int) -> Line:
        """Return the line at `y` pixels below the piece's top, or the nearest."""
        number = (y - self.lead) // self.measures.line
        return self.lines[min(max(number, 0), len(self.lines) - 1)]

    def line_of(self, offset: int, *, upstream: bool = False) -> Line:
        """Return the line that holds the place `offset`; `upstream` prefers the end of a line to the next's start."""
        unit = self.unit(offset)
        for line in self.lines:
            if unit < line.stop or (upstream and unit == line.stop):
                return line
        return self.lines[-1]

    def stretches(self, line: Line, start: int, end: int) -> list[tuple[int, int]]:
        """Return where the text's characters `[start, end)` lie in `line`: (left, right) in whole pixels."""
        low, high = max(self.unit(start), line.start), min(self.unit(end), line.end)
        if low >= high:
            return []
        found = geometry.stretches(self.layout, line.number, self.runs(line), low, high)
        return [(round(left), round(right)) for left, right in found]

    def edge_x(self, line: Line, offset: int, *, of_end: bool) -> float | None:
        """Return where the character behind `offset` begins, or with `of_end` where the one before it ends."""
        unit = self.unit(offset)
        for run in self.runs(line):
            if (run.start < unit <= run.end) if of_end else (run.start <= unit < run.end):
                return geometry.edge(self.layout, line.number, run, unit)
        return None


def _shown(raw: str) -> str:
    """Return what is laid out for `raw`: one character for each, without the blanks at the end.

    One or two blanks at the beginning, which web pages leave behind, take up no width.
    """
    shown = raw.rstrip(geometry.BLANK).translate(_SHOWN)
    if not shown.strip():
        return ""
    for count in (1, 2):
        if shown[:count].strip(_BLANKS) == "" and len(shown) > count and shown[count] not in _BLANKS:
            return "\u200b" * count + shown[count:]
    return shown


def _units(shown: str) -> str:
    """Return a string with one character for each UTF-16 unit of `shown`."""
    if shown.isascii() or max(shown, default="") < "\U00010000":
        return shown
    return "".join(ch if ch < "\U00010000" else "xx" for ch in shown)


def _direction(text: str, piece: Piece, setting: Setting) -> Direction:
    """Return the direction of the piece's whole paragraph (its beginning decides, however long it is)."""
    return paragraph_direction(text[piece.paragraph : max(piece.end, piece.paragraph)], setting.direction)


def _script(shown: str, setting: Setting) -> str:
    script = main_script(shown[:400])
    return setting.script if script == COMMON else script


_PLAIN = frozenset(("Latin", "Arabic", "Arabic/fa", "Arabic/ur", "Hebrew", "Han", "Han/ja", "Hangul"))
"""Keys of faces whose blanks and digits any other face may draw."""


def _trimmed(shown: str, span: Span, *, plain: bool) -> int:
    """Return where a run of foreign words ends for its face.

    Blanks and brackets behind it are the paragraph's, so that a pair of brackets is of one size. But Qt shapes them,
    and digits too, as part of scripts that need more of a face, and the paragraph's face may not have it.
    """
    end = span.end
    if plain:
        # A combining mark is of no script of its own, but stays with its letter.
        while end > span.start and script_of(shown[end - 1]) == COMMON and not category(shown[end - 1]).startswith("M"):
            end -= 1
    else:
        while end < len(shown) and script_of(shown[end]) == COMMON:
            end += 1
    return end


def _plain(key: str) -> str:
    """Return the Unicode script of a key of faces."""
    return key.partition("/")[0]


def _baseline(sizes: Measures) -> tuple[int, int]:
    """Return where the baseline lies in a line, and the room above the ink.

    What a line has over the ink goes below it, where the lanes are, but for a pixel that keeps lines apart.
    """
    spare = sizes.line - sizes.ascent - sizes.descent
    pad = max(0, min(spare - round(13 * sizes.scale), spare // 3))
    return pad + sizes.ascent, pad


@lru_cache(maxsize=128)
def _format(key: str, zoom: int, title: bool) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setFont(reading_font(key, zoom=zoom, title=title))
    return result


def estimate(setting: Setting) -> Callable[[int], int]:
    """Return a function that guesses a piece's height in pixels from its code points (line break included)."""
    sizes = measures(known_script(setting.script, setting.language), zoom=setting.zoom)
    # An average letter is about half as wide as its face is high; ideographs fill the square.
    wide = 1.0 if setting.script in ("Han", "Hiragana", "Katakana", "Hangul") else 0.5
    per_line = max(1, int(setting.width / (sizes.size * wide)))
    line, gap = sizes.line, setting.gap()

    def height(length: int) -> int:
        return gap // 2 if length <= 1 else -(-length // per_line) * line + gap

    return height
