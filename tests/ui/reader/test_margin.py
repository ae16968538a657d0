"""Brackets on the page: where they stand, how they are seen, what of them is pointed at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from annotator.core.tagset import DEFAULT_TAGS, TagSet
from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.ui.reader.brackets import Aside, Bond, Brackets
from annotator.ui.reader.margin import Ladder, lanes, stub_ends
from annotator.ui.reader.selection import Granularity
from annotator.ui.reader.view import ReaderView
from annotator.ui.theme import LIGHT, THEMES, contrast
from annotator.ui.typesetting import PageStyle

GERMAN = "Der Hafen bleibt heute zu. " * 60 + "\n" + "Die Werft ruft an. " * 60
ARABIC = "بقي الميناء مغلقا أمس. " * 60 + "\n" + "ثم اتصل الحوض بالمدينة. " * 60

Make = Callable[[str, list[Bond]], ReaderView]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def build(text: str, bonds: list[Bond]) -> ReaderView:
        view = ReaderView()
        qtbot.addWidget(view)
        view.resize(640, 500)
        direction = Direction.RTL if text is ARABIC else Direction.LTR
        view.set_article(Article("a", "", direction, "", len(text)), text, [], TagSet(DEFAULT_TAGS))
        view.set_brackets(Brackets(bonds))
        view.show()
        qtbot.waitExposed(view)
        return view

    return build


def picture(view: ReaderView) -> QImage:
    return view.viewport().grab().toImage()


def inked(image: QImage, x: int, y: int) -> bool:
    page = QColor(LIGHT.page)
    return any(image.pixelColor(x + by, y) != page for by in (-1, 0, 1))


def height(view: ReaderView, place: int) -> int:
    y = Ladder(list(view.visible())).y(place)
    assert y is not None
    return y


@pytest.mark.parametrize("text", [GERMAN, ARABIC], ids=["ltr", "rtl"])
def test_a_bracket_leads_from_line_to_line(make: Make, text: str) -> None:
    view = make(text, [Bond("r", 20, 300)])
    page = view.page
    assert page is not None
    places = lanes(page, len(DEFAULT_TAGS))
    upper, lower = height(view, 20), height(view, 300)
    x = places.xs[0]
    low, high = page.margin
    assert low <= x <= high
    image = picture(view)
    assert all(inked(image, x, y) for y in range(upper + 4, lower - 3))
    assert not inked(image, x, upper - 6)
    assert not inked(image, x, lower + 7)
    for y in (upper, lower):
        assert QColor(image.pixel((places.begin + x) // 2, y)) != QColor(LIGHT.page)
    assert view.relations_at(QPoint(x + 2, (upper + lower) // 2)) == ("r",)
    assert view.relations_at(QPoint(x, lower + 20)) == ()
    assert view.relations_at(QPoint(page.left + page.setting.width // 2, (upper + lower) // 2)) == ()


def test_a_bracket_to_what_is_out_of_view_runs_to_the_edge(make: Make) -> None:
    view = make(GERMAN, [Bond("r", 20, len(GERMAN) - 30)])
    assert view.page is not None
    x = lanes(view.page, len(DEFAULT_TAGS)).xs[0]
    assert inked(picture(view), x, view.viewport().height() - 1)
    view.scroll_by(120)
    image = picture(view)
    assert inked(image, x, 0)
    assert inked(image, x, view.viewport().height() - 1)
    assert view.relations_at(QPoint(x, 200)) == ("r",)


@pytest.mark.parametrize("aside", list(Aside))
def test_a_stub_stands_at_the_side_that_it_leads_to(make: Make, aside: Aside) -> None:
    view = make(GERMAN, [Bond("r", 20, None, aside)])
    page = view.page
    assert page is not None
    begin, end = stub_ends(page, lanes(page, len(DEFAULT_TAGS)), aside)
    column = page.left + page.setting.width
    assert (end < begin < page.left) if aside is Aside.LEFT else (column < begin < end)
    y = height(view, 20)
    assert inked(picture(view), end - (2 if end > begin else -2), y)
    assert view.relations_at(QPoint((begin + end) // 2, y)) == ("r",)


def test_scrolled_pages_show_what_pages_painted_anew_show(make: Make, qtbot: QtBot) -> None:
    bonds = [Bond(f"r{number}", 40 * number, 40 * number + 60 * (number % 7)) for number in range(40)]
    view = make(GERMAN, bonds)
    for step in (30, 90, -45, 200):
        view.scroll_by(step)
        scrolled = picture(view)
        qtbot.waitUntil(lambda: not view.preparing)
        view.viewport().repaint()
        assert picture(view) == scrolled


def test_focus_mode_has_no_brackets(make: Make) -> None:
    view = make(GERMAN, [Bond("r", 20, 300)])
    assert view.page is not None
    x, y = lanes(view.page, len(DEFAULT_TAGS)).xs[0], height(view, 170)
    assert inked(picture(view), x, y)
    view.set_focus_mode(Granularity.PARAGRAPH)
    image = picture(view)
    assert len({image.pixel(x + by, y) for by in range(-4, 5)}) == 1
    assert view.relations_at(QPoint(x, y)) == ()


def test_lanes_keep_to_a_narrow_margin(make: Make) -> None:
    view = make(GERMAN, [Bond(f"r{number}", number, 600 - number) for number in range(20)])
    page = view.page
    assert page is not None
    for width, stripes in ((640, False), (640, True), (240, False), (240, True)):
        page.fit(width, PageStyle(stripes=stripes))
        low, high = page.margin
        xs = lanes(page, len(DEFAULT_TAGS)).xs
        assert all(low < x < high for x in xs)
        assert list(xs) == sorted(set(xs))


def test_brackets_are_seen_on_every_ground() -> None:
    for theme in THEMES.values():
        assert contrast(theme.bracket_ink(), QColor(theme.page)) >= 3
        assert contrast(QColor(theme.accent), QColor(theme.page)) >= 4.5
