"""The order of the library: articles under headings, by what the reader wants to see first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from itertools import accumulate
from typing import TypeAlias

from msgspec import Struct

from annotator.core.values import Article, Event
from annotator.text.folding import find, fold

Entry: TypeAlias = tuple[str, str | None]
"""A heading (the second part is None; blank for the articles under no other one), or a heading's article by its id."""


class Grouping(StrEnum):
    EVENTS = "events"
    FOLDERS = "folders"
    NONE = "none"


class Sorting(StrEnum):
    ADDED = "added"
    TITLE = "title"
    PUBLISHED = "published"
    SOURCE = "source"
    MARKS = "marks"


class Order(Struct, frozen=True):
    """How articles are grouped and sorted, and the words that those shown have in title, source, author or folder."""

    grouping: Grouping = Grouping.EVENTS
    sorting: Sorting = Sorting.ADDED
    words: str = ""


def arrange(
    articles: Iterable[Article], events: Mapping[str, Event], counts: Mapping[str, int], order: Order
) -> list[Entry]:
    """Return the rows of the library. An article of several events stands under each."""
    chosen = _fitting(list(articles), order.words.split())
    # Ids are sorted by time: a removal that was undone puts an article behind others.
    chosen = sorted(chosen, key=lambda article: article.id)
    if order.sorting is not Sorting.ADDED:
        chosen.sort(key=_key(order.sorting, counts), reverse=order.sorting in _NEWEST_FIRST)
    if order.grouping is Grouping.NONE:
        return [("", article.id) for article in chosen]
    groups: dict[str, list[str]] = {}
    others: list[str] = []
    for article in chosen:
        names = _names(article, events, order.grouping)
        for name in names:
            groups.setdefault(name, []).append(article.id)
        if not names:
            others.append(article.id)
    rows: list[Entry] = []
    for name in sorted(groups, key=lambda name: (name.casefold(), name)):
        rows.append((name, None))
        rows += [(name, record) for record in groups[name]]
    if others:
        if rows:
            rows.append(("", None))
        rows += [("", record) for record in others]
    return rows


_NEWEST_FIRST = (Sorting.PUBLISHED, Sorting.MARKS)


def _key(sorting: Sorting, counts: Mapping[str, int]) -> Callable[[Article], tuple[object, ...]]:
    match sorting:
        case Sorting.TITLE:
            return lambda article: (article.title.casefold(), article.id)
        case Sorting.PUBLISHED:
            return lambda article: (article.published or "", article.id)
        case Sorting.SOURCE:
            return lambda article: (article.source is None, (article.source or "").casefold(), article.id)
        case _:
            return lambda article: (counts.get(article.id, 0), article.id)


def _names(article: Article, events: Mapping[str, Event], grouping: Grouping) -> Collection[str]:
    if grouping is Grouping.FOLDERS:
        return (article.folder,) if article.folder else ()
    return [events[event].name for event in article.events if event in events]


def _fitting(articles: list[Article], words: list[str]) -> list[Article]:
    if not words or not articles:
        return articles
    said = ("  ".join(filter(None, (a.title, a.source, a.author, a.folder))).replace("\n", " ") for a in articles)
    # Folded all at once: one by one takes a hundred times as long.
    lines = list(said)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    folded = fold("\n".join(lines))
    fitting = set(range(len(lines)))
    for word in words:
        fitting &= {bisect_right(starts, span.start) - 1 for span in find(folded, word)}
    return [articles[place] for place in sorted(fitting)]
