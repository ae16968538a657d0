"""When an article says that it was published: a date on a line of its own near the headline, and only a plain one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

import regex

from annotator.sources.months import months

_NEAR = 1_500
_LINE = 90
"""Longer lines are sentences: what is dated in them is what they report, but for a dateline before a dash."""
_FAR_APART = timedelta(days=31)

_JALALI = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")

_CANDIDATE = re.compile(r"\d{4}")
# Some four digits of every year that is taken for one.
_YEAR = re.compile(r"1[23459][0-9]{2}|2[01][0-9]{2}")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_DIRECTING = re.compile("[\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e]")
_TIME = regex.compile(r"(?<![\d:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d.])(?:\s*(?P<half>[ap])\.?m\b)?", flags=regex.I)


# BEIJING, March 18, 2021 (Agency) –: a place, a comma, a date, and behind the dash the first sentence.
# Letters without capitals do not tell a name: of them, a place has two words at the most.
_DATELINE = regex.compile(
    r"((?:\p{Lu}[\p{L} .'’\-]{1,30}|[\p{Hebrew}\p{Arabic}][\p{L}\p{M}'’\-]{1,20}(?:\s[\p{L}\p{M}'’\-]{2,20})?)[,،]\s"
    r"(?:\p{Lu}[\p{L} .'’]{1,30},\s)?[^\n–—]{6,30}?)"
    r"(?:\s\([\p{L} ]{2,20}\)|\s/[\p{L} ]{2,20}/)?(?:\s?[–—]|\s--?)\s"
)

_OF_THE_YEAR = regex.compile(r"(?<!\p{L})(?:г|года|р|року|год|година)(?!\p{L})\.?")
"""What Russian, Ukrainian and Bulgarian write behind a year: `2021 г.`, `2021 року`."""


def date_near(text: str) -> str | None:
    """Return the ISO date, with its time where that is said, on a short line at the beginning of an article.

    Or of a dateline: a place and a date before the first sentence.

    Looks at its first 1,500 characters. Where either of two numbers could be the month, or where dates over a month
    apart stand there, nothing is said.
    """
    found: list[tuple[date, str]] = []
    for written in text[:_NEAR].split("\n"):
        dateline = _DATELINE.match(written) if len(written) > _LINE else None
        line = dateline[1] if dateline else written
        if 6 <= len(line) <= _LINE and _CANDIDATE.search(line) and _YEAR.search(plain := _plain_digits(line)):
            day, rest = _day_in(plain.casefold())
            behind = _OF_THE_YEAR.sub("", rest.replace("،", ",").rpartition(",")[2])
            if dateline and any(map(str.isalpha, behind)):
                continue  # The date stands in a sentence, behind words that are no place.
            if day is not None and date(1900, 1, 1) <= day <= date.today() + timedelta(days=1):
                found.append((day, rest))
    if not found or any(abs(day - found[0][0]) > _FAR_APART for day, _ in found):
        return None
    day, rest = found[0]
    time = _TIME.search(rest)
    if time is None:
        return day.isoformat()
    hour = int(time[1])
    if time["half"]:
        if not 1 <= hour <= 12:
            return day.isoformat()
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    return f"{day.isoformat()}T{hour:02}:{time[2]}"


def _plain_digits(line: str) -> str:
    """Return `line` with the digits of any script as 0 to 9, and without what only directs it."""
    if line.isascii():
        return line
    return _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), _DIRECTING.sub("", line))


_FORMS = (
    # 2021-03-19, 2021/03/19, 2021.03.19
    regex.compile(
        r"(?<![\d\-/.])(?P<y>(?:19|20)\d\d)([-/.])(?P<m>0?[1-9]|1[0-2])\2(?P<d>0?[1-9]|[12]\d|3[01])(?![\d\-/])"
    ),
    # 2021年3月19日, 2021년 3월 19일
    regex.compile(r"(?P<y>(?:19|20)\d\d)\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日号號일]"),
    # 19.3.2021: with full stops, the day comes first
    regex.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\d)"),
    # 19/03/2021, 19-03-2021: either may come first
    regex.compile(r"(?<![\d\-/])(?P<a>\d{1,2})\s?([-/])\s?(?P<b>\d{1,2})\s?\2\s?(?P<y>(?:19|20)\d\d)(?!\d)"),
)


def _day_in(line: str) -> tuple[date | None, str]:
    """Return the one day that a line names, and what of the line is left; None where it names none, or not clearly."""
    for form in _FORMS:
        if match := form.search(line):
            groups = match.groupdict()
            if "a" in groups:
                one, two = int(groups["a"]), int(groups["b"])
                if one <= 12 and two <= 12 and one != two:
                    return None, ""
                day, month = (one, two) if two <= 12 else (two, one)
            else:
                day, month = int(groups["d"]), int(groups["m"])
            return _date(int(groups["y"]), month, day), line[: match.start()] + " " + line[match.end() :]
    if match := _named().search(line):
        name, year = match["one"] or match["two"], int(match["y1"] or match["y2"])
        day = int(match["d1"] or match["d2"])
        rest = line[: match.start()] + " " + line[match.end() :]
        if name in _jalali() and 1250 <= year <= 1500:
            return _from_jalali(year, _jalali()[name], day), rest
        month = months().get(name, 0)
        return (_date(year, month, day) if 1900 <= year <= 2100 and month else None), rest
    return None, ""


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _jalali() -> dict[str, int]:
    return {name: number for number, name in enumerate(_JALALI, 1)}


@cache
def _named() -> regex.Pattern[str]:
    names = "|".join(sorted(map(regex.escape, {*months(), *_jalali()}), key=len, reverse=True))
    return regex.compile(
        rf"(?<![\d.])(?P<d1>\d{{1,2}})(?:\.|er|st|nd|rd|th|º|\s)?\s*(?:de\s|of\s|ב)?(?P<one>{names})\.?"
        rf"(?:\s*[/،,]\s*\w+)?,?،?\s*(?:de\s)?(?P<y1>\d{{4}})(?!\d)"
        rf"|(?<!\p{{L}})(?P<two>{names})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})(?!\d)"
    )


def _from_jalali(year: int, month: int, day: int) -> date | None:
    """Return the day of the Iranian calendar in ours; leap years by the 33-year cycle, right from 1244 to 1472."""
    if not (1 <= day <= 31) or (month > 6 and day > 30):
        return None
    # New Year's days since that of 1979 (21 March, year 1358), with the leap days of the cycle before each.
    leaps = sum((y % 33) in (1, 5, 9, 13, 17, 22, 26, 30) for y in range(min(year, 1358), max(year, 1358)))
    days = (year - 1358) * 365 + (leaps if year >= 1358 else -leaps)
    before = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    return date(1979, 3, 21) + timedelta(days=days + before + day - 1)
