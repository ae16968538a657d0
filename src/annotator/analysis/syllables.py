"""How words of Hangul and Katakana sound, syllable by syllable, so that names are told from them as from letters.

Both write a vowel where a foreign name has none, and one letter for its l and r. What they put in is left out, and
l and r are one sound where a name is compared with theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex
from msgspec.structs import replace

from annotator.analysis.across import Heard
from annotator.text.particles import particle
from annotator.text.span import Span

SYLLABIC = frozenset(("Hangul", "Katakana"))
_SHORTEST, _LONGEST = 2, 12
"""Syllables of a word that may be a name."""
_KATAKANA = regex.compile(r"[ァ-ヺー]+")
_HANGUL = regex.compile(r"[가-힣]+")
_ONE = str.maketrans("l", "r")

# Sounds as `across` has them (b for p, f and v; s for sh and ch; g for j), then vowels: a, i, o and e.
_INITIALS = ("g", "k", "n", "d", "t", "r", "m", "b", "b", "s", "s", "", "g", "g", "s", "k", "t", "b", "h")
_FINALS = ("", "k", "k", "k", "n", "n", "n", "t", "r", "k", "m", "b", "r", "r", "b", "r", "m", "b", "b", "t", "t", "ng",
           "t", "t", "k", "t", "b", "t")  # fmt: skip
_MEDIALS = ("a", "e", "ia", "ie", "eo", "e", "ieo", "ie", "o", "oa", "oe", "oe", "io", "o", "oeo", "oe", "oi", "io", "",
            "i", "i")  # fmt: skip
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザ_ズゼゾ", "t": "タ__テト",
    "d": "ダ__デド", "n": "ナニヌネノ", "h": "ハヒ_ヘホ", "b": "バビブベボ", "p": "パピプペポ", "m": "マミムメモ",
    "y": "ヤ_ユ_ヨ", "r": "ラリルレロ", "w": "ワヰ_ヱヲ", "j": "_ジ___", "c": "_チ___", "f": "__フ__", "v": "__ヴ__",
    "C": "__ツ__", "D": "_ヂヅ__",
}  # fmt: skip
_SOUND = {"p": "b", "f": "b", "v": "b", "j": "g", "c": "s", "C": "ts", "D": "g", "y": "", "w": ""}
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "", "ェ": "e", "ォ": "o", "ャ": "a", "ュ": "o", "ョ": "o"}
_KANA = {
    kana: (_SOUND.get(row, row), vowel)
    for row, kanas in _ROWS.items()
    for kana, vowel in zip(kanas, "aioeo", strict=True)
    if kana != "_"
}
_LABIAL = frozenset("バビブベボパピプペポマミムメモ")
_PUT_IN = frozenset("クスツヌフムユルグズヅブプヴトド")
"""Syllables whose vowel is one that a foreign name may not have."""


def heard_in_syllables(text: str, least: int) -> Iterator[Heard]:
    """Yield what may be a name in the Katakana and the Hangul of a text and has so many sounds, in its order.

    A Korean word also without the particle that is written together with it.
    """
    for pattern, script in ((_KATAKANA, "Katakana"), (_HANGUL, "Hangul")):
        for match in pattern.finditer(text):
            word = match[0]
            if not _SHORTEST <= len(word) <= _LONGEST:
                continue
            forms = [word]
            if behind := particle(word):
                forms.append(word.removesuffix(behind))
            for form in forms:
                skeleton, vowels = _heard(form)
                if len(skeleton) >= least:
                    yield Heard(skeleton, Span(match.start(), match.start() + len(form)), form, vowels, script=script)


def with_one_liquid(name: Heard) -> Heard:
    """Return what is heard in any script as it is where l and r are one sound, and two of them that meet as well."""
    if "l" not in name.skeleton:
        return name
    opening = name.skeleton.startswith("A")
    sounds: list[str] = []
    vowels = [name.vowels[0]]
    for sound, behind in zip(name.skeleton[opening:].translate(_ONE), name.vowels[1:], strict=True):
        if sounds and sounds[-1] == sound == "r" and not vowels[-1]:
            vowels[-1] = behind
        else:
            sounds.append(sound)
            vowels.append(behind)
    return replace(name, skeleton="A" * opening + "".join(sounds), vowels=tuple(vowels))


@lru_cache(maxsize=20_000)
def _heard(word: str) -> tuple[str, tuple[str, ...]]:
    """Return the skeleton of a word, and the vowels before, between and behind its consonants (see `across`)."""
    consonants: list[str] = []
    vowels = [""]
    opening = ""
    for sounds, vowel in _syllables(word):
        for sound in sounds:
            # What is doubled is one sound, as of Alibaba in 알리바바.
            if not consonants or vowels[-1] or consonants[-1] != sound:
                consonants.append(sound)
                vowels.append("")
        vowels[-1] += vowel
        if not consonants:
            opening = "A"
    return opening + "".join(consonants), tuple(vowels)


def _syllables(word: str) -> Iterator[tuple[str, str]]:
    """Yield the consonants and the vowel of each syllable; one that ends with a consonant is two."""
    for place, ch in enumerate(word):
        if ch in _KANA:
            sound, vowel = _KANA[ch]
            behind = _SMALL.get(word[place + 1 : place + 2])
            yield sound, behind if behind is not None else "" if ch in _PUT_IN else vowel
        elif ch == "ン":
            yield (
                "m" if word[place + 1 : place + 2] in "バビブベボパピプペポマミムメモ" and word[place + 1 :] else "n",
                "",
            )
        elif "가" <= ch <= "힣":
            number = ord(ch) - ord("가")
            yield _INITIALS[number // 588], _MEDIALS[number % 588 // 28]
            yield _FINALS[number % 28], ""
