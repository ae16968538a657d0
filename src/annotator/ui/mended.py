"""A copy, in memory, of a face whose letters Qt would join in the wrong places (see ADR 10).

A cursive face says where each letter leaves off and the next begins, and may name beside these coordinates the point
of the outline that they were read from. Qt asks for that point in the hinted outline, where it is another or lies
elsewhere. The copy leaves the points out, so that the coordinates count.
"""

from __future__ import annotations

import struct
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

FAMILY = "Annotator Nastaliq"

_REGULAR = "Regular"
_TABLES = (
    "GDEF", "GPOS", "GSUB", "OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "post",
    "prep",
)  # fmt: skip
_NEEDED = frozenset(("GPOS", "GSUB", "OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"))

_CURSIVE, _EXTENSION = 3, 9
"""Types of lookups: where a letter joins the next, and any other in a wider table."""
_PLAIN, _WITH_POINT = 1, 2
"""Formats of an anchor: coordinates alone, or with a point of the outline behind them."""


@cache
def mended(family: str) -> str:
    """Return the name under which the face `family` has its letters joined rightly: its own, or that of a copy."""
    font = QFont(family)
    font.setPixelSize(20)
    if _REGULAR in QFontDatabase.styles(family):
        # By name: the bold file of a face may give itself the same weight, as Debian's of Noto Nastaliq Urdu does.
        font.setStyleName(_REGULAR)
    raw = QRawFont.fromFont(font)
    tables = {name: bytes(raw.fontTable(name).data()) for name in _TABLES}
    if raw.familyName() != family or any(not tables[name] for name in _NEEDED):
        return family
    plain = without_points(tables["GPOS"])
    if plain == tables["GPOS"]:
        return family
    tables |= {"GPOS": plain, "name": _names(FAMILY)}
    number = QFontDatabase.addApplicationFontFromData(_file(tables))
    return FAMILY if number >= 0 else family


def without_points(positioning: bytes) -> bytes:
    """Return a GPOS table in which letters join at coordinates only; as it is, where they do or it is broken."""
    table = bytearray(positioning)

    def number(at: int) -> int:
        found: int = struct.unpack_from(">H", table, at)[0]
        return found

    try:
        lookups = number(8)
        for at in [lookups + number(lookups + 2 + 2 * i) for i in range(number(lookups))]:
            for part in [at + number(at + 6 + 2 * i) for i in range(number(at + 4))]:
                kind, start = number(at), part
                if kind == _EXTENSION:
                    kind, start = number(part + 2), part + struct.unpack_from(">I", table, part + 4)[0]
                if kind != _CURSIVE:
                    continue
                # Two offsets for each letter: where it is entered, and where it is left.
                for record in range(2 * number(start + 4)):
                    anchor = number(start + 6 + 2 * record)
                    if anchor and number(start + anchor) == _WITH_POINT:
                        struct.pack_into(">H", table, start + anchor, _PLAIN)
    except struct.error:
        return positioning
    return bytes(table)


def _names(family: str) -> bytes:
    """Return a name table that gives just the family, in the ways that systems ask for it."""
    words = {1: family, 2: _REGULAR, 4: family, 6: family.replace(" ", "")}
    records, texts = b"", b""
    for key, word in words.items():
        text = word.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, key, len(text), len(texts))
        texts += text
    return struct.pack(">3H", 0, len(words), 6 + len(records)) + records + texts


def _file(tables: dict[str, bytes]) -> bytes:
    """Return a font file of these tables; empty ones are left out."""
    held = {name: data for name, data in sorted(tables.items()) if data}
    power = len(held).bit_length() - 1
    search = 16 << power
    head = struct.pack(">I4H", 0x10000, len(held), search, power, 16 * len(held) - search)
    place = len(head) + 16 * len(held)
    records, body = b"", b""
    for name, data in held.items():
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        records += struct.pack(">4s3I", name.encode("ascii"), total, place + len(body), len(data))
        body += padded
    return head + records + body
