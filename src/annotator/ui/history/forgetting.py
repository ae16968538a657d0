"""Forgetting what old changes changed, so that the project's file is smaller: asked for, explained, agreed to, done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtWidgets import QApplication

from annotator.core.ids import now
from annotator.ui.history.view import EVERYTHING, MONTH, HistoryView
from annotator.ui.history.words import day_of, day_text, size_text
from annotator.ui.session import Session
from annotator.ui.window import Window


class Forgetting(QObject):
    """Asks in the panel, and does it when that is agreed to."""

    def __init__(self, session: Session, view: HistoryView, window: Window) -> None:
        super().__init__(view)
        self._session, self._view, self._window = session, view, window
        self._before: str | None = None
        """The moment before which details shall be forgotten, where that is asked."""
        view.compact_requested.connect(self._ask)
        view.agreed.connect(self._compact)

    def _ask(self, age: str) -> None:
        """Say what forgetting the details of old changes means, and gives back."""
        moment = datetime.now(UTC) - timedelta(days=30 if age == MONTH else 365)
        self._before = now() if age == EVERYTHING else moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        before = self._before
        weight = self._session.attempt(lambda: self._session.project.history_weight(before))
        if weight is None:
            return
        count, size = weight
        if not count:
            self._view.ask("")
            self._window.messages.news(self.tr("No change is that old, or all their details are forgotten already."))
            return
        day = day_text(day_of(before))
        first = (
            self.tr("Forget what all {0} changes so far changed?")
            if age == EVERYTHING
            else self.tr("Forget what the {0} changes before {1} changed?")
        )
        text = self.tr(
            "Who did them, when and to what stays listed; they can be looked into, undone and reverted no more. "
            "The file of {2} becomes about {3} smaller. This cannot be undone."
        )
        numbers = QLocale().toString(count), day, size_text(self._size()), size_text(size)
        question = f"{first}\n\n{text}"
        for place, words in enumerate(numbers):
            question = question.replace(f"{{{place}}}", words)
        self._view.ask(question)

    def _compact(self) -> None:
        before, size = self._before, self._size()
        self._view.ask("")
        if before is None:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            forgotten = self._session.compact(before)
        finally:
            QApplication.restoreOverrideCursor()
        if forgotten is not None:
            text = self.tr("The details of {0} changes are forgotten. The file had {1}, now it has {2}.")
            words = QLocale().toString(forgotten), size_text(size), size_text(self._size())
            for place, word in enumerate(words):
                text = text.replace(f"{{{place}}}", word)
            self._window.messages.news(text)

    def _size(self) -> int:
        """Return the bytes of the project's file, with its log."""
        path = self._session.project.path
        log = path.with_name(f"{path.name}-wal")
        return sum(one.stat().st_size for one in (path, log) if one.exists())
