"""The line of the card that says who or what the mark in focus mentions: a name, with those there are proposed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolButton

from annotator.text.direction import Direction, text_direction
from annotator.text.isolate import isolate
from annotator.ui.completing import Completer
from annotator.ui.override import override

if TYPE_CHECKING:
    from annotator.analysis.naming import Proposal


class EntityField(QLineEdit):
    """Tells the name that was typed when Enter is pressed or the field is left; Esc takes it back."""

    named = Signal(str)
    """The name of what the mark shall mention, blank for nothing. Not told where it is what was shown."""
    doubted = Signal(object)
    """Whether it is uncertain that the mark mentions it."""
    left = Signal()
    """The keyboard goes back to the page."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.propose: Callable[[str], Sequence[Proposal]] = lambda _typed: ()
        """Returns what may be meant by what is typed."""
        self._completer = Completer(self)
        self.proposals = self._completer.proposals
        self._completer.activated.connect(self._chose)
        self.setCompleter(self._completer)
        self.doubt = QToolButton()
        self.doubt.setText("?")
        self.doubt.setCheckable(True)
        self.doubt.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)  # as high as the field
        self.doubt.setToolTip(self.tr("It is uncertain that this is meant"))
        self.doubt.setAccessibleName(self.tr("Uncertain"))
        self.doubt.clicked.connect(lambda checked: self.doubted.emit(checked))
        self.setPlaceholderText(self.tr("Who or what it mentions"))
        self.setAccessibleName(self.tr("Who or what the mark mentions"))
        self.setToolTip(self.tr("The same name in any article ties the marks together"))
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._offer)
        self.textChanged.connect(self._turn)
        self.editingFinished.connect(self._finished)

    def show_name(self, name: str, *, uncertain: bool = False) -> None:
        """Show what is mentioned (blank: nothing), and whether that is uncertain."""
        self.doubt.setVisible(bool(name))
        self.doubt.setChecked(uncertain)
        if name != self._shown or not self.hasFocus():
            self._shown = name
            self.setText(name)

    def flush(self) -> None:
        """Tell a name that was typed and not told yet."""
        self._finished()

    def _finished(self) -> None:
        name = " ".join(self.text().split())
        if name != self._shown:
            # Taken as stored before it is: storing it shows the card again.
            self._shown = name
            self.named.emit(name)

    def _offer(self, typed: str) -> None:
        # What is known by another name than the one that is meant says so.
        self._completer.offer(
            (name, name if proposal.name == name else f"{isolate(proposal.name)} — {isolate(name)}")
            for proposal in (self.propose(typed) if typed.strip() else ())
            for name in (proposal.entity.name,)
        )

    def _chose(self, name: str) -> None:
        self.setText(name)
        self._finished()
        self.left.emit()

    def _turn(self, text: str) -> None:
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
            if text and text_direction(text, None) is Direction.RTL
            else Qt.LayoutDirection.LeftToRight
        )

    @override
    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            # Elsewhere it takes the focus from the mark.
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
