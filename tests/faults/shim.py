"""The shim under this process: compiled, loaded by starting anew, armed; see `shim.c`."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from enum import IntEnum, IntFlag
from pathlib import Path
from typing import NoReturn

_LOADED = "ANNOTATOR_FAULTS_SHIM"


class Call(IntFlag):
    """Kinds of calls to the system, on files in one folder."""

    WRITE = 1
    SYNC = 2
    TRUNCATE = 4
    NAME = 8
    CREATE = 16
    MAP = 32
    LOCK = 64
    READ = 128


CHANGING = Call.WRITE | Call.SYNC | Call.TRUNCATE | Call.NAME | Call.CREATE


class Fate(IntEnum):
    """What becomes of the call that is hit; ON: and of all that follow, SHORT: half of it is written, then no more."""

    COUNT = 0
    ONCE = 1
    ON = 2
    KILLED_BEFORE = 3
    KILLED_AFTER = 4
    KILLED_AMID = 5
    SHORT = 6


def missing() -> str | None:
    """Return why there can be no shim here, or None."""
    if sys.platform != "linux":
        return "the shim is for Linux"
    if compiler() is None:
        return "there is no C compiler (cc) to build the shim with; install gcc"
    return None


def compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def is_loaded() -> bool:
    return _LOADED in os.environ


def restart(*arguments: str) -> NoReturn:
    """Begin this process anew with the shim under it."""
    built = Path(tempfile.mkdtemp(prefix="annotator-shim-")) / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run(
        [str(compiler()), "-O2", "-shared", "-fPIC", "-o", str(built), str(source), "-ldl", "-lpthread"], check=True
    )
    os.environ |= {"LD_PRELOAD": str(built), _LOADED: str(built)}
    os.execv(sys.executable, [sys.executable, "-m", "faults", *arguments])


def remove() -> None:
    """Take what was built away again: this process has it in memory, and those that it begins need none."""
    shutil.rmtree(Path(os.environ.pop("LD_PRELOAD")).parent, ignore_errors=True)


def arm(folder: Path, calls: Call, at: int, fate: Fate, error: int = 0) -> None:
    """Hit the `at`-th of these calls on files in the folder; the count begins anew."""
    ctypes.CDLL(None).faults_arm(os.fsencode(folder), int(calls), ctypes.c_long(at), int(fate), error)


def disarm(folder: Path) -> None:
    arm(folder, Call(0), 0, Fate.COUNT)


def count() -> int:
    """Return how many of the calls there were since `arm`."""
    counted = ctypes.CDLL(None).faults_count
    counted.restype = ctypes.c_long
    return int(counted())


def trace(handle: int) -> None:
    """Write all calls on files of the folder down in an open file; -1 ends it."""
    ctypes.CDLL(None).faults_trace(handle)


def note(words: str) -> None:
    """Put words between the calls that are written down."""
    ctypes.CDLL(None).faults_note(words.encode())
