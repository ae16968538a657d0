"""Says once for each script that the system has no good face for it, and which package has one."""

from __future__ import annotations

from annotator.ui.fonts import missing_for
from annotator.ui.messages import MessageBar
from annotator.ui.panes.row import PaneRow


class MissingFaces:
    """Remembers what was said."""

    def __init__(self, panes: PaneRow, messages: MessageBar) -> None:
        self._panes = panes
        self._messages = messages
        self._said: set[str] = set()

    def look(self) -> None:
        """Look over the pages, and say what is new."""
        for pane in self._panes.panes:
            if pane.article is not None:
                new = [line for line in missing_for(pane.view.text(), pane.article.language) if line not in self._said]
                self._said.update(new)
                if new:
                    self._messages.news("\n".join(new))
