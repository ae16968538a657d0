"""A tag as it can be pressed, in the bar and in the palette at a selection."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.core.values import Tag
from annotator.text.isolate import isolate, shorten
from annotator.ui.icons import paint_dot
from annotator.ui.lists import elided
from annotator.ui.override import override
from annotator.ui.theme import Theme
from annotator.ui.veil import Shade
from annotator.ui.veil_menus import shade_text

_NAME_LENGTH = 24
_DOT = 10
_GAP = 7
_KEY_WIDTH = 18
_HEIGHT = 28


class TagChip(QAbstractButton):
    """A tag as a button: its dot, name and key."""

    menu_requested = Signal(object)
    """(tag id, global position) of a right click."""

    def __init__(self, tag: Tag, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tag = tag
        self._theme = theme
        self._current = False
        self._shade = Shade.SHOWN
        self.setText(isolate(shorten(tag.name, _NAME_LENGTH)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Tag {0}").replace("{0}", tag.name))
        self._told = self._about()
        self.setToolTip("".join(self._told))

    @property
    def current(self) -> bool:
        """Whether this is the tag of the mark that the chip would change."""
        return self._current

    @current.setter
    def current(self, current: bool) -> None:
        self._current = current
        self.setAccessibleDescription(self.tr("the mark's tag") if current else "")
        self.update()

    @property
    def shade(self) -> Shade:
        """How marks of this tag are seen on the pages."""
        return self._shade

    @shade.setter
    def shade(self, shade: Shade) -> None:
        self._shade = shade
        said = "" if shade is Shade.SHOWN else self.tr("its marks are {0}").replace("{0}", shade_text(shade))
        self.setAccessibleDescription(said)
        self.setToolTip("".join((*self._told, _line(said, self._theme.quiet))))
        self.update()

    def _about(self) -> list[str]:
        """Return what is told of the tag, line by line: its name and key, when it is used, and when not."""
        tag, theme = self.tag, self._theme
        key = self.tr("key {0}").replace("{0}", tag.shortcut.upper()) if tag.shortcut else self.tr("no key")
        return [
            _line(tag.name, theme.ink, f" · {key}"),
            _line(tag.description, theme.ink),
            _line(tag.example, theme.quiet, before=self.tr("Example: ")),
            _line(tag.counter_example, theme.quiet, before=self.tr("Not: ")),
        ]

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._around() + self.fontMetrics().horizontalAdvance(self.text()), _HEIGHT)

    def _around(self) -> int:
        """Return how wide all is but the name, which is cut where there is no room: dot and key are always seen."""
        return 8 + _DOT + _GAP + 8 + (_KEY_WIDTH + 4 if self.tag.shortcut else 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            if self._current:
                painter.setPen(QPen(self._theme.tag_ink(self.tag.colour)))
                painter.setBrush(self._theme.tag_tint(self.tag.colour))
                painter.drawRoundedRect(area, 6, 6)
            elif self.underMouse() or self.hasFocus() or self.isDown():
                painter.setPen(QPen(QColor(self._theme.accent)) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.selection))
                painter.drawRoundedRect(area, 6, 6)
            right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            middle = area.center().y()
            name = elided(self.text(), self.fontMetrics(), max(0, self.width() - self._around()))
            width = self.fontMetrics().horizontalAdvance(name)
            x = 8.0
            pieces = [(x, _DOT), (x + _DOT + _GAP, width), (x + _DOT + _GAP + width + 8, _KEY_WIDTH)]
            if right_to_left:
                pieces = [(self.width() - left - wide, wide) for left, wide in pieces]
            (dot_x, _), (name_x, _), (key_x, _) = pieces
            self._paint_dot(painter, QRectF(dot_x, middle - _DOT / 2, _DOT, _DOT))
            painter.setPen(QColor(self._theme.ink if self._shade is Shade.SHOWN else self._theme.quiet))
            if self._shade is Shade.HIDDEN:
                struck = painter.font()
                struck.setStrikeOut(True)
                painter.setFont(struck)
            painter.drawText(QRectF(name_x, area.top(), width + 2, area.height()), Qt.AlignmentFlag.AlignVCenter, name)
            painter.setFont(self.font())
            if self.tag.shortcut:
                paint_key(painter, QRectF(key_x, middle - 9, _KEY_WIDTH, 18), self.tag.shortcut, self._theme)

    def _paint_dot(self, painter: QPainter, box: QRectF) -> None:
        """Draw the tag's dot as its marks are seen: full, faint, or as a mere ring."""
        theme, colour = self._theme, self.tag.colour
        if self._shade is Shade.HIDDEN:
            painter.setPen(QPen(theme.tag_ink(colour), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
        else:
            paint_dot(painter, box, theme.tag_ink(colour) if self._shade is Shade.SHOWN else theme.tag_faint(colour))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        self.menu_requested.emit((self.tag.id, event.globalPos()))


def _line(text: str | None, colour: str, after: str = "", *, before: str = "") -> str:
    """Return a line of a tool tip, in markup so that it is broken where it is long; nothing where there is no text."""
    if not text:
        return ""
    return f'<p style="margin: 2px 0; color: {colour}">{_escaped(before + isolate(text) + after)}</p>'


def _escaped(text: str) -> str:
    # The standard library's loads all names of HTML with it, and chips are made while the window starts.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paint_key(painter: QPainter, box: QRectF, key: str, theme: Theme) -> None:
    """Draw a key cap with its letter."""
    painter.setPen(QPen(QColor(theme.line)))
    painter.setBrush(QColor(theme.page))
    painter.drawRoundedRect(box, 4, 4)
    font = painter.font()
    small = painter.font()
    small.setPixelSize(11)
    painter.setFont(small)
    painter.setPen(QColor(theme.quiet))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key.upper())
    painter.setFont(font)
