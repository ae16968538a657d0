"""Bars in the margin: beside the lines of their marks, in the column of their tag, at the page's outer edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, DIRECTIVE, TagSet
from annotator.core.values import Annotation, Article
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.reader.decor import lines_of
from annotator.ui.reader.input import Picked
from annotator.ui.reader.stripes import columns
from annotator.ui.reader.view import ReaderView
from annotator.ui.theme import LIGHT
from annotator.ui.typesetting import PageStyle
from annotator.ui.veil import Shades, Veil

GERMAN = "Der Hafen bleibt zu. " * 12 + "\n" + "Die Werft ruft an. " * 12
ARABIC = "بقي الميناء مغلقا أمس. " * 12 + "\n" + "ثم اتصل الحوض بالمدينة. " * 12

Make = Callable[[str, Sequence[Annotation]], ReaderView]


def mark(name: str, tag: str, start: int, end: int, text: str, fragments: tuple[Span, ...] = ()) -> Annotation:
    return Annotation(name, "a", tag, start, end, text[start:end], "c", "", "", fragments=fragments)


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def build(text: str, marks: Sequence[Annotation]) -> ReaderView:
        view = ReaderView()
        qtbot.addWidget(view)
        view.resize(560, 760)
        view.set_style(PageStyle(stripes=True))
        direction = Direction.RTL if text is ARABIC else Direction.LTR
        view.set_article(Article("a", "", direction, "", len(text)), text, marks, TagSet(DEFAULT_TAGS))
        view.show()
        qtbot.waitExposed(view)
        return view

    return build


def seen(view: ReaderView, tag: str) -> list[set[int]]:
    """Return, piece by piece, the numbers of the lines that have ink in the tag's column at half their height."""
    page = view.page
    assert page is not None
    image, page_colour = view.viewport().grab().toImage(), QColor(LIGHT.page)
    place = columns(page, TagSet(DEFAULT_TAGS))[tag]
    return [
        {
            line.number
            for line in piece.lines
            if image.pixelColor(place.center().x(), top + piece.lead + line.top + piece.measures.line // 2)
            != page_colour
        }
        for piece, top in view.visible()
    ]


def lines(view: ReaderView, *spans: Span) -> list[set[int]]:
    return [{line.number for span in spans for line in lines_of(piece, span)} for piece, _top in view.visible()]


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
def test_bars_stand_beside_the_lines_of_their_marks(make: Make, text: str) -> None:
    over = text.index("\n") + 30
    pieces = (Span(0, 10), Span(over + 40, over + 60))
    view = make(
        text,
        [
            mark("1", ACTOR.id, 40, over, text),
            mark("2", CONCERN.id, 0, over + 60, text, pieces),
        ],
    )
    assert seen(view, ACTOR.id) == lines(view, Span(40, over))
    assert seen(view, CONCERN.id) == lines(view, *pieces)
    assert seen(view, DIRECTIVE.id) == lines(view)
    page = view.page
    assert page is not None
    for place in columns(page, TagSet(DEFAULT_TAGS)).values():
        outside = place.right() < page.left if text is ARABIC else place.left() > page.left + page.setting.width
        assert outside
        assert 0 <= place.left() <= place.right() < view.viewport().width()


def test_bars_follow_edits_and_what_is_hidden(make: Make) -> None:
    view = make(GERMAN, [mark("1", ACTOR.id, 40, 90, GERMAN)])
    assert seen(view, ACTOR.id) == lines(view, Span(40, 90))
    view.update_annotations(["1"], [mark("1", ACTOR.id, 40, 180, GERMAN), mark("2", DIRECTIVE.id, 200, 240, GERMAN)])
    assert seen(view, ACTOR.id) == lines(view, Span(40, 180))
    assert seen(view, DIRECTIVE.id) == lines(view, Span(200, 240))
    view.set_veil(Veil(Shades(hidden=frozenset({ACTOR.id}))))
    assert seen(view, ACTOR.id) == lines(view)
    view.set_veil(Veil())
    view.set_style(PageStyle())
    assert seen(view, ACTOR.id) == lines(view)


def test_a_click_on_a_bar_takes_its_mark(make: Make, qtbot: QtBot) -> None:
    view = make(GERMAN, [mark("1", ACTOR.id, 0, 30, GERMAN), mark("2", DIRECTIVE.id, 5, 60, GERMAN)])
    page = view.page
    assert page is not None
    piece, top = next(iter(view.visible()))
    y = top + piece.lead + piece.measures.line // 2
    place = columns(page, TagSet(DEFAULT_TAGS))[DIRECTIVE.id].center().x()
    with qtbot.waitSignal(view.mark_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, y))
    picked = clicked.args[0]
    assert isinstance(picked, Picked)
    assert picked.ids == ("2",)
    assert view.marks_at(QPoint(place, y + 3 * piece.measures.line)) == ()
    view.set_style(PageStyle())
    assert view.marks_at(QPoint(place, y)) == ()


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
@pytest.mark.parametrize("place", [(41, 60), (30, 40), (100, 200), (200, 330), (25, 35)])
def test_a_mark_put_in_looks_as_if_it_had_always_been_there(make: Make, text: str, place: tuple[int, int]) -> None:
    there = mark("1", DIRECTIVE.id, 30, 40, text)
    more = mark("2", ACTOR.id, *place, text)
    view = make(text, [there])
    view.viewport().grab()
    view.update_annotations([], [more])
    assert view.viewport().grab().toImage() == make(text, [there, more]).viewport().grab().toImage()
