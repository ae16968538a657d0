"""A backup of a 1 GB project while somebody annotates in its window: how long a key press waits, and closing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.change import Change, ChangeKind
from annotator.core.ids import new_id
from annotator.project import Project, backups, edits
from annotator.text.segments import word_spans
from annotator.text.span import Span
from annotator.ui.backing_up import BackingUp
from annotator.ui.workspace import Workspace
from benchmarks import made, qt
from benchmarks.harness import Row, run, share

_PAUSE_MS = 40
"""Between two key presses: faster than anybody marks."""
_IDLE = 100
"""Key presses without a backup, for comparison."""
_MUST = 0.05
_ORIGINAL = 1_000_000
"""Bytes of each of the originals that make the project large."""


class _Keys:
    """Tags one word after the other by key, and takes the tag off again."""

    def __init__(self, workspace: Workspace) -> None:
        while workspace.sides is None:
            QApplication.processEvents()
        self._session = workspace.session
        self._view = workspace.panes.panes[0].view
        text = self._view.text()
        self._words = cycle(word_spans(text, Span(0, min(1500, len(text)))))
        self.stored = 0

    def press(self) -> float:
        """Return the seconds until the mark is stored and its lines are painted."""
        word = next(self._words)
        self._view.reveal(word)
        self._view.select(word)
        qt.settle()
        before = self._session.project.undoable
        start = perf_counter()
        QTest.keyClick(self._view, Qt.Key.Key_1)
        self._view.viewport().repaint()
        seconds = perf_counter() - start
        assert self._session.project.undoable is not before
        self._session.undo()
        self.stored += 2
        return seconds

    def edit(self) -> float:
        """Return the seconds until an edit that comes from elsewhere than the page is stored and told of."""
        project = self._session.project
        mark = next(iter(project.annotations(limit=1)))
        change = edits.set_note(project, mark, new_id())
        assert isinstance(change, Change)
        start = perf_counter()
        assert self._session.do(change)
        seconds = perf_counter() - start
        self.stored += 1
        return seconds


def _until(done: Callable[[], bool], keys: _Keys) -> tuple[list[float], list[float]]:
    pressed: list[float] = []
    edited: list[float] = []
    while not done():
        pressed.append(keys.press())
        qt.rest(_PAUSE_MS)
        edited.append(keys.edit())
        qt.rest(_PAUSE_MS)
    return pressed, edited


def _large(path: Path, size: int) -> None:
    """Make a project whose articles are short, with the files of `size` bytes in all that they were read from."""
    texts = [made.long_text(20_000 if number < 2 else 1000, number) for number in range(size // _ORIGINAL)]
    with made.project_of(path, texts, 20) as project:
        articles = [article.id for article in project.articles()]
    # Not by edits, which would take minutes: past the log, and without waiting for the disk.
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        rows = ((article, os.urandom(_ORIGINAL)) for article in articles)
        connection.executemany("INSERT INTO article_original VALUES (?, ?)", rows)
        connection.execute("COMMIT")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    size = 20_000_000 if quick else 1_000_000_000
    path = folder / "large.annot"
    _large(path, size)
    name = f"{path.stat().st_size / 1e9:.2f} GB"
    window, workspace = qt.furnished(Project.open(path), folder)
    backing = BackingUp(workspace.session, None)
    keys = _Keys(workspace)
    for _ in range(3):
        keys.press()
    count = iter(range(10 if quick else _IDLE))
    calm, calm_edits = _until(lambda: next(count, None) is None, keys)
    told: list[object] = []
    backing.made.connect(told.append)
    backing.failed.connect(told.append)
    start = perf_counter()
    backing.make()
    pressed, edited = _until(lambda: not backing.running, keys)
    seconds = perf_counter() - start
    assert told
    assert isinstance(told[0], backups.Backup), told
    yield Row(f"tag by key during a backup of {name}, median", share(pressed, 50), share(calm, 50))
    yield Row(f"  p99 of {len(pressed)}", share(pressed, 99), share(calm, 99), must=_MUST)
    yield Row("  the longest", max(pressed), max(calm))
    yield Row("edit through the session during it, median", share(edited, 50), share(calm_edits, 50))
    yield Row(f"  p99 of {len(edited)}", share(edited, 99), share(calm_edits, 99), must=_MUST)
    yield Row("  the longest", max(edited), max(calm_edits))
    yield Row("the backup itself, looked over", seconds)
    log = path.with_name(f"{path.name}-wal")
    yield Row("the log behind it", log.stat().st_size, of_bytes=True)
    yield from _closing(workspace, backing, 20 if quick else 500)
    window.close()
    qt.settle()
    yield from _small(folder)
    del app


def _closing(workspace: Workspace, backing: BackingUp, milliseconds: int) -> Iterator[Row]:
    """A large project is not backed up while it is closed, and one that is under way is called off."""
    backing._note(Change(ChangeKind.ELSEWHERE, None, "", "", ()))
    backing.make()
    qt.rest(milliseconds)
    assert backing.running
    start = perf_counter()
    backing.stop()
    stopped = perf_counter() - start
    workspace.close()
    start = perf_counter()
    backing.closed()
    yield Row("closing it while a backup is made: calling that off", stopped, must=0.3)
    yield Row("  and what comes after", perf_counter() - start, must=0.1)


def _small(folder: Path) -> Iterator[Row]:
    """What closing a project takes with a backup of it, and without one."""
    path = folder / "small.annot"
    made.project_of(path, [made.long_text(500_000, seed) for seed in range(7)], 1000).close()
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(10):
        changed = turn % 2 == 0
        window, workspace = qt.furnished(Project.open(path), folder)
        backing = BackingUp(workspace.session, None)
        keys = _Keys(workspace)
        if changed:
            keys.edit()
        backing._changed = changed
        start = perf_counter()
        backing.stop()
        workspace.close()
        backing.closed()
        taken[changed].append(perf_counter() - start)
        assert len(backups.list_backups(path)) == turn // 2 + 1
        window.close()
        qt.settle()
    name = f"closing a project of {path.stat().st_size / 1e6:.0f} MB with a backup of it"
    yield Row(name, share(taken[True], 50), share(taken[False], 50), must=0.3)


if __name__ == "__main__":
    run(measure)
