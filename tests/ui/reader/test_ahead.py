"""What is worked out ahead of scrolling is what would be painted anew, and is thrown away where it no longer is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QPainter, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, DIRECTIVE, TagSet
from annotator.core.values import Annotation, Article, Pattern
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui import fonts
from annotator.ui.reader import marked as marked_module
from annotator.ui.reader.decor import worked_out
from annotator.ui.reader.page import Anchor, Page
from annotator.ui.reader.painter import Scene
from annotator.ui.reader.stale import Shown
from annotator.ui.reader.view import ReaderView
from annotator.ui.theme import DARK
from annotator.ui.typesetting import PageStyle
from annotator.ui.veil import Veil
from ui.reader.test_repaint import all_anew, on_screen

PARAGRAPHS = (
    "Der Hafen von Norderfleet lädt zwölf Reedereien vor, darunter Blauwal und Kestrel Lines; sie sollen prüfen.",
    "استدعت هيئة الموانئ 12 شركة ملاحة، بينها Kestrel Lines المحلية، وطلبت منها أن تفحص خدماتها الجديدة.",
    "",
    "Anlass ist die Sorge, dass gefälschte Funksprüche Schiffe in die Irre führen und Häfen lähmen könnten.",
)
TEXT = "\n".join(f"{number}. {PARAGRAPHS[number % 4]}" if number % 4 != 2 else "" for number in range(160))


def mark(name: str, start: int, end: int, tag: str = ACTOR.id) -> Annotation:
    return Annotation(name, "a", tag, start, end, TEXT[start:end], "c", "", "")


def marks() -> list[Annotation]:
    tags = (ACTOR.id, DIRECTIVE.id, CONCERN.id)
    return [mark(f"m{at}", at, at + 4 + at % 50, tags[at % 3]) for at in range(0, len(TEXT) - 60, 7)]


@pytest.fixture(params=["ltr", "rtl"])
def view(qtbot: QtBot, request: pytest.FixtureRequest) -> ReaderView:
    for script in ("Latin", "Arabic"):
        if fonts.face(script) is None:
            pytest.skip(f"no face for {script} is installed")
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(420, 500)
    view.set_article(
        Article("a", "", Direction(request.param), "", len(TEXT), "de"), TEXT, marks(), TagSet(DEFAULT_TAGS)
    )
    view.set_style(PageStyle(stripes=True, numbers=True, hidden=True))
    view.show()
    qtbot.waitExposed(view)
    view.scroll_to_place(len(TEXT) // 2)
    ready(qtbot, view)
    return view


def ready(qtbot: QtBot, view: ReaderView) -> None:
    view.overview.work_out()
    qtbot.waitUntil(lambda: not view.preparing)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[QRegion]:
    """What the view paints itself, and does not find painted."""
    regions: list[QRegion] = []
    paint = marked_module.paint_page

    def told(painter: QPainter, page: Page, scene: Scene, shown: Shown, clip: QRegion, font: QFont) -> None:
        regions.append(clip)
        paint(painter, page, scene, shown, clip, font)

    monkeypatch.setattr(marked_module, "paint_page", told)
    return regions


def scroll(view: ReaderView, by: int) -> None:
    """Scroll, and have what that uncovers painted at once, before anything else is worked out."""
    view.scroll_by(by)
    QApplication.sendPostedEvents()


@pytest.mark.parametrize("by", [60, 7, 150, -60, -7, -150])
def test_a_step_shows_what_was_painted_ahead(view: ReaderView, painted: list[QRegion], qtbot: QtBot, by: int) -> None:
    scroll(view, by)  # from here on it is known which way the reader goes
    ready(qtbot, view)
    for _ in range(8):
        painted.clear()
        before = on_screen(view)
        scroll(view, by)
        assert painted == []
        assert before != on_screen(view) == all_anew(view)
        ready(qtbot, view)


def test_steps_go_on_while_a_band_lasts(view: ReaderView, painted: list[QRegion]) -> None:
    painted.clear()
    for _ in range(4):
        scroll(view, 60)
    assert painted == []
    scroll(view, 60)
    assert len(painted) == 1
    assert on_screen(view) == all_anew(view)


@pytest.mark.parametrize("pattern", Pattern)
def test_lanes_are_whole_wherever_a_step_cuts_them(view: ReaderView, qtbot: QtBot, pattern: Pattern) -> None:
    view.set_tags(TagSet(replace(tag, pattern=pattern) for tag in DEFAULT_TAGS))
    ready(qtbot, view)
    for number in range(12):
        scroll(view, 17)
        assert on_screen(view) == all_anew(view)
        if number % 2:
            ready(qtbot, view)


def here(view: ReaderView) -> int:
    """Return the code point that stands first below the view."""
    height = view.viewport().height()
    assert view.page is not None
    return next(piece.piece.start for piece in view.page.beyond(view.anchor, height, 100, down=True))


CHANGES: dict[str, Callable[[ReaderView], object]] = {
    "a mark more": lambda view: view.update_annotations([], [mark("new", here(view), here(view) + 40)]),
    "a mark less": lambda view: view.update_annotations([f"m{here(view) // 7 * 7 + 7}"], []),
    "a mark in focus": lambda view: view.set_focus_annotation(f"m{here(view) // 7 * 7 + 7}"),
    "a mark under the pointer": lambda view: view.set_hovered(f"m{here(view) // 7 * 7 + 7}"),
    "a selection": lambda view: view.select(Span(here(view), here(view) + 60)),
    "hits": lambda view: view.set_hits([Span(here(view), here(view) + 20)], None),
    "no marks": lambda view: view.set_veil(Veil(all_hidden=True)),
    "other tags": lambda view: view.set_tags(TagSet(replace(tag, colour="#803080") for tag in DEFAULT_TAGS)),
    "a dark page": lambda view: view.set_theme(DARK),
    "larger letters": lambda view: view.set_style(PageStyle(110)),
    "a narrower view": lambda view: view.resize(380, 500),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_painted_ahead_is_not_shown_where_it_no_longer_holds(
    view: ReaderView, change: Callable[[ReaderView], object]
) -> None:
    change(view)
    scroll(view, 80)
    assert on_screen(view) == all_anew(view)


def test_what_a_screen_more_would_show_is_laid_out_with_its_marks(view: ReaderView, qtbot: QtBot) -> None:
    page, height = view.page, view.viewport().height()
    assert page is not None
    for down in (True, False):
        beyond = list(page.beyond(view.anchor, height, height, down=down))
        assert all(set(worked_out(piece).lines) == {line.number for line in piece.lines} for piece in beyond)
    laid_out = list(page.all_kept())
    scroll(view, height)
    assert list(page.all_kept()) != laid_out
    assert {id(piece) for piece in page.all_kept()} == {id(piece) for piece in laid_out}


def test_a_jump_lays_out_nothing_on_the_way(view: ReaderView) -> None:
    page = view.page
    assert page is not None
    before = len(page.all_kept())
    view.scroll_to_place(0)
    QApplication.sendPostedEvents()
    assert len(page.all_kept()) - before < 20
    assert on_screen(view) == all_anew(view)


def test_a_way_is_as_long_as_what_was_scrolled(view: ReaderView) -> None:
    page, start = view.page, view.anchor
    assert page is not None
    assert page.way(start, start) == 0
    scroll(view, 900)
    assert (page.way(start, view.anchor), page.way(view.anchor, start)) == (900, -900)
    assert page.way(Anchor(0, 0), Anchor(150, 0)) is None


def test_what_goes_by_under_the_pointer_is_not_meant_until_the_page_rests(view: ReaderView, qtbot: QtBot) -> None:
    page, seen = view.page, list[object]()
    assert page is not None
    view.mark_hovered.connect(seen.append)
    piece, top = list(view.visible())[3]
    (left, right), *_ = piece.stretches(piece.lines[0], piece.piece.start + 10, piece.piece.start + 30)
    QTest.mouseMove(view.viewport(), QPoint(1, 1))
    QTest.mouseMove(view.viewport(), QPoint(page.left + (left + right) // 2, top + piece.measures.line // 2))
    qtbot.waitUntil(lambda: len(seen) > 0)
    seen.clear()
    for _ in range(5):
        scroll(view, 36)
        assert seen == []
    qtbot.waitUntil(lambda: len(seen) > 0)
