"""A few values of which one is chosen, or none: chips in a group that is one stop of the Tab key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.text.isolate import isolate, shorten
from annotator.ui.flow import flow
from annotator.ui.lists import list_font
from annotator.ui.override import override
from annotator.ui.physical_keys import physical_key
from annotator.ui.theme import Theme
from annotator.ui.tips import plain

V = TypeVar("V")

_LENGTH = 28
_PAD = 12
"""Pixels at both ends of a chip's words; before them the digit is seen that chooses it."""
_HIGH = 24
_DIGITS = "123456789"
MOST = len(_DIGITS)
"""Chips of a group at the most: more have no digit."""


class Chip(QAbstractButton):
    """One value. It is checked where it is the one that was chosen, and half where some of several have it."""

    def __init__(self, text: str, digit: str, theme: Theme, group: QWidget) -> None:
        super().__init__(group)
        self._theme = theme
        self._digit = digit
        self.half = False
        self.under_keys = False
        """Whether the keys of the group are heard, and this is the chip that Space chooses."""
        self.setText(isolate(shorten(text, _LENGTH)))
        self.setToolTip(plain(isolate(text)))
        self.setFont(list_font(text))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * _PAD, _HIGH)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, group = self._theme, self.parentWidget()
        heard = group is not None and group.hasFocus()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = self.height() / 2
            area = QRectF(0.5, middle - _HIGH / 2 + 0.5, self.width() - 1, _HIGH - 1)
            chosen = self.isChecked()
            edge = QColor(theme.accent if chosen or (heard and self.under_keys) else theme.line)
            pen = QPen(edge)
            if self.half:
                pen = QPen(QColor(theme.accent), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(QColor(theme.selection if chosen else theme.page))
            if not chosen and self.underMouse():
                painter.setBrush(QColor(theme.background))
            painter.drawRoundedRect(area, _HIGH / 2 - 1, _HIGH / 2 - 1)
            if heard and self._digit:
                small = self.font()
                small.setPixelSize(9)
                painter.setFont(small)
                painter.setPen(QColor(theme.accent))
                left = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
                painter.drawText(QPointF(4 if left else self.width() - 9, middle), self._digit)
                painter.setFont(self.font())
            painter.setPen(QColor(theme.ink if chosen or self.half else theme.quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Choices(QWidget, Generic[V]):
    """Shows values as chips and tells which is chosen: by a click, its digit, or its first letter.

    The one that is chosen already, clicked again, is let go, as all are by Backspace. Arrows go from chip to chip,
    Space chooses. `group` names what is chosen, for who cannot see it.
    """

    chosen = Signal(object)
    """The value, None for none of them."""
    left = Signal()
    """Esc or Enter: the keyboard goes back to where it came from."""

    def __init__(
        self, group: str, values: Sequence[tuple[V, str]], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._group = group
        self._values = list(values)
        self._value: V | None = None
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.chips = [
            Chip(text, _DIGITS[place] if place < MOST else "", theme, self) for place, (_, text) in enumerate(values)
        ]
        for place, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _checked=False, place=place: self._choose(place))
        self.show_value(None)

    def set_theme(self, theme: Theme) -> None:
        for chip in self.chips:
            chip.set_theme(theme)

    def show_value(self, value: V | None, several: Sequence[V] = ()) -> None:
        """Show which value is chosen (None: none), or which ones several carriers have, where they differ."""
        self._value = value
        said = [text for one, text in self._values if value is not None and one == value]
        for place, (chip, (one, _)) in enumerate(zip(self.chips, self._values, strict=True)):
            chip.setChecked(value is not None and one == value)
            chip.half = one in several
            if chip.isChecked():
                self._at = place
            chip.update()
        nothing = self.tr("several values") if several else self.tr("not said")
        self.setAccessibleName(f"{self._group}: {said[0] if said else nothing}")
        self._aim(self._at)

    def _aim(self, place: int) -> None:
        self._at = place
        for other, chip in enumerate(self.chips):
            chip.under_keys = other == place
            chip.update()

    def _choose(self, place: int) -> None:
        value = self._values[place][0]
        again = self._value is not None and self._value == value
        self._aim(place)
        # Only what is shown next says what is chosen: it may be refused.
        self.chips[place].setChecked(again)
        self.chosen.emit(None if again else value)

    # Keys.

    @override
    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        # Elsewhere Esc takes the focus from the mark, and digits and letters may be keys of tags.
        if override and (event.key() == Qt.Key.Key_Escape or physical_key(event) is not None):  # type: ignore[attr-defined,arg-type]
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            if self._value is not None or any(chip.half for chip in self.chips):
                self.chosen.emit(None)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._aim(min(max(self._at + (-1 if key == back else 1), 0), len(self.chips) - 1))
        elif key == Qt.Key.Key_Space:
            self._choose(self._at)
        elif (place := self._meant(event)) is not None:
            # A key says what shall be: it never takes back.
            if self._values[place][0] != self._value:
                self._choose(place)
        else:
            super().keyPressEvent(event)

    def _meant(self, event: QKeyEvent) -> int | None:
        """Return which chip a key means: by its digit, else by its first letter, the next one behind the chosen."""
        digit = physical_key(event)
        if digit is not None and digit in _DIGITS:
            place = _DIGITS.index(digit)
            return place if place < len(self.chips) else None
        letter = event.text().casefold()
        if not letter.strip():
            return None
        fitting = [place for place, (_, text) in enumerate(self._values) if text.casefold().startswith(letter)]
        own = next((place for place, (one, _) in enumerate(self._values) if one == self._value), -1)
        return next((place for place in fitting if place > own), fitting[0] if fitting else None)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint()

    def _repaint(self) -> None:
        for chip in self.chips:
            chip.update()

    # Sizes.

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        x = high = 0
        for chip in self.chips:
            wide = min(chip.sizeHint().width(), width)
            if x and x + wide > width:
                x, high = 0, high + 1
            x += wide + 2
        return (high + 1) * 30 - 2

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width() if self.width() > 1 else 200))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, 28)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        flow([(chip,) for chip in self.chips], self.width(), QSize(0, 0), fill=True)
