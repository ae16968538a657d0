"""PDF documents: paragraphs in reading order, in every direction, and one sentence where there is no text."""

from __future__ import annotations

import random
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from annotator.core.errors import PasswordError, SourceError
from annotator.sources import Content, Reading, read_content
from annotator.sources import pdf as source
from annotator.sources.pdf_glyphs import balanced, logical
from annotator.text.direction import Direction
from made_files import lines, read, refused
from made_pdf import column, pdf, set_by_qt

GERMAN = (
    "Die Behörde hat der Reederei {} am Dienstag befohlen, den Hafen zu räumen. „Die Küste bleibt gesperrt“, sagte "
    "der Bürgermeister; über die Gründe schwieg er (vorerst). Fischer aus 12 Orten verlangen nun 25 % mehr {}. "
)
ARABIC = (
    "قررت البلدية إغلاق الميناء {} يوم الثلاثاء 12 مايو 2024 (حتى إشعار آخر). وطلب الصيادون من شركة Möwe GmbH تأجيل "
    "القرار لأن ٢٥٪ منهم لا يملكون قوارب أخرى، وقال مجلسُ المدينة إنّ السوق يفتح غدًا {}. "
)
HEBREW = (
    "הרשות הורתה לחברת הספנות Nordlicht AG לפנות את הנמל {} עד 12.5.2024, וזה (לדבריה) לא חדש לעיר. ראש העירייה "
    'אמר: "החוף ייסגר" ולא הסביר את {} ההחלטה. '
)
PERSIAN = "مقامات به شرکت کشتیرانی {} دستور دادند که بندر را ترک کند؛ این برای شهر {} چیز تازه نیست و ۱۲ کشتی رفت. "
URDU = "حکام نے کمپنی کو {} بندرگاہ چھوڑنے کا حکم دیا ہے اور یہ شہر {} کے لیے کوئی نئی بات نہیں ہے۔ "
LETTERS = {"de": "abdefgilmnorstu", "ar": "ابتدرسلمنوي", "he": "אבגדהלמנרשת", "fa": "ابتدرسلمنوی", "ur": "ابتدرسلمنوی"}
SENTENCES = {"de": GERMAN, "ar": ARABIC, "he": HEBREW, "fa": PERSIAN, "ur": URDU}


def article(language: str, paragraphs: int = 24) -> list[str]:
    """Paragraphs no two lines of which are the same."""
    chance = random.Random(f"{language}7")

    def word() -> str:
        return "".join(chance.choices(LETTERS[language], k=chance.randint(3, 8)))

    return [
        "".join(SENTENCES[language].format(word(), word()) for _ in range(chance.randint(1, 3))).strip()
        for _ in range(paragraphs)
    ]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("language", SENTENCES)
def test_what_qt_sets_comes_back(language: str, columns: int, qtbot: QtBot) -> None:
    rtl = language != "de"
    paragraphs = article(language)
    # Qt justifies Arabic letter by letter, and lines of few words with holes.
    for justified in (False, True) if language in ("de", "he") and columns == 1 else (False,):
        document = read(set_by_qt(paragraphs, rtl=rtl, columns=columns, justified=justified), "a.pdf")
        assert document.text.replace("\n\n", " ") == " ".join(paragraphs)
        # Where a paragraph fills its last line, and the page with it, nothing tells that it ends.
        found = document.text.split("\n\n")
        assert sum(each in paragraphs for each in found) >= len(found) - 2
        assert document.language == language
        assert document.direction is (Direction.RTL if rtl else Direction.LTR)
    assert document.packed is not None


def text(*pages: list[tuple[float, float, float, str]]) -> str:
    return read(pdf(pages), "a.pdf").text


NUMBERS = ("Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben", "Acht", "Neun", "Zehn")
TEN = [f"{word} schrieb der Bote am Abend" for word in NUMBERS]


def test_columns_below_a_title_and_above_a_line_across() -> None:
    left, right = column(50, 700, 10, TEN[:5]), column(310, 698, 10, TEN[5:])
    title = [(50.0, 750.0, 20.0, "Ein langer Titel über beide Spalten der Seite")]
    foot = [
        (50.0, 600.0, 10.0, "Eine Zeile, die unter beiden Spalten von links bis rechts über die ganze Seite geht, so")
    ]
    # In whatever order the file draws them.
    drawn = [piece for pair in zip(right, left, strict=True) for piece in pair]
    found = text([*foot, *drawn, *title])
    assert found.index("Ein langer Titel") == 0
    assert [found.index(each) for each in [*TEN, "Eine Zeile"]] == sorted(
        found.index(each) for each in [*TEN, "Eine Zeile"]
    )


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Ort", "Zahl"), ("Bremen", "12"), ("Kiel", "9"), ("Emden", "40"), ("Husum", "7")]
    places = [(x, 700 - 15.0 * at) for at in range(len(rows)) for x in (50.0, 200.0)]
    pieces = [(*place, 10.0, words) for place, words in zip(places, chain(*rows), strict=True)]
    assert text(pieces) == "\n".join(f"{one}\t{two}" for one, two in rows)


def paragraph(*words: str, size: float = 10) -> list[tuple[float, float, float, str]]:
    return column(50, 700, size, words)


def test_hyphens_at_line_ends() -> None:
    assert (
        text(paragraph("Heute galten neue Öffnungs-", "zeiten im Hafen von Kiel"))
        == "Heute galten neue Öffnungszeiten im Hafen von Kiel"
    )
    assert "Ein- und Ausfuhr" in text(paragraph("Gestern galt dies für die Ein-", "und Ausfuhr von Heringen"))
    assert "Nord-Süd" in text(paragraph("Gestern sprach sie vom Nord-", "Süd-Gefälle im ganzen Land"))
    # Written elsewhere with its hyphen, it keeps it.
    assert "vor-ort" in text(paragraph("Das vor-ort Gespräch war ein vor-", "ort Gespräch wie im letzten Jahr"))


def test_paragraphs_by_indent_gap_size_and_length() -> None:
    full = "Ein ganz voller Satz bis an den Rand der Spalte,"
    assert text([*column(50, 700, 10, [full] * 2), (62.0, 676.0, 10.0, full[:-2]), (50.0, 664.0, 10.0, full)]) == lines(
        f"{full} {full}", f"{full[:-2]} {full}"
    )
    assert text([*column(50, 700, 10, [full] * 3), *column(50, 655, 10, [full] * 3)]) == lines(
        *[" ".join([full] * 3)] * 2
    )
    assert text([(50.0, 720.0, 14.0, full), *column(50, 700, 10, [full] * 2)]) == lines(full, f"{full} {full}")
    assert text(paragraph(full, "Kurz.", full, full)) == lines(f"{full} Kurz.", f"{full} {full}")


def test_a_paragraph_goes_on_over_the_page() -> None:
    pages = [
        [(50.0, 780.0, 8.0, "Nordküsten-Bote"), *column(50, 700, 10, TEN[:4]), (300.0, 20.0, 8.0, "– 7 –")],
        [(50.0, 780.0, 8.0, "Nordküsten-Bote"), *column(50, 700, 10, TEN[4:8]), (300.0, 20.0, 8.0, "– 8 –")],
    ]
    found = text(*pages)
    assert "Bote\n" not in found
    assert "7" not in found
    assert "\n" not in found.replace("Nordküsten", "")


def test_numbers_that_count_nothing_stay() -> None:
    pages = [
        [*column(50, 700, 10, TEN[:3]), (50.0, 20.0, 10.0, each)] for each in ("Kiel 2024", "Emden 1999", "Husum 7")
    ]
    assert "Kiel 2024" in text(*pages)
    assert "Husum 7" in text(*pages)


def test_notes_come_last() -> None:
    notes = [(50.0, 60.0, 7.0, "1 So der Bote vom Montag."), (50.0, 50.0, 7.0, "2 Eigene Zählung.")]
    found = text([*column(50, 700, 10, TEN[:4]), *notes], column(50, 700, 10, TEN[4:8]))
    assert found.endswith("1 So der Bote vom Montag.\n\n2 Eigene Zählung.")
    assert "Vier schrieb der Bote am Abend Fünf" in found


def test_ligatures_and_presentation_forms_are_letters() -> None:
    assert text([(50.0, 700.0, 10.0, "Der ﬁnale Oﬃzier ﬂoh")]) == "Der finale Offizier floh"
    # Shaped letters from left to right, as old programs draw them.
    assert text([(50.0, 700.0, 10.0, "مﻼﺳ ﺔﻨﻳﺪﻣ".replace("م", "ﻡ"))]) == "مدينة سلام"


def test_chinese_has_no_spaces_between_its_lines() -> None:
    sentence = "当局星期二命令航运公司撤离港口市长没有说明原因渔民们感到担忧港口将在下周重新开放居民们表示"
    rows = [sentence[at : at + 15] for at in range(0, 45, 15)]
    document = read(pdf([column(50, 700, 10, rows)]), "a.pdf")
    assert (document.text, document.language) == (sentence[:45], "zh")


def test_what_the_file_says_of_itself() -> None:
    info = "/Title (Hafen gesperrt) /Author (Ada Lund) /CreationDate (D:20240512)"
    pieces = [(50.0, 750.0, 20.0, "Hafen  gesperrt"), *column(50, 700, 10, TEN)]
    document = read(pdf([pieces], info=info, lang="de-DE"), "a.pdf")
    assert (document.title, document.author, document.published) == ("Hafen gesperrt", "Ada Lund", None)
    assert document.language == "de"
    assert document.guesses == ("direction", "author")
    # The largest letters are the heading where nothing is stated.
    assert read(pdf([pieces]), "a.pdf").title == "Hafen gesperrt"


def test_what_cannot_be_read_is_said() -> None:
    assert (
        refused(pdf([[]]), "a.pdf")
        == "has no text, only pictures of pages; run it through text recognition (OCR) first"
    )
    assert refused(b"%PDF-1.7\nnothing more", "a.pdf") == "is damaged (it cannot be opened as a PDF); get it once more"
    unknown = "".join(map(chr, range(0xE000, 0xE020)))
    assert refused(pdf([[(50.0, 700.0, 10.0, unknown)]]), "a.pdf").startswith(
        "has letters whose meaning it does not tell"
    )


def test_passwords() -> None:
    data = pdf([paragraph(*TEN)], password="heron")
    assert refused(data, "a.pdf") == "is protected by a password; name it, or save the file without one"
    assert refused(data, "a.pdf", Reading(password="gull")) == "is protected by another password"
    assert "Eins schrieb" in read(data, "a.pdf", Reading(password="heron")).text
    with pytest.raises(PasswordError):  # for which the window asks
        read(data, "a.pdf")


def test_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "CHARACTERS", 100)
    assert "million characters" in refused(pdf([paragraph(*TEN)]), "a.pdf")
    monkeypatch.setattr(source, "PAGES", 1)
    assert refused(pdf([[], []]), "a.pdf") == "has more than 1 pages; split it first"


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_document_is_one_sentence(data: st.DataObject) -> None:
    whole = pdf([paragraph(*TEN)])
    at = data.draw(st.integers(8, len(whole)))
    for broken in (whole[:at], whole[:at] + data.draw(st.binary(max_size=9)) + whole[at + 4 :]):
        with suppress(SourceError):
            list(read_content(Content(Path("a.pdf"), broken), Reading()))


WORDS = ["Hafen", "Möwe", "كتاب", "ميناء", "ספר", "נמל", "٢٥", "ship", "بندر", "–"]


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from([word for word in WORDS if not word[0].isdigit()]), min_size=1, max_size=8), st.booleans()
)
def test_sight_turned_into_reading_shows_the_same(words: list[str], rtl: bool) -> None:
    """Whatever is read from a line, shown by Unicode's rules it is the line again."""
    base = "R" if rtl else "L"
    sight = get_display(" ".join(words), base_dir=base)
    assert get_display(logical(list(sight), rtl), base_dir=base) == sight


@pytest.mark.parametrize(
    ("said", "rtl"),
    [
        ("يوم الثلاثاء 12 مايو 2024، قال", True),
        ("من 2020-2021 إلى ٢٥٪ منهم", True),
        ("הספר עלה 25% עד 12.5.2024", True),
        ("من شركة Möwe GmbH تأجيل", True),
        ("نسخة Windows 11 الجديدة", True),
        ("Er sagte „ميناء كبير“ und ging", False),
    ],
)
def test_numbers_and_names_in_lines_of_the_other_direction(said: str, rtl: bool) -> None:
    assert logical(list(get_display(said, base_dir="R" if rtl else "L")), rtl) == said


@pytest.mark.parametrize(
    ("found", "meant"),
    [(")a( b", "(a) b"), ("(a) )b(", "(a) (b)"), ("a) b", "a) b"), ("»a«", "«a»"), ("(a [b])", "(a [b])"), ("", "")],
)
def test_brackets_face_each_other(found: str, meant: str) -> None:
    assert balanced(found) == meant
