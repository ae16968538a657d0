"""How far a page is read, as a place in its text: that of the line at a third of the view, and back to the view.

Towards both ends of the page the line that is followed moves to that end of the view, so that the page's ends are
reached with the text's. Places are code points and parts of them, of the article's body; one place more stands for
what is above it on the page, its header, and one for what is below. What is unfolded around the article goes on from
there. Everything here rises with the page and never leaps.
"""

from __future__ import annotations

from annotator.ui.reader.page import Anchor, Page

LINE = 1 / 3
"""Where in the view the line is that is followed, as a share of its height."""
_WALK = 50
"""Pieces around the article of which heights are made sure of."""
_SURE = 3
"""Views within which heights have to be known and not guessed, before an end of the page."""


def place_of(page: Page, anchor: Anchor, height: int) -> float:
    """Return the place that is followed in a view of `height` pixels that shows `anchor` at its top."""
    whole = _sure(page, anchor, height)
    down = _line(page.y_of(anchor), whole - height, height)
    index, offset = anchor.piece, anchor.offset + down
    while index + 1 < page.shown.stop and offset >= (known := page.piece(index).height):
        index, offset = index + 1, offset - known
    return _place(page, index, offset)


def anchor_of(page: Page, place: float, height: int) -> Anchor:
    """Return what a view of `height` pixels shows at its top where `place` is followed in it."""
    index, offset = _spot(page, place)
    whole = _sure(page, Anchor(index, round(offset)), height)
    y = page.heights.top(index) + offset
    down = y - _top(y, whole - height, height)
    return page.step(Anchor(index, round(offset - down)), 0, height)[0]


def anchor_at_line(page: Page, offset: int, height: int) -> Anchor:
    """Return what a view of `height` pixels shows at its top where the line with code point `offset` is followed."""
    piece = page.piece(page.pieces.at(offset))
    top = piece.lead + piece.line_of(offset).top
    return page.step(Anchor(piece.piece.index, top - round(height * LINE)), 0, height)[0]


def _sure(page: Page, anchor: Anchor, height: int) -> int:
    """Lay out what is between a place and an end of the page that is near; return the height of the whole page."""
    shown = page.shown
    page.piece(anchor.piece)
    if page.y_of(anchor) < _SURE * height:
        for index in range(shown.start, anchor.piece):
            page.piece(index)
    if page.heights.total - page.y_of(anchor) < (_SURE + 1) * height:
        for index in range(anchor.piece, shown.stop):
            page.piece(index)
    return page.heights.total


def _line(top: int, lowest: int, height: int) -> float:
    """Return how far down in the view the line is that is followed, where the view is `top` pixels down the page.

    `lowest` is how far down it can be.
    """
    if lowest <= 0:
        return 0.0
    top = min(max(top, 0), lowest)
    zone, third = min(height, lowest / 2), height * LINE
    if top < zone:
        return third * top / zone
    if lowest - top < zone:
        return third + (height - third) * (1 - (lowest - top) / zone)
    return third


def _top(y: float, lowest: int, height: int) -> float:
    """Return how far down the page the view is when the line followed is at `y`: `_line`, the other way round."""
    if lowest <= 0:
        return 0.0
    zone, third = min(height, lowest / 2), height * LINE
    if y < zone + third:
        return max(y, 0.0) * zone / (zone + third)
    rest = lowest + height - y
    if rest < zone + height - third:
        return lowest - max(rest, 0.0) * zone / (zone + height - third)
    return y - third


def _last(page: Page) -> tuple[int, int]:
    """Return the last piece of the body that has something of the text, and how far down in it the text ends."""
    last = page.body.stop - 1
    foot = page.foot(last)
    if last > page.body.start and page.pieces.starts[last] >= page.parts.body.end:
        last, foot = last - 1, 0
    return last, page.piece(last).height - foot


def _around(page: Page) -> tuple[int, int]:
    """Return how many pixels a place before the body stands for, and one behind it: what is there on a folded page."""
    row, (last, end) = page.row if page.parts.before is not None else 0, _last(page)
    below = _between(page, last, page.body.stop) - end
    bottom = page.foot(page.shown.stop - 1) if page.shown.stop != page.body.stop else 0
    return max(page.header.height + row, 1), max(below + bottom, 1)


def _between(page: Page, first: int, stop: int) -> int:
    """Return the height of some pieces: of few for certain, of many as far as it is known."""
    if stop - first > _WALK:
        return page.heights.top(stop) - page.heights.top(first)
    return sum(page.piece(index).height for index in range(first, stop))


def _place(page: Page, index: int, offset: float) -> float:
    """Return the place that is `offset` pixels down in piece `index`."""
    body, first, (last, end) = page.parts.body, page.body.start, _last(page)
    above, below = _around(page)
    begin = page.piece(first).lead
    if index < first or (index == first and offset < begin):
        return body.start - (begin + _between(page, index, first) - offset) / above
    if index > last or (index == last and offset >= end):
        return body.end + (offset + _between(page, last, index) - end) / below
    piece = page.piece(index)
    number = piece.line_at(int(offset)).number
    (start, stop), (top, bottom) = _reach(page, index, number)
    return start + (stop - start) * min(max((offset - top) / (bottom - top), 0.0), 1.0)


def _spot(page: Page, place: float) -> tuple[int, float]:
    """Return in which piece a place is, and how many pixels down in it."""
    body = page.parts.body
    above, below = _around(page)
    if place < body.start:
        index = page.body.start
        offset = page.piece(index).lead - (body.start - place) * above
        while offset < 0 and index > page.shown.start:
            index -= 1
            offset += page.piece(index).height
        return index, max(offset, 0.0)
    if place >= body.end:
        index, end = _last(page)
        offset = end + (place - body.end) * below
        while index + 1 < page.shown.stop and offset >= (known := page.piece(index).height):
            index, offset = index + 1, offset - known
        return index, min(offset, page.piece(index).height)
    index = min(max(page.pieces.at(int(place)), page.body.start), page.body.stop - 1)
    piece = page.piece(index)
    number = piece.line_of(int(place)).number
    (start, stop), (top, bottom) = _reach(page, index, number)
    share = min(max((place - start) / (stop - start), 0.0), 1.0) if stop > start else 0.0
    return index, top + (bottom - top) * share


def _reach(page: Page, index: int, number: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the places that a line of a piece goes from and to, and the pixels of the piece, with what is below it."""
    piece, body, starts = page.piece(index), page.parts.body, page.pieces.starts
    line = piece.lines[number]
    start = piece.piece.start if number == 0 else piece.offset(line.start)
    if number + 1 < len(piece.lines):
        below = piece.lines[number + 1]
        return (start, piece.offset(below.start)), (piece.lead + line.top, piece.lead + below.top)
    after = starts[index + 1] if index + 1 < len(starts) else len(page.text)
    stop = min(after, body.end) if index + 1 < page.body.stop else body.end
    return (start, max(stop, start)), (piece.lead + line.top, max(piece.height - page.foot(index), piece.lead + 1))
