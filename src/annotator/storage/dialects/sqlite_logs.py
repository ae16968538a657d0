"""The logs that SQLite keeps beside a database, read past it: which pages they hold, and whether they are whole."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_FRAME = 24
_HEAD = 32


class Log(NamedTuple):
    """What a write-ahead log holds. `lost`: transactions that were written behind a place that cannot be read."""

    pages: dict[int, bytes]
    lost: int
    broken: int
    """The frame, counted from 1, that is the first which cannot be read (or was never written)."""


def log_pages(path: Path, size: int) -> dict[int, bytes]:
    """Return the pages that the write-ahead log beside a database holds, by number, as of its last transaction."""
    return read_log(path, size).pages


def read_log(path: Path, size: int | None = None) -> Log:
    """Read the write-ahead log beside a database, whose pages are of this size (None: of that which the log says).

    One that is not there, or not of this database, holds nothing. Raises OSError.
    """
    try:
        data = path.with_name(f"{path.name}-wal").read_bytes()
    except FileNotFoundError:
        return Log({}, 0, 0)
    if len(data) < _HEAD:
        return Log({}, 0, 0)
    magic, _, page_size, _, *salts_and_sums = struct.unpack_from(">8I", data)
    salts, sums = salts_and_sums[:2], (salts_and_sums[2], salts_and_sums[3])
    order = "<" if magic == 0x377F0682 else ">"
    sound = magic in (0x377F0682, 0x377F0683) and (size is None or page_size == size)
    if not sound or not 512 <= page_size <= 65536 or _sum(data[:24], (0, 0), order) != sums:
        return Log({}, 0, 0)
    pages: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    lost = broken = 0
    step = _FRAME + page_size
    for frame, at in enumerate(range(_HEAD, len(data) - step + 1, step), 1):
        number, commit, *rest = struct.unpack_from(">6I", data, at)
        if rest[:2] != salts:
            if not broken:
                broken = frame
            continue  # Of an earlier round, or not written at all.
        if broken:
            lost += commit > 0
            continue
        sums = _sum(data[at + _FRAME : at + step], _sum(data[at : at + 8], sums, order), order)
        if sums != tuple(rest[2:]) or number == 0:
            broken = frame
            lost += commit > 0
            continue
        waiting[number] = data[at + _FRAME : at + step]
        if commit:
            pages |= waiting
            waiting = {}
            pages = {page: held for page, held in pages.items() if page <= commit} if max(pages) > commit else pages
    return Log(pages, lost, broken)


def _sum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    one, other = sums
    for first, second in struct.iter_unpack(f"{order}2I", data):
        one = (one + first + other) & 0xFFFFFFFF
        other = (other + second + one) & 0xFFFFFFFF
    return one, other


def journal_pages(path: Path, size: int) -> dict[int, bytes]:
    """Return the pages as they were before the transaction that the rollback journal beside a database is of.

    Those that it holds whole, up to the first that it does not. Raises OSError.
    """
    try:
        data = path.with_name(f"{path.name}-journal").read_bytes()
    except FileNotFoundError:
        return {}
    if len(data) < 28 or data[:8] != _JOURNAL:
        return {}
    pages: dict[int, bytes] = {}
    at = 0
    while data[at : at + 8] == _JOURNAL and len(data) >= at + 28:
        count, nonce, before, sector, page_size = struct.unpack_from(">5I", data, at + 8)
        if page_size != size or sector < 32:
            break
        at += sector
        left = (len(data) - at) // (size + 8)
        for _ in range(left if count == 0xFFFFFFFF else min(count, left)):
            (number,) = struct.unpack_from(">I", data, at)
            page = data[at + 4 : at + 4 + size]
            (check,) = struct.unpack_from(">I", data, at + 4 + size)
            if (nonce + sum(page[size - 200 : 0 : -200])) & 0xFFFFFFFF != check or not 0 < number <= before:
                return pages
            pages.setdefault(number, page)
            at += size + 8
        at = -(-at // sector) * sector
    return pages
