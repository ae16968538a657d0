"""What can be done about a project that is damaged: what can be read of it goes into a new one, with an account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError, DamagedError, StoppedError
from annotator.text.isolate import isolate
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.window import Window
from annotator.ui.wording import articles_text, explain, marks_text

if TYPE_CHECKING:
    from annotator.project.repairing import RepairReport

_TOLD = 200
"""Losses of one sort that the window lists; the command lists all."""


class Way(NamedTuple):
    """One thing that can be done, and its words on a button."""

    words: str
    take: Callable[[], object]


class Salvaging(QObject):
    """Offers the ways out of a damaged project where its pages would be, and takes the one that is chosen."""

    salvaged = Signal(object)
    """The path of the new project."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._job: Job | None = None
        self._off = Event()
        self._error: DamagedError | None = None
        self._ways: tuple[Way, ...] = ()

    @property
    def running(self) -> bool:
        return self._job is not None

    def offer(self, error: DamagedError, *ways: Way) -> None:
        """Say in the place of the pages what is damaged, and what can be done: `ways`, and to salvage."""
        self._error, self._ways = error, ways
        if self.running:
            return  # Shown when that has failed.
        path = Path(error.path)
        self._window.show_pages(None)
        self._window.welcome.show_ways(
            self.tr("{0} is damaged.").replace("{0}", isolate(path.name)),
            self.tr(
                "Nothing more is written into it, and it stays as it is.\n"
                "What can be read of it can go into a new project, with a list of what is missing."
            ),
            [*ways, Way(self.tr("Salvage what can be read…"), lambda: self._ask(path))],
        )

    def withdraw(self) -> None:
        """Offer nothing any more, since something else is open here; what is being salvaged goes on."""
        self._error, self._ways = None, ()

    def salvage(self, path: Path, new: Path) -> None:
        """Make a new project of what can be read."""
        self._window.messages.hide()
        self._window.welcome.show_ways(
            self.tr("Reading what can be read…"), self.tr("This takes a minute or two where a project is large."), []
        )
        self._job = self._jobs.start(_repaired(path, new, self._off.is_set))

    def close(self) -> None:
        """Call off what is being salvaged, and wait until nothing is read any more."""
        self._off.set()
        self._jobs.close()

    def _ask(self, path: Path) -> None:
        start = path.with_name(self.tr("{0} salvaged.annot").replace("{0}", path.stem))
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Salvage what can be read"),
            str(start),
            self.tr("Annotator projects (*.annot)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.salvage(path, Path(chosen if chosen.endswith(".annot") else f"{chosen}.annot"))

    def _told(self, news: News) -> None:
        if news.job is not self._job:
            return
        if not news.last:
            self._arrived(news.value)
            return
        self._job = None
        if isinstance(news.error, AnnotatorError):
            self._window.messages.refuse(explain(news.error))
            if self._error is not None:
                self.offer(self._error, *self._ways)
        elif news.error is not None:
            raise news.error

    def _arrived(self, report: object) -> None:
        from annotator.project.repairing import RepairReport

        assert isinstance(report, RepairReport)
        self.salvaged.emit(report.path)
        dialog = SalvageDialog(report, self._window)
        dialog.show()


class SalvageDialog(QDialog):
    """What was salvaged and what is missing, beside the window, so that both can be looked at."""

    def __init__(self, report: RepairReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was salvaged"))
        self.resize(720, 480)
        head = QLabel(self._head(report))
        head.setWordWrap(True)
        self._lines = "\n".join(report.lines())
        self.list = QPlainTextEdit("\n".join(map(_isolated, report.lines(_TOLD))))
        self.list.setReadOnly(True)
        self.list.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        copy = buttons.addButton(self.tr("&Copy the list"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(self._lines))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)

    def _head(self, report: RepairReport) -> str:
        if report.whole:
            words = self.tr("{0} and {1} were read, which is all that there was.")
        elif report.known_losses:
            words = self.tr("{0} and {1} are in the new project. What is missing, or is no longer as it was:")
        else:
            words = self.tr(
                "{0} and {1} are in the new project. Nothing is known to be missing, but a part of the file could not "
                "be read."
            )
        return words.replace("{0}", articles_text(report.articles)).replace("{1}", marks_text(report.annotations))


def _isolated(line: str) -> str:
    """Return a line whose quote keeps its direction to itself."""
    return line[: len(line) - len(line.lstrip())] + isolate(line.strip())


def _repaired(path: Path, new: Path, stopped: Callable[[], bool]) -> Iterator[RepairReport]:
    from annotator.project.repairing import repair

    try:
        yield repair(path, new, stopped)
    except StoppedError:
        return
