"""Numbers, dates and links in a text, each as the same in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex
from msgspec import Struct

from annotator.analysis.cldr import is_name, names, scales
from annotator.analysis.numerals import least_in_words, written_out
from annotator.analysis.phrases import Found
from annotator.text.folding import Folded
from annotator.text.span import Span

NUMBER = regex.compile(r"(?<![\w.,])\d+(?:[.,٫٬'’\u00a0\u202f]\d+)*(?![\w]|[.,]\d)")
# In scripts without blanks letters stand at a number, in Arabic proclitics do; in others these are ordinals or units.
ANY_NUMBER = regex.compile(
    r"(?:(?<!\w)(?<!\d[.,])|(?<=(?<!\w)[وف]?[وفبكل])|(?<=[\p{Han}\p{Hiragana}\p{Katakana}]))\d+(?:[.,٫٬'’\u00a0\u202f]\d+)*"
    r"(?![\w--\p{Han}--\p{Hiragana}--\p{Katakana}]|[.,]\d)",
    flags=regex.VERSION1,
)
_GROUPED = regex.compile(r"\d{1,3}(?:[.,'\u00a0\u202f]\d{3})+")
_DECIMAL = regex.compile(r"\d+[.,]\d+")
_SPACED = regex.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\w.,]\d)")
_LINK = regex.compile(
    r"(?<![a-z0-9_.@/])(?:(?:https?://|www\.)[^\s<>\"'\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Han}\p{Hiragana}\p{Katakana}]++"
    r"|(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[!-~]*)?)",
    flags=regex.IGNORECASE | regex.VERSION1,
)
_LINK_ENDS = ".,;:!?،؛。，"
_PERCENT = regex.compile(
    r"\s?(?:%|٪|(?:per ?cent|prozent|procent|pour cent|por ciento|por cento|per cento|процент|відсотк|درصد|فيصد"
    r"|(?:ب|في )الم(?:ا|ي|اي)ه|אחוז|τοισ εκατο|प्रतिशत)\w*)"
)
"""Folded, as the words behind a number are."""
_PERCENT_BEFORE = regex.compile(r"(?:(?<!\w)y[üu]zde\s|百分之|(?<!\d\s?)[%٪])\Z")
"""Folded; so much of the text before a number is looked at."""
_NUMERIC = regex.compile(
    r"(?<![\d.\-/])(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})(?P<s>[.\-])(?P<m2>\d{1,2})(?P=s)"
    r"(?P<y2>\d{4})|(?:(?P<y3>\d{4})[年년]\s?)?(?P<m3>\d{1,2})[月월]\s?(?P<d3>\d{1,2})[日일号])(?!\d|[.\-/]\d)"
)
_DAY_BEFORE = regex.compile(
    r"(?<!\d|\d[.,:])(\d{1,2})(?:\.|er|º|ª|-?го|-?е|st|nd|rd|th)? ?(?:de |di |of |من |ב|ל)?\s?\Z"
)
_DAY_BEHIND = regex.compile(r"\s?(\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?![.,]\d)")
_YEAR_BEHIND = regex.compile(r",? (?:de |del )?((?:19|20)\d{2})(?!\d)")
_LONG_MONTH = 16


class Written(Struct, frozen=True):
    """A place in a text, in code points, and what stands there as every language has it.

    `kind` is `number`, `date`, `link`, `country`, `weekday` or `month`.
    """

    span: Span
    kind: str
    key: str
    year: str | None = None
    """Of a date that names one."""


def plain(number: str) -> str | None:
    """Return a number (as `NUMBER` finds it) in European digits without grouping, with a full stop; None for a date."""
    number = "".join(str(int(ch)) if ch.isdecimal() else ch for ch in number)
    number = number.replace("٬", ",").replace("٫", ".").replace("’", "'")
    if _GROUPED.fullmatch(number):
        return "".join(filter(str.isdigit, number))
    if _DECIMAL.fullmatch(number):
        return number.replace(",", ".")
    return number if number.isdigit() else None


def is_year(number: str) -> bool:
    return len(number) == 4 and "1900" <= number <= "2100"


def written(folded: Folded, language: str | None) -> list[Written]:
    """Return all of these that a text has, in its order and apart; what stands in a date is not told apart again."""
    named = list(names(language).find(folded))
    found = [*_links(folded), *_dates(folded, named)]
    found += [
        Written(name.span, *name.meant.split(":"))
        for name in named
        if is_name(word := name.span.of(folded.original))
        and (word[:1].isupper() or not _capitals(language))
        and (len(word) > 1 or _bracketed(folded.original, name.span))
    ]
    found += _numbers(folded, language)
    free: list[Written] = []
    taken = bytearray(len(folded.original))
    # A date before the month in it, a link before the number in it; else what was found first.
    for one in found:
        if not any(taken[one.span.start : one.span.end]):
            free.append(one)
            taken[one.span.start : one.span.end] = b"\1" * len(one.span)
    return sorted(free, key=lambda one: one.span)


def _capitals(language: str | None) -> bool:
    """Whether days, months and countries have a capital: there "may" is no month."""
    return (language or "").partition("-")[0].lower() in ("en", "de")


def _bracketed(text: str, span: Span) -> bool:
    """Whether words stand in brackets by themselves: as 金 has to, which else is gold before it is Friday."""
    return text[max(span.start - 1, 0) : span.start] in ("(", "（") and text[span.end : span.end + 1] in (")", "）")


def _links(folded: Folded) -> Iterator[Written]:
    for match in _LINK.finditer(folded.original):
        link = match[0].rstrip(_LINK_ENDS)
        key = regex.sub(r"^(?:https?://)?(?:www\.)?", "", link.lower()).rstrip("/")
        yield Written(Span(match.start(), match.start() + len(link)), "link", key)


def _dates(folded: Folded, named: Sequence[Found[str]]) -> Iterator[Written]:
    text = folded.text
    for match in _NUMERIC.finditer(text):
        year = match["y"] or match["y2"] or match["y3"]
        day, month = (int(match[f"{part}"] or match[f"{part}2"] or match[f"{part}3"]) for part in "dm")
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Written(folded.span(*match.span()), "date", f"{month}-{day}", year)
    original = folded.original
    for name in named:
        kind, _, month_number = name.meant.partition(":")
        if kind != "month":
            continue
        start, end = name.span.start, name.span.end
        before = _DAY_BEFORE.search(_digits(original[max(start - _LONG_MONTH, 0) : start]))
        behind = None if before else _DAY_BEHIND.match(_digits(original[end : end + _LONG_MONTH]))
        held = before or behind
        if held is None or not 1 <= int(held[1]) <= 31:
            continue
        if before:
            start -= len(before[0])
        else:
            end += held.end()
        year = _YEAR_BEHIND.match(_digits(original[end : end + _LONG_MONTH]))
        whole = Span(start, end + year.end() if year else end)
        yield Written(whole, "date", f"{month_number}-{int(held[1])}", year[1] if year else None)


def _digits(text: str) -> str:
    """Return a text with European digits, as long as it was."""
    return text if text.isascii() else "".join(str(int(ch)) if ch.isdecimal() else ch for ch in text)


def _numbers(folded: Folded, language: str | None) -> Iterator[Written]:
    words = scales(language)
    dense = any(not word.isascii() and len(word) == 1 for word in words)
    text = folded.text
    spaced = [match.span() for match in _SPACED.finditer(text)]
    places = [(start, end, text[start:end].replace(" ", "")) for start, end in spaced]
    places += [(*match.span(), match[0]) for match in ANY_NUMBER.finditer(text)]
    for start, end, digits in places:
        number = plain(digits)
        if number is None:
            continue
        power, end_of_scale = _scale(text, end, words, dense)
        share = _PERCENT.match(text, end)
        if power or share or "." in number or len(number.lstrip("0")) > 1:
            before = None if share else _PERCENT_BEFORE.search(text, max(start - _LONG_MONTH, 0), start)
            span = folded.span(before.start() if before else start, share.end() if share else end_of_scale)
            yield Written(span, "number", _key(Decimal(number), power) + ("%" if share or before else ""))
    for span, value in written_out(folded, language):
        power, end_of_scale = _scale(text, folded.place(span.end), words, dense)
        if power or least_in_words(value, language):
            end = folded.span(0, end_of_scale).end if power else span.end
            yield Written(Span(span.start, end), "number", _key(Decimal(value), power))


def _key(number: Decimal, power: int) -> str:
    return f"{(number.scaleb(power)).normalize():f}"


_WORD = regex.compile(r"[\s\u00a0]?([\p{L}\p{M}]+)")


def _scale(text: str, end: int, words: dict[str, int], dense: bool) -> tuple[int, int]:
    """Return the power of ten of the word behind a number, and where that ends; 0 where there is none."""
    if dense:
        for word in sorted(words, key=len, reverse=True):
            if text.startswith(word, end):
                return words[word], end + len(word)
        return 0, end
    match = _WORD.match(text, end)
    power = words.get(match[1], 0) if match else 0
    return (power, match.end()) if match and power else (0, end)
