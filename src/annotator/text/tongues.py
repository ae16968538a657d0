"""The language of one paragraph among those that want faces of their own: told by letters that only one of them has.

A model that tells languages is not asked: a page is laid out paragraph by paragraph while somebody scrolls.
"""

from __future__ import annotations

_URDU, _PERSIAN, _ARABS = "ٹڈڑںہے", "پچژگیک", "يكةى"
_HAN, _KANA = ("\u3400", "\u9fff"), ("\u3041", "\u30ff")
_EAST = "\u3041"
_SAMPLE = 400
_FEW = 3
"""Letters that a foreign name may bring; a language brings more."""
_SHARE = 0.03
_KANA_SHARE = 0.1
_SENTENCE = 20


def tongue(words: str, language: str | None) -> str | None:
    """Return the BCP 47 tag of the language of a paragraph in a text of `language`: that one, or surely another.

    Told are Arabic, Persian and Urdu from one another, and Chinese from Japanese, by the first 400 code points.
    """
    sample = words[:_SAMPLE]
    if len(sample) < _SENTENCE // 2 or sample.isascii():
        return language
    primary = (language or "").lower().partition("-")[0]
    # Counted by the letter: an expression that looks for any of them takes ten times as long.
    urdu, persian, arabs = (sum(map(sample.count, letters)) for letters in (_URDU, _PERSIAN, _ARABS))
    if urdu or persian or arabs:
        found = _of_arabic(urdu, persian, arabs, max(_FEW, _SHARE * len(sample)))
        return found if found is not None and found != primary else language
    if max(sample) < _EAST:
        return language
    han, kana = (sum(first <= ch <= last for ch in sample) for first, last in (_HAN, _KANA))
    if kana >= _FEW and kana >= _KANA_SHARE * (han + kana):
        return language if primary == "ja" else "ja"
    return "zh" if primary == "ja" and han >= _SENTENCE and not kana else language


def _of_arabic(urdu: int, persian: int, arabs: int, enough: float) -> str | None:
    if urdu >= enough:
        return "ur"
    if (persian >= enough) == (arabs >= enough):
        return None
    return "fa" if persian >= enough else "ar"
