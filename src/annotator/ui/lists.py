"""Faces, sizes and lines of text in lists, where Arabic is a step larger than Latin and each row has its direction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication

from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import shorten
from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle

_MOST = 2000
"""Characters of which a row never shows more: another program may have put a book into a title."""
_ARABIC = ("\u0600", "\u06ff"), ("\u0750", "\u077f"), ("\u08a0", "\u08ff")
_TALL = (
    ("\u0590", "\u05ff"), ("\u0900", "\u0dff"), ("\u0e00", "\u0e7f"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"),
    ("\uac00", "\ud7af"),
)  # fmt: skip
INSET = 2
"""Pixels by which the ground of a row stands in from its list at the side; so does what is above and below the list."""
_BETWEEN = " · "
_LEAST = 36
"""Pixels under which nothing is begun: two letters and an ellipsis say nothing."""


def list_font(text: str, *, small: bool = False) -> QFont:
    """Return the system's face at the size for `text` in a list: Latin 13 px, Arabic 15, other tall scripts 14.

    `small` is for the quiet second line, two pixels less but Arabic never under 13.
    """
    font = QFont(QApplication.font())
    size = 15 if _has(text, _ARABIC) else 14 if _has(text, _TALL) else 13
    font.setPixelSize(max(size - 2, 11) if small else size)
    return font


def title_font(text: str, *, strong: bool = False) -> QFont:
    """Return the face for the first line of a row.

    `strong` is bolder, but where bold letters would be made up: those of Arabic and other tall scripts stay.
    """
    font = list_font(text)
    if strong and may_be_bold(text):
        font.setWeight(QFont.Weight.DemiBold)
    return font


def may_be_bold(text: str) -> bool:
    """Return whether the letters of `text` are of scripts whose bold faces are drawn, and need not be made up."""
    return text.isascii() or not (_has(text, _ARABIC) or _has(text, _TALL))


def draw_ground(painter: QPainter, area: QRect, state: QStyle.StateFlag, theme: Theme) -> None:
    """Draw what lies behind a row that is selected or under the pointer, and a ring where the keyboard is."""
    from PySide6.QtWidgets import QStyle  # its enumerations take five milliseconds, and no page needs them

    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(Qt.PenStyle.NoPen)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(theme.selection if selected else theme.page))
        painter.drawRoundedRect(area, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(theme.accent)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _has(text: str, ranges: Sequence[tuple[str, str]]) -> bool:
    """Return whether a character of `text` lies in one of the ranges. Lists hold short texts."""
    return not text.isascii() and any(first <= ch <= last for ch in text for first, last in ranges)


class Part(Struct, frozen=True):
    """A stretch of a line: `left` in pixels from the line's left edge, its own `direction`, its own `font`."""

    text: str
    left: int
    width: int
    direction: Direction
    font: QFont


def line_of(facts: Sequence[str], width: int, direction: Direction) -> list[Part]:
    """Set `facts` on one small line of `width` pixels, the first at the line's beginning, a dot between each two.

    Each keeps its own direction and size, whatever stands beside it. What does not fit is cut at the line's end, so
    that the first one is whole as long as anything is.
    """
    parts: list[Part] = []
    dot = list_font("", small=True)
    gap = QFontMetrics(dot).horizontalAdvance(_BETWEEN)
    at = 0
    for fact in facts:
        room = width - at - (gap if parts else 0)
        font = list_font(fact, small=True)
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance(fact)
        if parts and room < min(wide, _LEAST):
            break
        shown = elided(fact, metrics, room)
        if shown != fact:
            wide = metrics.horizontalAdvance(shown)
        if parts:
            parts.append(Part(_BETWEEN, at, gap, direction, dot))
            at += gap
        parts.append(Part(shown, at, wide, paragraph_direction(fact, direction), font))
        at += wide
        if shown != fact:
            break
    if direction is Direction.LTR:
        return parts
    return [Part(part.text, width - part.left - part.width, part.width, part.direction, part.font) for part in parts]


def draw_line(painter: QPainter, box: QRect, facts: Sequence[str], direction: Direction) -> None:
    """Draw `line_of` these facts in the middle of `box`, in the painter's pen."""
    metrics = QFontMetrics(list_font("", small=True))
    baseline = box.top() + (box.height() + metrics.ascent() - metrics.descent()) // 2
    for part in line_of(facts, box.width(), direction):
        _in_direction(painter, part.direction)
        painter.setFont(part.font)
        painter.drawText(QPointF(box.left() + part.left, baseline), part.text)


def draw_title(painter: QPainter, box: QRect, text: str, direction: Direction, *, strong: bool = False) -> None:
    """Draw the first line of a row in the middle of `box`, cut at its end, from the side where it begins."""
    font = title_font(text, strong=strong)
    painter.setFont(font)
    _in_direction(painter, direction)
    side = Qt.AlignmentFlag.AlignRight if direction is Direction.RTL else Qt.AlignmentFlag.AlignLeft
    shown = elided(text, QFontMetrics(font), box.width())
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), shown)


def elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return `text`, cut at its end with an ellipsis where it is wider than `width` pixels."""
    text = shorten(text, _MOST) if len(text) > _MOST else text
    shown, room = text, width
    while metrics.horizontalAdvance(shown) > width and room > 0:
        # Qt forgets that the ellipsis may come from a wider face than the text: what it returns may not fit either.
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        room -= 3
    return shown


def _in_direction(painter: QPainter, direction: Direction) -> None:
    right_to_left = direction is Direction.RTL
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
