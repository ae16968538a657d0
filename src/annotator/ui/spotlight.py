"""Which mark is in focus, which lies under the pointer, whose mentions are lit: shared by panes and lists."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal


class Lit(Struct, frozen=True):
    """Annotation ids, or None. `entity` is the id of one of which every mention is lit.

    `relation` is the id of the relation in focus, which may be beside a mark, `passed` that of one under the pointer.
    """

    focus: str | None = None
    hovered: str | None = None
    entity: str | None = None
    relation: str | None = None
    passed: str | None = None


class Spotlight(QObject):
    """Holds a `Lit` and tells when it becomes another."""

    changed = Signal(object)
    """The new `Lit`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lit = Lit()

    def focus(self, annotation: str | None) -> None:
        same = annotation is not None and annotation == self.lit.focus
        self._become(replace(self.lit, focus=annotation, entity=None, relation=self.lit.relation if same else None))

    def leave(self) -> None:
        """Let go of the mark and of the relation in focus; mentions that are lit without them stay so."""
        if self.lit.focus is not None or self.lit.relation is not None:
            self.focus(None)

    def light(self, entity: str | None) -> None:
        """Light every mention of an entity, with no mark in focus."""
        self._become(replace(self.lit, focus=None, entity=entity, relation=None))

    def relate(self, relation: str | None, *, beside: bool = False) -> None:
        """Put a relation in focus, in the place of the mark, or with `beside` next to it."""
        focus = self.lit.focus if beside else None
        self._become(replace(self.lit, focus=focus, entity=None, relation=relation))

    def pass_over(self, relation: str | None) -> None:
        """The pointer is over this relation."""
        self._become(replace(self.lit, passed=relation))

    def hover(self, annotation: str | None) -> None:
        self._become(replace(self.lit, hovered=annotation))

    def forget(self, annotations: set[str]) -> None:
        """Let go of annotations that no longer exist."""
        lit = self.lit
        if not annotations:
            return
        focus = None if lit.focus in annotations else lit.focus
        hovered = None if lit.hovered in annotations else lit.hovered
        self._become(replace(lit, focus=focus, hovered=hovered))

    def _become(self, lit: Lit) -> None:
        if lit != self.lit:
            self.lit = lit
            self.changed.emit(lit)
