"""What was done: undo and redo in the menus, and the panel of the history, which is made when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from annotator.core.change import Change
from annotator.ui.library.filing import Filing
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.refresh import Refresh
from annotator.ui.session import Session
from annotator.ui.spotlight import Spotlight
from annotator.ui.theme import Theme
from annotator.ui.window import Window
from annotator.ui.wording import describe

if TYPE_CHECKING:
    from annotator.ui.history.historian import Historian
    from annotator.ui.history.view import HistoryView


class Steps(QObject):
    """Says what can be undone, does it, and shows the history."""

    def __init__(
        self, window: Window, session: Session, spotlight: Spotlight, panes: PaneRow, marking: Marking,
        filing: Filing, refresh: Refresh, theme: Theme,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._session, self._spotlight = window, session, spotlight
        self._panes, self._marking, self._filing = panes, marking, filing
        self._refresh, self._theme = refresh, theme
        self.panel: HistoryView | None = None
        self._historian: Historian | None = None
        window.history_dock.visibilityChanged.connect(self._seen)
        marking.history_requested.connect(self.show_mark)

    def begin(self) -> None:
        """Show what stands open: the panel may have been left so."""
        self.show()
        if self._window.history_in_front:
            self._seen(True)

    def close(self) -> None:
        """Show nothing more."""
        self._window.history_dock.visibilityChanged.disconnect(self._seen)
        if self._historian is not None:
            self._historian.close()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.panel is not None:
            self.panel.set_theme(theme)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table do that are about what was done."""
        return {
            "undo": lambda: self._walked(self._session.undo(), self.tr("Undone: {0}")),
            "redo": lambda: self._walked(self._session.redo(), self.tr("Done again: {0}")),
            "history": lambda: self.show_panel(self._window.actions_["history"].isChecked()),
        }

    def add_to(self, menu: QMenu) -> None:
        """Put the history of the selected article into its menu."""
        chosen = self._filing.chosen()
        if len(chosen) == 1:
            record = chosen[0].id
            menu.addAction(self.tr("History of this article"), lambda: self.show_article(record))

    def show_panel(self, shown: bool) -> None:
        """Show the history, in front of the marks, or hide it."""
        self._window.show_history(shown)

    def show_mark(self) -> None:
        """Show the history of the mark in focus."""
        self._refresh.now()
        self._made().show_mark()
        self._window.show_history(True)

    def show_article(self, article: str) -> None:
        """Show the history of an article."""
        self._made().show_article(article)
        self._window.show_history(True)

    # Undo and redo.

    def allow(self) -> None:
        """Say at once what can be undone: the keys for it may come before the menus have followed."""
        project, actions = self._session.project, self._window.actions_
        actions["undo"].setEnabled(project.undoable is not None)
        actions["redo"].setEnabled(project.redoable is not None)

    def show(self) -> None:
        """Say in the menus what would be undone, and done again."""
        self.allow()
        project, actions = self._session.project, self._window.actions_
        for name, change, plain in (
            ("undo", project.undoable, self.tr("&Undo")),
            ("redo", project.redoable, self.tr("&Redo")),
        ):
            actions[name].setText(f"{plain} {describe(change)}".replace("\t", " ") if change else plain)
        self._window.saved.setText(self.tr("Read only") if project.read_only else self.tr("Saved"))

    def _walked(self, change: Change | None, words: str) -> None:
        if change is not None:
            self._refresh.now()
            self._window.saved.setText(words.replace("{0}", describe(change)))

    # The panel.

    def _seen(self, seen: bool) -> None:
        if seen or self._historian is not None:
            self._made().see(seen)

    def _made(self) -> Historian:
        if self._historian is None:
            from annotator.ui.history.historian import Historian
            from annotator.ui.history.view import HistoryView

            self.panel = HistoryView(self._theme, read_only=self._session.project.read_only)
            self._window.history_dock.setWidget(self.panel)
            self._historian = Historian(
                self._session, self.panel, self._spotlight, self._panes, self._marking, self._window
            )
        return self._historian
