"""A library of 100,000 articles with 1,000,000 annotations, against an empty project: opening, scrolling, memory."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter, process_time, sleep, time

from PySide6.QtWidgets import QApplication

from annotator.core.ids import new_id, now
from annotator.core.tagset import DEFAULT_TAGS
from annotator.core.values import Annotation, Article, Bundle, Coder, Event, ProjectInfo
from annotator.project import Project
from annotator.text.direction import Direction
from benchmarks import made, qt
from benchmarks.harness import Row, run, share

_FOLDERS = 12
_EVENTS = 200


def library(path: Path, count: int, marks_each: int) -> None:
    """Make a project of `count` short articles in folders and events."""
    random, moment = Random(3), now()
    coder, events = Coder(new_id(), "bench"), [Event(new_id(), f"Ereignis {number}") for number in range(_EVENTS)]
    bodies = [made.long_text(1000, seed) for seed in range(50)]
    articles: list[Article] = []
    texts: dict[str, str] = {}
    marks: list[Annotation] = []
    for number in range(count):
        title = f"Bericht {number} aus Bezirk {number % 977}"
        text = f"{title}\n\n{bodies[number % len(bodies)]}"
        article = Article(
            new_id(), title, Direction.LTR, hashlib.sha256(text.encode()).hexdigest(), len(text), "de",
            f"20{random.randrange(10, 25)}-0{random.randrange(1, 10)}-1{random.randrange(10)}",
            f"Blatt {number % 40}", events=(events[number % _EVENTS].id,) if number % 3 == 0 else (),
            folder=f"Jahrgang {number % _FOLDERS}" if number % 2 else None,
        )  # fmt: skip
        articles.append(article)
        texts[article.id] = text
        for _ in range(marks_each):
            start = random.randrange(len(text) - 30)
            tag = random.choice(DEFAULT_TAGS).id
            quote = text[start : start + 12]
            marks.append(Annotation(new_id(), article.id, tag, start, start + 12, quote, coder.id, moment, moment))
    bundle = Bundle(
        ProjectInfo(new_id(), path.stem, moment), coders=(coder,), tags=DEFAULT_TAGS, events=tuple(events),
        articles=tuple(articles), texts=texts, annotations=tuple(marks),
    )  # fmt: skip
    Project.create(path, bundle=bundle, coder="bench").close()


def _memory() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


_ANSWERS = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from annotator.project import Project
from benchmarks import qt
app = qt.application()
window, workspace = qt.furnished(Project.open(sys.argv[1], coder="bench"), Path(sys.argv[2]))
while workspace.sides is None:
    QApplication.processEvents()
QApplication.processEvents()
print(time.time())
workspace.close()
"""


def _answers(path: Path, folder: Path) -> float:
    """Return the seconds from the command to a window that answers, in a process of its own."""
    start = time()
    command = [sys.executable, "-c", _ANSWERS, str(path), str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=60)
    return float(done.stdout) - start


class _Opened:
    """A window on a project: the seconds until all of the library is there, and the longest that nothing else went."""

    def __init__(self, path: Path, folder: Path) -> None:
        gc.collect()
        self.memory = _memory()
        start = perf_counter()
        self.window, self.workspace = qt.furnished(Project.open(path, coder="bench"), folder)
        while self.workspace.sides is None:
            QApplication.processEvents()
        # The offscreen screen is too small for the panels, which a narrow window hides.
        self.window.resize(1400, 900)
        self.window.library_dock.show()
        self.longest = 0.0
        shelf = self.workspace.sides.shelf
        while shelf.loading:
            before = perf_counter()
            QApplication.processEvents()
            sleep(0.001)  # as Qt does where nothing is due: else this loop would keep the reading thread from working
            self.longest = max(self.longest, perf_counter() - before)
        # Qt shows no row before the last of them has its place; what is indexed beside would be counted with the steps.
        self.workspace.sides.search.close()
        bar = self.workspace.sides.library.list.verticalScrollBar()
        while not bar.maximum() and self.workspace.sides.library.model.rowCount() > 100:
            QApplication.processEvents()
        qt.settle()
        self.filled = perf_counter() - start
        gc.collect()
        self.memory = _memory() - self.memory

    def scroll(self, steps: int) -> list[float]:
        """Return the seconds of work of each step of scrolling through the library."""
        assert self.workspace.sides is not None
        view = self.workspace.sides.library.list
        bar, seconds = view.verticalScrollBar(), []
        for step in range(steps):
            at = bar.maximum() * (step % 10) // 10 + 40 * step
            bar.setValue(at - 40)
            view.viewport().repaint()
            start = process_time()
            bar.setValue(at)
            view.viewport().repaint()
            seconds.append(process_time() - start)
        return seconds

    def filter(self) -> list[float]:
        """Return the seconds from a word in the field to the list of what fits, for some words."""
        assert self.workspace.sides is not None
        sides, seconds = self.workspace.sides, []
        for words in ("b", "be", "bericht", "bericht 77", "blatt 3 bezirk", "nirgends", ""):
            start = process_time()
            sides.library.head.words_changed.emit(words)
            sides.library.list.viewport().repaint()
            seconds.append(process_time() - start)
            qt.settle()
        return seconds

    def close(self) -> None:
        self.workspace.close()
        self.window.close()
        qt.settle()


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    empty, full = folder / "empty.annot", folder / "full.annot"
    Project.create(empty).close()
    kept = os.environ.get("ANNOTATOR_BENCH_LIBRARY")
    if kept and Path(kept).exists():
        shutil.copy(kept, full)
    else:
        library(full, 3000 if quick else 100_000, 2 if quick else 10)
    nothing: list[float] = []
    answers: list[float] = []
    for _ in range(1 if quick else 5):
        nothing.append(_answers(empty, folder))
        answers.append(_answers(full, folder))
    _Opened(empty, folder).close()
    opened = _Opened(full, folder)
    scrolled = opened.scroll(20 if quick else 200)
    filtered = opened.filter()
    opened.close()
    yield Row("library of 100,000: the window answers", min(answers), min(nothing), 2.0)
    yield Row("  all of it is listed", opened.filled, min(nothing))
    yield Row("  the longest that the window waits for it", opened.longest)
    yield Row("  scroll the list a step, p99", share(scrolled, 99), must=0.016)
    yield Row("  filter it as one types, the slowest", max(filtered), must=0.3)
    yield Row("  memory over an empty project", opened.memory, must=300e6, of_bytes=True)
    del app


if __name__ == "__main__":
    run(measure)
