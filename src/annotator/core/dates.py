"""When an article was published, as far as it is known."""

from __future__ import annotations

import re
from datetime import date

_TIME = r"T(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?"
_PUBLISHED = re.compile(rf"(\d{{4}})(?:-(\d{{2}})(?:-(\d{{2}})(?:{_TIME})?)?)?", re.ASCII)


def is_published(text: str) -> bool:
    """Return whether `text` is an ISO date: a year, a month of it, a day, or a day and a time."""
    found = _PUBLISHED.fullmatch(text)
    if found is None:
        return False
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True
