"""The line of words under the pages: what was done, or why not, without stopping anybody's work."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import bidirectional

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from annotator.ui.override import override
from annotator.ui.theme import Theme

_NEWS_MS = 7000
_OFFER_MS = 20_000
_LINGER_MS = 2000
_LRM = "\u200e"


class MessageBar(QFrame):
    """Shows one message at a time. News goes away by itself, later where it offers something.

    It never goes from under the pointer, nor while the keyboard is in it. A refusal stays until it is closed or
    replaced.
    """

    covered = Signal(int)
    """How many pixels at the foot of the pages lie under it now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._action: Callable[[], object] | None = None
        self._refusal = False
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton()
        self.button.clicked.connect(lambda _checked=False: self._act())
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.setToolTip(self.tr("Close the message"))
        self._close.clicked.connect(lambda _checked=False: self.hide())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._expire)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.isVisible():
            self._dress()

    def place(self) -> None:
        """Lie over the foot of the widget this is in."""
        ground = self.parentWidget()
        if ground is not None:
            layout = self.layout()
            height = layout.totalHeightForWidth(ground.width()) if layout is not None else self.height()
            self.setGeometry(0, ground.height() - height, ground.width(), height)
            self.covered.emit(self.cover)

    @property
    def cover(self) -> int:
        """How many pixels at the foot of the pages lie under it."""
        return 0 if self.isHidden() else self.height()

    def news(self, text: str, *, action: tuple[str, Callable[[], object]] | None = None, beside: bool = False) -> None:
        """Say what was done, perhaps with one thing to do about it; `beside` other news that is still to be read."""
        if self._refusal and self.isVisible():
            # What could not be done must not be swept away by what could.
            if text not in self.text.text():
                self._say(f"{self.text.text()}\n{text}")
                self.place()
            return
        if beside and self.isVisible():
            text = f"{self.text.text()}\n{text}"
        self._show(text, action, refusal=False)
        self._timer.start(_NEWS_MS if action is None else _OFFER_MS)

    def refuse(self, text: str, *, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Say why something was not done, perhaps with one thing to do about it."""
        self._timer.stop()
        self._show(text, action, refusal=True)

    def withdraw(self, text: str) -> None:
        """Take a message back that is no longer true."""
        if text and text in self.text.text():
            self.hide()

    def _show(self, text: str, action: tuple[str, Callable[[], object]] | None, *, refusal: bool) -> None:
        self._refusal = refusal
        self._say(text)
        self._action = action[1] if action else None
        self.button.setVisible(action is not None)
        if action:
            self.button.setText(action[0])
        self._dress()
        self.show()
        self.place()
        self.raise_()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.covered.emit(self.cover)

    def _expire(self) -> None:
        focus = self.focusWidget()
        if self.underMouse() or (focus is not None and focus.hasFocus()):
            self._timer.start(_LINGER_MS)
        else:
            self.hide()

    def _say(self, text: str) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.text.setText(text if mirrored else _led(text))

    def _act(self) -> None:
        action = self._action
        self.hide()
        if action is not None:
            action()

    def _dress(self) -> None:
        # Only when there is something to say: the window's frame need not wait for pictures.
        from annotator.ui.icons import icon

        self._close.setIcon(icon("close", self._theme.quiet))
        edge = self._theme.warning if self._refusal else self._theme.accent
        self.setStyleSheet(
            f"MessageBar {{ background: {self._theme.background}; border-top: 1px solid {self._theme.line};"
            f" border-left: 4px solid {edge}; }}"
        )


def _led(text: str) -> str:
    """Return a message each line of which begins on the left, also where a title in Arabic comes first.

    The documents in which Qt shows what can be selected do not look past isolates, as they should, for the direction.
    """
    return "\n".join(f"{_LRM}{line}" if _leans_right(line) else line for line in text.split("\n"))


def _leans_right(line: str) -> bool:
    return next((kind for kind in map(bidirectional, line) if kind in ("L", "R", "AL")), "L") != "L"
