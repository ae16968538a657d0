"""PDF documents: paragraphs in reading order, without running heads and page numbers, notes at the end."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from threading import Lock
from typing import Any

from annotator.core.errors import PasswordError, SourceError
from annotator.sources.blocks import Blocks, Stated, made
from annotator.sources.document import Content, Document, Reading
from annotator.sources.extras import need
from annotator.sources.pdf_glyphs import Glyph, glyphs_of, rows_of
from annotator.sources.pdf_layout import Line, lines_of, notes_apart, paragraphs_of, without_running_heads

CHARACTERS = 5_000_000
"""More than these is more than any book. Each takes some microseconds."""
PAGES = 20_000
_SCANNED = "has no text, only pictures of pages; run it through text recognition (OCR) first"
# Pdfium may be used by one thread at a time.
_ONE = Lock()


def read(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the document. Raises SourceError, also where it holds no text or a password is missing or wrong."""
    pdfium = need("pypdfium2", content.path)
    raw = need("pypdfium2.raw", content.path)
    with _ONE:
        pages, facts = _opened(pdfium, raw, content, reading.password)
    letters = [glyph for page in pages for glyph in page]
    if not letters:
        raise SourceError(content.path, _SCANNED)
    if sum(_is_unknown(glyph.text) for glyph in letters) * 3 > len(letters):
        raise SourceError(
            content.path, "has letters whose meaning it does not tell; run it through text recognition (OCR) first"
        )
    text, heading = _text(pages, content)
    yield made(
        content,
        reading,
        text,
        Stated(heading=heading, title=facts["Title"], author=facts["Author"], language=facts["Lang"]),
    )


def _opened(
    pdfium: Any, raw: Any, content: Content, password: str | None
) -> tuple[list[list[Glyph]], dict[str, str | None]]:
    """Return the glyphs of each page, and what the file says of itself."""
    path = content.path
    try:
        document = pdfium.PdfDocument(content.data, password=password)
    except pdfium.PdfiumError:
        code = raw.FPDF_GetLastError()
        if code == raw.FPDF_ERR_PASSWORD:
            raise PasswordError(
                path,
                "is protected by a password; name it, or save the file without one"
                if password is None
                else "is protected by another password",
            ) from None
        if code == raw.FPDF_ERR_SECURITY:
            raise SourceError(path, "is protected in a way that cannot be opened; print it to a new PDF") from None
        raise SourceError(path, "is damaged (it cannot be opened as a PDF); get it once more") from None
    try:
        if len(document) > PAGES:
            raise SourceError(path, f"has more than {PAGES} pages; split it first")
        left = CHARACTERS
        pages = []
        for at in range(len(document)):
            found = _page(pdfium, raw, document, at, left)
            if found is None:
                raise SourceError(path, f"holds more than {CHARACTERS // 1_000_000} million characters; split it first")
            left -= len(found)
            pages.append(found)
        facts = document.get_metadata_dict()
        return pages, {
            "Title": facts.get("Title") or None,
            "Author": facts.get("Author") or None,
            "Lang": _language(raw, document),
        }
    finally:
        document.close()


def _page(pdfium: Any, raw: Any, document: Any, at: int, limit: int) -> list[Glyph] | None:
    try:
        page = document[at]
    except pdfium.PdfiumError:
        return []  # a page that cannot be opened is as good as empty; the others are not lost for it
    try:
        words = page.get_textpage()
        try:
            return glyphs_of(raw, words.raw, limit)
        finally:
            words.close()
    except pdfium.PdfiumError:
        return []
    finally:
        page.close()


def _language(raw: Any, document: Any) -> str | None:
    ask = getattr(raw, "FPDFCatalog_GetLanguage", None)
    if ask is None:
        return None
    size = ask(document.raw, None, 0)
    if not 2 < size < 200:
        return None
    buffer = ctypes.create_string_buffer(size)
    ask(document.raw, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0") or None


def _is_unknown(text: str) -> bool:
    return text == "\ufffd" or "\ue000" <= text <= "\uf8ff" or text < " "


def _text(pages: list[list[Glyph]], content: Content) -> tuple[str, str | None]:
    """Return the text, and its heading: the largest letters at its beginning."""
    rows = [rows_of(glyphs) for glyphs in pages]
    without_running_heads(rows)
    sizes = Counter(segment.size for page in rows for row in page for segment in row for _ in segment.glyphs)
    body = sizes.most_common(1)[0][0] if sizes else 1.0
    lines: list[Line] = []
    notes: list[Line] = []
    for at, page in enumerate(rows):
        words, foot = notes_apart(lines_of(page, at), body)
        lines += words
        notes += foot
    blocks = Blocks(content)
    for part in (lines, notes):
        for paragraph in paragraphs_of(part):
            if "\t" in paragraph:
                blocks.row(paragraph.split("\t"))
            else:
                blocks.paragraph(paragraph)
    first = [line for line in lines if line.page == 0][:30]
    largest = max(first, key=lambda line: line.size, default=None)
    heading = None
    if largest is not None and largest.size > 1.15 * body:
        group = [line for line in first if line.size == largest.size]
        heading = paragraphs_of(group)[0]
    return blocks.text, heading
