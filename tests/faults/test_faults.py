"""A short course of the faults; the long one is `python3 dev.py faults`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from faults import shim

TESTS = Path(__file__).parent.parent


def run(*arguments: str) -> str:
    """Run faults in a process of their own, which has no other thread, and the shim under it."""
    path = os.pathsep.join([str(TESTS), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    done = subprocess.run(
        [sys.executable, "-m", "faults", *arguments],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        cwd=TESTS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


needs_shim = pytest.mark.skipif(shim.missing() is not None, reason=shim.missing() or "")


def jobs(*names: str) -> list[str]:
    return [part for name in names for part in ("--job", name)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here, to be killed at once")
def test_nothing_is_lost_when_a_process_is_killed() -> None:
    assert run("kill", "--rounds", "2").count("lost 0") == 17


@needs_shim
def test_what_fails_is_refused_or_done_and_works_again() -> None:
    assert run("fail", "--points", "2", *jobs("annotate", "export", "open")).count("lost 0") == 33


@needs_shim
def test_nothing_is_lost_when_the_power_goes() -> None:
    asked = jobs("annotate", "annotate without a log", "migrate", "save a copy", "index on")
    assert run("power", "--rounds", "4", *asked).count("lost 0") == 5
