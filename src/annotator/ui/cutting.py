"""Leaving Arabic proclitics out: the start of a selection or a mark goes through the cuts of its first word."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QObject

from annotator.core.change import Change
from annotator.core.errors import TwinError
from annotator.core.values import Annotation
from annotator.project import edits
from annotator.project.occurrences import Occurrences
from annotator.text.proclitics import cuts, first_word, starts
from annotator.text.span import Span
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session


class Cutting(QObject):
    """Acts on the selection of the pane in use, or on the mark in focus. Nothing is remembered from press to press."""

    def __init__(self, session: Session, panes: PaneRow, marking: Marking) -> None:
        super().__init__(marking)
        self._session = session
        self._panes = panes
        self._marking = marking
        self._occurrences = Occurrences(session.project)

    def step(self) -> None:
        """Begin behind the next proclitic of the first word; behind the last one, with the whole word again."""
        pane, mark = self._panes.current, self._marking.focused()
        selected = pane.view.selection() if pane is not None else None
        if pane is not None and pane.article is not None and selected is not None:
            spans = self._others(pane.article.id, selected)
            if spans:
                with self._panes.paint.at_once():
                    pane.view.select(spans[0])
        elif mark is not None:
            spans = self._others(mark.article, mark.pieces[0])
            if spans:
                self._session.edit(lambda: self._begun_anew(mark, spans))
        else:
            self._marking.hint.emit(self.tr("Select words first, or click a mark: its start is moved."))

    def _begun_anew(self, mark: Annotation, spans: Sequence[Span]) -> Change:
        """Return the change that puts the first of `spans` that can be in the place of the mark's first fragment.

        Where another mark says the same already, the next one is taken, so that the key is never stuck.
        """
        for span in spans[:-1]:
            with suppress(TwinError):
                return edits.reshape(self._session.project, mark, (span, *mark.pieces[1:]))
        return edits.reshape(self._session.project, mark, (spans[-1], *mark.pieces[1:]))

    def _others(self, article: str, span: Span) -> list[Span]:
        """Return `span` with its other starts, the next one first; after saying so, none where there is none."""
        found = self._session.attempt(lambda: self._other_starts(article, span))
        if found == []:
            self._marking.hint.emit(self.tr("The first word begins with no proclitic that could be left out."))
        return [Span(start, span.end) for start in found or ()]

    def _other_starts(self, article: str, span: Span) -> list[int]:
        text = self._session.project.text(article)
        word = first_word(text, span)
        if word is None:
            return []
        found = tuple(cut for cut in cuts(word.of(text)) if word.start + cut.start < span.end)
        if not found:
            return []
        # The word itself, where it stands, is none of these: they are shorter, or begin with another letter.
        known = self._occurrences.among({form for cut in found for form in cut.rest}, article)
        order = [word.start + start for start in starts(found, known)]
        if span.start not in order:
            return order
        here = order.index(span.start)
        return order[here + 1 :] + order[:here]
