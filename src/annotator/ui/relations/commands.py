"""What is done in the list of relations: listed, filtered, gone to, edited and deleted."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.relations.editing import RelationEdits
from annotator.ui.relations.known import KnownRelations, sorted_for
from annotator.ui.relations.model import Row, row_of
from annotator.ui.relations.parties import Said
from annotator.ui.relations.view import RelationsView
from annotator.ui.session import Session
from annotator.ui.spotlight import Lit, Spotlight
from annotator.ui.theme import Theme
from annotator.ui.wording import relations_text

_OFFERED = 60
"""Articles that the filter offers one by one at the most, of those that have relations."""


class RelationCommands(QObject):
    """Keeps the panel in step with the project while it is seen, and does what is asked there."""

    def __init__(
        self, session: Session, spotlight: Spotlight, panes: PaneRow, marking: Marking, known: KnownRelations,
        edits: RelationEdits, theme: Theme, window: QWidget,
    ) -> None:  # fmt: skip
        self.view = RelationsView(theme)
        super().__init__(self.view)
        self._session, self._spotlight, self._panes, self._marking = session, spotlight, panes, marking
        self._known, self._edits = known, edits
        self._window = window
        self._stale = True
        self._rows: list[Row] = []
        self._opened: list[str] = []
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._read_if_seen)
        known.changed.connect(self._spoil)
        panes.opened_changed.connect(self._spoil)
        spotlight.changed.connect(self._lit)
        view = self.view
        view.shown.connect(self._read_if_seen)
        view.sieve_changed.connect(self._show)
        view.chosen.connect(self.go_to)
        view.hovered.connect(spotlight.pass_over)
        view.delete_requested.connect(self.delete)
        view.left.connect(self._leave)
        view.menu_requested.connect(lambda what: self._menu(*what))

    def set_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)

    # In step with the project.

    def _spoil(self) -> None:
        """What is listed is not what is stored any more: read again, once, and only where it is seen."""
        self._stale = True
        if self.view.isVisible():
            self._soon.start(0)

    def _read_if_seen(self) -> None:
        if self._stale and self.view.isVisible():
            self._session.attempt(self.read)

    def read(self) -> None:
        """Read what there is now, and list it."""
        project, opened = self._session.project, self._panes.opened()
        everything = list(self._known.all().values())
        touched = {article for said in everything for article in said.articles}
        # Those that are open come first, then by when they came into the project.
        ids = list(dict.fromkeys([*opened, *sorted(touched)]))
        articles = {article.id: article for article in project.articles(ids)}
        coders = {coder.id: coder.name for coder in project.coders()}
        made_by = {said.relation.coder for said in everything} | {project.coder.id}
        named = {coder: name for coder, name in coders.items() if coder in made_by}
        ordered = sorted_for(everything, {one: number for number, one in enumerate(ids)})
        self._rows = [row_of(said, project.tags, articles, named) for said in ordered]
        self._opened = opened
        self._stale = False
        listed = [articles[one] for one in ids if one in articles and one in touched]
        self.view.offer(sorted(project.relation_types(), key=lambda kind: kind.name.casefold()), listed[:_OFFERED])
        self._show()

    def _show(self) -> None:
        """List of what was read what the sieve leaves."""
        sieve = self.view.sieve(self._opened)
        rows = [row for row in self._rows if sieve.fits(row.said)]
        elsewhere = len(self._rows) if sieve.articles is not None else 0
        self.view.show_rows(rows, relations_text(len(rows)), narrow=sieve.narrow, elsewhere=elsewhere)
        self.view.mark(self._spotlight.lit.relation)

    def _lit(self, lit: Lit) -> None:
        if self.view.isVisible():
            self.view.mark(lit.relation)

    # What is done.

    def go_to(self, relation: str) -> None:
        """Put a relation in focus, and show both of its ends, each in its pane."""
        said = self._known.get(relation)
        if said is None:
            return
        self._panes.veils.lift(party.mark for party in (said.source, said.target) if party.mark is not None)
        self._show_ends(said)
        self._spotlight.relate(relation)

    def _show_ends(self, said: Said) -> None:
        marks = [party.mark for party in (said.source, said.target) if party.mark is not None]
        for mark in reversed(marks):  # the source last, so that it is surely in view
            if self._panes.pane_of(mark.article) is None and self._panes.panes and len(self._panes.panes) < 2:
                self._panes.open_beside(mark.article)
            self._panes.reveal(mark)

    def delete(self) -> None:
        """Delete the selected relations; what stands at their ends stays."""
        gone = self.view.selected()
        if gone:
            self._edits.delete(*gone)

    def _leave(self) -> None:
        self._spotlight.relate(None)
        if self._panes.current is not None:
            self._panes.make_current(self._panes.current)

    def _menu(self, relation: str, at: QPoint) -> None:
        said = self._known.get(relation)
        if said is None:
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.view.selected()
        if len(chosen) > 1:
            menu.addAction(self.tr("Delete the relations"), self.delete)
        else:
            self._spotlight.relate(relation)
            menu.addAction(self.tr("Go to"), lambda: self.go_to(relation))
            menu.addSeparator()
            self._edits.fill(menu, said)
        menu.popup(at)
