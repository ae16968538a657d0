"""Word documents (DOCX): the text as it reads with all changes accepted, without comments, headers and footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from annotator.core.errors import SourceError
from annotator.sources.blocks import Blocks, Stated, made, refuse_data
from annotator.sources.document import Content, Document, Reading
from annotator.sources.docx_numbers import Numbers
from annotator.sources.docx_styles import Styles, is_on
from annotator.sources.numerals import numeral
from annotator.sources.parts import TOO_DEEP, Element, Package, attribute, child, count, local, resolved, text_at
from annotator.text.direction import Direction

# Runs of letters are told apart as Word does it: each script has its language.
_ASIAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_BIDI = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_LETTER = regex.compile(r"\p{L}")
# What else there is (deleted or moved away, comments, the reading aids of ruby) is left out with all in it.
_KEPT_INLINE = frozenset((
    "ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "ruby", "rubyBase", "r", "dir", "bdo",
))  # fmt: skip
_MATH = ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math")
_KEPT_BLOCKS = frozenset(("ins", "moveTo", "customXml", "sdtContent"))
_EMBEDDINGS = {("dir", "rtl"): "\u202b", ("dir", "ltr"): "\u202a", ("bdo", "rtl"): "\u202e", ("bdo", "ltr"): "\u202d"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# Signs that reports use, at their places in Word's symbol fonts.
_SYMBOLS = {
    0xA7: "▪",
    0xA8: "◻",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xFC: "✓",
    0xFB: "✗",
    0x2D: "−",
    0xB0: "°",
}


def read(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the document. Raises SourceError."""
    try:
        yield _Word(content).document(reading)
    except RecursionError:
        raise SourceError(content.path, TOO_DEEP) from None


class _Word:
    """One document while it is read."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._package = Package(content)
        self._top = self._relations("", "_rels/.rels")
        self._main = self._top.get("officeDocument", "word/document.xml")
        folder, _, name = self._main.rpartition("/")
        types = self._relations(self._main, f"{folder}/_rels/{name}.rels")
        self._styles = Styles(self._package.maybe_xml(types.get("styles")))
        self._numbers = Numbers(self._package.maybe_xml(types.get("numbering")))
        settings = self._package.maybe_xml(types.get("settings"))
        self._note_forms = {
            "footnote": attribute(child(child(settings, "footnotePr"), "numFmt"), "val") or "decimal",
            "endnote": attribute(child(child(settings, "endnotePr"), "numFmt"), "val") or "lowerRoman",
        }
        self._notes = {
            kind: {attribute(note, "id"): note for note in root if attribute(note, "type") in (None, "normal")}
            for kind in ("footnote", "endnote")
            if (root := self._package.maybe_xml(types.get(f"{kind}s"))) is not None
        }
        self._called: dict[str, list[tuple[str, Element]]] = {"footnote": [], "endnote": []}
        self._counted: Counter[str] = Counter()
        self._whole_fields = True
        self._fields: list[bool] = []
        """For each field that is open, whether what comes now is its result, not its instruction."""
        self._boxes: list[Element] = []
        self._carried = ""
        """The words of a paragraph whose end was deleted or is hidden: the next one goes on with them."""
        self._languages: Counter[str] = Counter()
        self._rtl = self._ltr = 0
        self._heading: tuple[int, str] | None = None

    def _relations(self, base: str, part: str) -> dict[str, str]:
        root = self._package.maybe_xml(part)
        found: dict[str, str] = {}
        for each in () if root is None else root:
            kind = (attribute(each, "Type") or "").rpartition("/")[2]
            if attribute(each, "TargetMode") != "External" and kind:
                found.setdefault(kind, resolved(base, attribute(each, "Target") or ""))
        return found

    def document(self, reading: Reading) -> Document:
        body = child(self._package.xml(self._main), "body")
        if body is None:
            raise SourceError(self._content.path, "is damaged (its text is missing); get it once more")
        refuse_data(count(body, "tc"), self._content.path)
        kinds = Counter(attribute(each, "fldCharType") for each in body.iter() if local(each) == "fldChar")
        self._whole_fields = kinds["begin"] == kinds["end"]
        blocks = Blocks(self._content)
        self._write(body, blocks)
        for kind in ("footnote", "endnote"):
            # Notes can call notes: those of the list that are added while it is gone through come too.
            for marker, note in self._called[kind]:
                inner = Blocks(self._content)
                self._write(note, inner)
                words = inner.text.strip()
                blocks.item(words, marker) if "\n\n" not in words else blocks.paragraph(f"{marker} {words}".strip())
        core = self._package.maybe_xml(self._top.get("core-properties", "docProps/core.xml"))
        languages = self._languages.most_common(1)
        stated = Stated(
            heading=None if self._heading is None else self._heading[1],
            title=text_at(core, "title"),
            language=languages[0][0] if languages else None,
            direction=Direction.RTL if self._rtl > self._ltr else Direction.LTR,
            author=text_at(core, "creator"),
        )
        return made(self._content, reading, blocks.text, stated)

    def _write(self, parent: Element, blocks: Blocks) -> None:
        """Write the paragraphs and tables in an element."""
        for words, marker in self._blocks(parent, blocks):
            if marker is None:
                blocks.paragraph(words)
            else:
                blocks.item(words, marker)

    def _blocks(self, parent: Element, blocks: Blocks | None) -> Iterator[tuple[str, str | None]]:
        """Give paragraphs, each with what stands before it as an item of a list. Tables go to `blocks`; without
        these they come as paragraphs."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element, blocks)
            elif name == "sdt":
                if not _is_placeholder(element) and (inner := child(element, "sdtContent")) is not None:
                    yield from self._blocks(inner, blocks)
            elif name in _KEPT_BLOCKS:
                yield from self._blocks(element, blocks)
            elif name == "AlternateContent":
                yield from self._blocks(_chosen(element), blocks)
        if self._carried and local(parent) in ("body", "tc", "footnote", "endnote", "txbxContent"):
            words, self._carried = self._carried, ""
            yield words, None

    def _paragraph(self, element: Element) -> Iterator[tuple[str, str | None]]:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        words = self._carried + "".join(self._inline(element, style))
        if not self._whole_fields:
            # Nothing may be lost behind a field that has no end.
            self._fields.clear()
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None or self._styles.hidden(mark, None):
            self._carried = words
        else:
            self._carried = ""
            stripped = words.strip()
            if stripped:
                self._weigh(stripped, properties, style)
                marker = self._marker(properties, style)
                yield words, marker or None
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            fields, self._fields = self._fields, []
            yield from self._blocks(box, None)
            self._fields = fields

    def _weigh(self, words: str, properties: Element | None, style: str | None) -> None:
        bidi = child(properties, "bidi")
        if is_on(bidi) or (bidi is None and self._styles.bidi(style)):
            self._rtl += len(words)
        else:
            self._ltr += len(words)
        own = attribute(child(properties, "outlineLvl"), "val")
        rank = int(own) if own is not None and own.isdigit() else self._styles.outline(style)
        if self._styles.name(style) == "title":
            rank = -1
        if rank is not None and rank < 9 and (self._heading is None or rank < self._heading[0]):
            self._heading = rank, words.split("\n")[0]

    def _marker(self, properties: Element | None, style: str | None) -> str:
        own = child(properties, "numPr")
        inherited = self._styles.numbering(style)
        numbers = attribute(child(own, "numId"), "val") or attribute(child(inherited, "numId"), "val")
        if numbers is None or numbers == "0":
            return ""
        level = attribute(child(own, "ilvl"), "val") or attribute(child(inherited, "ilvl"), "val")
        if level is None or not level.isdigit():
            return self._numbers.marker(numbers, self._numbers.level_of_style(numbers, style or ""))
        return self._numbers.marker(numbers, int(level))

    def _table(self, element: Element, blocks: Blocks | None) -> Iterator[tuple[str, str | None]]:
        for row in _rows(element):
            cells = [
                [f"{marker} {words}" if marker else words for words, marker in self._blocks(cell, None)] for cell in row
            ]
            if blocks is not None:
                blocks.cells(cells)
            else:
                yield "\t".join(" ".join(cell) for cell in cells), None

    def _inline(self, parent: Element, style: str | None) -> Iterator[str]:
        """Give the words in a paragraph or a part of one."""
        hidden = local(parent) == "r" and self._styles.hidden(child(parent, "rPr"), style)
        for element in parent:
            name = local(element)
            if name == "fldChar":
                # Fields begin and end in hidden runs all the same.
                self._field(element)
            elif hidden:
                continue
            elif name == "t" and element.text:
                if all(self._fields):
                    self._count_language(parent, style, element.text)
                    yield element.text
            elif name in ("drawing", "pict", "object"):
                self._boxes += _boxes(element)
            elif (inner := _inner(name, element)) is not None:
                sign = _EMBEDDINGS.get((name, attribute(element, "val") or ""), "")
                yield from (sign, *self._inline(inner, style), "\u202c" if sign else "")
            elif all(self._fields):
                yield self._sign(name, element)

    def _sign(self, name: str, element: Element) -> str:
        if name in _SIGNS:
            return _SIGNS[name]
        if name == "sym":
            code = int(attribute(element, "char") or "0", 16) if _is_hex(attribute(element, "char")) else 0
            place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
            if attribute(element, "font") in ("Symbol", "Wingdings") and place in _SYMBOLS:
                return _SYMBOLS[place]
            return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""
        if name in ("footnoteReference", "endnoteReference"):
            return self._call(name.removesuffix("Reference"), element)
        return ""

    def _call(self, kind: str, element: Element) -> str:
        note = self._notes.get(kind, {}).get(attribute(element, "id"))
        if note is None:
            return ""
        if is_on(element, "customMarkFollows"):
            self._called[kind].append(("", note))
            return ""
        self._counted[kind] += 1
        marker = f"[{numeral(self._counted[kind], self._note_forms[kind])}]"
        self._called[kind].append((marker, note))
        return marker

    def _field(self, element: Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _count_language(self, run: Element, style: str | None, words: str) -> None:
        properties = child(run, "rPr")
        language = self._styles.language(properties, style)
        if _ASIAN.search(words):
            tag = language.asian
        elif _BIDI.search(words) or is_on(child(properties, "rtl")):
            tag = language.bidi
        else:
            tag = language.latin
        if tag:
            self._languages[tag] += len(_LETTER.findall(words))


def _rows(table: Element) -> Iterator[list[Element]]:
    """Give the cells of each row; rows and cells may be wrapped, deleted ones are gone."""
    for row in _wrapped(table, "tr"):
        properties = child(row, "trPr")
        if child(properties, "del") is None and child(properties, "hidden") is None:
            yield list(_wrapped(row, "tc"))


def _wrapped(parent: Element, name: str) -> Iterator[Element]:
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _wrapped(element, name)


def _inner(name: str, element: Element) -> Element | None:
    """Return what holds the words of an element inside a paragraph; None where it has none."""
    if name == "sdt":
        return None if _is_placeholder(element) else child(element, "sdtContent")
    if name == "AlternateContent":
        return _chosen(element)
    is_kept = name in _KEPT_INLINE or str(element.tag)[1:].startswith(_MATH)
    return element if is_kept else None


def _chosen(element: Element) -> Element:
    """Return the one form of a content that is there twice, for newer and for older programs."""
    choice = child(element, "Choice")
    fallback = child(element, "Fallback")
    if choice is None:
        return element if fallback is None else fallback
    return choice


def _boxes(element: Element) -> list[Element]:
    """Return the contents of the text boxes in a drawing, the outermost of them, each in one form only."""
    found: list[Element] = []
    waiting = list(element)[::-1]
    while waiting:
        each = waiting.pop()
        if local(each) == "txbxContent":
            found.append(each)
        else:
            waiting += list(_chosen(each) if local(each) == "AlternateContent" else each)[::-1]
    return found


def _is_placeholder(element: Element) -> bool:
    return is_on(child(child(element, "sdtPr"), "showingPlcHdr"))


def _is_hex(value: str | None) -> bool:
    return value is not None and 0 < len(value) <= 6 and all(ch in "0123456789abcdefABCDEF" for ch in value)
