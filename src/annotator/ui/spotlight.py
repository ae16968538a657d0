"""Which mark is in focus, which lies under the pointer, whose mentions are lit: shared by panes and lists."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal


class Lit(Struct, frozen=True):
    """Annotation ids, or None. `entity` is the id of one of which every mention is lit."""

    focus: str | None = None
    hovered: str | None = None
    entity: str | None = None


class Spotlight(QObject):
    """Holds a `Lit` and tells when it becomes another."""

    changed = Signal(object)
    """The new `Lit`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lit = Lit()

    def focus(self, annotation: str | None) -> None:
        self._become(replace(self.lit, focus=annotation, entity=None))

    def light(self, entity: str | None) -> None:
        """Light every mention of an entity, with no mark in focus."""
        self._become(replace(self.lit, focus=None, entity=entity))

    def hover(self, annotation: str | None) -> None:
        self._become(replace(self.lit, hovered=annotation))

    def forget(self, annotations: set[str]) -> None:
        """Let go of annotations that no longer exist."""
        lit = self.lit
        if annotations:
            self._become(
                Lit(
                    None if lit.focus in annotations else lit.focus,
                    None if lit.hovered in annotations else lit.hovered,
                    lit.entity,
                )
            )

    def _become(self, lit: Lit) -> None:
        if lit != self.lit:
            self.lit = lit
            self.changed.emit(lit)
