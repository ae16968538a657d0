"""What is looked through for proposals in another thread, in a project opened there for that alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path

from msgspec import Struct

from annotator.analysis.proposals import Kind, Proposal, Seed, seeds
from annotator.core.errors import NotFoundError
from annotator.core.values import Annotation, Article
from annotator.project import Project
from annotator.project.proposing import Known, Proposer, Step
from annotator.ui.veil import Veil

_HANDFUL = 0.1
"""Seconds from one handful of results to the next."""
_MOST = 5000
"""Proposals after which nobody looks further: some are accepted or refused first."""


class Asked(Struct, frozen=True):
    """What is wanted: `articles` to look in (ids, None: all), from the marks `sources` (ids) or those in `reports`."""

    kind: Kind
    articles: tuple[str, ...] | None
    reports: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    inflected: bool = False
    command: str = ""
    coder: str = ""
    veil: Veil = Veil()


class Handful(Struct, frozen=True):
    """What was found since the last one, and how far the search is; `full` where it ends before its end."""

    proposals: tuple[Proposal, ...]
    done: int
    total: int
    full: bool = False


def look(path: Path, asked: Asked, known: Known, stopped: Callable[[], bool]) -> Iterator[Handful]:
    """Yield what may be marked, by and by. What articles tell is kept in `known`."""
    with Project.open(path, read_only=True, coder=asked.coder) as project:
        held: list[Proposal] = []
        due, count = 0.0, 0
        step = Step(0, 0, ())
        with closing(_steps(project, asked, known, stopped)) as steps:
            for step in steps:
                held += step.proposals
                count += len(step.proposals)
                if time.monotonic() >= due or count >= _MOST:
                    due = time.monotonic() + _HANDFUL
                    yield Handful(tuple(held), step.done, step.total, count >= _MOST)
                    held.clear()
                if count >= _MOST:
                    return
        yield Handful(tuple(held), step.done, step.total)


def _steps(project: Project, asked: Asked, known: Known, stopped: Callable[[], bool]) -> Generator[Step, None, None]:
    def sees(mark: Annotation) -> bool:
        return not asked.veil.withholds(mark)

    proposer = Proposer(project, sees, known)
    articles = _articles(project, asked.articles)
    if asked.kind is Kind.ACROSS:
        yield from proposer.across_pairs(_pairs(project, asked, articles))
    elif asked.kind is Kind.BEFORE:
        yield from proposer.tagged_before(articles, inflected=asked.inflected)
    elif asked.kind is Kind.WORDS:
        yield from proposer.same(_wanted(project, asked, sees), articles, inflected=asked.inflected)
    else:
        from annotator.project.scripting import ask

        for done, article in enumerate(articles, 1):
            yield Step(done - 1, len(articles), ())
            yield Step(done, len(articles), tuple(ask(project, article, asked.command, stopped=stopped)))


def _articles(project: Project, ids: tuple[str, ...] | None) -> list[Article]:
    if ids is None:
        return list(project.articles())
    known = {article.id: article for article in project.articles(ids)}
    return [known[key] for key in ids if key in known]


def _pairs(project: Project, asked: Asked, articles: list[Article]) -> list[tuple[Article, Article]]:
    """Return with each article those whose marks are looked for in it: the open ones, or all of its events."""
    if asked.articles is not None:
        sources = _articles(project, asked.reports)
        return [(one, other) for other in articles for one in sources if one.id != other.id]
    by_event: dict[str, list[Article]] = {}
    for article in articles:
        for event in article.events:
            by_event.setdefault(event, []).append(article)
    pairs = {(one.id, other.id): (one, other) for some in by_event.values() for one, other in permutations(some, 2)}
    return list(pairs.values())


def _wanted(project: Project, asked: Asked, sees: Callable[[Annotation], bool]) -> list[Seed]:
    if asked.sources:
        found = [mark for key in asked.sources if (mark := project.find_annotation(key)) is not None]
        if not found:
            raise NotFoundError("annotation", asked.sources[0])
    else:
        found = project.annotations(articles=asked.reports)
    return seeds((mark for mark in found if sees(mark)), every_tag=True)
