"""The digits that a text counts with, for numbers that stand beside it."""

from __future__ import annotations

import unicodedata
from collections import Counter

import regex

_DIGIT = regex.compile(r"\p{Nd}")
_GROUPED = regex.compile(r"\d{1,3}(?:[.,'\u00a0\u202f]\d{3})+")
_DECIMAL = regex.compile(r"\d+[.,]\d+")
_READ = 20_000
"""Code points that are looked at."""


def zero_of(text: str) -> str:
    """Return the zero of the digits that are the most frequent in the beginning of a text; `0` where it has none."""
    counts = Counter(ord(ch) - unicodedata.digit(ch) for ch in _DIGIT.findall(text, 0, _READ))
    return chr(counts.most_common(1)[0][0]) if counts else "0"


def plain(written: str) -> str:
    """Return a number in European digits, without what groups them and with a point before its fraction.

    What is no such number (a date with its points, say) keeps its signs.
    """
    number = "".join(str(unicodedata.digit(ch)) if ch.isdecimal() else ch for ch in written)
    number = number.replace("٬", ",").replace("٫", ".").replace("’", "'")
    if _GROUPED.fullmatch(number):
        return "".join(filter(str.isdigit, number))
    return number.replace(",", ".") if _DECIMAL.fullmatch(number) else number


def numeral(number: int, zero: str) -> str:
    """Return `number`, not negative, in the digits that begin with `zero`."""
    return "".join(chr(ord(zero) + int(digit)) for digit in str(number))
