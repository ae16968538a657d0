"""Searching by regular expression: on the text as written, never longer than a reader waits, in whole characters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from annotator.text.graphemes import snap
from annotator.text.span import Span

PATIENCE = 1.0
"""Seconds that the way to one match may take."""

# What stands in a pattern without being looked for, and may be a capital for that: escapes, names, classes, flags.
_GRAMMAR = regex.compile(
    r"\\[pP]\{[^}]*\}|\\N\{[^}]*\}|\\[xuU][0-9A-Fa-f]+|\\g<[^>]*>|\\.|\[:[^\]]*:\]|\(\?P?[<&>=][^)>]*|\(\?[A-Za-z0-9-]*[:)]",
    flags=regex.DOTALL,
)


class PatternError(ValueError):
    """A pattern that cannot be searched for; `str()` is a clause that says why, in the words of the engine."""


class SlowPatternError(PatternError):
    """A pattern that would take longer than `PATIENCE`, since it can match in too many ways."""

    def __init__(self) -> None:
        super().__init__("it can match in too many ways")


@lru_cache(maxsize=16)
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return `pattern` made ready: `^` and `$` are a paragraph's ends, case counts only where it has capitals.

    Raises PatternError.
    """
    has_capitals = any(ch.isupper() or ch.istitle() for ch in _GRAMMAR.sub("", pattern))
    flags = regex.VERSION1 | regex.MULTILINE
    try:
        return regex.compile(pattern, flags=flags if has_capitals else flags | regex.IGNORECASE)
    except (regex.error, ValueError, OverflowError, RecursionError) as error:
        raise PatternError(getattr(error, "msg", "") or str(error)) from error


def escaped(words: str) -> str:
    """Return the pattern that matches just these words."""
    pattern: str = regex.escape(words, special_only=True, literal_spaces=True)
    return pattern


def pattern_spans(text: str, pattern: str, start: int = 0, patience: float = PATIENCE) -> Iterator[Span]:
    """Yield where `pattern` matches at least one character from `start` on, ascending and apart, in whole clusters.

    Other threads run while it searches. Raises PatternError, or SlowPatternError where the way to a match takes longer
    than `patience` (seconds of the process's time).
    """
    ready = compiled(pattern)
    last = 0
    while start <= len(text):
        try:
            found = ready.search(text, start, timeout=patience, concurrent=True)
        except TimeoutError:
            raise SlowPatternError from None
        if found is None:
            return
        begin, end = found.span()
        if begin == end:
            start = max(end, start) + 1
            continue
        # A match may begin before the place where it was looked for: `\K` and the like move its ends.
        start = max(end, start + 1)
        span = snap(text, Span(begin, end))
        if span.start >= last:
            yield span
            last = span.end
