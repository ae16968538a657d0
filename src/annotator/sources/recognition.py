"""How the kind of a document is told: by its first bytes, or what lies in it; where these say nothing, by its name.

Nothing that reads a kind is loaded for it: of 10,000 plain texts none needs what opens a PDF.
"""

from __future__ import annotations

import re

from annotator.sources.document import Content

ODF = b"application/vnd.oasis.opendocument."
BOOK = "META-INF/container.xml"
"""The list of an e-book's parts."""
PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
"""How files of gzip, bzip2 and xz begin."""
RECORDS = (".jsonl", ".ndjson", ".ldjson", ".jsonlines")
"""The names of files with one JSON object a line."""
DELIMITERS = ",;\t|"
HEADING = 60
"""Characters: what is longer names no column."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_TABLES = (".csv", ".tsv", ".tab")
_DELIMITER = re.compile(rb"[,;\t|]")
# What an object or a list begins with that holds anything; an article may begin with a bracket too.
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_PAGES = frozenset((".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx", ".jsp"))
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|base|frameset|table|article|main|section|div|"
    r"header|nav|p|h[1-6]|ul|ol|span|a\s+href|img|br|center|font|blockquote)\b[^<>]*>|html\s)",
    re.I | re.S,
)
_ANY_TAG = re.compile(r"</?(?:html|body|div|p|a|span|br|h[1-6]|table|ul|article|meta|title)\b[^<>]*>", re.I)
_MESSAGE = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?"
    rb"(?:Content-Type:\s*multipart/related\b|Snapshot-Content-Location:)",
    re.I,
)


def is_pdf(content: Content) -> bool:
    """Return whether this is a PDF document; its mark may stand a little behind the beginning."""
    return b"%PDF-" in content.head[:1024]


def is_docx(content: Content) -> bool:
    return "[Content_Types].xml" in content.members and any(name.startswith("word/") for name in content.members)


def is_epub(content: Content) -> bool:
    return BOOK in content.members


def is_odt(content: Content) -> bool:
    """Return whether this is an OpenDocument file of any kind, packed or flat."""
    return ("content.xml" in content.members and "META-INF/manifest.xml" in content.members) or (
        b"<office:document" in content.head and ODF in content.head
    )


def is_presentation(content: Content) -> bool:
    """Return whether this is a PowerPoint presentation of the new kind."""
    return "ppt/presentation.xml" in content.members


def is_xlsx(content: Content) -> bool:
    return "xl/workbook.xml" in content.members


def is_zip(content: Content) -> bool:
    return content.head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_old_office(content: Content) -> bool:
    """Return whether this is a compound file of Office."""
    return content.head.startswith(_COMPOUND)


def is_rtf(content: Content) -> bool:
    return content.head.startswith(b"{\\rtf")


def is_packed(content: Content) -> bool:
    """Return whether this is one packed file."""
    return content.head.startswith(PACKED)


def is_markdown(content: Content) -> bool:
    """Return whether this is Markdown: by its name, for its signs are those of plain text too."""
    return content.suffix in _MARKDOWN and b"\0" not in content.head


def is_json(content: Content) -> bool:
    return content.suffix in (*RECORDS, ".json") or _JSON.match(content.head) is not None


def is_page(content: Content) -> bool:
    """Return whether the bytes are a web page, by their beginning, or by any tag where the name says so."""
    head = content.head
    if b"<" not in head:
        return False
    head = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").removeprefix(b"\xef\xbb\xbf")
    text = head.decode("latin-1")
    if text.lstrip().startswith("<?xml") and not re.search(r"<(?:\w+:)?html\b|<!doctype\s+html", text, re.I):
        return False
    return _OPENING.match(text) is not None or (content.suffix in _PAGES and _ANY_TAG.search(text) is not None)


def is_mhtml(content: Content) -> bool:
    """Return whether the bytes begin with the header of a web page saved as one message."""
    return _MESSAGE.match(content.head.lstrip(b"\xef\xbb\xbf\r\n")) is not None


def is_webarchive(content: Content) -> bool:
    """Return whether the bytes are Safari's web archive: a property list with a main resource."""
    return content.head.startswith(b"bplist00") and (
        b"WebMainResource" in content.data or content.suffix == ".webarchive"
    )


def is_xml(content: Content) -> bool:
    return content.head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml")


def is_table(content: Content) -> bool:
    """Return whether this is a table: by its name, or by a first line that names the columns of articles."""
    if content.suffix in _TABLES:
        return True
    line = content.head.partition(b"\n")[0]
    if b"\0" in line:
        line = line.replace(b"\0", b"")
    if len(line) > 1000 or _DELIMITER.search(line) is None:
        return False
    first = line.decode("utf-8", "ignore").strip().removeprefix("\ufeff")
    for mark in DELIMITERS:
        names = [name.strip(" \"'") for name in first.split(mark)]
        # Two words with a comma between them may be a heading: three columns, or no sentence.
        if len(names) > 2 and all(len(name) <= HEADING and " " not in name.strip() for name in names):
            from annotator.sources.columns import known_field

            fields = {known[0] for name in names if (known := known_field(name)) is not None and known[1] < 200}
            if "text" in fields and len(fields) > 1:
                return True
    return False
