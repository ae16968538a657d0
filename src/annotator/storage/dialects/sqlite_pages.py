"""A database file read page by page, past SQLite, which reads nothing behind the first damaged page it meets.

After SQLite's own description of its file format. Nothing is ever written, each page is looked at once whatever points
at it, and what makes no sense is passed over: a file made to mislead takes no longer than a sound one of its size.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from annotator.core.errors import StoppedError
from annotator.storage.dialects.sqlite_logs import journal_pages, log_pages

Held = str | int | float | bytes | None

_MAGIC = b"SQLite format 3\x00"
_SIZES = (4096, 512, 1024, 2048, 8192, 16384, 32768, 65536)
_ENCODINGS = {1: "utf-8", 2: "utf-16-le", 3: "utf-16-be"}
TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_KINDS = (TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER)
_COLUMNS = 100
"""More columns than any table of ours will have: a row that claims more is none."""
_PROBED = 64


class Row(NamedTuple):
    """A row of a table, or an entry of an index (then its last value is the number of the table's row).

    `whole` where every value was read; else texts may be cut off or hold U+FFFD, and other values are None.
    """

    number: int
    values: tuple[Held, ...]
    whole: bool


class Pages:
    """The pages of a database file, with the logs beside it played in, as SQLite would. Use it in a `with` statement.

    Raises OSError where the file cannot be read, StoppedError where `stopped`, which each page asks, says so.
    """

    def __init__(self, path: Path, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped
        self._path = path
        self._file = path.open("rb")
        self._before = self._stamp()
        head = self._file.read(100).ljust(100, b"\x00")
        written = struct.unpack_from(">H", head, 16)[0]
        written = 65536 if written == 1 else written
        sound = head[:16] == _MAGIC and written in _SIZES
        self.size = written if sound else _guessed(self._file)
        self._over = journal_pages(path, self.size) | log_pages(path, self.size)
        self.count = max(-(-os.fstat(self._file.fileno()).st_size // self.size), max(self._over, default=0))
        head = self.page(1)
        self.usable = self.size - (head[20] if sound and head[20] <= self.size - 480 else 0)
        self.encoding = _ENCODINGS.get(struct.unpack_from(">I", head, 56)[0], "utf-8")
        self._met: set[int] = set()
        self.unreadable = 0
        """Pages that something points at and that are not what they should be."""
        self._pass_free(*struct.unpack_from(">I", head, 32))

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def changed(self) -> bool:
        """Return whether somebody has written to the file or its log since it was opened here."""
        return self._stamp() != self._before

    def _stamp(self) -> list[tuple[int, int] | None]:
        found: list[tuple[int, int] | None] = []
        for name in (self._path.name, f"{self._path.name}-wal"):
            try:
                stat = self._path.with_name(name).stat()
                found.append((stat.st_size, stat.st_mtime_ns))
            except FileNotFoundError:
                found.append(None)
        return found

    def page(self, number: int) -> bytes:
        """Return a page, filled up with noughts where the file ends within it."""
        if self._stopped():
            raise StoppedError
        if number in self._over:
            return self._over[number]
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size).ljust(self.size, b"\x00")

    def rows(self, root: int) -> Iterator[Row]:
        """Give the rows of the table, or the entries of the index, that begins at a page, as far as it leads on."""
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if not 0 < number <= self.count or number in self._met:
                self.unreadable += 1
                continue
            self._met.add(number)
            page, start = self.page(number), 100 if number == 1 else 0
            if page[start] not in _KINDS:
                self.unreadable += 1
                continue
            yield from self._cells(page, start, waiting)

    def strays(self) -> Iterator[list[Row]]:
        """Give the rows, page by page, of those pages of tables that nothing led to (and that are not free)."""
        for number in range(1, self.count + 1):
            if number in self._met:
                continue
            page = self.page(number)
            if page[0] == TABLE_LEAF:
                self._met.add(number)
                rows = list(self._cells(page, 0, []))
                if rows:
                    yield rows

    @contextmanager
    def glancing(self) -> Iterator[None]:
        """Let what is met in the block be met once more afterwards."""
        before = set(self._met)
        try:
            yield
        finally:
            self._met = before

    def _pass_free(self, trunk: int) -> None:
        """Pass over the pages that are free: what was deleted shall not come back."""
        while 0 < trunk <= self.count and trunk not in self._met:
            page = self.page(trunk)
            following, count = struct.unpack_from(">II", page)
            if count > self.usable // 4 - 2 or following > self.count:
                return  # No list of free pages, whatever pointed here.
            self._met.add(trunk)
            self._met.update(struct.unpack_from(f">{count}I", page, 8))
            trunk = following

    def _cells(self, page: bytes, start: int, waiting: list[int]) -> Iterator[Row]:
        kind = page[start]
        inner = kind in (TABLE_INNER, INDEX_INNER)
        count = struct.unpack_from(">H", page, start + 3)[0]
        places = start + (12 if inner else 8)
        count = min(count, (self.usable - 8) // 6)
        if inner:
            waiting.append(struct.unpack_from(">I", page, start + 8)[0])
        room = self.usable
        for (place,) in struct.iter_unpack(">H", page[places : places + 2 * count]):
            if not places + 2 * count <= place <= self.usable - 4:
                continue
            if inner:
                waiting.append(struct.unpack_from(">I", page, place)[0])
                place += 4
            if kind == TABLE_INNER:
                continue
            length, place = _varint(page, place)
            number = 0
            if kind == TABLE_LEAF:
                number, place = _varint(page, place)
            payload, whole = self._payload(page, place, length, leaf=kind == TABLE_LEAF)
            room -= min(length, self.usable)
            row = _row(number, payload, whole, self.encoding)
            if row is not None:
                yield row
            if room < -self.usable:
                return  # More than a page holds: its cells lie over each other.

    def _payload(self, page: bytes, place: int, length: int, *, leaf: bool) -> tuple[bytes, bool]:
        """Return what a cell holds, with what of it lies on pages of its own, and whether that is all."""
        usable = self.usable
        most = usable - 35 if leaf else (usable - 12) * 64 // 255 - 23
        if length <= most:
            found = page[place : min(place + length, usable)]
            return found, len(found) == length
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
        if place + local + 4 > usable:
            return page[place:usable], False
        parts, got = [page[place : place + local]], local
        following = struct.unpack_from(">I", page, place + local)[0]
        while got < length:
            if not 0 < following <= self.count or following in self._met:
                return b"".join(parts), False
            self._met.add(following)
            page = self.page(following)
            parts.append(page[4 : min(usable, 4 + length - got)])
            got += len(parts[-1])
            following = struct.unpack_from(">I", page)[0]
        return b"".join(parts), True


def was_database(path: Path) -> bool:
    """Return whether there are pages of a database's tables where a file begins, whatever became of its first one."""
    try:
        with path.open("rb") as file:
            head = file.read(_PROBED * 4096)
    except OSError:
        return False
    return any(_is_leaf(head[at : at + 4096]) for at in range(0, len(head) - 4095, 4096))


def _guessed(file: BinaryIO) -> int:
    """Return the size of the pages of a file that does not say it: that at which most of them are pages of tables."""
    file.seek(0)
    head = file.read(4 * _PROBED * 4096)
    leaves = {size: sum(_is_leaf(head[at : at + size]) for at in range(0, len(head), size)) for size in _SIZES}
    return max(_SIZES, key=lambda size: leaves[size])


def _is_leaf(page: bytes) -> bool:
    """Return whether this looks like a page of a table with rows in it, the first of which lies at its end."""
    if len(page) < 512 or page[0] != TABLE_LEAF:
        return False
    _, count, content = struct.unpack_from(">HHH", page, 1)
    if not (0 < count <= len(page) // 6 and 8 + 2 * count <= content <= len(page)):
        return False
    last = max(struct.unpack_from(f">{count}H", page, 8))
    return bool(len(page) // 2 < last < len(page))


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of one to nine bytes and where it ends; what lies behind the page counts as nought."""
    value = 0
    for read in range(9):
        byte = data[place] if place < len(data) else 0
        place += 1
        if read == 8:
            value = value << 8 | byte
            break
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, place


def _row(number: int, payload: bytes, whole: bool, encoding: str) -> Row | None:
    """Return the row that a cell holds, None where it holds none."""
    end, place = _varint(payload, 0)
    if not place < end <= len(payload):
        return None
    kinds: list[int] = []
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    if place != end or len(kinds) > _COLUMNS:
        return None
    values: list[Held] = []
    for kind in kinds:
        length = _NUMBERS[kind] if kind < 12 else (kind - 12) // 2
        data = payload[place : place + length]
        place += length
        value, read = _value(kind, data, length, encoding)
        values.append(value)
        whole = whole and read
    return Row(number, tuple(values), whole)


_NUMBERS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)


def _value(kind: int, data: bytes, length: int, encoding: str) -> tuple[Held, bool]:
    """Return a value and whether it could be read as it was written."""
    cut = len(data) < length
    if kind >= 12 and kind % 2:
        try:
            return data.decode(encoding), not cut
        except UnicodeDecodeError as error:
            if cut and error.end == len(data):
                return data[: error.start].decode(encoding), False
            return data.decode(encoding, errors="replace"), False
    if cut or kind in (10, 11):
        return None, False
    if kind >= 12:
        return data, True
    if kind == 0:
        return None, True
    if kind == 7:
        return float(struct.unpack(">d", data)[0]), True
    return (kind - 8 if kind >= 8 else int.from_bytes(data, "big", signed=True)), True
