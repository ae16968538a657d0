"""What is outside the body is folded and unfolded, and the body's bounds are dragged, in both directions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article
from annotator.text.body import Side
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui import fonts
from annotator.ui.reader.caret import locate, neighbour
from annotator.ui.reader.folds import bounds, rows
from annotator.ui.reader.handles import ink_rect
from annotator.ui.reader.page import Anchor, Page, Place
from annotator.ui.reader.view import ReaderView
from annotator.ui.theme import DARK, LIGHT, SEPIA, Theme
from annotator.ui.typesetting import Breaks, PageStyle

BEFORE, AFTER = Side.BEFORE, Side.AFTER
TEXTS = {
    Direction.LTR: (
        "Startseite\nPolitik | Wetter\nDer Hafen\n\n"
        "Der Hafen\n\nDie Kräne stehen seit Montag still. Niemand weiß, warum.\n\nDas Amt schweigt dazu.\n\n"
        "Mehr vom Hafen\nKontakt und Impressum\n"
    ),
    Direction.RTL: (
        "الصفحة الأولى\nأخبار | طقس\nالميناء\n\n"
        "الميناء\n\nتوقفت الرافعات منذ يوم الاثنين.ولا يعرف Kestrel (1998) السبب.\n\nوتصمت الهيئة عن ذلك.\n\n"
        "اقرأ عن الميناء\nاتصل بنا\n"
    ),
}
FIRST = {Direction.LTR: "Der Hafen\n\nDie", Direction.RTL: "الميناء\n\nتوقفت"}
LAST = {Direction.LTR: "schweigt dazu.", Direction.RTL: "عن ذلك."}

Make = Callable[..., ReaderView]
both = pytest.mark.parametrize("direction", list(Direction))


def body_of(direction: Direction) -> Span:
    text = TEXTS[direction]
    return Span(text.index(FIRST[direction]), text.index(LAST[direction]) + len(LAST[direction]))


def mark(name: str, text: str, quote: str) -> Annotation:
    start = text.index(quote)
    return Annotation(name, "a", ACTOR.id, start, start + len(quote), quote, "c", "", "")


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    for script in ("Latin", "Arabic"):
        if fonts.face(script) is None:
            pytest.skip(f"no face for {script} is installed")

    def build(direction: Direction = Direction.LTR, **more: object) -> ReaderView:
        text = str(more.get("text", TEXTS[direction]))
        body = more.get("body", body_of(direction))
        assert body is None or isinstance(body, Span)
        title = "" if body is None else body.of(text).split("\n")[0]
        language = "ar" if direction is Direction.RTL else "de"
        article = Article("a", title, direction, "", len(text), language, body=body)
        view = ReaderView()
        qtbot.addWidget(view)
        view.resize(560, int(str(more.get("height", 900))))
        view.set_style(PageStyle(unfolded=frozenset(more.get("unfolded", ()))))  # type: ignore[call-overload]
        view.set_article(article, text, more.get("marks", ()), TagSet(DEFAULT_TAGS))  # type: ignore[arg-type]
        view.show()
        qtbot.waitExposed(view)
        view.setFocus()
        return view

    return build


def shown_text(view: ReaderView) -> str:
    found = (view.text()[piece.piece.start : piece.piece.end].strip() for piece, _top in view.visible())
    return "\n".join(words for words in found if words)


def row(view: ReaderView, side: Side) -> QPoint:
    assert view.page is not None
    return next(found.box.center() for found in rows(view.page, view.visible()) if found.side is side)


def bound(view: ReaderView, side: Side) -> QPoint:
    assert view.page is not None
    y = dict(bounds(view.page, view.visible()))[side]
    return QPoint(view.page.left + view.page.setting.width // 3, y)


def at(view: ReaderView, words: str, *, last: bool = False) -> QPoint:
    """Return a point on the first character of `words`, or past the middle of the last one."""
    assert view.page is not None
    offset = view.text().index(words) + (len(words) - 1 if last else 0)
    for piece, top in view.visible():
        if piece.piece.start <= offset < piece.shown_end:
            line = piece.line_of(offset)
            ((left, right),) = piece.stretches(line, offset, offset + 1)
            box = ink_rect(piece, line, view.page.left + left, view.page.left + right, top + piece.lead)
            shift = (box.width() // 3) * (-1 if piece.rtl else 1) if last else 0
            return box.center() + QPoint(shift, 0)
    raise AssertionError(f"{words} is not in view")


def drag(view: ReaderView, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier, *, let_go: bool = True) -> None:
    where = view.viewport()
    QTest.mousePress(where, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for point in ((start + end) / 2, end):
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(point), QPointF(where.mapToGlobal(point)), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, keys,
        )  # fmt: skip
        QApplication.sendEvent(where, event)
    if let_go:
        QTest.mouseRelease(where, Qt.MouseButton.LeftButton, keys, end)


def click(view: ReaderView, point: QPoint) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


NO = Qt.KeyboardModifier.NoModifier
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
)  # fmt: skip


@both
def test_the_page_begins_and_ends_with_the_article(make: Make, direction: Direction) -> None:
    view = make(direction)
    text, body = TEXTS[direction], body_of(direction)
    assert shown_text(view).replace("\n", "") == body.of(text).replace("\n", "")
    assert view.top_place() == body.start
    assert view.page is not None
    assert view.page.heights.total == sum(piece.height for piece, _top in view.visible())
    # The title stands in what is before the article too; it is set as one where the article has it.
    assert view.page.pieces[view.page.setting.title or 0].start == body.start


@both
@pytest.mark.parametrize("side", list(Side))
def test_one_click_unfolds_and_another_folds(make: Make, direction: Direction, side: Side) -> None:
    view = make(direction)
    heard: list[object] = []
    view.unfolded_changed.connect(heard.append)
    folded, before = shown_text(view), row(view, side)
    click(view, before)
    assert heard == [frozenset({side})]
    assert len(shown_text(view)) > len(folded)
    # The line stays under the pointer.
    assert row(view, side) == before
    click(view, before)
    assert shown_text(view) == folded


@pytest.mark.parametrize(("side", "top"), [(BEFORE, 7), (BEFORE, 25), (AFTER, 33), (AFTER, 90)])
def test_nothing_jumps_where_a_part_is_unfolded(make: Make, side: Side, top: int) -> None:
    view = make(height=300)
    view.verticalScrollBar().setValue(top)
    words = "Niemand"
    before, row_before = at(view, words), row(view, side) if side is BEFORE else None
    view.toggle(side)
    assert row_before is None or row(view, side) == row_before
    assert side is BEFORE or at(view, words) == before
    view.toggle(side)
    assert at(view, words) == before


def test_what_is_read_stays_where_the_text_above_is_unfolded(make: Make) -> None:
    view = make(height=200)
    for top in (60, 90, 200):
        view.verticalScrollBar().setValue(top)
        before = at(view, "Niemand")
        view.set_all_unfolded(True)
        assert at(view, "Niemand") == before
        view.set_all_unfolded(False)
        assert at(view, "Niemand") == before


def test_a_double_click_is_one(make: Make) -> None:
    view = make()
    where = row(view, BEFORE)
    click(view, where)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, NO, where)
    assert view.style_.unfolded == {BEFORE}


@both
def test_every_character_is_found_where_it_is_shown(make: Make, direction: Direction) -> None:
    view = make(direction, unfolded=Side)
    for piece, top in view.visible():
        for offset in range(piece.piece.start, piece.shown_end):
            line = piece.line_of(offset)
            for left, right in piece.stretches(line, offset, offset + 1):
                assert view.page is not None
                y = top + piece.lead + line.top + piece.pad + piece.measures.ascent // 2
                if right - left > 2:
                    under = view.under(QPoint(view.page.left + (left + right) // 2, y))
                    assert under.character is not None
                    assert abs(under.character - offset) <= 1
    assert shown_text(view).replace("\n", "") == TEXTS[direction].replace("\n", "")


@both
def test_going_to_a_folded_place_unfolds_it(make: Make, direction: Direction) -> None:
    text = TEXTS[direction]
    for place, side in ((2, BEFORE), (len(text) - 4, AFTER)):
        view = make(direction)
        view.reveal(Span(place, place + 1))
        assert view.style_.unfolded == {side}
        other = make(direction)
        other.move_caret(Place(place), extend=False)
        other.show_place(Place(place))
        assert other.style_.unfolded == {side}


def test_the_end_of_the_body_is_the_bodys(make: Make) -> None:
    view = make()
    end = body_of(Direction.LTR).end
    view.show_place(Place(end, True))
    view.reveal(Span(end - 1, end + 3))
    assert view.style_.unfolded == frozenset()


def test_a_place_to_scroll_to_unfolds_nothing(make: Make) -> None:
    view = make(height=200)
    for place in (0, 5, len(view.text())):
        view.scroll_to_place(place)
        assert view.style_.unfolded == frozenset()
        assert body_of(Direction.LTR).start <= view.top_place() <= body_of(Direction.LTR).end


@both
def test_the_keyboard_stops_at_a_row_and_opens_it(make: Make, direction: Direction) -> None:
    view = make(direction)
    end = body_of(direction).end
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_End, CTRL)
    assert view.caret == Place(end, True)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.resting is AFTER
    assert view.caret == Place(end, True)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.resting is None
    assert view.caret == Place(end, True)
    # On in the text, as one sees it.
    QTest.keyClick(view, Qt.Key.Key_Left if direction is Direction.RTL else Qt.Key.Key_Right)
    assert view.resting is AFTER
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.style_.unfolded == {AFTER}
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.style_.unfolded == frozenset()
    QTest.keyClick(view, Qt.Key.Key_Enter)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.resting is None
    assert view.caret is not None
    assert view.caret.offset > end
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.resting is AFTER
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.resting is None


@both
def test_the_row_above_is_reached_by_the_keyboard(make: Make, direction: Direction) -> None:
    view = make(direction, height=220)
    QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
    assert view.caret == Place(body_of(direction).start)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
    assert view.verticalScrollBar().value() == 0
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.resting is None
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.resting is BEFORE
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.caret is not None
    assert view.caret.offset < body_of(direction).start


def test_selecting_by_keys_stays_in_what_is_shown(make: Make) -> None:
    view = make()
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert view.selection() == body_of(Direction.LTR)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert (view.selection(), view.resting) == (None, None)
    assert view.caret == Place(body_of(Direction.LTR).end, True)
    QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
    QTest.keyClick(view, Qt.Key.Key_End, CTRL | SHIFT)
    assert view.selection() == body_of(Direction.LTR)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.selection() == body_of(Direction.LTR)
    view.set_all_unfolded(True)
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert view.selection() == Span(0, len(view.text()))


def test_a_selection_over_the_bound(make: Make) -> None:
    view = make(unfolded=Side)
    drag(view, at(view, "Das Amt"), at(view, "Mehr vom", last=True), NO)
    assert view.selected_text() == "Das Amt schweigt dazu.\n\nMehr vom"


def test_a_body_within_a_paragraph(make: Make) -> None:
    text = TEXTS[Direction.LTR]
    body = Span(text.index("Niemand"), text.index("weiß, warum") + 4)
    view = make(body=body)
    assert shown_text(view) == "Niemand weiß"
    QTest.keyClick(view, Qt.Key.Key_End, CTRL)
    assert view.caret == Place(body.end, True)
    view.set_all_unfolded(True)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.resting is AFTER
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.caret == Place(body.end)
    assert view.page is not None


def test_a_paragraph_that_is_cut_is_no_long_one(make: Make) -> None:
    text = TEXTS[Direction.LTR]
    view = make(body=Span(text.index("Kräne"), text.index("warum.") + 6))
    page = view.page
    assert page is not None
    as_it_comes = page.piece(page.body.start).lines
    view.set_style(replace(view.style_, breaks=Breaks.WRITTEN))
    assert page.piece(page.body.start).lines == as_it_comes
    view.set_style(replace(view.style_, breaks=Breaks.SENTENCES))
    assert page.piece(page.body.start).lines != as_it_comes


@both
def test_no_line_is_beside_the_ends_of_what_is_shown(make: Make, direction: Direction) -> None:
    page = make(direction).page
    assert page is not None
    first, last = page.piece(page.shown.start), page.piece(page.shown.stop - 1)
    assert neighbour(page, first, first.lines[0], -1) is None
    assert neighbour(page, last, last.lines[-1], 1) is None


@both
def test_numbers_are_those_of_the_articles_paragraphs(make: Make, direction: Direction) -> None:
    view = make(direction, unfolded=Side)
    page = view.page
    assert page is not None
    numbered = [index for index in range(len(page.pieces)) if page.number(index)]
    # The title is not counted, nor what is empty.
    assert [page.number(index) for index in numbered] == ["1", "2"]
    assert set(numbered) <= set(page.body)


# Marks.


def test_the_row_says_how_many_lines_and_marks_it_stands_for(make: Make) -> None:
    text = TEXTS[Direction.LTR]
    inside, outside = mark("1", text, "Niemand"), mark("2", text, "Politik")
    view = make(marks=(inside, outside))
    assert view.row_words(BEFORE) == "3 lines before the article · 1 mark"
    assert view.row_words(AFTER) == "2 lines after the article"
    view.update_annotations([], [mark("3", text, "Kontakt"), mark("4", text, "dazu.\n\nMehr")])
    assert view.row_words(AFTER) == "2 lines after the article · 1 mark"
    view.update_annotations(["2"], [])
    assert view.row_words(BEFORE) == "3 lines before the article"


def test_very_many_marks_are_counted_after_the_paint(make: Make, qtbot: QtBot) -> None:
    text, start = TEXTS[Direction.LTR], TEXTS[Direction.LTR].index("Kontakt")
    many = [Annotation(str(n), "a", ACTOR.id, start, start + 7, "Kontakt", "c", "", "") for n in range(6000)]
    view = make(marks=many)
    assert view.row_words(AFTER) == "2 lines after the article"
    view.update_annotations(["0"], [mark("x", text, "Politik")])
    qtbot.waitUntil(lambda: "mark" in view.row_words(AFTER))
    assert view.row_words(AFTER).endswith(f"{QLocale().toString(5999)} marks")
    assert view.row_words(BEFORE).endswith("1 mark")


def test_ticks_of_folded_marks_are_at_their_row(make: Make) -> None:
    text = TEXTS[Direction.LTR]
    view = make(marks=(mark("1", text, "Kontakt"),), height=300)
    view.overview.work_out()
    ((folded, _colour),) = view.overview._ticks
    page = view.page
    assert page is not None
    height, total = view.overview.height(), page.heights.total
    row_top = total - page.foot(page.body.stop - 1)
    assert row_top * height // total <= folded <= (row_top + page.row) * height // total
    view.set_all_unfolded(True)
    view.overview.work_out()
    assert len(view.overview._ticks) == 1


# Bounds.


@both
def test_a_bound_is_dragged_to_paragraphs(make: Make, direction: Direction) -> None:
    text, body = TEXTS[direction], body_of(direction)
    second = "Die Kräne" if direction is Direction.LTR else "توقفت"
    view = make(direction, unfolded=Side)
    heard: list[object] = []
    view.body_wanted.connect(heard.append)
    drag(view, bound(view, BEFORE), at(view, second), NO)
    drag(view, bound(view, AFTER), at(view, second), NO)
    first_end = body.start + len(text[body.start :].split("\n")[0])
    assert heard == [Span(text.index(second), body.end), Span(body.start, first_end)]
    # Out into what was not the article.
    last = "Kontakt und Impressum" if direction is Direction.LTR else "اتصل بنا"
    drag(view, bound(view, AFTER), at(view, last, last=True), NO)
    assert heard[-1] == Span(body.start, text.index(last) + len(last))


@both
def test_a_bound_is_dragged_to_sentences_and_words(make: Make, direction: Direction) -> None:
    text, body = TEXTS[direction], body_of(direction)
    sentence, word = ("Niemand", "weiß") if direction is Direction.LTR else ("ولا يعرف", "يعرف")
    view = make(direction)
    heard: list[object] = []
    view.body_wanted.connect(heard.append)
    drag(view, bound(view, BEFORE), at(view, sentence), ALT)
    drag(view, bound(view, BEFORE), at(view, word), CTRL)
    assert heard == [Span(text.index(sentence), body.end), Span(text.index(word), body.end)]


@both
def test_esc_leaves_the_bound_where_it_was(make: Make, direction: Direction) -> None:
    second = "Die Kräne" if direction is Direction.LTR else "توقفت"
    view = make(direction, unfolded=Side)
    heard: list[object] = []
    view.body_wanted.connect(heard.append)
    view.escape_pressed.connect(lambda: heard.append("escape"))
    drag(view, bound(view, BEFORE), at(view, second), NO, let_go=False)
    view.grab()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, NO, at(view, second))
    assert heard == []
    assert view.selection() is None


def test_a_bound_is_dragged_beyond_the_edge_of_the_view(make: Make, qtbot: QtBot) -> None:
    view = make(unfolded=Side, height=260)
    heard: list[object] = []
    view.body_wanted.connect(heard.append)
    view.scroll_to_place(view.text().index("Der Hafen\n\nDie"))
    page, bar = view.page, view.verticalScrollBar()
    assert page is not None
    low = QPoint(page.left + 60, view.viewport().height() + 60)
    drag(view, bound(view, BEFORE), low, NO, let_go=False)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, NO, low)
    assert heard == [Span(view.text().index("Das Amt"), body_of(Direction.LTR).end)]
    stopped = bar.value()
    bar.setValue(0)
    qtbot.wait(80)
    assert bar.value() == 0 != stopped


def test_a_bound_that_would_leave_nothing_stays(make: Make) -> None:
    view = make(unfolded=Side)
    heard: list[object] = []
    view.body_wanted.connect(heard.append)
    drag(view, bound(view, BEFORE), at(view, "Kontakt"), NO)
    assert heard == [Span(view.text().index("Das Amt"), body_of(Direction.LTR).end)]
    click(view, bound(view, BEFORE))
    assert len(heard) == 1


def test_a_page_that_is_all_article_has_neither_rows_nor_bounds(make: Make) -> None:
    view = make(body=None)
    assert view.page is not None
    assert list(rows(view.page, view.visible())) == []
    assert list(bounds(view.page, view.visible())) == []
    assert not view.has_outside
    QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.resting is None


def test_the_pointer_tells_a_row_from_a_bound_and_the_text(make: Make) -> None:
    view = make(unfolded=Side)
    shapes = []
    for point in (row(view, AFTER), bound(view, BEFORE), at(view, "Niemand")):
        QTest.mouseMove(view.viewport(), point)
        shapes.append(view.viewport().cursor().shape())
    assert shapes == [
        Qt.CursorShape.PointingHandCursor, Qt.CursorShape.SizeVerCursor, Qt.CursorShape.IBeamCursor
    ]  # fmt: skip


# What is seen.


def ink(view: ReaderView, words: str) -> QColor:
    """Return what of the first letter of `words` is furthest from the page's ground."""
    image: QImage = view.grab().toImage()
    middle = view.viewport().mapTo(view, at(view, words))
    ground = QColor(view._theme.page)
    pixels = [image.pixelColor(middle.x() + x, middle.y() + y) for x in range(-5, 6) for y in range(-9, 10)]
    return max(pixels, key=lambda pixel: abs(pixel.lightness() - ground.lightness()))


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
def test_what_is_outside_is_dimmed_but_where_something_is_lit(make: Make, theme: Theme) -> None:
    view = make(unfolded=Side)
    view.set_theme(theme)

    def strength(words: str) -> int:
        return abs(ink(view, words).lightness() - QColor(theme.page).lightness())

    plain, dimmed = strength("Niemand"), strength("Mehr vom")
    assert dimmed < plain - 20
    start = view.text().index("vom Hafen")
    view.select(Span(start, start + 9))
    assert strength("Mehr vom") > dimmed + 20
    assert abs(strength("Kontakt") - dimmed) < 25


def test_the_row_with_the_keyboard_has_a_frame(make: Make, qtbot: QtBot) -> None:
    view = make()
    page = view.page
    assert page is not None
    view.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    before = view.grab().toImage()
    view.rest_on(AFTER)
    row_box = next(found.box for found in rows(page, view.visible()) if found.side is AFTER)
    edge = view.viewport().mapTo(view, QPoint(row_box.left() - 6, row_box.center().y()))
    assert view.grab().toImage().pixelColor(edge) != before.pixelColor(edge)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NO, at(view, "Niemand"))
    assert view.resting is None


def columns_of_ink(view: ReaderView, side: Side) -> list[int]:
    """Return for each column of a row's pixels how many are not the page's ground."""
    page = view.page
    assert page is not None
    box = next(found.box for found in rows(page, view.visible()) if found.side is side).adjusted(0, 6, 0, -6)
    image = view.grab(box.translated(view.viewport().mapTo(view, QPoint(0, 0)))).toImage()
    ground = QColor(LIGHT.page)
    return [sum(image.pixelColor(x, y) != ground for y in range(image.height())) for x in range(image.width())]


@both
def test_a_row_begins_where_the_lines_begin_and_points_where_they_lead(make: Make, direction: Direction) -> None:
    view = make(direction)
    columns = columns_of_ink(view, AFTER)
    if direction is Direction.RTL:
        columns.reverse()
    assert any(columns[:6])
    assert not any(columns[len(columns) // 2 :])
    arrow = [ink for ink in columns[:12] if ink]
    assert arrow[0] > arrow[-1]
    view.toggle(AFTER)
    opened = columns_of_ink(view, AFTER)
    if direction is Direction.RTL:
        opened.reverse()
    down = [ink for ink in opened[:12] if ink]
    assert max(down) > max(down[0], down[-1])


def test_rows_and_bounds_are_drawn_in_their_places(make: Make) -> None:
    view = make()
    page = view.page
    assert page is not None
    there = view.viewport().mapTo(view, bound(view, AFTER))
    quiet = view.grab().toImage().pixelColor(there)
    QTest.mouseMove(view.viewport(), bound(view, AFTER))
    lit = view.grab().toImage().pixelColor(there)
    assert quiet == QColor(LIGHT.page)
    assert lit != quiet
    view.set_all_unfolded(True)
    QTest.mouseMove(view.viewport(), at(view, "Niemand"))
    shown = view.grab().toImage().pixelColor(view.viewport().mapTo(view, bound(view, AFTER)))
    assert shown not in (quiet, lit)


# A law: what is shown and what is folded are the text, and nothing that moves over the page leaves what is shown.


LINES = ("Ein Satz. Noch einer.", "", " ", "Kräne", "كلمة (1) Kestrel", "漢字 😀", "e\u0301a", "אב")


@st.composite
def texts_with_bodies(draw: st.DrawFn) -> tuple[str, int, int]:
    """Return a text of some lines, and two ascending places in it."""
    text = "\n".join(draw(st.lists(st.sampled_from(LINES), min_size=3, max_size=9)))
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text, start, end


@given(texts_with_bodies(), st.sets(st.sampled_from(Side)), st.lists(st.integers(-900, 900), max_size=5), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_page_shows_what_is_not_folded(
    qapp: QApplication, case: tuple[str, int, int], unfolded: set[Side], steps: list[int], data: st.DataObject
) -> None:
    text, start, end = case
    article = Article("a", "", Direction.LTR, "", len(text), body=Span(start, end))
    page = Page(article, text, QFont())
    page.fit(400, PageStyle(unfolded=frozenset(unfolded)))
    whole = range(len(page.pieces))
    folded = [index for index in whole if index not in page.shown]
    for index in folded:
        side = page.side_of(index)
        assert side is not None
        part = page.parts.outside(side)
        assert part is not None
        assert part.start <= page.pieces[index].start <= page.pieces[index].end <= part.end
        assert side not in unfolded
    assert set(page.body) <= set(page.shown)
    for index in whole:
        page.piece(index)
    assert page.heights.total == sum(page.piece(index).height for index in page.shown)
    anchor = Anchor(page.shown.start, 0)
    for y in (-50, 0, page.heights.total // 2, page.heights.total + 50):
        assert page.anchor_at(y, 120).piece in page.shown
    for step in steps:
        anchor = page.step(anchor, step, 120)[0]
        assert anchor.piece in page.shown
        assert all(piece.piece.index in page.shown for piece, _top in page.visible(anchor, 120))
        assert page.anchor_at(page.y_of(anchor), 120) == anchor
        place = page.under(anchor, data.draw(st.integers(0, 400)), data.draw(st.integers(0, 119)), 120).place
        assert page.unfolded(place) == place
    for offset in range(len(text) + 1):
        for upstream in (False, True):
            found = page.unfolded(Place(offset, upstream and offset > 0))
            assert page.unfolded(found) == found
            assert locate(page, found)[0].piece.index in page.shown
        assert page.pieces.at(page.within(offset)) in page.shown or page.within(offset) == page.parts.body.end


def test_what_is_folded_is_not_laid_out_ahead(make: Make) -> None:
    page = make().page
    assert page is not None
    top = Anchor(page.shown.start, 0)
    assert page.shown.start > 0
    assert [piece.piece.index for piece in page.beyond(top, 300, 240, down=False)] == [page.shown.start]
