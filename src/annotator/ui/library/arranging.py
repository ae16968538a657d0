"""The order of the library: articles under headings, by what the reader wants to see first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from annotator.core.values import Article, Event

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


class Shown(StrEnum):
    """Which articles are listed, by how far they are read."""

    ALL = "all"
    UNREAD = "unread"
    IN_WORK = "in-work"
    DONE = "done"
    NOT_DONE = "not-done"


class Order(Struct, frozen=True):
    """How articles are grouped and sorted, and which are listed.

    `words` are to be found in title, source, author or folder of those listed; `tag` (an id) says for which tag they
    are read as far as is `shown`, None for all tags taken together; `earlier` lists versions that a later
    one has replaced too, below it.
    """

    grouping: Grouping = Grouping.EVENTS
    sorting: Sorting = Sorting.ADDED
    words: str = ""
    shown: Shown = Shown.ALL
    earlier: bool = False
    tag: str | None = None

    @property
    def sieves(self) -> bool:
        """Whether articles are left out for what they say or how far they are read."""
        return bool(self.words.split()) or self.shown is not Shown.ALL


def read_order(text: str) -> Order:
    """Return the order that was written down; the first one where `text` is none."""
    try:
        kept = json.loads(text)
        return Order(Grouping(kept["grouping"]), Sorting(kept["sorting"]), earlier=kept.get("earlier") is True)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Order()


def written_order(order: Order) -> str:
    """Return what of an order outlives the day, as text: what was looked for does not."""
    return json.dumps({"grouping": order.grouping, "sorting": order.sorting, "earlier": order.earlier})


def arrange(
    articles: Iterable[Article], events: Mapping[str, Event], counts: Mapping[str, int], order: Order
) -> list[Entry]:
    """Return the rows of the library before any are left out for words or reading status.

    An article of several events stands under each, an earlier version below the later one.
    """
    listed = list(articles)
    by_id = {article.id: article for article in listed}
    earlier = {article.id: article.replaces for article in listed if article.replaces in by_id}
    replaced = set(earlier.values())
    # Ids are sorted by time: a removal that was undone puts an article behind others.
    chosen = [article for article in sorted(listed, key=lambda article: article.id) if article.id not in replaced]
    if order.sorting is not Sorting.ADDED:
        chosen.sort(key=_key(order.sorting, counts), reverse=order.sorting in _NEWEST_FIRST)
    if not order.earlier:
        earlier = {}
    if order.grouping is Grouping.NONE:
        return [("", record) for article in chosen for record in _versions(article.id, earlier)]
    groups: dict[str, list[str]] = {}
    others: list[str] = []
    for article in chosen:
        names = _names(article, events, order.grouping)
        ids = _versions(article.id, earlier) if earlier else (article.id,)
        for name in names:
            groups.setdefault(name, []).extend(ids)
        if not names:
            others.extend(ids)
    rows: list[Entry] = []
    for name in sorted(groups, key=lambda name: (name.casefold(), name)):
        rows.append((name, None))
        rows += [(name, record) for record in groups[name]]
    if others:
        if rows:
            rows.append(("", None))
        rows += [("", record) for record in others]
    return rows


def sifted(entries: Iterable[Entry], fitting: Container[str]) -> list[Entry]:
    """Return the entries of these articles, with the headings under which some stand."""
    rows: list[Entry] = []
    heading: Entry | None = None
    for entry in entries:
        if entry[1] is None:
            heading = entry
        elif entry[1] in fitting:
            if heading is not None:
                rows.append(heading)
                heading = None
            rows.append(entry)
    return rows


def unfolded(entries: Iterable[Entry], folded: Collection[str]) -> list[Entry]:
    """Return the entries but for the articles under folded headings."""
    return [entry for entry in entries if entry[1] is None or entry[0] not in folded]


def headed(entries: Iterable[Entry]) -> Counter[str]:
    """Return how many articles stand under each heading."""
    return Counter([heading for heading, record in entries if record is not None])


_NEWEST_FIRST = (Sorting.PUBLISHED, Sorting.MARKS)


def _versions(record: str, earlier: Mapping[str, str | None]) -> list[str]:
    """Return an article and the versions before it, the latest first."""
    chain: list[str] = []
    following: str | None = record
    while following is not None and following not in chain:
        chain.append(following)
        following = earlier.get(following)
    return chain


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
