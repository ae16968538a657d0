"""A search for articles that goes on in another thread, and the small window that lists what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject

from annotator.core.errors import AnnotatorError
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.library.candidates import Candidates
from annotator.ui.session import Session


class Looking(QObject):
    """Has at most one window open; closing it calls the search off."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._job: Job | None = None
        self._show: Callable[[object], object] = lambda _value: None
        self.dialog: Candidates | None = None

    def begin(self, dialog: Candidates, values: Iterator[object], show: Callable[[object], object]) -> None:
        """Open a window, and `show` in it each of the values as they are found."""
        if self.dialog is not None:
            self.dialog.close()
        self.dialog, self._show = dialog, show
        dialog.finished.connect(lambda _result: self._closed(dialog))
        self._job = self._jobs.start(values)
        dialog.show()

    def close(self) -> None:
        """Look no further."""
        if self.dialog is not None:
            self.dialog.close()
        self._jobs.close()

    def _closed(self, dialog: Candidates) -> None:
        if self.dialog is dialog:
            self.dialog = None
            if self._job is not None:
                self._job.cancel()

    def _told(self, news: News) -> None:
        if self.dialog is None or news.job is not self._job:
            return
        if isinstance(news.error, AnnotatorError):
            self.dialog.close()
            self._session.refused.emit(news.error)
        elif news.error is not None:
            raise news.error
        elif not news.last:
            self._show(news.value)
