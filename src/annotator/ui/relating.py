"""Relations in the window: said by key, click and drag, drawn, listed in the card and in a panel of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from annotator.core.change import Change
from annotator.core.values import Annotation, End, Entity, Relation
from annotator.text.isolate import isolate, shorten
from annotator.ui.annotations.relation_list import Line, RelationList
from annotator.ui.marking import Marking
from annotator.ui.panes.pane import Pane
from annotator.ui.panes.row import PaneRow
from annotator.ui.reader.input import Linked
from annotator.ui.relations.known import KnownRelations
from annotator.ui.relations.parties import Party, Said
from annotator.ui.session import Session
from annotator.ui.side_panel import Page, SidePanel
from annotator.ui.spotlight import Lit, Spotlight
from annotator.ui.theme import LIGHT, Theme
from annotator.ui.window import Window

if TYPE_CHECKING:
    from annotator.ui.relations.card import RelationCard
    from annotator.ui.relations.drawing import Drawing
    from annotator.ui.relations.editing import RelationEdits
    from annotator.ui.relations.linking import Linking
    from annotator.ui.relations.offering import Offering

_WORDS = 32


class Relating(QObject):
    """Offers what may be said of two marks or entities, and does what is chosen. `told` is called when it was stored.

    What draws, drags and edits relations is loaded when there is the first one, or somebody is about to make it.
    """

    def __init__(
        self, session: Session, spotlight: Spotlight, panes: PaneRow, marking: Marking, listed: RelationList,
        told: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(marking)
        self._session, self._spotlight, self._panes, self._marking = session, spotlight, panes, marking
        self._list = listed
        self._told = told
        self._window: Window | None = None
        self._theme: Theme = LIGHT
        self._side: SidePanel | None = None
        self._from: Party | None = None
        """What is to be related, until the other end is chosen."""
        self.known = KnownRelations(session, panes.veils, self)
        self._drawing: Drawing | None = None
        self._linking: Linking | None = None
        self._edits: RelationEdits | None = None
        self._offering: Offering | None = None
        self._card: RelationCard | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._draw)
        self._soon.start(0)
        self.known.changed.connect(self._follow)
        marking.relate_requested.connect(self.begin)
        marking.entity_relate_requested.connect(self.begin_with)
        marking.cue_requested.connect(lambda: self.edits.cue_from_selection())
        marking.picked.connect(lambda mark: self._choose(Party.of(mark)))
        marking.menu_filled.connect(self._fill_page_menu)
        spotlight.changed.connect(self._lit)
        session.followed.connect(self._changed)
        panes.pane_added.connect(self._serve)
        for pane in panes.panes:
            self._serve(pane)
        listed.chosen.connect(self._go)
        listed.hovered.connect(spotlight.pass_over)
        listed.delete_requested.connect(lambda relation: self.edits.delete(relation))
        listed.menu_requested.connect(lambda what: self._open_menu(*what))

    def place(self, side: SidePanel, window: Window, theme: Theme) -> None:
        """Have a page for the list of relations at the side."""
        self._side, self._window, self._theme = side, window, theme
        side.add(self.tr("Relations"), self._make_page)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do, by name."""
        return {
            "relate": self.begin,
            "relate_to_entity": self.name_entity,
            "set_cue": lambda: self.edits.cue_from_selection(),
            "clear_cue": lambda: self.edits.clear_cue(),
            "relations": self._open_list,
        }

    def close(self) -> None:
        """Draw no more: the project is about to be closed."""
        self._soon.stop()
        self.known.changed.disconnect(self._follow)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._drawing is not None:
            self._drawing.overlay.theme = theme
            self._drawing.overlay.update()
        if self._card is not None:
            self._card.set_theme(theme)

    # Its parts.

    @property
    def edits(self) -> RelationEdits:
        if self._edits is None:
            from annotator.ui.relations.editing import RelationEdits

            self._edits = RelationEdits(self._session, self._spotlight, self._panes, self.known, self._told, self)
            self._edits.hint.connect(self._marking.hint)
        return self._edits

    @property
    def drawing(self) -> Drawing:
        if self._drawing is None:
            from annotator.ui.relations.drawing import Drawing

            self._drawing = Drawing(self.known, self._panes, self._spotlight)
            self._drawing.overlay.theme = self._theme
        return self._drawing

    @property
    def linking(self) -> Linking:
        if self._linking is None:
            from annotator.ui.relations.linking import Linking
            from annotator.ui.relations.shelf import SideShelf

            assert self._side is not None
            shelf = SideShelf(self._side)
            self._linking = Linking(self._session, self._spotlight, self._panes, self.drawing.overlay, shelf)
            self._linking.dropped.connect(self._dropped)
        return self._linking

    @property
    def offering(self) -> Offering:
        if self._offering is None:
            from annotator.ui.relations.offering import Offering

            self._offering = Offering(self._session, self._panes, self._related)
            self._offering.hint.connect(self._marking.hint)
        return self._offering

    def _make_page(self) -> Page:
        from annotator.ui.relations.commands import RelationCommands

        assert self._window is not None
        return RelationCommands(
            self._session,
            self._spotlight,
            self._panes,
            self._marking,
            self.known,
            self.edits,
            self._theme,
            self._window,
        )

    def _draw(self) -> None:
        if self._drawing is None and self.known.all():
            self.drawing.give()

    def _follow(self) -> None:
        if self._drawing is None:
            self._soon.start(0)
        if self._card is not None:
            self._show_card()

    def _serve(self, pane: Pane) -> None:
        view = pane.view
        view.relation_hovered.connect(self._spotlight.pass_over)
        view.relation_clicked.connect(self._spotlight.relate)
        view.relation_menu_requested.connect(lambda what: self._menu_of(*what))
        view.delete_pressed.connect(self._delete_focused)
        view.relate_requested.connect(self.begin)
        view.link_dragged.connect(partial(self._drag, pane))
        view.link_dropped.connect(lambda linked: self.linking.drop(linked))
        view.link_left.connect(lambda: self.linking.leave())

    def _dropped(self, what: tuple[Party, Party, QPoint]) -> None:
        dragged, over, at = what
        self._from = None
        self.offering.offer(dragged, over, at=at, directed=True)

    def _drag(self, pane: Pane, linked: Linked) -> None:
        self.linking.move(pane, linked)

    # Saying what stands to what.

    def begin(self) -> None:
        """Wait for the other end; where another mark has come into focus since, offer what may go between the two.

        Asked again for the same mark, let an entity be named.
        """
        mark, first = self._marking.focused(), self._from
        if mark is None:
            entity = self._lit_entity()
            if entity is not None:
                self.begin_with(entity)
            else:
                self._marking.hint.emit(self.tr("Click a mark first, then relate it to another one."))
        elif first is not None and first.end.annotation != mark.id:
            self._choose(Party.of(mark))
        elif first is not None:
            self.name_entity()
        else:
            self._from = Party.of(mark)
            words = self.tr(
                "Click the other mark, or go to it and press R again, to relate “{0}” to it; "
                "for an entity press R now, or choose it in the list. Esc leaves it."
            )
            self._marking.hint.emit(words.replace("{0}", isolate(shorten(mark.words, _WORDS))))

    def begin_with(self, entity: Entity) -> None:
        """Wait for what this entity is to be related to."""
        self._from = Party.of(entity)
        self._spotlight.light(entity.id)
        words = self.tr("Click the mark, or another entity in the list, to relate “{0}” to it. Esc leaves it.")
        self._marking.hint.emit(words.replace("{0}", isolate(shorten(entity.name, _WORDS))))

    def name_entity(self) -> None:
        """Open a small field in which an entity is named to be the other end for the mark in focus."""
        mark, pane = self._marking.focused(), self._panes.current
        if mark is None or pane is None or self._window is None:
            self._marking.hint.emit(self.tr("Click a mark first, then relate it to another one."))
            return
        self._from = Party.of(mark)
        box = pane.view.knob(mark)
        at = box.bottomLeft() if box is not None else QPoint(40, 40)
        at = pane.view.viewport().mapToGlobal(at + QPoint(0, 28))
        self.offering.name_entity(self._from, at, self._theme, self._window)

    def _lit_entity(self) -> Entity | None:
        lit = self._spotlight.lit.entity
        return None if lit is None else self._session.project.record(Entity, lit)

    def _lit(self, lit: Lit) -> None:
        if self._from is not None and lit.entity is not None and lit.entity != self._from.end.entity:
            entity = self._lit_entity()
            if entity is not None:
                self._choose(Party.of(entity))
        elif lit.focus is None and lit.entity is None:
            self._from = None
        self._show_card()

    def _choose(self, other: Party) -> None:
        first = self._from
        if first is not None and first.end != other.end:
            self._from = None
            self.offering.offer(first, other)

    def _related(self, relation: str) -> None:
        """Put a relation in focus that was just made."""
        self._from = None
        self._spotlight.relate(relation, beside=True)
        self._told()

    # What is in focus.

    def show_mark(self, mark: Annotation | None) -> None:
        """List the relations of this mark, and of the entity that it mentions."""
        self._list.show_lines([] if mark is None else self._lines(mark))

    def _lines(self, mark: Annotation) -> list[Line]:
        ends = [End(annotation=mark.id)]
        if mark.entity is not None:
            ends.append(End(entity=mark.entity))
        lines = []
        for end in ends:
            for said in self.known.at(end):
                other = said.other(end)
                lines.append(Line(said.relation, said.kind.name, other.end, other.words, said.source.end == end))
        return lines

    def _changed(self, change: Change) -> None:
        if not change.edits or any(isinstance(edit.value, Relation) for edit in change.edits):
            if self._spotlight.lit.relation is not None and self.known.get(self._spotlight.lit.relation) is None:
                self._spotlight.relate(None, beside=True)
            self.show_mark(self._marking.focused())

    def _show_card(self) -> None:
        """Show the card of the relation in focus, where no mark is."""
        lit, side = self._spotlight.lit, self._side
        said = self.known.get(lit.relation) if lit.focus is None else None
        if said is None or side is None:
            if self._card is not None:
                self._card.show_relation(None)
            return
        if self._card is None:
            from annotator.ui.relations.card import RelationCard

            self._card = RelationCard(self.edits, self._theme)
            self._card.end_chosen.connect(self._go)
            self._card.left.connect(self._back_to_page)
            side.add_card(self._card)
        self._card.show_relation(said)

    def _back_to_page(self) -> None:
        if self._panes.current is not None:
            self._panes.make_current(self._panes.current)

    def _delete_focused(self) -> None:
        lit = self._spotlight.lit
        said = self.known.get(lit.relation) if lit.focus is None else None
        if said is not None:
            self.edits.delete(said.relation)

    def _go(self, end: End) -> None:
        if end.annotation is not None:
            self._marking.go_to(end.annotation)
        elif end.entity is not None:
            self._spotlight.light(end.entity)

    def _open_list(self) -> None:
        if self._side is not None and self._window is not None:
            self._window.show_marks()
            self._side.open(self._side.place_of(self.tr("Relations")))

    # Menus.

    def _menu_of(self, relation: str, at: QPoint) -> None:
        said = self.known.get(relation)
        if said is not None:
            self._spotlight.relate(relation)
            self._open_menu(said.relation, at)

    def _open_menu(self, relation: Relation, at: QPoint) -> None:
        said: Said | None = self.known.get(relation.id)
        if said is None:
            return
        menu = self._popup()
        if self._spotlight.lit.relation != relation.id or self._spotlight.lit.focus is not None:
            menu.addAction(self.tr("Edit relation"), partial(self._spotlight.relate, relation.id))
            menu.addSeparator()
        self.edits.fill(menu, said)
        menu.popup(at)

    def _fill_page_menu(self, menu: QMenu) -> None:
        """Offer to make the selection the cue of the relation in focus, in the menu of a page."""
        pane = self._panes.current
        said = self.known.get(self._spotlight.lit.relation)
        if said is not None and pane is not None and pane.view.selection() is not None:
            words = self.tr("Set as cue of “{0}”").replace("{0}", isolate(said.kind.name)).replace("&", "&&")
            menu.addSeparator()
            menu.addAction(words + "\tC", self.edits.cue_from_selection)

    def _popup(self) -> QMenu:
        menu = QMenu(self._panes)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu
