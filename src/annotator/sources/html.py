"""Web pages: the text that they show, which part of it is the article, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotator.core.errors import SourceError
from annotator.core.values import GUESSABLE
from annotator.sources.dates import date_near
from annotator.sources.document import Content, Document, Reading
from annotator.sources.extraction import Found, extract, find_article, unfold_layout
from annotator.sources.facts import Facts, completed, facts
from annotator.sources.language import guess_language
from annotator.sources.page import decoded, parse, readable
from annotator.sources.plain import guess_title
from annotator.text.canonical import canonical
from annotator.text.direction import text_direction

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.I | re.S)
_SOURCE_URL = re.compile(r"^SourceURL:\s*(https?://\S+)", re.I | re.M)
_DEEP = 250
"""No page of people lies deeper; trafilatura takes very long for those that do."""
_ABOVE = 160


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
    unfold_layout(tree)
    page = readable(tree)
    if page.depth > _DEEP and (flat := parse(markup, path, flat=True)) is not None:
        tree, page = flat, readable(flat)
    if not any(map(str.isalnum, page.text)):
        page = readable(tree, hidden=True)
    if not any(map(str.isalnum, page.text)):
        raise SourceError(path, _unreadable(tree))
    said = facts(tree, markup, url)
    extracted = extract(tree, path, page, said.titles, url)
    said = completed(said, extracted)
    return _document(find_article(page, extracted, said.titles, said.source), said)


def _unreadable(tree: HtmlElement) -> str:
    if next(tree.iter("frame", "iframe"), None) is not None:
        return "holds only frames, no text; save the frame that has the article"
    if next(tree.iter("script"), None) is not None:
        return "holds no readable text: scripts would write it; save the page from the browser when it shows"
    return "holds no readable text"


def _document(found: Found, said: Facts) -> Document:
    text, body, title = found.text, found.body, found.title
    guesses = list(said.guessed)
    if body is not None:
        guesses.append("body")
    if title is None and said.titles and len(said.titles[0]) <= 300:
        title = said.titles[0]
    if title is None:
        title = guess_title(text if body is None else body.of(text))
    if found.guessed or (found.title is None and not said.titles):
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
