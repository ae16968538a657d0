"""The lines of PDF pages put in reading order and joined to paragraphs, by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import regex
from msgspec import Struct

from annotator.sources.pdf_glyphs import SQUARE, Segment, balanced, in_reading_order, is_rtl, kind_of

_ROWS, _SEGMENTS = 400, 2000
"""A page with more lines, or more pieces of lines, is none that somebody set in columns."""
_NESTED = 4
"""How often columns are divided again."""
_COLUMN_EMS = 10
"""A narrower column is one of a table."""
_COLUMN_ROWS = 4
"""Fewer lines side by side are no columns."""
_GUTTER = 0.9
_INDENT = 0.8
_TAB = 2.0
"""Ems: between columns; of a paragraph's first line; between cells of a table."""
_LEADING = 1.18
"""From this multiple of the usual distance on, lines are set apart."""
_BULLET = regex.compile(r"[•▪◦‣●■□➢✓]")
_ENDED = regex.compile(r"[.!?:;…。！？؟۔।]['\"”’»“)\]\u200f]*$")
_HYPHEN = regex.compile(r"(?<=\p{L}{2})[-\u2010\u00ad]$")
_FIRST, _LAST = re.compile(r"^\W*(\d{1,4})(?!\S)"), re.compile(r"(?<!\S)(\d{1,4})\W*$")
_BARE = re.compile(r"(?:[^\W\d]{1,8}\.?\s*)?\W*1\W*(?:(?:[^\W\d]{1,4}\s*)?1\W*)?")
# What browsers put around a page that they print: its address with the number of the page, the time with its title.
_ADDRESS = re.compile(r"(?:https?|file):\S+(?:\s+\d+\s*/\s*\d+)?|\d+\s*/\s*\d+\s+(?:https?|file):\S+")
_CLOCK = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[.,]?\s+\d{1,2}:\d{2}")
_DIGITS = re.compile(r"\d+")
# What may follow a hyphen that stays: Ein- und Ausgang.
_CONJUNCTION = regex.compile(r"(?:und|oder|bis|bzw|sowie|and|or|to|et|ou|y|o|en|of|och|eller|og)\b")
_PREFIXES = frozenset(("self", "well", "ex", "non", "half", "long", "short", "high", "low", "co", "anti", "so", "mid"))
_RTL = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_ITEM = regex.compile(r"[•▪◦‣●■□➢✓–—-]|\(?(?:\p{Nd}{1,3}|\p{L})[.)]\s")
_NOTE = regex.compile(r"(?:[\d*†‡¹²³⁴-⁹]{1,3}|\[\d{1,3}\]|\(\d{1,3}\))\s*[.)]?\s*\P{Digit}")


class Line:
    """A line of a column: its segments, and the column it is in."""

    __slots__ = ("column", "flush", "left", "page", "right", "rtl", "segments", "size", "text", "y")

    def __init__(self, segments: Sequence[Segment], page: int) -> None:
        self.segments, self.page = segments, page
        self.left, self.right = segments[0].left, max(segment.right for segment in segments)
        longest = max(segments, key=lambda segment: segment.width)
        self.size, self.y = longest.size, longest.y
        self.rtl = is_rtl(segments)
        self.column = (self.left, self.right)
        self.flush = False
        """Whether the lines of its column begin at one edge."""
        self.text = self.words(self.rtl)

    def words(self, rtl: bool) -> str:
        """Return the words of the line in a paragraph of this direction."""
        parts = [in_reading_order(segment, rtl) for segment in self.segments]
        if rtl:
            parts.reverse()
        result = parts[0] if parts else ""
        ordered = self.segments[::-1] if rtl else self.segments
        for (before, after), part in zip(pairwise(ordered), parts[1:], strict=True):
            gap = max(after.left - before.right, before.left - after.right)
            result += ("\t" if gap > _TAB * self.size else " ") + part
        return result

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def indent(self) -> float:
        """Points between the column's edge at which lines begin and this line."""
        return self.column[1] - self.right if self.rtl else self.left - self.column[0]

    @property
    def room(self) -> float:
        """Points that are left of the line."""
        return self.column[1] - self.column[0] - self.width

    @property
    def first_word(self) -> float:
        """Points that its first word is wide, with the space before it."""
        segment = self.segments[-1 if self.rtl else 0]
        glyphs, gaps = segment.glyphs, segment.gaps
        if SQUARE.match(glyphs[0].text):
            # Lines break between any two of these, but not before a sign.
            end = next((at for at in range(1, len(glyphs)) if glyphs[at].text.isalnum()), len(glyphs))
            return max(glyph.right for glyph in glyphs[:end]) - segment.left
        first, last = 0, len(glyphs) - 1
        own, other = ("R", "L") if self.rtl else ("L", "R")
        is_left = not self.rtl
        if kind_of(glyphs[first if is_left else last].text) == other:
            # Words of the other direction: the first of them stands at their other end.
            strong = [at for at in range(len(glyphs)) if kind_of(glyphs[at].text) == own]
            first, last = (0, min(strong, default=len(glyphs)) - 1) if is_left else (max(strong, default=-1) + 1, last)
            is_left = not is_left
            while first < last and not glyphs[last if is_left else first].text.isalnum():
                first, last = (first, last - 1) if is_left else (first + 1, last)
        if is_left:
            last = next((at - 1 for at in range(first + 1, last + 1) if gaps[at]), last)
        else:
            first = next((at for at in range(last, first, -1) if gaps[at]), first)
        return glyphs[last].right - glyphs[first].left + 0.25 * self.size


def lines_of(rows: list[list[Segment]], page: int) -> list[Line]:
    """Return the lines of a page in reading order, column by column."""
    rtl = is_rtl([segment for row in rows for segment in row])
    lines: list[Line] = []
    few: list[Line] = []
    for column in _ordered(rows, page, rtl, 0):
        lines += column
        if len(column) > 2:
            _measure(column)
        else:
            # Few lines do not tell how wide their column is.
            few += column
    if few:
        _measure(lines, few)
    return lines


def _measure(lines: list[Line], told: list[Line] | None = None) -> None:
    """Tell lines (these, or only those to be `told`) the edges of their column: those of lines in the same letters."""
    for line in lines if told is None else told:
        same = [each for each in lines if abs(each.size - line.size) < 0.08 * line.size]
        same = same if len(same) > 2 else lines
        line.column = (min(each.left for each in same), max(each.right for each in same))
    for line in lines if told is None else told:
        flush = sum(each.column == line.column and each.indent < 0.3 * each.size for each in lines)
        line.flush = flush * 2 > sum(each.column == line.column for each in lines)


def _ordered(rows: list[list[Segment]], page: int, rtl: bool, depth: int) -> Iterator[list[Line]]:
    """Give the columns of a page, each as its lines."""
    at = 0
    alone: list[Line] = []
    is_set = depth < _NESTED and len(rows) < _ROWS and sum(map(len, rows)) < _SEGMENTS
    while at < len(rows):
        found = _columns(rows, at) if is_set else None
        if found is None:
            alone.append(Line(rows[at], page))
            at += 1
            continue
        if alone:
            yield alone
        alone = []
        end, gutter = found
        left = [side for row in rows[at:end] if (side := [each for each in row if each.right <= gutter])]
        right = [side for row in rows[at:end] if (side := [each for each in row if each.right > gutter])]
        for half in (right, left) if rtl else (left, right):
            yield from _ordered(half, page, rtl, depth + 1)
        at = end
    if alone:
        yield alone


def _columns(rows: list[list[Segment]], start: int) -> tuple[int, float] | None:
    """Return where columns that begin with a row end, and a place in the gutter between two of them."""
    covered: list[tuple[float, float]] = []
    best: tuple[int, float] | None = None
    for end in range(start, len(rows)):
        for segment in rows[end]:
            covered = _united(covered, (segment.left, segment.right))
        least = _GUTTER * rows[end][0].size
        gutters = [(b[0] - a[1], (a[1] + b[0]) / 2) for a, b in pairwise(covered) if b[0] - a[1] >= least]
        if not gutters:
            # One line from edge to edge ends columns; before they began, short lines may stand above them.
            if best is not None or end - start > 2 or len(rows[start]) > 1:
                break
            continue
        if end - start + 1 >= _COLUMN_ROWS and _is_prose(rows[start : end + 1], max(gutters)[1]):
            best = end + 1, max(gutters)[1]
    return best


def _united(covered: list[tuple[float, float]], new: tuple[float, float]) -> list[tuple[float, float]]:
    left, right = new
    apart = [each for each in covered if each[1] < left or each[0] > right]
    touching = [each for each in covered if not (each[1] < left or each[0] > right)]
    whole = (min([left, *(each[0] for each in touching)]), max([right, *(each[1] for each in touching)]))
    return sorted([*apart, whole])


def _is_prose(rows: Sequence[Sequence[Segment]], gutter: float) -> bool:
    """Return whether both sides of a gutter are columns of running text, and not of a table."""
    for is_left in (True, False):
        side = [each for row in rows for each in row if (each.right <= gutter) == is_left]
        if len(side) < _COLUMN_ROWS - 1:
            return False
        width = max(each.right for each in side) - min(each.left for each in side)
        usual = median(each.width for each in side)
        if usual < _COLUMN_EMS * side[0].size or usual < 0.6 * width:
            return False
    return True


def without_running_heads(pages: list[list[list[Segment]]]) -> None:
    """Take away the lines at the top and bottom of pages that come again and again, and the numbers of pages."""
    edges = [_edges(rows) for rows in pages]
    seen = Counter((edge.shape, edge.height) for found in edges for edge in found)
    offsets = Counter(offset for at, found in enumerate(edges) for offset in _offsets(found, at))
    often = max(2, len(pages) // 4)
    is_printed = any(_ADDRESS.fullmatch(edge.words) for found in edges for edge in found)

    def is_furniture(edge: _Edge) -> bool:
        return is_printed and (_ADDRESS.fullmatch(edge.words) or _CLOCK.search(edge.words)) is not None

    def is_outside(edge: _Edge, page: int) -> bool:
        again = seen[edge.shape, edge.height] + max(seen[edge.shape, edge.height + way] for way in (-1, 1))
        if again >= often or is_furniture(edge):
            return True
        if len(pages) == 1:
            return _BARE.fullmatch(edge.words) is not None
        return any(offsets[offset] >= often for offset in _offsets([edge], page))

    for page, (rows, found) in enumerate(zip(pages, edges, strict=True)):
        steps = [above[0].y - below[0].y for above, below in pairwise(rows)]
        apart = 1.25 * median(steps or [0.0])
        top = bottom = 0
        # Only what stands apart from the text is none of it.
        for edge in found:
            if edge.at + 1 >= len(rows) or not is_outside(edge, page):
                break
            top = edge.at + 1 if steps[edge.at] > apart or is_furniture(edge) else top
        for edge in found[::-1]:
            if edge.at <= top or not is_outside(edge, page):
                break
            bottom = len(rows) - edge.at if steps[edge.at - 1] > apart or is_furniture(edge) else bottom
        rows[:] = rows[top : len(rows) - bottom]


def _offsets(edges: Sequence[_Edge], page: int) -> set[int]:
    """Return by how much numbers at the edges of a page differ from its place: for its own it is always the same."""
    return {number - page for edge in edges for number in edge.numbers}


class _Edge(Struct, frozen=True):
    """A line near the top or bottom of a page: its words, these without figures, its height, and the numbers of
    pages that it may begin or end with."""

    at: int
    words: str
    shape: str
    height: int
    numbers: tuple[int, ...]


def _edges(rows: list[list[Segment]]) -> list[_Edge]:
    found: list[_Edge] = []
    for at in sorted({*range(min(3, len(rows))), *range(max(0, len(rows) - 3), len(rows))}):
        words = Line(rows[at], 0).text.strip()
        numbers = tuple(int(number) for number in (*_FIRST.findall(words), *_LAST.findall(words)))
        found.append(_Edge(at, words, _DIGITS.sub("#", words), round(rows[at][0].y / 4), numbers))
    return found


def notes_apart(lines: list[Line], body: float) -> tuple[list[Line], list[Line]]:
    """Return the lines of a page without the notes at its foot, and these. `body` is the size of its letters."""
    at = len(lines)
    while at > 0 and lines[at - 1].size < 0.93 * body and lines[at - 1].page == lines[-1].page:
        at -= 1
    while at < len(lines) and not _NOTE.match(lines[at].text):
        at += 1
    return lines[:at], lines[at:]


def paragraphs_of(lines: list[Line]) -> list[str]:
    """Join lines in reading order to paragraphs."""
    leading = _leadings(lines)
    ends = _full_ends(lines, leading)
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if groups and _goes_on(groups[-1], line, following, leading, ends):
            groups[-1].append(line)
        else:
            groups.append([line])
    words = Counter(regex.findall(r"[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*", " ".join(line.text for line in lines).lower()))
    return [_joined(group, words) for group in groups]


def _leadings(lines: list[Line]) -> dict[float, float]:
    """Return the usual distance of lines, by the size of their letters."""
    found: dict[float, list[float]] = {}
    for above, below in pairwise(lines):
        step = above.y - below.y
        if above.page == below.page and above.size == below.size and 0 < step < 3 * above.size:
            found.setdefault(above.size, []).append(step)
    return {size: sorted(steps)[len(steps) // 4] for size, steps in found.items()}


def _full_ends(lines: list[Line], leadings: dict[float, float]) -> bool:
    """Return whether paragraphs of this text mostly end where a full line ends with a sentence: columns are narrow."""
    found: Counter[bool] = Counter()
    for above, line in pairwise(lines):
        step = above.y - line.y
        if above.page == line.page and step > 0 and above.column == line.column and _ENDED.search(above.text[-12:]):
            is_full = line.first_word + 0.3 * line.size > above.room
            found[step > _LEADING * leadings.get(line.size, 1.3 * line.size)] += is_full
    return found[True] > found[False]


def _goes_on(group: list[Line], line: Line, following: Line | None, leadings: dict[float, float], ends: bool) -> bool:
    above = group[-1]
    if abs(above.size - line.size) > 0.08 * max(above.size, line.size) or "\t" in above.text or "\t" in line.text:
        return False
    step = above.y - line.y
    is_below = above.page == line.page and step > 0 and above.column == line.column
    is_hyphened = _HYPHEN.search(above.text[-6:]) is not None
    fits = line.first_word + 0.3 * line.size <= above.room
    if not is_below:
        # In the next column or on the next page, where nothing says that something else begins.
        return is_hyphened or not (
            fits or (line.flush and line.indent > _INDENT * line.size) or _BULLET.match(line.text)
        )
    if step > _LEADING * leadings.get(line.size, 1.3 * line.size) or _BULLET.match(line.text):
        return False
    same_edges = abs(above.left - line.left) < 1.5 and abs(above.right - line.right) < 1.5
    if fits and not is_hyphened and not same_edges:
        return False
    return not _is_indented(group, line, following)


def _is_indented(group: list[Line], line: Line, following: Line | None) -> bool:
    """Return whether a line begins a paragraph by standing further in, or further out, than those before it."""
    above = group[-1]
    step = line.indent - above.indent
    middle = abs((above.left + above.right) - (line.left + line.right)) / 2
    if abs(step) <= _INDENT * line.size or middle < 0.5 * line.size or not line.flush:
        return False
    if step > 0 and _ITEM.match(group[0].text):
        return False  # an item, whose lines hang from its number
    if step > 0:
        return following is None or following.indent < line.indent - 0.5 * line.size
    return len(group) > 1


def _joined(group: list[Line], words: Counter[str]) -> str:
    letters = sum(len(line.text) * (1 if line.rtl else -1) for line in group)
    rtl = letters > 0
    result = ""
    for line in group:
        text = line.words(rtl)
        if not result:
            result = text
        elif _HYPHEN.search(result[-6:]):
            result = _without_hyphen(result, text, words)
        else:
            tight = result.endswith(("-", "\u2010", "־", "/", "–")) and not result.endswith((" -", " –", " /"))
            is_cjk = SQUARE.search(result[-2:]) and SQUARE.match(text)
            result += text if tight or is_cjk else f" {text}"
    return balanced(result) if _RTL.search(result) else result


def _without_hyphen(before: str, after: str, words: Counter[str]) -> str:
    """Join a word that was divided at the end of a line; keep the hyphen where it may be the word's own."""
    first = regex.search(r"[\p{L}\p{M}-]+$", before[:-1])
    second = regex.match(r"[\p{L}\p{M}]+", after)
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if first is None or second is None or not after[:1].islower():
        return before + after
    if _CONJUNCTION.match(after):
        return f"{before} {after}"
    one, two = first[0].lower(), second[0].lower()
    if words[one + two]:
        return before[:-1] + after
    if words[f"{one}-{two}"] or "-" in one or one in _PREFIXES:
        return before + after
    return before[:-1] + after
