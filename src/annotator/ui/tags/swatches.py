"""The colours that a tag may have, as a row of dots to choose from."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QColorDialog, QHBoxLayout, QToolButton, QWidget

from annotator.core.tagset import PALETTE
from annotator.ui.icons import paint_dot
from annotator.ui.override import override
from annotator.ui.theme import Theme

_SIZE = 28
_DOT = 12
_RING = 20


class Swatch(QAbstractButton):
    """One colour: a ring stands around it when it is chosen, a frame when it has the keyboard."""

    def __init__(self, colour: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = colour
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(colour)
        self.setToolTip(colour)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_SIZE, _SIZE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            middle = whole.center()
            if self.hasFocus() or self.underMouse():
                painter.setPen(QPen(QColor(self._theme.accent)) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.selection))
                painter.drawRoundedRect(whole, 6, 6)
            if self.isChecked():
                painter.setPen(QPen(QColor(self._theme.ink), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(middle, _RING / 2, _RING / 2)
            box = QRectF(middle.x() - _DOT / 2, middle.y() - _DOT / 2, _DOT, _DOT)
            paint_dot(painter, box, self._theme.tag_ink(self.colour))


class Swatches(QWidget):
    """The palette, the colour that a tag has already, and a way to any other."""

    changed = Signal(object)
    """The colour now chosen, as `#rrggbb`."""

    def __init__(self, colour: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.colour = colour
        self.group = QButtonGroup(self)
        self.other = QToolButton()
        self.other.setText(self.tr("Other…"))
        self.other.clicked.connect(lambda _checked=False: self._ask())
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        for offered in PALETTE:
            self._add(offered)
        self._layout.addSpacing(4)
        self._layout.addWidget(self.other)
        self._layout.addStretch(1)
        self.choose(colour)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for swatch in self.swatches():
            swatch.set_theme(theme)

    def show_colour(self, colour: str) -> None:
        """Show the colour of another tag; one that is not of the palette is offered for that tag alone."""
        self.choose(colour)
        for swatch in self.swatches():
            if swatch.colour not in (*PALETTE, colour):
                self.group.removeButton(swatch)
                self._layout.removeWidget(swatch)
                swatch.hide()
                swatch.deleteLater()

    def choose(self, colour: str) -> None:
        """Take `colour` (`#rrggbb`), offering it from now on where it was not."""
        swatch = self._of(colour) or self._add(colour)
        swatch.setChecked(True)

    def swatches(self) -> list[Swatch]:
        """Return the colours offered, in their order."""
        return [button for button in self.group.buttons() if isinstance(button, Swatch)]

    def _of(self, colour: str) -> Swatch | None:
        return next((swatch for swatch in self.swatches() if swatch.colour == colour), None)

    def _add(self, colour: str) -> Swatch:
        swatch = Swatch(colour, self._theme)
        place = len(self.swatches())
        self.group.addButton(swatch)
        self._layout.insertWidget(place, swatch)
        swatch.toggled.connect(lambda on: self._taken(colour) if on else None)
        return swatch

    def _taken(self, colour: str) -> None:
        self.colour = colour
        self.changed.emit(colour)

    def _ask(self) -> None:
        colour = QColorDialog.getColor(QColor(self.colour), self, self.tr("Colour of the tag"))
        if colour.isValid():
            self.choose(colour.name())
