"""Web pages: the text that they show, which part of it is the article, and what they say of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from annotator.core.errors import SourceError
from annotator.core.values import GUESSABLE
from annotator.sources.body import find_body, without_tail
from annotator.sources.dates import date_near
from annotator.sources.document import Content, Document, Reading
from annotator.sources.extras import need
from annotator.sources.facts import Facts, facts
from annotator.sources.language import guess_language
from annotator.sources.page import Page, Squeezed, decoded, parse, readable, squeeze
from annotator.sources.plain import guess_title
from annotator.text.canonical import canonical
from annotator.text.direction import text_direction
from annotator.text.span import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ELEMENTS = 60_000
_SHOWN = 3_000_000
"""Larger pages, in elements and in characters shown, are taken whole: no article is so long."""
_SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx", ".jsp"))
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|base|frameset|table|article|main|section|div|"
    r"header|nav|p|h[1-6]|ul|ol|span|a\s+href|img|br|center|font|blockquote)\b[^<>]*>|html\s)",
    re.I | re.S,
)
_ANY_TAG = re.compile(r"</?(?:html|body|div|p|a|span|br|h[1-6]|table|ul|article|meta|title)\b[^<>]*>", re.I)
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.I | re.S)
_SOURCE_URL = re.compile(r"^SourceURL:\s*(https?://\S+)", re.I | re.M)
_DEEP = 250
"""No page of people lies deeper; trafilatura takes very long for those that do."""
_TABLES = 300
_BLOCKS = ("h1", "h2", "p", "div", "table", "ul", "blockquote")
_COVERED = 0.85
"""Of what trafilatura takes for the article, so much has to be found again in the text in order."""
_APART = 1_500
"""Letters between two found paragraphs from which on they are not of one article, where few lie on one side."""
_ABOVE = 160
_TITLE_GAP = 700
"""Characters that may stand between a headline and the article: lead-ins, names, dates, captions."""


def is_page(content: Content) -> bool:
    """Return whether the bytes are a web page, by their beginning, or by any tag where the name says so."""
    head = content.head
    head = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").removeprefix(b"\xef\xbb\xbf")
    text = head.decode("latin-1")
    if text.lstrip().startswith("<?xml") and not re.search(r"<(?:\w+:)?html\b|<!doctype\s+html", text, re.I):
        return False
    return _OPENING.match(text) is not None or (content.suffix in _SUFFIXES and _ANY_TAG.search(text) is not None)


def read(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the document that a web page is. Raises SourceError."""
    if not content.data.strip(b"\0\t\n\r\f "):
        raise SourceError(content.path, "is empty")
    markup, used = decoded(content.data, content.path, reading.encoding)
    yield finished(page_document(markup, content.path), content, reading, used)


def finished(document: Document, content: Content, reading: Reading, encoding: str | None) -> Document:
    """Return the document with what is known of the file that it is from."""
    return replace(
        document,
        encoding=encoding,
        name=canonical(content.path.name),
        sha256=sha256(content.data).hexdigest(),
        packed=content.packed(reading),
    )


def read_html(text: str, name: str | None = None) -> Document:
    """Return the document in markup that is already decoded, as that of a clipboard (with Windows' header or without).

    Raises SourceError (under `name`) where it shows nothing.
    """
    url = None
    if text.startswith("Version:") and "StartHTML:" in text[:400]:
        if source := _SOURCE_URL.search(text[:4096]):
            url = source[1]
        text = text[max(0, text.find("<")) :]
    fragment = _FRAGMENT.search(text)
    document = page_document(fragment[1] if fragment else text, Path(name or "the text"), url)
    if fragment is not None:
        # What somebody has picked out is all of it.
        document = replace(document, body=None, guesses=tuple(guess for guess in document.guesses if guess != "body"))
    return replace(document, name=name, sha256=sha256(text.encode("utf-8", "replace")).hexdigest())


def page_document(markup: str, path: Path, url: str | None = None) -> Document:
    """Return the document that a page's markup shows; `url` is where it is from, if that is known from elsewhere.

    Raises SourceError where it shows no text, or lxml or trafilatura is missing.
    """
    tree = parse(markup, path)
    if tree is None:
        raise SourceError(path, "holds no readable text")
    if (source := _viewed_source(tree)) is not None and (inner := parse(source, path)) is not None:
        tree, markup = inner, source
    page = readable(tree)
    if page.depth > _DEEP and (flat := parse(markup, path, flat=True)) is not None:
        tree, page = flat, readable(flat)
    if not any(map(str.isalnum, page.text)):
        page = readable(tree, hidden=True)
    if not any(map(str.isalnum, page.text)):
        frames = next(tree.iter("frame", "iframe"), None) is not None
        scripts = next(tree.iter("script"), None) is not None
        if frames:
            raise SourceError(path, "holds only frames, no text; save the frame that has the article")
        reason = "holds no readable text"
        if scripts:
            reason += " (scripts would write it); save the page from the browser when it shows, or copy its text"
        raise SourceError(path, reason)
    found = _extracted(tree, path, page, url)
    said = facts(tree, markup, found, url)
    return _document(page, said, found)


def _document(page: Page, said: Facts, found: Any) -> Document:
    text = page.text
    guesses = list(said.guessed)
    lines = _lines(found)
    body, told = _body(page, lines)
    if body is None and lines and not told:
        # The extractor put together what the page does not show in this order: then the article alone.
        text = "\n\n".join(_as_shown(page.text, lines))
        page = Page(text, ())
    elif body is None and not lines:
        body = find_body(text)
    title = _title(page, said, body)
    if body is not None:
        start = _from_title(text, title, page, body)
        body = without_tail(text, Span(start, body.end))
        guesses.append("body")
    if title is None:
        title = said.titles[0] if said.titles and len(said.titles[0]) <= 300 else None
    if title is None:
        title = guess_title(text if body is None else body.of(text))
        guesses.append("title")
    article = text if body is None else body.of(text)
    language, certain = _language(article, said.language)
    direction = text_direction(article, language)
    if language is not None and not certain:
        guesses.append("language")
    if direction is not said.direction and not certain:
        guesses.append("direction")
    published = said.published
    near = date_near(text[text.rfind("\n", 0, max(0, body.start - _ABOVE)) + 1 :] if body is not None else text)
    if near is not None and published is None:
        guesses.append("published")
    # What stands beside the headline may also say the time of that day.
    if near is not None and (published is None or near.startswith(f"{published}T")):
        published = near
    return Document(
        text=text,
        title=title,
        direction=direction,
        language=language,
        published=published,
        source=said.source,
        author=said.author,
        url=said.url,
        body=body,
        guesses=tuple(name for name in GUESSABLE if name in guesses),
    )


def _language(text: str, stated: str | None) -> tuple[str | None, bool]:
    """Return the language of the article, and whether the page states it (and its words do not contradict)."""
    told = guess_language(text)
    if stated is not None and (told is None or told.partition("-")[0] == stated.partition("-")[0]):
        return stated, True
    return told, False


def _extracted(tree: HtmlElement, path: Path, page: Page, url: str | None) -> Any:
    """Return trafilatura's answer, None where it has none or the page is too large to ask. Changes the tree."""
    for element in page.unseen:
        element.drop_tree()
    if len(page.text) > _SHOWN or sum(1 for _ in tree.iter()) > _ELEMENTS:
        return None
    trafilatura = need("trafilatura", path)
    # What a page lacks is no fault to tell anybody about.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    _unfold_layout(tree)
    dates = {"original_date": True, "extensive_search": False}
    try:
        return trafilatura.bare_extraction(
            tree, url=url, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=dates
        )
    except RecursionError:
        return None


def _unfold_layout(tree: HtmlElement) -> None:
    """Make blocks of the tables that only lay a page out, which trafilatura would take for tables of figures."""
    tables = list(tree.iter("table"))
    if len(tables) > _TABLES:
        return
    # Inner tables first: those that hold blocks then are blocks themselves.
    for table in reversed(tables):
        if table.find(".//th") is None and any(table.find(f".//{tag}") is not None for tag in _BLOCKS):
            for part in list(table.iter("table", "thead", "tbody", "tfoot", "tr", "td")):
                part.tag = "div"


def _lines(found: Any) -> list[str]:
    text = getattr(found, "text", None) or ""
    return [line.strip() for line in canonical(text).split("\n") if line.strip()]


def _body(page: Page, lines: list[str]) -> tuple[Span | None, bool]:
    """Return where the extractor's paragraphs stand in the text, and whether they do."""
    if not lines:
        return None, False
    page_letters = Squeezed(page.text)
    wanted = [letters for letters in map(squeeze, lines) if letters]
    whole = "".join(wanted)
    if not whole:
        return None, True
    at = page_letters.text.find(whole)
    first, last = (at, at + len(whole)) if at >= 0 else _chained(page_letters.text, wanted)
    if first < 0:
        return None, False
    start = page.text.rfind("\n", 0, page_letters.place(first)) + 1
    end = page.text.find("\n", page_letters.place(last - 1))
    return Span(start, len(page.text) if end < 0 else end), True


def _as_shown(text: str, lines: list[str]) -> Iterator[str]:
    """Give the paragraphs as the page has them: the extractor drops joiners, which Persian and Hindi write with."""
    letters = Squeezed(text)
    for line in lines:
        part = squeeze(line)
        at = letters.text.find(part) if part else -1
        yield text[letters.place(at) : letters.place(at + len(part) - 1) + 1] if at >= 0 else line


def _chained(text: str, wanted: list[str]) -> tuple[int, int]:
    """Return the first and last letter of the paragraphs found one after the other in `text`; (-1, -1) where they
    are not there in this order."""
    places: list[tuple[int, int]] = []
    # A long paragraph that stands there once is certain; the others are looked for between them.
    anchors = {number: text.find(part) for number, part in enumerate(wanted) if len(part) >= 25}
    anchors = {number: at for number, at in anchors.items() if at >= 0 and text.find(wanted[number], at + 1) < 0}
    position = 0
    for number, part in enumerate(wanted):
        limit = min((at for later, at in anchors.items() if later > number and at >= position), default=len(text))
        at = anchors.get(number, -1)
        if at < position:
            reach = limit if len(part) >= 25 or limit < len(text) else min(limit, position + _APART)
            at = text.rfind(part, position, reach) if not places else text.find(part, position, reach)
        if at >= 0:
            places.append((at, at + len(part)))
            position = at + len(part)
    if sum(end - start for start, end in places) < _COVERED * sum(map(len, wanted)):
        return -1, -1
    return _together(places)


def _together(places: list[tuple[int, int]]) -> tuple[int, int]:
    """Return from where to where the paragraphs lie, without the odd ones far before or behind the others."""
    groups: list[list[tuple[int, int]]] = []
    for place in places:
        if groups and place[0] - groups[-1][-1][1] <= _APART:
            groups[-1].append(place)
        else:
            groups.append([place])
    weights = [sum(end - start for start, end in group) for group in groups]
    heaviest = max(range(len(groups)), key=weights.__getitem__)
    if weights[heaviest] >= 0.8 * sum(weights):
        return groups[heaviest][0][0], groups[heaviest][-1][1]
    return places[0][0], places[-1][1]


def _title(page: Page, said: Facts, body: Span | None) -> str | None:
    """Return the headline as it stands in the text: the heading that the page's titles name, else its first h1."""
    names = [_plain(name) for name in said.titles]
    best: tuple[int, int, Span] | None = None
    for level, span in page.headings:
        heading = _plain(span.of(page.text))
        if not heading or len(span) > 300 or heading == _plain(said.source or "") or (body and span.start > body.end):
            continue
        near = body is None or abs(span.start - body.start) <= _TITLE_GAP
        if heading in names:
            rank = 0
        elif any(heading in name and 2 * len(heading) >= len(name) for name in names):
            rank = 1
        elif level == 1 and (near or not names):
            rank = 2
        else:
            continue
        if best is None or (rank, level) < best[:2]:
            best = (rank, level, span)
    if best is not None:
        return best[2].of(page.text)
    # No heading: a line of the text may say it all the same.
    return next((title for title in said.titles if title in page.text), None)


def _plain(text: str) -> str:
    return squeeze(text.casefold())


def _from_title(text: str, title: str | None, page: Page, body: Span) -> int:
    """Return where the body starts with its headline, where that stands right before it."""
    if not title:
        return body.start
    places = [span.start for _, span in page.headings if span.of(text) == title and span.start < body.start]
    at = places[-1] if places else text.rfind(title, 0, body.start)
    if at < 0 or body.start - at - len(title) > _TITLE_GAP:
        return body.start
    return text.rfind("\n", 0, at) + 1


def _viewed_source(tree: HtmlElement) -> str | None:
    """Return the markup that a page shows as a browser's view of its source; None where it is no such view."""
    body = tree.find("body")
    if body is None:
        return None
    if body.get("id") == "viewsource":
        return "".join("".join(pre.itertext()) for pre in body.iter("pre"))
    lines = [cell for cell in body.iter("td") if "line-content" in (cell.get("class") or "")]
    if lines and next(body.iter("p", "h1", "article"), None) is None:
        return "\n".join("".join(cell.itertext()) for cell in lines)
    return None
