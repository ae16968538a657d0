"""The text of well-formed hypertext, all of it: chapters of e-books, and what Markdown means. No web pages, whose
articles have to be found among other things."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from annotator.core.errors import SourceError
from annotator.sources.blocks import Blocks
from annotator.sources.document import Content
from annotator.sources.extras import need
from annotator.sources.numerals import numeral
from annotator.sources.parts import TOO_DEEP, Element, attribute, local, parse_xml

_LEFT_OUT = frozenset((
    "head", "script", "style", "template", "nav", "svg", "img", "audio", "video", "object", "iframe", "rt", "rp",
    "button", "select", "form",
))  # fmt: skip
_BLOCKS = frozenset((
    "html", "body", "p", "div", "section", "article", "aside", "header", "footer", "main", "figure", "figcaption",
    "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption",
    "thead", "tbody", "tfoot", "tr", "td", "th", "hr", "address", "details", "summary", "hgroup", "center",
))  # fmt: skip
_LEFT_OUT_TYPES = frozenset(("toc", "landmarks", "page-list", "cover", "pagebreak"))
_NOTES = frozenset(("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"))
_CALLS = frozenset(("noteref", "doc-noteref"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_XML_ENTITIES = (b"lt", b"gt", b"amp", b"quot", b"apos")
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def parse(data: bytes, content: Content) -> Element:
    """Return the root of a chapter: of XML where it is, else as browsers would. Raises SourceError."""

    def character(match: re.Match[bytes]) -> bytes:
        if match[1] in _XML_ENTITIES:
            return match[0]
        return html.unescape(match[0].decode()).encode("ascii", "xmlcharrefreplace")

    try:
        return parse_xml(_ENTITY.sub(character, data), content)
    except SourceError:
        return parse_html(data, content)


def parse_html(data: bytes, content: Content) -> Element:
    """Return the root of HTML in UTF-8. Raises SourceError where there is none."""
    etree = need("lxml.etree", content.path)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any("depth" in entry.message for entry in parser.error_log):
        raise SourceError(content.path, TOO_DEEP)
    if root is None:
        raise SourceError(content.path, "is damaged (its text cannot be read)")
    return root


class Hypertext:
    """Writes elements to blocks; notes are kept back, for the end. `headings` are (rank, words), in order."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._words: list[str] = []
        self._marker: str | None = None
        self._notes: list[Element] = []
        self.headings: list[tuple[int, str]] = []
        self._sink: Callable[[str], None] | None = None

    def write(self, element: Element) -> None:
        """Write an element and all in it."""
        self._walk(element, False)
        self._flush()

    def write_notes(self) -> None:
        """Write the notes that were kept back."""
        notes, self._notes = self._notes, []
        for note in notes:
            self._children(note, False)
            self._flush()

    def _flush(self) -> None:
        words = "".join(self._words).strip(" \t\n\r\f")
        self._words = []
        if not words:
            return
        if self._sink is not None:
            self._sink(f"{self._marker} {words}" if self._marker else words)
        elif self._marker is not None:
            self._blocks.item(words, self._marker)
        else:
            self._blocks.paragraph(words)
        self._marker = None

    def _walk(self, element: Element, kept: bool) -> None:
        name = local(element).lower()
        types = f"{attribute(element, 'type') or ''} {attribute(element, 'role') or ''}".split()
        if name in _LEFT_OUT or _is_hidden(element) or not _LEFT_OUT_TYPES.isdisjoint(types):
            return
        if name not in ("li", "ol") and not _NOTES.isdisjoint(types):
            self._notes.append(element)
        elif name == "br":
            self._words.append("\n")
        elif name in ("ol", "ul"):
            self._list(element, name == "ol")
        elif name == "table":
            self._flush()
            self._table(element)
        elif name in _BLOCKS:
            self._flush()
            self._children(element, kept or name == "pre")
            if name[0] == "h" and name[1:].isdigit():
                self.headings.append((int(name[1:]), _SPACES.sub(" ", "".join(self._words)).strip()))
            self._flush()
        elif name:
            is_call = not _CALLS.isdisjoint(types)
            before = len(self._words)
            self._children(element, kept)
            if is_call and (words := "".join(self._words[before:]).strip(" []()")):
                self._words[before:] = [f"[{words}]"]

    def _children(self, element: Element, kept: bool) -> None:
        self._add(element.text, kept)
        for child in element:
            self._walk(child, kept)
            self._add(child.tail, kept)

    def _add(self, words: str | None, kept: bool) -> None:
        if not words:
            return
        if not kept:
            words = _SPACES.sub(" ", words)
            if words[0] == " " and (not self._words or self._words[-1][-1:] in (" ", "\n")):
                words = words[1:]
            # Spaces before a line's end show as little as those after it.
        self._words.append(words)

    def _list(self, element: Element, numbered: bool) -> None:
        self._flush()
        form = _FORMS.get(attribute(element, "type") or "", "decimal")
        items = [child for child in element if local(child).lower() == "li"]
        step = -1 if attribute(element, "reversed") is not None else 1
        number = _number(attribute(element, "start"), len(items) if step < 0 else 1)
        for child in element:
            if local(child).lower() != "li":
                self._walk(child, False)
                continue
            number = _number(attribute(child, "value"), number)
            self._marker = f"{numeral(number, form)}." if numbered else "•"
            number += step
            self._children(child, False)
            self._flush()
            self._marker = None

    def _table(self, table: Element) -> None:
        for row in table.iter():
            name = local(row).lower()
            if name == "caption":
                self._children(row, False)
                self._flush()
            if (
                name != "tr"
                or next(each for each in row.iterancestors() if local(each).lower() == "table") is not table
            ):
                continue
            cells: list[list[str]] = []
            sink = self._sink
            for cell in row:
                if local(cell).lower() in ("td", "th"):
                    cells.append([])
                    self._sink = cells[-1].append
                    self._children(cell, False)
                    self._flush()
            self._sink = sink
            if sink is None:
                self._blocks.cells(cells)
            else:
                sink(" ".join(words for cell in cells for words in cell))


def _is_hidden(element: Element) -> bool:
    return attribute(element, "hidden") is not None or _HIDDEN.search(attribute(element, "style") or "") is not None


def _number(value: str | None, default: int) -> int:
    try:
        return max(-999_999, min(int(value), 999_999)) if value else default
    except ValueError:
        return default
