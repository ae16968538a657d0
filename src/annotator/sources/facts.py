"""What a web page says of itself: titles, date, source, author, address, language, direction; stated or told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from annotator.core.dates import is_published
from annotator.sources.language import normalised
from annotator.text.direction import Direction

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)", re.I)
_SINGLE_FILE = re.compile(r"<!--[^>]{0,200}?\burl:\s*(https?://\S+)", re.I)
_JSON_LIMIT = 1_000_000
_NODES = 2_000
"""So many objects of a page's JSON are looked at."""
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date",
    "dcterms.date", "citation_publication_date", "publish-date", "publish_date", "publishdate", "published_time",
    "publication_date", "pubdate",
    "date.created", "date", "rnews:datepublished", "article.published", "published-date", "bt:pubdate",
)  # fmt: skip
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?", re.A)

_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-])", re.A)

_NOBODY = frozenset((
    "name", "user", "username", "unknown", "posted", "admin", "administrator", "publisher", "author", "autor", "guest",
    "staff", "webmaster", "authority control", "none", "null", "anonymous", "by", "von", "written by",
))  # fmt: skip
"""What stands for an author on pages where nobody has filled that in."""
_PARTS = re.compile(r"\s+[|·»«:\-–—]+\s+|_|｜")


class Facts(Struct, frozen=True):
    """Each None or empty where the page is silent. `titles` are its headline and the name of the page, best first.

    `guessed` names what was worked out rather than stated.
    """

    titles: tuple[str, ...] = ()
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    direction: Direction | None = None
    guessed: tuple[str, ...] = ()


def facts(tree: HtmlElement, markup: str, url: str | None = None) -> Facts:
    """Return what the page says in the places made for it. `url` is known from elsewhere, or None."""
    meta = _meta(tree)
    articles = list(_json_articles(tree))
    url = _url(tree, meta, markup) or url
    guessed: list[str] = []

    published = next(filter(None, (_date(value) for value in _stated_dates(tree, meta, articles))), None)
    if published is None and (published := _date_in_address(url)) is not None:
        guessed.append("published")

    author = _people(articles) or _person(meta.get("author") or meta.get("article:author") or meta.get("dc.creator"))
    publisher = next((_name(article.get("publisher")) for article in articles if article.get("publisher")), None)
    source = (
        meta.get("og:site_name")
        or publisher
        or meta.get("application-name")
        or meta.get("dc.publisher")
        or meta.get("source")
    )
    heads = [article.get("headline") for article in articles]
    heads += [
        meta.get("og:title"),
        meta.get("twitter:title"),
        tree.findtext(".//head/title") or tree.findtext(".//title"),
    ]
    named = [" ".join(head.split()) for head in heads if isinstance(head, str) and head.strip()]
    # "Headline | Site": the longest part is the headline.
    named += [max(_PARTS.split(name), key=len) for name in named]
    titles = tuple(dict.fromkeys(named))
    stated = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    stated = stated or meta.get("content-language") or meta.get("language")
    return Facts(
        titles, published, source, author, url, normalised(stated) if stated else None, _direction(tree), tuple(guessed)
    )


def completed(said: Facts, extracted: Any) -> Facts:
    """Return the facts with what trafilatura `extracted` (None: nothing) makes out where the page says nothing."""
    told = {
        "source": said.source or getattr(extracted, "sitename", None) or _host(said.url),
        "author": said.author or _person(getattr(extracted, "author", None)),
    }
    guessed = [name for name, value in told.items() if value is not None and getattr(said, name) is None]
    title = getattr(extracted, "title", None)
    titles = (*said.titles, title) if isinstance(title, str) and title not in said.titles else said.titles
    return replace(said, titles=titles, guessed=(*said.guessed, *guessed), **told)


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        attributes = element.attrib
        content = (attributes.get("content") or "").strip()
        if not content:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := attributes.get(key):
                found.setdefault(name.strip().lower(), content)
    return found


def _json_articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Give the articles that the page describes in JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _JSON_LIMIT:
            continue
        with suppress(ValueError, RecursionError):
            waiting = [json.loads(script.text, strict=False)]
            for _ in range(_NODES):
                if not waiting:
                    break
                node = waiting.pop(0)
                if isinstance(node, list):
                    waiting += node
                elif isinstance(node, dict):
                    kinds = node.get("@type")
                    kinds = kinds if isinstance(kinds, list) else [kinds]
                    if any(isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report")) for kind in kinds):
                        yield node
                    waiting += [node[key] for key in ("@graph", "mainEntity") if key in node]


def _stated_dates(tree: HtmlElement, meta: dict[str, str], articles: list[dict[str, Any]]) -> Iterator[object]:
    for article in articles:
        yield article.get("datePublished")
    for name in _DATES:
        yield meta.get(name)
    times = list(tree.iter("time"))
    for element in times:
        if element.get("itemprop") == "datePublished" or "pubdate" in element.attrib:
            yield element.get("datetime") or element.get("content")
    # A time alone is the article's; of several, which one is not said.
    days = {element.get("datetime", "")[:10] for element in times if element.get("datetime")}
    if len(days) == 1:
        yield times[0].get("datetime")


def _date(value: object) -> str | None:
    """Return an ISO date, with its time where it has one, as articles hold it; None for anything else."""
    if not isinstance(value, str):
        return None
    value = value.strip()
    found = _DAY.match(value)
    if found is None:
        with suppress(ValueError):
            if len(value) == 8 and value.isdigit():
                return datetime.strptime(value, "%Y%m%d").strftime("%Y-%m-%d")
        return None
    day, time, zone = found.groups()
    if zone is not None and ":" not in zone and zone != "Z":
        zone = f"{zone[:3]}:{zone[3:]}"
    # Midnight is what pages write that know the day alone.
    exact = f"{day}T{time}{zone or ''}" if time and not re.fullmatch(r"00:00(:00(\.0+)?)?", time) else day
    return next((form for form in (exact, day) if is_published(form)), None)


def _date_in_address(url: str | None) -> str | None:
    found = _ADDRESS_DATE.search(url or "")
    return _date("-".join(found.groups())) if found else None


def _people(articles: list[dict[str, Any]]) -> str | None:
    for article in articles:
        authors = article.get("author")
        names = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
        if joined := ", ".join(dict.fromkeys(name for name in names if name)):
            return joined
    return None


def _name(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    elif isinstance(value, list) and value:
        return _name(value[0])
    return _person(value)


def _person(value: object) -> str | None:
    """Return a name on one line; None for addresses and other things that are none."""
    if not isinstance(value, str):
        return None
    name = " ".join(value.split())
    if not name or len(name) > 200 or name.casefold() in _NOBODY or name.startswith(("http:", "https:", "@", "/")):
        return None
    return name


def _url(tree: HtmlElement, meta: dict[str, str], markup: str) -> str | None:
    comment = _SAVED_FROM.search(markup[:4096]) or _SINGLE_FILE.search(markup[:4096])
    saved = comment[1] if comment else None
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for candidate in (*links, meta.get("og:url"), saved):
        if candidate:
            with suppress(ValueError):
                absolute: str = urljoin(saved or meta.get("og:url") or "", candidate.strip())
                if urlsplit(absolute).scheme in ("http", "https") and urlsplit(absolute).hostname:
                    return absolute
    return None


def _host(url: str | None) -> str | None:
    if not url:
        return None
    with suppress(ValueError):
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    return None


def _direction(tree: HtmlElement) -> Direction | None:
    body = tree.find("body")
    for element in (body, tree):
        if element is not None and (value := (element.get("dir") or "").lower()) in ("ltr", "rtl"):
            return Direction(value)
    return None
