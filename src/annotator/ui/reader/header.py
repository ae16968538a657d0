"""What stands above a text: source, date and language, and the title where the text itself does not have it."""

from __future__ import annotations

import re
from itertools import islice

from msgspec.structs import replace
from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from annotator.core.values import Article
from annotator.text.body import parts
from annotator.text.direction import Direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.fonts import with_sans_arabic
from annotator.ui.reader.layout import LaidOut, Setting
from annotator.ui.reader.paragraphs import Piece, Pieces
from annotator.ui.wording import date_text, language_name

_ARABIC = re.compile("[\u0620-\u06ff]")
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_WESTERN = {0x660 + n: str(n) for n in range(10)} | {0x6F0 + n: str(n) for n in range(10)}
_OPENING = 20_000
_FIRST = 5
_LONGEST = 2000
_SEARCHED = 200
"""Paragraphs in which a title is looked for."""


def title_piece(article: Article, pieces: Pieces, body: range) -> int | None:
    """Return the piece, near the beginning of those of the body, whose words are the article's title; None where there
    is none."""
    # Titles are kept on one line with single spaces; the text may have more, or non-breaking ones.
    wanted = " ".join(article.title.split())
    if not wanted:
        return None
    for index in body[:_SEARCHED]:
        piece = pieces[index]
        if piece.first and piece.last and " ".join(pieces.text[piece.start : piece.end].split()) == wanted:
            return index
    return None


def opens_with_title(article: Article, text: str) -> bool:
    """Return whether one of the body's first paragraphs begins with the article's title, which is then read there."""
    wanted = " ".join(article.title.split())
    filled = (" ".join(line.split()) for line in opening(article, text, _OPENING).split("\n") if line.strip())
    return bool(wanted) and any(
        line.startswith(wanted) and not line[len(wanted) : len(wanted) + 1].isalnum() for line in islice(filled, _FIRST)
    )


def opening(article: Article, text: str, length: int) -> str:
    """Return the first `length` code points of the article's body."""
    body = parts(text, article.body).body
    return text[body.start : min(body.end, body.start + length)]


def meta_line(article: Article, text: str) -> str:
    """Return source, date and language as one line, in the language of the article, each isolated."""
    locale = QLocale(article.language) if article.language else QLocale()
    parts = [article.source or "", date_text(article.published, locale, long=True), language_name(article.language)]
    line = " · ".join(isolate(shorten(part, _LONGEST)) for part in parts if part)
    # The reader's digits are those of the text.
    return line if _EASTERN.search(opening(article, text, 4000)) else line.translate(_WESTERN)


class Header:
    """The lines above the text, laid out for one setting of the page."""

    def __init__(self, article: Article, text: str, setting: Setting, font: QFont) -> None:
        self._rtl = setting.direction is Direction.RTL
        scale = setting.zoom / 100
        self._above = round(28 * scale)
        line = meta_line(article, text)
        # Asked for a script that a face lacks, Qt complains: the Arabic one is named only where it is needed.
        meta_font = with_sans_arabic(font) if _ARABIC.search(line) else QFont(font)
        meta_font.setPixelSize(max(1, round((15 if self._rtl else 13) * scale)))
        self._meta = _one(line, meta_font, setting.width, self._rtl)
        self._meta_height = round(self._meta.boundingRect().height())
        self._title: list[LaidOut] = []
        below = round(14 * scale)
        height = self._above + self._meta_height + below
        if setting.title is None and article.title.strip() and not opens_with_title(article, text):
            title = shorten(" ".join(article.title.split()), _LONGEST)
            self._title = [LaidOut(title, Piece(0, 0, len(title), 0, True), replace(setting, title=0))]
            height += self._title[0].height + round(4 * scale)
        self._below = below
        self.height = height

    def draw(self, painter: QPainter, left: int, top: int, quiet: QColor, ink: QColor) -> None:
        """Draw with the column's left edge at `left` and the header's top at `top`."""
        painter.setPen(quiet)
        self._meta.draw(painter, QPointF(left, top + self._above))
        painter.setPen(ink)
        for title in self._title:
            title.layout.draw(painter, QPointF(left, top + self._above + self._meta_height + self._below))


def _one(text: str, font: QFont, width: int, rtl: bool) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setAlignment(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout
