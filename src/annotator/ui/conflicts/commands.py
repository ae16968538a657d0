"""Settles what both sides of a merge have edited: keeps the list up with the project, and makes the edits."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, QTimer

from annotator.core.change import Change, ChangeKind
from annotator.core.values import Annotation, Article, Conflict, Relation
from annotator.project import conflicts
from annotator.ui.conflicts.model import Row, rows_of
from annotator.ui.conflicts.view import ConflictsDialog
from annotator.ui.conflicts.words import Names
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.window import Window


class Conflicts(QObject):
    """Has at most one list open. The menu entry says how many there are, and is off where there are none.

    Who works blind is told of no conflict about a mark that is withheld.
    """

    def __init__(self, session: Session, panes: PaneRow, marking: Marking, theme: Theme, window: Window) -> None:
        super().__init__(window)
        self._session = session
        self._panes = panes
        self._marking = marking
        self._theme = theme
        self._window = window
        self._action = window.actions_["conflicts"]
        self._text = self._action.text()
        self.dialog: ConflictsDialog | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._follow)
        session.followed.connect(self._changed)
        panes.veils.changed.connect(lambda _veil: self._soon.start(0))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.dialog is not None:
            self.dialog.set_theme(theme)

    def begin(self) -> None:
        """Say how many there are, and offer to settle them."""
        waiting = self._count()
        if waiting:
            text = self.tr("{0} of the marks and details here were edited by both sides of a merge.")
            one = self.tr("One mark or detail here was edited by both sides of a merge.")
            told = one if waiting == 1 else text.replace("{0}", QLocale().toString(waiting))
            self._window.messages.news(told, action=(self.tr("Settle…"), self.open), beside=True)

    def open(self) -> None:
        """Show what waits to be settled."""
        if self.dialog is None:
            self.dialog = ConflictsDialog(self._theme, self._window)
            self.dialog.finished.connect(lambda _result: self._closed())
            self.dialog.chosen.connect(self._choose)
            self.dialog.both_wanted.connect(self._keep_both)
            self.dialog.show_wanted.connect(self._show)
            self.dialog.show_rows(self._rows())
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self.dialog.list.setFocus()

    def close(self) -> None:
        """Close the list, and follow no more."""
        self._soon.stop()
        if self.dialog is not None:
            self.dialog.close()

    def _closed(self) -> None:
        self.dialog = None

    def _waiting(self) -> list[conflicts.Open]:
        found = self._session.attempt(lambda: conflicts.to_settle(self._session.project)) or []
        return [one for one in found if not self._withheld(one)]

    def _withheld(self, one: conflicts.Open) -> bool:
        veil = self._panes.veils.veil
        values = (one.stored, one.other)
        if veil.blind is not None and any(isinstance(v, Relation) and v.coder != veil.blind.coder for v in values):
            return True
        return any(isinstance(value, Annotation) and veil.blinds(value) for value in values)

    def _count(self) -> int:
        count = len(self._waiting())
        counted = f"{self._text}\t{QLocale().toString(count)}"
        self._action.setText(counted if count else self._text)
        self._action.setEnabled(count > 0)
        return count

    def _rows(self) -> list[Row]:
        project = self._session.project

        def read() -> list[Row]:
            waiting = self._waiting()
            if not waiting:
                return []
            held = (project.tags, project.coders(), project.events(), project.entities(), project.relation_types())
            names = {value.id: value.name for group in held for value in group}
            articles = {article.id: article for article in project.articles()}
            names |= {article.id: article.title for article in articles.values()}
            return rows_of(waiting, project.tags, Names(names), articles)

        return self._session.attempt(read) or []

    def _changed(self, change: Change) -> None:
        touched = any(isinstance(edit.value, Conflict) for edit in change.edits)
        if self.dialog is not None or touched or change.kind is ChangeKind.ELSEWHERE:
            self._soon.start(0)

    def _follow(self) -> None:
        self._count()
        if self.dialog is not None:
            self.dialog.show_rows(self._rows())

    def _choose(self, row: Row) -> None:
        project = self._session.project
        self._session.edit(lambda: (conflicts.take if row.other else conflicts.keep)(project, row.open))

    def _keep_both(self, row: Row) -> None:
        self._session.edit(lambda: conflicts.both(self._session.project, row.open))

    def _show(self, row: Row) -> None:
        stored = row.open.stored
        if isinstance(stored, Annotation):
            self._marking.go_to(stored.id)
        elif isinstance(stored, Article):
            self._panes.open(stored.id)
