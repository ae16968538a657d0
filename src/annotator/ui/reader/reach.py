"""Where on a page marks are seen: the stretches of them that lie in view, for whoever draws to and from them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from annotator.ui.reader.batches import lane_place
from annotator.ui.reader.decor import stretches
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.page import Page
from annotator.ui.reader.painter import Scene


class Sheet(Protocol):
    """What is asked: the view."""

    @property
    def page(self) -> Page | None: ...
    @property
    def scene(self) -> Scene: ...
    def viewport(self) -> QWidget: ...
    def visible(self) -> Iterator[tuple[LaidOut, int]]: ...


class Reach(Struct, frozen=True):
    """A stretch of a mark in one line, in pixels of the viewport: its ends, the height of its lane, and that of the
    leading under all lanes, where nothing is written."""

    left: int
    right: int
    lane: int
    below: int


def seen(sheet: Sheet, ids: Collection[str]) -> dict[str, list[Reach]]:
    """Return where the marks with these ids are seen, by their ids; those out of view are not in it."""
    found: dict[str, list[Reach]] = {}
    page = sheet.page
    if page is None or not ids:
        return found
    index, lanes, height = sheet.scene.index, sheet.scene.lanes, sheet.viewport().height()
    for piece, top in sheet.visible():
        for mark in index.among(ids, piece.piece.start, piece.shown_end):
            for part in mark.pieces:
                for line, left, right in stretches(piece, part):
                    line_top = top + piece.lead + line.top
                    if 0 <= line_top + piece.measures.line // 2 < height:
                        lane, thickness = lane_place(piece, line, lanes.lane(mark))
                        at_lane = top + piece.lead + lane + thickness // 2
                        below = line_top + piece.measures.line - 1
                        reach = Reach(page.left + left, page.left + right, at_lane, below)
                        found.setdefault(mark.id, []).append(reach)
    return found
