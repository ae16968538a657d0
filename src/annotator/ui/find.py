"""Find in the open articles: the field in the bar, and the walk through what was found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from annotator.core.change import Change
from annotator.core.values import ArticleText
from annotator.text.folding import Folded, find, fold
from annotator.text.span import Span
from annotator.ui.icons import icon
from annotator.ui.override import override
from annotator.ui.panes.pane import Pane
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.theme import Theme

_TYPING_MS = 90


class _Field(QLineEdit):
    stepped = Signal(object)
    """1 or -1."""
    escaped = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class FindField(QWidget):
    """A search field with a count and two arrows."""

    words_changed = Signal(object)
    stepped = Signal(object)
    """1 to the next hit, -1 to the one before."""
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _Field()
        self.field.setPlaceholderText(self.tr("Find in the articles"))
        self.field.setAccessibleName(self.tr("Find in the articles"))
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(230)
        self.count = QLabel()
        self.count.setMinimumWidth(64)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._previous = QToolButton()
        self._previous.setToolTip(self.tr("Previous (Shift+F3)"))
        self._previous.clicked.connect(lambda _checked=False: self.stepped.emit(-1))
        self._next = QToolButton()
        self._next.setToolTip(self.tr("Next (F3)"))
        self._next.clicked.connect(lambda _checked=False: self.stepped.emit(1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self.count, self._previous, self._next):
            layout.addWidget(widget)
            widget.hide()
        layout.insertWidget(0, self.field)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(lambda: self.words_changed.emit(self.field.text()))
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.field.stepped.connect(self._step)
        self.field.escaped.connect(self._escape)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.count.setStyleSheet(f"color: {theme.quiet};")
        self._previous.setIcon(icon("up", theme.quiet))
        self._next.setIcon(icon("down", theme.quiet))

    def begin(self, words: str) -> None:
        """Take the keyboard; look for `words` (the selection) where there are any."""
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_count(self, current: int, total: int) -> None:
        """Show `3 of 12`; `current` counts from 0, -1 for none."""
        active = bool(self.field.text())
        for widget in (self.count, self._previous, self._next):
            widget.setVisible(active)
        if total:
            text = self.tr("{0} of {1}").replace("{0}", str(current + 1)).replace("{1}", str(total))
        else:
            text = self.tr("not found")
        self.count.setText(text)
        self._previous.setEnabled(total > 0)
        self._next.setEnabled(total > 0)

    def _step(self, by: int) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self.words_changed.emit(self.field.text())
        else:
            self.stepped.emit(by)

    def _escape(self) -> None:
        self._typing.stop()
        self.field.clear()
        self._typing.stop()
        self.words_changed.emit("")
        self.escaped.emit()


@dataclass(frozen=True, slots=True)
class _Hit:
    pane: Pane
    span: Span


class Finder(QObject):
    """Looks for words in the open panes, folded, and walks through the hits from pane to pane."""

    def __init__(self, session: Session, panes: PaneRow, field: FindField) -> None:
        super().__init__(field)
        self._session = session
        self._panes = panes
        self._field = field
        self._words = ""
        self._hits: list[_Hit] = []
        self._at = -1
        self._folded: dict[str, Folded] = {}
        field.words_changed.connect(self.look_for)
        field.stepped.connect(self.step)
        panes.opened_changed.connect(self._again)
        session.changed.connect(self._changed)

    def begin(self) -> None:
        """Start to look for what is selected, or for what was looked for before."""
        pane = self._panes.current
        selected = pane.view.selected_text() if pane is not None else ""
        self._field.begin("" if "\n" in selected else selected)

    def look_for(self, words: str) -> None:
        """Light every occurrence of `words` in the open panes, and show the first from the top of the pane in use."""
        self._words = words
        self._search()
        pane = self._panes.current
        if pane is not None and self._hits:
            top = pane.view.top_place()
            here = [at for at, hit in enumerate(self._hits) if hit.pane is pane]
            below = [at for at in here if self._hits[at].span.start >= top]
            self._at = next(iter(below or here), 0)
            self._show(reveal=True)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) occurrence, round and round."""
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show(reveal=True)

    def _again(self) -> None:
        if self._words:
            self._search()

    def _changed(self, change: Change) -> None:
        for edit in change.edits:
            if isinstance(edit.value, ArticleText):
                self._folded.pop(edit.value.id, None)

    def _search(self) -> None:
        self._hits = []
        for pane in self._panes.panes:
            spans = find(self._text(pane), self._words) if self._words.strip() and pane.article is not None else []
            self._hits.extend(_Hit(pane, span) for span in spans)
        self._at = min(max(self._at, 0), len(self._hits) - 1)
        self._show(reveal=False)

    def _text(self, pane: Pane) -> Folded:
        assert pane.article is not None
        article = pane.article.id
        if article not in self._folded:
            self._folded[article] = fold(self._session.project.text(article))
        return self._folded[article]

    def _show(self, *, reveal: bool) -> None:
        current = self._hits[self._at] if self._hits else None
        for pane in self._panes.panes:
            spans = [hit.span for hit in self._hits if hit.pane is pane]
            pane.view.set_hits(spans, current.span if current is not None and current.pane is pane else None)
        if reveal and current is not None:
            current.pane.view.reveal(current.span)
        self._field.show_count(self._at, len(self._hits))
