"""From the press of a tag's key to the durable commit and the repaint, against SQLite's bare commit of one row."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.change import Change
from annotator.core.ids import new_id
from annotator.core.tagset import DEFAULT_TAGS
from annotator.project import Project, edits
from annotator.text.segments import word_spans
from annotator.text.span import Span
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


class _KeyPress:
    """Tags one word after the other by key in the first pane."""

    def __init__(self, workspace: Workspace) -> None:
        pane = workspace.panes.panes[0]
        self._view = pane.view
        self._words: Iterator[Span] = iter(word_spans(self._view.text(), Span(0, min(4000, len(self._view.text())))))

    def __call__(self) -> float:
        self._view.select(next(self._words))
        qt.settle()
        start = perf_counter()
        QTest.keyClick(self._view.viewport(), Qt.Key.Key_1)
        qt.until_painted(self._view.viewport())
        return perf_counter() - start


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
        workspace.close()
        window.close()
        qt.settle()
    bare.close()
    del app


if __name__ == "__main__":
    run(measure)
