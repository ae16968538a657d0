"""Dates as people and programs write them, made ISO dates where there is one way to read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from annotator.core.dates import is_published
from annotator.sources.months import months

_LONGEST = 60
_STAMPS = (631_152_000, 4_102_444_800)
"""Seconds since 1970 of the years 1990 and 2100: what lies between may be a moment, not a number."""

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?"
    r"(?:[T ,]+(\d{1,2}:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_COMPACT = re.compile(r"((?:18|19|20)\d\d)(\d\d)(\d\d)")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?:[T ,]+(\d{1,2}:\d\d(?::\d\d)?))?")
_EAST = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일号])?.*")
_DAY_FIRST = re.compile(
    r"(?:\w+[.,]?\s+)?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de |of |ב)?(\w+?)\.?,?[\s-]+(?:de )?(\d{4})\b.*"
)
_MONTH_FIRST = re.compile(r"(?:\w+,\s+)?(\w+?)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b.*")
_MONTH_ONLY = re.compile(r"(\w+?)\.?,?\s+(?:de )?(\d{4})")


def iso_date(written: str, *, day_first: bool | None = None) -> str | None:
    """Return the ISO date (with a time, where one is written) that `written` means, or None where that is not clear.

    `03/04/2021` is two dates: without `day_first` only its year is certain.
    """
    text = " ".join(_western(written).split())
    if not text or len(text) > _LONGEST:
        return None
    made = text if is_published(text) else _numeric(text, day_first) or _moment(text) or _in_words(text)
    # Years outside are those of other calendars: Hijri, Iranian, Buddhist.
    return made if made is not None and "1800" <= made[:4] < "2200" and is_published(made) else None


def is_day_first(values: Iterable[str]) -> bool | None:
    """Return how dates like `03/04/2021` are meant in a column that holds `values`; None where it does not tell."""
    day, month = False, False
    for value in values:
        found = _NUMBERS.match(_western(value).strip())
        if found is not None and found[2] != ".":
            day |= int(found[1]) > 12
            month |= int(found[3]) > 12
    return day if day != month else None


def _western(text: str) -> str:
    """Return `text` with digits of any script as ASCII ones and without marks of direction."""
    if text.isascii():
        return text
    made = (str(unicodedata.decimal(ch)) if ch.isdecimal() else ch for ch in text if unicodedata.category(ch) != "Cf")
    return "".join(made)


def _numeric(text: str, day_first: bool | None) -> str | None:
    if found := _ISO.fullmatch(text):
        year, month, day, time, zone = found.groups()
        return _written(int(year), int(month), int(day) if day else None, time, zone)
    if found := _COMPACT.fullmatch(text) or _EAST.fullmatch(text):
        return _written(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := _NUMBERS.fullmatch(text):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or one > 12 or one == other:
            day_first = True
        elif other > 12:
            day_first = False
        if day_first is None:
            return str(year)
        day, month = (one, other) if day_first else (other, one)
        return _written(year, month, day, found[5])
    return None


def _written(year: int, month: int, day: int | None, time: str | None = None, zone: str | None = None) -> str:
    date = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
    if not time or not day:
        return date
    zone = zone or ""
    zone = "Z" if zone in ("UTC", "GMT") else f"{zone[:3]}:{zone[-2:]}" if zone.startswith(("+", "-")) else zone
    return f"{date}T{time if len(time.split(':')[0]) == 2 else '0' + time}{zone}"


def _moment(text: str) -> str | None:
    """Return the date of a mail's header or of a count of seconds (or milliseconds) since 1970."""
    if text.isdecimal() and len(text) in (9, 10, 12, 13):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        if _STAMPS[0] <= seconds <= _STAMPS[1]:
            return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return None
    if not re.search(r"\d:\d\d", text):
        return None
    try:
        return parsedate_to_datetime(text).isoformat().replace("+00:00", "Z")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _in_words(text: str) -> str | None:
    text = _joined(text.casefold())
    if (found := _DAY_FIRST.fullmatch(text)) and (month := _months().get(found[2])):
        return _written(int(found[3]), month, int(found[1]))
    if (found := _MONTH_FIRST.fullmatch(text)) and (month := _months().get(found[1])):
        return _written(int(found[3]), month, int(found[2]))
    if (found := _MONTH_ONLY.fullmatch(text)) and (month := _months().get(found[1])):
        return _written(int(found[2]), month, None)
    return None


@cache
def _months() -> dict[str, int]:
    return {_joined(name): number for name, number in months().items()}


def _joined(text: str) -> str:
    """Return `text` with names of months in two words, those of the Levant, as one."""
    return re.sub(r"(كانون|تشرين) (الثاني|الأول)", r"\1\2", text)
