"""Backups of an open project: when it was opened, every hour of work, and when it is closed; nobody waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.change import Change
from annotator.core.errors import AnnotatorError, LockedError
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.session import Session

if TYPE_CHECKING:
    # Loaded with the first backup: no page waits for it.
    from annotator.project.backups import Backup, Plan, Signature

_OPENED_MS = 5000
"""Until the backup of what was found at opening: the window is calm by then."""
_HOUR_MS = 3_600_000
_AGAIN_MS = 600_000
"""Until it is tried again where somebody kept the file locked."""
_SMALL = 8_000_000
"""Bytes of a project that is backed up while its window closes; the next opening does it for larger ones."""
_AT_CLOSING = 0.5
"""Seconds that it may take then, on a slow disk."""


class BackingUp(QObject):
    """Makes backups of one session's project, in a thread of its own, and says once where it cannot."""

    failed = Signal(object)
    """The `AnnotatorError` that says why no backup was made; the same is not told twice on end."""
    made = Signal(object)
    """The `Backup` that was made, None where nothing had changed."""

    def __init__(self, session: Session, found: Signature | None) -> None:
        """`found` is the signature of the project's file before it was opened."""
        super().__init__(session)
        self._project = session.project
        self._found = found
        self._changed: bool | None = None
        """Since the last backup; None while that is not known yet."""
        self._said = ""
        self._off = Event()
        self._job: Job | None = None
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        session.changed.connect(self._note)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.make)
        if not self._project.read_only:
            self._timer.start(_OPENED_MS)

    @property
    def running(self) -> bool:
        return self._job is not None

    def make(self) -> None:
        """Make a backup now, unless nothing changed since the last, or one is under way."""
        from annotator.project import backups

        self._timer.start(_HOUR_MS)
        plan = backups.read_plan()
        if not plan.on or self.running or self._changed is False or self._project.displaced() is not None:
            return
        opened, self._changed = self._changed is None, False
        self._job = self._jobs.start(self._work(plan, self._found if opened else None))

    def stop(self) -> None:
        """Call off what is under way, and wait until the project's file is let go: it can be closed then."""
        self._timer.stop()
        self._off.set()
        if self._job is not None:
            self._changed = True
        self._jobs.close()

    def closed(self) -> None:
        """The project is closed: back it up if that takes no time, and write down whether it is backed up."""
        from annotator.project import backups

        path, record, plan = self._project.path, self._project.info.id, backups.read_plan()
        if not plan.on or self._project.read_only:
            return
        try:
            if self._changed:
                if path.stat().st_size <= _SMALL and self._project.displaced() is None:
                    end = perf_counter() + _AT_CLOSING
                    backups.make(path, plan, tick=lambda _share: perf_counter() < end, gently=False)
            elif self._changed is not None or backups.unchanged(path, record, plan, self._found):
                backups.settle(path, record, plan)
        except (AnnotatorError, OSError, backups.StoppedError):
            # The window is gone. It is tried again, and said, when the project is opened the next time.
            return

    def _note(self, _change: Change) -> None:
        # What was found at opening is looked at once more anyway while that is not known.
        self._changed = True

    def _work(self, plan: Plan, found: Signature | None) -> Iterator[Backup | None]:
        from annotator.project import backups

        path = self._project.path
        if found is not None and backups.unchanged(path, self._project.info.id, plan, found):
            yield None
            return
        try:
            yield backups.make(path, plan, tick=lambda _share: not self._off.is_set())
        except backups.StoppedError:
            return

    def _told(self, news: News) -> None:
        if not news.last:
            self._said = ""
            self.made.emit(news.value)
            return
        self._job = None
        if news.error is None:
            return
        self._changed = True
        if isinstance(news.error, LockedError):
            self._timer.start(_AGAIN_MS)
        elif not isinstance(news.error, AnnotatorError):
            raise news.error
        elif str(news.error) != self._said:
            self._said = str(news.error)
            self.failed.emit(news.error)
