"""How many marks there are, as far as they may be told: those of coders who are withheld are not counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from msgspec import Struct

from annotator.project import Project
from annotator.ui.veil import Veil

Census = dict[str, Counter[tuple[str, str]]]
"""By article id: the number of marks by tag id and coder id."""


def census(project: Project, articles: Collection[str] | None = None) -> Census:
    """Return how many marks of which tag and coder these articles (None: all) have."""
    found: Census = {}
    for article, tag, coder, number in project.tallies(articles):
        found.setdefault(article, Counter())[tag, coder] = number
    return found


def seen(veil: Veil, article: str, marks: Mapping[tuple[str, str], int]) -> Counter[str]:
    """Return how many of an article's marks are told of, by tag id."""
    found: Counter[str] = Counter()
    for (tag, coder), number in marks.items():
        if veil.counts(article, tag, coder):
            found[tag] += number
    return found


def by_article(project: Project, veil: Veil, articles: Collection[str] | None = None) -> dict[str, int]:
    """Return how many marks these articles (None: all) have, by article id, as far as it is told."""
    if not veil.withholding:
        return project.counts(articles)
    return {article: seen(veil, article, marks).total() for article, marks in census(project, articles).items()}


class Doomed(Struct, frozen=True):
    """How many marks an edit takes along, as far as may be told, and whether there are more, which nobody counts."""

    told: int = 0
    more: bool = False


def doomed(project: Project, veil: Veil, *, tag: str | None = None, articles: Collection[str] | None = None) -> Doomed:
    """Return what goes with a tag or with articles: all of it, but for what is withheld from who works blind."""
    if veil.blind is None:
        whole = project.tag_counts().get(tag, 0) if tag is not None else sum(project.counts(articles).values())
        return Doomed(whole)
    told, more = 0, False
    for article, of, coder, number in project.tallies(articles):
        if tag is None or of == tag:
            if veil.blind.sees(article, of, coder):
                told += number
            else:
                more = True
    return Doomed(told, more)
