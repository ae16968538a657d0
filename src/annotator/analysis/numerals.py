"""Numbers that are written as words, below a million, in the languages that `numeral_words` has."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import chain

import regex

from annotator.analysis.numeral_words import FROM_ONE, HALVES, HUNDREDS, TENS, THOUSAND
from annotator.analysis.phrases import Phrases
from annotator.text.folding import Folded, fold
from annotator.text.span import Span

_TEN_ONE = frozenset(("tr",))
"""Languages that say ten one for eleven."""
_INSTRUMENTAL = {"ru": "ю", "uk": "ма"}
"""What a number from ten on ends with behind "with": of a smaller one it makes other words, as of seven a family."""
_OTHER_WORDS = {"tr": (100,), "ur": (54, 72, 80, 100)}
"""Numbers that by themselves are another word as often: a face; the same, better, so."""
_AND = frozenset(("", " ", "-", " and ", " et ", "-et-", " y ", " e ", " و ", " ו"))
"""What may stand between the two words of a number."""
_ONE = "[一二三四五六七八九两兩]"
_CHINESE = regex.compile(
    rf"(?<![第一二三四五六七八九十百千])(?=[一二三四五六七八九十两兩])(?:{_ONE}千(?!{_ONE}(?!百))零?)?(?:{_ONE}百(?!{_ONE}(?!十))零?)?(?:{_ONE}?十)?{_ONE}?"
)
"""Up to 9,999; of hundreds and ones without a nought between the ones may be tens, as it is said."""
_CHINESE_DAY = regex.compile(r"[月日号號時时点點分〇零]")
_ONES = "零一二三四五六七八九"
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_LEAST, _THOUSAND = 10, 1000
"""Smaller numbers are in every text, a thousand is said of any: they only multiply."""


def written_out(text: str | Folded, language: str | None) -> Iterator[tuple[Span, int]]:
    """Yield the numbers of a text that are words, each with what it is worth, in order. Smaller ones than ten too."""
    folded = text if isinstance(text, Folded) else fold(text)
    primary = (language or "").partition("-")[0].lower()
    if primary in ("zh", "ja"):
        yield from _in_chinese(folded)
        return
    held: tuple[Span, int] | None = None
    for found in _phrases(primary).find(folded):
        span, value = found.span, found.meant
        if folded.original[span.start - 1 : span.start] == "\u200c":
            continue  # The end of a longer word, as thirty is of the BBC in Persian.
        if held is not None:
            between = folded.original[held[0].end : span.start]
            together = _together(
                held[1], value, between, least=10 if primary in _TEN_ONE else 20, french=primary == "fr"
            )
            if together is not None:
                held = Span(held[0].start, span.end), together
                continue
            yield held
        held = span, value
    if held is not None:
        yield held


def _in_chinese(folded: Folded) -> Iterator[tuple[Span, int]]:
    for found in _CHINESE.finditer(folded.text):
        value = number = 0
        for ch in found[0]:
            if ch in _CHINESE_UNITS:
                value += (number or 1) * _CHINESE_UNITS[ch]
                number = 0
            else:
                number = 2 if ch in "两兩" else _ONES.find(ch)
        # What a clock or a calendar counts is none; one figure only multiplies: 三万.
        if not _CHINESE_DAY.match(folded.text, found.end()):
            yield folded.span(*found.span()), value + number


def _together(one: int, other: int, between: str, least: int, *, french: bool) -> int | None:
    """Return the number that two words are: twenty-one, in Arabic one and twenty, two hundred, a hundred and one.

    Tens are put together with ones from `least` on; French has sixty-ten to eighty-nineteen.
    """
    if fold(between).text not in _AND and between.strip() not in ("و", "ו"):
        return None
    ones, tens = one % 10, one % 100
    if other == 1000:
        return one * 1000 if one < 1000 else None
    if other == 100 and ones and tens < 10 and one % 1000 < 10:
        return one + ones * 99
    if other >= 100:
        return one + other if one >= 1000 and one % 1000 == 0 and other < 1000 else None
    if one >= 100 and not tens:
        return one + other
    if not ones and tens >= least and other < (20 if french and tens in (60, 80) else 10):
        return one + other
    reversed_ = ones and tens < 10 and between.strip() and other >= 20 and other % 10 == 0
    return one + other if reversed_ else None


def least_in_words(value: int, language: str | None) -> bool:
    """Return whether a number that is written as words tells anything by itself, and is no other word."""
    others = _OTHER_WORDS.get((language or "").partition("-")[0].lower(), ())
    return value >= _LEAST and value != _THOUSAND and value not in others


def halves(folded: Folded, language: str | None) -> Iterator[tuple[Span, Decimal]]:
    """Yield the numbers of a text that are said as so many and a half, in order: they multiply what stands behind."""
    for found in _half_phrases((language or "").partition("-")[0].lower()).find(folded):
        yield found.span, found.meant


@cache
def _half_phrases(language: str) -> Phrases[Decimal]:
    pairs = (pair.partition("=") for pair in HALVES.get(language, "").split())
    return Phrases((form.replace("_", " "), Decimal(value)) for value, _, forms in pairs for form in forms.split("|"))


@cache
def _phrases(language: str) -> Phrases[int]:
    ones = _values(FROM_ONE.get(language, ""), 1, 1)
    tens = _values(TENS.get(language, ""), 20, 10)
    thousand = _values(THOUSAND.get(language, ""), 1000, 0)
    hundreds = _values(HUNDREDS.get(language, ""), 200, 100)
    compounds: list[tuple[str, int]] = []
    if language in ("de", "nl"):
        joined = "und" if language == "de" else "en"
        small = [("ein" if one in ("eine", "einen") else one, value) for one, value in ones if value < 10]
        compounds = [(f"{one}{joined}{ten}", value + more) for one, value in small for ten, more in tens if more < 100]
        compounds += [(f"{one}{ten}", value * 100) for one, value in small for ten, more in tens if more == 100]
        known = [*small, *(pair for pair in (*ones, *tens, *compounds) if 10 <= pair[1] < 1000)]
        compounds += [(f"{one}{word}", value * 1000) for one, value in known for word, _ in thousand[:1]]
    ending = _INSTRUMENTAL.get(language)
    if ending:
        compounds = [
            (f"{word}{ending}", value) for word, value in (*ones, *tens) if value >= _LEAST and word.endswith("ь")
        ]
    return Phrases(chain(ones, tens, hundreds, thousand, compounds))


def _values(words: str, first: int, step: int) -> list[tuple[str, int]]:
    return [
        (form.replace("_", " "), first + number * step)
        for number, forms in enumerate(words.split())
        for form in forms.split("|")
    ]


def numbers_in_words(text: str, language: str | None) -> set[str]:
    """Return the numbers from ten on that a text writes as words, in digits."""
    return {str(value) for _, value in written_out(text, language) if least_in_words(value, language)}
