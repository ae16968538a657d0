"""Lines in visual order, for terminals that write everything from left to right."""

from __future__ import annotations

import unicodedata

import regex
from bidi import get_display

from annotator.text.direction import Direction

_PAIRS = "()[]{}<>«»‹›≤≥≪≫⟨⟩⟦⟧⟪⟫⁅⁆⁽⁾₍₎❨❩「」『』〈〉《》【】〔〕（）［］｛｝＜＞｟｠"
_MIRRORED = str.maketrans(_PAIRS, "".join(_PAIRS[i ^ 1] for i in range(len(_PAIRS))))
_CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Marks that take the direction of what they follow (class NSM) and stand in no real text in such numbers.
_FIRST, _MARKS = 0xE0100, 240
_CLUSTER = regex.compile(r"\X")


def visual(line: str, base: Direction) -> str:
    """Return one line, without its line end, as it is read from left to right on the screen.

    Ordered by UAX #9 in a paragraph of direction `base`, with brackets mirrored where they are read from right to
    left, each combining mark behind its letter, and the invisible control characters gone.
    """
    line = regex.sub(r"[\p{Bidi_Class=B}\p{Bidi_Class=S}]", " ", line).strip()
    if not line or (base is Direction.LTR and line.isascii()):
        return line
    levels = {index: odd for index, odd in _order(line, base)}
    clusters = {span.start(): span[0] for span in _CLUSTER.finditer(line)}
    shown: list[str] = []
    for index, odd in levels.items():
        cluster = clusters.get(index)
        if cluster is not None:
            shown.append(cluster.translate(_MIRRORED) if odd else cluster)
    return "".join(shown)


def _order(line: str, base: Direction) -> list[tuple[int, bool]]:
    """Return the places of the line's characters in visual order, each with whether it is read from right to left.

    python-bidi reorders a string, but says neither where a character went nor whether it is to be mirrored. So each
    one is followed by two marks that spell its place: they go where it goes, and stand before it where it is reversed.
    """
    marked = "".join(
        ch if ch in _CONTROLS else f"{_stand_in(line, index)}{_mark(index)}" for index, ch in enumerate(line)
    )
    displayed = get_display(marked, base_dir="R" if base is Direction.RTL else "L")
    assert isinstance(displayed, str)
    found: list[tuple[int, bool]] = []
    at = 0
    while at < len(displayed):
        here = ord(displayed[at]) - _FIRST
        if 0 <= here < _MARKS and at + 2 < len(displayed):
            # Reversed: the mark written last comes first, then the character.
            found.append(((ord(displayed[at + 1]) - _FIRST) * _MARKS + here, True))
            at += 3
        elif displayed[at] in _CONTROLS:
            at += 1
        else:
            high, low = (ord(ch) - _FIRST for ch in displayed[at + 1 : at + 3])
            found.append((high * _MARKS + low, False))
            at += 3
    return found


def _mark(index: int) -> str:
    high, low = divmod(index, _MARKS)
    return chr(_FIRST + high) + chr(_FIRST + low)


def _stand_in(line: str, index: int) -> str:
    """Return the character itself, or one that the same rules treat as it, followed by marks or not.

    A separator between two digits of one kind counts as a digit (rule W4), but only if nothing else follows it; any
    other is neutral (W6). A variation selector could be taken for one of our marks.
    """
    ch = line[index]
    separator = unicodedata.bidirectional(ch)
    if separator in ("CS", "ES"):
        kind = _digit(line, index, -1)
        if kind is not None and kind == _digit(line, index, 1) and (kind == "EN" or separator == "CS"):
            return "0" if kind == "EN" else "٠"
        return "!"
    return "\u0301" if _FIRST <= ord(ch) < _FIRST + _MARKS else ch


def _digit(line: str, index: int, step: int) -> str | None:
    """Return EN or AN where the next character in this direction, combining marks aside, is such a digit."""
    index += step
    while 0 <= index < len(line):
        kind = unicodedata.bidirectional(line[index])
        if kind == "EN" and _follows_arabic(line, index):
            return "AN"
        if kind not in ("NSM", "BN"):
            return kind if kind in ("EN", "AN") else None
        index += step
    return None


def _follows_arabic(line: str, index: int) -> bool:
    """Return whether the last letter before is an Arabic one: European digits then count as Arabic ones (W2)."""
    for ch in reversed(line[:index]):
        kind = unicodedata.bidirectional(ch)
        if kind in ("L", "R", "AL"):
            return kind == "AL"
    return False
