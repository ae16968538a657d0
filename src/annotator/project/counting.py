"""The numbers of a project: its annotations read once, counted by `analysis.counting`, as tables ready to be shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from typing import TypeAlias

from msgspec import Struct

from annotator.analysis.counting import Arrow, By, Grid, Labels, Within, count_by, network, shares, together
from annotator.core.errors import InvalidError
from annotator.core.values import Annotation, Article, Bundle
from annotator.formats.comparison_csv import guarded
from annotator.project.project import Project

Cells: TypeAlias = list[str | float]


class Question(Struct, frozen=True):
    """What is counted: `by` one thing or, with `across`, by two; each may be an attribute, which then is named."""

    by: By
    across: By | None = None
    by_attribute: str | None = None
    across_attribute: str | None = None


class Numbers:
    """Annotations of a project, or of some articles, tags and coders of it (ids; None: all), to be counted.

    They are read when it is made: asking does not read again, but for the texts that `together` needs. `marks` may
    give those that count (a window leaves out what is withheld).
    """

    def __init__(
        self,
        project: Project,
        *,
        articles: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        coders: Collection[str] | None = None,
        marks: Sequence[Annotation] | None = None,
    ) -> None:
        self._project = project
        own = project.articles() if articles is None else project.articles(articles)
        if marks is None:
            marks = project.annotations(articles=articles, tags=tags, coders=coders)
        relations = project.relations()
        self.bundle = Bundle(
            project.info,
            coders=project.coders(),
            tags=tuple(project.tags),
            relation_types=project.relation_types(),
            events=project.events(),
            entities=project.entities(),
            articles=own,
            annotations=tuple(marks),
            relations=tuple(one for one in relations if coders is None or one.coder in coders),
        )
        self._labels = Labels(self.bundle)

    @property
    def articles(self) -> tuple[Article, ...]:
        return self.bundle.articles

    def attributes(self) -> tuple[str, ...]:
        """Return the names of the attributes that these annotations carry, in order."""
        return tuple(sorted({name for mark in self.bundle.annotations for name, _ in mark.attributes}))

    def counted(self, question: Question) -> Grid:
        """Return how many annotations there are. Raises InvalidError where an attribute is not named."""
        try:
            rows = self._labels.of(question.by, question.by_attribute)
            across = question.across
            columns = None if across is None else self._labels.of(across, question.across_attribute)
        except ValueError as error:
            raise InvalidError(str(error)) from error
        orders = (self._labels.order(question.by), None if across is None else self._labels.order(across))
        return count_by(self.bundle.annotations, rows, columns, orders=orders)

    def together(self, by: By, within: Within, *, attribute: str | None = None) -> Grid:
        """Return in how many sentences, paragraphs or articles two things are found together."""
        return together(self.bundle.annotations, self._project.text, self._labels.of(by, attribute), within)

    def shares(self) -> Grid:
        """Return what share of each article's body is marked, with each tag and in all."""
        tags = [(tag.id, tag.name) for tag in self.bundle.tags]
        return shares(self.bundle.annotations, self.articles, tags)

    def network(self, kinds: Collection[str] | None = None) -> tuple[Arrow, ...]:
        """Return who stands to what in which relation (types by id; None: all).

        A relation counts where the annotations at its ends do, and it has one or lies in these articles by its cue.
        """
        return network(self.bundle, kinds)


def as_csv(rows: list[Cells]) -> bytes:
    """Return a table as CSV for spreadsheets: UTF-8 with a mark that says so, and nothing that passes for a formula."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[_guarded(cell) for cell in row] for row in rows])
    return stream.getvalue().encode("utf-8-sig")


def _guarded(cell: str | float) -> str | float:
    if isinstance(cell, str):
        return guarded(cell)
    return int(cell) if cell == int(cell) else cell
