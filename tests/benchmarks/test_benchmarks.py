import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.harness import HEADER, Row, in_turns, share

ROOT = Path(__file__).parents[2]


def test_a_row_says_whether_the_target_is_met() -> None:
    fast = ["fast", "2.00", "ms", "-", "1.00", "ms", "2.00", "3.00", "yes"]
    assert str(Row("fast", 0.002, 0.001, 3.0)).split() == fast
    assert str(Row("late", 0.002, 0.001, 3.0, must=0.001)).endswith("NO")
    assert str(Row("soon", 0.002, must=0.003)).split()[1:] == ["2.00", "ms", "3.00", "ms", "-", "-", "-", "yes"]
    assert str(Row("large", 2e6, must=3e6, of_bytes=True)).split()[1:5] == ["2.0", "MB", "3.0", "MB"]
    assert str(Row("slow", 4.0, 1.0, 3.0)).endswith("NO")
    assert str(Row("reported", 0.0000025)).split()[1:] == ["2.5", "us", "-", "-", "-", "-"]
    assert len(str(Row("fast", 0.002, 0.001, 3.0))) == len(HEADER) + 1


def test_a_share_of_values_is_not_above() -> None:
    assert [share(range(1, 101), percent) for percent in (0, 50, 99, 100)] == [1, 51, 100, 100]
    assert share([3.0], 99) == 3.0


def test_measurements_take_turns_and_give_medians() -> None:
    calls: list[str] = []

    def measured(name: str, seconds: list[float]) -> float:
        calls.append(name)
        return seconds.pop(0)

    first, second = [9.0, 1.0, 5.0, 2.0], [9.0, 4.0, 4.0, 7.0]
    assert in_turns(3, lambda: measured("a", first), lambda: measured("b", second)) == [2.0, 4.0]
    assert calls == ["a", "b"] * 4


@pytest.mark.parametrize("name", ["places", "export", "pane", "search"])
def test_benchmarks_run(name: str) -> None:
    command = [sys.executable, "-m", "benchmarks", "--only", name, "--quick"]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    header, *rows = done.stdout.splitlines()
    assert header == HEADER
    assert rows


def test_an_unknown_name_is_refused() -> None:
    command = [sys.executable, "-m", "benchmarks", "nonsense"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "open_article" in done.stderr
