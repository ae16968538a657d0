"""Stripes in the outer margin: a column for each tag, and in it bars beside the lines that its marks lie on."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QRegion

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation
from annotator.ui.reader.decor import worked_out
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.page import Page
from annotator.ui.reader.painter import Scene
from annotator.ui.veil import Shade

_BAR = 3
_PITCH = 6
_EDGE = 4
"""Pixels at 100 %: how wide a bar is, from one column to the next, and from the page's edge to the first."""
_GAP = 2
"""Pixels that a bar leaves free where its mark begins or ends, so that two marks below one another are two bars."""


class Bar(Struct, frozen=True):
    """A tag has marks on a line: whether one goes on from the line above, on to the one below, and whether all are
    dimmed."""

    tag: str
    above: bool
    below: bool
    faint: bool


def columns(page: Page, tags: TagSet) -> dict[str, QRect]:
    """Return where each tag's column is in the view, in pixels across (as rectangles of no height), in the tags' order.

    What the margin has no room for shares the last column.
    """
    scale = min(max(page.style.zoom / 100, 0.75), 2.0)
    bar, pitch = round(_BAR * scale), round(_PITCH * scale)
    margin = page.left if page.rtl else page.view_width - page.left - page.setting.width
    room = max(1, (margin - _EDGE) // pitch)
    found = {}
    for number, tag in enumerate(tags):
        inwards = _EDGE + min(number, room - 1) * pitch
        found[tag.id] = QRect(inwards if page.rtl else page.view_width - inwards - bar, 0, bar, 0)
    return found


def bars(scene: Scene, piece: LaidOut, line: Line) -> tuple[Bar, ...]:
    """Return the bars beside `line`: worked out when it is painted, and kept as what lies on it."""
    kept = worked_out(piece).bars
    known = kept.get(line.number)
    if known is None:
        known = kept[line.number] = tuple(_bars(scene, piece, line))
    return known


def _bars(scene: Scene, piece: LaidOut, line: Line) -> Iterable[Bar]:
    start, end = piece.offset(line.start), piece.offset(line.stop)
    by_tag: dict[str, list[Annotation]] = {}
    for mark in scene.index.overlapping(start, end):
        by_tag.setdefault(mark.tag, []).append(mark)
    for tag, marks in by_tag.items():
        yield Bar(
            tag,
            any(_goes_over(mark, start) for mark in marks),
            any(_goes_over(mark, end) for mark in marks),
            not scene.veil.open and all(scene.veil.shade(mark) is Shade.DIMMED for mark in marks),
        )


def _goes_over(mark: Annotation, place: int) -> bool:
    """Return whether `place` is inside the mark, or inside one of its fragments."""
    if not mark.start < place < mark.end:
        return False
    return not mark.fragments or any(part.start < place < part.end for part in mark.fragments)


def paint_stripes(painter: QPainter, page: Page, scene: Scene, piece: LaidOut, top: int, clip: QRegion) -> None:
    """Draw the bars beside `piece`, whose top is at `top`, as far as its lines lie in `clip`."""
    places = columns(page, scene.tags)
    box = clip.boundingRect()
    first, last = piece.line_at(box.top() - top).number, piece.line_at(box.bottom() - top).number
    for number, line in enumerate(piece.lines[first : last + 1], first):
        upper = top + piece.lead + line.top
        if not clip.intersects(QRect(0, upper, page.view_width, piece.measures.line)):
            continue
        for bar in bars(scene, piece, line):
            tag = scene.tags.get(bar.tag)
            if tag is None:
                continue
            lower = upper + piece.measures.line
            if bar.below and number + 1 < len(piece.lines):
                lower = top + piece.lead + piece.lines[number + 1].top
            box = QRect(places[bar.tag])
            box.setTop(upper + (0 if bar.above else _GAP))
            box.setBottom(lower - 1 - (0 if bar.below else _GAP))
            painter.fillRect(box, (scene.theme.tag_faint if bar.faint else scene.theme.tag_ink)(tag.colour))


def marks_beside(
    page: Page, scene: Scene, shown: Iterable[tuple[LaidOut, int]], point: QPoint
) -> tuple[Annotation, ...]:
    """Return the marks whose bar is at `point` of the view, innermost first."""
    if not page.style.stripes:
        return ()
    places = columns(page, scene.tags)
    for piece, top in shown:
        inside = point.y() - top - piece.lead
        if 0 <= inside < piece.height - piece.lead:
            line = piece.line_at(point.y() - top)
            marks = scene.index.overlapping(piece.offset(line.start), piece.offset(line.stop))
            return tuple(
                mark for mark in marks
                if mark.tag in places and places[mark.tag].left() - 1 <= point.x() <= places[mark.tag].right() + 1
            )  # fmt: skip
    return ()
