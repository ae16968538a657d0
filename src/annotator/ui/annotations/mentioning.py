"""What the mark in focus mentions: shown in its card, tied and untied there by name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.core.change import Change, Edit
from annotator.core.values import Annotation, Entity, Value
from annotator.project import entities
from annotator.ui.annotations.entity_field import EntityField
from annotator.ui.session import Session


class Mentioning(QObject):
    """Ties the mark that the field shows to the entity whose name was typed; of a new name makes one."""

    def __init__(self, session: Session, field: EntityField, told: Callable[[], None]) -> None:
        """`told` is called when something was stored: whoever shows the mark has to show it as it is now."""
        super().__init__(field)
        self._session = session
        self._field = field
        self._told = told
        self._mark: Annotation | None = None
        self._entities: tuple[Entity, ...] | None = None
        field.named.connect(self._name)
        session.changed.connect(self._changed)

    def show_mark(self, mark: Annotation | None) -> None:
        """Show what this mark mentions. What was typed for another one is told first."""
        if self._mark is not None and (mark is None or mark.id != self._mark.id):
            self._field.flush()
        self._mark = mark
        if mark is None:
            return
        known = self._known()
        name = next((entity.name for entity in known if entity.id == mark.entity), "")
        fitting = [entity for entity in known if entity.tag in (None, mark.tag)]
        names = {spelt: None for entity in fitting for spelt in (entity.name, *entity.aliases)}
        self._field.show_name(name, sorted(names, key=str.casefold))

    def _known(self) -> tuple[Entity, ...]:
        if self._entities is None:
            self._entities = self._session.attempt(self._session.project.entities)
        return self._entities or ()

    def _changed(self, change: Change) -> None:
        if not change.edits or any(_is_entity(edit) for edit in change.edits):
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


def _is_entity(edit: Edit[Value]) -> bool:
    return isinstance(edit.value, Entity)
