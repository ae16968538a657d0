"""How far an article is read for each tag, at a glance: a ring with a part for each, in its colour; and in words."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPen, QPixmap

from annotator.core.reading import altogether
from annotator.core.values import ReadingState, Tag
from annotator.text.isolate import isolate, shorten
from annotator.ui.icons import icon
from annotator.ui.theme import Theme
from annotator.ui.wording import state_text

Standings: TypeAlias = tuple[tuple[Tag, ReadingState | None], ...]
"""The tags that are offered, in their order, each with how far an article is read for it; None: not yet."""

KEY = "d"
"""The key on a page that shows how far its article is read, and there declares all done, unless a tag has it."""
_SIZE = 16
_GAP = 14
"""Degrees between two parts of the ring."""
_MANY = 8
"""Parts from which on there are no gaps."""
_NAME = 24


def paint_standing(painter: QPainter, box: QRectF, states: Standings, theme: Theme) -> None:
    """Draw a ring into `box` (square): a full part where a tag is done, a line in its colour where it is in work.

    What is not read yet is a faint line; all done is a tick.
    """
    state = altogether(state for _, state in states)
    if state is ReadingState.DONE:
        icon("done", theme.quiet).paint(painter, box.toRect())
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is None:
        painter.setPen(QPen(QColor(theme.quiet), box.width() * 0.085))
        inset = box.width() * 0.17
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        painter.restore()
        return
    part = 360 / len(states)
    gap = _GAP if 1 < len(states) <= _MANY else 0
    for place, (tag, one) in enumerate(states):
        # From twelve o'clock, with the clock; Qt counts sixteenths of a degree against it, from three.
        start, wide = 90 - place * part - gap / 2, part - gap
        thick, colour = box.width() * 0.09, theme.tag_ink(tag.colour)
        if one is ReadingState.DONE:
            thick = box.width() * 0.28
        elif one is None:
            colour = QColor(theme.quiet)
            colour.setAlphaF(0.5)
        inset = box.width() * 0.1 + thick / 2
        pen = QPen(colour, thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        arc = box.adjusted(inset, inset, -inset, -inset)
        painter.drawArc(arc, round(start * 16), -round(wide * 16))
    painter.restore()


def standing_icon(states: Standings, theme: Theme) -> QIcon:
    """Return the ring as an icon."""
    app = QGuiApplication.instance()
    scale = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    picture = QPixmap(round(_SIZE * scale), round(_SIZE * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        paint_standing(painter, QRectF(0, 0, _SIZE, _SIZE), states, theme)
    return QIcon(picture)


def standings_text(states: Standings) -> str:
    """Return how far it is read in words: one for all tags, or `done: actor, directive · unread: concern`."""
    state = altogether(state for _, state in states)
    known = {one for _, one in states}
    if len(known) <= 1:
        return state_text(state)
    parts = []
    for one in (ReadingState.DONE, ReadingState.IN_WORK, None):
        names = [isolate(shorten(tag.name, _NAME)) for tag, of in states if of is one]
        if names:
            parts.append(f"{state_text(one)}: {', '.join(names)}")
    return " · ".join(parts)
