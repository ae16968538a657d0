"""How alike two texts are: sketches that are made once, kept beside an article, and compared by the 100,000."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil
from zlib import crc32

_BINS = 64
_VALUES = 15
_ONES = int("1" * _BINS, 16)
_BAND = 2
"""Bytes of a sketch that must be the same for two to be compared at all."""
_LEADERS = 12
"""Texts with the same band that others are compared with, at the most."""
_SHINGLE = 3
"""Words that are taken together: one word says little, a sentence changes too easily."""

# Runs of letters or of digits; where a script writes without spaces, each character by itself.
_WORD = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+"
)

SKETCH = 2 * _BINS // 4
"""Bytes of a sketch."""


def sketch(text: str) -> bytes:
    """Return the sketch of a text: SKETCH bytes, one half byte for each of 64 bins.

    It is the MinHash of its runs of three words, by one permutation (P. Li, A. Owen, C.-H. Zhang, "One Permutation
    Hashing", 2012), of which some bits are kept (P. Li, A. C. König, "b-Bit Minwise Hashing", 2010). 0 says that a bin
    is empty.
    """
    words = [crc32(word.encode("utf-8", "replace")) for word in _WORD.findall(text.casefold())]
    least = [-1] * _BINS
    for one, two, three in zip(words, words[1:], words[2:], strict=False):
        # Mixed by multiplication, so that the order counts and all bits depend on all words.
        found = (one * 0x9E3779B1 + two * 0x85EBCA77 + three * 0xC2B2AE3D) & 0xFFFFFFFF
        found ^= found >> 15
        place = found & 63
        value = (found * 0x2C1B3C6D & 0xFFFFFFFF) >> 4
        if value < least[place] or least[place] < 0:
            least[place] = value
    packed = 0
    for value in least:
        packed = packed << 4 | (0 if value < 0 else value % _VALUES + 1)
    return packed.to_bytes(SKETCH, "big")


def likeness(one: bytes, other: bytes) -> float:
    """Return the share of runs of three words that two texts have in common, estimated from their sketches.

    From 0 to 1; the standard deviation is at most 0.07. Texts of fewer than three words are like nothing.
    """
    return _likeness(int.from_bytes(one, "big"), int.from_bytes(other, "big"))


def _likeness(one: int, other: int) -> float:
    apart = _filled(one ^ other).bit_count()
    filled = _filled(one | other).bit_count()
    if not filled:
        return 0.0
    # Different values have the same bits once in fifteen times; but not where one of the two is empty.
    same = (filled - apart) / filled
    return max(0.0, (same - 1 / _VALUES) / (1 - 1 / _VALUES))


def alike(wanted: bytes, sketches: dict[str, bytes], least: float) -> list[tuple[str, float]]:
    """Return the keys whose sketches are like `wanted` to `least` (from 0 to 1) or more, each with how much.

    The likest first. 100,000 take about a tenth of a second.
    """
    sought = int.from_bytes(wanted, "big")
    # So many bins may differ, at most: nearly all others are told by that alone.
    most = ceil(_BINS * (1 - 1 / _VALUES) * (1 - least)) if least > 0 else _BINS
    found = []
    for key, other in sketches.items():
        number = int.from_bytes(other, "big")
        apart = sought ^ number
        if ((apart | apart >> 1 | apart >> 2 | apart >> 3) & _ONES).bit_count() <= most:
            found.append((key, _likeness(sought, number)))
    return sorted((pair for pair in found if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))


def groups(sketches: Mapping[str, bytes], least: float) -> list[list[tuple[str, float]]]:
    """Return groups of keys whose sketches are like one another's to `least` or more, each with how like the first.

    The first of a group is like itself: 1. Those are compared that have the same four half bytes in one of sixteen
    bands: of texts that are alike to 0.7, one in a hundred is missed. 100,000 take some seconds.
    """
    numbers = {key: int.from_bytes(value, "big") for key, value in sketches.items()}
    above: dict[str, str] = {}

    def first(key: str) -> str:
        """Return the first one of the group that a key is in by now."""
        while key in above:
            key = above[key]
        return key

    for band in range(0, SKETCH, _BAND):
        buckets: dict[bytes, list[str]] = {}
        for key in sorted(sketches):
            part = sketches[key][band : band + _BAND]
            if not any(part):
                continue
            known = buckets.setdefault(part, [])
            own = first(key)
            leaders = [first(other) for other in known]
            if own in leaders:
                continue
            fitting = (leader for leader in leaders if _likeness(numbers[leader], numbers[own]) >= least)
            leader = next(fitting, None)
            if leader is not None:
                above[own] = leader
            elif len(known) < _LEADERS:
                known.append(own)
    found: dict[str, list[tuple[str, float]]] = {}
    for key in above:
        # It may have come into the group with another one, that is like the first and like it.
        leader = first(key)
        found.setdefault(leader, []).append((key, _likeness(numbers[leader], numbers[key])))
    return [
        [(leader, 1.0), *sorted(members, key=lambda pair: (-pair[1], pair[0]))]
        for leader, members in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]


def _filled(bits: int) -> int:
    """Return a number with the lowest bit of each half byte set where that half byte is not 0."""
    return (bits | bits >> 1 | bits >> 2 | bits >> 3) & _ONES
