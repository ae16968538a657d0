"""E-books: chapters in the order of reading, and what the book says of itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import SourceError
from annotator.sources import Content, Reading, read_content
from annotator.text.direction import Direction
from made_files import lines, read, refused, zipped

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'


def chapter(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{body}</body></html>'
    )


def epub(*chapters: str, metadata: str = "", spine: str = "", more: dict[str, str] | None = None) -> bytes:
    items = "".join(
        f'<item id="c{at}" href="ch%20{at}.xhtml" media-type="application/xhtml+xml"/>' for at in range(len(chapters))
    )
    refs = "".join(f'<itemref idref="c{at}"/>' for at in reversed(range(len(chapters))))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata><manifest>{items}'
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        '<item id="pic" href="cover.svg" media-type="image/svg+xml"/></manifest>'
        f'<spine {spine}><itemref idref="nav"/><itemref idref="pic"/>{refs}</spine></package>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": opf,
            "OEBPS/nav.xhtml": chapter("<nav>Inhalt</nav>"),
            **{f"OEBPS/ch {at}.xhtml": chapter(body) for at, body in enumerate(chapters)},
            **(more or {}),
        }
    )


def text(*chapters: str) -> str:
    return read(epub(*chapters), "a.epub").text


def test_chapters_in_the_order_of_the_spine() -> None:
    assert text("<p>zwei</p>", "<h1>Eins</h1><p>eins</p>") == lines("Eins", "eins", "zwei")


def test_what_is_kept() -> None:
    body = (
        "<h2>Kopf</h2><p>Ein  <i>kursiver</i>\n Satz&nbsp;hier<br/>neue&shy;Zeile</p>"
        "<ol start='3'><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ol>"
        "<blockquote><p>Zitat</p></blockquote><table><tr><th>x</th><td>y</td></tr></table>"
        "<div>lose<p>Worte</p>danach</div><pre>a\n  b</pre><p hidden=''>weg</p><p style='display: none'>weg</p>"
        "<p>漢<ruby>字<rt>じ</rt></ruby></p><script>weg</script>"
    )
    assert text(body) == lines(
        "Kopf", "Ein kursiver Satz\u00a0hier\nneue\u00adZeile", "3. a\n4. b\n• c", "Zitat", "x\ty", "lose", "Worte",
        "danach", "a\n  b", "漢字",
    )  # fmt: skip


def test_notes_come_behind_their_chapter() -> None:
    body = (
        '<p>Wort<a epub:type="noteref" href="#n">1</a>.</p>'
        '<aside epub:type="footnote" id="n"><p>1 Die Note.</p></aside><p>Ende.</p>'
    )
    assert text("<p>danach</p>", body) == lines("Wort[1].", "Ende.", "1 Die Note.", "danach")


def test_what_the_book_says_of_itself() -> None:
    metadata = (
        '<dc:title>Der Hafen</dc:title><dc:creator opf:role="aut">Ada Lund</dc:creator><dc:creator>Bo Ek</dc:creator>'
        '<dc:creator opf:role="ill">Cy</dc:creator><dc:language>ar</dc:language>'
        "<dc:publisher>Verlag Nord</dc:publisher>"
        '<dc:date opf:event="modification">2024-01-01</dc:date><dc:date>2021-03-04T00:00:00Z</dc:date>'
    )
    body = "<p>أمرت السلطات الشركة بإخلاء الميناء، وهذا ليس جديدا على المدينة التي تخشى على الصيادين.</p>"
    document = read(epub(body, metadata=metadata, spine='page-progression-direction="rtl"'), "a.epub")
    assert (document.title, document.author) == ("Der Hafen", "Ada Lund, Bo Ek")
    assert (document.source, document.published) == ("Verlag Nord", "2021-03-04T00:00:00Z")
    assert (document.language, document.direction, document.guesses) == ("ar", Direction.RTL, ())


@pytest.mark.parametrize(
    "sentence",
    [
        "הרשות הורתה לחברת הספנות לפנות את הנמל, וזה לא חדש לעיר.",
        "این برای شهر چیز تازه\u200cای نیست.",
        "یہ شہر کے لیے کوئی نئی بات نہیں ہے۔",
        "当局星期二命令航运公司撤离港口。",
        "\u200fأمرت\u200e\u00a0السلطات",
    ],
)
def test_scripts(sentence: str) -> None:
    assert text(f"<p>{sentence}</p>") == sentence


def test_protected_books_are_said_so() -> None:
    secret = '<encryption><CipherReference URI="{}"/></encryption>'
    locked = epub("<p>x</p>", more={"META-INF/encryption.xml": secret.format("OEBPS/ch%200.xhtml")})
    assert refused(locked, "a.epub") == "is protected against copying (DRM) and can only be read in the app of its shop"
    fonts = epub("<p>Text</p>", more={"META-INF/encryption.xml": secret.format("OEBPS/font.otf")})
    assert read(fonts, "a.epub").text == "Text"


def test_chapters_that_are_no_xml_are_read_as_browsers_do() -> None:
    assert text("<p>eins<p>zwei &copy; & drei") == lines("eins", "zwei © & drei")


def test_damage() -> None:
    broken = zipped({"META-INF/container.xml": CONTAINER})
    assert refused(broken, "a.epub").startswith("is damaged (its part 'OEBPS/book.opf' is missing)")
    assert refused(zipped({"META-INF/container.xml": "<a/>"}), "a.epub").startswith("is damaged (it names no list")


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_damaged_book_is_one_sentence(data: st.DataObject) -> None:
    whole = epub("<p>Die Behörde</p>" * 9)
    at = data.draw(st.integers(0, len(whole)))
    for broken in (whole[:at], whole[:at] + data.draw(st.binary(max_size=9)) + whole[at + 4 :]):
        with suppress(SourceError):
            list(read_content(Content(Path("a.epub"), broken), Reading()))
