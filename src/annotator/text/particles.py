"""Korean particles: where a noun ends that one is written together with."""

from __future__ import annotations

import regex

_PARTICLE = regex.compile(
    r"(?:은|는|이|가|을|를|의|에|와|과|도|만|로|으로|에서|에게|까지|부터|보다|처럼|라고|이라고|이나|나|에는|에도|에선|와의|과의)\Z"
)
_HANGUL = frozenset(chr(code) for code in range(0xAC00, 0xD7A4))
_LEAST = 2
"""Syllables of a noun: of a shorter one half may be gone."""


def particle(word: str) -> str:
    """Return the particle that a word of Hangul ends with, the longest that may be one; empty where there is none.

    It may be a part of the noun as well: what is left has to be one that is known.
    """
    if word[-1:] not in _HANGUL:
        return ""
    found = _PARTICLE.search(word)
    return found[0] if found and found.start() >= _LEAST else ""
