"""Which script a character is written in, and the runs of one script in a text."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

import regex

from annotator.text.span import Span

COMMON = "Common"
"""The script of characters that belong to none: blanks, punctuation, digits, most symbols, combining marks."""

OTHER = "Other"
"""The script of characters whose script is not among SCRIPTS."""

SCRIPTS = (
    "Latin", "Arabic", "Han", "Cyrillic", "Hebrew", "Greek", "Hiragana", "Katakana", "Hangul", "Devanagari",
    "Bengali", "Thai", "Tamil", "Telugu", "Gujarati", "Kannada", "Malayalam", "Gurmukhi", "Oriya", "Sinhala",
    "Myanmar", "Khmer", "Lao", "Tibetan", "Ethiopic", "Armenian", "Georgian", "Mongolian", "Syriac", "Thaana",
    "Nko", "Adlam", "Bopomofo", "Yi", "Cherokee", "Canadian_Aboriginal", "Javanese", "Balinese", "Tifinagh", "Vai",
)  # fmt: skip
"""Scripts by their Unicode names, the frequent ones first."""

_COMMON = r"[\p{Script=Common}\p{Script=Inherited}]"


# Of those scripts only that are met: to make patterns of all takes as long as to paint a page.
@cache
def _letter(script: str) -> regex.Pattern[str]:
    return regex.compile(_COMMON if script == COMMON else rf"\p{{Script={script}}}")


@lru_cache(maxsize=64)
def _run(scripts: frozenset[str]) -> regex.Pattern[str]:
    """Return what finds the runs of a text of these scripts: COMMON, `scripts`, and OTHER, character by character."""
    # Words of one script are one find, unless digits are between: those may be of another.
    return regex.compile(
        rf"(?P<Common>{_COMMON}+)|"
        + "".join(
            rf"(?P<{name}>\p{{Script={name}}}++(?:[{_COMMON}--\p{{Nd}}]++\p{{Script={name}}}++)*+)|"
            for name in SCRIPTS
            if name in scripts
        )
        + r"(?P<Other>.)",
        flags=regex.DOTALL | regex.VERSION1,
    )


# Within common characters: digits with what keeps them together, or everything else.
_DIGITS = regex.compile(r"\p{Nd}+(?:[.,:/٫٬\-]\p{Nd}+)*")

_LINKS = frozenset(("", "-", "\u2010", "\u2011", "\u2013"))
"""What stands between the letters and the digits of one word: nothing, or a hyphen."""
_BLANKS = frozenset((" ", "\u00a0", "\u202f"))
_CASED = frozenset(("Latin", "Cyrillic", "Greek"))
"""Scripts whose names go on with a number, as "Boeing 737": on a page from right to left they are one stretch."""


@lru_cache(maxsize=4096)
def script_of(ch: str) -> str:
    """Return the Unicode script of one character: "Latin", "Arabic", ..., or COMMON or OTHER.

    Inherited counts as COMMON.
    """
    return next((script for script in (COMMON, *SCRIPTS) if _letter(script).match(ch)), OTHER)


def main_script(text: str) -> str:
    """Return the script that most of the letters of `text` are in; COMMON where it has none."""
    names = set(map(script_of, set(text))) - {COMMON}
    if len(names) < 2:  # as nearly everywhere
        return names.pop() if names else COMMON
    totals: dict[str, int] = {}
    for ch, count in Counter(text).items():
        name = script_of(ch)
        totals[name] = totals.get(name, 0) + count
    totals.pop(COMMON, None)
    return max(totals, key=lambda name: totals[name], default=COMMON)


def _with_letters(text: str, digits: regex.Match[str], before: str, behind: int, after: str, start: int) -> str | None:
    """Return the script of letters that `digits` are set like; None for those that stand by themselves.

    Letters of `before` end at `behind`, and those of `after` begin at `start`.
    """
    if not digits[0].isascii():
        return None
    if digits.end() == start:
        return after
    between = text[behind : digits.start()]
    linked = between in _LINKS or (between in _BLANKS and before in _CASED)
    return before if linked or before == after else None


def script_runs(text: str, base: str | None = None) -> list[tuple[Span, str]]:
    """Return runs of one script that together cover `text` (a paragraph), each as long as can be.

    Digits of no script take `base`, the paragraph's script (None: that of most of its letters), but European digits
    between letters of one script are of that: "two [42] crates" is one phrase; and so are those that are one word or
    name with letters: "G20", "F-16", "5G", "Boeing 737". Other characters of no script join the run before them, at
    the beginning the one after. A text of no script at all is one run of `base`, or of COMMON.
    """
    if not text:
        return []
    paragraph = base or main_script(text)
    scripts = frozenset(map(script_of, set(text)))
    if scripts <= {paragraph, COMMON}:
        return [(Span(0, len(text)), paragraph)]
    pieces: list[tuple[int, str]] = []
    waiting: list[regex.Match[str]] = []
    before, behind = paragraph, 0
    for found in _run(scripts).finditer(text):
        name = found.lastgroup or OTHER
        if name == COMMON:
            waiting += _DIGITS.finditer(text, found.start(), found.end())
            continue
        pieces += (
            (digits.start(), _with_letters(text, digits, before, behind, name, found.start()) or paragraph)
            for digits in waiting
        )
        waiting.clear()
        pieces.append((found.start(), name))
        before, behind = name, found.end()
    pieces += (
        (digits.start(), _with_letters(text, digits, before, behind, paragraph, -1) or paragraph) for digits in waiting
    )
    result: list[tuple[Span, str]] = []
    start, name = 0, pieces[0][1]
    for place, script in pieces[1:]:
        if script != name:
            result.append((Span(start, place), name))
            start, name = place, script
    result.append((Span(start, len(text)), name))
    return result
