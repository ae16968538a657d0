"""An end of a relation on one line, with the dot of its tag: a click goes to it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle

from annotator.core.values import Tag
from annotator.text.direction import text_direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.icons import paint_dot
from annotator.ui.lists import draw_ground, draw_title, list_font
from annotator.ui.override import override
from annotator.ui.relations.parties import Party
from annotator.ui.theme import Theme
from annotator.ui.tips import plain

_ROW = 26
_DOT = 10
_WORDS = 200


class EndButton(QAbstractButton):
    """Its words keep their direction, and are cut at their end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.party: Party | None = None
        self._tag: Tag | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_party(self, party: Party, tag: Tag | None) -> None:
        """Show a mark or an entity, and of which tag it is."""
        self.party, self._tag = party, tag
        self.setText(isolate(party.words))
        parts = (party.words, "" if tag is None else tag.name)
        self.setToolTip(plain("\n".join(isolate(text) for text in parts if text)))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(80, _ROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse() or self.hasFocus():
                draw_ground(painter, self.rect(), QStyle.StateFlag.State_MouseOver, self._theme)
            if self.party is not None:
                paint_party(painter, self.rect().adjusted(4, 0, -4, 0), self.party, self._tag, self._theme)


def paint_party(painter: QPainter, box: QRect, party: Party, tag: Tag | None, theme: Theme) -> None:
    """Draw the dot and the words of an end into `box`: an entity's dot is round, as it is no words of a text."""
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = box.right() - _DOT if mirrored else box.left()
    dot = QRectF(left, box.center().y() - _DOT / 2 + 1, _DOT, _DOT)
    colour = theme.tag_ink(tag.colour) if tag is not None else QColor(theme.quiet)
    if party.entity is None:
        paint_dot(painter, dot, colour)
    else:
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1))
    words = shorten(party.words, _WORDS)
    wide = min(box.width() - _DOT - 8, QFontMetrics(list_font(words)).horizontalAdvance(words))
    at = QPoint(box.right() - _DOT - 8 - wide, box.top()) if mirrored else QPoint(box.left() + _DOT + 8, box.top())
    painter.setPen(QColor(theme.ink))
    painter.save()
    draw_title(painter, QRect(at, QSize(wide, box.height())), words, text_direction(words, None))
    painter.restore()
