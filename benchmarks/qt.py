"""What benchmarks with a window need: the application, painted widgets, a furnished window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from annotator.app import make_application
from annotator.project import Project
from annotator.ui.files import Files
from annotator.ui.override import override
from annotator.ui.settings import Settings
from annotator.ui.theme import LIGHT
from annotator.ui.window import Window
from annotator.ui.workspace import Workspace


class _Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


def application() -> QApplication:
    """Return the application, dressed as the window's."""
    app = make_application()
    app.setPalette(LIGHT.palette())
    app.setStyleSheet(LIGHT.style_sheet())
    return app


def until_painted(widget: QWidget) -> None:
    """Let Qt work until it has painted `widget` once more. Raises TimeoutError where it does not in a minute."""
    seen = _Painted(widget)
    limit = perf_counter() + 60
    while not seen.count:
        if perf_counter() > limit:
            raise TimeoutError(f"{widget} is not painted")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    widget.removeEventFilter(seen)


def until(condition: Callable[[], bool], limit: float = 60) -> None:
    """Let the window work until `condition` holds, looked at each 5 ms. Raises TimeoutError after `limit` seconds.

    By an event loop that sleeps, as in use: `QTest.qWait` lets no other thread run while it waits.
    """
    loop, look, end = QEventLoop(), QTimer(), perf_counter() + limit
    look.timeout.connect(lambda: loop.quit() if condition() or perf_counter() > end else None)
    look.start(5)
    loop.exec()
    if not condition():
        raise TimeoutError("it does not come about")


def rest(milliseconds: int) -> None:
    """Let the window, and other threads, work for a while."""
    loop = QEventLoop()
    timer = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(loop.quit)
    timer.start(milliseconds)
    loop.exec()


def settle() -> None:
    """Let Qt finish what is due."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    # Else what was measured before lives on, with its timers: Qt deletes such things only where an event loop runs.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def furnished(project: Project, folder: Path) -> tuple[Window, Workspace]:
    """Return the app's window on a project, shown and painted."""
    settings = Settings(folder / "settings.ini")
    window = Window(LIGHT)
    window.show()
    workspace = Workspace(window, project, Files(window, settings), settings, LIGHT)
    settle()
    return window, workspace
