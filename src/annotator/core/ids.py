"""Identifiers that sort by time (UUIDv7, RFC 9562 section 5.7) and the time stamps kept beside them."""

from __future__ import annotations

import os
import re
import threading
import time
from datetime import UTC, datetime

_lock = threading.Lock()
_last = 0
_SHAPE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_id() -> str:
    """Return a UUIDv7 as lower-case text. Later calls of one process sort after earlier ones.

    The 12 bits of `rand_a` count on within one millisecond (RFC 9562 section 6.2, method 1), so that thousands of
    annotations loaded at once keep their order.
    """
    global _last
    with _lock:
        now = (time.time_ns() // 1_000_000) << 12
        _last = now if now > _last else _last + 1
        stamp = _last
    random = int.from_bytes(os.urandom(8), "big") >> 2
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | random
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def derived_id(*parts: str) -> str:
    """Return the id (a UUIDv8, RFC 9562 section 5.8) that everybody makes of the same parts."""
    import hashlib  # only where projects are merged: the library behind it takes a while to load

    value = int(hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:32], 16)
    value = value & ~(0xF << 76) & ~(0b11 << 62) | 0x8 << 76 | 0b10 << 62
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def is_id(text: str) -> bool:
    """Return whether `text` has the shape of an id."""
    return _SHAPE.fullmatch(text) is not None


def moment_of(record: str) -> str | None:
    """Return the moment at which an id was made, as `now` would have; None where it does not say."""
    if not is_id(record) or record[14] != "7":
        return None
    seconds = int(record[:8] + record[9:13], 16) / 1000
    if not 0 < seconds < 2**34:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now() -> str:
    """Return the present moment as RFC 3339 in UTC, to the millisecond: `2021-03-19T08:30:00.123Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
