"""The page of proposals at the side of the marks: offered when the window stands, made when it is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.side_panel import Page, SidePanel
from annotator.ui.spotlight import Spotlight
from annotator.ui.theme import Theme
from annotator.ui.window import Window

if TYPE_CHECKING:
    from annotator.ui.proposals.commands import ProposalCommands


class Proposing(QObject):
    """Adds the page to the panel; the page itself loads what proposes."""

    def __init__(
        self,
        window: Window,
        session: Session,
        spotlight: Spotlight,
        panes: PaneRow,
        marking: Marking,
        side: SidePanel,
        settings: Settings,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._spotlight = window, session, spotlight
        self._panes, self._marking, self._side, self._settings = panes, marking, side, settings
        self._theme = theme
        self.page: ProposalCommands | None = None
        self._place = side.tabs.count()
        side.add(self.tr("Proposals"), self._make)
        window.actions_.connect_all({"proposals": self.open})
        marking.propose_requested.connect(self.propose)

    def close(self) -> None:
        """Look for nothing more."""
        if self.page is not None:
            self.page.close()

    def open(self) -> None:
        """Show the page, with the keyboard in its list, or until there is something in it, in the choice above."""
        self._window.show_marks()
        self._side.open(self._place)
        if self.page is not None:
            self.page.view.take_keyboard()

    def propose(self, kind: str) -> None:
        """Show what is proposed of a kind (see `analysis.proposals`): of the mark in focus, where one is."""
        self.open()
        if self.page is not None:
            self.page.ask(kind)

    def _make(self) -> Page:
        from annotator.ui.proposals.commands import ProposalCommands

        self.page = ProposalCommands(
            self._session, self._spotlight, self._panes, self._marking, self._settings, self._theme, self._window
        )
        return self.page
