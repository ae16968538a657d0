"""An article as a page: which piece lies where, laid out when it is seen and kept a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtGui import QFont

from annotator.core.values import Article
from annotator.text.body import Side, parts
from annotator.text.digits import numeral, zero_of
from annotator.text.direction import Direction
from annotator.text.hidden import Misleading, may_mislead, misleading
from annotator.text.scripts import main_script
from annotator.text.segments import is_boundary, next_boundary, paragraph_at, previous_boundary
from annotator.text.span import Span
from annotator.ui.reader import geometry
from annotator.ui.reader.header import Header, title_piece
from annotator.ui.reader.layout import LaidOut, Line, Setting, estimate
from annotator.ui.reader.paragraphs import Heights, Piece, Pieces, paragraph_numbers
from annotator.ui.typesetting import PageStyle

KEPT = 300
"""Pieces whose layouts are kept."""

_COLUMN = 612
"""Widest column at 100 %, in pixels: 60 to 75 characters."""
_MARGIN = 46
_BOTTOM = 64
_ROW = 40
"""Pixels at 100 % for the line that stands for a part outside the body."""
_NEAR = 50
"""Pieces over which ways are measured: all between are laid out for that."""


class Anchor(Struct, frozen=True):
    """What the top of the view shows: a piece, and how many of its pixels are above."""

    piece: int
    offset: int


class Place(Struct, frozen=True):
    """A place in the text as a pointer or a caret finds it.

    `offset` is a code point; `upstream` says that it is meant as the end of the character before, not as the
    beginning of the one behind: where directions meet or lines break, these are two places on the page.
    """

    offset: int
    upstream: bool = False


class Under(Struct, frozen=True):
    """What lies under a point: the nearest `place`, and the `character` there, None beside the text."""

    place: Place
    character: int | None


class Page:
    """Knows an article's pieces and their heights at one width and zoom. Not a widget."""

    def __init__(self, article: Article, text: str, font: QFont) -> None:
        self.article = article
        self.text = text
        self.parts = parts(text, article.body)
        body, after = self.parts.body, self.parts.after
        self.pieces = Pieces(text, cuts=(body.start, body.end if after is not None else body.start))
        closing = len(self.pieces) if after is None else self.pieces.at(after.start)
        self.body = range(self.pieces.at(body.start), closing)
        """The pieces of the body."""
        self.shown = self.body
        """The pieces that are not folded."""
        self._font = font
        self._title = title_piece(article, self.pieces, self.body)
        self._script = main_script(text[body.start : min(body.end, body.start + 4000)])
        self._kept: OrderedDict[int, LaidOut] = OrderedDict()
        self._digits = ""
        self._numbers: list[int] = []
        self._misleading: dict[int, list[Misleading]] = {}
        self.style = PageStyle()
        self.view_width = 0
        self.left = 0
        self.setting: Setting
        self.header: Header
        self.heights: Heights

    @property
    def title_end(self) -> int:
        """The code point where the title ends; 0 where it stands above the text."""
        return 0 if self._title is None else self.pieces[self._title].end

    def fit(self, view_width: int, style: PageStyle) -> None:
        """Set the page for a viewport of this width, in pixels."""
        if (view_width, style) == (self.view_width, self.style):
            return
        self.view_width, self.style = view_width, style
        zoom = style.zoom
        margin = max(12, min(round(_MARGIN * zoom / 100), view_width // 12))
        # Numbers stand where lines begin; on the other side the words keep the room.
        beginning = max(margin, self._gutter()) if style.numbers else margin
        width = max(60, min(view_width - margin - beginning, round(_COLUMN * style.column * zoom / 10_000)))
        before = max((view_width - width) // 2, min(beginning, view_width - width - margin))
        self.left = view_width - width - before if self.rtl else before
        article = self.article
        self.setting = Setting(width, style, article.direction, article.language, self._script, self._title)
        self._kept.clear()
        self.header = Header(article, self.text, self.setting, self._font)
        self.shown = self._unfolded()
        shown, guess = self.shown, estimate(self.setting)
        heights = map(guess, self.pieces.lengths())
        if len(shown) < len(self.pieces):
            heights = (height if at in shown else 0 for at, height in enumerate(heights))  # type: ignore[assignment]
        self.heights = Heights(heights)
        for index in {shown.start, self.body.start, self.body.stop - 1, shown.stop - 1}:
            self.heights[index] += self.lead(index) + self.foot(index)

    def _unfolded(self) -> range:
        """Return the pieces that the style shows: the body, and what is unfolded before and behind it."""
        body, every = self.body, range(len(self.pieces))
        first = every.start if Side.BEFORE in self.style.unfolded else body.start
        return range(first, every.stop if Side.AFTER in self.style.unfolded else body.stop)

    @property
    def row(self) -> int:
        """The height of the line that stands for a part outside the body."""
        return round(_ROW * self.style.zoom / 100)

    def lead(self, index: int) -> int:
        """Return the room above the lines of a piece: for what is before the body, and for the header."""
        rows = self.row if index == self.shown.start and self.parts.before is not None else 0
        return rows + (self.header.height if index == self.body.start else 0)

    def foot(self, index: int) -> int:
        """Return the room below a piece: for what is behind the body, and at the end of the page."""
        rows = self.row if index == self.body.stop - 1 and self.parts.after is not None else 0
        return rows + (self._bottom() if index == self.shown.stop - 1 else 0)

    def within(self, offset: int) -> int:
        """Return `offset`, or the nearest place that is not folded."""
        first, last = self.pieces.starts[self.shown.start], self.pieces[self.shown.stop - 1].end
        return min(max(offset, first), last)

    def index_of(self, place: Place) -> int:
        """Return the index of the piece that a caret at `place` stands in."""
        index = self.pieces.at(place.offset)
        piece = self.pieces[index]
        return index - 1 if place.upstream and place.offset == piece.start and not piece.first else index

    def side_of(self, index: int) -> Side | None:
        """Return on which side of the body piece `index` lies; None where it is of the body."""
        if index in self.body:
            return None
        return Side.BEFORE if index < self.body.start else Side.AFTER

    def unfolded(self, place: Place) -> Place:
        """Return `place`, or the nearest place for a caret that is not folded."""
        if self.index_of(place) in self.shown:
            return place
        offset = self.within(place.offset)
        return Place(offset, upstream=offset > self.pieces.starts[self.shown.start])

    def row_between(self, one: Place, other: Place, *, forward: bool) -> Side | None:
        """Return the side whose row a caret comes by from one place to another; if they are one, at the page's end."""
        if one == other:
            side = Side.AFTER if forward else Side.BEFORE
            shut = side is Side.BEFORE or side not in self.style.unfolded
            return side if shut and self.parts.outside(side) is not None else None
        sides = {self.side_of(self.index_of(place)) for place in (one, other)}
        return Side.AFTER if len(sides) > 1 and Side.AFTER in sides else None

    @property
    def rtl(self) -> bool:
        """Whether lines of the page begin at its right."""
        return self.article.direction is Direction.RTL

    @property
    def margin(self) -> tuple[int, int]:
        """From where to where the outer margin reaches, in which the stripes are."""
        return (0, self.left) if self.rtl else (self.left + self.setting.width, self.view_width)

    def _gutter(self) -> int:
        """Return how wide a margin has to be for the numbers of all paragraphs, in pixels."""
        return round((20 + 7 * len(str(len(self.pieces)))) * self.style.zoom / 100)

    def number(self, index: int) -> str:
        """Return the number of the paragraph that begins with piece `index`, in the text's digits; "" for others.

        Paragraphs that are empty, and the title, are not counted.
        """
        if not self._numbers:
            self._digits = zero_of(self.text)
            self._numbers = paragraph_numbers(self.pieces, self._title, self.body)
        found = self._numbers[index]
        return numeral(found, self._digits) if found else ""

    def misleading(self, piece: Piece) -> list[Misleading]:
        """Return the characters of `piece` that could mislead; what they do is judged in their whole paragraph."""
        # There are none nearly everywhere, and a paragraph may be long.
        if not may_mislead(self.text, Span(piece.start, piece.end)):
            return []
        known = self._misleading.get(piece.paragraph)
        if known is None:
            known = self._misleading[piece.paragraph] = misleading(self.text, paragraph_at(self.text, piece.start))
        return [one for one in known if piece.start <= one.offset < piece.end]

    def _bottom(self) -> int:
        return round(_BOTTOM * self.style.zoom / 100)

    def piece(self, index: int) -> LaidOut:
        """Return piece `index` laid out; from now on its height is known."""
        found = self._kept.get(index)
        if found is not None:
            self._kept.move_to_end(index)
            return found
        found = LaidOut(self.text, self.pieces[index], self.setting)
        found.lead = self.lead(index)
        found.height += found.lead + self.foot(index)
        self._kept[index] = found
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        if index in self.shown:
            self.heights[index] = found.height
        return found

    def kept(self, start: int, end: int) -> Iterator[LaidOut]:
        """Return the pieces at hand that hold code points of `[start, end)`."""
        first, last = self.pieces.at(start), self.pieces.at(max(start, end - 1))
        if last - first < KEPT:
            return (self._kept[i] for i in range(first, last + 1) if i in self._kept)
        return (piece for index, piece in self._kept.items() if first <= index <= last)

    def all_kept(self) -> list[LaidOut]:
        return list(self._kept.values())

    def visible(self, anchor: Anchor, height: int) -> Iterator[tuple[LaidOut, int]]:
        """Return the pieces in a view of `height` pixels, each with its top in the view."""
        y = -anchor.offset
        for index in range(anchor.piece, self.shown.stop):
            if y >= height:
                return
            piece = self.piece(index)
            yield piece, y
            y += piece.height

    def beyond(self, anchor: Anchor, height: int, reach: int, *, down: bool) -> Iterator[LaidOut]:
        """Lay out and return, one by one, what a view of `height` pixels shows once it is moved by up to `reach`."""
        if down:
            for piece, y in self.visible(anchor, height + reach):
                if y + piece.height > height:
                    yield piece
            return
        y = anchor.offset
        for index in range(anchor.piece, self.shown.start - 1, -1):
            piece = self.piece(index)
            yield piece
            y += 0 if index == anchor.piece else piece.height
            if y >= reach:
                return

    def way(self, start: Anchor, end: Anchor) -> int | None:
        """Return how many pixels `end` is below `start` (above: negative); None where they are far from each other."""
        if abs(end.piece - start.piece) > _NEAR:
            return None
        return self._between(start, end) if start.piece <= end.piece else -self._between(end, start)

    def step(self, anchor: Anchor, by: int, height: int) -> tuple[Anchor, int]:
        """Return the anchor `by` pixels further down, and how far that really was: a page has ends."""
        index, offset = anchor.piece, anchor.offset + by
        first, stop_at = self.shown.start, self.shown.stop
        while offset < 0 and index > first:
            index -= 1
            offset += self.piece(index).height
        while offset >= (known := self.piece(index).height) and index + 1 < stop_at:
            offset -= known
            index += 1
        moved = by
        if offset < 0:
            moved -= offset
            offset = 0
        if len(self.pieces) - index <= height:  # else the end is further away: no piece is lower than a pixel
            stop = self._end(height)
            if (index, offset) > (stop.piece, stop.offset):
                moved -= self._between(stop, Anchor(index, offset))
                index, offset = stop.piece, stop.offset
        return Anchor(index, offset), moved

    def _end(self, height: int) -> Anchor:
        """Return the lowest anchor: the page's end at the view's bottom."""
        first, index = self.shown.start, self.shown.stop - 1
        room = height - self.piece(index).height
        while room > 0 and index > first:
            index -= 1
            room -= self.piece(index).height
        return Anchor(index, max(0, -room))

    def _between(self, upper: Anchor, lower: Anchor) -> int:
        return sum(self.piece(i).height for i in range(upper.piece, lower.piece)) + lower.offset - upper.offset

    def anchor_at(self, y: int, height: int) -> Anchor:
        """Return the anchor at `y` pixels below the page's top, as far as heights are known."""
        index, offset = self.heights.at(y)
        index = min(max(index, self.shown.start), self.shown.stop - 1)
        known = self.piece(index).height
        return self.step(Anchor(index, min(max(offset, 0), known - 1)), 0, height)[0]

    def y_of(self, anchor: Anchor) -> int:
        return self.heights.top(anchor.piece) + anchor.offset

    def top_of(self, piece: LaidOut, anchor: Anchor) -> int:
        """Return the top of a piece in the view. Exact for pieces near the anchor, an estimate far from it."""
        return self.heights.top(piece.piece.index) - self.y_of(anchor)

    def under(self, anchor: Anchor, x: int, y: int, height: int) -> Under:
        """Return what lies at a point of the view (the nearest place where it lies outside the text)."""
        shown = list(self.visible(anchor, height)) or [(self.piece(anchor.piece), 0)]
        piece, top = shown[0]
        for piece, top in shown:
            if y < top + piece.height:
                break
        line = piece.line_at(y - top)
        in_line = 0 <= y - top - piece.lead - line.top < piece.measures.line
        return self.under_line(piece, line, x, beside=not in_line)

    def under_line(self, piece: LaidOut, line: Line, x: int, *, beside: bool = False) -> Under:
        """Return what lies at `x` of the view in one line."""
        found = geometry.hit(piece.layout, line.number, piece.runs(line), x - self.left, rtl=piece.rtl)
        if found is None:
            return Under(Place(piece.offset(line.start)), None)
        cell = cluster(self.text, piece.offset(found.unit))
        later = found.later_half
        if found.inside and len(cell) > 1:
            later = self._later_half(piece, line, cell, x - self.left, later)
        place = Place(min(cell.end, piece.piece.end), True) if later else Place(cell.start)
        return Under(place, cell.start if found.inside and not beside else None)

    @staticmethod
    def _later_half(piece: LaidOut, line: Line, cell: Span, x: int, otherwise: bool) -> bool:
        begin, until = piece.edge_x(line, cell.start, of_end=False), piece.edge_x(line, cell.end, of_end=True)
        if begin is None or until is None:
            return otherwise
        return abs(x - until) < abs(x - begin)


def cluster(text: str, offset: int) -> Span:
    """Return the grapheme cluster that holds code point `offset`."""
    start = offset if is_boundary(text, offset) else previous_boundary(text, offset)
    return Span(start, next_boundary(text, start) if start < len(text) else start)
