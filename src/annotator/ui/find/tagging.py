"""Tagging all that was found: opens the preview, keeps it up with the search and the project, makes the one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from annotator.core.change import Change
from annotator.core.values import Article
from annotator.project import edits
from annotator.text.span import Span
from annotator.ui.files import busy
from annotator.ui.find.finder import Finder
from annotator.ui.find.places import Hits
from annotator.ui.find.preview import Preview
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.theme import Theme


class TagAll(QObject):
    """Has at most one preview open."""

    def __init__(self, session: Session, panes: PaneRow, finder: Finder, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._panes = panes
        self._finder = finder
        self._window = window
        self._theme = theme
        self._tag: str | None = None
        self._listed: Mapping[str, Sequence[Span]] = {}
        self.preview: Preview | None = None
        finder.changed.connect(self._found)
        session.followed.connect(self._changed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.preview is not None:
            self.preview.set_theme(theme)

    def open(self) -> None:
        """Show what was found, all of it to be tagged."""
        if self.preview is None:
            self.preview = Preview(self._theme, self._window)
            self.preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.preview.finished.connect(self._closed)
            self.preview.tag_changed.connect(self._tag_changed)
            self.preview.tag_requested.connect(self._tag_them)
            self.preview.shown.connect(self._show)
            self.preview.offer(self._session.project.tags, self._tag)
            self._list()
        self.preview.show()
        self.preview.raise_()
        self.preview.activateWindow()

    def close(self) -> None:
        """Close the preview, if it is open."""
        if self.preview is not None:
            self.preview.close()

    def _closed(self) -> None:
        self.preview = None
        self._listed = {}

    def _list(self) -> None:
        if self.preview is None:
            return
        self._listed = self._finder.hits()
        project = self._session.project

        def read() -> Sequence[Hits]:
            return [Hits(project.article(i), project.text(i), spans) for i, spans in self._listed.items()]

        hits = self._session.attempt(read) or ()
        self.preview.show_hits(hits, self._done(), ready=self._finder.complete)

    def _done(self) -> set[tuple[str, Span]]:
        """What this coder has marked with the chosen tag, as (article id, span)."""
        tag = self.preview.chosen_tag() if self.preview is not None else None
        project = self._session.project
        if tag is None:
            return set()
        marks = self._session.attempt(
            lambda: project.annotations(articles=list(self._listed), tags=[tag], coders=[project.coder.id])
        )
        return {(mark.article, mark.span) for mark in marks or () if not mark.fragments}

    def _found(self) -> None:
        if self.preview is None:
            return
        if not self._finder.query.asks:
            self.preview.close()
        elif self._finder.searching:
            # What is listed stays until the rest is known: so nobody's ticks are lost to a search done again.
            self.preview.set_ready(False)
        elif self._finder.hits() != self._listed:
            self._list()
        else:
            self.preview.set_ready(self._finder.complete)

    def _changed(self, change: Change) -> None:
        if self.preview is None:
            return
        self.preview.offer(self._session.project.tags, self.preview.chosen_tag())
        if any(isinstance(edit.value, Article) for edit in change.edits):
            self._list()
        else:
            self.preview.model.set_done(self._done())

    def _tag_changed(self, tag: str | None) -> None:
        self._tag = tag
        if self.preview is not None:
            self.preview.model.set_done(self._done())

    def _tag_them(self, what: tuple[str | None, Mapping[str, Sequence[Span]]]) -> None:
        tag, spans = what
        project = self._session.project
        if tag is None or self.preview is None:
            return
        self.preview.say_working()
        with busy():
            done = self._session.edit(lambda: edits.annotate_all(project, spans, tag))
        if not done:
            self.preview.stop_working()
        else:
            self.close()
            # To the page: in the field Ctrl+Z would take back what was typed there, not the marks.
            if self._panes.current is not None:
                self._panes.current.view.setFocus()

    def _show(self, place: tuple[str, Span]) -> None:
        article, span = place
        pane = self._panes.pane_of(article)
        if pane is not None:
            self._finder.go_to(pane, span)
