"""Grapheme clusters (UAX #29): what a reader takes for one character, and no span may cut."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from annotator.text.paragraphs import check_offset
from annotator.text.span import Span

# The standard's table 1c, written out because `\X` also joins a consonant to a virama that follows none.
_CONJUNCT = r"\p{InCB=Consonant}(?:[\p{InCB=Extend}]*+(?:\p{InCB=Linker}[\p{InCB=Extend}]*+)++\p{InCB=Consonant})*+"


@cache
def _cluster() -> regex.Pattern[str]:
    return regex.compile(
        r"\r\n|[\p{GCB=Control}\r\n]|(?:\p{GCB=Prepend}*+(?:"
        rf"{_CONJUNCT}|\p{{Extended_Pictographic}}(?:\p{{GCB=Extend}}*+\u200D\p{{Extended_Pictographic}})*+"
        r"|\p{GCB=Regional_Indicator}{2}"
        r"|\p{GCB=L}*+(?:\p{GCB=V}++|\p{GCB=LV}\p{GCB=V}*+|\p{GCB=LVT})\p{GCB=T}*+|\p{GCB=L}++|\p{GCB=T}++"
        r"|[^\p{GCB=Control}\r\n])|\p{GCB=Prepend}++)[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+",
        flags=regex.V1 | regex.DOTALL,
    )


# Pairs between which a cluster always begins. Prepended marks join what follows, joiners emoji, viramas consonants; a
# plain character is neither emoji nor such a consonant.
_PLAIN = r"[\p{GCB=Other}--\p{Extended_Pictographic}--\p{InCB=Consonant}]"
_JOINING = r"[\p{GCB=Prepend}\p{GCB=Extend}\p{GCB=ZWJ}]"
# A Korean syllable joins what stands before it only where that is a letter that syllables begin with.
_SYLLABLE = r"[\p{GCB=LV}\p{GCB=LVT}]"
_BEGINNING = r"[\p{GCB=Prepend}\p{GCB=L}]"
_SURE_PAIR = regex.compile(
    rf"\P{{GCB=Prepend}}{_PLAIN}|[^{_JOINING}]\p{{GCB=Other}}|[^{_BEGINNING}]{_SYLLABLE}", flags=regex.V1 | regex.DOTALL
)
_SAFE = regex.compile(
    rf"(?<!\p{{GCB=Prepend}}){_PLAIN}|(?<!{_JOINING})\p{{GCB=Other}}|(?<!{_BEGINNING}){_SYLLABLE}|(?<!\r)\n",
    flags=regex.V1 | regex.REVERSE,
)


def is_boundary(text: str, offset: int) -> bool:
    """Return whether `offset` lies between two grapheme clusters, or at an end of the text."""
    check_offset(text, offset)
    if offset in (0, len(text)) or _SURE_PAIR.match(text, offset - 1):
        return True
    return _cluster_end(text, offset) == offset


def next_boundary(text: str, offset: int) -> int:
    """Return the first grapheme boundary behind `offset`; the text's end there."""
    check_offset(text, offset)
    if offset == len(text):
        return offset
    return _cluster_end(text, offset + 1)


def previous_boundary(text: str, offset: int) -> int:
    """Return the last grapheme boundary before `offset`; 0 there."""
    check_offset(text, offset)
    return _cluster_start(text, offset - 1) if offset else 0


def grapheme_spans(text: str, span: Span | None = None) -> list[Span]:
    """Return the grapheme clusters of `text` that share a character with `span` (None: all), in order."""
    if span is None:
        return [Span(*m.span()) for m in _cluster().finditer(text)]
    check_offset(text, span.end)
    if not len(span):
        return []
    return list(_clusters(text, _cluster_start(text, span.start), span.end))


def snap(text: str, span: Span) -> Span:
    """Return the smallest span of whole grapheme clusters that covers `span`. An empty span inside one becomes it."""
    check_offset(text, span.end)
    start = span.start if is_boundary(text, span.start) else _cluster_start(text, span.start)
    return Span(start, span.end if is_boundary(text, span.end) else _cluster_end(text, span.end))


def cuts_cluster(text: str, span: Span) -> bool:
    """Return whether an end of `span` lies inside a grapheme cluster."""
    return not (is_boundary(text, span.start) and is_boundary(text, span.end))


def _clusters(text: str, start: int, until: int) -> Iterator[Span]:
    """Clusters from the boundary `start` on, to the first that reaches `until`."""
    for found in _cluster().finditer(text, start):
        yield Span(*found.span())
        if found.end() >= until:
            return


def _safe_start(text: str, offset: int) -> int:
    """A sure boundary at or before `offset`, near it but in freak texts (an unbroken row of flags, say)."""
    found = _SAFE.search(text, 0, min(offset + 1, len(text)))
    return found.start() if found else 0


def _cluster_start(text: str, offset: int) -> int:
    """Where the cluster that holds the character at `offset` begins."""
    start = _safe_start(text, offset)
    for found in _cluster().finditer(text, start):
        if found.end() > offset:
            return int(found.start())
    return offset


def _cluster_end(text: str, offset: int) -> int:
    """The first boundary at or after `offset`, which is not 0."""
    for found in _cluster().finditer(text, _safe_start(text, offset - 1)):
        if found.end() >= offset:
            return int(found.end())
    return offset
