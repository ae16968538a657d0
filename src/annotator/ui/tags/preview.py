"""How marks of a tag will look on each page, with the contrast that its colour has there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.core.tagset import TagSet
from annotator.core.values import Pattern, Tag
from annotator.text.isolate import isolate
from annotator.ui.lists import list_font
from annotator.ui.override import override
from annotator.ui.reader.strokes import lane_brush, lane_rects, wave
from annotator.ui.theme import THEMES, Theme, contrast

_LINE = 3.0
"""Contrast that WCAG 2 asks of lines and other shapes (success criterion 1.4.11)."""
_WORDS = 4.5
"""And of text (1.4.3)."""
_HEIGHT = 52
_GAP = 8
_THICK = 3

translate = QCoreApplication.translate


def contrast_on(colour: str, theme: Theme) -> float:
    """Return the contrast of a colour (`#rrggbb`), as it is chosen, with a theme's page."""
    return contrast(QColor(colour), QColor(theme.page))


def remarks(tag: Tag, tags: TagSet) -> list[str]:
    """Return what is to be minded about a tag's look: pages on which it is drawn otherwise, and tags like it."""
    ratios = {page_name(theme): contrast_on(tag.colour, theme) for theme in THEMES.values()}
    weak = [page for page, ratio in ratios.items() if ratio < _LINE]
    pale = [page for page, ratio in ratios.items() if _LINE <= ratio < _WORDS]
    said = [translate("tags", "Retired: it is offered for no new mark, and its key is free.")] if tag.retired else []
    for pages, need, text in (
        (weak, _LINE, translate("tags", "Too weak for lines ({1} : 1) on the {0} page; it is drawn stronger there.")),
        (pale, _WORDS, translate("tags", "Too weak for words ({1} : 1) on the {0} page; it is drawn stronger there.")),
    ):
        if pages:
            named = translate("tags", " and the ").join(pages)
            said.append(text.replace("{0}", named).replace("{1}", QLocale().toString(need, "g", 2)))
    for other in tags:
        if other.id != tag.id and (other.colour, other.pattern) == (tag.colour, tag.pattern) and not other.retired:
            text = translate("tags", "“{0}” has the same colour and line: their marks look alike.")
            said.append(text.replace("{0}", isolate(other.name)))
            break
    return said


def page_name(theme: Theme) -> str:
    """Return what the page of a theme is called in a sentence."""
    names = {
        "light": translate("tags", "light"),
        "sepia": translate("tags", "sepia"),
        "dark": translate("tags", "dark"),
    }
    return names[theme.name]


def ratio_text(ratio: float) -> str:
    """Return a contrast ratio with one decimal, rounded down: what falls short must not look as if it did not."""
    return QLocale().toString(int(ratio * 10) / 10, "f", 1)


class Preview(QWidget):
    """A word marked with the tag, on each page side by side."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tag = Tag("", "", "#000000")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_tag(self, tag: Tag) -> None:
        """Show marks of this tag."""
        self._tag = tag
        said = [f"{page_name(theme)} {ratio_text(contrast_on(tag.colour, theme))} : 1" for theme in THEMES.values()]
        self.setAccessibleName(self.tr("Contrast: {0}").replace("{0}", ", ".join(said)))
        self.setToolTip(self.tr("How marks look on each page, and the contrast that the colour has there as chosen"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            wide = (self.width() - _GAP * (len(THEMES) - 1)) // len(THEMES)
            for number, theme in enumerate(THEMES.values()):
                self._paint_page(painter, QRect(number * (wide + _GAP), 0, wide, _HEIGHT), theme)

    def _paint_page(self, painter: QPainter, box: QRect, theme: Theme) -> None:
        painter.setPen(QPen(QColor(self._theme.line)))
        painter.setBrush(QColor(theme.page))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        word = self.tr("words")
        painter.setFont(list_font(word))
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(word)
        left, top = box.center().x() - width // 2, box.top() + 6
        painter.fillRect(QRect(left - 2, top, width + 4, metrics.height()), theme.tag_tint(self._tag.colour))
        painter.setPen(QColor(theme.ink))
        painter.drawText(left, top + metrics.ascent(), word)
        ink, lane = theme.tag_ink(self._tag.colour), top + metrics.height() + 1
        if self._tag.pattern is Pattern.WAVY:
            wave(painter, ink, left - 2, left + width + 2, lane, _THICK)
        else:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrushOrigin(left - 2, lane)
            for rect in lane_rects(self._tag.pattern, [(0, width + 4)], left - 2, lane, _THICK):
                painter.fillRect(rect, lane_brush(self._tag.pattern, ink, _THICK))
            painter.restore()
        ratio = contrast_on(self._tag.colour, theme)
        painter.setFont(list_font("", small=True))
        painter.setPen(QColor(theme.quiet if ratio >= _WORDS else theme.warning))
        foot = QRect(box.left(), box.bottom() - 18, box.width(), 16)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, isolate(f"{ratio_text(ratio)} : 1"))
