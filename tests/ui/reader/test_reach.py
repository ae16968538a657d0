"""Where marks are seen on a page: their stretches in view, in pixels of the viewport."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.reader.reach import seen
from annotator.ui.reader.view import ReaderView
from annotator.ui.veil import Veil

TEXT = "Der Hafen von Norderfleet lädt zwölf Reedereien vor, und alle zwölf kommen.\n" * 40


def mark(name: str, *pieces: tuple[int, int]) -> Annotation:
    return Annotation(name, "a", ACTOR.id, 0, 1, "D", "c", "", "").lying_on(tuple(Span(*p) for p in pieces), TEXT)


def a_view(qtbot: QtBot) -> ReaderView:
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(300, 400)
    marks = [mark("word", (4, 9)), mark("lines", (4, 70)), mark("split", (0, 3), (14, 25)), mark("last", (3000, 3010))]
    view.set_article(Article("a", "", Direction.LTR, "", len(TEXT), "de"), TEXT, marks, TagSet(DEFAULT_TAGS))
    view.show()
    qtbot.waitExposed(view)
    QApplication.processEvents()
    return view


def test_each_stretch_of_each_mark_in_view(qtbot: QtBot) -> None:
    view = a_view(qtbot)
    found = seen(view, {"word", "lines", "split", "last", "elsewhere"})
    assert set(found) == {"word", "lines", "split"}
    assert len(found["word"]) == 1
    assert len(found["lines"]) > 1
    assert len(found["split"]) >= 2
    (word,), first = found["word"], found["lines"][0]
    view.select(Span(4, 9))
    box = view.selection_rect()
    assert (word.left, word.right) == (box.left(), box.right() + 1)
    assert box.bottom() < word.lane < word.below < box.bottom() + box.height()
    # Lanes of one line are apart, the leading below them is the same.
    assert word.lane < first.lane
    assert word.below == first.below


def test_what_is_scrolled_away_or_hidden_is_not_seen(qtbot: QtBot) -> None:
    view = a_view(qtbot)
    view.scroll_to_place(2900)
    assert set(seen(view, {"word", "last"})) == {"last"}
    view.set_veil(Veil(all_hidden=True))
    assert seen(view, {"word", "last"}) == {}
    assert seen(view, set()) == {}


def test_a_view_without_a_page_shows_nothing(qtbot: QtBot) -> None:
    view = ReaderView()
    qtbot.addWidget(view)
    assert seen(view, {"word"}) == {}
