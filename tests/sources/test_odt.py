"""OpenDocument texts, packed and flat."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import SourceError
from annotator.sources import Content, Reading, read_content
from annotator.text.direction import Direction
from made_files import lines, read, refused, zipped

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "style", "table", "meta")
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
STYLES = """
<style:default-style style:family="paragraph">
<style:text-properties fo:language="de" fo:country="DE"/></style:default-style>
<style:style style:name="R" style:family="paragraph">
<style:paragraph-properties style:writing-mode="rl-tb"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="HH" style:parent-style-name="H" style:family="text"/>
<text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="." text:start-value="2"/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>
<text:list-level-style-bullet text:level="3" text:bullet-char="&#xE00A;"/></text:list-style>
"""


def flat(body: str, meta: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><office:document {_SPACES} office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta>{meta}</office:meta><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def text(body: str) -> str:
    return read(flat(body), "a.fodt").text


def test_what_odfdo_writes_comes_back() -> None:
    made = odfdo.Document("text")
    made.body.clear()
    made.body.append(odfdo.Header(1, "Hafen gesperrt"))
    made.body.append(odfdo.Paragraph("Eins  zwei\tdrei\nvier"))
    made.body.append(odfdo.List(["a", "b"]))
    made.meta.title = "Hafen gesperrt"
    buffer = BytesIO()
    made.save(buffer)
    document = read(buffer.getvalue(), "a.odt")
    assert document.text == lines("1. Hafen gesperrt", "Eins  zwei\tdrei\nvier", "a", "b")
    assert (document.title, "title" in document.guesses) == ("Hafen gesperrt", False)


def test_inline() -> None:
    body = (
        '<text:p> a\n b<text:s text:c="2"/>c <text:span>d</text:span> <text:a>e</text:a><text:tab/>f<text:line-break/>'
        '<text:span text:style-name="HH">weg</text:span><office:annotation><text:p>weg</text:p></office:annotation>'
        "<text:page-number>7</text:page-number>\u00a0\u00ad</text:p>"
    )
    assert text(body) == "a b  c d e\tf\n7\u00a0\u00ad"


def test_changes_are_accepted_and_notes_come_last() -> None:
    body = (
        "<text:tracked-changes><text:p>gelöscht</text:p></text:tracked-changes><text:p>Wort<text:note "
        'text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Note</text:p>'
        "</text:note-body></text:note> weiter<text:change-start/>neu</text:p><text:p>Ende</text:p>"
    )
    assert text(body) == lines("Wort[1] weiterneu", "Ende", "[1] Note")


def test_lists_tables_and_boxes() -> None:
    def item(words: str, inner: str = "") -> str:
        return f"<text:list-item><text:p>{words}</text:p>{inner}</text:list-item>"

    deep = f"<text:list>{item('c')}{item('d', f'<text:list>{item(chr(101))}</text:list>')}</text:list>"
    body = f'<text:list text:style-name="L">{item("a")}{item("b", deep)}</text:list>'
    assert text(body) == "2. a\n3. b\n3.a) c\n3.b) d\n• e"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('x')}{cell.format('y')}</table:table-row>"
    assert (
        text(f"<table:table><table:table-header-rows>{row}</table:table-header-rows>{row}</table:table>")
        == "x\ty\nx\ty"
    )
    box = "<draw:frame><draw:text-box><text:p>Kasten</text:p></draw:text-box></draw:frame>"
    assert text(f"<text:p>vor{box}her</text:p>") == lines("vorher", "Kasten")
    assert text('<text:section text:display="none"><text:p>x</text:p></text:section><text:p>y</text:p>') == "y"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ar", "أمرت السلطات الشركة بإخلاء الميناء، وهذا ليس جديدا على المدينة التي تخشى على الصيادين."),
        ("he", "הרשות הורתה לחברת הספנות לפנות את הנמל, וזה לא חדש לעיר."),
        ("fa", "مقامات به شرکت دستور دادند که بندر را ترک کند و این برای شهر چیز تازه\u200cای نیست."),
        ("ur", "حکام نے کمپنی کو بندرگاہ چھوڑنے کا حکم دیا ہے اور یہ شہر کے لیے کوئی نئی بات نہیں ہے۔"),
        ("zh", "当局星期二命令航运公司撤离港口。市长没有说明原因,渔民们感到担忧。"),
    ],
)
def test_languages(language: str, sentence: str) -> None:
    style = "" if language == "zh" else ' text:style-name="R"'
    meta = "<dc:title>Unbenannt 1</dc:title><meta:initial-creator>Ada Lund</meta:initial-creator>"
    document = read(flat(f"<text:p{style}>\u200f{sentence}</text:p>", meta), "a.fodt")
    assert (document.text, document.language, document.author) == (f"\u200f{sentence}", language, "Ada Lund")
    assert document.direction is (Direction.LTR if language == "zh" else Direction.RTL)
    assert "direction" not in document.guesses


def test_other_kinds_and_locked_ones_are_said() -> None:
    def packed(kind: str, manifest: str) -> bytes:
        mime = f"application/vnd.oasis.opendocument.{kind}"
        return zipped({"mimetype": mime, "content.xml": "<x/>", "META-INF/manifest.xml": manifest})

    sheet = "is an OpenDocument spreadsheet, not a text; save its words as .odt or .txt"
    assert refused(packed("spreadsheet", "<m/>"), "a.ods") == sheet
    locked = refused(packed("text", "<m><encryption-data/></m>"), "a.odt")
    assert locked == "is protected by a password; open it in its program and save it without one"
    assert refused(packed("text", "<m/>"), "a.odt").startswith("is damaged (its text is missing)")


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_damage_is_one_sentence(data: st.DataObject) -> None:
    whole = flat("<text:p>Die Behörde</text:p>" * 9)
    at = data.draw(st.integers(0, len(whole)))
    for broken in (whole[:at], whole[:at] + data.draw(st.binary(max_size=9)) + whole[at + 4 :]):
        with suppress(SourceError):
            list(read_content(Content(Path("a.fodt"), broken), Reading()))
