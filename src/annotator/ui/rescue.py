"""What can be had where a project cannot be opened: its last backup that is sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from annotator.core.errors import AnnotatorError, LockedError, ProjectError
from annotator.project import backups
from annotator.project.backups import Backup
from annotator.ui.jobs import Job, Jobs, News


class Found(Struct, frozen=True):
    """Why a project could not be opened, and the backup that there is of it."""

    error: AnnotatorError
    backup: Backup


class Rescue(QObject):
    """Looks for backups in a thread of its own, since all of a file is read to tell whether it is sound."""

    found = Signal(object)
    """A `Found`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._job: Job | None = None
        self._off = Event()
        self._error: AnnotatorError | None = None

    @property
    def looking(self) -> bool:
        return self._job is not None

    def look(self, path: Path, error: AnnotatorError) -> None:
        """Look for a backup of the project that could not be opened for this reason."""
        if not isinstance(error, ProjectError) or isinstance(error, LockedError):
            return  # Locked: it will open when the lock is gone.
        if self._job is not None:
            self._job.cancel()
        self._error = error
        self._job = self._jobs.start(self._newest(path))

    def close(self) -> None:
        self._off.set()
        self._jobs.close()

    def _newest(self, path: Path) -> Iterator[Backup | None]:
        try:
            yield backups.newest_good(path, tick=lambda _share: not self._off.is_set())
        except backups.StoppedError:
            return

    def _told(self, news: News) -> None:
        if news.job is not self._job or self._error is None:
            return
        if news.last:
            self._job = None
            if news.error is not None and not isinstance(news.error, AnnotatorError):
                raise news.error
        elif isinstance(news.value, Backup):
            self.found.emit(Found(self._error, news.value))
