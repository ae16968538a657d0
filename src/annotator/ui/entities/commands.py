"""What is done to entities: listed, lit, edited, put together and taken apart, from their panel."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QLocale, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from annotator.core.change import Change, ChangeKind
from annotator.core.values import Annotation, Entity
from annotator.project import entities
from annotator.text.isolate import isolate, shorten
from annotator.ui.asking import ask_name, confirmed
from annotator.ui.entities.dialog import EntityDialog
from annotator.ui.entities.outline import Known, Row, outline, source_name
from annotator.ui.entities.view import EntitiesView
from annotator.ui.entities.visible import matters, seen, unveiled
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.spotlight import Spotlight
from annotator.ui.theme import Theme
from annotator.ui.wording import mentions_text, relations_text

_NAME = 40
_OFFERED = 40
"""Entities that a menu offers at the most; the dialog has them all."""


class EntityCommands(QObject):
    """Keeps the panel in step with the project while it is seen, and does what is asked there."""

    def __init__(
        self, session: Session, spotlight: Spotlight, panes: PaneRow, marking: Marking, theme: Theme, window: QWidget
    ) -> None:
        self.view = EntitiesView(theme)
        super().__init__(self.view)
        self._session, self._spotlight, self._panes, self._marking = session, spotlight, panes, marking
        self._window = window
        self._theme = theme
        self._known = Known()
        self._unfolded: set[str] = set()
        self._mentions: list[Annotation] = []
        self._stale = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read_if_seen)
        session.followed.connect(self._changed)
        panes.opened_changed.connect(self._spoil)
        panes.veils.changed.connect(lambda _veil: self._spoil())
        view = self.view
        view.shown.connect(self._read_if_seen)
        view.sieve_changed.connect(self._show)
        view.unfold_wanted.connect(lambda what: self.unfold(*what))
        view.entity_chosen.connect(spotlight.light)
        view.mention_chosen.connect(marking.go_to)
        view.hovered.connect(spotlight.hover)
        view.add_requested.connect(self.add)
        view.edit_requested.connect(self.edit)
        view.delete_requested.connect(self.delete)
        view.left.connect(self._leave)
        view.dropped.connect(self._dropped)
        view.menu_requested.connect(self._menu)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.view.set_theme(theme)

    # In step with the project.

    def _changed(self, change: Change) -> None:
        if change.kind is ChangeKind.ELSEWHERE or any(map(matters, change.edits)):
            self._spoil()

    def _spoil(self) -> None:
        """What is listed is not what is stored any more: read again, once, and only where it is seen."""
        self._stale = True
        if self.view.isVisible():
            self._soon.start(0)

    def _read_if_seen(self) -> None:
        if self._stale and self.view.isVisible():
            self._session.attempt(self.read)

    def read(self) -> None:
        """List what there is now."""
        project = self._session.project
        veil = self._panes.veils.veil
        found, counts = seen(project, veil)
        articles = project.articles({article for counted in counts.values() for article in counted})
        self._known = Known(
            found,
            counts,
            project.tags,
            {article.id: article for article in articles},
            self._panes.opened(),
            {article.id: source_name(article) for article in articles},
        )
        self._stale = False
        self._unfolded &= found.keys()
        self._mentions = unveiled(project.mentions(self._unfolded), veil) if self._unfolded else []
        if self._spotlight.lit.entity not in (None, *found):
            self._spotlight.light(None)
        self.view.offer(project.tags)
        self._show()

    def _show(self) -> None:
        sieve = self.view.sieve(tuple(self._known.opened))
        rows = outline(self._known, sieve, self._unfolded, self._mentions)
        entities = [row for row in rows if row.mention is None and row.listed]
        number = QLocale().toString(len(entities))
        one, more = self.tr("1 entity"), self.tr("{0} entities").replace("{0}", number)
        counted = mentions_text(sum(row.count for row in entities))
        self.view.show_rows(rows, f"{one if len(entities) == 1 else more} · {counted}", narrow=sieve.narrow)

    def unfold(self, entity_id: str, unfolded: bool) -> None:
        """List the mentions of an entity below it, or no longer."""
        if unfolded:
            more = self._session.attempt(lambda: self._session.project.mentions([entity_id]))
            self._unfolded.add(entity_id)
            self._mentions += unveiled(more or (), self._panes.veils.veil)
        else:
            self._unfolded.discard(entity_id)
            self._mentions = [mark for mark in self._mentions if mark.entity != entity_id]
        self._show()

    # What is done.

    def add(self) -> None:
        """Open the dialog for a new entity."""
        self._open_dialog(None)

    def edit(self) -> None:
        """Open the dialog for the entity in the current row."""
        row = self.view.current()
        if row is not None:
            self._open_dialog(row.entity)

    def _open_dialog(self, entity: Entity | None) -> None:
        project = self._session.project

        def save(made: Entity) -> None:
            if entity is None:
                change = entities.add_entity(
                    project, made.name, tag=made.tag, part_of=made.part_of, aliases=made.aliases, note=made.note
                )
            else:
                change = entities.edit_entity(project, made, before=entity)
            self._session.do_or_raise(change)

        others = [other for other in self._known.entities.values() if entity is None or not self._within(other, entity)]
        dialog = EntityDialog(entity, others, project.tags, save, self._theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _within(self, entity: Entity, whole: Entity) -> bool:
        """Return whether an entity is `whole` or, however deep, a part of it."""
        seen: set[str] = set()
        at: Entity | None = entity
        while at is not None and at.id not in seen:
            if at.id == whole.id:
                return True
            seen.add(at.id)
            at = self._known.entities.get(at.part_of or "")
        return False

    def delete(self) -> None:
        """Delete the selected entities, after saying what goes with them; with mentions selected alone, untie them."""
        gone, marks = self.view.selected()
        if not gone:
            if marks:
                self._session.edit(lambda: entities.untie(self._session.project, marks))
            return
        project = self._session.project
        relations = self._session.attempt(lambda: project.relations_at(entities={entity.id for entity in gone}))
        if relations is None:
            return
        number = sum(sum(self._known.counts.get(entity.id, {}).values()) for entity in gone)
        named = isolate(shorten(gone[0].name, _NAME)) if len(gone) == 1 else QLocale().toString(len(gone))
        question = self.tr("Delete “{0}”?") if len(gone) == 1 else self.tr("Delete {0} entities?")
        lost = []
        if number:
            lost.append(self.tr("{0} will stay as marks alone.").replace("{0}", mentions_text(number)))
        if relations:
            lost.append(self.tr("{0} will be deleted too.").replace("{0}", relations_text(len(relations))))
        if lost and not confirmed(self._window, question.replace("{0}", named), " ".join(lost), self.tr("Delete")):
            return
        self._session.edit(lambda: entities.delete_entity(project, *gone))

    def merge(self, kept: Entity, others: Iterable[Entity]) -> None:
        """Make several entities one."""
        self._session.edit(lambda: entities.merge_entities(self._session.project, kept, list(others)))

    def put_under(self, parts: list[Entity], whole: Entity | None) -> None:
        """Make entities parts of another, or of nothing."""
        self._session.edit(lambda: entities.put_under(self._session.project, parts, whole))

    def split(self, entity: Entity, marks: list[Annotation]) -> None:
        """Ask for a name, and have some mentions mention a new entity of this name."""
        ask_name(
            self._window,
            self.tr("Split off"),
            self.tr("The new entity's name:"),
            marks[0].words,
            lambda name: self._session.edit(lambda: entities.split_entity(self._session.project, entity, marks, name)),
        )

    def tie(self, marks: list[Annotation], entity: Entity, *, uncertain: bool = False) -> None:
        """Have marks mention an entity, for certain or not."""
        self._session.edit(lambda: entities.tie(self._session.project, marks, entity, uncertain=uncertain))

    def _dropped(self, target: Row | None) -> None:
        parts, marks = self.view.selected()
        if parts:
            self.put_under([part for part in parts if target is None or part.id != target.entity.id],
                           None if target is None else target.entity)  # fmt: skip
        elif target is not None and (moved := [mark for mark in marks if mark.entity != target.entity.id]):
            self.tie(moved, target.entity)

    def _leave(self) -> None:
        """Light nothing any more, and give the keyboard back to the page."""
        self._spotlight.light(None)
        if self._panes.current is not None:
            self._panes.make_current(self._panes.current)

    # Menus.

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen, marks = self.view.selected()
        if chosen:
            self._fill(menu, chosen)
        elif marks:
            self._fill_for_mentions(menu, marks)
        else:
            menu.addAction(self.tr("Add entity…"), self.add)
        menu.popup(at)

    def _fill(self, menu: QMenu, chosen: list[Entity]) -> None:
        if len(chosen) > 1:
            below = menu.addMenu(self.tr("Merge into"))
            for entity in chosen:
                others = [other for other in chosen if other is not entity]
                below.addAction(_text(entity.name), partial(self.merge, entity, others))
        else:
            menu.addAction(self.tr("Edit…"), self.edit)
            menu.addAction(self.tr("Relate…"), partial(self._marking.entity_relate_requested.emit, chosen[0]))
        below = menu.addMenu(self.tr("Part of"))
        wholes = [
            whole
            for whole in sorted(self._known.entities.values(), key=lambda whole: whole.name.casefold())
            if not any(self._within(whole, entity) for entity in chosen)
        ]
        for whole in wholes[:_OFFERED]:
            action = below.addAction(_text(whole.name), partial(self.put_under, chosen, whole))
            action.setCheckable(True)
            action.setChecked({entity.part_of for entity in chosen} == {whole.id})
        below.addSeparator()
        out = below.addAction(self.tr("Nothing"), partial(self.put_under, chosen, None))
        out.setEnabled(any(entity.part_of for entity in chosen))
        menu.addSeparator()
        menu.addAction(self.tr("Delete…"), self.delete)

    def _fill_for_mentions(self, menu: QMenu, marks: list[Annotation]) -> None:
        tied = {mark.entity for mark in marks}
        entity = self._known.entities.get(next(iter(tied)) or "") if len(tied) == 1 else None
        if len(marks) == 1:
            menu.addAction(self.tr("Go to"), partial(self._marking.go_to, marks[0].id))
        if entity is not None:
            sure = not all(mark.uncertain for mark in marks)
            action = menu.addAction(self.tr("Uncertain"), partial(self.tie, marks, entity, uncertain=sure))
            action.setCheckable(True)
            action.setChecked(not sure)
            menu.addAction(self.tr("Split off…"), partial(self.split, entity, marks))
        menu.addSeparator()
        menu.addAction(self.tr("Untie"), self.delete)


def _text(name: str) -> str:
    return isolate(shorten(name, _NAME)).replace("&", "&&")
