"""Which script a character is written in, and the runs of one script in a text."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

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
# Words of one script are one find, unless digits are between: those may be of another.
_RUN = regex.compile(
    rf"(?P<Common>{_COMMON}+)|"
    + "|".join(
        rf"(?P<{name}>\p{{Script={name}}}++(?:[{_COMMON}--\p{{Nd}}]++\p{{Script={name}}}++)*+)" for name in SCRIPTS
    )
    + r"|(?P<Other>.)",
    flags=regex.DOTALL | regex.VERSION1,
)
# Within common characters: digits with what keeps them together, or everything else.
_DIGITS = regex.compile(r"\p{Nd}+(?:[.,:/٫٬\-]\p{Nd}+)*")


@lru_cache(maxsize=4096)
def script_of(ch: str) -> str:
    """Return the Unicode script of one character: "Latin", "Arabic", ..., or COMMON or OTHER.

    Inherited counts as COMMON.
    """
    found = _RUN.match(ch)
    return found.lastgroup or OTHER if found else OTHER


def main_script(text: str) -> str:
    """Return the script that most of the letters of `text` are in; COMMON where it has none."""
    totals: dict[str, int] = {}
    for ch, count in Counter(text).items():
        name = script_of(ch)
        totals[name] = totals.get(name, 0) + count
    totals.pop(COMMON, None)
    return max(totals, key=lambda name: totals[name], default=COMMON)


def script_runs(text: str, base: str | None = None) -> list[tuple[Span, str]]:
    """Return runs of one script that together cover `text` (a paragraph), each as long as can be.

    Digits of no script take `base`, the paragraph's script (None: that of most of its letters), but European digits
    between letters of one script are of that: "two [42] crates" is one phrase. Other characters of no script join the
    run before them, at the beginning the one after. A text of no script at all is one run of `base`, or of COMMON.
    """
    if not text:
        return []
    paragraph = base or main_script(text)
    if {script_of(ch) for ch in set(text)} <= {paragraph, COMMON}:
        return [(Span(0, len(text)), paragraph)]
    pieces: list[tuple[int, str]] = []
    waiting: list[regex.Match[str]] = []
    before = paragraph
    for found in _RUN.finditer(text):
        name = found.lastgroup or OTHER
        if name == COMMON:
            waiting += _DIGITS.finditer(text, found.start(), found.end())
            continue
        pieces += ((d.start(), name if name == before and d[0].isascii() else paragraph) for d in waiting)
        waiting.clear()
        pieces.append((found.start(), name))
        before = name
    pieces += ((digits.start(), paragraph) for digits in waiting)
    result: list[tuple[Span, str]] = []
    start, name = 0, pieces[0][1]
    for place, script in pieces[1:]:
        if script != name:
            result.append((Span(start, place), name))
            start, name = place, script
    result.append((Span(start, len(text)), name))
    return result
