"""The reading pane with 10 MB of text and half a million marks: opening, filing, scrolling, jumping, marking, dragging.

Seconds are those that the process works. What a row is compared with is done in turns with it, or right behind it.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time, sleep

from msgspec.structs import replace as altered
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.core.ids import new_id
from annotator.core.tagset import DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article
from annotator.text.folding import fold
from annotator.ui.find.finder import Finder
from annotator.ui.reader.handles import mark_ends
from annotator.ui.reader.view import ReaderView
from annotator.ui.workspace import Workspace
from benchmarks import made, qt
from benchmarks.bare import NOTCH, SIZE, Bare, Empty, Lines, frame, shown, turn_wheel
from benchmarks.harness import Row, in_turns, run, share, worked
from benchmarks.open_article import TextEdit

_LINES = 64
"""Pixels of two lines."""


@dataclass(frozen=True, slots=True)
class _Content:
    article: Article
    text: str
    marks: list[Annotation]


@dataclass(slots=True)
class _Moves:
    """How long moves took, by who moved; and what was worked out between two of them, and its longest round."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)
    between: list[float] = field(default_factory=list)
    rounds: list[float] = field(default_factory=list)

    def wait(self) -> None:
        """Let a frame go by, in which the view gets ready what is next."""
        between, longest = frame()
        self.between.append(between)
        self.rounds.append(longest)


def _open(content: _Content) -> tuple[ReaderView, float]:
    view = ReaderView()
    view.resize(*SIZE)

    def show() -> None:
        view.set_article(content.article, content.text, content.marks, TagSet(DEFAULT_TAGS))
        view.show()
        qt.until_painted(view.viewport())

    return view, worked(show)


def _first_paint(content: _Content) -> float:
    view, seconds = _open(content)
    _close(view)
    return seconds


def _close(view: QWidget) -> None:
    view.close()
    view.deleteLater()
    qt.settle()


def _painted(view: ReaderView, action: Callable[[], object]) -> float:
    start = process_time()
    action()
    qt.until_painted(view.viewport())
    return process_time() - start


def _file(view: ReaderView) -> list[float]:
    """Let the event loop run until all marks are filed and the map is drawn. Return the seconds of each round."""
    rounds: list[float] = []
    limit = perf_counter() + 60
    while view.filing or view.overview.waiting:
        if perf_counter() > limit:
            raise TimeoutError("the marks are not filed")
        filing = view.filing
        seconds = worked(QApplication.processEvents)
        if filing:
            rounds.append(seconds)
    return rounds or [0.0]


def _scroll(view: ReaderView, steps: int) -> _Moves:
    """Turn the wheel notch by notch, a frame apart: ten times over the view, then over what it is compared with."""
    view.scroll_to_place(len(view.text()) // 3)
    _prepared(view)
    moves, lines, bare, empty = _Moves(), Lines(view), Bare(view), Empty()
    bare.show()
    empty.show()
    qt.settle()
    lines.screen()
    gc.collect()
    for _ in range(steps // 10):
        for _ in range(10):
            moves.wait()
            moves.ours.append(shown(lambda: turn_wheel(view)))
            moves.lines.append(lines(SIZE[1] - NOTCH, SIZE[1]))
        _prepared(view)
        bare.expect()
        for others, area in ((moves.bare, bare), (moves.empty, empty)):
            for _ in range(10):
                frame()
                others.append(shown(partial(turn_wheel, area)))
    _close(bare)
    _close(empty)
    return moves


def _jump(view: ReaderView, jumps: int) -> _Moves:
    moves, bare, random = _Moves(), Bare(view), Random(3)
    bare.show()
    qt.settle()
    gc.collect()
    for _ in range(jumps):
        place = random.randrange(len(view.text()) - 5000)
        go = bare.expect_at(place)
        _prepared(view)
        frame()
        moves.ours.append(shown(partial(view.scroll_to_place, place)))
        _prepared(view)
        frame()
        moves.bare.append(shown(go))
    _close(bare)
    return moves


def _prepared(view: ReaderView) -> None:
    _until(lambda: not view.preparing)


def _edits(view: ReaderView, content: _Content, rounds: int) -> Iterator[Row]:
    bare = Lines(view)
    place = view.top_place() + 300
    template = content.marks[0]
    made_marks = [
        altered(template, id=new_id(), start=place + 7 * n, end=place + 7 * n + 20, fragments=()) for n in range(rounds)
    ]
    waiting, there, changed = iter(made_marks), iter(made_marks), iter(made_marks)

    def change() -> float:
        mark = altered(next(there), tag=DEFAULT_TAGS[2].id)
        return _painted(view, lambda: view.update_annotations([mark.id], [mark]))

    bare.screen()
    floor, add, other, gone = in_turns(
        rounds,
        lambda: bare(100, 100 + _LINES),
        lambda: _painted(view, lambda: view.update_annotations([], [next(waiting)])),
        change,
        lambda: _painted(view, lambda: view.update_annotations([next(changed).id], [])),
        warm_up=False,
    )
    for name, seconds in (("add a mark", add), ("change one", other), ("delete one", gone)):
        yield Row(f"  {name}, against drawing two lines", seconds, floor, must=0.002)


def _mouse(view: ReaderView, kind: QEvent.Type, at: QPoint) -> None:
    button, held = Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton
    if kind is QEvent.Type.MouseMove:
        button = Qt.MouseButton.NoButton
    elif kind is QEvent.Type.MouseButtonRelease:
        held = Qt.MouseButton.NoButton
    point = QPointF(at)
    screen = QPointF(view.viewport().mapToGlobal(at))
    event = QMouseEvent(kind, point, screen, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def _drag(view: ReaderView, start: QPoint, moves: int) -> list[float]:
    """Drag from `start` over the lines, up and down, and back: seconds for each move with what is painted for it."""
    _mouse(view, QEvent.Type.MouseButtonPress, start)
    seconds = []
    for number in range(moves):
        at = QPoint(120 + number * 37 % 540, 200 + abs(number * 5 % 1100 - 550))

        def move(at: QPoint = at) -> None:
            _mouse(view, QEvent.Type.MouseMove, at)
            QApplication.processEvents()

        seconds.append(worked(move))
    _mouse(view, QEvent.Type.MouseButtonRelease, QPoint(200, 500))
    qt.settle()
    return seconds


def _drags(view: ReaderView, moves: int) -> Iterator[Row]:
    bare = Lines(view)
    bare.screen()
    floor = [bare(200, 200 + _LINES) for _ in range(moves)]
    selecting = _drag(view, QPoint(300, 300), moves)
    view.clear_selection()
    yield Row("drag a selection: p99, against drawing two lines", share(selecting, 99), share(floor, 99), must=0.008)
    page = view.page
    assert page is not None
    for piece, top in view.visible():
        for mark in view.scene.index.overlapping(piece.piece.start, piece.piece.end):
            end = mark_ends(piece, mark, page.left, top).end
            if end is not None and 250 < end[1] < 400:
                view.set_focus_annotation(mark.id)
                qt.settle()
                dragged = _drag(view, QPoint(end[0], end[2]), moves)
                view.set_focus_annotation(None)
                yield Row("drag a handle: p99, the same", share(dragged, 99), share(floor, 99), must=0.008)
                return


def _resident() -> int:
    """Return how much memory the process has, in bytes; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _memory(content: _Content) -> Iterator[Row]:
    """What a view needs beside text and marks. Before all else: later there is memory at hand that others have left."""
    _first_paint(replace(content, text=content.text[:5000], marks=[]))
    gc.collect()
    before = _resident()
    view, _ = _open(content)
    _file(view)
    for _ in range(60):
        view.scroll_by(SIZE[1] - NOTCH)
        _prepared(view)
    gc.collect()
    if before:
        grown = max(0, _resident() - before)
        yield Row("  memory beside text and marks, 60 screens read", grown, must=50e6, of_bytes=True)
    _close(view)


def _opening(content: _Content, scale: str, quick: bool) -> Iterator[Row]:
    part = 1 if quick else 10
    small = len(content.text) // part
    edit = TextEdit(content.text[:small], [(mark.start, mark.end) for mark in content.marks if mark.end < small])
    baseline, painted = in_turns(1 if quick else 3, lambda: worked(edit), lambda: _first_paint(content))
    yield Row(f"{scale}: text painted, against QTextEdit (a)", painted, baseline * part, 1 / 40, must=0.1)
    yield Row("  its first screen's marks, in the same paint", painted, must=0.12)
    slowest: list[float] = []

    def file() -> float:
        view, _ = _open(content)
        rounds = _file(view)
        slowest.append(max(rounds))
        _close(view)
        return sum(rounds)

    def order() -> float:
        tuples = [(mark.start, mark.end, mark.id) for mark in content.marks]
        Random(1).shuffle(tuples)
        return worked(tuples.sort)

    ordered, filed = in_turns(1 if quick else 3, order, file)
    yield Row("  all filed, against sorting the same, shuffled", filed, ordered, must=0.5)
    yield Row("  the longest that the event loop waits for it", median(slowest), must=0.01)


def _one_pane(content: _Content, scale: str, quick: bool) -> Iterator[Row]:
    rounds, steps = (1, 20) if quick else (5, 400)
    memory = list(_memory(content))
    yield from _opening(content, scale, quick)
    yield from memory
    view, _ = _open(content)
    _file(view)
    moves, jumps = _scroll(view, steps), _jump(view, steps // 2)
    for percent, must in ((50, 0.0015), (99, 0.005)):
        ours, bare = share(moves.ours, percent), share(moves.bare, percent)
        yield Row(f"  scroll a step, p{percent}, against a bare viewport (b)", ours, bare, 1.5, must)
    for percent in (50, 99):
        ours, lines = share(moves.ours, percent), share(moves.lines, percent)
        yield Row(f"    against its lines alone, drawn into a picture, p{percent}", ours, lines)
        yield Row(f"    an empty viewport against these lines, p{percent} (c)", share(moves.empty, percent), lines)
    yield Row("    worked out between two steps, p50", share(moves.between, 50))
    yield Row("    the longest that the event loop waits for it, p99", share(moves.rounds, 99), must=0.01)
    ours, bare = share(jumps.ours, 95), share(jumps.bare, 95)
    yield Row("  jump anywhere, p95, against a bare viewport", ours, bare, must=0.015)
    yield from _edits(view, content, 5 if quick else 60)
    yield from _drags(view, steps)
    _close(view)

    whole = _without_breaks(content)
    first, once = in_turns(rounds, lambda: _first_paint(content), lambda: _first_paint(whole))
    yield Row("all one paragraph: painted, against paragraphs", once, first, 2.0)
    view, _ = _open(whole)
    _file(view)
    one, jumped = _scroll(view, steps), _jump(view, steps // 2)
    for percent in (50, 99):
        yield Row(f"  scroll a step, p{percent}, the same", share(one.ours, percent), share(moves.ours, percent), 2.0)
    yield Row("  jump, p95, the same", share(jumped.ours, 95), share(jumps.ours, 95), 2.0)
    _close(view)


def _without_breaks(content: _Content) -> _Content:
    return replace(content, text=content.text.replace("\n", " "))


def _four_panes(folder: Path, quick: bool) -> Iterator[Row]:
    size, marks, steps = (20_000, 50, 10) if quick else (1_000_000, 5_000, 200)
    project = made.project_of(folder / "four.annot", [made.long_text(size, seed) for seed in range(4)], marks)
    window, workspace = qt.furnished(project, folder)
    window.resize(1600, 900)
    panes = workspace.panes
    for article in project.articles():
        if panes.pane_of(article.id) is None:
            panes.open_beside(article.id)
    qt.settle()
    panes.together.turn(True)
    views = [pane.view for pane in panes.panes]
    _until(lambda: not any(view.filing or view.overview.waiting for view in views))
    _until_indexed(workspace)
    _until(lambda: not panes.together.alignments.busy)
    bare = [Lines(view) for view in views]
    for each in bare:
        each.screen()
    frames, floor = [], []
    gc.collect()

    height = views[0].viewport().height()
    for _ in range(steps):
        frame()
        frames.append(shown(lambda: turn_wheel(views[0])))
        floor.append(sum(each(height - NOTCH, height) for each in bare))
    for percent in (50, 99):
        name = f"{len(views)} panes scrolling together, a frame, p{percent}, against bare"
        yield Row(name, share(frames, percent), share(floor, percent), must=0.016)
    workspace.close()
    window.close()
    qt.settle()


def _until_indexed(workspace: Workspace) -> None:
    """Wait until the words of the articles are indexed: what another thread works would be counted too."""
    _until(lambda: workspace.sides is not None)
    sides = workspace.sides
    assert sides is not None
    sides.search.begin()
    _until(lambda: not sides.search.busy)


def _find(folder: Path, quick: bool) -> Iterator[Row]:
    text = made.long_text(50_000 if quick else 10_000_000)
    project = made.project_of(folder / "find.annot", [text], 200)
    folded = fold(text).text
    window, workspace = qt.furnished(project, folder)
    _until(lambda: workspace.sides is not None)
    sides = workspace.sides
    assert sides is not None
    _until_indexed(workspace)
    sides.finder.begin()
    sides.find_field.field.setText("qqq")
    _until(lambda: sides.finder.complete and not sides.finder.searching and sides.finder.query.words == "qqq")
    view = workspace.panes.panes[0].view
    for words in ("e", "Prüfung", "die Aufsicht"):
        first, every = [], []
        for _ in range(1 if quick else 5):
            view.scroll_to_place(len(text) // 3)
            qt.settle()
            gc.collect()
            start = process_time()
            sides.find_field.field.setText(words)
            _until(partial(_has_hits, sides.finder, words))
            QApplication.processEvents()
            first.append(process_time() - start)
            _until(lambda: sides.finder.complete)
            QApplication.processEvents()
            every.append(process_time() - start)
            count = sum(map(len, sides.finder.hits().values()))
            sides.find_field.field.setText("qqq")
            _until(lambda: sides.finder.query.words == "qqq" and sides.finder.complete)
        (floor,) = in_turns(1 if quick else 3, partial(_plain_seconds, folded, words.casefold()))
        yield Row(f"find '{words}' as it is typed: the first hit shown", median(first), must=0.05)
        yield Row(f"  all {count:,} counted, against a loop of str.find", median(every), floor, must=0.5)
    workspace.close()
    window.close()
    qt.settle()


def _has_hits(finder: Finder, words: str) -> bool:
    return finder.query.words == words and bool(finder.hits())


def _plain_seconds(text: str, words: str) -> float:
    start = process_time()
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return process_time() - start


def _until(condition: Callable[[], bool]) -> None:
    limit = perf_counter() + 60
    while not condition():
        if perf_counter() > limit:
            raise TimeoutError("it does not come about")
        QApplication.processEvents()
        if not condition():
            sleep(0.001)  # the process does not work while it waits for another thread


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    text = made.long_text(50_000 if quick else 10_000_000)
    article = made.article_of(text, "Lang")
    content = _Content(article, text, made.many_marks(text, article, 500 if quick else 500_000))
    yield from _one_pane(content, "small" if quick else "10 MB, 500,000 marks", quick)
    del content
    gc.collect()
    yield from _four_panes(folder, quick)
    yield from _find(folder, quick)
    del app


if __name__ == "__main__":
    run(measure)
