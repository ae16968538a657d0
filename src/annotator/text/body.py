"""What of a text lies outside its body: where it is cut for reading, and where a bound of the body may be put."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from annotator.text.segments import is_boundary, is_word, paragraph_at, previous_boundary, sentence_at, trim, word_at
from annotator.text.span import Span

_INK = re.compile(r"\S")
_LINE = re.compile(r"\S[^\n]*")


class Side(StrEnum):
    """Which of the two parts outside the body, and which of its bounds."""

    BEFORE = "before"
    AFTER = "after"


class Unit(StrEnum):
    """What a bound keeps whole."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    WORD = "word"


class Parts(Struct, frozen=True):
    """A text in up to three parts, in code points, that together are all of it."""

    before: Span | None
    body: Span
    after: Span | None

    def outside(self, side: Side) -> Span | None:
        """Return the part on this side; None where there is nothing to read."""
        return self.before if side is Side.BEFORE else self.after


def parts(text: str, body: Span | None) -> Parts:
    """Return what of `text` is before its body, in it and behind it; with None, or a body of blanks, all is body.

    Blanks at the body's bounds are no reason to cut a line in two: the cut is put at the paragraph's where there is
    nothing between but them. A part outside that has only blanks is the body's. No cluster is cut.
    """
    whole = Span(0, len(text))
    inner = None if body is None else trim(text, Span(min(body.start, len(text)), min(body.end, len(text))))
    if inner is None or not len(inner):
        return Parts(None, whole, None)
    start, end = inner.start, inner.end
    if not is_boundary(text, start):
        start = previous_boundary(text, start)
    if not is_boundary(text, end):
        end = previous_boundary(text, end)
        end = end if end > start else len(text)
    first = paragraph_at(text, start).start
    if _blank(text, first, start):
        start = first
    last = paragraph_at(text, end).end
    if _blank(text, end, last):
        end = min(last + 1, len(text))
    if _blank(text, 0, start):
        start = 0
    if _blank(text, end, len(text)):
        end = len(text)
    return Parts(Span(0, start) if start else None, Span(start, end), Span(end, len(text)) if end < len(text) else None)


def _blank(text: str, start: int, end: int) -> bool:
    """Return whether there is nothing to read in `[start, end)`, which may be long."""
    return _INK.search(text, start, end) is None


def lines_in(text: str, span: Span) -> int:
    """Return how many lines of `span` have something to read."""
    return sum(1 for _ in _LINE.finditer(text, span.start, span.end))


def bound_near(text: str, offset: int, unit: Unit, *, end: bool) -> int:
    """Return where a body may begin, or with `end` where it may end, nearest to `offset` and keeping units whole.

    Units of blanks do not count, and signs stay with the word before or behind them that they are written to. In a
    text of blanks it is `offset`.
    """
    here = _filled(text, offset, unit, end=end, back=end) or _filled(text, offset, unit, end=end, back=not end)
    if here is None:
        return offset
    if end:
        before = _filled(text, here.start, unit, end=end, back=True, but=here)
        candidates = [here.end] if before is None else [before.end, here.end]
    else:
        behind = _filled(text, here.end, unit, end=end, back=False, but=here)
        candidates = [here.start] if behind is None else [here.start, behind.start]
    found = min(candidates, key=lambda place: abs(place - offset))
    return found if is_boundary(text, found) else previous_boundary(text, found)


_AT: Mapping[Unit, Callable[[str, int], Span]] = {
    Unit.PARAGRAPH: paragraph_at,
    Unit.SENTENCE: sentence_at,
    Unit.WORD: word_at,
}


def _filled(text: str, offset: int, unit: Unit, *, end: bool, back: bool, but: Span | None = None) -> Span | None:
    """Return the unit at `offset`, or the nearest one before (`back`) or behind it, that has something to read."""
    while 0 <= offset <= len(text):
        found = _AT[unit](text, offset)
        bare = trim(text, found)
        if len(bare) and bare != but and (unit is not Unit.WORD or _stands_alone(text, bare, end=end)):
            return bare
        offset = min(found.start, offset) - 1 if back else max(found.end, offset + 1)
    return None


def _stands_alone(text: str, unit: Span, *, end: bool) -> bool:
    """Return whether a body may begin (or `end`) with a unit: with a word, or with a sign behind (before) a blank."""
    beside = text[unit.end : unit.end + 1] if end else text[max(unit.start - 1, 0) : unit.start]
    return is_word(text, unit) or not beside.strip()
