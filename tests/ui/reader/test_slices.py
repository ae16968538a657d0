"""Work goes on slice by slice while the event loop runs, and can be dropped or finished at once."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from pytestqt.qtbot import QtBot

from annotator.ui.reader.slices import Slices


def test_work_is_done_in_slices(qtbot: QtBot) -> None:
    done: list[float] = []

    def work() -> Iterator[None]:
        for _ in range(20):
            until = perf_counter() + 0.001
            while perf_counter() < until:
                pass
            done.append(perf_counter())
            yield

    slices = Slices()
    slices.begin(work())
    assert slices.busy
    assert not done
    qtbot.waitUntil(lambda: len(done) > 0)
    qtbot.waitUntil(lambda: not slices.busy)
    assert len(done) == 20


def test_work_can_be_dropped_or_finished(qtbot: QtBot) -> None:
    done: list[int] = []

    def work() -> Iterator[None]:
        for number in range(3):
            done.append(number)
            yield

    slices = Slices()
    slices.begin(work())
    slices.drop()
    assert not slices.busy
    assert done == []
    slices.begin(work())
    slices.finish()
    assert not slices.busy
    assert done == [0, 1, 2]
