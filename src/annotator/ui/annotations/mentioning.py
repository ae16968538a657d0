"""What the mark in focus mentions: shown in its card, tied and untied there by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.core.change import Change
from annotator.core.values import Annotation, Entity
from annotator.project import entities
from annotator.ui.annotations.entity_field import EntityField
from annotator.ui.entities.visible import matters, named
from annotator.ui.session import Session
from annotator.ui.veil import Veils

if TYPE_CHECKING:
    from annotator.analysis.naming import Proposal


class Mentioning(QObject):
    """Ties the mark that the field shows to the entity whose name was typed; of a new name makes one."""

    def __init__(self, session: Session, veils: Veils, field: EntityField, told: Callable[[], None]) -> None:
        """`told` is called when something was stored: whoever shows the mark has to show it as it is now."""
        super().__init__(field)
        self._session = session
        self._veils = veils
        self._field = field
        self._told = told
        self._mark: Annotation | None = None
        self._entities: tuple[Entity, ...] | None = None
        field.propose = self._propose
        field.named.connect(self._name)
        field.doubted.connect(self._doubt)
        session.followed.connect(self._changed)
        veils.changed.connect(lambda _veil: self._forget())

    def show_mark(self, mark: Annotation | None) -> None:
        """Show what this mark mentions. What was typed for another one is told first."""
        if self._mark is not None and (mark is None or mark.id != self._mark.id):
            self._field.flush()
        self._mark = mark
        if mark is None:
            return
        name = next((entity.name for entity in self._known() if entity.id == mark.entity), "")
        self._field.show_name(name, uncertain=mark.uncertain)

    def _propose(self, typed: str) -> list[Proposal]:
        """Return which of the entities that fit the mark's tag may be meant."""
        if self._mark is None:
            return []
        above, tags = {None, self._mark.tag}, self._session.project.tags
        tag = tags.get(self._mark.tag)
        while tag is not None and tag.parent not in above:
            above.add(tag.parent)
            tag = tags.get(tag.parent or "")
        from annotator.analysis.naming import proposed

        return proposed(typed, (entity for entity in self._known() if entity.tag in above))

    def _known(self) -> tuple[Entity, ...]:
        if self._entities is None:
            self._entities = self._session.attempt(lambda: named(self._session.project, self._veils.veil))
        return self._entities or ()

    def _changed(self, change: Change) -> None:
        blind = self._veils.veil.blind is not None
        if not change.edits or any(
            isinstance(edit.value, Entity) or (blind and matters(edit)) for edit in change.edits
        ):
            self._forget()

    def _forget(self) -> None:
        self._entities = None

    def _name(self, name: str) -> None:
        mark, project = self._mark, self._session.project
        if mark is None:
            return

        def change() -> Change:
            now = project.annotation(mark.id)
            if not name:
                return entities.untie(project, [now])
            called = entities.called(project, name)
            fitting = [entity for entity in called if entity.tag in (None, now.tag)] or called
            return entities.tie(project, [now], fitting[0] if fitting else name)

        if self._session.edit(change):
            self._told()
        else:
            self.show_mark(mark)

    def _doubt(self, uncertain: bool) -> None:
        mark, project = self._mark, self._session.project
        if mark is None or mark.entity is None:
            return

        def change() -> Change:
            now = project.annotation(mark.id)
            return entities.tie(project, [now], entities.find_entity(project, now.entity or ""), uncertain=uncertain)

        if self._session.edit(change):
            self._told()
        else:
            self.show_mark(mark)
