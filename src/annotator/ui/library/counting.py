"""How many marks there are, as far as they may be told: those of coders who are withheld are not counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from annotator.project import Project
from annotator.ui.veil import Veil


def by_tag(project: Project, veil: Veil, articles: Collection[str] | None = None) -> Mapping[str, Mapping[str, int]]:
    """Return the number of marks by tag id and article id (of these, None: of all)."""
    if not veil.withholding:
        return project.marks_by_tag(articles)
    found: dict[str, Counter[str]] = {}
    for article, tag, number in _seen(project, veil, articles):
        found.setdefault(tag, Counter())[article] += number
    return found


def by_article(project: Project, veil: Veil, articles: Collection[str] | None = None) -> Mapping[str, int]:
    """Return the number of marks by article id (of these, None: of all)."""
    if not veil.withholding:
        return project.counts(articles)
    found: Counter[str] = Counter()
    for article, _tag, number in _seen(project, veil, articles):
        found[article] += number
    return found


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


def _seen(project: Project, veil: Veil, articles: Collection[str] | None) -> Iterator[tuple[str, str, int]]:
    return (
        (article, tag, number)
        for article, tag, coder, number in project.tallies(articles)
        if veil.counts(article, tag, coder)
    )
