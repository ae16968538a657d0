"""Which backups stay as time goes by: many of the last hours, some of the last weeks, few of the months before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from msgspec import Struct

_EPOCH = datetime(1970, 1, 5, tzinfo=UTC)
"""A Monday: weeks begin there, as days and hours do, in UTC, so that moving house moves no bound."""
_HOUR = timedelta(hours=1)


class Rotation(Struct, frozen=True):
    """For how long backups stay: one of each hour, then of each day, then of each week.

    The last one always does, and so do all of the last hour: what was there when a short session began.
    """

    hours: int = 24
    days: int = 28
    weeks: int = 26


def kept(times: Collection[datetime], rotation: Rotation, now: datetime) -> set[datetime]:
    """Return those of these times (with a time zone) whose backups stay: of each hour, day and week the last one.

    What is kept is kept whenever it is asked in between: tidying up often leaves the same as tidying up once.
    """
    spans = (
        (_HOUR, timedelta(hours=rotation.hours)),
        (timedelta(days=1), timedelta(days=rotation.days)),
        (timedelta(weeks=1), timedelta(weeks=rotation.weeks)),
    )
    stay = {*sorted(times)[-1:], *(time for time in times if now - time < _HOUR)}
    for length, age in spans:
        last: dict[int, datetime] = {}
        for time in times:
            slot = (time - _EPOCH) // length
            last[slot] = max(time, last.get(slot, time))
        stay.update(time for time in last.values() if now - time < age)
    return stay


def within(sizes: Mapping[datetime, int], limit: int) -> set[datetime]:
    """Return the latest of these times whose backups together are no larger than `limit` (bytes), and two at least.

    The larger ones of long ago make room for those of today, never the other way round.
    """
    stay: set[datetime] = set()
    total = 0
    for time in sorted(sizes, reverse=True):
        total += sizes[time]
        if total > limit and len(stay) >= 2:
            break
        stay.add(time)
    return stay
