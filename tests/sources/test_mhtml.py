"""Pages in one file: the page is found among its parts, in its encoding, with its address."""

from __future__ import annotations

import plistlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from annotator.core.errors import SourceError
from annotator.sources import Document, read_document

ARABIC = "أمرت السلطات شركة الشمال يوم الثلاثاء بإخلاء الميناء وإغلاق الشاطئ أمام السفن حتى إشعار آخر."
TITLE = "إغلاق الميناء"
STORY = f"<h1>{TITLE}</h1><p>{ARABIC}</p><p>{ARABIC}</p>"
HTML = f"<html><head><title>{TITLE}</title></head><body>{STORY}</body></html>"
FRAME = "<html><body><p>Eine Anzeige, die niemand lesen will.</p></body></html>"
URL = "https://almarfa.example/hafen"


def saved(folder: Path, *, charset: str = "utf-8", encoding: str = "quoted-printable", start: str = "") -> Path:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = URL
    message["Subject"] = "=?utf-8?Q?Hafen?="
    message.set_content("x")
    message.make_related()
    message.set_payload([])
    if start:
        message.set_param("start", f"<{start}>")
    for html, where, name in ((FRAME, "https://werbung.example/", "a@x"), (HTML, URL, "b@x")):
        part = EmailMessage()
        part.set_content(html, subtype="html", charset=charset, cte=encoding)
        part["Content-Location"] = where
        part["Content-ID"] = f"<{name}>"
        message.attach(part)
    path = folder / "hafen.mht"
    path.write_bytes(message.as_bytes())
    return path


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "quoted-printable"), ("windows-1256", "base64"), ("iso-8859-6", "8bit")]
)
def test_the_page_of_an_mhtml_file(tmp_path: Path, charset: str, encoding: str) -> None:
    document = read_document(saved(tmp_path, charset=charset, encoding=encoding))
    assert document.text == f"إغلاق الميناء\n\n{ARABIC}\n\n{ARABIC}"
    assert (document.title, document.language, document.url) == ("إغلاق الميناء", "ar", URL)
    assert document.source == "almarfa.example"
    assert "source" in document.guesses
    assert (document.name, document.packed is not None) == ("hafen.mht", True)


def test_the_part_that_is_named_as_the_start(tmp_path: Path) -> None:
    assert read_document(saved(tmp_path, start="a@x")).text.startswith("Eine Anzeige")


def test_an_mhtml_file_without_its_page(tmp_path: Path) -> None:
    path = tmp_path / "leer.mhtml"
    part = b"--x\r\nContent-Type: image/gif\r\n\r\nGIF\r\n--x--\r\n"
    path.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" + part)
    with pytest.raises(SourceError, match="the page itself is missing"):
        read_document(path)


def archive(folder: Path, main: object) -> Document:
    path = folder / "hafen.webarchive"
    path.write_bytes(plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY))
    return read_document(path)


def test_a_web_archive(tmp_path: Path) -> None:
    main = {
        "WebResourceData": HTML.encode("utf-8"),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": URL,
    }
    document = archive(tmp_path, main)
    assert (document.title, document.url, document.encoding) == ("إغلاق الميناء", URL, "utf-8")


@pytest.mark.parametrize("main", [{}, [], "x", {"WebResourceData": b"x", "WebResourceMIMEType": "image/png"}])
def test_bad_web_archives(tmp_path: Path, main: object) -> None:
    with pytest.raises(SourceError, match="is a web archive"):
        archive(tmp_path, main)
