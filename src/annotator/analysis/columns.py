"""The reports of an event as columns: which articles count, in what order, and when they were published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.core.references import circles
from annotator.core.values import Article, Event
from annotator.text.direction import Direction


def columns(event: Event, articles: Iterable[Article]) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """Return the reports of an event in their order, and its articles that a later version in it replaces.

    Of two reports the right-to-left one comes first, like the left page of a bilingual edition; more are ordered by
    date (those without one last), source and title. `articles` may be more than the event's: a version in between,
    which is not in it, still tells that one replaces another.
    """
    known = {article.id: article for article in articles}
    inside = [article for article in known.values() if event.id in article.events]
    before: dict[str, str | None] = {article.id: article.replaces for article in known.values()}
    for circle in circles(before):  # in a loaded file
        before[circle] = None
    replaced: set[str] = set()
    for article in inside:
        earlier = before[article.id]
        while earlier is not None and earlier not in replaced:
            replaced.add(earlier)
            earlier = before.get(earlier)
    reports = sorted((article for article in inside if article.id not in replaced), key=_place)
    if len(reports) == 2:
        reports.sort(key=lambda article: article.direction is not Direction.RTL)
    return tuple(reports), tuple(sorted((article for article in inside if article.id in replaced), key=_place))


def _place(article: Article) -> tuple[bool, str, bool, str, str, str]:
    published, source = article.published, article.source
    return published is None, published or "", source is None, (source or "").casefold(), article.title, article.id


def timeline(reports: Sequence[Article]) -> list[tuple[str, list[Article]]]:
    """Return the reports by the day they were published on (ISO, perhaps partial), the earliest first.

    Empty where there are no two dates that differ. Reports without a date are left out.
    """
    found: dict[str, list[Article]] = {}
    for report in reports:
        if report.published is not None:
            found.setdefault(report.published[:10], []).append(report)
    return sorted(found.items()) if len(found) > 1 else []
