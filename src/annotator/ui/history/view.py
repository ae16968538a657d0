"""The panel of the history: filters above, changes below, and at its foot what the one in focus changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.history import Entry
from annotator.text.isolate import isolate, shorten
from annotator.ui.history.details import Told, as_html
from annotator.ui.history.model import HistoryModel
from annotator.ui.history.rows import HistoryList
from annotator.ui.icons import icon
from annotator.ui.lists import INSET
from annotator.ui.theme import Theme

ALL, MARK, ARTICLE = "all", "mark", "article"
MONTH, YEAR, EVERYTHING = "month", "year", "everything"
_TYPING_MS = 150
_DETAILS = 190
_NAME = 48


class HistoryView(QWidget):
    """Shows a `HistoryModel` and its filters; tells what is wanted."""

    filter_changed = Signal()
    picked = Signal(object)
    """The `Entry` in focus, or None."""
    chosen = Signal(object)
    """The `Entry` whose place is to be gone to."""
    revert_requested = Signal()
    compact_requested = Signal(object)
    """`MONTH`, `YEAR` or `EVERYTHING`: which changes the details shall be forgotten of, but not before it is agreed."""
    agreed = Signal()
    left = Signal()
    """The keyboard goes back to the page."""
    menu_requested = Signal(object)
    """Global position of a right click on a change, which is then in focus."""

    def __init__(self, theme: Theme, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told: tuple[list[Told], int] | str = ""
        self._read_only = read_only
        self.model = HistoryModel(self)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.tidy = QToolButton()
        self.tidy.setToolTip(self.tr("Forget the details of old changes"))
        self.tidy.setAccessibleName(self.tidy.toolTip())
        self.tidy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.tidy.setEnabled(not read_only)
        menu = QMenu(self.tidy)
        for key, text in (
            (MONTH, self.tr("Forget details older than a &month…")),
            (YEAR, self.tr("Forget details older than a &year…")),
            (EVERYTHING, self.tr("Forget &all details so far…")),
        ):
            menu.addAction(text, partial(self.compact_requested.emit, key)).setObjectName(key)
        self.tidy.setMenu(menu)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("What the history is of"))
        for key, text in (
            (ALL, self.tr("All changes")),
            (MARK, self.tr("Mark in focus")),
            (ARTICLE, self.tr("Article in use")),
        ):
            self.scope.addItem(text, key)
        self.coder = QComboBox()
        self.coder.setAccessibleName(self.tr("Whose changes are listed"))
        for box in (self.scope, self.coder):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Filter by words"))
        self.words.setAccessibleName(self.tr("Words of the changes listed"))
        self.words.setClearButtonEnabled(True)
        self.list = HistoryList(self.model, theme, self.tr("Changes"))
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self.details = QTextBrowser()
        self.details.setFrameShape(QFrame.Shape.NoFrame)
        self.details.setOpenLinks(False)
        self.details.setAccessibleName(self.tr("What the change changed"))
        self.go = QPushButton(self.tr("Go there"))
        self.revert = QPushButton(self.tr("Revert"))
        self.revert.setToolTip(self.tr("Take this change back and leave the others; you can undo that"))
        self._build()
        self._connect()
        self.set_theme(theme)
        self.offer_coders({})
        self.show_details(None, "")

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.tidy)
        filters = QHBoxLayout()
        filters.setSpacing(6)
        filters.addWidget(self.scope, 1)
        filters.addWidget(self.coder, 1)
        stack = QWidget()
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self._foot = QFrame()
        self._foot.setObjectName("foot")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.revert)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(INSET, 8, INSET, 6)
        foot.setSpacing(8)
        foot.addWidget(self.details)
        foot.addLayout(buttons)
        self._asking = QFrame()
        self._asking.setObjectName("foot")
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.agree = QPushButton(self.tr("Forget them"))
        self.decline = QPushButton(self.tr("Cancel"))
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addStretch(1)
        answers.addWidget(self.decline)
        answers.addWidget(self.agree)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(INSET, 8, INSET, 6)
        asking.setSpacing(8)
        asking.addWidget(self.question)
        asking.addLayout(answers)
        self._asking.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        above = QVBoxLayout()
        above.setSpacing(6)
        above.setContentsMargins(INSET, 0, INSET, 0)
        above.addLayout(top)
        above.addLayout(filters)
        above.addWidget(self.words)
        layout.addLayout(above)
        layout.addWidget(stack, 1)
        layout.addWidget(self._foot)
        layout.addWidget(self._asking)

    def _connect(self) -> None:
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.filter_changed)
        self.words.textChanged.connect(lambda _text: self._typing.start())
        self.scope.activated.connect(lambda _place: self.filter_changed.emit())
        self.coder.activated.connect(lambda _place: self.filter_changed.emit())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self.picked.emit(self.current()))
        self.list.chosen.connect(self.chosen)
        self.list.escaped.connect(self.left)
        self.list.menu_requested.connect(self.menu_requested)
        self.go.clicked.connect(lambda _checked=False: self.chosen.emit(self.current()))
        self.revert.clicked.connect(lambda _checked=False: self.revert_requested.emit())
        self.agree.clicked.connect(lambda _checked=False: self.agreed.emit())
        self.decline.clicked.connect(lambda _checked=False: self.ask(""))
        for changed in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            changed.connect(lambda *_: self._fit())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.heading.setStyleSheet(f"color: {theme.quiet}; font-weight: 600; font-size: 11px;")
        for label in (self._empty, self.question):
            label.setStyleSheet(f"color: {theme.quiet if label is self._empty else theme.ink};")
        for foot in (self._foot, self._asking):
            foot.setStyleSheet(f"QFrame#foot {{ border: 0; border-top: 1px solid {theme.line}; }}")
        self.details.setStyleSheet(f"QTextBrowser {{ background: transparent; color: {theme.ink}; }}")
        self.tidy.setIcon(icon("down", theme.quiet))
        self.tidy.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.list.set_theme(theme)
        self._write()

    # What is chosen.

    def current(self) -> Entry | None:
        """Return the change in focus."""
        index = self.list.currentIndex()
        return self.model.row(index).entry if index.isValid() else None

    def offer_coders(self, coders: Mapping[str, str]) -> None:
        """Offer whose changes are listed, by id; nothing where nobody can be told apart."""
        chosen = self.coder.currentData()
        self.coder.clear()
        self.coder.addItem(self.tr("Everybody"), None)
        for record, name in coders.items():
            self.coder.addItem(isolate(shorten(name, _NAME)), record)
        self.coder.setCurrentIndex(max(self.coder.findData(chosen), 0))
        self.coder.setVisible(len(coders) > 1)

    def choose(self, scope: str) -> None:
        """Choose what the history is of, and whosever changes."""
        self.scope.setCurrentIndex(self.scope.findData(scope))
        self.coder.setCurrentIndex(0)
        self.words.clear()
        self._typing.stop()

    # What is shown.

    def show_heading(self, text: str, nothing: str) -> None:
        """Say what the history is of, and what stands in the list's place where it is empty."""
        self.heading.setText(text)
        self._empty.setText(nothing)

    def show_details(self, told: list[Told] | None, without: str, more: int = 0, *, go: bool = False) -> None:
        """Show what the change in focus changed (`without`: why that is not known), and whether it has a place."""
        self._told = (told, more) if told is not None else without
        self.go.setEnabled(go)
        entry = self.current()
        self._foot.setVisible(entry is not None)
        possible = entry is not None and entry.can_be_reverted and not self._read_only
        if not possible and self.revert.hasFocus():
            # Else the keyboard would go to whatever button comes next in the window.
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.revert.setEnabled(possible)
        self._write()

    def point_out(self, numbers: list[int]) -> None:
        """Mark changes that stand in the way of another, and show the newest."""
        self.model.point_out(numbers)
        place = self.model.place_of(max(numbers, default=None))
        if place.isValid():
            self.list.scrollTo(place, self.list.ScrollHint.PositionAtCenter)

    def ask(self, question: str) -> None:
        """Ask whether to forget, in place of the details; with nothing to ask, show them again."""
        self.question.setText(question)
        if not question and (self.agree.hasFocus() or self.decline.hasFocus()):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asking.setVisible(bool(question))
        self._foot.setVisible(not question and self.current() is not None)
        if question:
            self.decline.setFocus(Qt.FocusReason.OtherFocusReason)

    def popup(self, at: QPoint) -> QMenu:
        """Return a menu for the change in focus, with what can be done with it; to be added to and shown at `at`."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, signal in (
            (self.go, lambda: self.chosen.emit(self.current())),
            (self.revert, self.revert_requested.emit),
        ):
            menu.addAction(button.text(), signal).setEnabled(button.isEnabled())
        return menu

    def _write(self) -> None:
        if isinstance(self._told, str):
            self.details.setPlainText(self._told)
        else:
            self.details.setHtml(as_html(*self._told, self._theme))
        self.details.document().setDocumentMargin(2)
        self.details.setFixedHeight(min(int(self.details.document().size().height()) + 4, _DETAILS))

    def _fit(self) -> None:
        self._stack.setCurrentWidget(self.list if self.model.rowCount() else self._empty)

    def place_of(self, entry: Entry) -> QModelIndex:
        return self.model.place_of(entry.number)
