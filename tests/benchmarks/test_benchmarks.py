import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.harness import HEADER, Row, in_turns

ROOT = Path(__file__).parents[2]


def test_a_row_says_whether_the_target_is_met() -> None:
    assert str(Row("fast", 0.002, 0.001, 3.0)).split() == ["fast", "2.00", "ms", "1.00", "ms", "2.00", "3.00", "yes"]
    assert str(Row("slow", 4.0, 1.0, 3.0)).endswith("NO")
    assert str(Row("reported", 0.0000025)).split()[1:] == ["2.5", "us", "-", "-", "-"]
    assert len(str(Row("fast", 0.002, 0.001, 3.0))) == len(HEADER) + 1


def test_measurements_take_turns_and_give_medians() -> None:
    calls: list[str] = []

    def measured(name: str, seconds: list[float]) -> float:
        calls.append(name)
        return seconds.pop(0)

    first, second = [9.0, 1.0, 5.0, 2.0], [9.0, 4.0, 4.0, 7.0]
    assert in_turns(3, lambda: measured("a", first), lambda: measured("b", second)) == [2.0, 4.0]
    assert calls == ["a", "b"] * 4


@pytest.mark.parametrize("name", ["places", "export"])
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
