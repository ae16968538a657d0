"""A mark in the real view, by its pixels: it lies under its characters, leaves their ink alone, and is found there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article, Tag
from annotator.text.segments import grapheme_spans
from annotator.text.span import Span
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.page import Place
from annotator.ui.reader.view import ReaderView
from annotator.ui.theme import DARK, LIGHT, Theme
from annotator.ui.typesetting import PageStyle
from ui.reader.lines import TEXTS, base_direction, cuts, painted_by_qt

pytestmark = pytest.mark.usefixtures("qapp")


class Vivid:
    """A view in which marks are of one loud colour."""

    def __init__(self, text: str, theme: Theme = LIGHT, zoom: int = 100) -> None:
        self.text = text
        self.view = ReaderView()
        self.view.resize(520, 900)
        self.view.set_theme(theme)
        self.view.set_style(PageStyle(zoom))
        language = "ur" if text == TEXTS["urdu"] else None
        self.article = Article("a", "", base_direction(text), "", len(text), language=language)
        self.show()

    def show(self, *spans: Span) -> None:
        marks = [
            Annotation(str(number), "a", "t", span.start, span.end, span.of(self.text), "c", "", "")
            for number, span in enumerate(spans)
        ]
        self.view.set_article(self.article, self.text, marks, TagSet([Tag("t", "tag", "#ff00ff")]))

    def grab(self) -> QImage:
        return self.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    @property
    def piece(self) -> LaidOut:
        assert self.view.page is not None
        return self.view.page.piece(0)

    @property
    def left(self) -> int:
        assert self.view.page is not None
        return self.view.page.left

    def tinted_rows(self) -> list[list[int]]:
        """The rows between the highest and the lowest ink of each line."""
        sizes = self.piece.measures
        tops = [self.piece.lead + line.top + self.piece.pad for line in self.piece.lines]
        return [list(range(top, top + sizes.ascent + sizes.descent)) for top in tops]


@pytest.mark.parametrize(("theme", "zoom"), [(LIGHT, 100), (DARK, 100), (LIGHT, 150)])
def test_a_mark_covers_the_columns_of_its_characters(text: str, theme: Theme, zoom: int) -> None:
    vivid = Vivid(text, theme, zoom)
    before, places = vivid.grab(), cuts(text)
    for start, end in ((2, 5), (len(places) // 4, len(places) // 2), (len(places) // 2, len(places) - 3), (1, 2)):
        span = Span(places[start], places[end])
        vivid.show(span)
        after, piece = vivid.grab(), vivid.piece
        for line, rows in zip(piece.lines, vivid.tinted_rows(), strict=True):
            some = (rows[0], rows[len(rows) // 2], rows[-1])
            ours = {x for x in range(after.width()) for y in some if after.pixel(x, y) != before.pixel(x, y)}
            low, high = max(piece.unit(span.start), line.start), min(piece.unit(span.end), line.end)
            expected: set[int] = set()
            if low < high:
                painted = painted_by_qt(piece, line, low, high, round(piece.layout.lineAt(line.number).width()))
                expected = {vivid.left + x for x, on in enumerate(painted) if on}
            # At each edge a pixel may be ours or not.
            stray = {x for x in ours ^ expected if not {x - 1, x + 1} & ours & expected}
            assert not stray, (span.of(text), sorted(stray))


def test_a_mark_that_ends_within_a_word_leaves_the_ink_as_it_was(text: str) -> None:
    """Joins and ligatures stay: the same letters at the same places, only what lies under them is another."""
    vivid = Vivid(text, replace(LIGHT, page="#ffffff", ink="#000000"))
    before, places = vivid.grab(), cuts(text)
    for start, end in ((1, 4), (3, len(places) // 2), (2, 3)):
        vivid.show(Span(places[start], places[end]))
        after = vivid.grab()
        assert after != before
        for rows in vivid.tinted_rows():
            for y in rows:
                for x in range(before.width()):
                    was, now = QColor(before.pixel(x, y)), QColor(after.pixel(x, y))
                    assert (was.value() == 0) == (now.value() == 0), (x, y)


@pytest.mark.parametrize("zoom", [100, 170])
def test_what_is_under_the_pointer_is_what_is_painted_there(text: str, zoom: int) -> None:
    vivid = Vivid(text, LIGHT, zoom)
    seen = 0
    for cluster in grapheme_spans(text):
        vivid.view.select(cluster)
        box = vivid.view.selection_rect()
        if box.width() < 4 or box.height() > vivid.piece.measures.line:
            continue
        under = vivid.view.under(box.center())
        assert under.character == cluster.start, cluster.of(text)
        assert under.place in (Place(cluster.start), Place(cluster.end, True))
        seen += 1
    assert seen > len(text) // 3
