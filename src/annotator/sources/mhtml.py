"""Pages saved as one file with all that they show: MHTML and Safari's web archives. Only the page itself is read."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from xml.parsers.expat import ExpatError

from annotator.core.errors import SourceError
from annotator.sources.document import Content, Document, Reading
from annotator.sources.html import finished, page_document
from annotator.sources.page import decoded


def read_mhtml(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the document that the page in an MHTML file is. Raises SourceError."""
    message = message_from_bytes(content.data.lstrip(b"\xef\xbb\xbf\r\n"))
    page = _page(message)
    if page is None:
        raise SourceError(content.path, "is a saved web page, but the page itself is missing in it")
    data = page.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        raise SourceError(content.path, "is a saved web page, but the page itself is empty")
    url = _address(page["Content-Location"]) or _address(message["Snapshot-Content-Location"])
    charset = reading.encoding or page.get_content_charset()
    yield _document(data, charset, url, content, reading)


def _page(message: Message) -> Message | None:
    """Return the part that is the page: the one named as the start, that with the page's address, or the first."""
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    where = str(message["Snapshot-Content-Location"] or message["Content-Location"] or "").strip()
    for part in pages:
        if start and str(part["Content-ID"] or "").strip("<> ") == str(start).strip("<> "):
            return part
    for part in pages:
        if where and str(part["Content-Location"] or "").strip() == where:
            return part
    return pages[0] if pages else None


def read_webarchive(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the document that the page in a web archive is. Raises SourceError."""
    try:
        main = plistlib.loads(content.data)["WebMainResource"]
        data, kind = main["WebResourceData"], main.get("WebResourceMIMEType", "text/html")
        charset, url = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        raise SourceError(content.path, "is a web archive, but damaged") from None
    if not isinstance(data, bytes) or "html" not in str(kind):
        raise SourceError(content.path, f"is a web archive of something other than a page ({kind})")
    charset = reading.encoding or (charset if isinstance(charset, str) else None)
    yield _document(data, charset, _address(url), content, reading)


def _document(data: bytes, charset: str | None, url: str | None, content: Content, reading: Reading) -> Document:
    path: Path = content.path
    try:
        markup, used = decoded(data, path, charset)
    except SourceError:
        # What the container says of the encoding can be wrong; what somebody has said of it is theirs to mend.
        if reading.encoding is not None:
            raise
        markup, used = decoded(data, path, None)
    return finished(page_document(markup, path, url), content, reading, used)


def _address(value: object) -> str | None:
    text = str(value or "").strip()
    return text if re.match(r"https?://", text) else None
