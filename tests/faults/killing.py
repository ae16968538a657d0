"""Kills processes at their work, at random moments and at random calls to the system, and looks at what is left."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

from faults import children, shim
from faults.jobs import JOBS, Job, Say

FATES = (shim.Fate.KILLED_BEFORE, shim.Fate.KILLED_AFTER, shim.Fate.KILLED_AMID)


def kill(job: Job, folder: Path, rounds: int, seed: int) -> tuple[int, int]:
    """Kill a job so often; return how often it was killed, and how often it was done sooner.

    Raises AssertionError where anything is lost, with what repeats it.
    """
    calls, seconds = measure(job, folder / "measured", seed)
    kills = 0
    for number in range(rounds):
        rng = random.Random(f"{seed} {job.name} {number}")
        place = folder / str(number)
        job.prepare(place, rng)
        before = job.before(place)
        at = rng.randint(1, calls) if calls and number % 2 else 0
        fate = rng.choice(FATES)

        def work(say: Say, place: Path = place, rng: random.Random = rng, at: int = at, fate: int = fate) -> None:
            if at:
                shim.arm(place, shim.CHANGING, at, shim.Fate(fate))
            job.work(place, rng, say)

        delay = None if at else rng.uniform(0, seconds * 1.1)
        ended = children.run(work, kill_after=delay)
        kills += ended.killed
        assert not ended.trouble, ended.trouble
        left = children.outlived(ended.children)
        assert not left, f"processes {left} outlived the one that began them"
        try:
            job.judge(place, ended.said, before)
        except Exception as error:
            how = f"{fate.name} of call {at}" if at else f"after {delay:.4f} s"
            error.add_note(f"{job.name}, seed {seed}, round {number}, {how}; the files are in {place}")
            raise
        shutil.rmtree(place)
    return kills, rounds - kills


def measure(job: Job, place: Path, seed: int) -> tuple[int, float]:
    """Let a job be done; return how many calls that change files it takes (0: unknown), and how many seconds."""
    rng = random.Random(f"{seed} {job.name}")
    job.prepare(place, rng)
    before = job.before(place)

    def work(say: Say) -> None:
        if shim.is_loaded():
            shim.arm(place, shim.CHANGING, 0, shim.Fate.COUNT)
        began = time.perf_counter()
        job.work(place, rng, say)
        say("took", time.perf_counter() - began)
        say("calls", shim.count() if shim.is_loaded() else 0)

    ended = children.run(work)
    assert not ended.trouble, ended.trouble
    told = {word: value for word, value in ended.said if word in ("took", "calls")}
    job.judge(place, ended.said, before)
    shutil.rmtree(place)
    return told["calls"], told["took"]


def kill_all(folder: Path, rounds: int, seed: int, names: list[str]) -> list[tuple[str, int, int]]:
    """Kill all jobs (or those named); return for each how often, and how often it was done sooner."""
    return [
        (name, *kill(job, folder / f"job-{number}", rounds, seed))
        for number, (name, job) in enumerate(JOBS.items())
        if not names or name in names
    ]
