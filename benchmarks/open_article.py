"""From the database to the first paint of a long article with many marks, against a QTextEdit without a database."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from annotator.project import Project
from annotator.text.offsets import Offsets
from annotator.ui.reader.view import ReaderView
from benchmarks import made, qt
from benchmarks.harness import Row, in_turns, run

SIZE = (800, 1000)


class TextEdit:
    """A QTextEdit that is given text and selections from memory, as often as asked."""

    def __init__(self, text: str, spans: list[tuple[int, int]]) -> None:
        offsets = Offsets(text)
        self._text = text
        self._spans = [(offsets.to_utf16(start), offsets.to_utf16(end)) for start, end in spans]
        self._tint = QTextCharFormat()
        self._tint.setBackground(QColor(255, 220, 120))
        self.first_screen: list[float] = []

    def __call__(self) -> float:
        """Return the seconds until it is painted and has laid out what its scroll bar spans.

        The seconds until its first screen, with a scroll bar that is still wrong, go to `first_screen`.
        """
        start_time = perf_counter()
        edit = QTextEdit()
        edit.resize(*SIZE)
        edit.setPlainText(self._text)
        selections = []
        for start, end in self._spans:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(edit.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, self._tint
            selections.append(selection)
        edit.setExtraSelections(selections)
        edit.show()
        qt.until_painted(edit.viewport())
        self.first_screen.append(perf_counter() - start_time)
        edit.document().documentLayout().documentSize()
        seconds = perf_counter() - start_time
        edit.close()
        edit.deleteLater()
        qt.settle()
        return seconds


def _pane(path: Path) -> float:
    """Seconds from opening the project to its first article's first paint in a pane by itself."""
    start = perf_counter()
    with Project.open(path) as project:
        article = project.articles()[0]
        view = ReaderView()
        view.resize(*SIZE)
        view.set_article(article, project.text(article.id), project.annotations(articles=[article.id]), project.tags)
        view.show()
        qt.until_painted(view.viewport())
        seconds = perf_counter() - start
    view.close()
    view.deleteLater()
    qt.settle()
    return seconds


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    size, marks, rounds = (50_000, 200, 1) if quick else (1_000_000, 5_000, 5)
    texts = [made.long_text(size, seed) for seed in range(4)]
    path = folder / "long.annot"
    project = made.project_of(path, texts, marks)
    first = project.articles()[0]
    spans = [(mark.start, mark.end) for mark in project.annotations(articles=[first.id])]
    text = project.text(first.id)
    project.close()
    baseline = TextEdit(text, spans)
    edit, pane = in_turns(rounds, baseline, lambda: _pane(path))
    yield Row("open 1 MB, 5,000 marks: project to pane painted", pane, edit, 0.25)
    yield Row("the same, against QTextEdit's first screen", pane, median(baseline.first_screen[1:]))

    project = Project.open(path)
    window, workspace = qt.furnished(project, folder)
    window.resize(1360, 860)
    ids = cycle([article.id for article in project.articles()])

    def choose() -> float:
        project._texts.clear()  # else an article seen before comes from memory
        wanted = next(article for article in ids if article not in workspace.panes.opened())
        start = perf_counter()
        pane = workspace.panes.open(wanted)
        assert pane is not None
        qt.until_painted(pane.view.viewport())
        return perf_counter() - start

    edit, whole = in_turns(rounds, baseline, choose)
    yield Row("the same in the window, with its list of marks", whole, edit)
    workspace.close()
    window.close()
    del app


if __name__ == "__main__":
    run(measure)
