"""The comparison on the screen: opened, complete, scrolled, filtered, with 50 reports of 5,000 annotations each.

Seconds are those that the process works, in all its threads; until it is complete those of the clock too. What a window
does by itself in its first moments (looking the file through, making the index of words) is over by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.analysis.comparison import RowState
from annotator.project import Project
from annotator.ui.compare.commands import Compare
from annotator.ui.workspace import Workspace
from benchmarks import qt
from benchmarks.comparison import project_of
from benchmarks.harness import Row, in_turns, run, share


def _painted(compare: Compare, action: Callable[[], object]) -> float:
    start = process_time()
    action()
    compare.page.canvas.viewport().repaint()
    return process_time() - start


def _is_complete(compare: Compare) -> bool:
    return compare.keeper.comparison is not None and compare.keeper.comparison.complete


def _wheel(compare: Compare) -> float:
    canvas = compare.page.canvas
    here = QPointF(canvas.viewport().rect().center())
    there = QPointF(canvas.viewport().mapToGlobal(here.toPoint()))
    step = QPoint(0, -60)
    event = QWheelEvent(here, there, step, step, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    return _painted(compare, lambda: QApplication.sendEvent(canvas.viewport(), event))


def _scrolled(compare: Compare, rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        times.append(_wheel(compare))
        qt.rest(16)
    return times


def _judged(compare: Compare) -> float:
    canvas = compare.page.canvas
    line = next(line for line in canvas.book.lines if line.row and not compare.judging.has_said(line.row))
    canvas.go(line.key, -1)
    qt.settle()
    return _painted(compare, lambda: (QTest.keyClick(canvas, Qt.Key.Key_S), QApplication.processEvents()))


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    rounds = 3 if quick else 60
    reports, each, entities = (5, 100, 60) if quick else (50, 5_000, 1_500)
    path = folder / "comparison.annot"
    event = project_of(path, reports, each, entities)
    project = Project.open(path, coder="bench")
    window, workspace = qt.furnished(project, folder)
    window.resize(1366, 768)
    while workspace.sides is None:
        QApplication.processEvents()
    qt.settle()
    sides, inspection = workspace.sides, workspace.inspection
    assert sides is not None
    assert inspection is not None
    inspection.look()
    qt.until(lambda: not (inspection.looking or sides.search.busy))
    yield from _opened(workspace, event, f"{reports} reports of {each} marks")
    compare = workspace.comparing.compare
    yield from _used(compare, rounds)
    workspace.close()
    window.close()
    qt.settle()
    project.close()
    del app


def _opened(workspace: Workspace, event: object, size: str) -> Iterator[Row]:
    compare = workspace.comparing.compare  # its modules are loaded: that is the same for all sizes
    start, clock = process_time(), perf_counter()
    workspace.comparing.open(event)  # type: ignore[arg-type]
    compare.page.canvas.viewport().repaint()
    yield Row(f"opened, first rows painted: {size}", process_time() - start, must=0.2)
    qt.until(lambda: _is_complete(compare))
    compare.page.canvas.viewport().repaint()
    yield Row("  complete", process_time() - start, must=2.0)
    yield Row("    by the clock", perf_counter() - clock, must=2.0)


def _used(compare: Compare, rounds: int) -> Iterator[Row]:
    bar, canvas = compare.page.bar, compare.page.canvas
    qt.settle()
    rest = perf_counter() + 1.5  # words are made ready to be looked for meanwhile
    qt.until(lambda: perf_counter() > rest)
    times = _scrolled(compare, rounds)
    yield Row("  scrolled a notch and painted, p50", share(times, 50), must=0.016)
    yield Row("    p95, where rows are set that nobody has seen yet", share(times, 95), must=0.05)
    states = cycle((RowState.OPEN, RowState.ONLY_HERE, RowState.DIFFERS))
    words = cycle(("name 00", "bericht", "ysdr", "nobody"))

    def by_state() -> float:
        state = next(states)
        took = _painted(compare, bar.states[state].click)
        bar.states[state].click()
        return took

    def by_words() -> float:
        bar.words.setText(next(words))
        return _painted(compare, bar.filter_changed.emit)

    state, word = in_turns(max(rounds // 6, 1), by_state, by_words)
    bar.clear_filter()
    qt.settle()
    yield Row("  filtered by state and painted", state, must=0.05)
    yield Row("  filtered by words and painted", word, must=0.05)
    canvas.step(-1_000_000)
    judged, _ = in_turns(max(rounds // 6, 1), lambda: _judged(compare), lambda: _wheel(compare))
    yield Row("  judged by key, stored and painted", judged)


if __name__ == "__main__":
    run(measure)
