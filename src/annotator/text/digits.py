"""The digits that a text counts with, for numbers that stand beside it."""

from __future__ import annotations

import unicodedata
from collections import Counter

import regex

_DIGIT = regex.compile(r"\p{Nd}")
_READ = 20_000
"""Code points that are looked at."""


def zero_of(text: str) -> str:
    """Return the zero of the digits that are the most frequent in the beginning of a text; `0` where it has none."""
    counts = Counter(ord(ch) - unicodedata.digit(ch) for ch in _DIGIT.findall(text, 0, _READ))
    return chr(counts.most_common(1)[0][0]) if counts else "0"


def numeral(number: int, zero: str) -> str:
    """Return `number`, not negative, in the digits that begin with `zero`."""
    return "".join(chr(ord(zero) + int(digit)) for digit in str(number))
