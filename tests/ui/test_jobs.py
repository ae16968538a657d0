"""Work in other threads: told in order in the window's thread, called off at any time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from annotator.ui.jobs import Jobs, News


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


def test_values_come_in_order_and_then_the_end(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[News] = []
    threads: list[object] = []

    def work() -> Iterator[object]:
        threads.append(threading.current_thread())
        yield 1
        yield 2

    jobs.told.connect(heard.append)
    jobs.told.connect(lambda _news: threads.append(threading.current_thread()))
    job = jobs.start(work())
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].last)
    assert [(news.job, news.value, news.error) for news in heard] == [(job, 1, None), (job, 2, None), (job, None, None)]
    assert threads[0] is not threading.main_thread()
    assert set(threads[1:]) == {threading.main_thread()}


def test_an_error_ends_a_job_and_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    def work() -> Iterator[object]:
        yield 1
        raise ValueError("no")

    heard: list[News] = []
    jobs.told.connect(heard.append)
    jobs.start(work())
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].last)
    assert str(heard[-1].error) == "no"


def test_nothing_is_told_of_a_job_that_was_called_off(jobs: Jobs, qtbot: QtBot) -> None:
    def work() -> Iterator[object]:
        while True:
            time.sleep(0.001)
            yield 1

    heard: list[News] = []
    jobs.told.connect(heard.append)
    job = jobs.start(work())
    qtbot.waitUntil(lambda: bool(heard))
    job.cancel()
    count = len(heard)
    qtbot.wait(30)
    assert len(heard) == count
    jobs.start(work())
    jobs.close()
    qtbot.wait(30)
    assert len(heard) == count


def test_what_was_called_off_lets_go_of_what_it_holds(jobs: Jobs, qtbot: QtBot) -> None:
    let_go: list[object] = []

    def work() -> Iterator[object]:
        try:
            while True:
                time.sleep(0.001)
                yield 1
        finally:
            let_go.append(threading.current_thread())

    heard: list[News] = []
    jobs.told.connect(heard.append)
    job = jobs.start(work())
    qtbot.waitUntil(lambda: bool(heard))
    job.cancel()
    qtbot.waitUntil(lambda: bool(let_go))
    assert let_go[0] is not threading.main_thread()
