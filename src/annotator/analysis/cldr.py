"""Names of countries, days and months and the words for large numbers, in every language that CLDR knows.

They come from Unicode's Common Locale Data Repository, which Babel carries; a language is read when it is first met.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import regex

from annotator.analysis.phrases import Phrases
from annotator.text.folding import fold

if TYPE_CHECKING:
    from babel import Locale

_INFLECTED = frozenset(
    ("ru", "uk", "be", "bg", "sr", "mk", "el", "pl", "cs", "sk", "sl", "hr", "bs", "lt", "lv", "et", "fi", "hu", "tr",
     "de", "ro", "la", "az", "kk", "ky", "uz", "hy", "ka")
)  # fmt: skip
"""Languages whose names change their endings with the case."""
_SHORT_TOO = frozenset(("zh", "ja", "ko", "yue"))
"""Languages whose short names of days and months are written out in texts: 周四, 3月."""
_VARIANTS = {"ar": ("ar_SY", "ar_DZ", "ar_MA", "ar_MR"), "de": ("de_AT",), "zh": ("zh_Hant",)}
"""Where a language has other names for the months elsewhere."""
_ALSO = {
    "en": "TR=Turkey GB=Britain GB=UK US=USA US=US US=U.S. US=America CZ=Czech_Republic MM=Burma CI=Ivory_Coast "
    "PS=Palestine MK=Macedonia SZ=Swaziland CV=Cape_Verde KP=North_Korea HK=Hong_Kong MO=Macao MO=Macau",
    "de": "GB=Großbritannien GB=Britannien US=USA US=Amerika BY=Weißrussland CZ=Tschechische_Republik PS=Palästina "
    "MD=Moldau CI=Elfenbeinküste HK=Hongkong MO=Macau MO=Macao",
    "fr": "GB=Grande-Bretagne US=USA US=Amérique BY=Biélorussie CZ=République_tchèque PS=Palestine "
    "HK=Hong_Kong MO=Macao",
    "es": "GB=Gran_Bretaña US=EE._UU. US=EE.UU. US=EE_UU US=EEUU BY=Bielorrusia PS=Palestina HK=Hong_Kong MO=Macao",
    "it": "GB=Gran_Bretagna US=USA BY=Bielorussia PS=Palestina HK=Hong_Kong MO=Macao",
    "pt": "GB=Grã-Bretanha US=EUA PS=Palestina HK=Hong_Kong MO=Macau",
    "nl": "GB=Groot-Brittannië GB=Engeland US=VS BY=Wit-Rusland PS=Palestina HK=Hongkong MO=Macau",
    "ru": "CN=КНР KR=Южная_Корея KP=Северная_Корея GB=Британия US=США US=Америка "
    "BY=Белоруссия KG=Киргизия MD=Молдавия TM=Туркмения AE=Эмираты PS=Палестина",
    "uk": "CN=КНР GB=Британія US=США US=Америка AE=Емірати PS=Палестина HK=Гонконг MO=Макао",
    "el": "GB=Βρετανία US=ΗΠΑ US=Αμερική PS=Παλαιστίνη HK=Χονγκ_Κονγκ MO=Μακάο",
    "tr": "GB=İngiltere US=ABD US=Amerika PS=Filistin HK=Hong_Kong MO=Makao",
    "ar": "GB=بريطانيا US=أمريكا US=أميركا PS=فلسطين AE=الإمارات RU=روسيا_الاتحادية CI=ساحل_العاج SA=السعودية "
    "HK=هونغ_كونغ HK=هونج_كونج MO=ماكاو",
    "fa": "GB=بریتانیا GB=انگلیس US=آمریکا US=امریکا PS=فلسطین AE=امارات SA=عربستان_سعودی SA=عربستان "
    "HK=هنگ‌کنگ HK=هنگ_کنگ MO=ماکائو",
    "ur": "GB=برطانیہ US=امریکہ US=امریکا PS=فلسطین AE=متحدہ_عرب_امارات HK=ہانگ_کانگ MO=مکاؤ",
    "he": 'GB=בריטניה GB=אנגליה US=ארה״ב US=ארה"ב US=אמריקה PS=פלסטין CN=סין AE=האמירויות',
    "hi": "GB=ब्रिटेन US=अमेरिका PS=फ़िलिस्तीन HK=हांगकांग HK=हॉन्गकॉन्ग",
    "ja": "US=米国 US=アメリカ GB=英国 HK=香港 MO=マカオ",
    "ko": "KR=한국 HK=홍콩 MO=마카오 TW=타이완",
    "id": "CN=China CN=Cina GB=Inggris HK=Hong_Kong MO=Makau PS=Palestina",
    "pl": "US=USA US=Ameryka HK=Hongkong PS=Palestyna",
    "cs": "US=USA US=Amerika GB=Británie HK=Hongkong",
    "sk": "US=USA US=Amerika GB=Británia HK=Hongkong",
    "hu": "US=USA US=Amerika",
    "sl": "US=ZDA US=Amerika",
    "hr": "US=SAD US=Amerika",
    "bs": "US=SAD US=Amerika",
    "sr": "US=САД US=Америка",
    "bg": "US=САЩ US=Америка",
    "ro": "US=SUA US=Statele_Unite",
    "ca": "US=EUA",
    "et": "US=USA US=Ameerika",
    "lt": "US=JAV",
    "lv": "US=ASV",
    "vi": "US=Mỹ",
    "fi": "US=USA",
    "zh": "KR=韩国 KP=朝鲜 AE=阿联酋 PS=巴勒斯坦 HK=香港 MO=澳门",
}
"""What reports call countries besides their names in CLDR."""
_SCALES_ALSO = {
    "en": "bn=9 mn=6 mln=6 tn=12 trn=12 lakh=5 lakhs=5 crore=7 crores=7", "fr": "mds=9 mrd=9 mrds=9",
    "el": "εκατ=6 εκατομμυριων=6 χιλιαδων=3 δισεκατομμυριων=9", "es": "mill=6", "de": "mill=6", "pt": "mln=6",
    "hi": "हजार=3 करोड=7", "ja": "千=3", "zh": "千=3",
}  # fmt: skip
"""Words and abbreviations that newspapers have besides those in CLDR, as powers of ten; folded."""
_NO_DAY = frozenset(("среди", "Среди"))
"""Common words that look like a day with another ending."""
_BRACKETS = regex.compile(r"\s*\(([^)]*)\)")
_DIGITS = regex.compile(r"0+")


def names(language: str | None) -> Phrases[str]:
    """Return the names of a language: `country:CN`, `weekday:0` (Monday), `month:1`. None of an unknown language."""
    return _known(_primary(language))


@lru_cache(maxsize=32)
def _known(primary: str) -> Phrases[str]:
    return Phrases(_names(primary), inflected=primary in _INFLECTED)


def _names(primary: str) -> Iterator[tuple[str, str]]:
    widths = ("wide", "abbreviated") if primary in _SHORT_TOO else ("wide",)
    for pair in _ALSO.get(primary, "").split():
        code, _, name = pair.partition("=")
        yield name.replace("_", " "), f"country:{code}"
    for locale in _locales(primary):
        whole = frozenset(locale.territories.values())
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"):
                yield _BRACKETS.sub("", name), f"country:{code}"
                # Another name of it, Burma; not the country that it belongs to.
                others = (other for other in _BRACKETS.findall(name) if other not in whole)
                yield from ((other, f"country:{code}") for other in others)
        for use in ("format", "stand-alone"):
            for width in widths:
                yield from ((name, f"weekday:{day}") for day, name in _of(locale.days, use, width).items())
                months = _of(locale.months, use, width).items()
                yield from ((name, f"month:{month}") for month, name in months if not name.isdigit())


@lru_cache(maxsize=32)
def short_months(language: str | None) -> dict[str, int]:
    """Return the short names (folded, without a full stop) of the months that have one, with their numbers."""
    if _primary(language) in _SHORT_TOO:
        return {}
    found: dict[str, int] = {}
    for locale in _locales(language):
        for use in ("format", "stand-alone"):
            for month, name in _of(locale.months, use, "abbreviated").items():
                word = fold(name).text.strip(" .'॰")
                if len(word) > 2 and word.isalpha():
                    found.setdefault(word, month)
    return found


def is_name(word: str) -> bool:
    """Return whether a word that looks like a name may be one."""
    return word not in _NO_DAY


@lru_cache(maxsize=32)
def scales(language: str | None) -> dict[str, int]:
    """Return the words and abbreviations (folded) that a number is multiplied with, as powers of ten: million is 6."""
    also = (pair.partition("=") for pair in _SCALES_ALSO.get(_primary(language), "").split())
    found = {word: int(power) for word, _, power in also}
    for locale in _locales(language):
        for width in ("short", "long"):
            for patterns in locale.compact_decimal_formats.get(width, {}).values():
                for size, pattern in patterns.items():
                    zeros = _DIGITS.search(pattern.pattern)
                    word = fold(_DIGITS.sub("", pattern.pattern, count=1).replace("'", "")).text.strip(" .")
                    power = len(size) - len(zeros[0]) if zeros else 0
                    # One letter means too much; where one character is a word, it is none of the alphabet.
                    if power and word and (len(word) > 1 or not word.isascii()):
                        found[word] = power
    return found


@lru_cache(maxsize=64)
def in_english(language: str | None) -> str | None:
    """Return what English calls a language (BCP 47: `zh-Hant` is Chinese (Traditional)); None of an unknown one."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").get_display_name("en") if language else None
    except (UnknownLocaleError, ValueError):
        return None


def _of(data: Any, use: str, width: str) -> dict[int, str]:
    return dict(data.get(use, {}).get(width, {}))


def _locales(language: str | None) -> Iterator[Locale]:
    from babel import Locale, UnknownLocaleError

    primary = _primary(language)
    if not primary:
        return
    for name in (primary, *_VARIANTS.get(primary, ())):
        try:
            yield Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            return


def _primary(language: str | None) -> str:
    return (language or "").partition("-")[0].lower()
