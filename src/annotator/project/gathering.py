"""Documents gathered from files and folders, in order: read here, or by several processes where there are many."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

from msgspec import Struct

from annotator.core.errors import EncodingError, NoArticleError, PasswordError, SourceError
from annotator.sources import ColumnsError, Document, Reading, Table, Unread, read_file
from annotator.sources.saved import is_beside_page
from annotator.storage.recognise import is_project

_BESIDE_PROJECTS = (".annot-wal", ".annot-shm", ".annot-journal")
_MANY = 48
"""Files from which on other processes help: each takes a third of a second to begin."""
_MUCH = 4_000_000
"""Bytes of files, the same."""
_TOGETHER = 64
_LOAD = 500_000
"""Files, and bytes of them, that another process is given at a time."""
_PAGE = 30_000
"""Bytes of plain text that are read as fast as a file of another kind, at the least."""
_AHEAD = 8
"""Batches for each process that are under way or wait to be stored."""
_Batch: TypeAlias = Sequence[tuple[Path, bool]]


class Gathered(Struct, frozen=True):
    """What became of one file, or of one part of a collection: a document, or the sentence that says why not.

    `passed_over` is what lay in a folder and is no document anyway. What may be read once somebody has said more:
    `undecoded` for want of an encoding, `locked` for want of a password, and where a `table` does not tell which of
    its columns holds the text. `file` is what to read again then: the file that `path` leads into.
    """

    path: Path
    document: Document | None = None
    reason: str = ""
    passed_over: bool = False
    undecoded: bool = False
    locked: bool = False
    table: Table | None = None
    file: Path | None = None

    @classmethod
    def not_read(cls, path: Path, reason: str, error: SourceError | None, file: Path, *, named: bool) -> Gathered:
        """Return what became of a document that `error` stood in the way of."""
        return cls(
            path,
            None,
            reason,
            isinstance(error, NoArticleError) and not named,
            isinstance(error, EncodingError),
            isinstance(error, PasswordError),
            error.table if isinstance(error, ColumnsError) else None,
            file,
        )


def gather(
    paths: Iterable[Path | str], reading: Reading, *, processes: int | None = None
) -> Generator[Gathered, None, None]:
    """Read files, and in the place of folders all below them. Closing the iterator calls off what is still to do.

    `processes` says how many may work (by default as many as there are processors, where there is enough to do).
    """
    rest = files(paths)
    first = list(islice(rest, _MANY))
    if processes is None:
        enough = len(first) == _MANY or (len(first) > 1 and sum(map(_size, first)) > _MUCH)
        processes = min(os.cpu_count() or 1, 8) if enough else 1
    everything = chain(first, rest)
    if processes < 2:
        for path, named in everything:
            yield from read(path, named, reading)
    else:
        yield from _in_processes(everything, reading, processes)


def read(path: Path, named: bool, reading: Reading) -> Iterator[Gathered]:
    """Read one file. `named` is whether it was asked for itself, not only a folder that it lies in."""
    try:
        # Projects are never read by hand: see `is_project`. In a folder, the name alone is enough to leave one alone.
        if is_project(path) or (not named and path.suffix == ".annot"):
            raise NoArticleError(path, "is a project, not an article; open it instead")
        for found in read_file(path, reading):
            if isinstance(found, Unread):
                yield Gathered.not_read(found.path, found.reason, found.error, path, named=False)
            else:
                yield Gathered(path, found)
    except SourceError as error:
        yield Gathered.not_read(path, str(error), error, path, named=named)
    except Exception as error:
        # A fault met in one file is told of with it, and ends nobody's import of all the others.
        fault = SourceError(path, f"cannot be read: it meets a fault of this program ({type(error).__name__}: {error})")
        yield Gathered.not_read(path, str(fault), fault, path, named=named)


def _belong_to_another() -> None:
    """Leave Ctrl+C, which in a terminal reaches every process, to the one that was asked to import; and end with it,
    also where it is killed, which would leave this one waiting for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_all(batch: _Batch, reading: Reading) -> list[Gathered]:
    return [found for path, named in batch for found in read(path, named, reading)]


def _in_processes(everything: Iterator[tuple[Path, bool]], reading: Reading, processes: int) -> Iterator[Gathered]:
    pool = _pool(processes)
    under_way: deque[tuple[_Batch, Future[list[Gathered]]]] = deque()
    try:
        while True:
            # So many batches that none waits while others are stored; memory holds no more than these.
            while len(under_way) < _AHEAD * processes and (batch := _batch(everything)):
                under_way.append((batch, _submit(pool, batch, reading)))
            if not under_way:
                return
            given, future = under_way.popleft()
            try:
                found = future.result()
            except BrokenProcessPool:
                # A process died (of a file that needs more memory than there is), and all that was under way with it.
                pool.shutdown(wait=True, cancel_futures=True)
                found = list(_one_by_one(given, reading))
                pool = _pool(processes)
                under_way = deque((other, _submit(pool, other, reading)) for other, _ in under_way)
            yield from found
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the window has threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_belong_to_another)


def _submit(pool: ProcessPoolExecutor, batch: _Batch, reading: Reading) -> Future[list[Gathered]]:
    """Have a batch read. A process that this begins does not run the main module, which may be anybody's script."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        return pool.submit(_read_all, batch, reading)
    finally:
        sys.modules["__main__"] = main


def _one_by_one(batch: _Batch, reading: Reading) -> Iterator[Gathered]:
    """Read files one after the other in another process, so that one that kills it takes no other along."""
    pool = _pool(1)
    try:
        for path, named in batch:
            try:
                yield from _submit(pool, [(path, named)], reading).result()
            except BrokenProcessPool:
                pool = _pool(1)
                error = SourceError(path, "cannot be read; reading it took more memory than there is, or met a fault")
                yield Gathered.not_read(path, str(error), error, path, named=named)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _batch(everything: Iterator[tuple[Path, bool]]) -> list[tuple[Path, bool]]:
    batch: list[tuple[Path, bool]] = []
    size = 0
    for entry in everything:
        batch.append(entry)
        size += _size(entry) if entry[0].suffix == ".txt" else max(_size(entry), _PAGE)
        if len(batch) >= _TOGETHER or size >= _LOAD:
            break
    return batch


def files(paths: Iterable[Path | str]) -> Iterator[tuple[Path, bool]]:
    """Give the files, and in the place of a folder all below it, by name, but hidden ones, the logs of projects and
    what belongs to a saved page.

    Each with whether it was named itself, not only a folder that it lies in.
    """
    for path in map(Path, paths):
        # Not Path.is_dir, which raises for a name too long to be one.
        if not os.path.isdir(path):  # noqa: PTH112
            yield path, True
            continue
        for entry in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in entry.relative_to(path).parts)
            if hidden or entry.name.endswith(_BESIDE_PROJECTS) or is_beside_page(entry, os.path.isfile):
                continue
            if entry.is_file():
                yield entry, False


def _size(entry: tuple[Path, bool]) -> int:
    try:
        return os.stat(entry[0]).st_size  # noqa: PTH116  # half the time of Path.stat
    except (OSError, ValueError):
        return 0
