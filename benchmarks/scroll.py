"""One step of scrolling, and one mark more, against Qt's bare layout and drawing of one screenful of text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QTextLayout, QTextOption

from annotator.core.ids import new_id, now
from annotator.core.tagset import DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Coder
from annotator.ui.reader.view import ReaderView
from benchmarks import made, qt
from benchmarks.harness import Row, in_turns, run

SIZE = (800, 1000)
STEP = 60


class _Bare:
    """Lays out and draws one screenful, with nothing on it."""

    def __init__(self, text: str) -> None:
        self._paragraphs = text.split("\n")
        self._next = 0
        self._image = QImage(*SIZE, QImage.Format.Format_RGB32)
        self._image.fill(Qt.GlobalColor.white)
        self._font = QFont("Noto Serif")
        self._font.setPixelSize(18)

    def screenful(self, height: int = SIZE[1]) -> float:
        start = perf_counter()
        y = 0.0
        with QPainter(self._image) as painter:
            while y < height:
                layout = QTextLayout(self._paragraphs[self._next % len(self._paragraphs)], self._font)
                self._next += 1
                option = QTextOption()
                option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
                layout.setTextOption(option)
                layout.beginLayout()
                below = 0.0
                while (line := layout.createLine()).isValid():
                    line.setLineWidth(620)
                    line.setPosition(QPointF(0, below))
                    below += 32
                layout.endLayout()
                layout.draw(painter, QPointF(90, y))
                y += below + 16
        return perf_counter() - start


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    size, count, rounds = (50_000, 200, 3) if quick else (10_000_000, 50_000, 150)
    text = made.long_text(size)
    coder = Coder(new_id(), "bench")
    article = made.article_of(text, "Lang")
    marks = made.marks_in(text, article, coder, count)
    view = ReaderView()
    view.resize(*SIZE)
    start = perf_counter()
    view.set_article(article, text, marks, TagSet(DEFAULT_TAGS))
    view.show()
    qt.until_painted(view.viewport())
    opened = perf_counter() - start
    bare = _Bare(text)
    random = Random(3)
    scale = f"{len(text.encode()) // 1_000_000} MB, {count:,} marks" if not quick else "small"

    view.scroll_to_place(len(text) // 3)

    def step() -> float:
        start = perf_counter()
        view.scroll_by(STEP)
        qt.until_painted(view.viewport())
        return perf_counter() - start

    def jump() -> float:
        place = random.randrange(len(text) // 2)
        start = perf_counter()
        view.scroll_to_place(place)
        qt.until_painted(view.viewport())
        return perf_counter() - start

    def one_more() -> float:
        place = view.top_place() + 200
        time = now()
        quote = text[place : place + 20]
        mark = Annotation(new_id(), article.id, DEFAULT_TAGS[0].id, place, place + 20, quote, coder.id, time, time)
        start = perf_counter()
        view.update_annotations([], [mark])
        qt.until_painted(view.viewport())
        return perf_counter() - start

    screen, stepped, jumped, marked = in_turns(rounds, bare.screenful, step, jump, one_more)
    yield Row(f"pane, {scale}: first paint from memory", opened, screen)
    yield Row("scroll by three lines", stepped, screen)
    yield Row("jump to another place", jumped, screen)
    yield Row("put one more mark in", marked, screen)
    view.close()
    del app


if __name__ == "__main__":
    run(measure)
