"""Work in a process of its own, which may be killed: what it said until then, and what became of it."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from faults.jobs import Said, Say


class Ended(NamedTuple):
    """`said` until the end; `killed`, or else `trouble`: the traceback that it ended with, empty for none."""

    said: Said
    killed: bool
    trouble: str
    children: frozenset[int]
    """Processes that it began."""


def run(work: Callable[[Say], None], *, kill_after: float | None = None) -> Ended:
    """Work in a child of this process, and kill that after so many seconds if it still lives.

    A fork, not a new start: what takes half a second to be loaded is there. This process has no project open and no
    other thread then.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, writing)
    os.close(writing)
    timer = threading.Timer(kill_after, os.kill, (child, signal.SIGKILL)) if kill_after is not None else None
    began: set[int] = set()
    lines = b""
    if timer is not None:
        timer.start()
    while part := os.read(reading, 1 << 20):
        lines += part
        began |= children(child)
    os.close(reading)
    # Not reaped before the timer is done: its number could be another's by then.
    if timer is not None:
        timer.cancel()
        timer.join()
    _, status = os.waitpid(child, 0)
    said: Said = [tuple(json.loads(line)) for line in lines.split(b"\n")[:-1]]
    trouble = next((value for word, value in said if word == "trouble"), "")
    killed = os.WIFSIGNALED(status)
    assert killed or trouble or os.WEXITSTATUS(status) == 0
    assert not killed or os.WTERMSIG(status) == signal.SIGKILL, f"died of signal {os.WTERMSIG(status)}"
    return Ended(said, killed, trouble, frozenset(began))


def _work(work: Callable[[Say], None], writing: int) -> None:
    def say(word: str, value: Any) -> None:
        os.write(writing, json.dumps([word, value]).encode() + b"\n")

    code = 0
    try:
        work(say)
    except BaseException:
        say("trouble", traceback.format_exc())
        code = 1
    finally:
        os._exit(code)


def children(parent: int) -> set[int]:
    """Return the processes that a process has begun, as far as this system tells."""
    found: set[int] = set()
    for listed in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            found.update(map(int, listed.read_text().split()))
        except OSError:
            continue
    return found


def outlived(processes: frozenset[int], patience: float = 10.0) -> list[int]:
    """Wait for processes to end, and return those that do not."""
    end = time.monotonic() + patience
    while True:
        left = [number for number in processes if _lives(number)]
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.05)


def _lives(number: int) -> bool:
    try:
        # Field 3, behind the name in brackets: Z is one that only waits to be taken note of.
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False
