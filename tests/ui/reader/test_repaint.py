"""What is painted after an edit, line by line, is what a page painted as a whole would show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, DIRECTIVE, TagSet
from annotator.core.values import Annotation, Article, Pattern
from annotator.text.direction import Direction
from annotator.text.hits import Hits
from annotator.text.span import Span
from annotator.ui import fonts
from annotator.ui.reader.outlines import Outline
from annotator.ui.reader.selection import Granularity
from annotator.ui.reader.view import ReaderView
from annotator.ui.veil import NO_VEIL, Shades, Veil

TEXT = (
    "Der Hafen von Norderfleet lädt zwölf Reedereien vor, darunter Blauwal und Kestrel Lines; sie sollen ihre Lotsen "
    "selbst prüfen, bevor die neuen Dienste anlaufen, und den Befund bis zum Herbst melden, heißt es.\n"
    "Anlass ist die Sorge, dass gefälschte Funksprüche Schiffe in die Irre führen und Häfen lähmen könnten.\n"
    "استدعت هيئة الموانئ 12 شركة ملاحة، بينها Kestrel Lines المحلية، وطلبت منها أن تفحص خدماتها الجديدة.\n"
    "Danach schwieg das Amt."
)


def mark(name: str, start: int, end: int, tag: str = ACTOR.id) -> Annotation:
    return Annotation(name, "a", tag, start, end, TEXT[start:end], "c", "", "")


def span_of(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def split(name: str, *pieces: tuple[int, int], tag: str = DIRECTIVE.id) -> Annotation:
    """A mark in fragments."""
    return mark(name, 0, 1, tag).lying_on(tuple(Span(*piece) for piece in pieces), TEXT)


@pytest.fixture
def view(qtbot: QtBot) -> ReaderView:
    for script in ("Latin", "Arabic"):
        if fonts.face(script) is None:
            pytest.skip(f"no face for {script} is installed")
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(420, 640)
    marks = [mark("long", 0, 260), mark("outer", 30, 90, CONCERN.id), mark("word", 40, 50)]
    marks.append(split("split", (103, 109), (114, 120), (150, 160), (225, 231), (337, 350)))
    view.set_article(Article("a", "", Direction.LTR, "", len(TEXT), "de"), TEXT, marks, TagSet(DEFAULT_TAGS))
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    settle(view)
    return view


def settle(view: ReaderView) -> None:
    view.overview.work_out()
    QTest.qWait(1)
    QApplication.processEvents()


def on_screen(view: ReaderView) -> QImage:
    """Return what was painted so far."""
    whole: QImage = view.screen().grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return whole.copy(view.viewport().geometry())


def all_anew(view: ReaderView) -> QImage:
    """Return what a page looks like of which nothing was worked out before."""
    assert view.page is not None
    view._lanes.forget()
    view._ahead.forget()
    for piece in view.page.all_kept():
        piece.decor = None
    return view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _hits_change(view: ReaderView) -> None:
    view.set_hits([Span(10, 15), Span(60, 66), Span(340, 351)], Span(10, 15))
    settle(view)
    view.set_hits([Span(10, 15), Span(20, 120)], None)


def _around_one(view: ReaderView) -> None:
    view.update_annotations([], [mark("new", *span_of("schwieg"))])
    view.update_annotations([], [mark("around", *span_of("schwieg das"), CONCERN.id)])


def _proposals_change(view: ReaderView) -> None:
    outlines = [Outline(Span(*span_of(words)), ACTOR.colour) for words in ("Blauwal", "prüfen, bevor die", "Kestrel")]
    outlines.sort(key=lambda outline: outline.span)
    view.show_proposed(tuple(outlines))
    settle(view)
    view.show_proposed((*outlines[1:2], Outline(outlines[2].span, CONCERN.colour, lit=True)))


EDITS: dict[str, Callable[[ReaderView], object]] = {
    "proposals": lambda view: view.show_proposed((Outline(Span(335, 385), ACTOR.colour),)),
    "other proposals": _proposals_change,
    "a mark inside others": lambda view: view.update_annotations([], [mark("new", 44, 60, DIRECTIVE.id)]),
    "hits": lambda view: view.set_hits([Span(10, 15), Span(60, 66), Span(340, 351)], None),
    "hits, one current": lambda view: view.set_hits([Span(10, 15), Span(60, 66)], Span(60, 66)),
    "a hit across a line end and others no more": _hits_change,
    "a mark over a line end": lambda view: view.update_annotations([], [mark("new", 20, 240, DIRECTIVE.id)]),
    "a mark over paragraphs": lambda view: view.update_annotations([], [mark("new", 150, 330, DIRECTIVE.id)]),
    "a mark by itself": lambda view: view.update_annotations([], [mark("new", *span_of("schwieg"))]),
    "a mark by itself, and one around it": _around_one,
    "a mark of mixed directions": lambda view: view.update_annotations([], [mark("new", 335, 385, DIRECTIVE.id)]),
    "a mark less": lambda view: view.update_annotations(["word"], []),
    "the outer mark less": lambda view: view.update_annotations(["outer"], []),
    "another tag": lambda view: view.update_annotations(["outer"], [mark("outer", 30, 90, DIRECTIVE.id)]),
    "other ends": lambda view: view.update_annotations(["word"], [mark("word", 40, 190)]),
    "a mark in fragments": lambda view: view.update_annotations([], [split("new", (20, 25), (60, 66), (250, 290))]),
    "a fragment less": lambda view: view.update_annotations([], [split("split", (103, 109), (337, 350))]),
    "a mark in a gap": lambda view: view.update_annotations([], [mark("new", 235, 240)]),
    "focus on fragments": lambda view: view.set_focus_annotation("split"),
    "hover on fragments": lambda view: view.set_hovered("split"),
    "a tag dimmed": lambda view: view.set_veil(Veil(Shades(dimmed=frozenset({ACTOR.id})))),
    "a tag hidden": lambda view: view.set_veil(Veil(Shades(hidden=frozenset({ACTOR.id, DIRECTIVE.id})))),
    "all hidden": lambda view: view.set_veil(Veil(all_hidden=True)),
    "focus on a word": lambda view: view.set_focus_annotation("word"),
    "focus on lines": lambda view: view.set_focus_annotation("long"),
    "ties": lambda view: view.set_tied(frozenset({"word", "outer", "split", "elsewhere"})),
    "a tie over lines": lambda view: view.set_tied(frozenset({"long"})),
    "hover": lambda view: view.set_hovered("outer"),
    "an answer, and what it goes by": lambda view: view.show_answer(Span(60, 210), Span(70, 80)),
    "an answer of mixed directions": lambda view: view.show_answer(Span(310, 360), Span(345, 352)),
    "a selection": lambda view: view.select(Span(100, 230)),
    "a selection of mixed directions": lambda view: view.select(Span(310, 360)),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_only_what_changed_is_painted_and_all_of_it(view: ReaderView, edit: Callable[[ReaderView], object]) -> None:
    before = on_screen(view)
    assert before == all_anew(view)
    edit(view)
    view.paint_now()
    assert before != on_screen(view) == all_anew(view)


@pytest.mark.parametrize("second", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("first", ["focus on a word", "focus on lines", "a selection", "a mark over a line end"])
def test_one_after_the_other(view: ReaderView, first: str, second: Callable[[ReaderView], object]) -> None:
    EDITS[first](view)
    view.paint_now()
    second(view)
    view.paint_now()
    assert on_screen(view) == all_anew(view)
    view.clear_selection()
    view.set_focus_annotation(None)
    view.paint_now()
    assert on_screen(view) == all_anew(view)


def test_scrolling_moves_what_focus_mode_leaves_bright(view: ReaderView) -> None:
    view.resize(420, 200)
    view.set_focus_mode(Granularity.PARAGRAPH)
    settle(view)
    first = view.scene.bright
    for _ in range(16):
        view.scroll_by(20)
        settle(view)
        assert on_screen(view) == all_anew(view)
    assert view.scene.bright != first


@pytest.mark.parametrize("name", ["word", "outer", "long", "split"])
def test_a_hidden_mark_is_seen_while_it_is_in_focus(view: ReaderView, name: str) -> None:
    view.set_veil(Veil(all_hidden=True))
    view.paint_now()
    plain = on_screen(view)
    view.set_focus_annotation(name)
    view.paint_now()
    assert plain != on_screen(view) == all_anew(view)
    view.set_focus_annotation("word" if name != "word" else "outer")
    view.paint_now()
    assert plain != on_screen(view) == all_anew(view)
    view.set_focus_annotation(None)
    view.paint_now()
    assert plain == on_screen(view) == all_anew(view)
    view.set_veil(NO_VEIL)
    view.paint_now()
    assert plain != on_screen(view) == all_anew(view)


def test_nothing_is_painted_where_nothing_changed(view: ReaderView) -> None:
    view.set_focus_annotation(None)
    view.clear_selection()
    assert view._repaint.unpainted.isEmpty()
    view.update_annotations([], [mark("new", len(TEXT) - 5, len(TEXT) - 1)])
    changed = view._repaint.unpainted.boundingRect()
    assert 0 < changed.height() < view.viewport().height() // 4


def _alone(view: ReaderView, words: str, tag: str = ACTOR.id) -> int:
    """Mark words, look at what is painted, and return how many pixels of the width that was to be."""
    view.update_annotations([], [mark(words, *span_of(words), tag)])
    width = view._repaint.unpainted.boundingRect().width()
    view.paint_now()
    assert on_screen(view) == all_anew(view)
    return width


def test_of_a_mark_by_itself_only_the_place_is_painted(view: ReaderView) -> None:
    view.update_annotations([], [mark("before", *span_of("Danach"))])
    view.set_focus_annotation("before")
    view.paint_now()
    assert 0 < _alone(view, "schwieg") < 100
    assert 0 < _alone(view, "Amt", DIRECTIVE.id) < 60
    view.select(Span(*span_of("das Amt")))
    view.paint_now()
    view.clear_selection()
    assert 0 < view._repaint.unpainted.boundingRect().width() < 100
    view.paint_now()
    assert on_screen(view) == all_anew(view)


def test_of_a_mark_that_moves_the_lanes_beside_it_the_line_is_painted(view: ReaderView) -> None:
    _alone(view, "schwieg")
    _alone(view, "schwieg das")
    assert _alone(view, "Amt", DIRECTIVE.id) == view.viewport().width()


def test_with_a_mark_by_itself_come_the_bars_beside_it(view: ReaderView) -> None:
    view.update_annotations([*("long", "outer", "word", "split")], [])
    view.set_style(replace(view.style_, stripes=True))
    settle(view)
    for words in ("schwieg", "selbst prüfen, bevor die neuen Dienste anlaufen, und den Befund", "darunter", "هيئة"):
        _alone(view, words)


def test_lines_outside_the_article_are_painted_as_wholes(view: ReaderView) -> None:
    body = Span(TEXT.index("Anlass"), len(TEXT))
    view.set_article(Article("a", "", Direction.LTR, "", len(TEXT), "de", body=body), TEXT, [], TagSet(DEFAULT_TAGS))
    view.set_all_unfolded(True)
    settle(view)
    _alone(view, "Reedereien")
    view.select(Span(*span_of("Kestrel")))
    view.paint_now()
    assert on_screen(view) == all_anew(view)


def test_a_wave_that_reaches_below_its_line_is_kept(view: ReaderView) -> None:
    tags = TagSet([ACTOR, DIRECTIVE, replace(CONCERN, pattern=Pattern.WAVY)])
    view.set_article(Article("a", "", Direction.LTR, "", len(TEXT), "de"), TEXT, [], tags)
    wavy = [mark(f"{end}", 0, end, CONCERN.id) for end in (38, 39, 40)]
    view.update_annotations([], wavy)
    settle(view)
    for words in ("Blauwal", "selbst", "Dienste", "Herbst"):
        _alone(view, words)


@pytest.mark.parametrize("second", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("first", ["focus on a word", "a selection", "a mark over a line end"])
def test_several_changes_are_painted_as_one(
    view: ReaderView, first: str, second: Callable[[ReaderView], object]
) -> None:
    view.collect()
    EDITS[first](view)
    view.viewport().repaint(view.viewport().rect().adjusted(0, 0, 0, -view.viewport().height() // 2))
    second(view)
    view.paint_now()
    assert on_screen(view) == all_anew(view)
    view.set_focus_annotation(None)
    view.paint_now()
    assert on_screen(view) == all_anew(view)


def test_hits_that_stay_are_not_painted_anew(view: ReaderView) -> None:
    hits = Hits.of([Span(10, 15), Span(60, 66)])
    view.set_hits(hits, None)
    settle(view)
    view.set_hits(Hits.joined([hits, Hits.of([Span(5_000, 5_010)])]), None)
    assert view._repaint.unpainted.isEmpty()
    view.set_hits(hits[:1], None)
    assert not view._repaint.unpainted.isEmpty()


def test_ties_are_painted_on_their_lines_only_and_go_again(view: ReaderView) -> None:
    before = on_screen(view)
    view.set_tied(frozenset({"word"}))
    changed = view._repaint.unpainted.boundingRect()
    assert 0 < changed.height() < view.viewport().height() // 4
    view.paint_now()
    lit = on_screen(view)
    assert before != lit == all_anew(view)
    view.set_tied(frozenset({"word", "elsewhere"}))
    assert view._repaint.unpainted.isEmpty()
    view.set_tied(frozenset({"split"}))
    view.paint_now()
    assert lit != on_screen(view) == all_anew(view)
    view.set_tied(frozenset())
    view.paint_now()
    assert before == on_screen(view) == all_anew(view)


def test_an_answer_is_lit_on_its_lines_only_until_another_is_or_another_article_is_shown(view: ReaderView) -> None:
    before = on_screen(view)
    view.show_answer(Span(60, 70))
    assert 0 < view._repaint.unpainted.boundingRect().height() < view.viewport().height() // 4
    view.paint_now()
    assert before != on_screen(view) == all_anew(view)
    view.show_answer()
    view.paint_now()
    assert before == on_screen(view) == all_anew(view)
    view.show_answer(Span(60, 70))
    view.set_article(Article("b", "", Direction.LTR, "", 4, "de"), "Kurz", [], TagSet(DEFAULT_TAGS))
    assert view.answer == ()


def test_hidden_marks_are_not_lit(view: ReaderView) -> None:
    view.set_veil(Veil(Shades(hidden=frozenset({DIRECTIVE.id}))))
    settle(view)
    view.set_tied(frozenset({"split"}))
    assert view._repaint.unpainted.isEmpty()
    view.set_veil(NO_VEIL)
    settle(view)
    lit = on_screen(view)
    assert lit == all_anew(view)
    view.set_tied(frozenset())
    view.paint_now()
    assert lit != on_screen(view) == all_anew(view)


def test_a_tied_mark_that_is_changed_is_lit_where_it_is_now(view: ReaderView) -> None:
    view.set_tied(frozenset({"word", "new"}))
    view.paint_now()
    view.update_annotations([], [mark("word", 120, 190), mark("new", 10, 20)])
    view.paint_now()
    assert on_screen(view) == all_anew(view)
    view.update_annotations(["word"], [])
    view.paint_now()
    assert on_screen(view) == all_anew(view)


def test_the_mark_in_focus_keeps_its_own_light(view: ReaderView) -> None:
    view.set_focus_annotation("word")
    view.paint_now()
    before = on_screen(view)
    view.set_tied(frozenset({"word"}))
    view.paint_now()
    assert before == on_screen(view) == all_anew(view)
    view.set_focus_annotation(None)
    view.paint_now()
    assert before != on_screen(view) == all_anew(view)


def test_marks_on_the_same_words_are_lit_once(view: ReaderView) -> None:
    view.update_annotations([], [mark("twin", 44, 48), mark("other twin", 44, 48)])
    view.set_tied(frozenset({"twin"}))
    view.paint_now()
    before = on_screen(view)
    view.set_tied(frozenset({"twin", "other twin"}))
    view.paint_now()
    assert before == on_screen(view)
