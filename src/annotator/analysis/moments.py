"""Dates and times of day in a text, each as the same in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex
from msgspec import Struct

from annotator.analysis.cldr import short_months
from annotator.analysis.phrases import Found
from annotator.analysis.solar_hijri import MONTHS, gregorian
from annotator.text.folding import Folded
from annotator.text.span import Span

# Where words stand without blanks between them, letters stand at a date or a time.
_LETTER = r"[\p{L}--\p{Han}--\p{Hiragana}--\p{Katakana}--\p{Hangul}]"
_NUMERIC = regex.compile(
    rf"(?<!\d|{_LETTER}|\d[.\-/])"
    r"(?:(?P<y>\d{4})(?P<s>[.\-/]) ?(?P<m>\d{1,2})(?P=s) ?(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<t>[.\-/]) ?(?P<b>\d{1,2})(?P=t) ?(?P<z>\d{4})"
    r"|(?P<a>\d{2})(?P<t>[./])(?P<b>\d{2})(?P=t)(?P<z>\d{2}))(?!\d|[.\-/]\d)",
    flags=regex.VERSION1,
)
_DENSE = regex.compile(r"(?<!\d)(?:(?P<y>\d{4})[年년] ?)?(?P<m>\d{1,2})[月월] ?(?P<d>\d{1,2})[日일号號](?!\d)")
_DENSE_DAY = regex.compile(r"(?<![\d月월]|\d[.,]|[月월] )(?P<d>[12]?\d|3[01])[日일号號](?![間间\d])")
_IN_BRACKETS = regex.compile(r" ?\((?P<d>[12]?\d|3[01])(?:[/.](?P<m>1[0-2]|0?[1-9])\.?)?\)")
_DENSE_MONTH = regex.compile(r"(?<!\d|\d[.,])(?P<m>1[0-2]|[1-9])月(?!\s?\d)")
_DAY_BEFORE = regex.compile(
    r"(?<!\d|\d[.,:])(\d{1,2})(?:\.|er|º|ª|-?го|-?е|st|nd|rd|th)? ?(?:de |di |of |من |ב|ל)?\s?\Z"
)
_DAY_BEHIND = regex.compile(r"\s?(\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?![.,]\d)")
_YEAR_BEHIND = regex.compile(r",? (?:de |del )?((?:19|20)\d{2})(?!\d)")
_SOLAR = regex.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}}) (?P<m>{'|'.join(MONTHS)})(?: ?ماه)?,? (?:سال )?(?P<y>1[34]\d\d)(?!\d)"
)
_LONG_MONTH = 16
_MONTH_FIRST = frozenset(("en", ""))
"""Languages of which some write the month before the day in digits: there it is the number that can be one."""
_SOLAR_TOO = frozenset(("fa", "ps"))
_CAPITALS = frozenset(("en", "de", "id", "tr", "el"))
"""Languages that write a month with a capital, short ones too."""

_CLOCK = regex.compile(
    rf"(?<!\d|\d[.,:]|{_LETTER})"
    r"(?P<h>[01]?\d|2[0-4])(?:(?P<s>:)|\.|(?P<s> ?h ?))(?P<m>[0-5]\d)(?::[0-5]\d)?"
    rf"(?![\d:]|{_LETTER}|[.,]\d)"
    r"(?:\s?(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<s>uhr|hrs|h|gmt|utc|bst|cet|cest|msk|wib|wita|wit)(?!\w)))?",
    flags=regex.VERSION1,
)
_CLOCK_JOINED = regex.compile(
    r"(?<![\d\p{L}]|\d[.,:])(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"
)
_CLOCK_BEFORE = regex.compile(
    r"(?:(?<!\w)(?:saat\w*|pukul|jam|godz\.?|godzin\w*|kl\.?|klo|um|ore|alle|as|a las|στισ|ساعت|الساعه))\s\Z"
)
_CLOCK_DENSE = regex.compile(
    r"(?:(?P<half>午前|午後|上午|下午|凌晨|清晨|早上|晚上|晚|오전|오후|새벽|밤)\s?)?(?<!\d|\d[.,:])(?P<h>[01]?\d|2[0-4])\s?"
    r"(?:(?P<hour>[時时시])(?![間间간])|[点點])\s?(?:(?P<m>[0-5]?\d)\s?[分분]|(?P<thirty>半|반))?"
)
_LATE = frozenset(("p", "午後", "下午", "晚上", "晚", "오후", "밤"))


class Written(Struct, frozen=True):
    """A place in a text, in code points, and what stands there as every language has it.

    `kind` is `number`, `date`, `time`, `link`, `country`, `weekday` or `month`.
    """

    span: Span
    kind: str
    key: str
    year: str | None = None
    """Of a date that names one."""


def dates(folded: Folded, language: str, named: Sequence[Found[str]]) -> Iterator[Written]:
    """Yield the dates of a text in a language (ISO 639), `named` the months in it: surer ones first.

    A day of which the month is not certain is yielded too, that nobody takes it for a number: its key has a "?" and is
    equal only to one that is written with the same digits.
    """
    found = [
        *_numeric(folded, language),
        *_worded(folded, named),
        *_behind_weekdays(folded, language, named),
        *_shortened(folded, language),
    ]
    if language in _SOLAR_TOO:
        found += _solar(folded)
    yield from found
    yield from _days(folded, found, named)


def _numeric(folded: Folded, language: str) -> Iterator[Written]:
    for match in _NUMERIC.finditer(folded.text):
        told = _year_first(match, language) if match["y"] else _year_last(match, language)
        if told is not None:
            yield Written(folded.span(*match.span()), "date", *told)
    for match in _DENSE.finditer(folded.text):
        if _is_day(int(match["m"]), int(match["d"])):
            yield Written(folded.span(*match.span()), "date", f"{int(match['m'])}-{int(match['d'])}", match["y"])


def _year_first(match: regex.Match[str], language: str) -> tuple[str, str] | None:
    """Return month and day as a key, and the year."""
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    if language in _SOLAR_TOO and 1300 <= year < 1500:
        date = gregorian(year, month, day)
        return (f"{date[1]}-{date[2]}", str(date[0])) if date is not None else None
    return (f"{month}-{day}", match["y"]) if 1900 <= year <= 2100 and _is_day(month, day) else None


def _year_last(match: regex.Match[str], language: str) -> tuple[str, str] | None:
    day, month = int(match["a"]), int(match["b"])
    year = match["z"] if len(match["z"]) == 4 else f"20{match['z']}"
    if month > 12 >= day:
        day, month = month, day
    elif match["t"] != "." and language in _MONTH_FIRST and day <= 12 and day != month:
        return f"?{day}/{month}", year
    return (f"{month}-{day}", year) if _is_day(month, day) else None


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _worded(folded: Folded, named: Sequence[Found[str]]) -> Iterator[Written]:
    text = folded.text
    for name in named:
        kind, _, month = name.meant.partition(":")
        if kind != "month":
            continue
        start, end = folded.place(name.span.start), folded.place(name.span.end)
        before = _DAY_BEFORE.search(text, max(start - _LONG_MONTH, 0), start)
        behind = None if before else _DAY_BEHIND.match(text, end)
        held = before or behind
        if held is None or not 1 <= int(held[1]) <= 31:
            continue
        if before:
            start = before.start()
        else:
            end = held.end()
        year = _YEAR_BEHIND.match(text, end)
        span = folded.span(start, year.end() if year else end)
        yield Written(span, "date", f"{month}-{int(held[1])}", year[1] if year else None)


def _behind_weekdays(folded: Folded, language: str, named: Sequence[Found[str]]) -> Iterator[Written]:
    """Yield day and month in brackets behind the day of the week: Kamis (18/3)."""
    for name in named:
        if not name.meant.startswith("weekday"):
            continue
        match = _IN_BRACKETS.match(folded.text, folded.place(name.span.end))
        if match and match["m"]:
            day, month = int(match["d"]), int(match["m"])
            if _is_day(month, day) and (language not in _MONTH_FIRST or day > 12):
                yield Written(folded.span(match.start("d"), match.end("m")), "date", f"{month}-{day}")


def _shortened(folded: Folded, language: str) -> Iterator[Written]:
    """Yield the dates whose month is short for its name: with a full stop, a capital or a year, else it is a word."""
    months = short_months(language)
    if not months:
        return
    for match in _shortened_in(language).finditer(folded.text):
        month, day = match["m"] or match["n"], int(match["d"] or match["e"])
        word = folded.span(*match.span("m" if match["m"] else "n")).of(folded.original)
        sure = match["dot"] or match["y"] or (language in _CAPITALS and word[:1].isupper())
        if sure and 1 <= day <= 31:
            yield Written(folded.span(*match.span()), "date", f"{months[month]}-{day}", match["y"])


@lru_cache(maxsize=32)
def _shortened_in(language: str) -> regex.Pattern[str]:
    short = "|".join(sorted(map(regex.escape, short_months(language)), key=len, reverse=True))
    year = r"(?:,? (?:de )?(?P<y>(?:19|20)\d\d)(?!\d))?"
    return regex.compile(
        rf"(?<![\d\p{{L}}]|\d[.,:])(?:(?P<d>\d{{1,2}})[.\-]? ?(?:de )?(?P<m>{short})(?!\w)(?P<dot>\.?){year}"
        rf"|(?P<n>{short})(?P<dot>\.?) (?P<e>\d{{1,2}})(?![\d:]|[.,]\d){year})"
    )


def _solar(folded: Folded) -> Iterator[Written]:
    for match in _SOLAR.finditer(folded.text):
        date = gregorian(int(match["y"]), MONTHS.index(match["m"]) + 1, int(match["d"]))
        if date is not None:
            yield Written(folded.span(*match.span()), "date", f"{date[1]}-{date[2]}", str(date[0]))


def _days(folded: Folded, found: Sequence[Written], named: Sequence[Found[str]]) -> Iterator[Written]:
    """Yield what is a day of the month or a month by itself: 18日, 2月, quinta-feira (18)."""
    known = {one.key.partition("-")[2]: one for one in reversed(found) if "?" not in one.key}
    weekdays = (folded.place(name.span.end) for name in named if name.meant.startswith("weekday"))
    in_brackets = (_IN_BRACKETS.match(folded.text, end) for end in weekdays)
    days = [match for match in in_brackets if match and not match["m"]]
    for match in (*_DENSE_DAY.finditer(folded.text), *days):
        date = known.get(str(int(match["d"])))
        key = date.key if date is not None else f"?{int(match['d'])}"
        span = folded.span(*match.span(0 if match.re is _DENSE_DAY else "d"))
        yield Written(span, "date", key, date.year if date is not None else None)
    for match in _DENSE_MONTH.finditer(folded.text):
        yield Written(folded.span(*match.span()), "month", match["m"])


def times(folded: Folded) -> Iterator[Written]:
    """Yield the times of day of a text: of the day in hours from 0 to 24, and minutes."""
    text = folded.text
    for match in _CLOCK.finditer(text):
        # 4.17 is a number, where nothing says that it is a time; 04.17 is none.
        told = match["s"] or match["half"] or (match["h"][0] == "0" and len(match["h"]) == 2)
        if told or _CLOCK_BEFORE.search(text, max(match.start() - _LONG_MONTH, 0), match.start()):
            late = match["half"] == "p" if match["half"] else None
            yield Written(folded.span(*match.span()), "time", _time(match["h"], match["m"], late))
    for match in _CLOCK_JOINED.finditer(text):
        yield Written(folded.span(*match.span()), "time", _time(match["h"], match["m"] or "00", match["half"] == "p"))
    for match in _CLOCK_DENSE.finditer(text):
        if match["hour"] or match["half"] or match["m"]:
            late = match["half"] in _LATE if match["half"] else None
            minute = "30" if match["thirty"] else match["m"] or "00"
            yield Written(folded.span(*match.span()), "time", _time(match["h"], minute, late))


def _time(hour: str, minute: str, late: bool | None) -> str:
    """Return a time as all have it; `late` says whether it is of the second half of the day (None: not said)."""
    number = int(hour)
    if late and number < 12:
        number += 12
    elif late is False and number == 12:
        number = 0
    return f"{number}:{int(minute):02}"
