"""`python3 dev.py faults`: faults of every kind, from below, again and again; what was lost is an error."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

from faults import failing, killing, losing, shim
from faults.jobs import GOING_ON, JOBS
from faults.whole_jobs import BackUp, Forget, Merge

_MEMORY = "/dev/shm"
"""What dies here is a process; a file in memory outlives it as one on a disk does, and no sync takes its time."""


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python3 dev.py faults", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="WHAT", help="kill, fail, power (all by default)")
    parser.add_argument("--rounds", type=int, default=100, help="how often each job is killed (100)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives other moments (1)")
    parser.add_argument("--job", action="append", default=[], help="only this job; may be repeated")
    parser.add_argument("--points", type=int, default=120, help="how many calls of an operation fail (120)")
    asked = parser.parse_args(arguments)
    why = shim.missing()
    if why is None and not shim.is_loaded():
        shim.restart(*arguments)
    if why is not None:
        sys.stderr.write(f"faults: {why}; processes are killed at random moments only\n")
    else:
        shim.remove()
    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory(
        prefix="annotator-faults-", dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None
    ) as given:
        folder = Path(given).resolve()
        for name in asked.what or ["kill"]:
            began = time.monotonic()
            KINDS[name](folder / name, asked)
            print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)


JOBS |= {job.name: job for job in (BackUp(), Merge(), Forget())}


def kill(folder: Path, asked: argparse.Namespace) -> None:
    for name, job in JOBS.items():
        if not asked.job or name in asked.job:
            kills, sooner = killing.kill(job, folder / name.replace(" ", "-"), asked.rounds, asked.seed)
            print(f"  {name:32} killed {kills:5}, done sooner {sooner:4}, lost 0", flush=True)


def power(folder: Path, asked: argparse.Namespace) -> None:
    for name, job in JOBS.items():
        if (not asked.job or name in asked.job) and name not in ("import by several processes", "three at once"):
            calls = losing.lose(job, folder / name.replace(" ", "-"), asked.rounds, asked.seed)
            print(f"  {name:32} {calls:5} calls, power cut at {asked.rounds} moments, lost 0", flush=True)
    for name, job in GOING_ON.items():
        if not asked.job or name in asked.job:
            cuts = 0
            for number in range(max(1, asked.rounds // 10)):
                place = folder / f"{name} {number}".replace(" ", "-")
                losing.lose(job, place, min(asked.rounds, 10), asked.seed + number, failing=True)
                cuts += min(asked.rounds, 10)
            print(f"  {name:32} a sync fails, power cut at {cuts} moments, lost 0", flush=True)


def fail(folder: Path, asked: argparse.Namespace) -> None:
    for made in failing.OPERATIONS:
        operation = made()
        if not asked.job or operation.name in asked.job:
            for fault in failing.FAULTS:
                place = folder / f"{operation.name} {fault.name}".replace(" ", "-")
                calls, refused, done = failing.fail_everywhere(operation, fault, place, asked.points)
                print(
                    f"  {operation.name:28} {fault.name:26} {calls:5} calls: "
                    f"refused {refused:4}, done {done:4}, lost 0",
                    flush=True,
                )


KINDS = {"kill": kill, "fail": fail, "power": power}

if __name__ == "__main__":
    main(sys.argv[1:])
