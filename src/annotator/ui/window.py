"""The window: bar above, library and marks at the sides, pages in the middle. It has no behaviour of its own."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QChildEvent, QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions import Actions
from annotator.ui.dragging import ARTICLE_MIME, accept_copy, copied, dragged_articles
from annotator.ui.messages import MessageBar
from annotator.ui.override import override
from annotator.ui.theme import Theme
from annotator.ui.welcome import Welcome

_NARROWEST = 560
_PAGES = 480
"""Pixels: the narrowest window, and what pages need at the least."""
_SIZE = (1360, 860)
_FRAME = 40
"""Pixels: how large a first window is, and what the system's frame may take of the screen."""


class _Middle(QWidget):
    """The pages, and over their foot the messages, which move nothing when they come and go."""

    def __init__(self, pages: QWidget, messages: MessageBar) -> None:
        super().__init__()
        self._messages = messages
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pages)
        messages.setParent(self)
        messages.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._messages.place()


class Window(QMainWindow):
    """Paints itself at once and is furnished afterwards."""

    painted = Signal()
    """The frame stands on the screen for the first time."""
    closing = Signal()
    files_dropped = Signal(object)
    """Local paths, as text."""
    text_dropped = Signal(object)
    """`Copied` words that were dragged here from elsewhere."""
    article_dropped = Signal(object)
    """The id of an article dropped where no pane is."""

    escaped = Signal()
    """Esc, in something that has no use of its own for it: the keyboard goes back to what is in the middle."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._frame_painted = False
        self._furnished: QByteArray | None = None
        """What stood around the pages before they were shown bare."""
        self._least = _PAGES
        self._yielded: set[QDockWidget] = set()
        self._widths: dict[QDockWidget, int] = {}
        self.setWindowTitle("Annotator")
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width() - _FRAME), min(_SIZE[1], room.height() - _FRAME))
        self.setMinimumSize(_NARROWEST, 420)
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.actions_ = Actions(self)
        self.actions_.fill(self.menuBar())
        self.welcome = Welcome(theme)
        self.messages = MessageBar(theme)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.welcome)
        self.setCentralWidget(_Middle(self.centre, self.messages))
        self._bar = QToolBar(self.tr("Tags"))
        self._bar.setObjectName("bar")
        self._bar.setMovable(False)
        self._bar.setFloatable(False)
        self._bar.toggleViewAction().setEnabled(False)
        self._bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._bar_row = QHBoxLayout()
        self._bar_row.setContentsMargins(10, 4, 10, 4)
        self._bar_row.setSpacing(14)
        holder = QWidget()
        holder.setLayout(self._bar_row)
        # As high as the button that adds a tag will make it: nothing below moves when that comes.
        button = QToolButton(holder)
        button.setText(self.tr("Tags"))
        button.hide()
        margins = self._bar_row.contentsMargins()
        holder.setMinimumHeight(button.sizeHint().height() + margins.top() + margins.bottom())
        button.deleteLater()
        self._bar.addWidget(holder)
        self.addToolBar(self._bar)
        self.project_name = QLabel()
        self._bar_row.addWidget(self.project_name)
        self.library_dock = self._dock("library", self.tr("Articles"), Qt.DockWidgetArea.LeftDockWidgetArea)
        self.marks_dock = self._dock("marks", self.tr("Marks and entities"), Qt.DockWidgetArea.RightDockWidgetArea)
        self.history_dock = self._dock("history", self.tr("History"), Qt.DockWidgetArea.RightDockWidgetArea)
        self.tabifyDockWidget(self.marks_dock, self.history_dock)
        self.setTabPosition(Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North)
        self.history_dock.hide()
        self.history_in_front = False
        """Whether the history is seen: not hidden, nor behind the marks."""
        self.history_dock.visibilityChanged.connect(self._history_seen)
        self.resizeDocks([self.library_dock, self.marks_dock], [232, 296], Qt.Orientation.Horizontal)
        for dock, key in ((self.library_dock, "F7"), (self.marks_dock, "F8")):
            action = dock.toggleViewAction()
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda shown, dock=dock: self._toggled(dock, shown))
            self.actions_.slots["panels"].insertAction(self.actions_["entities"], action)
            self.addAction(action)
        self.actions_.slots["panels"].addAction(self.actions_["history"])
        self.saved = QLabel()
        self.counts = QLabel()
        self.coder = QToolButton()
        self.coder.setAutoRaise(True)
        self.coder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.coder.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.coder.setToolTip(self.tr("Who codes"))
        self.zoom = QLabel()
        status = self.statusBar()
        status.setSizeGripEnabled(False)
        status.setContentsMargins(12, 0, 12, 0)
        for label in (self.saved, self.counts, self.zoom):
            # Room for the strip that tells how far an import is: no page jumps when it comes.
            label.setMinimumHeight(label.sizeHint().height() + 4)
            label.setContentsMargins(4, 0, 10, 0)
        status.addWidget(self.saved)
        status.addWidget(self.counts)
        status.addPermanentWidget(self.coder)
        status.addPermanentWidget(self.zoom)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.welcome.set_theme(theme)
        self.messages.set_theme(theme)
        self.project_name.setStyleSheet("font-weight: 600;")
        self.coder.setStyleSheet("QToolButton { padding: 1px 6px; } QToolButton::menu-indicator { image: none; }")
        self._bar.setStyleSheet(
            f"QToolBar {{ border: 0; border-bottom: 1px solid {theme.line}; background: {theme.background}; }}"
        )

    def furnish_bar(self, tags: QWidget, find: QWidget) -> None:
        """Put the tags and the search field into the bar."""
        self._bar_row.addWidget(tags, 1)
        self._bar_row.addWidget(find)

    def show_pages(self, panes: QWidget | None) -> None:
        """Show the panes, or the welcome where there are none."""
        self.show_centre(panes or self.welcome)

    def show_centre(self, page: QWidget, *, least: int = _PAGES) -> None:
        """Show a page in the place of the panes, and let the panels at the sides give way where it is narrower."""
        if self.centre.indexOf(page) < 0:
            self.centre.addWidget(page)
        self.centre.setCurrentWidget(page)
        if least != self._least:
            self._least = least
            self.make_room()

    def shape(self) -> tuple[QByteArray, QByteArray]:
        """Return geometry and state of the docks, to be kept."""
        return self.saveGeometry(), self.saveState() if self._furnished is None else self._furnished

    def take_shape(self, geometry: QByteArray, docks: QByteArray) -> None:
        """Look as `shape` told, perhaps in an earlier version, which had fewer panels."""
        self.restoreGeometry(geometry)
        self.restoreState(docks)
        if self.history_dock not in self.tabifiedDockWidgets(self.marks_dock):
            self.tabifyDockWidget(self.marks_dock, self.history_dock)
            self.history_dock.hide()

    def set_bare(self, bare: bool) -> None:
        """Show the pages alone, without panels and bars, or with all that stood around them again."""
        if bare == (self._furnished is not None):
            return
        furnished, self._furnished = self._furnished, self.saveState() if bare else None
        self.statusBar().setVisible(not bare)
        if furnished is None:
            for part in (self.library_dock, self.marks_dock, self.history_dock, self._bar):
                part.hide()
        else:
            self.restoreState(furnished)
            self.make_room()

    def show_bar(self, shown: bool) -> None:
        """Show the bar with the search field, or hide it, while the pages are bare; else it is there anyway."""
        if self._furnished is not None:
            self._bar.setVisible(shown)

    def show_library(self) -> None:
        """Show the panel of articles, whatever hid it."""
        self.library_dock.show()
        self._toggled(self.library_dock, shown=True)

    def show_marks(self) -> None:
        """Show the panel of marks, whatever hid it."""
        self.marks_dock.show()
        self.marks_dock.raise_()
        self._toggled(self.marks_dock, shown=True)

    def show_history(self, shown: bool) -> None:
        """Show the panel of the history, in front of that of the marks, or hide it."""
        if shown:
            self.history_dock.show()
            self.history_dock.raise_()
            self._toggled(self.history_dock, shown=True)
        else:
            self.history_dock.hide()

    @override
    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildPolished and isinstance(bar := event.child(), QTabBar):
            # Qt's, of panels that lie over one another; it is there, out of sight, also where only one is shown.
            # F8 and F9 lead from one to the other.
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.setAccessibleName(self.tr("Panels"))

    def _history_seen(self, seen: bool) -> None:
        self.history_in_front = seen
        self.actions_["history"].setChecked(seen)

    def _dock(self, name: str, title: str, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        # The panels have headings of their own; they are hidden and shown by the View menu.
        dock.setTitleBarWidget(QWidget())
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setMinimumWidth(180)
        dock.setWidget(QWidget())
        self.addDockWidget(area, dock)
        return dock

    def make_room(self) -> None:
        """Let the panels at the sides give way where the window is too narrow for them, and come back where it is not.

        What the reader hides stays hidden; what the reader shows again stays, and the other panel goes.
        """
        if self._furnished is not None:
            return
        room = self.width() - max(self.centre.minimumSizeHint().width(), self._least)
        for side in self._sides():
            wanted = [dock for dock in side if dock.isVisible() or dock in self._yielded]
            needed = max(map(_least, wanted), default=0)
            fits = room >= needed
            if wanted and fits:
                room -= needed
            for dock in wanted:
                if not fits and dock.isVisible():
                    self._yielded.add(dock)
                    self._widths[dock] = dock.width()
                    dock.hide()
                elif fits and dock in self._yielded:
                    self._yielded.discard(dock)
                    dock.show()
                    self.resizeDocks([dock], [self._widths.get(dock, dock.width())], Qt.Orientation.Horizontal)

    def _sides(self) -> tuple[tuple[QDockWidget, ...], ...]:
        """Return the panels on the right, which lie over each other, and on the left; the first give way first."""
        return (self.marks_dock, self.history_dock), (self.library_dock,)

    def _toggled(self, dock: QDockWidget, shown: bool) -> None:
        """The reader hid or showed a panel; one that is shown in a narrow window takes the place of those opposite."""
        self._yielded.discard(dock)
        opposite = next(side for side in self._sides() if dock not in side)
        seen = [other for other in opposite if other.isVisible()]
        needed = _least(dock) + max(map(_least, seen), default=0)
        if shown and self.width() - max(self.centre.minimumSizeHint().width(), self._least) < needed:
            for other in seen:
                self._yielded.add(other)
                other.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._frame_painted:
            self.make_room()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._frame_painted:
            self._frame_painted = True
            self.painted.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if _paths(data) or data.hasFormat(ARTICLE_MIME) or (event.source() is None and copied(data) is not None):
            accept_copy(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = _paths(event.mimeData())
        if paths:
            accept_copy(event)
            self.files_dropped.emit(paths)
        elif event.mimeData().hasFormat(ARTICLE_MIME):
            accept_copy(event)
            ids = dragged_articles(event.mimeData())
            self.article_dropped.emit(ids[0])
        elif event.source() is None and (words := copied(event.mimeData())) is not None:
            accept_copy(event)
            self.text_dropped.emit(words)


def _least(dock: QDockWidget) -> int:
    """Return the width in pixels that a panel needs."""
    return max(dock.minimumSizeHint().width(), dock.minimumWidth())


def _paths(data: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
