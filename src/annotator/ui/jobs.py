"""Work that takes longer than a frame: done in other threads, its results told one by one as values."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from threading import Event

from msgspec import Struct
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from annotator.ui.override import override

_THREADS = 2


class Job:
    """A piece of work that was begun, and can be called off."""

    def __init__(self) -> None:
        self._off = Event()

    @property
    def cancelled(self) -> bool:
        return self._off.is_set()

    def cancel(self) -> None:
        """Have nothing more told of it; it ends before its next result."""
        self._off.set()


class News(Struct, frozen=True):
    """What a job came to: one value, or (`last`) its end, with the error that ended it."""

    job: Job
    value: object = None
    last: bool = False
    error: Exception | None = None


class Jobs(QObject):
    """Runs iterators, each in a thread of its own, and tells what they yield in the thread of the window.

    What is run may touch neither Qt's widgets nor an open project, but for its `searcher`.
    """

    told = Signal(object)
    """`News` of a job that was not cancelled."""
    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._running: set[Job] = set()
        self._came.connect(self._tell)

    def start(self, values: Iterator[object]) -> Job:
        """Go through `values` elsewhere, telling each."""
        job = Job()
        self._running.add(job)
        self._pool.start(_Task(self, job, values))
        return job

    def close(self) -> None:
        """Call everything off, and wait until no thread is at work."""
        for job in self._running:
            job.cancel()
        self._pool.waitForDone()

    def _tell(self, news: News) -> None:
        if news.last:
            self._running.discard(news.job)
        if not news.job.cancelled:
            self.told.emit(news)


class _Task(QRunnable):
    def __init__(self, jobs: Jobs, job: Job, values: Iterator[object]) -> None:
        super().__init__()
        self._jobs, self._job, self._values = jobs, job, values

    @override
    def run(self) -> None:
        error = None
        try:
            while not self._job.cancelled:
                self._jobs._came.emit(News(self._job, next(self._values)))
            if isinstance(self._values, Generator):
                # Called off: what it holds open, it lets go of here, and not when nobody knows.
                self._values.close()
        except StopIteration:
            pass
        except Exception as reason:  # Told with the news: whoever listens knows what it means.
            error = reason
        if isinstance(self._values, Generator):
            # What it still holds (other processes, files) is given back before anybody is told of the end.
            self._values.close()
        self._jobs._came.emit(News(self._job, last=True, error=error))
