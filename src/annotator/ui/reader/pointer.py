"""What the pointer, with no button pressed, finds on the page: a mark, a handle, a sign that has something to say."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from annotator.ui.reader import owners, signs
from annotator.ui.reader.input import Handle
from annotator.ui.tips import plain


class _Emits(Protocol):
    def emit(self, *values: object) -> None: ...


class Surface(signs.Board, Protocol):
    """What the pointer is over: the view."""

    @property
    def scene(self) -> owners.Shown: ...
    def viewport(self) -> QWidget: ...
    def marks_at(self, point: QPoint) -> tuple[str, ...]: ...
    def handle_at(self, point: QPoint) -> Handle | None: ...
    def knob_at(self, point: QPoint) -> str | None: ...
    def relations_at(self, point: QPoint) -> tuple[str, ...]: ...


class Pointer:
    """Sets the pointer's shape and the tool tip, and tells when another mark lies under it, or none."""

    def __init__(self, surface: Surface, hovered: _Emits, passed: _Emits) -> None:
        """`hovered` is emitted with the id of the innermost mark under the pointer, or None; so is `passed` with that
        of a relation in the margin."""
        self._surface = surface
        self._hovered = hovered
        self._passed = passed
        self._mark: str | None = None
        self._relation: str | None = None

    def move(self, point: QPoint) -> None:
        """The pointer is at `point` of the viewport, which may lie outside."""
        surface, viewport = self._surface, self._surface.viewport()
        inside = viewport.rect().contains(point)
        knob = surface.knob_at(point) if inside else None
        over_handle = inside and (knob is not None or surface.handle_at(point) is not None)
        marks = surface.marks_at(point) if inside and knob is None else ()
        found = marks[0] if marks else None
        beside = surface.relations_at(point) if inside and not marks else ()
        hand = over_handle or bool(beside)
        viewport.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.IBeamCursor)
        if knob is not None:
            viewport.setToolTip(
                QCoreApplication.translate("pages", "Drag to another mark, or to an entity in the list, to relate it")
            )
        else:
            viewport.setToolTip(plain(signs.tip(surface, point) or owners.tip(surface.scene, found)) if inside else "")
        if found != self._mark:
            self._mark = found
            self._hovered.emit(found)
        relation = beside[0] if beside else None
        if relation != self._relation:
            self._relation = relation
            self._passed.emit(relation)

    def leave(self) -> None:
        """The pointer is elsewhere now."""
        self.move(QPoint(-1, -1))

    def look(self) -> None:
        """The page has moved under the pointer."""
        viewport = self._surface.viewport()
        if viewport.underMouse():
            self.move(viewport.mapFromGlobal(QCursor.pos()))

    def forget(self) -> None:
        """Another article is shown."""
        self._mark = self._relation = None
