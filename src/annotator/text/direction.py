"""The direction a paragraph or a whole text is written in."""

from __future__ import annotations

from enum import StrEnum
from unicodedata import bidirectional

import regex
from bidi import get_base_level


class Direction(StrEnum):
    LTR = "ltr"
    RTL = "rtl"

    @property
    def opposite(self) -> Direction:
        return Direction.RTL if self is Direction.LTR else Direction.LTR


_RTL_SCRIPTS = frozenset((
    "adlm", "arab", "aran", "armi", "avst", "cprt", "gara", "hatr", "hebr", "hung", "khar", "lydi", "mand", "mani",
    "mend", "merc", "mero", "narb", "nbat", "nkoo", "orkh", "ougr", "palm", "perm", "phli", "phlp", "phnx", "prti",
    "rohg", "samr", "sarb", "sogd", "sogo", "syrc", "syre", "syrj", "syrn", "thaa", "yezi",
))  # fmt: skip
"""ISO 15924 codes of the scripts written from right to left."""

_RTL_LANGUAGES = frozenset((
    "acm", "acw", "aeb", "afb", "aii", "ajp", "ajt", "apc", "apd", "ar", "arc", "arq", "ars", "ary", "arz", "ayl",
    "azb", "bal", "bcc", "bgn", "bqi", "ckb", "dv", "fa", "glk", "haz", "hbo", "he", "iw", "ji", "ks", "lrc", "luz",
    "mzn", "nqo", "oac", "pes", "pnb", "prd", "prs", "ps", "rhg", "rmt", "sam", "sd", "sdh", "skr", "sqr", "syr",
    "ug", "ur", "uzs", "ydd", "yi", "yid",
))  # fmt: skip
"""Languages usually written from right to left where their tag names no script."""

_NO_LANGUAGE = frozenset(("und", "mul", "zxx", "mis", "qaa"))

_LETTERS_RTL = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_LETTERS_LTR = regex.compile(r"[\p{Bidi_Class=L}&&\p{L}]", flags=regex.VERSION1)
_ISOLATES = regex.compile("[\u2066-\u2068]")

_STRONG = {"L": Direction.LTR, "R": Direction.RTL, "AL": Direction.RTL}

_PREFIX = 256
_SAMPLES = 64
_SAMPLE = 1024


def paragraph_direction(paragraph: str, fallback: Direction) -> Direction:
    """Return the base direction of one paragraph by its first strong character (UAX #9, rules P2 and P3).

    `fallback` holds where no character outside isolates is strong.
    """
    first = bidirectional(paragraph[0]) if paragraph else ""
    if first in _STRONG:  # as nearly everywhere
        return _STRONG[first]
    for part in (paragraph[:_PREFIX], paragraph[_PREFIX:] and paragraph):
        if not part:
            break
        if get_base_level(part) == 1:
            return Direction.RTL
        # Level 0 is also the answer for "none". A strong mark put behind the text tells the two apart, once all
        # isolates that are still open are closed before it.
        closed = "\u2069" * len(_ISOLATES.findall(part))
        if get_base_level(f"{part}{closed}\u200f") == 0:
            return Direction.LTR
    return fallback


def language_direction(language: str | None) -> Direction | None:
    """Return the direction that a BCP 47 tag's script, or else its language, is written in; None where it is silent."""
    if not language:
        return None
    primary, *rest = language.lower().replace("_", "-").split("-")
    if primary in _NO_LANGUAGE or not 2 <= len(primary) <= 8 or not primary.isalpha():
        return None
    script = next((part for part in rest[:4] if len(part) == 4 and part.isalpha()), None)
    if script is not None:
        return Direction.RTL if script in _RTL_SCRIPTS else Direction.LTR
    return Direction.RTL if primary in _RTL_LANGUAGES else Direction.LTR


def text_direction(text: str, language: str | None = None) -> Direction:
    """Return the direction of a whole text: that of its language if it names one, else the weight of its letters.

    Of a text over 64 thousand characters, 64 samples spread evenly are weighed. Left-to-right where they balance.
    """
    known = language_direction(language)
    if known is not None:
        return known
    if len(text) > _SAMPLES * _SAMPLE:
        stride = len(text) // _SAMPLES
        text = "".join(text[start : start + _SAMPLE] for start in range(0, stride * _SAMPLES, stride))
    rtl = len(_LETTERS_RTL.findall(text))
    return Direction.RTL if rtl > len(_LETTERS_LTR.findall(text)) else Direction.LTR
