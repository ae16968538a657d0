"""OpenDocument texts (ODT, flat FODT): the text with all changes accepted, without comments, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.core.errors import SourceError
from annotator.sources.blocks import Blocks, Stated, made, refuse_data
from annotator.sources.document import Content, Document, Reading
from annotator.sources.odt_styles import Levels, Styles
from annotator.sources.parts import TOO_DEEP, Element, Package, attribute, child, count, local, parse_xml, text_at
from annotator.text.direction import Direction

_TEXT = (b"text", b"text-template", b"text-master", b"text-web")
_KIND = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z-]+)")
_LOCKED = "is protected by a password; open it in its program and save it without one"
# Spaces that are meant stand as elements; those of the XML are worth one together. These signs cannot be in XML.
_SPACE, _TAB, _LINE = "\x00", "\x01", "\x02"
_BLANKS = re.compile(r"[ \t\r\n]+")
_BLOCKS = frozenset(("section", "index-body", "index-title", "text", "text-box", "note-body", "list-header"))
_INDEXES = frozenset((
    "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
    "bibliography",
))  # fmt: skip
_LEFT_OUT = frozenset((
    "annotation", "annotation-end", "tracked-changes", "hidden-text", "placeholder", "title", "desc", "ruby-text",
    "sequence-decls", "variable-decls", "user-field-decls", "forms", "script", "event-listeners", "image",
))  # fmt: skip


def read(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the document. Raises SourceError, also where it is a spreadsheet or the like."""
    try:
        yield _document(content, reading)
    except RecursionError:
        raise SourceError(content.path, TOO_DEEP) from None


def _document(content: Content, reading: Reading) -> Document:
    kind = _KIND.search(content.head)
    if kind is not None and kind[1] not in _TEXT:
        name = kind[1].decode().removesuffix("-template")
        raise SourceError(content.path, f"is an OpenDocument {name}, not a text; save its words as .odt or .txt")
    if content.head.startswith(b"PK"):
        package = Package(content)
        manifest = package.maybe_xml("META-INF/manifest.xml")
        if manifest is not None and any(local(each) == "encryption-data" for each in manifest.iter()):
            raise SourceError(content.path, _LOCKED)
        root, meta = package.xml("content.xml"), package.maybe_xml("meta.xml")
        styles = Styles([package.maybe_xml("styles.xml"), root])
    else:
        root = meta = parse_xml(content.data, content)
        styles = Styles([root])
    body = child(child(root, "body"), "text")
    if body is None:
        raise SourceError(content.path, "is damaged (its text is missing); get it once more")
    text = _Text(content, styles)
    refuse_data(count(body, "table-cell"), content.path)
    words = text.write(body)
    meta = None if meta is None else next((each for each in meta.iter() if local(each) == "meta"), None)
    stated = Stated(
        heading=text.heading,
        title=text_at(meta, "title"),
        language=styles.language(words),
        direction=Direction.RTL if text.rtl > text.ltr else Direction.LTR,
        author=text_at(meta, "initial-creator") or text_at(meta, "creator"),
    )
    return made(content, reading, words, stated)


class _Text:
    """One text while it is read."""

    def __init__(self, content: Content, styles: Styles) -> None:
        self._content = content
        self._styles = styles
        self._boxes: list[Element] = []
        self._notes: dict[str, list[tuple[str, Element]]] = {"footnote": [], "endnote": []}
        self._outline = styles.outline()
        self.heading: str | None = None
        self._rank = 99
        self.rtl = self.ltr = 0

    def write(self, body: Element) -> str:
        """Return the text of an element."""
        blocks = Blocks(self._content)
        self._write(body, blocks)
        for kind in ("footnote", "endnote"):
            for citation, note in self._notes[kind]:
                words = [words for words, _ in self._blocks(note, None)]
                blocks.item("\n".join(words), f"[{citation}]")
        return blocks.text

    def _write(self, parent: Element, blocks: Blocks) -> None:
        for words, marker in self._blocks(parent, blocks):
            if marker is None:
                blocks.paragraph(words)
            else:
                blocks.item(words, marker)

    def _blocks(self, parent: Element, blocks: Blocks | None) -> Iterator[tuple[str, str | None]]:
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, name == "h")
            elif name == "list":
                yield from self._list(element, None, 0)
            elif name == "table":
                yield from self._table(element, blocks)
            elif name == "section" and attribute(element, "display") == "none":
                continue
            elif name in _BLOCKS or name in _INDEXES:
                yield from self._blocks(element, blocks)
            elif name in ("frame", "custom-shape", "g", "rect"):
                for box in _boxes(element):
                    yield from self._blocks(box, None)

    def _table(self, element: Element, blocks: Blocks | None) -> Iterator[tuple[str, str | None]]:
        for row in _rows(element):
            cells = [[_marked(*each) for each in self._blocks(cell, None)] for cell in row]
            if blocks is not None:
                blocks.cells(cells)
            else:
                yield "\t".join(" ".join(cell) for cell in cells), None

    def _paragraph(self, element: Element, is_heading: bool) -> Iterator[tuple[str, str | None]]:
        style = attribute(element, "style-name")
        raw = "".join(self._inline(element, self._styles.is_hidden(style, "paragraph")))
        words = _BLANKS.sub(" ", raw).strip(" ")
        words = words.replace(_SPACE, " ").replace(_TAB, "\t").replace(_LINE, "\n")
        level = attribute(element, "outline-level")
        rank = int(level) if is_heading and level is not None and level.isdigit() else 1 if is_heading else 99
        if self._styles.is_title(style):
            rank = 0
        if words.strip():
            if self._styles.is_rtl(style):
                self.rtl += len(words)
            else:
                self.ltr += len(words)
            if rank < self._rank:
                self._rank, self.heading = rank, words.split("\n")[0]
            marker = self._outline.next(rank - 1) if is_heading and 0 < rank < 99 else ""
            yield f"{marker} {words}" if marker else words, None
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self._blocks(box, None)

    def _list(self, element: Element, levels: Levels | None, depth: int) -> Iterator[tuple[str, str | None]]:
        style = attribute(element, "style-name")
        if levels is None or style is not None:
            continued = attribute(element, "continue-numbering") == "true"
            levels = self._styles.levels(style, attribute(element, "continue-list") is not None or continued)
        for item in element:
            name = local(item)
            if name not in ("list-item", "list-header"):
                continue
            start = attribute(item, "start-value")
            if start is not None and start.isdigit():
                levels.start(depth, int(start))
            marker: str | None = None
            for part in item:
                if local(part) == "list":
                    yield from self._list(part, levels, depth + 1)
                    continue
                for words, other in self._blocks([part], None):
                    if marker is None and name == "list-item":
                        marker = levels.next(depth)
                        yield words, marker or None
                    else:
                        yield words, other

    def _inline(self, parent: Element, hidden: bool) -> Iterator[str]:
        if parent.text and not hidden:
            yield parent.text
        for element in parent:
            yield from self._piece(element, hidden)
            if element.tail and not hidden:
                yield element.tail

    def _piece(self, element: Element, hidden: bool) -> Iterator[str]:
        name = local(element)
        if name in _LEFT_OUT or (name == "hidden-paragraph" and attribute(element, "is-hidden") == "true"):
            return
        if name == "s" and not hidden:
            count = attribute(element, "c") or "1"
            yield _SPACE * (min(int(count), 1000) if count.isdigit() else 1)
        elif name == "tab" and not hidden:
            yield _TAB
        elif name == "line-break" and not hidden:
            yield _LINE
        elif name == "note":
            citation = text_at(element, "note-citation") or ""
            note = child(element, "note-body")
            kind = "endnote" if attribute(element, "note-class") == "endnote" else "footnote"
            if note is not None and not hidden:
                self._notes[kind].append((citation, note))
                yield f"[{citation}]"
        elif name in ("frame", "custom-shape", "g", "rect"):
            self._boxes += [] if hidden else _boxes(element)
        else:
            is_hidden = name == "span" and self._styles.is_hidden(attribute(element, "style-name"), "text")
            yield from self._inline(element, hidden or is_hidden)


def _marked(words: str, marker: str | None) -> str:
    return f"{marker} {words}" if marker else words


def _boxes(element: Element) -> list[Element]:
    """Return what holds paragraphs in a drawing: its text boxes, or a shape itself."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        each = waiting.pop(0)
        if local(each) == "text-box" or any(local(part) in ("p", "list") for part in each):
            found.append(each)
        else:
            waiting += list(each)
    return found


def _rows(table: Element) -> Iterator[list[Element]]:
    for element in table:
        if local(element) in ("table-header-rows", "table-row-group", "table-rows"):
            yield from _rows(element)
        elif local(element) == "table-row":
            yield [cell for cell in element if local(cell) in ("table-cell", "covered-table-cell")]
