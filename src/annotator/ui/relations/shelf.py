"""The lists at the side, as somebody sees them who drags a mark: entities to drop it on, and tabs that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPoint

from annotator.core.values import Entity
from annotator.ui.entities.view import EntitiesView
from annotator.ui.side_panel import SidePanel


class SideShelf:
    """Finds the list of entities among the pages of the side panel, once it is made."""

    def __init__(self, side: SidePanel) -> None:
        self._side = side

    def entity_at(self, point: QPoint) -> Entity | None:
        """Return the entity that is listed at a point of the screen."""
        return next((entity for view in self._lists() if (entity := view.entity_at(point)) is not None), None)

    def aim(self, entity: Entity | None) -> None:
        """Show which entity something is about to be dropped on."""
        for view in self._lists():
            view.list.aim_at(None if entity is None else entity.id)

    def spring(self, point: QPoint) -> Callable[[], None] | None:
        """Return what brings the list to the front whose tab is at a point of the screen."""
        tabs = self._side.tabs
        at = tabs.mapFromGlobal(point)
        place = tabs.tabAt(at) if tabs.isVisible() and tabs.rect().contains(at) else -1
        return None if place < 0 or place == tabs.currentIndex() else partial(self._side.open, place)

    def _lists(self) -> Iterator[EntitiesView]:
        for page in self._side.pages:
            if isinstance(page.view, EntitiesView):
                yield page.view
