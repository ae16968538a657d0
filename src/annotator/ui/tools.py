"""Windows beside the pages that are seldom opened: each loaded and made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.window import Window


class Tool(Protocol):
    def open(self) -> None: ...

    def close(self) -> None:
        """Close its window, and follow the project no more."""

    def set_theme(self, theme: Theme) -> None: ...


class Tools(QObject):
    """Knows how each is made, by the name of the action that opens it."""

    def __init__(self, session: Session, panes: PaneRow, theme: Theme, window: Window) -> None:
        super().__init__(window)
        self._session, self._panes, self._theme, self._window = session, panes, theme, window
        self.made: dict[str, Tool] = {}
        self._makers: dict[str, Callable[[], Tool]] = {"numbers": self._numbers}

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {name: lambda name=name: self._open(name) for name in self._makers}  # type: ignore[misc]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for tool in self.made.values():
            tool.set_theme(theme)

    def close(self) -> None:
        for tool in self.made.values():
            tool.close()

    def _open(self, name: str) -> None:
        if name not in self.made:
            self.made[name] = self._makers[name]()
        self.made[name].open()

    def _numbers(self) -> Tool:
        from annotator.ui.numbers.commands import NumbersCommands

        return NumbersCommands(self._session, self._panes, self._theme, self._window)
