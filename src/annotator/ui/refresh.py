"""What is done for an edit after the page was painted: once for several edits, and never lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from annotator.core.change import Edit
from annotator.core.values import Value


class Refresh(QObject):
    """Collects what lists and counts have still to follow, and has it done when the event loop comes round.

    `paint` is done first: what the reader looks at does not wait for lists. `follow` gets the edits since, in order,
    and whether another mark is in focus.
    """

    def __init__(
        self,
        paint: Callable[[], object],
        follow: Callable[[list[Edit[Value]], bool], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._paint = paint
        self._follow = follow
        self._edits: list[Edit[Value]] = []
        self._focus = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._come_round)

    def edits(self, edits: tuple[Edit[Value], ...]) -> None:
        self._edits += edits
        self._soon.start(0)

    def focus(self) -> None:
        self._focus = True
        self._soon.start(0)

    @property
    def pending(self) -> bool:
        return self._soon.isActive()

    def now(self) -> None:
        """Do what is due at once, for whoever needs the lists as they will be."""
        self._soon.stop()
        edits, focus = self._edits, self._focus
        self._edits, self._focus = [], False
        if edits or focus:
            self._follow(edits, focus)

    def drop(self) -> None:
        """Forget what is due: all was read again."""
        self._edits.clear()
        self._focus = False
        self._soon.stop()

    def _come_round(self) -> None:
        self._paint()
        self.now()
