"""Words (UAX #29), tailored to news text: a full stop between Arabic or Hebrew letters ends a word.

Everything is found from a sure boundary near the place asked for, so that a question about a long text costs what its
surroundings cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from annotator.text.graphemes import is_boundary, snap
from annotator.text.paragraphs import check_offset
from annotator.text.span import Span

_FLAGS = regex.VERSION1 | regex.DOTALL

_MARK = r"[\p{WB=Extend}\p{WB=Format}\p{WB=ZWJ}]"
_X = rf"{_MARK}*+"
_L = r"[\p{WB=ALetter}\p{WB=Hebrew_Letter}]"
_H = r"\p{WB=Hebrew_Letter}"
_N = r"\p{WB=Numeric}"
_K = r"\p{WB=Katakana}"
_E = r"\p{WB=ExtendNumLet}"
_MID_LETTER = r"[\p{WB=MidLetter}\p{WB=MidNumLet}\p{WB=Single_Quote}]"
_MID_NUMBER = r"[\p{WB=MidNum}\p{WB=MidNumLet}\p{WB=Single_Quote}]"
_QUOTE = r"\p{WB=Double_Quote}"

_NUMBER = rf"{_N}{_X}(?:{_MID_NUMBER}{_X}(?={_N}))?"
_HEBREW_QUOTE = rf"(?:(?<={_H}{_MARK}*)\p{{WB=Single_Quote}}{_X})?"

# Rules WB5 to WB7c as they stand, and tailored. Arabic knows no sign inside a word; Hebrew has geresh and gershayim,
# typed as apostrophe and quotation mark too, between two Hebrew letters.
_STANDARD_LETTER = rf"{_L}{_X}(?:{_MID_LETTER}{_X}(?={_L})|(?<={_H}{_MARK}*){_QUOTE}{_X}(?={_H}))?"
_A = r"[[\p{WB=ALetter}\p{WB=Hebrew_Letter}]&&[\p{Script=Arabic}\p{Script=Hebrew}ـ]]"
_O = rf"[{_L}--{_A}]"
_HEBREW_MARK = r"['’\u05F3\u05F4\"]"
_TAILORED_LETTER = (
    rf"(?:{_O}{_X}(?:{_MID_LETTER}{_X}(?={_O}))?|{_H}{_X}(?:{_HEBREW_MARK}{_X}(?={_H}))?|[{_A}--{_H}]{_X})"
)
# An abbreviation of single letters with full stops (أ.ف.ب) stays one word.
_ABBREVIATION = rf"{_A}{_X}(?:\.{_A}{_X})++(?!{_L}|{_N}|{_E})"


@cache
def _units(tailored: bool) -> regex.Pattern[str]:
    """The pattern of one unit, matched from a boundary: a word, a run of blanks, a flag, or another character.

    Made when it is first needed: that takes some milliseconds, which no start should wait for.
    """
    letter, first = (_TAILORED_LETTER, f"{_ABBREVIATION}|") if tailored else (_STANDARD_LETTER, "")
    segment = rf"(?:(?:{letter}|{_NUMBER})++|(?:{_K}{_X})++)"
    joined = rf"(?:{_E}{_X})++"
    word = rf"(?:{joined})?{segment}(?:{joined}{segment})*+(?:{joined})?{_HEBREW_QUOTE}|{joined}"
    flag = rf"\p{{WB=Regional_Indicator}}{_X}\p{{WB=Regional_Indicator}}{_X}"
    unit = rf"(?:{first}{word}|{flag}|\r\n|[\r\n\p{{WB=Newline}}]|\p{{WB=WSegSpace}}++{_X}|.{_X})"
    return regex.compile(rf"{unit}(?:(?<=\u200D)(?=\p{{Extended_Pictographic}}){unit})*+", flags=_FLAGS)


# Characters before which a unit always begins, whatever stands before them: blanks that follow none, line ends, and
# what no rule joins to its left.
_SAFE = regex.compile(
    r"(?<!\p{WB=WSegSpace})\p{WB=WSegSpace}|(?<!\r)\n|[\p{WB=Other}--\p{Extended_Pictographic}]|(?<!\u200D)\p{WB=Other}",
    flags=_FLAGS | regex.REVERSE,
)
_WORDY = regex.compile(r"[\p{Alphabetic}\p{N}]")


def unit_spans(text: str, span: Span | None = None, *, tailored: bool = True) -> list[Span]:
    """Return what `text` falls into at its word boundaries: words, runs of blanks, newlines, single other clusters.

    With `span`, those that share a character with it. Without `tailored` they are exactly those of UAX #29; with it,
    they never cut a grapheme cluster.
    """
    if span is None:
        return list(_walk(text, 0, len(text), tailored))
    check_offset(text, span.end)
    if not len(span):
        return []
    start = _safe_start(text, span.start)
    return [unit for unit in _walk(text, start, span.end, tailored) if unit.end > span.start]


def word_spans(text: str, span: Span | None = None, *, tailored: bool = True) -> list[Span]:
    """Return the words among `unit_spans`: the units that hold a letter or a digit."""
    return [unit for unit in unit_spans(text, span, tailored=tailored) if is_word(text, unit)]


def is_word(text: str, unit: Span) -> bool:
    """Return whether a unit is a word: holds a letter or a digit."""
    return _WORDY.search(text, unit.start, unit.end) is not None


def word_at(text: str, offset: int) -> Span:
    """Return the unit that the character at `offset` is in: a word, a run of blanks, or one other cluster.

    At the end of a paragraph it is the paragraph's last unit; in an empty paragraph an empty span.
    """
    check_offset(text, offset)
    if offset == len(text) or text[offset] == "\n":
        if offset == 0 or text[offset - 1] == "\n":
            return Span(offset, offset)
        offset -= 1
    return _unit_at(text, offset)


def snap_to_words(text: str, span: Span) -> Span:
    """Return `span` with each end that lies inside a word moved out to that word's end, and to whole clusters.

    Ends between words, and inside blanks or punctuation, stay, so that no blank is taken in.
    """
    check_offset(text, span.end)
    start, end = span.start, span.end
    if 0 < start < len(text):
        unit = _unit_at(text, start)
        if unit.start < start and is_word(text, unit):
            start = unit.start
    if 0 < end < len(text):
        unit = _unit_at(text, end)
        if unit.start < end and is_word(text, unit):
            end = unit.end
    return snap(text, Span(start, end))


def trim(text: str, span: Span) -> Span:
    """Return `span` without the blanks at its ends; a span of blanks alone shrinks to an empty one at its start."""
    start, end = span.start, span.end
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def next_word(text: str, offset: int) -> int:
    """Return where the first word behind `offset` begins; the text's end where there is none."""
    check_offset(text, offset)
    if offset == len(text):
        return offset
    for unit in _walk(text, _safe_start(text, offset), len(text), True):
        if unit.start > offset and is_word(text, unit):
            return unit.start
    return len(text)


def previous_word(text: str, offset: int) -> int:
    """Return where the last word that begins before `offset` begins; 0 where there is none."""
    check_offset(text, offset)
    while offset:
        start = _safe_start(text, offset - 1)
        words = [u.start for u in _walk(text, start, offset, True) if u.start < offset and is_word(text, u)]
        if words:
            return words[-1]
        offset = start
    return 0


def _walk(text: str, start: int, until: int, tailored: bool) -> Iterator[Span]:
    """Units from the boundary `start` on, to the first that reaches `until`."""
    for found in _units(tailored).finditer(text, start):
        end = found.end()
        # Some vowels (Thai sara am, say) are words of their own to the rules for words, but part of a cluster.
        if tailored and not is_boundary(text, end):
            continue
        yield Span(start, end)
        if end >= until:
            return
        start = end


def _unit_at(text: str, offset: int) -> Span:
    for unit in _walk(text, _safe_start(text, offset), offset + 1, True):
        if unit.end > offset:
            return unit
    return Span(offset, len(text))


def _safe_start(text: str, offset: int) -> int:
    """A sure boundary at or before `offset`, near it but in freak texts (a word of a million letters, say)."""
    limit = min(offset + 1, len(text))
    found = _SAFE.search(text, 0, limit)
    while found and not is_boundary(text, found.start()):
        found = _SAFE.search(text, 0, found.start())
    return found.start() if found else 0
