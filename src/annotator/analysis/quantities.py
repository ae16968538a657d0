"""What is written in a text that is the same in every language: names that CLDR has, dates, numbers and links."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.analysis.amounts import amounts
from annotator.analysis.cldr import is_name, names
from annotator.analysis.moments import Written, dates, times
from annotator.text.folding import Folded
from annotator.text.span import Span

_LINK = regex.compile(
    r"(?<![a-z0-9_.@/])(?:(?:https?://|www\.)[^\s<>\"'\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Han}\p{Hiragana}\p{Katakana}]++"
    r"|(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[!-~]*)?)",
    flags=regex.IGNORECASE | regex.VERSION1,
)
_MONEY = frozenset("$€£¥")
_LINK_ENDS = ".,;:!?،؛。，"


def written(folded: Folded, language: str | None) -> list[Written]:
    """Return all of these that a text has, in its order and apart; what stands in a date is not told apart again."""
    named = [name for name in names(language).find(folded) if _is_named(name.span, folded.original, language)]
    primary = (language or "").partition("-")[0].lower()
    found = [*_links(folded), *dates(folded, primary, named), *times(folded)]
    found += [
        Written(_whole(name.span, folded.original), *name.meant.split(":"))
        for name in named
        if len(name.span) > 1 or _bracketed(folded.original, name.span)
    ]
    found += amounts(folded, language)
    free: list[Written] = []
    taken = bytearray(len(folded.original))
    # A date before the month in it, a link before the number in it; else what was found first.
    for one in found:
        if not any(taken[one.span.start : one.span.end]):
            free.append(one)
            taken[one.span.start : one.span.end] = b"\1" * len(one.span)
    return sorted(free, key=lambda one: one.span)


def _whole(span: Span, text: str) -> Span:
    """Return the place of a name with its last full stop, where others are in it: U.S."""
    return Span(span.start, span.end + 1) if "." in span.of(text) and text[span.end : span.end + 1] == "." else span


def _is_named(span: Span, text: str, language: str | None) -> bool:
    """Return whether a word that looks like the name of a country, a day or a month is one: not in "may", "US$"."""
    word = span.of(text)
    money = word.isupper() and text[span.end : span.end + 1] in _MONEY
    return is_name(word) and not money and (word[:1].isupper() or not _capitals(language))


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
