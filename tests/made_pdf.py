"""PDF documents made by hand, glyph by glyph, and by Qt, for the tests of reading them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import cycle

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter, QTextLayout, QTextOption

Piece = tuple[float, float, float, str]
"""Where a line begins (points from the left and from the bottom), the size of its letters, its words in the order of
sight."""
_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    + "".join(f"1 beginbfrange <{page:02X}00> <{page:02X}FF> <{page:02X}00> endbfrange\n" for page in range(256))
    + "endcmap end end"
)
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def pdf(pages: Iterable[Sequence[Piece]], *, info: str = "", lang: str = "", password: str | None = None) -> bytes:
    """A document of these pages, in a font whose letters are half an em wide."""
    drawn = []
    for page in pages:
        lines = "".join(
            f"/F {size} Tf 1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj\n" for x, y, size, words in page
        )
        drawn.append(f"BT {lines} ET" if lines else "")
    first = 7
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(drawn)))
    catalogue = f"<< /Type /Catalog /Pages 2 0 R {f'/Lang ({lang})' if lang else ''} >>"
    bodies: list[str | tuple[str, bytes]] = [
        catalogue,
        f"<< /Type /Pages /Kids [{kids}] /Count {len(drawn)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [4 0 R] "
        "/ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500 /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /Plain /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 "
        "/ItalicAngle 0 /FontBBox [0 -200 1000 800] >>",
        ("", _TO_UNICODE.encode()),
    ]
    for at, content in enumerate(drawn):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >> "
            f"/Contents {first + 2 * at + 1} 0 R >>"
        )
        bodies.append(("", content.encode()))
    bodies.append(f"<< {info} >>")
    trailer = f"/Info {len(bodies)} 0 R"
    key = b""
    if password is not None:
        key, encrypt = _encryption(password)
        trailer = encrypt
    return _written(bodies, trailer, key)


def _written(bodies: Sequence[str | tuple[str, bytes]], trailer: str, key: bytes) -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        if isinstance(body, tuple):
            stream = body[1]
            if key:
                stream = _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], stream)
            body = f"<< /Length {len(stream)} >>\nstream\n"
            data += f"{number} 0 obj\n{body}".encode() + stream + b"\nendstream\nendobj\n"
        else:
            data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer << /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + head.encode() + end.encode()


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    other = 0
    for at, letter in zip(range(256), cycle(key), strict=False):
        other = (other + box[at] + letter) % 256
        box[at], box[other] = box[other], box[at]
    result = bytearray()
    one = other = 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + box[one]) % 256
        box[one], box[other] = box[other], box[one]
        result.append(byte ^ box[(box[one] + box[other]) % 256])
    return bytes(result)


def _encryption(password: str) -> tuple[bytes, str]:
    """The key and the trailer of the oldest encryption, which every reader knows."""
    padded = (password.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    name = b"0123456789abcdef"
    key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + name).digest()[:5]
    user = _rc4(key, _PAD)
    ids = f"/ID [<{name.hex()}> <{name.hex()}>]"
    return key, f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >> {ids}"


def column(x: float, y: float, size: float, lines: Iterable[str], leading: float = 1.2) -> list[Piece]:
    """Lines below one another."""
    return [(x, y - at * leading * size, size, line) for at, line in enumerate(lines)]


def set_by_qt(paragraphs: Sequence[str], *, rtl: bool, columns: int = 1, justified: bool = False) -> bytes:
    """A document that Qt sets, with its shaping: paragraphs in columns, a running head, numbers of pages."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setResolution(144)
    painter = QPainter(writer)
    font = QFont("DejaVu Sans")
    if any("ے" in paragraph for paragraph in paragraphs):
        # Where there is no DejaVu, Urdu would be set in Nastaliq, whose glyphs do not tell their letters.
        font = QFont(["DejaVu Sans", "Noto Sans Arabic"])
    font.setPixelSize(20)
    painter.setFont(font)
    wide, high, gutter = writer.width(), writer.height(), 40
    each = (wide - gutter * (columns - 1)) / columns
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    if justified:
        option.setAlignment(Qt.AlignmentFlag.AlignJustify)
    page, at, y = 1, 0, 60.0

    def furniture() -> None:
        painter.drawText(QPointF(0, 20), "North Coast Courier")
        painter.drawText(QPointF(wide / 2, high - 5), str(page))

    furniture()
    for paragraph in paragraphs:
        layout = QTextLayout(paragraph, font, writer)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(each)
        layout.endLayout()
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            if y + line.height() > high - 60:
                at, y = (at + 1) % columns, 60.0
                if at == 0:
                    page += 1
                    writer.newPage()
                    furniture()
            x = (columns - 1 - at if rtl else at) * (each + gutter)
            line.draw(painter, QPointF(x, y - line.position().y()))
            y += line.height()
        y += 10
    painter.end()
    buffer.close()
    return bytes(store.data())
