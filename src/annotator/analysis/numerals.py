"""Numbers that are written as words, in the languages of which they are known here: up to ninety-nine, and hundreds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

import regex

from annotator.analysis.phrases import Phrases
from annotator.text.folding import Folded, fold
from annotator.text.span import Span

_FROM_ONE = {
    "de": "ein|eine|einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien",
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "fr": "un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf",
    "es": "un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve",
    "it": "un|uno|una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove",
    "pt": "um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze "
    "dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove",
    "ru": "один|одна|одного два|две|двух три|трёх четыре|четырёх пять|пяти шесть|шести семь|семи восемь|восьми "
    "девять|девяти десять|десяти одиннадцать|одиннадцати двенадцать|двенадцати тринадцать|тринадцати "
    "четырнадцать|четырнадцати пятнадцать|пятнадцати шестнадцать|шестнадцати семнадцать|семнадцати "
    "восемнадцать|восемнадцати девятнадцать|девятнадцати",
    "uk": "один|одна два|дві|двох три|трьох чотири|чотирьох п'ять|п'яти шість|шести сім|семи вісім|восьми "
    "дев'ять|дев'яти десять|десяти одинадцять|одинадцяти дванадцять|дванадцяти тринадцять|тринадцяти "
    "чотирнадцять|чотирнадцяти п'ятнадцять|п'ятнадцяти шістнадцять|шістнадцяти сімнадцять|сімнадцяти "
    "вісімнадцять|вісімнадцяти дев'ятнадцять|дев'ятнадцяти",
    "el": "ένας|μία|ένα δύο|δυο τρεις|τρία|τριών τέσσερις|τέσσερα|τεσσάρων πέντε έξι επτά|εφτά οκτώ|οχτώ εννέα|εννιά "
    "δέκα έντεκα|ένδεκα δώδεκα δεκατρείς|δεκατρία δεκατέσσερις|δεκατέσσερα δεκαπέντε δεκαέξι|δεκάξι "
    "δεκαεπτά|δεκαεφτά δεκαοκτώ|δεκαοχτώ δεκαεννέα|δεκαεννιά",
    "fa": "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده|هیجده نوزده",
    "ur": "ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس",
    "hi": "एक दो तीन चार पाँच|पांच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह|पन्द्रह सोलह सत्रह अठारह उन्नीस",
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz on",
    "ar": "واحد|واحدة اثنان|اثنين|اثنتان|اثنتين ثلاث|ثلاثة أربع|أربعة خمس|خمسة ست|ستة سبع|سبعة ثماني|ثمانية تسع|تسعة "
    "عشر|عشرة أحد_عشر|إحدى_عشرة اثنا_عشر|اثني_عشر|اثنتا_عشرة|اثنتي_عشرة ثلاثة_عشر|ثلاث_عشرة أربعة_عشر|أربع_عشرة "
    "خمسة_عشر|خمس_عشرة ستة_عشر|ست_عشرة سبعة_عشر|سبع_عشرة ثمانية_عشر|ثماني_عشرة تسعة_عشر|تسع_عشرة",
    "he": "אחד|אחת שניים|שתיים|שני|שתי שלושה|שלוש ארבעה|ארבע חמישה|חמש שישה|שש שבעה|שבע שמונה תשעה|תשע עשרה|עשר "
    "אחד_עשר|אחת_עשרה שנים_עשר|שתים_עשרה שלושה_עשר|שלוש_עשרה ארבעה_עשר|ארבע_עשרה חמישה_עשר|חמש_עשרה "
    "שישה_עשר|שש_עשרה שבעה_עשר|שבע_עשרה שמונה_עשר|שמונה_עשרה תשעה_עשר|תשע_עשרה",
}
"""The numbers from one on, in order: forms of one number with bars between them, words of one form with low lines."""

_TENS = {
    "de": "zwanzig dreißig|dreissig vierzig fünfzig sechzig siebzig achtzig neunzig hundert|einhundert",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts|quatre-vingt quatre-vingt-dix cent",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien|ciento",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem|cento",
    "ru": "двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти "
    "семьдесят|семидесяти восемьдесят|восьмидесяти девяносто|девяноста сто|ста",
    "uk": "двадцять|двадцяти тридцять|тридцяти сорок|сорока п'ятдесят шістдесят сімдесят вісімдесят дев'яносто сто",
    "el": "είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα εκατό",
    "fa": "بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد|یکصد",
    "ur": "بیس تیس چالیس پچاس ساٹھ ستر اسی نوے سو",
    "hi": "बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे सौ",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan yüz",
    "ar": "عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين "
    "مئة|مائة",
    "he": "עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים מאה",
}
_TEN_ONE = frozenset(("tr",))
"""Languages that say ten one for eleven."""
_INSTRUMENTAL = {"ru": "ю", "uk": "ма"}
"""What a number from ten on ends with behind "with": of a smaller one it makes other words, as of seven a family."""
_OTHER_WORDS = {"tr": (100,), "ur": (80, 100)}
"""Numbers that by themselves are another word as often: a face; the same, so."""
_AND = frozenset(("", " ", "-", " and ", " et ", "-et-", " y ", " e ", " و ", " ו"))
"""What may stand between the two words of a number."""
_CHINESE = regex.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?(?![一二三四五六七八九十月])")
_ONES = "零一二三四五六七八九"
_LEAST = 10
"""Smaller numbers are in every text; they only multiply."""


def written_out(text: str | Folded, language: str | None) -> Iterator[tuple[Span, int]]:
    """Yield the numbers of a text that are words, each with what it is worth, in order. Smaller ones than ten too."""
    folded = text if isinstance(text, Folded) else fold(text)
    primary = (language or "").partition("-")[0].lower()
    if primary in ("zh", "ja"):
        for found in _CHINESE.finditer(folded.text):
            tens, _, ones = found[0].partition("十")
            yield folded.span(*found.span()), 10 * max(_ONES.find(tens or "一"), 1) + _ONES.find(ones or "零")
        return
    held: tuple[Span, int] | None = None
    for found in _phrases(primary).find(folded):
        span, value = found.span, found.meant
        if folded.original[span.start - 1 : span.start] == "\u200c":
            continue  # The end of a longer word, as thirty is of the BBC in Persian.
        if held is not None:
            between = folded.original[held[0].end : span.start]
            together = _together(held[1], value, between, least=10 if primary in _TEN_ONE else 20)
            if together is not None:
                held = Span(held[0].start, span.end), together
                continue
            yield held
        held = span, value
    if held is not None:
        yield held


def _together(one: int, other: int, between: str, least: int) -> int | None:
    """Return the number that two words are: twenty-one, in Arabic one and twenty, two hundred, a hundred and one.

    Tens are put together with ones from `least` on.
    """
    if fold(between).text not in _AND and between.strip() not in ("و", "ו"):
        return None
    if one < 10 and other == 100:
        return one * 100
    if (least <= one < 100 and one % 10 == 0 and other < 10) or (one >= 100 and one % 100 == 0 and other < 100):
        return one + other
    return one + other if one < 10 and between.strip() and 20 <= other < 100 and other % 10 == 0 else None


def least_in_words(value: int, language: str | None) -> bool:
    """Return whether a number that is written as words tells anything by itself, and is no other word."""
    return value >= _LEAST and value not in _OTHER_WORDS.get((language or "").partition("-")[0].lower(), ())


@cache
def _phrases(language: str) -> Phrases[int]:
    ones = _values(_FROM_ONE.get(language, ""), 1, 1)
    tens = _values(_TENS.get(language, ""), 20, 10)
    compounds: list[tuple[str, int]] = []
    if language in ("de", "nl"):
        joined = "und" if language == "de" else "en"
        small = [("ein" if one in ("eine", "einen") else one, value) for one, value in ones if value < 10]
        compounds = [(f"{one}{joined}{ten}", value + more) for one, value in small for ten, more in tens if more < 100]
        compounds += [(f"{one}{ten}", value * 100) for one, value in small for ten, more in tens if more == 100]
    ending = _INSTRUMENTAL.get(language)
    if ending:
        compounds = [
            (f"{word}{ending}", value) for word, value in (*ones, *tens) if value >= _LEAST and word.endswith("ь")
        ]
    return Phrases(chain(ones, tens, compounds))


def _values(words: str, first: int, step: int) -> list[tuple[str, int]]:
    return [
        (form.replace("_", " "), first + number * step)
        for number, forms in enumerate(words.split())
        for form in forms.split("|")
    ]


def numbers_in_words(text: str, language: str | None) -> set[str]:
    """Return the numbers from ten on that a text writes as words, in digits."""
    return {str(value) for _, value in written_out(text, language) if least_in_words(value, language)}
