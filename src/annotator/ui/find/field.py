"""The search field in the bar: words, two options, a count, arrows, and what can be done with all that was found."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from annotator.text.isolate import isolate
from annotator.text.searching import Query
from annotator.ui.icons import icon
from annotator.ui.lists import elided
from annotator.ui.override import override
from annotator.ui.theme import Theme

_TYPING_MS = 15
_WIDTH, _NARROWEST = 270, 130
_COUNT, _SENTENCE = 72, 260
"""Pixels of the count at the least, and of a sentence in its place at the most."""


class _Count(QLabel):
    """A count or a sentence, cut at its end where there is no room for it."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumWidth(_COUNT)
        self.setContentsMargins(4, 0, 4, 0)

    def say(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._whole) + 12
        return QSize(max(_COUNT, min(wide, _SENTENCE)), super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(elided(self._whole, self.fontMetrics(), self.contentsRect().width()))


class _Field(QLineEdit):
    stepped = Signal(object)
    """1 or -1."""
    escaped = Signal()
    entered = Signal()
    """It has the keyboard now."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class FindField(QWidget):
    """A search field with its options inside, a count, two arrows, and a button that tags all.

    `whole_word` and `pattern` are the checkable actions of the menu; `tag_all` is done by its own button here too.
    """

    asked = Signal(object)
    """The `Query` that the field says now."""
    stepped = Signal(object)
    """1 to the next hit, -1 to the one before."""
    escaped = Signal()
    """The reader goes back to the page; the field is emptied after that."""
    entered = Signal()
    """The reader is about to look for something."""

    def __init__(
        self, theme: Theme, whole_word: QAction, pattern: QAction, tag_all: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._problem = False
        self._whole_word, self._pattern, self._tag_all = whole_word, pattern, tag_all
        self.field = _Field()
        self.field.setPlaceholderText(self.tr("Find in the articles"))
        self.field.setAccessibleName(self.tr("Find in the articles"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(_NARROWEST)
        self.field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._options = (
            (whole_word, "word", self.tr("Whole words only (Alt+W)")),
            (pattern, "pattern", self.tr("Regular expression (Alt+X)")),
        )
        for action, _, tip in self._options:
            action.setToolTip(tip)
            action.setIconVisibleInMenu(False)
            self.field.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
            action.toggled.connect(self._option_changed)
        tag_all.setToolTip(self.tr("Tag all of these…"))
        tag_all.setIconVisibleInMenu(False)
        self.count = _Count()
        self._previous = QToolButton()
        self._previous.setToolTip(self.tr("Previous (Shift+F3)"))
        self._previous.setAccessibleName(self.tr("Previous"))
        self._previous.clicked.connect(lambda _checked=False: self.stepped.emit(-1))
        self._next = QToolButton()
        self._next.setToolTip(self.tr("Next (F3)"))
        self._next.setAccessibleName(self.tr("Next"))
        self._next.clicked.connect(lambda _checked=False: self.stepped.emit(1))
        self.tag_all = QToolButton()
        self.tag_all.setDefaultAction(tag_all)
        self.tag_all.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.field.setParent(self)  # the keyboard comes to it first
        self._results = (self.count, self._previous, self._next, self.tag_all)
        for widget in self._results:
            # Before the field, which stays where it was clicked on when they come.
            layout.addWidget(widget)
            widget.hide()
        layout.addWidget(self.field)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.field.stepped.connect(self._step)
        self.field.escaped.connect(self._escape)
        self.field.entered.connect(self.entered)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._dress()
        self._previous.setIcon(icon("up", theme.quiet))
        self._next.setIcon(icon("down", theme.quiet))
        self._tag_all.setIcon(icon("tag-all", theme.accent))
        self._show_options()

    def enable(self) -> None:
        """Let the options be chosen; there is nothing to tag yet."""
        self._whole_word.setEnabled(True)
        self._pattern.setEnabled(True)
        self._tag_all.setEnabled(False)

    def query(self) -> Query:
        """Return what the field and its options say."""
        return Query(self.field.text(), self._whole_word.isChecked(), self._pattern.isChecked())

    def begin(self, words: str) -> None:
        """Take the keyboard; look for `words` (the selection) where there are any."""
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def forget(self) -> None:
        """Be empty, without anything being looked for."""
        blocked = self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(blocked)
        self._typing.stop()

    def show_count(self, current: int, total: int, *, searching: bool = False) -> None:
        """Show `3 of 12`; `current` counts from 0, -1 for none. While `searching`, there may be more to come."""
        self._show_results(total)
        if total:
            number = QLocale().toString
            text = self.tr("{0} of {1}").replace("{0}", number(current + 1)).replace("{1}", number(total))
            self._say(f"{text}…" if searching else text)
        else:
            self._say("…" if searching else self.tr("not found"))
        self._tag_all.setEnabled(total > 0 and not searching)

    def show_problem(self, sentence: str, total: int) -> None:
        """Say in the place of the count why not all (`total`) that was asked for could be found."""
        self._show_results(total)
        self._say(sentence, problem=True)
        self._tag_all.setEnabled(False)

    def _show_results(self, total: int) -> None:
        active = self.query().asks
        for widget in self._results:
            widget.setVisible(active)
        self._previous.setEnabled(total > 0)
        self._next.setEnabled(total > 0)

    def _say(self, text: str, *, problem: bool = False) -> None:
        """Show a count, or as much of a sentence as there is room for and the rest in the tool tip."""
        self.count.say(text)
        self.count.setToolTip(isolate(text) if problem else "")
        self._problem = problem
        self._dress()

    def _dress(self) -> None:
        self.count.setStyleSheet(f"color: {self._theme.warning if self._problem else self._theme.quiet};")

    def _option_changed(self) -> None:
        self._show_options()
        self._typing.stop()
        self._ask()

    def _show_options(self) -> None:
        for action, name, _ in self._options:
            action.setIcon(_pressed(name, self._theme) if action.isChecked() else icon(name, self._theme.quiet))

    def _ask(self) -> None:
        self.asked.emit(self.query())

    def _step(self, by: int) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._ask()
        else:
            self.stepped.emit(by)

    def _escape(self) -> None:
        self.escaped.emit()
        self.field.clear()
        self._typing.stop()
        self._ask()


def _pressed(name: str, theme: Theme) -> QIcon:
    """Return an icon on the ground of a pressed button: Qt draws the buttons inside a field without one."""
    result = QIcon()
    for scale in (1, 2, 3):
        picture = QPixmap(16 * scale, 16 * scale)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(QRectF(0, 0, 16 * scale, 16 * scale), 4 * scale, 4 * scale)
            inset = scale
            icon(name, theme.page).paint(painter, inset, inset, (16 - 2) * scale, (16 - 2) * scale)
        picture.setDevicePixelRatio(scale)
        result.addPixmap(picture)
    return result
