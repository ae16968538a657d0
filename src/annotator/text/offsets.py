"""Offsets of one text between code points (ours), UTF-16 units (Qt's and some formats') and UTF-8 bytes."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left, bisect_right

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_STEP = 1024


def may_have_astral(text: str) -> bool:
    """Return False where `text` surely has no character beyond U+FFFF; takes O(1).

    CPython keeps a string with such a character at four bytes each, so a smaller object has none. True is only a
    maybe: a short string's header, or a cached UTF-8 copy, can make it as large.
    """
    return sys.getsizeof(text) >= 4 * len(text)


class Offsets:
    """The offsets of one text. All methods raise ValueError for a place outside the text or inside a character.

    A text without astral characters costs no memory for UTF-16, one with them eight bytes for each; the table for
    UTF-8 (a few bytes per thousand characters) is made when it is first asked for.
    """

    __slots__ = ("_astral", "_bytes", "_length", "_text", "_units")

    def __init__(self, text: str) -> None:
        self._text = text
        self._length = len(text)
        places = [m.start() for m in _ASTRAL.finditer(text)] if may_have_astral(text) else []
        self._astral = array("I", places)
        self._units = array("I", (place + k for k, place in enumerate(places)))
        self._bytes: array[int] | None = array("I") if text.isascii() else None

    @property
    def utf16_length(self) -> int:
        """The text's length in UTF-16 units."""
        return self._length + len(self._astral)

    def to_utf16(self, offset: int) -> int:
        """Return the UTF-16 offset of the code point at `offset` (or of the text's end)."""
        self._check(offset, self._length)
        return offset + bisect_left(self._astral, offset) if self._astral else offset

    def from_utf16(self, unit: int) -> int:
        """Return the code point that begins at `unit`. Raises ValueError between two surrogates."""
        self._check(unit, self.utf16_length)
        if not self._astral:
            return unit
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] + 1 == unit:
            raise ValueError(f"UTF-16 offset {unit} lies inside a character")
        return unit - before

    def to_utf8(self, offset: int) -> int:
        """Return the byte offset in UTF-8 of the code point at `offset` (or of the text's end)."""
        self._check(offset, self._length)
        table = self._utf8_table()
        if not table:
            return offset
        block = offset // _STEP
        return table[block] + len(self._encoded(block * _STEP, offset))

    def from_utf8(self, byte: int) -> int:
        """Return the code point that begins at `byte`. Raises ValueError inside a multi-byte character."""
        table = self._utf8_table()
        if not table:
            self._check(byte, self._length)
            return byte
        self._check(byte, table[-1])
        block = min(bisect_right(table, byte), len(table) - 1) - 1
        start = block * _STEP
        encoded = self._encoded(start, start + _STEP)
        rest = byte - table[block]
        if rest < len(encoded) and encoded[rest] & 0xC0 == 0x80:
            raise ValueError(f"UTF-8 offset {byte} lies inside a character")
        return start + len(encoded[:rest].decode("utf-8", "surrogatepass"))

    def _utf8_table(self) -> array[int]:
        """Byte offsets of every thousandth code point, the text's length last; empty for a text in ASCII."""
        if self._bytes is None:
            table = array("Q", [0])
            total = 0
            for start in range(0, self._length, _STEP):
                total += len(self._encoded(start, start + _STEP))
                table.append(total)
            self._bytes = table
        return self._bytes

    def _encoded(self, start: int, end: int) -> bytes:
        return self._text[start:end].encode("utf-8", "surrogatepass")

    @staticmethod
    def _check(offset: int, limit: int) -> None:
        if not 0 <= offset <= limit:
            raise ValueError(f"offset {offset} lies outside the text (0 to {limit})")
