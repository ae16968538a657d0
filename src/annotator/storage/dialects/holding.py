"""Keeps the locks on open projects, whatever else in this process opens and closes their files.

POSIX drops all locks that a process has on a file when it closes any handle on it; a file dialog that looks into files
for their icons does so. Another process would then take the log away from under us, and edits would go into a file
that is gone. Linux has locks that belong to a handle: what is taken here, SQLite in other processes respects.
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

Key = tuple[int, int]
"""What tells a file from any other."""

_SHARED = (0x4000_0002, 510)
"""Where SQLite locks a database that is in use: first byte and number of bytes."""
_LOG_IN_USE = (128, 1)
"""The same, in the index of its log."""


class _Held:
    """The handles on one file and the index of its log, and how many stores need them."""

    def __init__(self) -> None:
        self.stores = 0
        self.handles: list[tuple[int, tuple[int, int]]] = []


_held: dict[Key, _Held] = {}
_turn = threading.Lock()


def hold(path: Path) -> Key | None:
    """Hold the file of a store that has just been opened, with its write-ahead log in use; None where that cannot be.

    Let it go with `released`.
    """
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    with _turn, contextlib.suppress(OSError):
        found = path.stat()
        key = found.st_dev, found.st_ino
        held = _held.setdefault(key, _Held())
        held.stores += 1
        if not held.handles:
            for name, place in ((path.name, _SHARED), (f"{path.name}-shm", _LOG_IN_USE)):
                with contextlib.suppress(OSError):
                    # Kept also where it cannot be locked: closing it is what must not happen.
                    held.handles.append((os.open(path.with_name(name), os.O_RDONLY | os.O_CLOEXEC), place))
                    _lock(*held.handles[-1])
        return key
    return None


def in_use(path: Path) -> bool:
    """Return whether a store of this process, or any connection of another, has the file open with its log.

    Of other processes Linux alone tells.
    """
    with _turn, contextlib.suppress(OSError):
        found = path.stat()
        if (found.st_dev, found.st_ino) in _held:
            return True
        if sys.platform == "linux" and sys.maxsize > 2**32:
            return _locked_elsewhere(path.with_name(f"{path.name}-shm"), _LOG_IN_USE)
    return False


def _locked_elsewhere(path: Path, place: tuple[int, int]) -> bool:
    import fcntl

    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        wanted = struct.pack("@hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, *place, 0)
        return bool(struct.unpack("@hhqqi4x", fcntl.fcntl(handle, fcntl.F_OFD_GETLK, wanted))[0] != fcntl.F_UNLCK)
    finally:
        os.close(handle)


@contextlib.contextmanager
def released(key: Key | None) -> Iterator[None]:
    """Let a file go and close its store in the block; it stays held where other stores of this process need it."""
    handles: list[tuple[int, tuple[int, int]]] = []
    with _turn:
        held = _held.get(key) if key is not None else None
        if held is not None and key is not None:
            held.stores -= 1
            if not held.stores:
                handles = _held.pop(key).handles
                for handle, place in handles:
                    with contextlib.suppress(OSError):
                        _lock(handle, place, free=True)
    try:
        yield
    finally:
        with _turn:
            again = _held.get(key) if key is not None else None
            if again is not None:
                again.handles += handles
            else:
                for handle, _ in handles:
                    os.close(handle)


def _lock(handle: int, place: tuple[int, int], *, free: bool = False) -> None:
    """Lock a place for reading by this handle, or free it."""
    import fcntl

    kind = fcntl.F_UNLCK if free else fcntl.F_RDLCK
    fcntl.fcntl(handle, fcntl.F_OFD_SETLK, struct.pack("@hhqqi4x", kind, os.SEEK_SET, *place, 0))
