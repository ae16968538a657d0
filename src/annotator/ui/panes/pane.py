"""One pane: an article's page with a slim bar above it, and a place to drop another article."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.core.reading import altogether
from annotator.core.values import Annotation, Article, ReadingState
from annotator.text.direction import Direction
from annotator.text.isolate import isolate
from annotator.ui.dragging import ARTICLE_MIME, accept_copy, dragged_articles
from annotator.ui.icons import icon
from annotator.ui.lists import elided, list_font
from annotator.ui.override import override
from annotator.ui.panes.palette import Palette
from annotator.ui.panes.versions import VersionLinks
from annotator.ui.reader import assistive
from annotator.ui.reader.view import ReaderView
from annotator.ui.standing import Standings, standing_icon, standings_text
from annotator.ui.theme import Theme
from annotator.ui.tips import plain

_PALETTE_MS = 140
_EDGE = 0.18
_TITLE_GONE = 60


class Side(Enum):
    """Where in a pane something was dropped: on it, or at an edge for a new pane beside it."""

    HERE = 0
    LEFT = -1
    RIGHT = 1


class _Title(QLabel):
    """A title in one line, cut at its end where there is no room for all of it."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""

    def say(self, title: str) -> None:
        self._whole = title
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(isolate(elided(self._whole, self.fontMetrics(), self.contentsRect().width())))


class Pane(QWidget):
    """Holds a `ReaderView`; tells what its user wants and shows what it is given."""

    activated = Signal(object)
    """This pane was clicked, or has the keyboard now."""
    close_requested = Signal(object)
    swap_requested = Signal(object)
    done_requested = Signal()
    """The article shall be declared done, or no longer."""
    standing_requested = Signal()
    """How far it is read for each tag shall be shown."""
    loosened = Signal(object)
    """This pane was let loose from the others, or goes along with them again."""
    dropped = Signal(object)
    """(this pane, article id, Side)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.article: Article | None = None
        self._theme = theme
        self._current = False
        self.states: Standings | None = None
        """How far the article is read for each tag; not known before the library is read."""
        assistive.serve()
        self.view = ReaderView(self)
        self.palette_ = Palette(theme, self.view.viewport())
        self._title = _Title()
        self._title.hide()
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.done = QToolButton()
        self.done.setCheckable(True)
        self.done.hide()
        self.done.setAccessibleName(self.tr("Article done"))
        self.done.clicked.connect(lambda _checked=False: self._declare())
        self.standing = QToolButton()
        self.standing.hide()
        self.standing.setToolTip(self.tr("How far it is read for each tag (Ctrl+Shift+D)"))
        self.standing.setAccessibleName(self.tr("Reading status by tag"))
        self.standing.clicked.connect(lambda _checked=False: self.standing_requested.emit())
        self.loose = False
        """Whether it stays where it is while other pages that it belongs to are scrolled."""
        self.link = QToolButton()
        self.link.setCheckable(True)
        self.link.hide()
        self.link.clicked.connect(lambda _checked=False: self.let_loose(not self.loose))
        self.versions = VersionLinks()
        self.swap = QToolButton()
        self.swap.setToolTip(self.tr("Swap with the pane beside"))
        self.swap.setAccessibleName(self.tr("Swap panes"))
        self.swap.clicked.connect(lambda _checked=False: self.swap_requested.emit(self))
        self.close_button = QToolButton()
        self.close_button.setToolTip(self.tr("Close the pane"))
        self.close_button.setAccessibleName(self.tr("Close pane"))
        self.close_button.clicked.connect(lambda _checked=False: self.close_requested.emit(self))
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(12, 2, 4, 2)
        bar.setSpacing(0)
        bar.addWidget(self._title, 1)
        bar.addWidget(self.versions)
        bar.addStretch(0)
        bar.addWidget(self.done)
        bar.addWidget(self.standing)
        bar.addWidget(self.link)
        bar.addWidget(self.swap)
        bar.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self.view, 1)
        self._hint = QFrame(self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PALETTE_MS)
        self._wait.timeout.connect(self._show_palette)
        self._collecting = self._leaving = False
        """Whether the palette stays while changes are collected, and whether it goes when they are painted."""
        self.setAcceptDrops(True)
        self.setMinimumWidth(200)
        self.view.used.connect(lambda: self.activated.emit(self))
        self.versions.wanted.connect(lambda _article: self.activated.emit(self))
        self.view.selection_changed.connect(self._selection_changed)
        self.view.scrolled.connect(self._scrolled)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.view.set_theme(theme)
        self.palette_.set_theme(theme)
        if self.states is not None:
            self.show_states(self.states)
        self.standing.setIcon(icon("arrow", theme.quiet))
        self.standing.setStyleSheet("QToolButton { padding: 4px 2px; }")
        self._show_link()
        self.swap.setIcon(icon("swap", theme.quiet))
        self.close_button.setIcon(icon("close", theme.quiet))
        self.versions.dress(theme.quiet, theme.ink)
        self._hint.setStyleSheet(
            f"background: {QColor(theme.accent).name()}30; border: 2px solid {theme.accent}; border-radius: 8px;"
        )
        self._dress()

    def show_article(self, article: Article) -> None:
        """Name the article in the bar (its text is given to the view)."""
        self.article = article
        self._title.setFont(list_font(article.title, small=True))
        side = Qt.AlignmentFlag.AlignRight if article.direction is Direction.RTL else Qt.AlignmentFlag.AlignLeft
        self._title.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self._title.say(article.title)
        self._title.setToolTip(plain(isolate(article.title)))
        self.view.setAccessibleName(article.title)

    @property
    def is_done(self) -> bool:
        """Whether the article is shown as declared done."""
        return altogether(state for _, state in self.states or ()) is ReadingState.DONE

    def show_states(self, states: Standings) -> None:
        """Show how far the article is read for each tag, and whether it is declared done."""
        self.states = states
        done = self.is_done
        self.done.show()
        self.standing.setVisible(bool(states))
        self.done.setChecked(done)
        self.done.setIcon(icon("done", self._theme.accent) if done else standing_icon(states, self._theme))
        declared = self.tr("Declared done. Take it back (Ctrl+D)")
        declare = self.tr("Declare the article done (Ctrl+D)")
        begun = any(state is not None for _, state in states) and not done
        self.done.setToolTip(declared if done else f"{standings_text(states)}\n{declare}" if begun else declare)

    def offer_loose(self, offered: bool) -> None:
        """Have a button let the pane loose, where there are others that it goes along with."""
        self.link.setVisible(offered)
        self._show_link()

    def let_loose(self, loose: bool) -> None:
        """Leave the page where it is while others are scrolled, or have it go along."""
        if loose != self.loose:
            self.loose = loose
            self._show_link()
            self.loosened.emit(self)

    @property
    def in_use(self) -> bool:
        """Whether this is the pane that keys and menus act on, of several."""
        return self._current

    def _show_link(self) -> None:
        self.link.setChecked(not self.loose)
        theme = self._theme
        self.link.setIcon(icon("unchain", theme.quiet) if self.loose else icon("chain", theme.accent))
        along = self.tr("This page scrolls with the others. Let it loose")
        self.link.setToolTip(self.tr("This page is loose. Scroll it with the others") if self.loose else along)
        self.link.setAccessibleName(self.tr("Scroll with the others"))

    def set_current(self, current: bool, *, several: bool) -> None:
        """Show whether this pane is the one in use, and whether there is another to swap with."""
        self._current = current and several
        self.swap.setVisible(several)
        self._dress()

    def show_palette_for_mark(self, place: QRect, here: int, mark: Annotation) -> None:
        """Offer what can be done with the `mark` at `place` (pixels of the viewport), where `here` marks lie."""
        self._leaving = False
        self.palette_.show_for_mark(place, here, mark)

    def hide_palette(self) -> None:
        self._wait.stop()
        if self._collecting:
            self._leaving = True
        else:
            self.palette_.hide()

    def collect(self) -> None:
        """Paint nothing anew until `paint_now`, and leave the palette where it is: several changes are then one."""
        self._collecting = True
        self.view.collect()

    def paint_now(self) -> None:
        """Paint at once what has changed on the page; what the palette leaves uncovered is painted with the next."""
        self.view.paint_now()
        self._collecting = False

    def let_palette_go(self) -> None:
        """Hide the palette if it was to go while changes were collected: once they are painted."""
        if self._leaving:
            self._leaving = False
            self.palette_.hide()

    def _declare(self) -> None:
        self.done_requested.emit()
        self.done.setChecked(self.is_done)  # whatever the click made of it: it may have been refused

    def _scrolled(self) -> None:
        # A drag beyond the edge scrolls while it selects: the palette still comes when it has ended.
        awaited = self._wait.isActive()
        self.hide_palette()
        if awaited:
            self._wait.start()
        # The page begins with the title; the bar repeats it only where that is out of sight.
        page = self.view.page
        passed = page is not None and self.view.top_place() > page.title_end
        self._title.setVisible(passed and self.view.verticalScrollBar().value() > _TITLE_GONE)

    def _dress(self) -> None:
        ink = self._theme.ink if self._current else self._theme.quiet
        edge = self._theme.accent if self._current else self._theme.page
        self._bar.setStyleSheet(f".QWidget {{ background: {self._theme.page}; border-top: 2px solid {edge}; }}")
        self._title.setStyleSheet(f"color: {ink};")

    def _selection_changed(self, span: object) -> None:
        self.hide_palette()
        if span is not None:
            self._wait.start()

    def _show_palette(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._wait.start()
        elif self.view.selection() is not None:
            place = self.view.selection_rect()
            if place.intersects(self.view.viewport().rect()):
                self.palette_.show_at(place, self.view.scene.focus, self.view.selection())

    # Dropping an article of the library.

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(ARTICLE_MIME):
            accept_copy(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        side = self._side(event.position().x())
        box = self.rect().adjusted(6, 6, -6, -6)
        if side is Side.LEFT:
            box.setWidth(box.width() // 3)
        elif side is Side.RIGHT:
            box.setLeft(box.right() - box.width() // 3)
        self._hint.setGeometry(box)
        self._hint.show()
        self._hint.raise_()
        accept_copy(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint.hide()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.hide()
        ids = dragged_articles(event.mimeData())
        if ids:
            accept_copy(event)
            self.dropped.emit((self, ids[0], self._side(event.position().x())))

    def _side(self, x: float) -> Side:
        if x < self.width() * _EDGE:
            return Side.LEFT
        return Side.RIGHT if x > self.width() * (1 - _EDGE) else Side.HERE
