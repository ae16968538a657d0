"""How a benchmark measures, and how it says what it found."""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

HEADER = f"{'name':58} {'measured':>10} {'must':>10} {'baseline':>10} {'ratio':>7} {'target':>7}  ok"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: seconds, and how many times the baseline they may be (None: reported only).

    `must` is what they may be at all, on a machine like the one that the figures in `docs/speed.md` are from.
    """

    name: str
    measured: float
    baseline: float | None = None
    target: float | None = None
    must: float | None = None
    of_bytes: bool = False
    """The figures are bytes, not seconds."""

    def __str__(self) -> str:
        ratio = None if self.baseline is None else self.measured / self.baseline if self.baseline else float("inf")
        kept = [
            figure <= limit
            for figure, limit in ((ratio, self.target), (self.measured, self.must))
            if figure is not None and limit is not None
        ]
        ok = "" if not kept else "yes" if all(kept) else "NO"
        amount = _size if self.of_bytes else _time
        return (
            f"{self.name:58} {amount(self.measured):>10} {amount(self.must):>10} {amount(self.baseline):>10} "
            f"{_number(ratio):>7} {_number(self.target):>7}  {ok}"
        )


def share(values: Sequence[float], percent: int) -> float:
    """Return what `percent` per cent of the values are not above."""
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def _size(count: float | None) -> str:
    return "-" if count is None else f"{count / 1e6:.1f} MB"


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.2f} {unit}"
    return f"{seconds / 1e-6:.1f} us"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def timed(action: Callable[[], object]) -> float:
    """Return the seconds that `action` takes."""
    start = perf_counter()
    action()
    return perf_counter() - start


def worked(action: Callable[[], object]) -> float:
    """Return the seconds that the process, in all its threads, works for `action`: what others do does not count."""
    start = process_time()
    action()
    return process_time() - start


def in_turns(rounds: int, *measurements: Callable[[], float], warm_up: bool = True) -> list[float]:
    """Call the measurements (each returns seconds) one after the other, `rounds` times; return the median of each.

    Taking turns lets a busy moment of the machine fall on all of them. With `warm_up` a first round is not counted.
    """
    found: list[list[float]] = [[] for _ in measurements]
    for turn in range(-1 if warm_up else 0, rounds):
        for times, measure in zip(found, measurements, strict=True):
            gc.collect()  # what one leaves behind is not collected on the other's time
            seconds = measure()
            if turn >= 0:
                times.append(seconds)
    return [median(times) for times in found]


@contextmanager
def workplace() -> Iterator[Path]:
    """Give an empty folder that is also the user's home, and no display, so that nobody's settings are touched."""
    with tempfile.TemporaryDirectory(prefix="annotator-bench-", ignore_cleanup_errors=True) as name:
        for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
                         "XDG_CACHE_HOME", "XDG_STATE_HOME"):  # fmt: skip
            folder = Path(name) / variable.lower()
            folder.mkdir()
            os.environ[variable] = str(folder)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield Path(name)


def run(benchmark: Callable[[Path, bool], Iterator[Row]]) -> None:
    """Run one benchmark from the command line: `benchmark(folder, quick)` yields the rows of its table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="small and few: shows that it runs, not how fast")
    parser.add_argument("--no-header", action="store_true")
    options = parser.parse_args()
    if not options.no_header:
        print(HEADER)
    with workplace() as folder:
        for row in benchmark(folder, options.quick):
            print(row, flush=True)
