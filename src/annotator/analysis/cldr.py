"""Names of countries, days and months and the words for large numbers, in every language that CLDR knows.

They come from Unicode's Common Locale Data Repository, which Babel carries; a language is read when it is first met.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import regex

from annotator.analysis.phrases import Phrases
from annotator.text.folding import fold

if TYPE_CHECKING:
    from babel import Locale

_INFLECTED = frozenset(
    ("ru", "uk", "be", "bg", "sr", "mk", "el", "pl", "cs", "sk", "sl", "hr", "bs", "lt", "lv", "et", "fi", "hu", "tr",
     "de", "ro", "la", "az", "kk", "ky", "uz", "hy", "ka")
)  # fmt: skip
"""Languages whose names change their endings with the case."""
_SHORT_TOO = frozenset(("zh", "ja", "ko", "yue"))
"""Languages whose short names of days and months are written out in texts: 周四, 3月."""
_VARIANTS = {"ar": ("ar_SY", "ar_DZ", "ar_MA", "ar_MR"), "de": ("de_AT",), "zh": ("zh_Hant",)}
"""Where a language has other names for the months elsewhere."""
_NO_DAY = frozenset(("среди", "Среди"))
"""Common words that look like a day with another ending."""
_BRACKETS = regex.compile(r"\s*\(([^)]*)\)")
_DIGITS = regex.compile(r"0+")


@lru_cache(maxsize=32)
def names(language: str | None) -> Phrases[str]:
    """Return the names of a language: `country:CN`, `weekday:0` (Monday), `month:1`. None of an unknown language."""
    return Phrases(_names(language), inflected=_primary(language) in _INFLECTED)


def _names(language: str | None) -> Iterator[tuple[str, str]]:
    primary = _primary(language)
    widths = ("wide", "abbreviated") if primary in _SHORT_TOO else ("wide",)
    for locale in _locales(language):
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"):
                yield _BRACKETS.sub("", name), f"country:{code}"
                yield from ((other, f"country:{code}") for other in _BRACKETS.findall(name))
        for use in ("format", "stand-alone"):
            for width in widths:
                yield from ((name, f"weekday:{day}") for day, name in _of(locale.days, use, width).items())
                months = _of(locale.months, use, width).items()
                yield from ((name, f"month:{month}") for month, name in months if not name.isdigit())


def is_name(word: str) -> bool:
    """Return whether a word that looks like a name may be one."""
    return word not in _NO_DAY


@lru_cache(maxsize=32)
def scales(language: str | None) -> dict[str, int]:
    """Return the words and abbreviations (folded) that a number is multiplied with, as powers of ten: million is 6."""
    found: dict[str, int] = {}
    for locale in _locales(language):
        for width in ("short", "long"):
            for patterns in locale.compact_decimal_formats.get(width, {}).values():
                for size, pattern in patterns.items():
                    zeros = _DIGITS.search(pattern.pattern)
                    word = fold(_DIGITS.sub("", pattern.pattern, count=1).replace("'", "")).text.strip(" .")
                    power = len(size) - len(zeros[0]) if zeros else 0
                    # One letter means too much; where one character is a word, it is none of the alphabet.
                    if power and word and (len(word) > 1 or not word.isascii()):
                        found[word] = power
    return found


def _of(data: Any, use: str, width: str) -> dict[int, str]:
    return dict(data.get(use, {}).get(width, {}))


def _locales(language: str | None) -> Iterator[Locale]:
    from babel import Locale, UnknownLocaleError

    primary = _primary(language)
    if not primary:
        return
    for name in (primary, *_VARIANTS.get(primary, ())):
        try:
            yield Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            return


def _primary(language: str | None) -> str:
    return (language or "").partition("-")[0].lower()
