"""What texts in different scripts can have in common: names by their consonants, and countries.

A name goes into another script by its sound, its vowels by taste: what stays are the consonants. Only names of which
these are the same, four or more, are taken for one; a mere likeness would be wrong more often than right.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import regex
from msgspec import Struct

from annotator.analysis.capitals import opens, own
from annotator.text.folding import fold
from annotator.text.proclitics import cuts
from annotator.text.scripts import main_script, script_of
from annotator.text.span import Span

LEAST = 4
"""Sounds that tell a name: its consonants, and a vowel that it begins with."""
_LONGEST = 24
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’]*+")
_PREFIX = regex.compile(r"[והבלמכש](?=\p{L}{3})")
"""What may be written together with a Hebrew word."""


def _table(pairs: str) -> dict[str, str]:
    """Return the sound of each letter: the last character of the run that it is in."""
    return {letter: pair[-1] for pair in pairs.split() for letter in pair[:-1]}


# Letters, then the sound that they stand for: what some script does not tell apart is one. What is not named is a vowel
# or as good as one.
_SOUNDS = {
    "Latin": _table("bpfvb cqkk dd gjg hh ll mm nn rr ss tt zz"),
    "Arabic": _table("بپفڤb تطٹt ثسصشچs جغگg حخهہh دذضڈd رڑr زژظz قكکk لl مm نںn"),
    "Hebrew": _table("בפףb גg דd החh זz טתt כךקk לl מםm נןn סשצץs רr"),
    "Cyrillic": _table("бпвфb гжg дd зz кk лl мm нn рr сцчшщs тt хh"),
    "Greek": _table("βπφψb γg δd ζz κχξk λl μm νn ρr σςs τθt"),
    "Devanagari": _table("बभपफवb गघजझg दधडढd हखh कk लळl मm नणङञंँn रr सशषचछs तथटठt"),
}
_DIGRAPHS = (
    ("tsch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("th", "t"), ("kh", "h"), ("gh", "g"),
    ("zh", "j"), ("dj", "j"), ("sz", "s"), ("cz", "s"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
)  # fmt: skip
_ABJADS = frozenset(("Arabic", "Hebrew"))
_LAST_VOWEL = {"Arabic": "ا", "Hebrew": "א", "Greek": "η"}
"""How the vowel is written here that a last h stands for."""
_VOWELS = _table("aअआाاאаяαa eएऐेैеэєεe iyयइईिीئيیيיиыйіηιυi oओऔऑोौॉउऊुूouwوוоуюёωοo")
"""Each vowel's class; those of scripts that write no short ones are a, i and o."""
_INSTRUMENTAL = regex.compile(r"(?<=\p{L}{3})[оеёыи]м\Z")
_TWO = {"μπ": "π", "ντ": "δ", "γκ": "γ", "τζ": "γ"}
_TWO_FOR_ONE = regex.compile("|".join(_TWO))
_HISSED = str.maketrans("čćçČĆÇžŽ", "sssSSSjJ")
"""Letters whose sign is more than an accent."""
_FIRST_X, _LAST_S, _LAST_IC = regex.compile(r"\Ax"), regex.compile(r"(?<=\w{3})s\Z"), regex.compile(r"(?<=i)c\Z")
_SHOUTED = 4
"""Letters of a word all in capitals that is a word, and no abbreviation."""
_NO_V = str.maketrans({"v": "w", "V": "W", "в": "ъ", "В": "Ъ"})
_OPENING = frozenset("अआइईउऊएऐओऔऑaeiouاأإآعئאעаеёиоуыэюяαεηιουω")
_BETWEEN = frozenset((" ", "\u00a0", "\u200c", "-"))
"""What may stand between the two words of a name."""
_PART = 3
"""Letters of each of them: what is shorter and stands elsewhere too is "in" or "of"."""
CASED = frozenset(("Latin", "Cyrillic", "Greek"))
_CONJUNCT = regex.compile(r"(\p{L})्\1")
"""A double consonant; without the sign a vowel stands between the two."""
_DOUBLED = regex.compile(r"(\p{L})\1")

# As English, German, French, Spanish, Russian (its beginning), Arabic, Hebrew and Chinese have them.
_COUNTRIES = """
China China Chine China Кита الصين סין 中国
Russia Russland Russie Rusia Росси روسيا רוסיה 俄罗斯
Ukraine Ukraine Ukraine Ucrania Украин أوكرانيا אוקראינה 乌克兰
Germany Deutschland Allemagne Alemania Германи ألمانيا גרמניה 德国
France Frankreich France Francia Франци فرنسا צרפת 法国
Britain Großbritannien Royaume-Uni Reino Британи بريطانيا בריטניה 英国
Italy Italien Italie Italia Итали إيطاليا איטליה 意大利
Spain Spanien Espagne España Испани إسبانيا ספרד 西班牙
Poland Polen Pologne Polonia Польш بولندا פולין 波兰
Turkey Türkei Turquie Turquía Турци تركيا טורקיה 土耳其
Greece Griechenland Grèce Grecia Греци اليونان יוון 希腊
Austria Österreich Autriche Austria Австри النمسا אוסטריה 奥地利
Switzerland Schweiz Suisse Suiza Швейцари سويسرا שווייץ 瑞士
Sweden Schweden Suède Suecia Швеци السويد שוודיה 瑞典
Iran Iran Iran Irán Иран إيران איראן 伊朗
Iraq Irak Irak Irak Ирак العراق עיראק 伊拉克
Syria Syrien Syrie Siria Сири سوريا סוריה 叙利亚
Lebanon Libanon Liban Líbano Ливан لبنان לבנון 黎巴嫩
Israel Israel Israël Israel Израил إسرائيل ישראל 以色列
Egypt Ägypten Égypte Egipto Египет مصر מצרים 埃及
Libya Libyen Libye Libia Ливи ليبيا לוב 利比亚
Sudan Sudan Soudan Sudán Судан السودان סודאן 苏丹
Tunisia Tunesien Tunisie Túnez Тунис تونس תוניסיה 突尼斯
Algeria Algerien Algérie Argelia Алжир الجزائر אלג'יריה 阿尔及利亚
Morocco Marokko Maroc Marruecos Марокко المغرب מרוקו 摩洛哥
Yemen Jemen Yémen Yemen Йемен اليمن תימן 也门
Afghanistan Afghanistan Afghanistan Afganistán Афганистан أفغانستان אפגניסטן 阿富汗
Pakistan Pakistan Pakistan Pakistán Пакистан باكستان פקיסטן 巴基斯坦
India Indien Inde India Инди الهند הודו 印度
Japan Japan Japon Japón Япони اليابان יפן 日本
Korea Korea Corée Corea Коре كوريا קוריאה 韩国
Brazil Brasilien Brésil Brasil Бразили البرازيل ברזיל 巴西
Mexico Mexiko Mexique México Мексик المكسيك מקסיקו 墨西哥
Canada Kanada Canada Canadá Канад كندا קנדה 加拿大
Australia Australien Australie Australia Австрали أستراليا אוסטרליה 澳大利亚
Qatar Katar Qatar Catar Катар قطر קטאר 卡塔尔
Ethiopia Äthiopien Éthiopie Etiopía Эфиопи إثيوبيا אתיופיה 埃塞俄比亚
Nigeria Nigeria Nigéria Nigeria Нигери نيجيريا ניגריה 尼日利亚
"""


class _Word(Struct, frozen=True):
    span: Span
    written: str


class Heard(Struct, frozen=True):
    """Words of a text that may be a name, and their skeleton; `span` leaves out what is written together with them.

    `vowels` are those that are written before, between and behind the consonants; `joined` where it is two words;
    `script` is that of the words.
    """

    skeleton: str
    span: Span
    words: str
    vowels: tuple[str, ...] = ()
    joined: bool = False
    script: str = ""
    likely: bool = True
    """Whether it looks like a name: not what only begins a sentence, is a noun, or said so in some languages."""


def skeletons(text: str) -> dict[str, str]:
    """Return the skeletons of the words of a text that may be names, each with the words as they are written."""
    found: dict[str, str] = {}
    for heard in heard_in(text):
        found.setdefault(heard.skeleton, heard.words)
    return found


def heard_in(text: str, least: int = LEAST, *, proclitics: bool = True, language: str | None = None) -> Iterator[Heard]:
    """Yield what may be a name in a text and has so many sounds: by itself a name is told by LEAST, the default.

    They come in the order of the text. In a script with capitals these are words with one; in another all words, and
    two words that stand together, since a name may be written as two. Arabic and Hebrew ones also without what is
    written together with them (`proclitics`: not in Persian or Urdu, where nothing is); of a `language` (ISO 639) that
    sets endings off with an apostrophe without these.
    """
    script = main_script(text)
    if script not in _SOUNDS:
        return
    words = [_Word(Span(*word.span()), word[0]) for word in _WORD.finditer(text) if len(word[0]) <= _LONGEST]
    cased = script in CASED
    found = (
        _heard_with_capitals(text, words, script, language)
        if cased
        else _heard_without_capitals(text, words, script, proclitics)
    )
    yield from (heard for heard in found if len(heard.skeleton) >= (LEAST if heard.joined else least))


def heard_as(name: str, span: Span, script: str, least: int = LEAST, *, opening: bool = False) -> Iterator[Heard]:
    """Yield how a name of a script with capitals may sound, where it has one: `span` is where it stands."""
    if any(map(str.isupper, name)):
        for form, likely in _spellings(name, script):
            skeleton = _skeleton(form, script)
            if len(skeleton) >= least:
                yield Heard(skeleton, span, name, _vowels(form, script), script=script, likely=likely and not opening)


def _heard_with_capitals(text: str, words: Sequence[_Word], script: str, language: str | None) -> Iterator[Heard]:
    """Yield the words with a capital, but for those that have it for another reason, and are small elsewhere."""
    small = {word.written for word in words if word.written[0].islower()}
    for word in words:
        part = own(word.written, language)
        name = part.of(word.written)
        if name[:1].isupper():
            span = Span(word.span.start + part.start, word.span.start + part.end)
            opening = opens(text, word.span) or text[word.span.start - 1 : word.span.start] == "-"
            shouted = len(name) >= _SHOUTED and name.isupper()
            if not ((opening or shouted) and name.lower() in small):
                yield from heard_as(name, span, script, least=1, opening=opening)


def _spellings(word: str, script: str) -> Iterator[tuple[str, bool]]:
    """Yield a word, and as it is where a v is written as a vowel, as Arabic and Hebrew do, and whether that is likely.

    A Latin one also as some say it, which is less so.

    Of a Russian one also without the ending behind "with", of a Greek one with single letters for the b and d and g
    that Greek writes with two.
    """
    forms = [(word, True)]
    if script == "Latin":
        forms += ((form, False) for form in _latin_spellings(word.lower()) if form != word.lower())
    elif script == "Cyrillic" and _INSTRUMENTAL.search(word):
        forms.append((word[:-2], True))
    elif script == "Greek" and (single := _TWO_FOR_ONE.sub(lambda two: _TWO[two[0]], word.lower())) != word.lower():
        forms.append((single, True))
    for form, likely in forms:
        yield form, likely
        other = form.translate(_NO_V)
        if other != form:
            yield other, likely


def _latin_spellings(word: str) -> Iterator[str]:
    """Yield a word as it is said where a letter has another sound than in English: by whom, is not known of a name."""
    yield _FIRST_X.sub("s", word)
    yield _LAST_S.sub("z", word)
    yield _LAST_IC.sub("s", word)
    yield word.replace("j", "y")
    if "ch" in word and "sch" not in word:
        yield word.replace("ch", "k")
        yield word.replace("ch", "kh")


def _heard_without_capitals(text: str, words: Sequence[_Word], script: str, proclitics: bool) -> Iterator[Heard]:
    forms = [
        [(form, _skeleton(form, script)) for form in (_forms(word.written, script) if proclitics else (word.written,))]
        for word in words
    ]
    often = Counter(word.written for word in words)
    together = Counter((word.written, other.written) for word, other in pairwise(words))
    for number, (word, heard) in enumerate(zip(words, forms, strict=True)):
        starts = [_start(word, form, script) for form, _ in heard]
        for start, (form, skeleton) in zip(starts, heard, strict=True):
            span = Span(start, word.span.end)
            yield Heard(skeleton, span, word.written, _vowels(form, script), script=script)
        if number + 1 == len(words):
            return
        other = words[number + 1]
        of_a_name = all(
            len(part) >= _PART or often[part] == together[word.written, other.written]
            for part in (word.written, other.written)
        )
        if of_a_name and text[word.span.end : other.span.start] in _BETWEEN:
            behind, ends = forms[number + 1][0]
            for start, (form, begins) in zip(starts, heard, strict=True):
                *before, last = _vowels(form, script)
                first, *after = _vowels(behind, script)
                vowels = (*before, last + first, *after)
                both = f"{word.written} {other.written}"
                yield Heard(begins + ends, Span(start, other.span.end), both, vowels, joined=True, script=script)


def _start(word: _Word, form: str, script: str) -> int:
    """Return where in the text a name begins that is heard in this form of a word: the article is a part of it."""
    before = len(word.written) - len(form)
    if before and script == "Arabic":
        before = max((cut.start for cut in cuts(word.written) if not cut.article and cut.start <= before), default=0)
    return word.span.start + before


@lru_cache(maxsize=20_000)
def _forms(word: str, script: str) -> tuple[str, ...]:
    """Return a word, and what is left of it without the proclitics that it may begin with, one more each time."""
    if script == "Arabic":
        rests = (word[cut.start :] for cut in cuts(word))
    else:
        found = _PREFIX.match(word)
        rests = (word[found.end() :] for found in (found,) if found)
    return (word, *(rest for rest in rests if len(rest) > 2))


@lru_cache(maxsize=20_000)
def _skeleton(word: str, script: str) -> str:
    """Return what can be heard of a word in any script: its consonants, and A for a vowel that it begins with."""
    sounds = _SOUNDS[script]
    letters = _letters(word, script)
    opening = "A" if letters[:1] and letters[0] in _OPENING else ""
    return opening + "".join(sounds.get(letter, "") for letter in letters)


def _letters(word: str, script: str) -> str:
    if script == "Devanagari":
        return str(_CONJUNCT.sub(r"\1", word))
    if script == "Latin":
        word = unicodedata.normalize("NFC", word).translate(_HISSED)
    letters = fold(word).text if script != "Arabic" else word
    if script == "Latin":
        for digraph, meant in _DIGRAPHS:
            letters = letters.replace(digraph, meant)
    # A double letter is one sound, but where no vowel is written between two; a last h is none.
    if script not in _ABJADS:
        letters = str(_DOUBLED.sub(r"\1", letters))
    if letters[-1:] in "hהهہةη" and len(letters) > 1:
        letters = letters[:-1] + _LAST_VOWEL.get(script, "")
    return letters


@lru_cache(maxsize=20_000)
def _vowels(word: str, script: str) -> tuple[str, ...]:
    """Return the vowels that are written before, between and behind the consonants of a word: as a, i and o."""
    sounds = _SOUNDS[script]
    found = [""]
    for letter in _letters(word, script):
        if letter in sounds:
            found.append("")
        else:
            found[-1] += _VOWELS.get(letter, "")
    return tuple(found)


def agree(full: Sequence[str], partial: Sequence[str]) -> int:
    """Return how many of the vowels that a script without short ones writes are in a word of another; 0 if one is not.

    Both are the `vowels` of words with one skeleton. An e that is written as an a contradicts nothing, and agrees where
    a word ends with it.
    """
    if len(full) != len(partial):
        return 0
    found = 0
    for place, (vowels, written) in enumerate(zip(full, partial, strict=True), 1):
        if not _written_as(vowels, freely=False) >= set(written):
            return 0
        as_e = "ia" if place == len(full) else "i"
        found += sum(vowel in vowels or (vowel in as_e and "e" in vowels) for vowel in set(written))
    return found


def _written_as(vowels: str, *, freely: bool = True) -> set[str]:
    """Return how these may be written in another script: an e as i, as a, or not at all; English says an a as an e.

    It says a u as an a (and some an o), which counts only where many consonants are the same (`freely`).
    """
    also = {"e": "ia", "a": "e", "o": "a" if freely else ""}
    return {*vowels, *(other for vowel in vowels for other in also.get(vowel, ""))}


def contradict(full: Sequence[str], partial: Sequence[str]) -> bool:
    """Return whether vowels of one stand where the other has none of them. Both as in `agree`."""
    return any(
        written and not _written_as(vowels) & set(written) for vowels, written in zip(full, partial, strict=False)
    )


def sounds(name: str) -> tuple[str, ...]:
    """Return what can be heard from each word of a name on, of the whole name first; none in scripts without sounds."""
    script = main_script(name)
    if script not in _SOUNDS:
        return ()
    # A name stands by itself: the article may be written before it, and nothing else.
    words = (word[0].removeprefix("ال") if script == "Arabic" else word[0] for word in _WORD.finditer(name))
    heard = [_skeleton(word, script) for word in words if word]
    return tuple("".join(heard[place:]) for place in range(len(heard)))


def comparable(one: str, other: str) -> bool:
    """Return whether names of texts in these two scripts are told by their skeletons: of one at least by capitals."""
    return one != other and one in _SOUNDS and other in _SOUNDS and bool(CASED & {one, other})


def countries(text: str) -> dict[str, str]:
    """Return the countries that a text names, in English, each as the text has it."""
    found: dict[str, str] = {}
    names, beginnings = _countries()
    for match in _WORD.finditer(text):
        word = match[0]
        script = script_of(word[0])
        for form in _forms(word, script) if script in ("Arabic", "Hebrew") else (word, word.removesuffix("s")):
            country = names.get(form) or names.get(f"ال{form}")
            if country is None and script == "Cyrillic":
                country = next((names[name] for name in beginnings if word.startswith(name)), None)
            if country is not None:
                found.setdefault(country, word)
    for name in (name for name in names if script_of(name[0]) == "Han" and name in text):
        found.setdefault(names[name], name)
    return found


@cache
def _countries() -> tuple[dict[str, str], tuple[str, ...]]:
    names: dict[str, str] = {}
    for line in _COUNTRIES.strip().split("\n"):
        english, *others = line.split()
        names |= dict.fromkeys((english, *others), english)
    return names, tuple(name for name in names if script_of(name[0]) == "Cyrillic")
