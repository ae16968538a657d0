"""Keeps the list of marks in step with the project: read whole where its filter changes, else edit by edit."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.change import Edit
from annotator.core.values import Annotation, Coder, Value
from annotator.project import Project
from annotator.ui.annotations.model import MarkFilter, filtered_for
from annotator.ui.annotations.view import ALL, OPEN, MarksView
from annotator.ui.veil import NO_VEIL

_FEW = 200
"""Edits that are followed one by one; reading the list again costs less than more of them."""
_LISTED = 20_000
"""Marks that are listed at most: a million would take seconds to read, and a gigabyte."""


class Listing:
    """Reads a project's marks for the panel. `opened` are always the ids of the articles in the panes."""

    def __init__(self, project: Project, view: MarksView) -> None:
        self._project = project
        self._view = view
        self.veil = NO_VEIL
        self._filter = MarkFilter()

    def read(self, opened: Sequence[str]) -> None:
        """List what the panel's filter asks for, all read again."""
        project, view = self._project, self._view
        scope = view.chosen_scope()
        wanted = None if scope == ALL else tuple(opened) if scope == OPEN else (scope,)
        words, attributes = filtered_for(view.words.text(), self._names())
        veil = self.veil if self.veil.withholding else NO_VEIL
        self._filter = MarkFilter(wanted, view.chosen_tag(), words, attributes, veil)
        # Who looks for words sees all that have them; without any, nobody reads further than this.
        limit = None if words.strip() or attributes else _LISTED
        found = self._filter.chosen(self._found(limit))[:limit]
        articles = {article.id: article for article in project.articles({mark.article for mark in found})}
        view.model.show(found, project.tags, articles, self._coders(found), self._filter)
        view.refresh_heading(more=limit is not None and len(found) == limit)

    def _names(self) -> set[str]:
        """Return what attributes there are in the tag set."""
        return {definition.name for tag in self._project.tags for definition in tag.attributes}

    def _found(self, limit: int | None) -> list[Annotation]:
        """Read the marks of whoever is not withheld, of each question at most so many."""
        project, veil, wanted = self._project, self.veil, self._filter.articles
        tags = [self._filter.tag] if self._filter.tag else None
        if not veil.withholding:
            return project.annotations(articles=wanted, tags=tags, limit=limit)
        coders = {coder.id for coder in project.coders()} - veil.coders.hidden
        if veil.blind is None:
            return project.annotations(articles=wanted, tags=tags, coders=coders, limit=limit)
        mine = coders & {veil.blind.coder}
        done = {article for article, _tag in veil.blind.done if wanted is None or article in wanted}
        return [
            *project.annotations(articles=wanted, tags=tags, coders=mine, limit=limit),
            *project.annotations(articles=done, tags=tags, coders=coders - mine, limit=limit),
        ]

    def _coders(self, marks: Sequence[Annotation]) -> list[Coder]:
        """Return whose these marks are, and who codes."""
        own = self._project.coder
        known = {coder.id: coder for coder in (*self._project.coders(), own)}
        return [known[record] for record in {own.id, *(mark.coder for mark in marks)} if record in known]

    def follow(self, edits: Sequence[Edit[Value]], opened: Sequence[str]) -> None:
        """Bring the list up to date with edits of annotations that were stored since."""
        model = self._view.model
        marks = [(value, edit.after is None) for edit in edits if isinstance(value := edit.value, Annotation)]
        # A coder who marks for the first time comes into the project unannounced, and may be the second one; the list
        # knows the articles that had marks when it was read.
        if len(marks) > _FEW or not all(
            model.knows(mark) for mark, gone in marks if not gone and self._filter.fits(mark)
        ):
            self.read(opened)
            return
        for mark, gone in marks:
            if not gone and self._filter.fits(mark):
                model.put(mark)
            else:
                model.take_out(mark.id)
        self._view.refresh_heading()
