"""Documents on their way in: gathered in other threads and processes, taken by the window's own, batch by batch."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from pathlib import Path
from threading import Event, Semaphore
from time import monotonic

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.change import Change
from annotator.core.errors import AnnotatorError, LockedError
from annotator.project import ImportReport
from annotator.project.gathering import files, gather
from annotator.project.importing import Intake, Options, batches
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.session import Session

_SECONDS = 0.3
"""How long a batch is gathered at most before it is taken."""
_ARTICLES = 16
"""As many at a time as are stored while nobody notices."""
_WAITING = 8
"""Batches that may wait for the window, so that memory holds no more of them."""
_AGAIN_MS, _TRIES = 500, 40
"""How soon, and how often, a batch is stored again that met a locked project."""
_CALM = 8
"""Views are told of what came in after this many times what telling them takes."""


class Wish(Struct, frozen=True):
    """What shall be taken in, and how it is read."""

    paths: tuple[Path, ...]
    options: Options = Options()


class Progress(Struct, frozen=True):
    """How far an import is: files looked at of `total`, articles that came in, documents that could not be read."""

    files: int = 0
    total: int = 0
    imported: int = 0
    failed: int = 0


class Arrived(Struct, frozen=True):
    """The end of an import: what was wished for, and what became of it."""

    wish: Wish
    report: ImportReport


class _Total(Struct, frozen=True):
    files: int


class _Supply:
    """What the other thread gathers: the count of files, then batches, a few ahead of the window."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._room = Semaphore(_WAITING)
        self._off = Event()

    def taken(self) -> None:
        """One batch less waits."""
        self._room.release()

    def stop(self) -> None:
        self._off.set()
        self._room.release()

    def __call__(self) -> Generator[object, None, None]:
        yield _Total(sum(1 for _ in files(self._wish.paths)))
        gathering = gather(self._wish.paths, self._wish.options.reading)
        try:
            for batch in batches(gathering, articles=_ARTICLES, seconds=_SECONDS):
                self._room.acquire()
                if self._off.is_set():
                    return
                yield batch
        finally:
            gathering.close()


class Importing(QObject):
    """Takes documents into a session's project while work goes on in it; several wishes one after the other."""

    progressed = Signal(object)
    """`Progress` while an import runs, None when the last one has ended."""
    arrived = Signal(object)
    """`Arrived`, also where an import was called off."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        # What is undone, or read, has to be known before; else it comes to the views when it is gone, or twice.
        session.changing.connect(self._tell)
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._waiting: deque[Wish] = deque()
        self._wish: Wish | None = None
        self._intake: Intake | None = None
        self._supply: _Supply | None = None
        self._job: Job | None = None
        self._progress = Progress()
        self._come: deque[News] = deque()
        self._tries = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AGAIN_MS)
        self._later.timeout.connect(self._take_all)
        self._untold: list[Change] = []
        self._told_at = 0.0
        self._telling = 0.0

    @property
    def running(self) -> bool:
        return self._wish is not None

    def start(self, paths: Sequence[Path], options: Options) -> None:
        """Take files and folders in, after what is under way already."""
        self._waiting.append(Wish(tuple(paths), options))
        if not self.running:
            self._next()

    def cancel(self) -> None:
        """Call off what is still to do; what came in by now stays, as one step to undo."""
        self._waiting.clear()
        if self._job is not None and self._supply is not None:
            self._job.cancel()
            self._supply.stop()
            self._finish(cancelled=True)

    def close(self) -> None:
        """Call everything off and wait until nobody reads any more."""
        self.blockSignals(True)
        self.cancel()
        self._jobs.close()

    def _next(self) -> None:
        if not self._waiting:
            self.progressed.emit(None)
            return
        self._wish = self._waiting.popleft()
        intake = self._session.attempt(lambda: Intake(self._session.project, self._wish_now.options))
        if intake is None:
            self._wish = None
            self._next()
            return
        self._intake = intake
        self._progress = Progress()
        self._supply = _Supply(self._wish)
        self._job = self._jobs.start(self._supply())

    @property
    def _wish_now(self) -> Wish:
        assert self._wish is not None
        return self._wish

    def _told(self, news: News) -> None:
        if news.job is not self._job or self._intake is None:
            return
        if isinstance(news.value, _Total):
            self._progress = Progress(total=news.value.files)
            self.progressed.emit(self._progress)
            return
        self._come.append(news)
        self._take_all()

    def _take_all(self) -> None:
        """Take what has come; where another process keeps the project locked, a little later."""
        while self._come and self._intake is not None:
            news = self._come[0]
            if news.last:
                self._ended(news.error)
                return
            assert isinstance(news.value, list)
            try:
                change = self._intake.take(news.value)
            except LockedError as error:
                self._tries += 1
                if self._tries < _TRIES:
                    self._later.start()
                else:
                    self._give_up(error)
                return
            except AnnotatorError as error:
                # A full disk, a file that was moved: the rest would meet the same.
                self._give_up(error)
                return
            self._tries = 0
            self._come.popleft()
            self._taken(self._intake, change)

    def _give_up(self, error: AnnotatorError) -> None:
        # In this order: why it ended is the sentence that stays.
        self.cancel()
        self._session.refused.emit(error)

    def _taken(self, intake: Intake, change: Change | None) -> None:
        """A batch was stored: say how far it is, and let more be gathered."""
        if change is not None:
            self._untold.append(change)
        assert self._supply is not None
        self._supply.taken()
        total = self._progress.total
        self._progress = Progress(min(intake.files, total), total, intake.imported, intake.failed)
        self.progressed.emit(self._progress)
        if monotonic() - self._told_at > max(_SECONDS, _CALM * self._telling):
            self._tell()

    def _tell(self) -> None:
        """Let the views follow what came in; seldom enough that they do not keep the window from it."""
        untold, self._untold = self._untold, []
        if untold:
            first = untold[0]
            begun = monotonic()
            edits = tuple(edit for change in untold for edit in change.edits)
            self._session.tell(Change(first.kind, first.coder, first.time, first.subject, edits))
            self._told_at = monotonic()
            self._telling = self._told_at - begun

    def _ended(self, error: Exception | None) -> None:
        if error is not None and not isinstance(error, AnnotatorError):
            self._finish(cancelled=True)
            raise error
        if error is not None:
            self._session.refused.emit(error)
        self._finish(cancelled=error is not None)

    def _finish(self, *, cancelled: bool) -> None:
        intake, wish = self._intake, self._wish_now
        assert intake is not None
        self._intake = self._job = self._supply = self._wish = None
        self._come.clear()
        self._later.stop()
        self._tries = 0
        report = intake.finish(cancelled=cancelled)
        step = report.step
        if step is not None and not self._untold:
            # Nothing new came, but what can be undone is another.
            self._untold = [Change(step.kind, None, step.time, step.subject, ())]
        self._tell()
        self.arrived.emit(Arrived(wish, report))
        if not self.running:
            self._next()
