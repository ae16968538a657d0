"""Which part of a page is the article: what an extractor says, found again in the text that the page shows."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from annotator.sources.body import find_body, from_headline, headline, without_tail
from annotator.sources.extras import need
from annotator.sources.page import Page, Squeezed, squeeze
from annotator.text.canonical import canonical
from annotator.text.span import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ELEMENTS = 60_000
_SHOWN = 3_000_000
"""Larger pages, in elements and in characters shown, are taken whole: no article is so long."""
_TABLES = 300
_BLOCKS = ("h1", "h2", "p", "div", "table", "ul", "blockquote")
_TEASER = 800
"""Characters of a small article: those beside the one that the headline is of are teasers."""
_HEADINGS = 300
_COVERED = 0.85
"""Of what trafilatura takes for the article, so much has to be found again in the text in order."""
_APART = 1_500
"""Letters between two found paragraphs from which on they are not of one article, where few lie on one side."""
_TITLE_GAP = 700
"""Characters that may stand between a headline and the article: lead-ins, names, dates, captions."""


class Found(Struct, frozen=True):
    """The text of an article's page (all that it shows, or the article alone), the body in it, and its title there.

    `body` and `title` are None where nothing could be told; `guessed` is whether neither a heading nor a name of the
    page says that title.
    """

    text: str
    body: Span | None
    title: str | None
    guessed: bool = False


def find_article(page: Page, extracted: Any, titles: tuple[str, ...], source: str | None) -> Found:
    """Return where the article is that trafilatura `extracted` (None: it found none) from a page.

    `titles` are the page's names of itself, `source` the name of its site, which is nobody's headline.
    """
    text = page.text
    lines = _lines(extracted)
    span = _range(page, lines)
    if span is None:
        title = _title(page, titles, source, None)
        # What has nothing of the headline is rather something else on the page.
        if not lines or (title is not None and squeeze(title) not in squeeze(" ".join(lines))):
            return Found(text, find_body(text), title)
        text = "\n\n".join(_as_shown(text, lines))
        return Found(text, None, _title_in(text, titles))
    title = _title(page, titles, source, span)
    guessed = title is None and not titles
    if guessed:
        title = headline(text, span)
    start = _from_title(text, title, page, span)
    return Found(text, without_tail(text, Span(start, span.end)), title, guessed)


def extract(tree: HtmlElement, path: Path, page: Page, titles: tuple[str, ...], url: str | None) -> Any:
    """Return trafilatura's answer, None where it has none or the page is too large to ask. Changes the tree."""
    for element in page.unseen:
        element.drop_tree()
    _drop_teasers(tree, _headline(tree, titles))
    if len(page.text) > _SHOWN or sum(1 for _ in tree.iter()) > _ELEMENTS:
        return None
    trafilatura = need("trafilatura", path)
    # What a page lacks is no fault to tell anybody about.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    dates = {"original_date": True, "extensive_search": False}
    try:
        return trafilatura.bare_extraction(
            tree, url=url, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=dates
        )
    except RecursionError:
        return None


def unfold_layout(tree: HtmlElement) -> None:
    """Make blocks of the tables that only lay a page out, which trafilatura would take for tables of figures."""
    tables = list(tree.iter("table"))
    if len(tables) > _TABLES:
        return
    # Inner tables first: those that hold blocks then are blocks themselves.
    for table in reversed(tables):
        blocks = any(table.find(f".//{tag}") is not None for tag in _BLOCKS)
        if table.find(".//th") is None and (blocks or any(cell.find("br") is not None for cell in table.iter("td"))):
            for part in list(table.iter("table", "thead", "tbody", "tfoot", "tr", "td")):
                part.tag = "div"


def _headline(tree: HtmlElement, titles: tuple[str, ...]) -> HtmlElement | None:
    """Return the heading that the page's names agree with, else its only h1."""
    names = [_plain(title) for title in titles]
    headings = [heading for _, heading in zip(range(_HEADINGS), tree.iter("h1", "h2", "h3"), strict=False)]
    for heading in headings:
        if _rank(_plain(heading.text_content()), names) is not None:
            return heading
    first = [heading for heading in headings if heading.tag == "h1"]
    return first[0] if len(first) == 1 else None


def _drop_teasers(tree: HtmlElement, headline: HtmlElement | None) -> None:
    """Drop the small articles beside the one that the headline is of, so that they are not taken for it."""
    if headline is None:
        return
    around = {headline, *headline.iterancestors()}
    for part in list(tree.iter("article")):
        if part not in around and part.find(".//a") is not None and len(part.text_content()) < _TEASER:
            part.drop_tree()


def _lines(extracted: Any) -> list[str]:
    text = getattr(extracted, "text", None) or ""
    return [line.strip() for line in canonical(text).split("\n") if line.strip()]


def _range(page: Page, lines: list[str]) -> Span | None:
    """Return from where to where the extractor's paragraphs stand in the text; None where they do not, in order."""
    page_letters = Squeezed(page.text)
    wanted = [letters for letters in map(squeeze, lines) if letters]
    whole = "".join(wanted)
    if not whole:
        return None
    at = page_letters.text.find(whole)
    first, last = (at, at + len(whole)) if at >= 0 else _chained(page_letters.text, wanted)
    if first < 0:
        return None
    start = page.text.rfind("\n", 0, page_letters.place(first)) + 1
    end = page.text.find("\n", page_letters.place(last - 1))
    return Span(start, len(page.text) if end < 0 else end)


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


def _title(page: Page, titles: tuple[str, ...], source: str | None, body: Span | None) -> str | None:
    """Return the headline as it stands in the text: the heading that the page's names agree with, else its first h1."""
    names = [_plain(name) for name in titles]
    best: tuple[int, int, Span] | None = None
    for level, span in page.headings:
        heading = _plain(span.of(page.text))
        if not heading or len(span) > 300 or heading == _plain(source or "") or (body and span.start > body.end):
            continue
        rank = _rank(heading, names)
        near = body is None or abs(span.start - body.start) <= _TITLE_GAP
        if rank is None and level == 1 and (near or not names):
            rank = 2
        if rank is not None and (best is None or (rank, level) < best[:2]):
            best = (rank, level, span)
    return _one_line(best[2].of(page.text), names) if best is not None else _title_in(page.text, titles)


def _one_line(heading: str, names: list[str]) -> str:
    """Return the line of a heading that one of the page's names has most of, else its longest: a title is one line."""
    lines = [line.strip() for line in heading.split("\n") if line.strip()]
    ranks = [_rank(_plain(line), names) for line in lines]
    known = [(rank, -len(line), line) for rank, line in zip(ranks, lines, strict=True) if rank is not None]
    return min(known)[2] if known else max(lines, key=len, default=heading)


def _title_in(text: str, titles: tuple[str, ...]) -> str | None:
    """Return the first of the page's names that stands in `text`."""
    return next((title for title in titles if title in text), None)


def _rank(heading: str, names: list[str]) -> int | None:
    """Return 0 where a heading is one of the names, 1 where it is most of one, else None."""
    if heading in names:
        return 0
    return 1 if heading and any(heading in name and 2 * len(heading) >= len(name) for name in names) else None


def _plain(text: str) -> str:
    return squeeze(text.casefold())


def _from_title(text: str, title: str | None, page: Page, body: Span) -> int:
    """Return where the body starts with its headline, where that stands right before it."""
    if not title:
        return body.start
    headings = [span for _, span in page.headings if span.start < body.start]
    places = [span.start for span in headings if title in map(str.strip, span.of(text).split("\n"))]
    at = places[-1] if places else text.rfind(title, 0, body.start)
    if at < 0 or body.start - at - len(title) > _TITLE_GAP:
        # The extractor may have taken in what stands above it.
        return from_headline(text, title, body)
    return text.rfind("\n", 0, at) + 1
