"""Office documents and e-books made to do harm: bounded, and one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.core.errors import SourceError
from annotator.sources import blocks, extras
from annotator.sources.document import Content
from annotator.sources.extras import need
from annotator.sources.parts import parse_xml
from made_files import W, docx, read, refused, zipped

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "Bombe">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]>"
)


def document(xml: str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def test_entities_are_not_expanded() -> None:
    body = "<w:p><w:r><w:t>vorher &j; nachher</w:t></w:r></w:p><w:p><w:r><w:t>Text</w:t></w:r></w:p>"
    data = document(f'{BOMB}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    assert refused(data, "a.docx") == "is damaged (its XML cannot be read)"


def test_files_outside_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    outside = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    data = document(
        f'{outside}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>x&s;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "geheim" not in read(data, "a.docx").text


def test_bombs_and_depth() -> None:
    assert refused(document("<a>" + " " * 30_000_000 + "</a>"), "a.docx").endswith("a trap (a zip bomb)")
    deep = "<w:tbl><w:tr><w:tc>" * 90 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 90
    assert refused(docx(deep), "a.docx") == "is nested too deeply to be read"
    less = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 60
    assert read(docx(less), "a.docx").text == "x"


def test_a_style_based_on_itself_and_a_list_without_levels() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    paragraph = (
        '<w:p><w:pPr><w:pStyle w:val="A"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    )
    numbering = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    assert read(docx(paragraph, styles=styles, numbering=numbering), "a.docx").text == "x"


def test_large_tables_and_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 50
    assert read(docx(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 400}</w:tbl>"), "a.docx").text.count("\t") == 400 * 49
    monkeypatch.setattr(blocks, "LIMIT", 10_000)
    assert "million characters" in refused(docx(f"<w:p><w:r><w:t>{'a ' * 6000}</w:t></w:r></w:p>"), "a.docx")


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("WordDocument", "is an old Word document (.doc)"),
        ("Workbook", "is an old Excel workbook (.xls)"),
        ("PowerPoint Document", "is an old PowerPoint presentation (.ppt)"),
        ("EncryptedPackage", "is protected by a password"),
        ("Else", "is an old Office document"),
    ],
)
def test_old_office(inside: str, reason: str) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + inside.encode("utf-16-le")
    assert refused(data, "a.doc").startswith(reason)


def test_presentations() -> None:
    data = zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""})
    assert refused(data, "a.pptx").startswith("is a PowerPoint presentation")


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(SourceError) as caught:
        need("lxml.etree", Path("a.docx"))
    assert str(caught.value) == "a.docx: needs the libraries for documents: pip install 'annotator[documents]'"


def test_tables_that_are_data_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "CELLS", 30)
    cells = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 31
    assert refused(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "a.docx").startswith("holds tables of 31 cells")
    assert "31 cells" in refused(b"{\\rtf1 " + b"1\\cell " * 31 + b"}", "a.rtf")
    assert "cells" in refused(b"|a" * 40 + b"\n" + b"|-" * 40, "a.md")


def test_a_text_too_long_for_its_parser_is_no_damage() -> None:
    with pytest.raises(SourceError, match="ten million characters"):
        parse_xml(b"<p>" + b"a" * 10_100_000 + b"</p>", Content(Path("a.docx")))
