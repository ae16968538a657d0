"""Shows a page and does what standard input says, line by line: the side of an AT-SPI test that is read.

Not a test itself; `test_at_spi.py` starts it. Each command is answered with a line on standard output.
"""

from __future__ import annotations

import sys
import threading
import time

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QSplitter

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.reader import assistive
from annotator.ui.reader.page import Place
from annotator.ui.reader.view import ReaderView

GERMAN = "Die Behörde 😀 hat elf Unternehmen einbestellt.\nAnlass ist die Sorge vor Fälschungen."
ARABIC = "استدعت الهيئة 11 شركة محلية، بينها Clubhouse.\n" * 800
"""Longer than what is given as a whole."""


def mark(name: str, text: str, quote: str, tag: str, note: str | None = None) -> Annotation:
    start = text.index(quote)
    return Annotation(name, "a", tag, start, start + len(quote), quote, "c", "", "", note=note)


MARKS = (
    mark("1", GERMAN, "elf Unternehmen", ACTOR.id, "Namen fehlen."),
    mark("2", GERMAN, "Unternehmen", CONCERN.id),
)


def say(answer: str) -> None:
    sys.stdout.write(answer + "\n")
    sys.stdout.flush()


def breathe() -> None:
    """Let the reader ask for a moment."""
    end = time.monotonic() + 0.02
    while time.monotonic() < end:
        QApplication.processEvents()


class Bench(QObject):
    """Two panes side by side, the first of which is read."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.row = QSplitter()
        self.row.resize(900, 600)
        self.views: list[ReaderView] = []
        self.add()
        self.row.show()
        QApplication.processEvents()
        # There is no window manager to do it.
        self.row.activateWindow()
        self.said.connect(self.do, Qt.ConnectionType.QueuedConnection)

    def add(self) -> ReaderView:
        view = ReaderView()
        self.row.addWidget(view)
        self.views.append(view)
        self.german(view)
        view.show()
        view.setFocus()
        return view

    def german(self, view: ReaderView) -> None:
        view.set_article(
            Article("a", "Elf Firmen", Direction.LTR, "", len(GERMAN), "de"), GERMAN, MARKS, TagSet(DEFAULT_TAGS)
        )

    def arabic(self, view: ReaderView) -> None:
        view.set_article(
            Article("a", "استدعاء", Direction.RTL, "", len(ARABIC), "ar"), ARABIC, (), TagSet(DEFAULT_TAGS)
        )

    def do(self, line: str) -> None:
        what, *numbers = line.split()
        view = self.views[0]
        if what == "caret":
            view.move_caret(Place(int(numbers[0])), extend=False)
        elif what == "select":
            view.select(Span(int(numbers[0]), int(numbers[1])))
        elif what == "selected":
            span = view.selection()
            say(f"{span.start} {span.end}" if span is not None else "-")
            return
        elif what in ("german", "arabic"):
            getattr(self, what)(view)
        elif what == "churn":
            self.churn(int(numbers[0]))
        elif what == "quit":
            self.row.close()
            QApplication.quit()
        say("ok")

    def churn(self, times: int) -> None:
        """Open, fill, swap and close panes."""
        for turn in range(times):
            view = self.add()
            view.move_caret(Place(30), extend=False)
            breathe()
            (self.arabic if turn % 2 else self.german)(view)
            self.row.insertWidget(turn % 2, view)
            QAccessible.queryAccessibleInterface(view).textInterface()
            view.select(Span(0, 20))
            if turn % 3:
                breathe()
            self.views.remove(view)
            view.hide()
            view.setParent(None)
            view.deleteLater()
        self.views[0].setFocus()


def main() -> int:
    app = QApplication(["at_spi_page"])
    assistive.serve()
    bench = Bench()

    def listen() -> None:
        for line in sys.stdin:
            bench.said.emit(line.strip())

    threading.Thread(target=listen, daemon=True).start()
    say("ready")
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
