"""The comparison in the window: shown in place of the pages, left for them, and come back to from a place there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolButton

from annotator.core.values import Event
from annotator.ui.compare.commands import Compare
from annotator.ui.icons import icon
from annotator.ui.marking import Marking
from annotator.ui.override import override
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.spotlight import Lit, Spotlight
from annotator.ui.theme import Theme
from annotator.ui.window import Window

_LEAST = 900
"""Pixels in which two reports and their labels stand well: the panels at the sides give way for it."""
_FOOT = 14
_OF_PAGES = (
    "find", "find_next", "find_previous", "tag_found", "next_mark", "previous_mark", "add_pane", "next_pane",
    "swap_panes", "edit_note", "around",
)  # fmt: skip
"""What is done on the pages, which are shown for it."""


class Comparing(QObject):
    """Turns from reading to comparing and back."""

    def __init__(
        self, window: Window, session: Session, spotlight: Spotlight, panes: PaneRow, marking: Marking,
        settings: Settings, theme: Theme,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._panes, self._marking = window, panes, marking
        self.compare = Compare(session, spotlight, panes, marking, settings, theme, self._leave, window)
        self._away = False
        """Whether the reader has gone to a place in the pages, to come back."""
        self.way_back = QToolButton(window.centre)
        self.way_back.setText(self.tr("Back to the comparison"))
        self.way_back.setToolTip(self.tr("F4, or Esc where nothing is in focus"))
        self.way_back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.way_back.setCursor(Qt.CursorShape.PointingHandCursor)
        self.way_back.clicked.connect(lambda _checked=False: self.open())
        self.way_back.hide()
        self.set_theme(theme)
        window.centre.installEventFilter(self)
        window.centre.currentChanged.connect(self._turned)
        for name in _OF_PAGES:
            window.actions_[name].triggered.connect(self._page_wanted)
        spotlight.changed.connect(self._lit)
        marking.at_rest.connect(self._at_rest)
        window.messages.covered.connect(self._place)
        panes.opened_changed.connect(self._show_way)

    @property
    def shown(self) -> bool:
        """Whether the comparison is seen."""
        return self._window.centre.currentWidget() is self.compare.page

    def set_theme(self, theme: Theme) -> None:
        self.compare.set_theme(theme)
        mirrored = self._window.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.way_back.setIcon(icon("next" if mirrored else "back", theme.accent))
        self.way_back.setStyleSheet(
            f"QToolButton {{ background: {theme.background}; border: 1px solid {theme.line}; border-radius: 14px;"
            f" padding: 4px 12px; color: {theme.ink}; }} QToolButton:hover {{ border-color: {theme.accent}; }}"
        )

    def close(self) -> None:
        """Read nothing more, and be gone from the window."""
        self._window.centre.removeEventFilter(self)
        self._window.messages.covered.disconnect(self._place)
        self._window.centre.currentChanged.disconnect(self._turned)
        for name in _OF_PAGES:
            self._window.actions_[name].triggered.disconnect(self._page_wanted)
        self.compare.close()
        self.way_back.deleteLater()
        self._window.centre.removeWidget(self.compare.page)
        self.compare.page.deleteLater()

    def turn(self) -> None:
        """Compare where one was reading, read where one was comparing."""
        if self.shown:
            self._leave(False)
        else:
            self.open()

    def open(self, event: Event | None = None) -> None:
        """Show the comparison of an event (None: that of last time, or the one that suits what is open)."""
        self._away = False
        # No mark is in focus where none is seen: whichever comes into focus next is then seen on its page.
        self._marking.let_go()
        self._window.show_centre(self.compare.page, least=_LEAST)
        self.compare.begin(event)

    def _leave(self, away: bool) -> None:
        """Show the pages again; `away`: to come back from a place there."""
        self._window.show_pages(self._panes if self._panes.panes else None)
        self._away = away
        self._show_way()
        if not away and self._panes.current is not None:
            self._panes.make_current(self._panes.current)

    def _turned(self, _place: int) -> None:
        self._window.actions_["compare"].setChecked(self.shown)
        if not self.shown:
            self.compare.end()
        self._show_way()

    def _lit(self, lit: Lit) -> None:
        """A mark came into focus, from some list at the side or a key: the page shows where it is."""
        if self.shown and lit.focus is not None:
            self._leave(True)

    def _page_wanted(self, _checked: bool = False) -> None:
        if self.shown:
            self._leave(True)

    def _at_rest(self) -> None:
        if self._away and not self.shown:
            self.open()

    def _show_way(self) -> None:
        away = self._away and not self.shown
        for pane in self._panes.panes:
            # The mouse's own key for going back; only while there is a way.
            ground = pane.view.viewport()
            ground.removeEventFilter(self)
            if away:
                ground.installEventFilter(self)
        self.way_back.setVisible(away)
        if self.way_back.isVisible():
            self._place()

    def _place(self, _cover: int = 0) -> None:
        """Lay the way back over the foot of the pages, above what is said there."""
        size, ground = self.way_back.sizeHint(), self._window.centre
        top = ground.height() - self._window.messages.cover - size.height() - _FOOT
        self.way_back.setGeometry((ground.width() - size.width()) // 2, top, size.width(), size.height())
        self.way_back.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window.centre:
            self._place()
        elif (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.BackButton
            and self._away
        ):
            self.open()
            return True
        return super().eventFilter(watched, event)
