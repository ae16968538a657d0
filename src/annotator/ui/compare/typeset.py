"""Short texts set in lines: quotes in the face of their script and their own direction, small words in the system's."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout

from annotator.text.direction import Direction
from annotator.text.isolate import isolate
from annotator.text.scripts import COMMON, main_script, script_runs
from annotator.text.tongues import tongue
from annotator.ui.fonts import is_nastaliq, known_script, reading_font
from annotator.ui.lists import list_font, may_be_bold
from annotator.ui.reader.breaks import option
from annotator.ui.theme import Theme
from annotator.ui.typesetting import AS_PROPOSED, PageStyle

SHARE = 0.86
"""Of the size of a page: quotes are read beside each other, and not for hours."""
_LEADING = 1.1
"""Of the height that a face asks for itself."""
_ITALIC = frozenset(("Latin",))
"""Keys of faces that have an italic: Arabic and Hebrew know none."""
_SURELY = 0.97
"""Of a width: what is no wider stands in one line, whatever the faces do at their seams."""
_BLANK = 5
"""Pixels of a blank beside a stretch, at the most."""
_BEHIND = " \u00a0)]}»”’\"'.,:;!?"
_SPACES = str.maketrans({ch: " " for ch in "\n\r\t\v\f\x85\u2028\u2029"})


class Voice(StrEnum):
    """How a stretch of text is set."""

    QUOTE = "quote"
    """Words of an article."""
    CUE = "cue"
    """The words of an article that express a relation."""
    PARTY = "party"
    """Words of an article that a sentence is about, beside its quote."""
    SMALL = "small"
    """Quiet words of the program, or of the analyst."""
    PLAIN = "plain"
    """The analyst's words in ink."""
    NAME = "name"
    LINK = "link"
    """Something that can be pressed."""
    WARNING = "warning"
    SILENT = "silent"
    """That something is not said: quiet, and to be seen."""


_READ = frozenset((Voice.QUOTE, Voice.CUE, Voice.PARTY))


class Stretch(Struct, frozen=True):
    """Some words in one voice. `language` is that of the article they are from, `link` what a click on them means."""

    text: str
    voice: Voice
    language: str | None = None
    link: object = None


class Sheet(Struct, frozen=True):
    """What all texts are set by."""

    theme: Theme
    style: PageStyle

    @property
    def zoom(self) -> int:
        """Per cent of the sizes of a page."""
        return max(1, round(self.style.zoom * SHARE))

    def em(self) -> int:
        """Return the size of Latin quotes in pixels."""
        return reading_font("Latin", zoom=self.zoom).pixelSize()

    def font(self, key: str, *, italic: bool = False) -> QFont:
        """Return the face of quotes for a key of FACES."""
        choice = self.style.face(key) if self.style.faces else AS_PROPOSED
        font = reading_font(key, zoom=self.zoom, choice=choice)
        if italic and key in _ITALIC and _has_italic(font.families()[0] if font.families() else font.family()):
            font = QFont(font)
            font.setItalic(True)
        return font

    def small(self, text: str, *, strong: bool = False, title: bool = False) -> QFont:
        """Return the system's face at the size for `text`."""
        font = list_font(text, small=not title)
        font.setPixelSize(max(11, round(font.pixelSize() * (100 + self.style.zoom) / 200)))
        if strong and may_be_bold(text):
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def colour(self, voice: Voice) -> QColor:
        """Return what is written with, one for all: it is not to be changed."""
        return _colour(self.theme, voice)


@lru_cache(maxsize=64)
def _colour(theme: Theme, voice: Voice) -> QColor:
    if voice is Voice.SMALL:
        return QColor(theme.quiet)
    if voice in (Voice.LINK, Voice.CUE):
        return QColor(theme.accent)
    if voice is Voice.WARNING:
        return QColor(theme.warning)
    return theme.dimmed_ink() if voice in (Voice.PARTY, Voice.SILENT) else QColor(theme.ink)


@lru_cache(maxsize=64)
def _has_italic(family: str) -> bool:
    return any(QFontDatabase.italic(family, style) for style in QFontDatabase.styles(family))


class Paragraph:
    """Stretches set as one paragraph. All figures are pixels; `baseline` is that of the first line.

    What surely stands in one line is measured without being set: of many columns most are never seen.
    """

    __slots__ = (
        "_align",
        "_faces",
        "_layout",
        "_places",
        "_rtl",
        "_text",
        "baseline",
        "height",
        "stretches",
        "width",
    )

    def __init__(
        self, sheet: Sheet, stretches: Sequence[Stretch], direction: Direction, width: int, *,
        centred: bool = False, side: Direction | None = None,
    ) -> None:  # fmt: skip
        """`side` is where lines begin in the column, where that is not the text's own `direction`."""
        self.stretches = tuple(stretches)
        self.width = width
        self._rtl = direction is Direction.RTL
        at_right = (side or direction) is Direction.RTL
        flag = Qt.AlignmentFlag
        self._align = flag.AlignHCenter if centred else flag.AlignRight if at_right else flag.AlignLeft
        self._places: list[tuple[int, int]] = []
        self._faces: list[tuple[int, int, QFont, QColor]] = []
        self._layout: QTextLayout | None = None
        texts: list[str] = []
        at, wide, high, low = 0, 0.0, 0.0, 0.0
        for stretch in stretches:
            shown = stretch.text.translate(_SPACES)
            core, one, inside = shown, shown, 0
            if len(stretches) > 1 or stretch.voice not in _READ:
                core = shown.strip(" ") or shown
                one, inside = _isolated(shown)
            inside += at
            self._places.append((inside, _units(core)))
            colour = sheet.colour(stretch.voice)
            for start, text, font in _faces(sheet, core, stretch):
                self._faces.append((inside + start, _units(text), font, colour))
                if wide <= width:
                    metrics = _metrics(font)
                    wide += metrics.horizontalAdvance(text) + _BLANK * (len(one) - len(core))
                    high, low = max(high, metrics.ascent()), max(low, metrics.descent())
            texts.append(one)
            at += _units(one)
        self._text = "".join(texts)
        if wide <= width * _SURELY:
            leading = (high + low) * (_LEADING - 1)
            self.baseline, self.height = round(high + leading / 2), round(high + low + leading)
        else:
            self.baseline, self.height = self._set_lines()

    @property
    def layout(self) -> QTextLayout:
        """The lines as Qt has set them."""
        if self._layout is None:
            self._set_lines()
        assert self._layout is not None
        return self._layout

    @property
    def last_baseline(self) -> int:
        """The baseline of the last line."""
        last = self.layout.lineAt(self.layout.lineCount() - 1)
        return round(last.y() + last.ascent())

    def _set_lines(self) -> tuple[int, int]:
        font = self._faces[0][2] if self._faces else QFont()
        layout = self._layout = QTextLayout(self._text, font)
        lines = option(rtl=self._rtl)
        lines.setAlignment(self._align)
        layout.setTextOption(lines)
        layout.setFormats([_format(*face) for face in self._faces])
        layout.setCacheEnabled(True)
        top, baseline = 0.0, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(self.width, 8))
            high = line.height() * _LEADING
            line.setPosition(QPointF(0, top + (high - line.height()) / 2))
            if not top:
                baseline = line.y() + line.ascent()
            top += high
        layout.endLayout()
        return round(baseline), round(top)

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        """Draw it with its upper left corner there."""
        self.layout.draw(painter, QPointF(x, y))

    def boxes(self, place: int) -> list[QRectF]:
        """Return the rectangles that the stretch at `place` lies in, one for each run of each line."""
        start, length = self._places[place]
        result = []
        for number in range(self.layout.lineCount()):
            line = self.layout.lineAt(number)
            begin = max(start, line.textStart())
            end = min(start + length, line.textStart() + line.textLength())
            if begin < end:
                for run in self.layout.glyphRuns(begin, end - begin):
                    box = run.boundingRect()
                    if line.y() <= box.center().y() <= line.y() + line.height() + 1:
                        result.append(QRectF(box.left(), line.y(), box.width(), line.height()))
        return result

    def at(self, point: QPointF) -> int | None:
        """Return the place of the stretch that lies under a point, or None."""
        for place in range(len(self.stretches)):
            if any(box.contains(point) for box in self.boxes(place)):
                return place
        return None


def _faces(sheet: Sheet, shown: str, stretch: Stretch) -> list[tuple[int, str, QFont]]:
    """Return the stretch's runs of one face: where they begin, in UTF-16 units, their text, and the face."""
    voice = stretch.voice
    if voice not in _READ:
        title = voice in (Voice.NAME, Voice.PLAIN, Voice.SILENT)
        return [(0, shown, sheet.small(shown, strong=voice is Voice.NAME, title=title))]
    italic = voice is Voice.CUE
    if shown.isascii():
        return [(0, shown, sheet.font("Latin", italic=italic))]
    # A few words do not tell a language surely enough to speak against that of their article.
    language = stretch.language or tongue(shown, None)
    script = main_script(shown[:400])
    own = known_script("Latin" if script == COMMON else script, language)
    result, at = [], 0
    for span, found in script_runs(shown, own.partition("/")[0]):
        key = known_script(found, language)
        if is_nastaliq(key, sheet.style.face(key)) and key != own:
            key = found  # Nastaliq would reach into the lines above and below.
        text = shown[span.start : span.end]
        # Blanks and brackets behind foreign words are the paragraph's, so that a pair of brackets is of one size.
        words = text if key == own else text.rstrip(_BEHIND) or text
        result.append((at, words, sheet.font(key, italic=italic)))
        at += _units(words)
        if len(words) < len(text):
            rest = text[len(words) :]
            result.append((at, rest, sheet.font(own, italic=italic)))
            at += _units(rest)
    return result


@lru_cache(maxsize=256)
def _metrics(font: QFont) -> QFontMetricsF:
    return QFontMetricsF(font)


def _format(start: int, length: int, font: QFont, colour: QColor) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, length
    kind = QTextCharFormat()
    kind.setFont(font)
    kind.setForeground(colour)
    found.format = kind
    return found


def _isolated(text: str) -> tuple[str, int]:
    """Return a text isolated from its neighbours, and where it begins then, in UTF-16 units.

    Blanks at its ends stay outside: they part it from the neighbours, whichever way those run.
    """
    core = text.strip(" ")
    if not core:
        return text, 0
    lead = len(text) - len(text.lstrip(" "))
    return f"{text[:lead]}{isolate(core)}{text[lead + len(core) :]}", lead + 1


def _units(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text) + sum(ch > "\uffff" for ch in text) if not text.isascii() else len(text)
