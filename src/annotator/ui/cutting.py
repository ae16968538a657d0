"""Leaving Arabic proclitics out: the start of a selection or a mark goes through the cuts of its first word."""

from __future__ import annotations

from PySide6.QtCore import QObject

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
            span = self._next(pane.article.id, selected)
            if span is not None:
                with self._panes.at_once():
                    pane.view.select(span)
        elif mark is not None:
            first, *others = mark.pieces
            span = self._next(mark.article, first)
            if span is not None:
                self._session.edit(lambda: edits.reshape(self._session.project, mark, (span, *others)))
        else:
            self._marking.hint.emit(self.tr("Select words first, or click a mark: its start is moved."))

    def _next(self, article: str, span: Span) -> Span | None:
        """Return `span` with its next start; None, after saying so, where there is no other."""
        start = self._session.attempt(lambda: self._next_start(article, span))
        if start is None:
            return None  # It could not be read: that was told.
        if start == span.start:
            self._marking.hint.emit(self.tr("The first word begins with no proclitic that could be left out."))
            return None
        return Span(start, span.end)

    def _next_start(self, article: str, span: Span) -> int:
        text = self._session.project.text(article)
        word = first_word(text, span)
        if word is None:
            return span.start
        found = tuple(cut for cut in cuts(word.of(text)) if word.start + cut.start < span.end)
        if not found:
            return span.start
        # The word itself, where it stands, is none of these: they are shorter, or begin with another letter.
        known = self._occurrences.among({form for cut in found for form in cut.rest}, article)
        order = [word.start + start for start in starts(found, known)]
        here = order.index(span.start) if span.start in order else -1
        return order[(here + 1) % len(order)]
