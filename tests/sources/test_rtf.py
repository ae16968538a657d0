"""RTF: words in every code page, and only the words."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.core.errors import SourceError
from annotator.sources import Content, Reading, read_content
from annotator.text.direction import Direction
from made_files import lines, read, refused

ARABIC = "أمرت السلطات الشركة بإخلاء الميناء، وهذا ليس جديدا على المدينة التي تخشى على الصيادين."


def text(body: str) -> str:
    return read(b"{\\rtf1\\ansi\\ansicpg1252\\deff0 " + body.encode("cp1252") + b"}", "a.rtf").text


def hexed(words: str, encoding: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in words.encode(encoding))


def escaped(words: str) -> str:
    units = words.encode("utf-16-le")
    codes = (int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    return "".join(f"\\u{code - 65536 if code > 32767 else code}?" for code in codes)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (r"{\fonttbl{\f0 Arial;}}Eins\par zwei\line drei", lines("Eins", "zwei\ndrei")),
        (r"caf\'e9 \{x\}\~y\_z\-\tab \emdash  \zwnj \rtlmark ", "café {x}\u00a0y\u2011z\u00ad\t— \u200c\u200f"),
        (r"a{\v weg}b{\deleted weg}{\revised neu}", "abneu"),
        (r"{\header Kopf}{\*\generator X}{\info{\title T}}Text{\*\unknown{weg}}{\pict 00ff}", "Text"),
        (r"{\field{\*\fldinst PAGE}{\fldrslt 7}} von 9", "7 von 9"),
        (r"Wort{\super 1}{\footnote\pard Note {\i kursiv}} weiter\par", lines("Wort1[1] weiter", "[1] Note kursiv")),
        (r"{\listtext 1.\tab}eins\par{\listtext\'b7\tab}zwei\par", "1. eins\n• zwei"),
        (r"\trowd\intbl a\cell b\par c\cell\row\trowd\intbl d\cell\cell\row\pard Ende", "a\tb c\nd\n\nEnde"),
        (r"\uc2\u228 xxA\uc0\u228B\uc1\u228\'e4C", "äAäBäC"),
        (r"a\bin3 }}}b", "ab"),
        ("a\r\nb", "ab"),
        (r"{{a}b", "ab"),
        ("a}b", "ab"),
    ],
)
def test_what_is_read(body: str, found: str) -> None:
    assert text(body).strip("\t") == found.strip("\t")


@pytest.mark.parametrize(
    ("charset", "encoding", "words"),
    [
        (178, "cp1256", ARABIC),
        (177, "cp1255", "הרשות הורתה לחברת הספנות לפנות את הנמל"),
        (204, "cp1251", "Власти приказали пароходству"),
        (134, "gbk", "当局星期二命令航运公司撤离港口"),
        (128, "cp932", "当局は火曜日"),
    ],
)
def test_fonts_have_code_pages(charset: int, encoding: str, words: str) -> None:
    fonts = rf"{{\fonttbl{{\f0\fcharset0 A;}}{{\f1\fcharset{charset} B;}}}}"
    assert text(rf"{fonts}\f0 caf\'e9 {{\f1 {hexed(words, encoding)}}} \'fc") == f"café {words} ü"


def test_the_code_page_of_the_document() -> None:
    data = b"{\\rtf1\\ansi\\ansicpg1256 \\rtlpar " + ARABIC.encode("cp1256") + b"\\par}"
    document = read(data, "a.rtf")
    assert (document.text, document.language, document.encoding) == (ARABIC, "ar", "cp1256")
    assert document.direction is Direction.RTL
    assert "direction" not in document.guesses
    plain = b"{\\rtf1 " + ARABIC.encode("cp1256") + b"}"
    assert read(plain, "a.rtf", Reading(encoding="cp1256")).text == ARABIC


words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), exclude_characters="\ufeff"), min_size=1
)


@settings(max_examples=100)
@given(words)
@example("👨\u200d👩 چیز تازه\u200cای ہے 港口 הנמל")
def test_any_text_comes_back(words: str) -> None:
    with suppress(SourceError):  # nothing visible
        assert text(escaped(words)) == words


def test_what_it_says_of_itself() -> None:
    info = r"{\info{\title Hafen gesperrt}{\author Ada Lund}{\creatim\yr2024}}"
    document = read(rf"{{\rtf1\ansi {info}Hafen gesperrt\par Ein Satz.\par}}".encode(), "a.rtf")
    assert (document.title, document.author, document.published) == ("Hafen gesperrt", "Ada Lund", None)
    assert "title" not in document.guesses


def test_too_deep() -> None:
    assert refused(b"{\\rtf1 " + b"{" * 5000 + b"x", "a.rtf") == "is nested too deeply to be read"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*"{}\\ua'1 -*;x", "\\par ", "\\'", "\\u", "\\bin", "\\uc", "\\cell\\row "])))
def test_any_signs_give_text_or_one_sentence(parts: list[str]) -> None:
    with suppress(SourceError):
        list(read_content(Content(Path("a.rtf"), b"{\\rtf1 " + "".join(parts).encode()), Reading()))
