"""From the command to the painted window, with the sample project, against a bare window that shows a label."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from annotator.project.samples import make_sample
from benchmarks.harness import Row, run

_BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.report)
    def report(self):
        print(f"frame {time.time():.4f}", file=sys.stderr, flush=True)
        QApplication.quit()
app = QApplication(sys.argv)
label = Label("Annotator")
label.resize(1360, 860)
label.show()
app.exec()
"""


def _seconds(command: list[str]) -> dict[str, float]:
    """Run a process that reports moments on stderr; return them in seconds since its start."""
    environment = {**os.environ, "ANNOTATOR_STARTUP_REPORT": "1"}
    # Whoever has installed the app has its modules compiled; the first round does the same here.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.time()
    done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=True, timeout=60)
    lines = (line.split() for line in done.stderr.splitlines())
    return {words[0]: float(words[1]) - start for words in lines if len(words) == 2 and words[0] in ("frame", "pages")}


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    path = folder / "sample.annot"
    make_sample(path).close()
    bare: list[float] = []
    frames: list[float] = []
    pages: list[float] = []
    for _ in range(3 if quick else 12):
        bare.append(_seconds([sys.executable, "-c", _BARE])["frame"])
        seconds = _seconds([sys.executable, "-m", "annotator", str(path)])
        frames.append(seconds["frame"])
        pages.append(seconds["pages"])
    # The best of each: a process that starts waits for whatever else the machine does.
    yield Row("start: frame painted", min(frames), min(bare), 1.5)
    yield Row("start: articles and marks painted", min(pages), min(bare), 3.5)


if __name__ == "__main__":
    run(measure)
