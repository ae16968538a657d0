"""Sentences (UAX #29), with guards for abbreviations, ordinals and initials as news text has them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

import regex

from annotator.text.paragraphs import paragraph_at, paragraphs
from annotator.text.span import Span
from annotator.text.words import trim

_FLAGS = regex.VERSION1 | regex.DOTALL

# Where a sentence may end: terminators with the closing signs and blanks behind them (SB8a to SB11).
_X = r"[\p{SB=Extend}\p{SB=Format}]*+"


@cache
def _end() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?P<mark>(?:(?P<full>\p{{SB=STerm}})|\p{{SB=ATerm}}){_X}(?:[\p{{SB=STerm}}\p{{SB=ATerm}}]{_X})*+)"
        # After a full-width terminator, which no blank follows, an opening sign belongs to the next sentence.
        rf"(?P<close>(?:(?:(?<![。！？．｡][\p{{SB=Close}}\p{{SB=Extend}}]*)|(?![\p{{Ps}}\p{{Pi}}]))\p{{SB=Close}}{_X})*+)"
        rf"(?P<blank>(?:\p{{SB=Sp}}{_X})*+)"
        rf"(?!{_X}[\p{{SB=SContinue}}\p{{SB=STerm}}\p{{SB=ATerm}}])",
        flags=_FLAGS,
    )


# SB8: what follows a full stop goes on in lower case, perhaps behind digits, quotes or blanks.
_LOWER = regex.compile(
    r"[^\p{SB=OLetter}\p{SB=Upper}\p{SB=Lower}\p{SB=Sep}\n\p{SB=STerm}\p{SB=ATerm}]{0,200}+\p{SB=Lower}", flags=_FLAGS
)
_NUMERIC = regex.compile(r"\p{SB=Numeric}", flags=_FLAGS)
_UPPER = regex.compile(r"\p{SB=Upper}", flags=_FLAGS)
_CASED_BEFORE = regex.compile(r"[\p{SB=Upper}\p{SB=Lower}]\p{M}*", flags=_FLAGS)

_SINGLE_LETTER = regex.compile(r"(?<![\p{L}\p{M}\p{N}])\p{L}\p{M}*$", flags=_FLAGS)


@cache
def _abbreviation() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{L}\p{M}\p{N}])(?:Mr|Mrs|Ms|Dr|Prof|Hr|Fr|Frl|Dipl|Ing|St|Sr|Jr|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Hon|Rev|"
        r"vs|approx|bzw|ca|vgl|sog|evtl|ggf|inkl|exkl|max|min|geb|gest|Nr|Tel|Abs|Bd|Kap|Vol|Fig|pp|cf|al|Mio|Mrd|"
        r"Jan|Febr?|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Oct|Nov|Dez|Dec|M|Mme|Mlle)$",
        flags=_FLAGS,
    )


_ORDINAL = regex.compile(r"(?<![\p{L}\p{N}.,:])\p{Nd}{1,2}$", flags=_FLAGS)


@cache
def _ordinal_noun() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Jh|Tag|Mal|Auflage|Platz|Sitzung|Kongress|"
        r"Parteitag|Plenum|Plenartagung|Fünfjahresplan)\w*",
        flags=_FLAGS,
    )


_WORD_CHARACTER = regex.compile(r"[\p{L}\p{N}]")

_WINDOW = 1024
_LOOK_BACK = 24


def sentence_spans(text: str, span: Span | None = None) -> list[Span]:
    """Return the sentences of `text` that share a character with `span` (None: all), without the blanks around them.

    A sentence ends with its paragraph at the latest.
    """
    if span is None:
        return [s for paragraph in paragraphs(text) for s in _sentences(text, paragraph, paragraph.start, len(text))]
    result: list[Span] = []
    place = span.start
    while place < span.end:
        paragraph = paragraph_at(text, place)
        begin = _start_before(text, paragraph, place)
        result += [s for s in _sentences(text, paragraph, begin, span.end) if s.overlaps(span)]
        place = paragraph.end + 1
    return result


def sentence_at(text: str, offset: int) -> Span:
    """Return the sentence around `offset`, without the blanks around it; between two the one before.

    In an empty paragraph it is an empty span. In a long paragraph only the neighbourhood is read.
    """
    paragraph = paragraph_at(text, offset)
    whole = Span(_start_before(text, paragraph, offset), _end_after(text, paragraph, offset))
    return trim(text, whole)


def _sentences(text: str, paragraph: Span, start: int, stop: int) -> Iterator[Span]:
    """Yield the sentences of a paragraph from `start` on, where one begins, to the one that holds `stop`."""
    ends = (_accepted(text, paragraph, found) for found in _end().finditer(text, start, paragraph.end))
    for end in chain((end for end in ends if end is not None), (paragraph.end,)):
        sentence = trim(text, Span(start, end)) if end > start else Span(start, start)
        if len(sentence):
            yield sentence
        start = end
        if start >= stop:
            return


def _start_before(text: str, paragraph: Span, offset: int) -> int:
    """The last end of a sentence before the sentence around `offset`, or the paragraph's start."""
    window = _WINDOW
    while True:
        low = max(paragraph.start, offset - window)
        if low > paragraph.start:
            # Begin behind a letter, so that no row of terminators is met halfway.
            letter = _WORD_CHARACTER.search(text, low, offset)
            low = letter.end() if letter else low
        start = None
        for found in _end().finditer(text, low, paragraph.end):
            if found.start() >= offset:
                break
            end = _accepted(text, paragraph, found)
            # The blanks behind a sentence count as its own.
            if end is not None and end <= offset and end < paragraph.end:
                start = end
        if start is not None:
            return start
        if offset - window <= paragraph.start:
            return paragraph.start
        window *= 4


def _end_after(text: str, paragraph: Span, offset: int) -> int:
    """The first end of a sentence behind `offset`, or the paragraph's end."""
    low = offset
    # Go back over signs and blanks, so that a row of terminators around the offset is met from its beginning.
    while low > paragraph.start and not _WORD_CHARACTER.match(text, low - 1):
        low -= 1
    for found in _end().finditer(text, low, paragraph.end):
        end = _accepted(text, paragraph, found)
        if end is not None and end > offset:
            return end
    return paragraph.end


def _accepted(text: str, paragraph: Span, found: regex.Match[str]) -> int | None:
    """Where a sentence ends with these terminators, or None where it goes on."""
    end: int = found.end()
    if end >= paragraph.end or found["full"] is not None:
        return end
    place = found.start()
    stop_only = found.end("mark") - place == 1
    if stop_only and not found["close"] and not found["blank"]:
        # 3.5; foo.Bar
        if _NUMERIC.match(text, end):
            return None
        if _UPPER.match(text, end) and place and _CASED_BEFORE.search(text, max(paragraph.start, place - 3), place):
            return None
    if _LOWER.match(text, end, paragraph.end):
        return None
    if stop_only and not found["close"] and _goes_on(text, paragraph, place, end):
        return None
    return end


def _goes_on(text: str, paragraph: Span, place: int, end: int) -> bool:
    """Whether the full stop at `place` belongs to an abbreviation, initial, ordinal or list number."""
    low = max(paragraph.start, place - _LOOK_BACK)
    if _SINGLE_LETTER.search(text, low, place) or _abbreviation().search(text, low, place):
        return True
    ordinal = _ORDINAL.search(text, low, place)
    if not ordinal:
        return False
    return ordinal.start() == paragraph.start or _ordinal_noun().match(text, end) is not None
