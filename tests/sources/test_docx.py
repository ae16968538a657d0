"""Word documents: the text as it reads with all changes accepted."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import SourceError
from annotator.sources import Content, Reading, read_content
from annotator.text.direction import Direction
from made_files import W, docx, lines, read, refused, zipped

ARABIC = "قررت البلدية إغلاق الميناء القديم يوم الثلاثاء. وطلب الصيادون تأجيل القرار."
GERMAN = "Die Behörde hat der Reederei am Dienstag befohlen, den Hafen zu räumen, und das ist für die Stadt neu."


def text(body: str, **parts: str) -> str:
    return read(docx(body, **parts), "a.docx").text


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_what_python_docx_writes_comes_back() -> None:
    made = python_docx.Document()
    made.add_heading("Hafen gesperrt", 0)
    made.add_heading("Was geschah", 1)
    made.add_paragraph(GERMAN)
    for words in ("Fischer", "Fähre"):
        made.add_paragraph(words, style="List Bullet")
    for words in ("erstens", "zweitens"):
        made.add_paragraph(words, style="List Number")
    table = made.add_table(2, 2)
    for at, words in enumerate(("Ort", "Zahl", "Bremen", "12")):
        table.cell(at // 2, at % 2).text = words
    made.add_paragraph(GERMAN, style="Quote")
    made.sections[0].header.paragraphs[0].text = "Kopfzeile"
    made.sections[0].footer.paragraphs[0].text = "Seite 1"
    made.core_properties.author = "Ada Lund"
    made.core_properties.title = "hafen  Gesperrt"
    buffer = BytesIO()
    made.save(buffer)
    document = read(buffer.getvalue(), "hafen.docx")
    assert document.text == lines(
        "Hafen gesperrt",
        "Was geschah",
        GERMAN,
        "• Fischer\n• Fähre\n1. erstens\n2. zweitens",
        "Ort\tZahl\nBremen\t12",
        GERMAN,
    )
    assert (document.title, document.author, document.language) == ("Hafen gesperrt", "Ada Lund", "de")
    assert (document.name, document.encoding, document.published) == ("hafen.docx", None, None)
    assert "title" not in document.guesses
    assert "author" in document.guesses
    assert document.packed is not None


words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"), min_size=1
).filter(lambda each: each.strip() and each == each.strip(" "))


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=5))
def test_any_paragraphs_come_back(paragraphs: list[str]) -> None:
    made = python_docx.Document()
    for each in paragraphs:
        made.add_paragraph(each)
    buffer = BytesIO()
    made.save(buffer)
    with suppress(SourceError):  # nothing visible
        expected = lines(*paragraphs).removeprefix("\ufeff")
        assert read(buffer.getvalue(), "a.docx").text == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ar", ARABIC),
        ("he", "הרשות הורתה לחברת הספנות לפנות את הנמל, וזה לא חדש לעיר."),
        ("fa", "مقامات به شرکت کشتیرانی دستور دادند که بندر را ترک کند؛ این برای شهر چیز تازه\u200cای نیست."),
        ("ur", "حکام نے کمپنی کو بندرگاہ چھوڑنے کا حکم دیا ہے اور یہ شہر کے لیے کوئی نئی بات نہیں ہے۔"),
        ("zh", "当局星期二命令航运公司撤离港口。市长没有说明原因,渔民们感到担忧。"),
    ],
)
def test_languages(language: str, sentence: str) -> None:
    marked = f"\u200f{sentence}\u00a0\u00ad!"
    rtl = "<w:bidi/>" if language != "zh" else ""
    document = read(docx(p(r(marked, "<w:rtl/>"), rtl)), "a.docx")
    assert document.text == marked
    assert document.language == language
    assert document.direction is (Direction.LTR if language == "zh" else Direction.RTL)
    assert "direction" not in document.guesses


def test_the_language_a_document_names_holds_where_its_words_do_not_contradict() -> None:
    tag = '<w:lang w:val="de-AT" w:bidi="ar-SA"/>'
    assert read(docx(p(r(GERMAN, tag))), "a.docx").language == "de"
    assert "language" not in read(docx(p(r(GERMAN, tag))), "a.docx").guesses
    assert read(docx(p(r(ARABIC, tag))), "a.docx").language == "ar"
    wrong = read(docx(p(r(ARABIC, '<w:lang w:bidi="he-IL"/>'))), "a.docx")
    assert (wrong.language, "language" in wrong.guesses) == ("ar", True)
    short = read(docx(p(r("Hafen", tag))), "a.docx")
    assert (short.language, "language" in short.guesses) == ("de", True)


def test_changes_are_accepted() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>nicht </w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{r("sofort ")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{r("alt ")}</w:moveFrom><w:moveTo w:id="4">{r("neu")}</w:moveTo>'
    assert text(p(r("Er kommt ") + deleted + inserted + moved)) == "Er kommt sofort neu"
    # The end of a deleted paragraph: the next one goes on.
    assert text(p(r("Eins "), '<w:rPr><w:del w:id="1"/></w:rPr>') + p(r("zwei"))) == "Eins zwei"
    assert text(p(r("Eins "), '<w:rPr><w:del w:id="1"/></w:rPr>')) == "Eins"
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = row.format("", p(r("a")), p(r("b"))) + row.format('<w:trPr><w:del w:id="1"/></w:trPr>', p(r("c")), p(""))
    assert text(f"<w:tbl>{rows}</w:tbl>") == "a\tb"


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="G"><w:basedOn w:val="N"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="GG"><w:basedOn w:val="G"/></w:style>
<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="U"><w:basedOn w:val="U"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
"""


def test_hidden_text_is_out() -> None:
    assert text(p(r("a") + r("b", "<w:vanish/>") + r("c", '<w:vanish w:val="0"/>'))) == "ac"
    by_style = p(r("b"), '<w:pStyle w:val="GG"/>') + p(r("c") + r("d", '<w:rStyle w:val="C"/>'))
    assert text(p(r("a")) + by_style, styles=STYLES) == lines("a", "c")
    # A switch in both styles is off again.
    assert text(p(r("a", '<w:rStyle w:val="C"/>'), '<w:pStyle w:val="G"/>'), styles=STYLES) == "a"


def test_the_heading_is_the_title() -> None:
    headed = p(r("12. Mai")) + p(r("Hafen") + r(" zu"), '<w:pStyle w:val="U"/>') + p(r(GERMAN))
    assert read(docx(headed, styles=STYLES), "a.docx").title == "Hafen zu"


def test_fields() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> PAGE </w:instrText></w:r>" + r("Anweisung")
    field = mark("begin") + code + mark("separate") + r("7") + mark("end")
    assert text(p(r("Seite ") + field + r(" von 9"))) == "Seite 7 von 9"
    assert text(p(r("Seite ") + mark("begin") + code + mark("end") + r("!"))) == "Seite !"
    assert text(p(f'<w:fldSimple w:instr="DATE">{r("gestern")}</w:fldSimple>')) == "gestern"
    # A field that never ends hides nothing behind its paragraph.
    assert text(p(mark("begin")) + p(r("bleibt"))) == "bleibt"


def test_links_signs_and_controls() -> None:
    signs = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/><w:br/><w:t>c</w:t></w:r>"
    assert text(p(signs)) == "a\tb\u2011\u00ad\nc"
    assert text(p(r("a ") + f"<w:hyperlink>{r('hier')}</w:hyperlink>" + r(" b"))) == "a hier b"
    assert text(p('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + r(" x"))) == "→ x"
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    filled, empty = control.format("", r("Text")), control.format("<w:showingPlcHdr/>", r("Klicken Sie hier"))
    assert text(p(filled + empty) + control.format("", p(r("Block")))) == lines("Text", "Block")
    assert text(p(f'<w:bdo w:val="rtl">{r("abc")}</w:bdo>')) == "\u202eabc\u202c"
    ruby = f"<w:r><w:ruby><w:rt>{r('かん')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>"
    assert text(p(ruby)) == "漢"
    assert text(p("<m:oMath><m:f><m:num><m:r><m:t>x</m:t></m:r></m:num></m:f></m:oMath>")) == "x"


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p(r('Kasten'))}{p(r('zwei'))}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text(p(r("vor") + drawing + r("her")) + p(r("danach"))) == lines("vorher", "Kasten", "zwei", "danach")


def test_notes_stand_at_the_end() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p(r("---"))}</w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r(" Siehe dort."))}</w:footnote>'
        f'<w:footnote w:id="3">{p(r("Und hier."))}</w:footnote>'
    )
    body = p(
        r("Eins") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + r(" zwei") + '<w:r><w:footnoteReference w:id="2"/>'
        '<w:commentReference w:id="1"/></w:r><w:r><w:footnoteReference w:id="9"/></w:r>'
        '<w:r><w:endnoteReference w:id="1"/></w:r>'
    )
    ends = f'<w:endnote w:id="1">{p(r("Ende."))}</w:endnote>'
    found = text(body, footnotes=notes, endnotes=ends, comments=f'<w:comment w:id="1">{p(r("Kommentar"))}</w:comment>')
    assert found == lines("Eins[1] zwei[2][i]", "[1] Und hier.\n[2] Siehe dort.\n[i] Ende.")


NUMBERING = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="arabicAlpha"/><w:lvlText w:val="(%1)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def test_numbers_are_those_a_reader_sees() -> None:
    def item(words: str, numbers: int, level: int = 0) -> str:
        return p(r(words), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbers}"/></w:numPr>')

    body = [
        item("a", 1), item("b", 1, 1), item("c", 1, 1), item("d", 1), item("e", 1, 1), item("f", 4), item("g", 1),
        item("h", 2), item("i", 3), item("j", 0), item("k", 9),
    ]  # fmt: skip
    assert text("".join(body), numbering=NUMBERING) == lines(
        "1. a\n1.a) b\n1.b) c\n2. d\n2.a) e\n1. f\n2. g\n(ث) h\n• i", "j", "k"
    )


def test_tables() -> None:
    def table(*rows: list[str]) -> str:
        cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    two = p(r("a")) + p(r("b"))
    assert text(table([two, p(r("c\td\ne"))], [p(""), p(r("f"))], [p(""), p("")])) == "a b\tc d e\n\tf"
    # A frame around an article, and columns made by a table, are pages.
    assert text(table([two])) == lines("a", "b")
    long = p(r(GERMAN * 2)) + p(r(GERMAN * 2))
    assert text(table([p(r("Rand")), long])) == lines("Rand", GERMAN * 2, GERMAN * 2)
    assert text(table([table([p(r("a")), p(r("b"))]), p(r("c"))])) == "a b\tc"


def test_the_strict_kind_is_read_too() -> None:
    data = docx(p(r(GERMAN)), styles=STYLES)
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    with ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name).replace(W.encode(), strict) for name in archive.namelist()}
    assert read(zipped(members), "a.docx").text == GERMAN


def test_a_missing_part_is_said() -> None:
    assert refused(zipped({"[Content_Types].xml": "<Types/>", "word/x.xml": "<x/>"}), "a.docx").startswith("is damaged")
    assert refused(docx(""), "a.docx") == "holds nothing but white space"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_document_is_one_sentence(data: st.DataObject) -> None:
    whole = docx(p(r(GERMAN)) * 3, numbering=NUMBERING, styles=STYLES)
    at = data.draw(st.integers(0, len(whole)))
    for broken in (whole[:at], whole[:at] + data.draw(st.binary(max_size=9)) + whole[at + 4 :]):
        with suppress(SourceError):
            list(read_content(Content(Path("a.docx"), broken), Reading()))


@pytest.mark.parametrize(
    ("line", "published"),
    [("19. März 2021", "2021-03-19"), (f"Norderfleet, 18. März 2021 – {GERMAN}", "2021-03-18"), (GERMAN, None)],
)
def test_a_date_beside_the_headline_is_a_guess_and_that_of_saving_is_none(line: str, published: str | None) -> None:
    document = read(docx(p(r("Hafen gesperrt")) + p(r(line)) + p(r(GERMAN))), "a.docx")
    assert document.published == published
    assert ("published" in document.guesses) is (published is not None)
