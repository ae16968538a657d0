"""A project is looked over before it is opened, and looked through once it is: here, while work begins."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.errors import AnnotatorError, DamagedError
from annotator.project import Project
from annotator.project.inspecting import look_over
from annotator.ui.jobs import Job, Jobs, News

_LATER_MS = 5000
"""Until it begins: the first pages, lists and searches come before it."""


class Inspection(QObject):
    """Checks the file in a thread of its own; where it is damaged, nothing more is written into it."""

    damaged = Signal(object)
    """The `DamagedError` that says what was found."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._job: Job | None = None
        self._off = Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LATER_MS)

    @property
    def looking(self) -> bool:
        return self._job is not None

    def look(self) -> None:
        """Begin."""
        self._timer.stop()
        self._job = self._jobs.start(look_over(self._project.path, self._off.is_set))

    def close(self) -> None:
        """Call it off, and wait until nothing is looked at any more."""
        self._timer.stop()
        self._off.set()
        self._jobs.close()

    def _told(self, news: News) -> None:
        if news.last:
            self._job = None
        if isinstance(news.value, str):
            self._project.distrust(news.value)
            self.damaged.emit(DamagedError(self._project.path, news.value))
        elif isinstance(news.error, DamagedError):
            self._project.distrust(news.error.what)
            self.damaged.emit(news.error)
        elif news.error is not None and not isinstance(news.error, AnnotatorError):
            raise news.error  # A file that is locked or gone for now says so when it is worked on.
