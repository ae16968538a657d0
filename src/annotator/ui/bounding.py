"""What of a text is the article: its bounds, put where the reader drags them or says "here"."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from annotator.core.values import Article
from annotator.project import edits
from annotator.text.body import Unit, bound_near
from annotator.text.segments import paragraph_at
from annotator.text.span import Span
from annotator.ui.actions import Actions
from annotator.ui.marking import Marking
from annotator.ui.panes.pane import Pane
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session


class Bounding(QObject):
    """Acts on the article of the pane in use: at what is selected there, or else at the caret's paragraph."""

    def __init__(self, session: Session, panes: PaneRow, marking: Marking, actions: Actions) -> None:
        super().__init__(marking)
        self._session = session
        self._panes = panes
        self._marking = marking
        self._actions = actions
        for pane in panes.panes:
            self._serve(pane)
        panes.pane_added.connect(self._serve)
        panes.current_changed.connect(lambda _article: self.allow())
        panes.opened_changed.connect(self.allow)
        marking.menu_filled.connect(self._fill)

    def begin_here(self) -> None:
        """Have the article begin with the selection, or with the caret's paragraph."""
        self._put(end=False)

    def end_here(self) -> None:
        """Have the article end with the selection, or with the caret's paragraph."""
        self._put(end=True)

    def take_all(self) -> None:
        """Have the whole text be the article."""
        pane = self._panes.current
        if pane is not None and pane.article is not None:
            self._set(pane.article, None)

    # Inside.

    def _serve(self, pane: Pane) -> None:
        def dragged(body: Span) -> None:
            if pane.article is not None:
                self._set(pane.article, body)

        pane.view.body_wanted.connect(dragged)

    def _put(self, *, end: bool) -> None:
        pane = self._panes.current
        if pane is None or pane.article is None:
            return
        place = self._here(pane, end=end)
        if place is None:
            hint = self.tr("Click into the last line of the article first, or select its last words.")
            if not end:
                hint = self.tr("Click into the first line of the article first, or select its first words.")
            self._marking.hint.emit(hint)
            return
        length = pane.article.length
        body = pane.article.body or Span(0, length)
        if end:
            self._set(pane.article, Span(body.start if body.start < place else 0, place))
        else:
            self._set(pane.article, Span(place, body.end if body.end > place else length))

    @staticmethod
    def _here(pane: Pane, *, end: bool) -> int | None:
        """Return the code point at which the article shall begin or end; None where the reader has not shown one."""
        selected, caret, text = pane.view.selection(), pane.view.caret, pane.view.text()
        if selected is not None:
            return selected.end if end else selected.start
        if caret is None:
            return None
        paragraph = paragraph_at(text, caret.offset)
        if not paragraph.of(text).strip():
            return bound_near(text, caret.offset, Unit.PARAGRAPH, end=end)
        return paragraph.end if end else paragraph.start

    def _set(self, article: Article, body: Span | None) -> None:
        change = self._session.attempt(lambda: edits.set_body(self._session.project, article, body))
        if change is not None and any(edit.before != edit.after for edit in change.edits):
            self._session.do(change)

    def allow(self) -> None:
        """Let the menus offer what can be done now."""
        pane = self._panes.current
        article = pane.article if pane is not None else None
        for name in ("body_begins", "body_ends"):
            self._actions[name].setEnabled(article is not None)
        self._actions["body_whole"].setEnabled(article is not None and article.body is not None)

    def _fill(self, menu: QMenu) -> None:
        menu.addSeparator()
        for name in ("body_begins", "body_ends", "body_whole"):
            if self._actions[name].isEnabled():
                menu.addAction(self._actions[name])
