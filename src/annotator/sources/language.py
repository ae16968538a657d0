"""The language of a text where its letters or its commonest words leave no doubt; otherwise none."""

from __future__ import annotations

from collections import Counter

import regex

from annotator.text.scripts import main_script, script_runs

_SAMPLE = 20_000
_LETTERS = 20
"""With fewer letters of its main script than this, nothing is said about a text."""

# Scripts that one language of today's press writes (others in it are rare and would be corrected by the reader).
_BY_SCRIPT = {
    "Greek": "el", "Thai": "th", "Hangul": "ko", "Georgian": "ka", "Armenian": "hy", "Tamil": "ta", "Telugu": "te",
    "Kannada": "kn", "Malayalam": "ml", "Gujarati": "gu", "Gurmukhi": "pa", "Sinhala": "si", "Khmer": "km", "Lao": "lo",
    "Myanmar": "my", "Hiragana": "ja", "Katakana": "ja", "Oriya": "or", "Thaana": "dv",
}  # fmt: skip

# Letters that only one language of a script has, the most telling first. What has none of them is the last one's,
# if the letters given for that one are there.
_BY_LETTERS: dict[str, tuple[tuple[str, str], ...]] = {
    "Arabic": (
        ("ug", "ۈېۋ"),
        ("ckb", "ێۆڕڵە"),
        ("ps", "ټډړښېۍځڅ"),
        ("sd", "ڏڻٽٿڪ"),
        ("ur", "ٹڈڑںےہ"),
        ("fa", "پچژگی"),
        ("ar", "ةىأإكي"),
    ),
    "Cyrillic": (
        ("kk", "әғқңұ"),
        ("be", "ў"),
        ("uk", "їєґі"),
        ("mk", "ѓќѕ"),
        ("sr", "ђћ"),
        ("ru", "ыэ"),
        ("bg", "ъ"),
    ),
    "Hebrew": (("yi", "ײװױ"), ("he", "אהוי")),
    "Bengali": (("as", "ৰৱ"), ("bn", "আরি")),
}

_WORDS: dict[str, dict[str, str]] = {
    "Latin": {
        "en": "the of and to in is that was for with as by from are has have been said which this",
        "de": "der die das und ist nicht den von mit dem des im auf für eine ein sich wird auch zu",
        "fr": "le la les des et est une dans pour que qui sur par au du plus pas ce avec aux",
        "es": "el la los las y del que en una por con para se su al lo como más fue ha",
        "it": "il la di che e è una per con del della sono nel gli dei alla ha non le si",
        "pt": "o a os as que de do da em um uma para com não no na por mais dos foi",
        "nl": "de het een van en dat is op te voor met zijn niet aan door werd ook bij naar er",
        "sv": "och att det som är på av för inte den till har med ett om var från men han sig",
        "da": "og at det er på af til ikke den med har en et for blev som fra men også af",
        "nb": "og det er på av til ikke den med har som for ble fra men også å et etter seg",
        "fi": "ja on ei se että oli hän mutta myös kun joka ovat tai mukaan jo ole sen sekä niin",
        "pl": "i w na z się że nie do jest to o przez dla po od jak są oraz był jego",
        "cs": "a se na v je že s z do i o k ve pro za by jsou byl podle jako",
        "hu": "a az és hogy nem is egy volt meg csak de még ez már kell mint el ki van szerint",
        "ro": "și în de la a cu care nu pe din este pentru că mai o au fost un să al",
        "tr": "ve bir bu için ile da de olarak çok olan daha ne gibi kadar sonra ise en oldu göre ama",
        "id": "yang dan di untuk dengan dari ini itu pada tidak dalam akan oleh ke adalah telah bahwa juga",
        "vi": "và của là có được cho trong các không người một những với để này đã tại khi từ về",
    },
    "Devanagari": {
        "hi": "के में है की को से का और ने पर हैं यह कि भी था इस",
        "mr": "आहे आणि या ते आहेत होते होती तर हे मध्ये आली केला की झाली",
        "ne": "छ छन् र को मा ले लागि गरेको भएको यो गर्ने पनि हुन थियो",
    },
    "Ethiopic": {
        "am": "ነው እና ላይ ውስጥ ከ ወደ ነበር እንደ ግን ናቸው",
        "ti": "እዩ ካብ ናብ ድማ ኣብ እቲ እዚ ነቲ ዝኾነ",
    },
}
_COMMON = {script: {tag: frozenset(words.split()) for tag, words in tags.items()} for script, tags in _WORDS.items()}
_WORD = regex.compile(r"[\p{L}\p{M}]+")


def guess_language(text: str) -> str | None:
    """Return the BCP 47 tag of the language that `text` is in, or None where that is not certain.

    Looks at 20,000 characters from the middle of a longer text (away from what surrounds an article).
    """
    start = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[start : start + _SAMPLE].lower()
    script = main_script(sample)
    counts = Counter(sample)
    if script in ("Han", "Hiragana", "Katakana", "Hangul"):
        return _east_asian(sample)
    letters = sum(count for ch, count in counts.items() if ch.isalpha())
    if letters < _LETTERS:
        return None
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script]
    if script in _BY_LETTERS:
        return _by_letters(counts, letters, _BY_LETTERS[script])
    return _by_words(sample, _COMMON[script]) if script in _COMMON else None


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


def _by_letters(counts: Counter[str], letters: int, table: tuple[tuple[str, str], ...]) -> str | None:
    for tag, telling in table:
        # A foreign name may bring a letter or two; a language uses its own all the time.
        if sum(counts[ch] for ch in telling) * 100 > letters:
            return tag
    return None


def _by_words(sample: str, common: dict[str, frozenset[str]]) -> str | None:
    words = Counter(_WORD.findall(sample))
    total = sum(words.values())
    hits = Counter({tag: sum(words[word] for word in telling) for tag, telling in common.items()})
    (best, most), (_, second) = hits.most_common(2)
    # One word in eight or more is among a language's commonest twenty; a relative shares some of them.
    return best if most >= 4 and most * 8 >= total and most >= 1.5 * second else None
