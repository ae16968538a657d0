"""Sentences as lines: where a paragraph is broken besides where the column ends, on the page only.

A sentence is looked for when its piece is laid out, so that opening a text costs nothing. Nothing is put into the text
and no character stands for another: the line is made to end there.
"""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from annotator.text.sentences import sentence_spans
from annotator.text.span import Span
from annotator.ui.reader.paragraphs import Piece
from annotator.ui.typesetting import Breaks, PageStyle

SCREEN = 1500
"""Code points of a paragraph that fills about a screen at 100 %."""


def by_sentences(piece: Piece, style: PageStyle) -> bool:
    """Return whether the sentences of this piece's paragraph stand in lines of their own."""
    if style.breaks is Breaks.AUTOMATIC:
        return piece.long or piece.end - piece.start > SCREEN
    return style.breaks is Breaks.SENTENCES


def sentence_starts(text: str, piece: Piece) -> list[int]:
    """Return the code points where sentences begin behind the start of `piece`, ascending.

    One that has only blanks before it begins with the piece.
    """
    found = [sentence.start for sentence in sentence_spans(text, Span(piece.start, piece.end))]
    return [start for start in found if start < piece.end and text[piece.start : start].strip()]


def option(*, rtl: bool, anywhere: bool = False) -> QTextOption:
    """Return how lines run, and where they may be broken."""
    result = QTextOption()
    result.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    # Qt's Auto does not right-align a bare layout.
    result.setAlignment(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    mode = QTextOption.WrapMode
    result.setWrapMode(mode.WrapAnywhere if anywhere else mode.WrapAtWordBoundaryOrAnywhere)
    return result


def end_line(layout: QTextLayout, line: QTextLine, width: int, unit: int, *, rtl: bool) -> None:
    """Have `line`, the layout's last, end before `unit`, be it within a word as Unicode sees it.

    Qt ends a line after so many columns, which are clusters as the face shapes them: fewer than units where letters
    join, or stand over and under each other. So the number is sought; where there is none, the line stays as it was.
    """
    wanted = unit - line.textStart()
    layout.setTextOption(option(rtl=rtl, anywhere=True))

    def length(columns: int) -> int:
        line.setNumColumns(columns, width)
        return line.textLength()

    if length(wanted) != wanted:
        found = bisect_left(range(wanted), wanted, 1, key=length)
        length(found)
    layout.setTextOption(option(rtl=rtl))
    if line.textLength() != wanted:
        line.setLineWidth(width)
