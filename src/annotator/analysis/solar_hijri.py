"""The calendar of Iran and Afghanistan (Solar Hijri): its months, and which day of the Gregorian one a date is."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = ("فروردين", "ارديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "ابان", "اذر", "دي", "بهمن", "اسفند")
"""Their Persian names from the first month on, folded (`text.folding`)."""
_BREAKS = (
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178
)  # fmt: skip
"""Years in which a cycle of leap years of another length begins."""


def gregorian(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Return year, month and day of a Solar Hijri date; None where there is no such day.

    By the intercalation that K. M. Borkowski computed ("The Persian calendar for 3000 years", Earth, Moon, and Planets
    74, 1996).
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)) or not 0 < year < _BREAKS[-1]:
        return None
    if month == 12 and day == 30 and _new_year(year + 1) - _new_year(year) < timedelta(days=366):
        return None
    found = _new_year(year) + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)
    return found.year, found.month, found.day


def _new_year(year: int) -> date:
    """Return the first day of a year."""
    leaps, before = -14, _BREAKS[0]
    jump = 0
    for begins in _BREAKS[1:]:
        jump = begins - before
        if year < begins:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
        before = begins
    since = year - before
    leaps += since // 33 * 8 + (since % 33 + 3) // 4
    if jump % 33 == 4 and jump - since == 4:
        leaps += 1
    western = year + 621
    return date(western, 3, 20 + leaps - (western // 4 - (western // 100 + 1) * 3 // 4 - 150))
