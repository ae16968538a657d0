"""How a caret moves over the page: to the left and to the right as one sees it, by lines, to a line's ends."""

from __future__ import annotations

from msgspec import Struct

from annotator.text.segments import grapheme_spans
from annotator.text.span import Span
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.page import Page, Place


class Cell(Struct, frozen=True):
    """A grapheme cluster `[start, end)` of a line, in code points of the text."""

    start: int
    end: int
    rtl: bool

    def at_left(self) -> Place:
        return Place(self.end, True) if self.rtl else Place(self.start)

    def at_right(self) -> Place:
        return Place(self.start) if self.rtl else Place(self.end, True)


def cells(page: Page, piece: LaidOut, line: Line) -> list[Cell]:
    """Return the clusters of `line` from left to right."""
    result: list[Cell] = []
    for run in sorted(piece.runs(line), key=lambda r: (r.left, r.right)):
        span = Span(piece.offset(run.start), max(piece.offset(run.end), piece.offset(run.start)))
        found = [Cell(part.start, part.end, run.rtl) for part in grapheme_spans(page.text, span)]
        result += reversed(found) if run.rtl else found
    return result


def beside(page: Page, place: Place, *, right: bool) -> Place:
    """Return the place one cluster to the right or to the left, going on in the next line at a line's edge."""
    piece, line = locate(page, place)
    row = cells(page, piece, line)
    gap = _gap(row, place, rtl=piece.rtl)
    if right and gap < len(row):
        return row[gap].at_right()
    if not right and gap > 0:
        return row[gap - 1].at_left()
    forward = right != piece.rtl
    following = neighbour(page, piece, line, 1 if forward else -1)
    if following is None:
        return place
    return line_edge(page, *following, end=not forward)


def _gap(row: list[Cell], place: Place, *, rtl: bool) -> int:
    """Return between which cells the caret stands: 0 is before the leftmost."""
    for want_end in (place.upstream, not place.upstream):
        for index, cell in enumerate(row):
            if want_end and cell.end == place.offset:
                return index if cell.rtl else index + 1
            if not want_end and cell.start == place.offset:
                return index + 1 if cell.rtl else index
    at_end = bool(row) and place.offset > min(cell.start for cell in row)
    return len(row) if at_end != rtl else 0


def locate(page: Page, place: Place) -> tuple[LaidOut, Line]:
    """Return the piece and the line that a caret at `place` stands in."""
    laid_out = page.piece(page.index_of(place))
    return laid_out, laid_out.line_of(place.offset, upstream=place.upstream)


def neighbour(page: Page, piece: LaidOut, line: Line, by: int) -> tuple[LaidOut, Line] | None:
    """Return the line before (`by` = -1) or behind (1), over the borders of pieces; None where all is folded."""
    number = line.number + by
    if 0 <= number < len(piece.lines):
        return piece, piece.lines[number]
    index = piece.piece.index + by
    if index not in page.shown:
        return None
    other = page.piece(index)
    return other, other.lines[0 if by > 0 else -1]


def line_edge(page: Page, piece: LaidOut, line: Line, *, end: bool) -> Place:
    """Return the logical beginning or end of a line."""
    if not end:
        return Place(piece.offset(line.start))
    offset = piece.offset(line.end)
    return Place(offset, offset > piece.offset(line.start))


def by_lines(page: Page, place: Place, x: int, by: int) -> Place:
    """Return the place `by` lines further down (up, where negative), nearest to `x` pixels of the view."""
    piece, line = locate(page, place)
    for _ in range(abs(by)):
        following = neighbour(page, piece, line, 1 if by > 0 else -1)
        if following is None:
            return line_edge(page, piece, line, end=by > 0)
        piece, line = following
    return page.under_line(piece, line, x).place
