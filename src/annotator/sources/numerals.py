"""Numbers as word processors write them before the items of a list."""

from __future__ import annotations

from collections.abc import Callable

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_GEMATRIA = dict(zip(_HEBREW, (*range(1, 10), *range(10, 100, 10), *range(100, 500, 100)), strict=True))
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HAN = "〇一二三四五六七八九"


def _letters(alphabet: str) -> Callable[[int], str]:
    """Word goes on after the last letter with aa, bb, cc."""
    return lambda n: alphabet[(n - 1) % len(alphabet)] * min((n - 1) // len(alphabet) + 1, 20)


def _digits(zero: str) -> Callable[[int], str]:
    return lambda n: "".join(chr(ord(zero) + int(digit)) for digit in str(n))


def roman(n: int) -> str:
    """Return `n` in small Roman numerals; in digits where it has none."""
    if not 0 < n < 5000:
        return str(n)
    result = ""
    for value, letters in _ROMAN:
        while n >= value:
            result += letters
            n -= value
    return result


def _gematria(n: int) -> str:
    result = ""
    for letter, value in reversed(_GEMATRIA.items()):
        while n >= value and n < 1000:
            if n in (15, 16):  # never written as parts of the Name
                return result + ("טו" if n == 15 else "טז")
            result += letter
            n -= value
    return result or str(n)


def _chinese(n: int) -> str:
    if n < 10:
        return _HAN[n]
    if n < 100:
        tens, ones = divmod(n, 10)
        return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
    return "".join(_HAN[int(digit)] for digit in str(n))


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "ordinal": lambda n: f"{n}.",
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _letters(_RUSSIAN.upper()),
    "lowerGreek": _letters(_GREEK),
    "upperGreek": _letters(_GREEK.upper()),
    "hebrew1": _gematria,
    "hebrew2": _letters(_HEBREW),
    "arabicAlpha": _letters(_ARABIC),
    "arabicAbjad": _letters(_ABJAD),
    "hindiNumbers": _digits("०"),
    "thaiNumbers": _digits("๐"),
    "arabicIndic": _digits("٠"),
    "extendedArabicIndic": _digits("۰"),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda n: "".join(_HAN[int(digit)] for digit in str(n)),
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if 1 <= n <= 20 else str(n),
    "none": lambda _n: "",
}


def numeral(n: int, form: str) -> str:
    """Return `n` in the form that WordprocessingML names so; in digits for forms that are not known."""
    if n < 1:
        return "" if form == "none" else str(n)
    return _FORMS.get(form, str)(n)


def bullet(sign: str, font: str = "") -> str:
    """Return the sign before an item as a character: symbol fonts have theirs where no letters are."""
    sign = sign.strip()
    if not sign:
        return ""
    if len(sign) > 3 or any("\ue000" <= ch <= "\uf8ff" for ch in sign):
        return "•"
    if font.casefold() in ("symbol", "wingdings", "webdings"):
        return "•"
    return "◦" if sign == "o" else sign
