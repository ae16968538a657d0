"""From the press of a tag's key to the durable commit and the repaint, against SQLite's bare commit of one row."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.core.change import Change
from annotator.core.ids import new_id
from annotator.core.tagset import DEFAULT_TAGS
from annotator.project import Project, edits
from annotator.text.segments import word_spans
from annotator.text.span import Span
from annotator.ui.override import override
from annotator.ui.workspace import Workspace
from benchmarks import made, qt
from benchmarks.harness import Row, in_turns, run


class _Bare:
    """A database with the pragmas of a project, and one table of what an annotation holds."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "trusted_schema=OFF"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("CREATE TABLE mark (id TEXT PRIMARY KEY, a TEXT, t TEXT, s INT, e INT, quote TEXT)")

    def commit(self) -> float:
        row = (new_id(), new_id(), new_id(), 100, 120, "die Aufsicht")
        start = perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)", row)
        self._connection.execute("COMMIT")
        return perf_counter() - start

    def close(self) -> None:
        self._connection.close()


def _without_window(project: Project) -> Callable[[], float]:
    """Return what makes one annotation after the other, durably, and nothing more."""
    article = project.articles()[0].id
    text = project.text(article)
    spans = iter(word_spans(text, Span(0, min(4000, len(text)))))
    tag = DEFAULT_TAGS[1].id

    def annotate() -> float:
        span = next(spans)
        start = perf_counter()
        change = edits.annotate(project, article, span, tag)
        assert isinstance(change, Change)
        project.do(change)
        return perf_counter() - start

    return annotate


class _Seen(QObject):
    """Waits for the paint event that shows a change: it comes after the commit and covers the place."""

    def __init__(self, project: Project, viewport: QWidget, place: QRect) -> None:
        super().__init__()
        self._project = project
        self._viewport = viewport
        self._place = place
        self._before = project.undoable
        self._painting = False
        viewport.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if isinstance(event, QPaintEvent) and self._project.undoable is not self._before:
            self._painting = self._painting or event.region().contains(self._place)
        return False

    def wait(self) -> None:
        """Return when the place is painted. Raises TimeoutError where it is not in a minute."""
        limit = perf_counter() + 60
        while not self._painting:  # the event was seen before it was handled, but we are asked after that
            if perf_counter() > limit:
                raise TimeoutError("the mark is not painted")
            QApplication.processEvents()
        self._viewport.removeEventFilter(self)


class _KeyPress:
    """Tags one word after the other by key in the first pane, with the palette beside it, as a reader does."""

    def __init__(self, workspace: Workspace) -> None:
        while workspace.sides is None:
            QApplication.processEvents()
        self._sides = workspace.sides
        self._pane = workspace.panes.panes[0]
        self._view = self._pane.view
        self._words: Iterator[Span] = iter(word_spans(self._view.text(), Span(0, min(4000, len(self._view.text())))))
        self.followed: list[float] = []

    def __call__(self) -> float:
        """Return the seconds until the mark is stored and painted; those until the lists show it too go beside."""
        word = next(self._words)
        self._view.reveal(word)
        self._view.select(word)
        place = self._view.selection_rect()
        qt.until(self._pane.palette_.isVisible)
        qt.settle()
        seen = _Seen(self._sides.session.project, self._view.viewport(), place)
        start = perf_counter()
        QTest.keyClick(self._view, Qt.Key.Key_1)
        seen.wait()
        seconds = perf_counter() - start
        while self._sides.refresh.pending:
            QApplication.processEvents()
        QApplication.processEvents()  # and what they asked to be painted
        self.followed.append(perf_counter() - start)
        made = self._sides.spotlight.lit.focus
        assert self._sides.card.shown == made
        assert self._sides.marks.model.place_of(made).isValid()
        qt.until(lambda: not self._view.overview.waiting)
        return seconds


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    rounds = 2 if quick else 60
    bare = _Bare(folder / "bare.db")
    for name, size, marks in (
        ("a page of 5 kB, 20 marks", 5_000, 20),
        ("1 MB, 5,000 marks", 50_000 if quick else 1_000_000, 100 if quick else 5_000),
    ):
        path = folder / f"{marks}.annot"
        made.project_of(path, [made.long_text(size)], marks).close()
        project = Project.open(path)
        window, workspace = qt.furnished(project, folder)
        press = _KeyPress(workspace)
        before = sum(project.counts().values())
        commit, stored, pressed = in_turns(rounds, bare.commit, _without_window(project), press)
        assert sum(project.counts().values()) > before
        yield Row(f"annotate and store, {name}", stored, commit, 3.0)
        yield Row(f"tag by key, {name}", pressed, commit, 3.0)
        yield Row("  until lists, counts and card show it too", median(press.followed[1:]), commit)
        workspace.close()
        window.close()
        qt.settle()
    bare.close()
    del app


if __name__ == "__main__":
    run(measure)
