"""Cuts the power: builds, from all calls that a process made, files as they may be on a disk then, and looks at them.

What was written and not synced may be there, or not, or in part, sector by sector; a name that was given, taken or
changed lasts from when its folder was synced, in their order. After a failed sync what was not synced may be lost
although the system takes it for written (see PostgreSQL's wiki, Fsync Errors), and no later sync brings it to the
disk. The index of the write-ahead log is mapped memory: after a power cut it is gone or rubbish.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from faults import children, shim
from faults.jobs import Job, Said, Say

_SECTOR = 512


class Record(NamedTuple):
    """One call: `w`rite, `t`runcate, `s`ync, `f`ailed sync, `c`reate, `r`ename, `l`ink, `u`nlink; or a `n`ote."""

    kind: str
    path: str
    other: str
    offset: int
    data: bytes


@dataclass
class Inode:
    """A file: what is on the disk for certain, and what is not yet."""

    lasting: bytearray
    pending: list[Record] = field(default_factory=list)


class Disk:
    """A folder's files after some calls, and what may be left of them."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder = str(folder)
        self.rng = rng
        self.names = {str(path): Inode(bytearray(path.read_bytes())) for path in folder.rglob("*") if path.is_file()}
        self.lasting_names = dict(self.names)
        self.renaming: list[Record | tuple[str, Inode]] = []

    def follow(self, record: Record) -> None:
        """Take one call into account."""
        inode = self.names.get(record.path)
        match record.kind:
            case "w" | "t" if inode is not None:
                inode.pending.append(record)
            case "s" if inode is not None:
                for pending in inode.pending:
                    _write(inode.lasting, pending)
                inode.pending.clear()
            case "s":
                # A folder: the names in it last.
                there = [step for step in self.renaming if str(Path(_name(step)).parent) == record.path]
                for step in there:
                    _rename(self.lasting_names, step)
                    self.renaming.remove(step)
            case "f" if inode is not None:
                self._tear(inode.lasting, inode.pending)
                inode.pending.clear()
            case "c":
                self.names[record.path] = made = Inode(bytearray())
                self.renaming.append((record.path, made))
            case "l" | "r" | "u":
                _rename(self.names, record)
                self.renaming.append(record)

    def _last(self, number: int) -> None:
        for step in self.renaming[:number]:
            _rename(self.lasting_names, step)
        del self.renaming[:number]

    def _tear(self, content: bytearray, pending: list[Record]) -> None:
        """Write a random part: all, none, what came first, or any sectors."""
        rng = self.rng
        manner = rng.choice(("all", "none", "first", "some", "sectors"))
        keep = rng.randint(0, len(pending)) if manner == "first" else len(pending)
        for record in pending[:keep] if manner != "none" else ():
            if manner == "some" and rng.random() < 0.5:
                continue
            if manner == "sectors" and record.kind == "w":
                for at in range(0, len(record.data), _SECTOR):
                    if rng.random() < 0.7:
                        part = record.data[at : at + _SECTOR]
                        _write(content, record._replace(offset=record.offset + at, data=part))
            else:
                _write(content, record)

    def cut(self, target: Path) -> None:
        """Leave in `target` what the disk may hold if the power goes now. Nothing is followed after that."""
        shutil.rmtree(target, ignore_errors=True)
        self._last(self.rng.randint(0, len(self.renaming)))
        for name, inode in self.lasting_names.items():
            place = target / os.path.relpath(name, self.folder)
            content = inode.lasting
            if name.endswith("-shm"):
                if self.rng.random() < 0.5:
                    continue
                content = bytearray(self.rng.randbytes(32768))
            else:
                self._tear(content, inode.pending)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def _write(content: bytearray, record: Record) -> None:
    if record.kind == "t":
        del content[record.offset :]
        content.extend(bytes(record.offset - len(content)))
    else:
        content.extend(bytes(max(0, record.offset - len(content))))
        content[record.offset : record.offset + len(record.data)] = record.data


def _name(step: Record | tuple[str, Inode]) -> str:
    """Return the name that a step gives or takes away."""
    if isinstance(step, Record):
        return step.other if step.kind in ("l", "r") else step.path
    return step[0]


def _rename(names: dict[str, Inode], step: Record | tuple[str, Inode]) -> None:
    if not isinstance(step, Record):
        path, made = step
        names[path] = made
    elif step.path in names:
        inode = names[step.path] if step.kind == "l" else names.pop(step.path)
        if step.kind != "u":
            names[step.other] = inode


def records(trace: Path) -> Iterator[Record]:
    """Read what the shim has written down."""
    head = struct.Struct("=cIIQQ")
    data = memoryview(trace.read_bytes())
    at = 0
    while at < len(data):
        kind, one, two, offset, size = head.unpack_from(data, at)
        at += head.size
        parts = []
        for length in (one, two, size):
            parts.append(bytes(data[at : at + length]))
            at += length
        yield Record(kind.decode(), os.fsdecode(parts[0]), os.fsdecode(parts[1]), offset, parts[2])


def lose(job: Job, folder: Path, states: int, seed: int, *, failing: bool = False) -> int:
    """Let a job be done, with the power cut at so many moments; with `failing`, one sync fails beforehand.

    Return how many calls there were. Raises AssertionError where anything that was said to be done is lost.
    """
    place, at_start, trace = folder / "work", folder / "start", folder / "trace"
    rng = random.Random(f"{seed} {job.name} {failing}")
    job.prepare(place, rng)
    before = job.before(place)
    shutil.copytree(place, at_start)

    def work(say: Say) -> None:
        def noted(word: str, value: object) -> None:
            shim.note(json.dumps([word, value]))

        with trace.open("wb") as written:
            # Where one fails, it is any but those that open the project, which then is not opened at all.
            if failing:
                shim.arm(place, shim.Call.SYNC, rng.randint(1, 12), shim.Fate.ONCE, 5)
            else:
                shim.arm(place, shim.Call(0), 0, shim.Fate.COUNT)
            shim.trace(written.fileno())
            job.work(place, rng, noted)
            shim.trace(-1)

    ended = children.run(work)
    assert not ended.trouble, ended.trouble
    called = list(records(trace))
    shutil.rmtree(place)
    for number in range(states):
        chance = random.Random(f"{seed} {job.name} {failing} {number}")
        at = chance.randint(0, len(called))
        shutil.copytree(at_start, place)
        disk = Disk(place, chance)
        said: Said = []
        for record in called[:at]:
            if record.kind == "n":
                word, value = json.loads(record.path)
                said.append((word, value))
            else:
                disk.follow(record)
        disk.cut(place)
        try:
            job.judge(place, said, before)
        except Exception as error:
            error.add_note(f"{job.name}, seed {seed}, state {number}, after call {at} of {len(called)}: {place}")
            raise
        shutil.rmtree(place)
    return len(called)
