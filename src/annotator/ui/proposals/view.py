"""The panel of proposals: what is proposed and where above, the list, and what is done to all of them below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.analysis.proposals import Kind
from annotator.ui.icons import icon
from annotator.ui.lists import INSET
from annotator.ui.override import override
from annotator.ui.proposals.model import ProposalsModel
from annotator.ui.proposals.rows import ProposalList
from annotator.ui.theme import Theme

HERE, OPEN, EVERYWHERE = "here", "open", "everywhere"
"""Where is looked: in the article in use, in the open ones, in all."""


class ProposalsView(QWidget):
    """Shows a `ProposalsModel`; it decides nothing."""

    shown = Signal()
    """The panel is to be seen, after it was not."""
    hidden = Signal()
    asked = Signal()
    """Something else is asked for, by a choice above."""
    begun = Signal()
    """The button was pressed: look, or stop."""
    command_requested = Signal()
    accepted = Signal(object)
    """The rows to be marked."""
    refused = Signal(object)
    """The rows to be left out."""
    looked_at = Signal(object)
    """The row that is current now, or None."""
    opened = Signal(object)
    left = Signal()
    """The keyboard goes back to the page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._awaited = False
        """The list is to have the keyboard as soon as something is in it."""
        self.model = ProposalsModel(self)
        self.list = ProposalList(self.model, theme, self)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("What is proposed"))
        for title, kind in (
            (self.tr("The same in the other report"), Kind.ACROSS),
            (self.tr("The same words elsewhere"), Kind.WORDS),
            (self.tr("What you tagged before"), Kind.BEFORE),
            (self.tr("What your command says"), Kind.SCRIPT),
        ):
            self.kind.addItem(title, kind)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Where is looked"))
        for title, scope in (
            (self.tr("This article"), HERE),
            (self.tr("Open articles"), OPEN),
            (self.tr("All articles"), EVERYWHERE),
        ):
            self.scope.addItem(title, scope)
        self.scope.setCurrentIndex(1)
        for box in (self.kind, self.scope):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.inflected = QCheckBox(self.tr("Other endings too"))
        self.inflected.setToolTip(self.tr("Find the words with other endings too, as of another case or number"))
        self.begin = QToolButton()
        self.command = QPushButton(self.tr("Command…"))
        self.command.setToolTip(self.tr("Say which command proposes marks; it runs only when you ask for it here"))
        self.accept_all = QPushButton(self.tr("Accept all"))
        self.refuse_all = QPushButton(self.tr("Refuse all"))
        self.accept_all.setToolTip(self.tr("Mark all that is listed, in one step that can be undone"))
        self.refuse_all.setToolTip(self.tr("Leave all that is listed out, while this window is open"))
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self.hint = QLabel(self.tr("Enter accepts · Backspace refuses · Space opens"))
        self.hint.setWordWrap(True)
        self._place_parts()
        self.kind.activated.connect(lambda _place: self._kind_chosen())
        self.scope.activated.connect(lambda _place: self.asked.emit())
        self.inflected.clicked.connect(lambda _checked: self.asked.emit())
        self.begin.clicked.connect(lambda _checked=False: self.begun.emit())
        self.command.clicked.connect(lambda _checked=False: self.command_requested.emit())
        self.accept_all.clicked.connect(lambda _checked=False: self.accepted.emit(list(self.model.rows)))
        self.refuse_all.clicked.connect(lambda _checked=False: self.refused.emit(list(self.model.rows)))
        self.list.accepted.connect(lambda: self.accepted.emit(self.list.chosen()))
        self.list.refused.connect(lambda: self.refused.emit(self.list.chosen()))
        self.list.opened.connect(self.opened)
        self.list.escaped.connect(self.left)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.show_running(False)
        self.set_theme(theme)
        self._offer()

    def _place_parts(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(6)
        choices.addWidget(self.scope, 1)
        choices.addWidget(self.begin)
        above, below, decisions = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for row in (above, below, decisions):
            row.setSpacing(6)
        for column in (above, below):
            column.setContentsMargins(INSET, 0, INSET, 0)
        above.addWidget(self.heading)
        above.addWidget(self.kind)
        above.addLayout(choices)
        above.addWidget(self.inflected)
        above.addWidget(self.command, 0, Qt.AlignmentFlag.AlignLeading)
        decisions.addWidget(self.accept_all, 1)
        decisions.addWidget(self.refuse_all, 1)
        below.addWidget(self.hint)
        below.addLayout(decisions)
        self._stack = QStackedLayout()
        for part in (self._empty, self.list):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addLayout(self._stack, 1)
        layout.addLayout(below)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.list.set_theme(theme)
        self.heading.setStyleSheet(f"color: {theme.quiet}; font-weight: 600; font-size: 11px;")
        self.hint.setStyleSheet(f"color: {theme.quiet}; font-size: 11px;")
        self._empty.setStyleSheet(f"color: {theme.quiet};")
        self.begin.setIcon(icon("close" if self._running else "search", theme.quiet))

    def chosen_kind(self) -> Kind:
        return Kind(self.kind.currentData())

    def chosen_scope(self) -> str:
        return str(self.scope.currentData())

    def choose(self, kind: Kind) -> None:
        """Choose what is proposed, as the reader would."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        self._offer()
        self.asked.emit()

    def _offer(self) -> None:
        """Show what can be said of this kind."""
        kind = self.chosen_kind()
        self.command.setVisible(kind is Kind.SCRIPT)
        self.inflected.setVisible(kind in (Kind.WORDS, Kind.BEFORE))

    def show_running(self, running: bool) -> None:
        """Let the button stop what is running, or begin it."""
        self._running = running
        command, everywhere = self.chosen_kind() is Kind.SCRIPT, self.chosen_scope() == EVERYWHERE
        what = self.tr("Stop looking") if running else self.tr("Run the command") if command else self.tr("Look again")
        begin = self.tr("Run") if command else self.tr("Look")
        self.begin.setText(self.tr("Stop") if running else begin)
        worded = command or everywhere
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if worded else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.begin.setToolButtonStyle(style)
        self.begin.setToolTip(what)
        self.begin.setAccessibleName(what)
        self.begin.setIcon(icon("close" if running else "search", self._theme.quiet))

    def take_keyboard(self) -> None:
        """Give the keyboard to the list; where nothing is in it yet, to the choice above until something is."""
        self._awaited = not self.model.rows
        (self.kind if self._awaited else self.list).setFocus()

    def show_state(self, heading: str, empty: str) -> None:
        """Say what is listed, and what to do where nothing is."""
        rows = bool(self.model.rows)
        self.heading.setText(heading)
        self._empty.setText(empty)
        self._stack.setCurrentWidget(self.list if rows else self._empty)
        if rows and self._awaited:
            self._awaited = False
            if self.window().focusWidget() is self.kind:
                self.list.setFocus()
        self.hint.setVisible(rows)
        self.accept_all.setEnabled(rows)
        self.refuse_all.setEnabled(rows)

    def go_to(self, place: int) -> None:
        """Make a row the current one, or the last where there are not as many."""
        count = len(self.model.rows)
        if count:
            self.list.setCurrentIndex(self.model.index(min(place, count - 1)))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.looked_at.emit(self.model.rows[index.row()] if index.isValid() else None)
