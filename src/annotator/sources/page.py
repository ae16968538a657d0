"""A web page as a browser shows it: its bytes decoded, its markup parsed without running it, its text in order."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from annotator.sources.decoding import decode
from annotator.sources.extras import need
from annotator.text.canonical import canonical
from annotator.text.span import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_DECLARATIONS = 8192
"""Bytes at the beginning of a page in which its encoding may be declared (the standard asks for 1,024)."""

# What browsers take these labels for.
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_NAMES = {"x-sjis": "cp932", "ks_c_5601-1987": "cp949", "x-gbk": "gb18030", "iso-8859-8-i": "iso8859-8",
          "visual": "iso8859-8", "windows-949": "cp949", "x-euc-jp": "euc_jp", "windows-874": "cp874"}  # fmt: skip

# Pictures and faces that a page carries within itself say nothing, and can be most of it.
_DATA = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w.=+-]+)*,[^\"'()<>\s]{200,}")
_ENDLESS_TAG = re.compile(r"<([a-zA-Z][\w:-]*)[^<>]{30000,}>")
_XML = re.compile(r"\s*(?:<\?xml|<!DOCTYPE html[^>]*XHTML|<html[^>]*xmlns)", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.I | re.S)
_CLOSED = re.compile(r"<(title|script|style|iframe|textarea|a|div|p|span|i|b|em|strong|td|th|li|ul|h[1-6])"
                     r"((?:\s[^<>]*)?)/>", re.I)  # fmt: skip
_NESTING = re.compile(
    r"(?:</?(?:div|span|font|section|center|b|i|em|blockquote|ul|li|ol|dl|dd|table|tbody|tr|td)\b[^<>]*>\s*)+", re.I
)

_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_UNSEEN = frozenset((
    "head", "script", "style", "template", "noscript", "noembed", "noframes", "iframe", "object", "embed", "applet",
    "svg", "canvas", "video", "audio", "map", "select", "datalist", "textarea", "input", "progress", "meter", "title",
    "link", "meta", "base", "annotation", "annotation-xml", "rt", "rp", "rtc",
))  # fmt: skip
_KEPT = frozenset(("head", "script", "title", "link", "meta", "base"))
"""What says something about the page, though nobody sees it."""
# As in the standard's innerText: these stand between blank lines, those on lines of their own.
_PARAGRAPHS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dl", "table", "figure", "pre", "hr", "article",
    "section", "header", "footer", "main", "aside", "nav", "address", "fieldset", "details", "hgroup", "menu", "form",
))  # fmt: skip
_LINES = frozenset((
    "div", "li", "tr", "dt", "dd", "figcaption", "caption", "summary", "legend", "center", "body", "html", "thead",
    "tbody", "tfoot", "option", "optgroup", "dialog", "search",
))  # fmt: skip
_THINGS = frozenset(("a", "button", "time", "label"))
_INLINE = frozenset(("a", "button", "time", "label", "span", "b", "i", "em", "strong", "small", "abbr"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


class Page(Struct, frozen=True):
    """What a page shows: `text` in reading order, and where its headings (h1 to h3) stand in it, by level."""

    text: str
    headings: tuple[tuple[int, Span], ...]
    depth: int = 0
    """How many elements lie in one another."""
    unseen: tuple[Any, ...] = ()
    """The elements that are hidden, or that a form fills."""


def decoded(data: bytes, path: Path, encoding: str | None) -> tuple[str, str]:
    """Return the markup and its encoding: as told, by its mark, UTF-8 that proves itself, as declared, or guessed.

    A declaration is believed unless the bytes contradict it. Raises SourceError.
    """
    declared = None if encoding is not None else _declared(data)
    if declared is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, path, encoding)
    try:
        # Multi-byte UTF-8 is never an accident: pages are saved in it whose declaration nobody changed.
        text = data.decode("utf-8")
        return text, "utf-8" if declared == "utf-8" or not text.isascii() else declared
    except UnicodeDecodeError:
        pass
    text = data.decode(declared, "replace")
    broken = text.count("\ufffd")
    if declared != "utf-8" and broken * 20 <= len(text) - len(text.encode("ascii", "ignore")) - broken:
        return text, declared
    return decode(data, path)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARATIONS])
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(_NAMES.get(label, label)).name
        if not codecs.lookup(name)._is_text_encoding:
            return None
    except LookupError:
        return None
    # A page that says this in single bytes is not in it.
    if name.startswith(("utf-16", "utf-32", "utf-7")):
        return "utf-8"
    return _MEANT.get(name, name)


def parse(markup: str, path: Path, *, flat: bool = False) -> HtmlElement | None:
    """Return the tree of a page; None where there is nothing in it. Nothing is fetched, run or expanded.

    `flat` leaves out most of what nests elements. Raises SourceError where lxml is missing.
    """
    html = need("lxml.html", path)
    etree = need("lxml.etree", path)
    markup = canonical(markup)
    if len(markup) > 100_000:
        markup = _ENDLESS_TAG.sub(r"<\1>", _DATA.sub("data:,", markup))
    if _XML.match(markup):
        markup = _CLOSED.sub(r"<\1\2></\1>", _DOCTYPE.sub("<!DOCTYPE html>", markup))

    def parsed(source: str) -> tuple[HtmlElement | None, bool]:
        parser = html.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False,
            huge_tree=True, no_network=True,
        )  # fmt: skip
        try:
            tree = html.document_fromstring(source.encode("utf-8"), parser=parser)
        except etree.ParserError:
            return None, False
        return tree, any("depth" in str(error.message) for error in parser.error_log)

    tree, too_deep = parsed(_NESTING.sub("<br>", markup) if flat else markup)
    if too_deep and not flat:
        # The parser stops where elements lie over two thousand deep; without most of them the text is all there.
        tree, _ = parsed(_NESTING.sub("<br>", markup))
    return tree


def readable(tree: HtmlElement, *, hidden: bool = False) -> Page:
    """Return what the page shows, in the order of its markup: block elements on lines of their own.

    Left out is what no reader sees: scripts, styles, templates, what stands in for scripts, and what is hidden, unless
    `hidden` asks for it (some pages hide all until a script has run).
    """
    from lxml import etree

    out = _Writer()
    walk = etree.iterwalk(tree, events=("start", "end"))
    unseen: HtmlElement | None = None
    dropped: list[HtmlElement] = []
    depth = deepest = 0
    for event, element in walk:
        if event == "start":
            depth += 1
            deepest = max(deepest, depth)
            if element.tag in _UNSEEN or (not hidden and element.attrib and _is_hidden(element)):
                walk.skip_subtree()
                unseen = element
                if element.tag not in _KEPT:
                    dropped.append(element)
                continue
            out.open(element)
            if element.text:
                out.write(element.text)
            continue
        depth -= 1
        if element is not unseen:
            out.close(element)
        unseen = None
        if element.tail:
            out.write(element.tail)
    headings = tuple((level, Span(start, end)) for level, start, end in out.headings if 0 <= start < end)
    return Page("".join(out.parts), headings, deepest, tuple(dropped))


def _is_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if element.tag == "dialog" and "open" not in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _HIDING.search(style) is not None


def _abut(before: HtmlElement, after: HtmlElement) -> bool:
    """Return whether two elements are things of their own that only style keeps apart: links, buttons, facts."""
    one, two = before.tag, after.tag
    if one in _THINGS or two in _THINGS:
        return one in _INLINE and two in _INLINE
    return one == two == "span" and bool(before.get("class")) and before.get("class") != after.get("class", "")


class _Writer:
    """Puts pieces of text together as a browser does: white space folds, lines break where blocks begin and end."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.headings: list[list[int]] = []
        """Level, start and end of each; -1 where it is not reached."""
        self._length = 0
        self._unfilled = 0
        self._open: list[list[int]] = []
        self._preformatted = 0
        self._breaks = 0
        self._ends = 0
        self._gap = ""
        self._closed: HtmlElement | None = None
        """The element that has ended right here."""

    def open(self, element: HtmlElement) -> None:
        tag = element.tag
        self._break(tag)
        if self._closed is not None and _abut(self._closed, element):
            self._gap = self._gap or " "
        self._closed = None
        if tag == "br":
            # Two of them make an empty line. In a heading it is a blank, so that titles are one line.
            if self._open:
                self._gap = self._gap or " "
            else:
                self._ends = min(self._ends + 1, 2)
        elif tag in ("td", "th"):
            self._gap = "" if self._breaks else "\t"
        elif tag in _HEADINGS:
            heading = [int(tag[1]), -1, -1]
            self._open.append(heading)
            self.headings.append(heading)
        elif tag == "pre":
            self._preformatted += 1

    def close(self, element: HtmlElement) -> None:
        tag = element.tag
        self._break(tag)
        self._closed = None if element.tail else element
        if tag in _HEADINGS and self._open:
            heading = self._open.pop()
            if heading[1] >= 0:
                heading[2] = self._length
        elif tag == "pre":
            self._preformatted -= 1

    def write(self, text: str) -> None:
        if self._preformatted:
            self._put(text)
            return
        text = _SPACES.sub(" ", text)
        if text[0] == " " and not self._gap:
            self._gap = " "
        if text != " ":
            self._put(text.strip(" "))
            if text[-1] == " ":
                self._gap = " "

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._breaks = 2
        elif tag in _LINES:
            self._breaks = max(self._breaks, 1)

    def _put(self, text: str) -> None:
        gap = "\n" * max(self._breaks, self._ends) or self._gap
        if gap and self.parts:
            self.parts.append(gap)
            self._length += len(gap)
        if self._unfilled < len(self.headings):
            for heading in self.headings[self._unfilled :]:
                heading[1] = self._length
            self._unfilled = len(self.headings)
        self.parts.append(text)
        self._length += len(text)
        self._breaks = self._ends = 0
        self._gap = ""


_WORD = re.compile(r"[^\W_]+")


class Squeezed:
    """The letters and digits of a text alone, and the way back: how one text is found in another that differs by
    white space, bullets and rules."""

    def __init__(self, text: str) -> None:
        words = _WORD.findall(text)
        self._whole = text
        self._starts = [0, *accumulate(map(len, words))]
        self.text = "".join(words)

    @cached_property
    def _places(self) -> list[int]:
        return [found.start() for found in _WORD.finditer(self._whole)]

    def place(self, index: int) -> int:
        """Return where in the whole text the character stands that is number `index` here."""
        word = bisect_left(self._starts, index + 1) - 1
        return self._places[word] + index - self._starts[word]


def squeeze(text: str) -> str:
    """Return the letters and digits of `text`."""
    return "".join(_WORD.findall(text))
