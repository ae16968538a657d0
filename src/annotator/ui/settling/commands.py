"""Settles marks without a certain place: keeps the list up with the project, and makes the edits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from annotator.core.change import Change, ChangeKind
from annotator.core.values import Annotation, Article, Coder, Relation
from annotator.project import Project, edits, versions
from annotator.ui.library.counting import by_article
from annotator.ui.library.filing import Filing
from annotator.ui.library.shelf import Shelf
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.settling.model import Row, rows_of
from annotator.ui.settling.view import SettlingDialog
from annotator.ui.theme import Theme
from annotator.ui.window import Window
from annotator.ui.wording import marks_text

_AFTER_MS = 250
"""By then an import has said what it has to say."""


class _Shelved:
    """A project whose articles are on the shelf already: 100,000 need not be read for each edit."""

    def __init__(self, project: Project, shelf: Shelf) -> None:
        self._project, self._shelf = project, shelf

    @property
    def coder(self) -> Coder:
        return self._project.coder

    def article(self, reference: str) -> Article:
        return self._project.article(reference)

    def articles(self) -> tuple[Article, ...]:
        return tuple(self._shelf.articles.values())

    def text(self, article_id: str) -> str:
        return self._project.text(article_id)

    def annotations(self, *, articles: Sequence[str]) -> list[Annotation]:
        found = self._project.annotations(articles=articles)
        return [mark for mark in found if not self._shelf.veil.withholds(mark)]

    def relations(self) -> tuple[Relation, ...]:
        return self._project.relations()


class Settling(QObject):
    """Has at most one list open."""

    def __init__(
        self, session: Session, shelf: Shelf, panes: PaneRow, marking: Marking, filing: Filing, theme: Theme,
        window: Window,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session = session
        self._shelf = shelf
        self._panes = panes
        self._marking = marking
        self._filing = filing
        self._window = window
        self._theme = theme
        self.dialog: SettlingDialog | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._list)
        self._replaced: set[str] = set()
        """Articles that an import has replaced of late."""
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.setInterval(_AFTER_MS)
        self._after.timeout.connect(self._offer)
        session.followed.connect(self._changed)
        shelf.changed.connect(self._soon.start)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.dialog is not None:
            self.dialog.set_theme(theme)

    def open(self) -> None:
        """Show what waits to be settled; say so where nothing does."""
        if self.dialog is None:
            rows = self._rows()
            if not rows:
                self._window.messages.news(self.tr("All marks have a place."))
                return
            self.dialog = SettlingDialog(self._theme, self._window)
            self.dialog.finished.connect(lambda _result: self._closed())
            self.dialog.place_wanted.connect(self._put)
            self.dialog.selection_wanted.connect(self._put_on_selection)
            self.dialog.show_wanted.connect(self._show)
            self.dialog.delete_wanted.connect(self._delete)
            self.dialog.show_rows(rows)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self.dialog.list.setFocus()

    def close(self) -> None:
        """Close the list, and follow no more."""
        self._soon.stop()
        self._after.stop()
        if self.dialog is not None:
            self.dialog.close()

    def _closed(self) -> None:
        self.dialog = None

    def _rows(self) -> list[Row]:
        project = self._session.project

        def read() -> list[Row]:
            return rows_of(versions.unsettled(_Shelved(project, self._shelf)), project.tags, project.text)

        return self._session.attempt(read) or []

    def _list(self) -> None:
        if self.dialog is not None:
            self.dialog.show_rows(self._rows())

    def _changed(self, change: Change) -> None:
        if self.dialog is not None:
            self._soon.start(0)
        if change.kind is ChangeKind.IMPORT:
            came = [edit.after for edit in change.edits if isinstance(edit.after, Article)]
            self._replaced |= {article.replaces for article in came if article.replaces is not None}
            if self._replaced:
                self._after.start()

    def _offer(self) -> None:
        """Say after an import that marks wait, and offer to settle them."""
        replaced, self._replaced = self._replaced, set()
        project, veil = self._session.project, self._shelf.veil
        counts = self._session.attempt(lambda: by_article(project, veil, replaced)) or {}
        waiting = sum(counts.values())
        if waiting:
            messages = self._window.messages
            said = messages.text.text() if messages.isVisible() else ""
            text = self.tr("{0} found no certain place.").replace("{0}", marks_text(waiting))
            messages.news(said if text in said else f"{said} {text}".strip(), action=(self.tr("Settle…"), self.open))

    # What is done with a mark.

    def _put(self, row: Row) -> None:
        if row.candidate is not None:
            span = row.candidate.span
            self._session.edit(
                lambda: versions.settle(self._session.project, row.waiting.annotation, row.waiting.new, span)
            )

    def _put_on_selection(self, row: Row) -> None:
        pane = self._panes.pane_of(row.waiting.new.id)
        span = pane.view.selection() if pane is not None else None
        if pane is None or span is None:
            self._show(row)
            self._window.messages.news(self.tr("Select the words on the page of the later version first."))
        elif self._session.edit(
            lambda: versions.settle(self._session.project, row.waiting.annotation, row.waiting.new, span)
        ):
            pane.view.clear_selection()

    def _show(self, row: Row) -> None:
        """Show both versions side by side, at the mark and at the place where it may belong."""
        old, new = row.waiting.old, row.waiting.new
        self._filing.show_side_by_side([old.id, new.id])
        self._marking.go_to(row.waiting.annotation.id)
        place = row.candidate or next(iter(row.waiting.candidates), None)
        pane = self._panes.pane_of(new.id)
        if pane is not None and place is not None:
            pane.view.select(place.span)
            pane.view.reveal(place.span)

    def _delete(self, row: Row) -> None:
        self._session.edit(lambda: edits.delete_annotations(self._session.project, [row.waiting.annotation]))
