"""Rich Text Format: the text with all changes accepted, in whatever code pages it was written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from annotator.core.errors import SourceError
from annotator.sources.blocks import Blocks, Stated, made, refuse_data
from annotator.sources.document import Content, Document, Reading
from annotator.text.direction import Direction

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_DEPTH = 1000
# Code pages of fonts, by their character sets.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437",
}  # fmt: skip
_SIGNS = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "endash": "–", "emdash": "—", "enspace": "\u2002", "emspace": "\u2003", "qmspace": "\u2005", "zwj": "\u200d",
    "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060", "ltrmark": "\u200e", "rtlmark": "\u200f", "softline": "\n",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"-": "\u00ad", b"{": "{", b"}": "}", b"\\": "\\"}
_ENDS = frozenset(("par", "sect", "page", "column"))
# What is no text of the document, with all in it. What begins with \* and is not known is left out as well.
_LEFT_OUT = frozenset((
    "fonttbl", "colortbl", "stylesheet", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
    "footerf", "pict", "object", "fldinst", "annotation", "atnid", "atnauthor", "atntime", "atnref", "listtable",
    "listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "colorschememapping", "datastore", "xmlnstbl",
    "latentstyles", "filetbl", "operator", "company", "manager", "category", "keywords", "comment", "doccomm",
    "hlinkbase", "creatim", "revtim", "printim", "buptim", "nonshppict", "bkmkstart", "bkmkend", "tc", "tcn", "xe",
    "rxe", "txe", "subject", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "private", "pntext",
    "sp", "template", "mmathPr", "falt", "panose",
))  # fmt: skip
_STARRED = frozenset(("shptxt", "shpinst", "shp", "fldrslt", "pnseclvl", "docvar"))
_WEIGHED = ("rtlpar", "ltrpar")


class _State(Struct, frozen=True):
    """What holds for a group: it is given back when the group ends."""

    sink: str = "text"
    """Where words go: text, note, list (the number before an item), title, author, fonts, or nowhere ("")."""
    hidden: bool = False
    skip: int = 1
    """Characters that stand for one of Unicode, for older programs."""
    encoding: str = "cp1252"


def read(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the document. Raises SourceError."""
    refuse_data(content.data.count(b"\\cell"), content.path)
    rtf = _Rtf(content, reading.encoding)
    at = 0
    while (match := _TOKEN.match(content.data, at)) is not None:
        at = match.end()
        if match[1] == b"bin":
            at += max(0, int(match[2] or 0))  # so many bytes of a picture, as they are
        else:
            rtf.take(match)
    rtf.finish()
    stated = Stated(
        title=rtf.found["title"].strip() or None,
        author=rtf.found["author"].strip() or None,
        direction=Direction.RTL if rtf.rtl > rtf.ltr else Direction.LTR,
        encoding=rtf.encoding,
    )
    yield made(content, reading, rtf.blocks.text, stated)


class _Rtf:
    """One document while it is read."""

    def __init__(self, content: Content, encoding: str | None) -> None:
        self._content = content
        self._told = encoding
        self.encoding = encoding or "cp1252"
        self.blocks = Blocks(content)
        self.found = {"title": "", "author": "", "list": ""}
        self.rtl = self.ltr = 0
        self._state = _State(encoding=self.encoding)
        self._outer: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._starred = False
        self._skipped = 0
        self._bytes = bytearray()
        self._words: list[str] = []
        self._cells: list[str] = []
        self._in_table = self._is_rtl = False
        self._notes: list[str] = []
        self._note: list[str] = []

    def take(self, match: re.Match[bytes]) -> None:
        """Take the next token."""
        word, value, code, symbol, brace, plain = match.groups()
        if code is not None:
            self._byte(bytes([int(code, 16)]))
        elif plain is not None:
            self._byte(plain)
        elif brace == b"{":
            self._decode()
            if len(self._outer) >= _DEPTH:
                raise SourceError(self._content.path, "is nested too deeply to be read")
            self._outer.append(self._state)
            self._starred, self._skipped = False, 0
        elif brace == b"}":
            self._close()
        elif word is not None:
            self._decode()
            self._control(word.decode(), None if value is None else int(value))
        elif symbol is not None:
            self._decode()
            self._symbol(symbol)

    def finish(self) -> None:
        """Take in what stands behind the last end of a paragraph, then the notes."""
        self._decode()
        self._in_table = False
        self._end_paragraph()
        if self._cells:
            self._end_row()
        for number, note in enumerate(self._notes, 1):
            self.blocks.item(note, f"[{number}]")

    def _byte(self, data: bytes) -> None:
        if self._skipped:
            taken = min(self._skipped, len(data))
            self._skipped -= taken
            data = data[taken:]
        if self._state.sink and not self._state.hidden:
            self._bytes += data

    def _decode(self) -> None:
        """Decode bytes that stand together: some characters have two of them."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self._add(data.decode(self._state.encoding, "replace"))

    def _add(self, words: str) -> None:
        sink = self._state.sink
        if self._state.hidden:
            return
        if sink == "text":
            self._words.append(words)
        elif sink == "note":
            self._note.append(words)
        elif sink in self.found and len(self.found[sink]) < 1000:
            self.found[sink] += words

    def _close(self) -> None:
        self._decode()
        if not self._outer:
            return
        sink, self._state = self._state.sink, self._outer.pop()
        self._skipped = 0
        if sink == "note" and self._state.sink != "note":
            self._notes.append("".join(self._note).strip())
            self._note = []
            self._add(f"[{len(self._notes)}]")

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol in b"\r\n":
            self._end_paragraph()
        elif self._skipped:
            self._skipped -= 1
        elif self._state.sink and symbol in _SYMBOLS:
            self._add(_SYMBOLS[symbol])

    def _control(self, word: str, value: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u" and value is not None:
            self._unicode(value % 65536)
        elif word in ("footnote", "info", "listtext", "title", "author") or word in _LEFT_OUT or starred:
            self._group(word, starred)
        elif word in ("ansicpg", "ansi", "mac", "pc", "pca", "f", "fcharset", "uc", "plain", "v", "deleted"):
            self._setting(word, value)
        elif self._state.sink in ("text", "note"):
            self._layout(word)

    def _group(self, word: str, starred: bool) -> None:
        if word == "fonttbl":
            self._state = replace(self._state, sink="fonts")
        elif word == "footnote":
            self._state = replace(self._state, sink="note" if self._state.sink == "text" else "")
        elif word == "listtext":
            self.found["list"] = ""
            self._state = replace(self._state, sink="list" if self._state.sink == "text" else "")
        elif word == "info":
            self._state = replace(self._state, sink="info")
        elif word in ("title", "author"):
            if self._state.sink == "info":
                self._state = replace(self._state, sink=word)
        elif word in _LEFT_OUT or (starred and word not in _STARRED):
            self._state = replace(self._state, sink="")

    def _setting(self, word: str, value: int | None) -> None:
        if word == "ansicpg" and value and self._told is None:
            self.encoding = _codec(f"cp{value}", self.encoding)
            self._state = replace(self._state, encoding=self.encoding)
        elif word in ("mac", "pc", "pca") and self._told is None:
            self.encoding = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
            self._state = replace(self._state, encoding=self.encoding)
        elif word == "f":
            self._font = value or 0
            if self._state.sink != "fonts" and self._told is None:
                self._state = replace(self._state, encoding=self._fonts.get(self._font, self.encoding))
        elif word == "fcharset" and self._state.sink == "fonts" and value not in (0, 1, 2):
            self._fonts[self._font] = _codec(_CHARSETS.get(value or 0, ""), self.encoding)
        elif word == "uc":
            self._state = replace(self._state, skip=max(0, min(value or 0, 8)))
        elif word == "plain":
            self._state = replace(self._state, hidden=False, encoding=self.encoding)
        elif word in ("v", "deleted"):
            self._state = replace(self._state, hidden=value != 0)

    def _unicode(self, code: int) -> None:
        if self._state.sink:
            # Halves of characters beyond 65535 come one by one, and are joined when the text is made.
            self._add(chr(code))
        self._skipped = self._state.skip

    def _layout(self, word: str) -> None:
        if word in _SIGNS:
            if self._skipped:
                self._skipped -= 1
            else:
                self._add(_SIGNS[word])
        elif word in _ENDS:
            if self._state.sink == "note":
                self._note.append("\n")
            else:
                self._end_paragraph()
        elif word in ("cell", "nestcell"):
            self._cells.append("".join(self._words))
            self._words = []
        elif word in ("row", "nestrow"):
            self._end_row()
        elif word == "intbl":
            self._in_table = True
        elif word == "pard":
            self._in_table = self._is_rtl = False
        elif word in _WEIGHED:
            self._is_rtl = word == "rtlpar"

    def _end_paragraph(self) -> None:
        if self._in_table:
            self._words.append("\n")  # a paragraph inside a cell
            return
        words = _joined("".join(self._words))
        self._words = []
        if self._is_rtl:
            self.rtl += len(words)
        else:
            self.ltr += len(words)
        marker = " ".join(self.found["list"].split())
        self.found["list"] = ""
        if marker:
            self.blocks.item(words, "•" if len(marker) == 1 and not marker.isalnum() else marker)
        else:
            self.blocks.paragraph(words)

    def _end_row(self) -> None:
        cells, self._cells = self._cells, []
        self.blocks.cells([_joined(cell).split("\n") for cell in cells])


def _joined(words: str) -> str:
    """Return words whose halves of characters are put together."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _codec(name: str, default: str) -> str:
    try:
        return codecs.lookup({"cp65001": "utf-8", "cp10000": "mac_roman", "cp936": "gbk"}.get(name, name)).name
    except LookupError:
        return default
