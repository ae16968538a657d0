"""Which of the articles that come in are later versions of others, and which say nearly the same as another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator
from contextlib import closing
from math import inf
from time import monotonic
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from annotator.analysis.likeness import groups, likeness, sketch
from annotator.core.change import Edit
from annotator.core.errors import NotFoundError
from annotator.core.values import Annotation, Article, Relation, Value
from annotator.project.versions import (
    CHANGED,
    NEARLY,
    Carried,
    carried,
    earlier_version,
    nearly_same,
    page_of,
    spellings,
)
from annotator.sources import Document

COMPARED = 500
"""Articles of one import that are compared with all others as they come in: with more, it would take too long.

A batch that would go beyond them is not compared then (see `near_duplicates`).
"""
_NAMESAKES = 20
"""Articles of one title or address, the last ones, that the next may be a version of."""

Made = list[tuple[Article, Document]]
Similar = tuple[Article, Article, float]
"""A new article, another one that says nearly the same, and how alike they are (0 to 1)."""


class Replaced(Struct, frozen=True):
    """A new article that is a later version of another one: how many annotations went with it, and did not."""

    new: Article
    old: Article
    moved: int
    unsettled: int


class Related(Protocol):
    """What this asks of a project."""

    def articles_like(self, titles: Collection[str], urls: Collection[str]) -> tuple[Article, ...]: ...
    def sketches(self, *, at_most: int | None = None) -> dict[str, bytes]: ...
    def article(self, reference: str) -> Article: ...
    def text(self, article_id: str) -> str: ...
    def annotations(self, *, articles: Collection[str]) -> list[Annotation]: ...
    def relations(self) -> tuple[Relation, ...]: ...


class Comparable(Protocol):
    """What comparing many articles asks of a project."""

    def sketches(self, *, at_most: int | None = None) -> dict[str, bytes]: ...
    def sketching(self) -> Generator[tuple[int, int], None, None]: ...
    def articles(self) -> tuple[Article, ...]: ...


class Kin:
    """Compares the articles of an import, batch by batch, with those that are there and with one another."""

    def __init__(self, project: Related) -> None:
        self._project = project
        self._sketches: dict[str, bytes] | None = None
        self._fresh: dict[str, bytes] = {}
        self._count = 0

    def as_versions(self, made: Made) -> tuple[Made, list[Edit[Value]], list[Replaced]]:
        """Return the articles, those that are later versions saying so, with the edits that carry annotations over.

        Of two versions in one batch the later one is that with the later date, else the one that comes later.
        """
        self._fresh.clear()
        titles = {article.title for article, _ in made}
        addresses = {spelt for article, _ in made if article.url for spelt in spellings(article.url)}
        known, fresh = _Namesakes(), _Namesakes()
        for other in self._project.articles_like(titles, addresses):
            known.add(other)
        documents: dict[str, Document] = {}
        sketches: dict[str, bytes] = {}
        found = list(made)
        edits: list[Edit[Value]] = []
        replaced: list[Replaced] = []
        for number in _in_order([article for article, _ in made]):
            article, document = made[number]
            rest = known.of(article)
            for other in rest[: COMPARED - len(sketches)]:
                sketches.setdefault(other.id, self._sketch_of(other))
            for other in fresh.of(article):
                sketches[other.id] = self._sketch(other, documents[other.id])
                # An address that came with others, as in a table of comments, is theirs too: it takes like words.
                if likeness(self._sketch(article, document), sketches[other.id]) >= CHANGED:
                    rest.append(other)
            old = earlier_version(article, self._sketch(article, document), rest, sketches) if rest else None
            if old is not None:
                article = replace(article, replaces=old.id, events=article.events or old.events, folder=old.folder)
                found[number] = article, document
                known.drop(old)
                fresh.drop(old)
                marks = [] if old.id in documents else self._project.annotations(articles=[old.id])
                moves = (
                    carried(article, document.text, self._project.text(old.id), marks, self._project.relations())
                    if marks
                    else Carried()
                )
                edits += moves.edits
                replaced.append(Replaced(article, old, moves.moved, len(moves.unsettled)))
            fresh.add(article)
            documents[article.id] = document
        return found, edits, replaced

    def alike(self, made: Made, replaced: list[Replaced]) -> list[Similar]:
        """Return what says nearly the same as another one, while there are not too many to compare."""
        self._count += len(made)
        if self._count > COMPARED:
            return []
        if self._sketches is None:
            self._sketches = self._project.sketches(at_most=COMPARED)
        versions = {pair.new.id: pair.old.id for pair in replaced} | {pair.old.id: pair.new.id for pair in replaced}
        found = []
        for article, document in made:
            own = self._sketch(article, document)
            for record, alike in nearly_same(own, self._sketches, but=(versions.get(article.id, ""),)):
                other = next((a for a, _ in made if a.id == record), None) or self._still_there(record)
                if other is not None:
                    found.append((article, other, alike))
                    break
                del self._sketches[record]
            self._sketches[article.id] = own
        return found

    def _sketch(self, article: Article, document: Document) -> bytes:
        """Return the sketch of a new text, made once for each batch."""
        if article.sha256 not in self._fresh:
            self._fresh[article.sha256] = sketch(document.text)
        return self._fresh[article.sha256]

    def _sketch_of(self, known: Article) -> bytes:
        """Return the sketch of a text that is there."""
        return (self._sketches or {}).get(known.id) or sketch(self._project.text(known.id))

    def _still_there(self, record: str) -> Article | None:
        """Return the article of this id; None where it was undone or removed since the import began."""
        try:
            return self._project.article(record)
        except NotFoundError:
            return None


class _Namesakes:
    """Articles by their titles and the pages that they are from, in the order in which they came."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, str], dict[str, Article]] = {}

    def of(self, article: Article) -> list[Article]:
        """Return those that have the title or the page of an article: the last ones, where there are many."""
        found: dict[str, Article] = {}
        for key in _names(article):
            found |= dict(list(self._named.get(key, {}).items())[-_NAMESAKES:])
        return list(found.values())

    def add(self, article: Article) -> None:
        for key in _names(article):
            self._named.setdefault(key, {})[article.id] = article

    def drop(self, article: Article) -> None:
        for key in _names(article):
            self._named.get(key, {}).pop(article.id, None)


def _names(article: Article) -> list[tuple[str, str]]:
    page = page_of(article.url)
    return [("title", article.title), *([("page", page)] if page is not None else [])]


def _in_order(articles: list[Article]) -> list[int]:
    """Return the numbers of articles as they come, but those with dates among themselves by these."""
    dated = [number for number, article in enumerate(articles) if article.published is not None]
    order = list(range(len(articles)))
    for place, number in zip(dated, sorted(dated, key=lambda number: articles[number].published or ""), strict=True):
        order[place] = number
    return order


def near_duplicates(
    project: Comparable, new: Collection[str], seconds: float = inf, told: Callable[[int, int], None] | None = None
) -> tuple[list[Similar], int]:
    """Return which of the `new` articles (ids) say nearly the same as another one, and how many could be compared.

    Texts that nobody has compared yet take a millisecond each: after so many `seconds` it is done with those that it
    came to, the newest first. `told` hears how many are done, of how many.
    """
    until = monotonic() + seconds
    with closing(project.sketching()) as making:
        for done, total in making:
            if told is not None:
                told(done, total)
            if monotonic() > until:
                break
    sketches = project.sketches(at_most=0)
    articles = {article.id: article for article in project.articles()}
    found: list[Similar] = []
    for group in groups(sketches, NEARLY):
        keys = sorted(key for key, _ in group)
        first = next((key for key in keys if key not in new), keys[0])
        for key in keys:
            versions = articles[key].replaces == first or articles[first].replaces == key
            if key in new and key != first and not versions:
                alike = likeness(sketches[key], sketches[first])
                if alike >= NEARLY:
                    found.append((articles[key], articles[first], alike))
    return sorted(found, key=lambda one: one[0].id), sum(key in sketches for key in new)
