"""What is done to the attributes that a tag or a type of relations defines: asked where values would go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.core.change import Change
from annotator.core.errors import InvalidError
from annotator.core.values import AttributeDefinition, RelationType
from annotator.project import attribute_definitions
from annotator.project.attribute_definitions import Owner
from annotator.text.isolate import isolate
from annotator.ui.asking import confirmed
from annotator.ui.session import Session
from annotator.ui.tags.definitions import Definitions
from annotator.ui.veil import Veils
from annotator.ui.wording import explain, marks_text, relations_text


class Doing(Protocol):
    """Who does changes, and says why one is refused."""

    def do(self, build: Callable[[], Change]) -> bool: ...

    def read(self) -> None: ...


class Defining(QObject):
    """Listens to the rows of attributes of one owner at a time."""

    def __init__(
        self, session: Session, veils: Veils, view: QWidget, definitions: Definitions,
        owner: Callable[[], Owner | None], doing: Doing,
    ) -> None:  # fmt: skip
        super().__init__(definitions)
        self._session, self._veils, self._view = session, veils, view
        self._owner, self._do = owner, doing
        definitions.define_wanted.connect(self._define)
        definitions.redefine_wanted.connect(self._redefine)
        definitions.remove_wanted.connect(self._remove)
        definitions.order_wanted.connect(self._order)

    def _define(self, definition: AttributeDefinition) -> None:
        held = self._owner()
        if held is not None:
            self._do.do(lambda: attribute_definitions.define(self._session.project, held, definition))

    def _redefine(self, what: tuple[str, AttributeDefinition, dict[str, str]]) -> None:
        held, (name, after, renamed) = self._owner(), what
        project = self._session.project
        if held is None:
            return

        def change(*, drop: bool) -> Change:
            return attribute_definitions.redefine(project, held, name, after, renamed=renamed, drop=drop)

        try:
            change(drop=False)
        except InvalidError as error:
            try:
                change(drop=True)
            except InvalidError:
                pass  # Values are not what stands in the way.
            else:
                question = self.tr("Change “{0}” all the same?").replace("{0}", isolate(name))
                blind = self._veils.veil.blind is not None
                said = self.tr("Some values of it would not fit any more.") if blind else explain(error)
                if not confirmed(self._view, question, said, self.tr("Drop these values")):
                    self._do.read()
                    return
                self._do.do(lambda: change(drop=True))
                return
        self._do.do(lambda: change(drop=False))

    def _remove(self, name: str) -> None:
        held, project = self._owner(), self._session.project
        if held is None:
            return
        number = self._session.attempt(lambda: attribute_definitions.count(project, held, name)) or 0
        if number:
            carriers = relations_text if isinstance(held, RelationType) else marks_text
            blind = self._veils.veil.blind is not None
            said = (
                self.tr("Its values go with it.") if blind else self.tr("{0} carry a value of it, which goes with it.")
            )
            question = self.tr("Remove the attribute “{0}”?").replace("{0}", isolate(name))
            if not confirmed(self._view, question, said.replace("{0}", carriers(number)), self.tr("Remove attribute")):
                return
        self._do.do(lambda: attribute_definitions.remove(project, held, name))

    def _order(self, names: list[str]) -> None:
        held = self._owner()
        if held is not None:
            self._do.do(lambda: attribute_definitions.order(self._session.project, held, names))
