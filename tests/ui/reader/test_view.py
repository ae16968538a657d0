"""The reading pane under real mouse and key events."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, DIRECTIVE, TagSet
from annotator.core.values import Annotation, Article
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui import fonts
from annotator.ui.reader.batches import lane_place
from annotator.ui.reader.handles import caret_x, end_x, ink_rect, mark_ends
from annotator.ui.reader.input import Picked, Resized
from annotator.ui.reader.joins import joins
from annotator.ui.reader.scroller import Zoomed
from annotator.ui.reader.view import ReaderView
from annotator.ui.theme import DARK, LIGHT
from annotator.ui.typesetting import PageStyle

GERMAN = (
    "Die Behörde hat elf Unternehmen einbestellt. Sie sollen ihre Dienste prüfen, bevor diese online gehen.\n"
    "\n"
    "Anlass ist die Sorge\u00a0vor Fälschungen. Der Sprecher sagte: „Wir prüfen 😀 alles.“ Danach schwieg er."
)
ARABIC = (
    "استدعت الهيئة 11 شركة محلية، بينها Clubhouse، وطلبت منها أن تقيم نفسها.\n"
    "وتخشى الهيئة أن تستغل التسجيلات المزيفة في تضليل الجمهور. ثم ذهب الجميع إلى البيت."
)

Make = Callable[..., ReaderView]


def mark(name: str, text: str, quote: str, tag: str = ACTOR.id) -> Annotation:
    start = text.index(quote)
    return Annotation(name, "a", tag, start, start + len(quote), quote, "c", "", "")


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    for script in ("Latin", "Arabic"):
        if fonts.face(script) is None:
            pytest.skip(f"no face for {script} is installed")

    def build(text: str = GERMAN, marks: tuple[Annotation, ...] = (), **more: object) -> ReaderView:
        rtl = text[:1] > "\u0500"
        article = Article(
            "a",
            str(more.get("title", "")),
            Direction.RTL if rtl else Direction.LTR,
            "",
            len(text),
            "ar" if rtl else "de",
        )
        view = ReaderView()
        qtbot.addWidget(view)
        view.resize(560, 640)
        view.set_article(article, text, marks, TagSet(DEFAULT_TAGS))
        view.show()
        qtbot.waitExposed(view)
        view.setFocus()
        return view

    return build


def at(view: ReaderView, offset: int, share: float = 0.5) -> QPoint:
    """Return the point at `share` of the width of the character at `offset`, in the direction it is read."""
    assert view.page is not None
    for piece, top in view.visible():
        if piece.piece.start <= offset < piece.shown_end:
            line = piece.line_of(offset)
            for run in piece.runs(line):
                if run.start <= piece.unit(offset) < run.end:
                    ((left, right),) = piece.stretches(line, offset, offset + 1)
                    share = 1 - share if run.rtl else share
                    box = ink_rect(piece, line, 0, 0, top + piece.lead)
                    return QPoint(view.page.left + round(left + (right - left) * share), box.center().y())
    raise AssertionError(f"nothing is shown of {offset}")


def drag(
    view: ReaderView, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    where = view.viewport()
    QTest.mousePress(where, Qt.MouseButton.LeftButton, keys, start)
    move(view, (start + end) / 2, keys)
    move(view, end, keys)
    QTest.mouseRelease(where, Qt.MouseButton.LeftButton, keys, end)


def move(view: ReaderView, point: QPoint, keys: Qt.KeyboardModifier) -> None:
    """Move with the left button held: QTest's own move holds none."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(view.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        keys,
    )
    QApplication.sendEvent(view.viewport(), event)


def press(view: ReaderView, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(view, key, held)


SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.mark.parametrize(
    ("text", "first", "last", "selected"),
    [
        (GERMAN, "hörde", "elf", "Behörde hat elf"),
        (GERMAN, "elf", "hörde", "Behörde hat elf"),
        (ARABIC, "هيئة 11", "ركة", "الهيئة 11 شركة"),
        (ARABIC, "بينها", "house", "بينها Clubhouse"),
        (ARABIC, "house", "محلية", "محلية، بينها Clubhouse"),
        (GERMAN, "gehen", "Anlass", "gehen.\n\nAnlass"),
    ],
)
def test_dragging_selects_words(make: Make, text: str, first: str, last: str, selected: str) -> None:
    view = make(text)
    drag(view, at(view, text.index(first)), at(view, text.index(last) + 1))
    assert view.selected_text() == selected
    span = view.selection()
    assert span is not None
    assert span.of(text) == selected


def test_alt_selects_letters(make: Make) -> None:
    view = make()
    start = GERMAN.index("hörde")
    drag(view, at(view, start, 0.2), at(view, start + 2, 0.8), ALT)
    assert view.selected_text() == "hör"


def test_selection_is_told_once_for_each_change(make: Make, qtbot: QtBot) -> None:
    view = make()
    told: list[object] = []
    view.selection_changed.connect(told.append)
    drag(view, at(view, GERMAN.index("elf")), at(view, GERMAN.index("elf") + 2))
    assert told[-1] == Span(GERMAN.index("elf"), GERMAN.index("elf") + 3)
    assert all(one != other for one, other in pairwise(told))
    press(view, Qt.Key.Key_Escape)
    assert told[-1] is None
    assert view.selection() is None


@pytest.mark.parametrize(
    ("text", "inside", "clicks", "selected"),
    [
        (GERMAN, "nternehmen", 2, "Unternehmen"),
        (GERMAN, "nternehmen", 3, "Die Behörde hat elf Unternehmen einbestellt."),
        (GERMAN, "nternehmen", 4, GERMAN.split("\n", maxsplit=1)[0]),
        (ARABIC, "تسجيلات", 2, "التسجيلات"),
        (ARABIC, "تسجيلات", 3, "وتخشى الهيئة أن تستغل التسجيلات المزيفة في تضليل الجمهور."),
        (ARABIC, "house", 2, "Clubhouse"),
    ],
)
def test_clicks_in_quick_succession(make: Make, text: str, inside: str, clicks: int, selected: str) -> None:
    view = make(text)
    point = at(view, text.index(inside))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    for _ in range(clicks - 1):
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    assert view.selected_text() == selected


def test_shift_click_extends(make: Make) -> None:
    view = make()
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        at(view, GERMAN.index("Behörde"), 0.1),
    )
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, SHIFT, at(view, GERMAN.index("elf") + 1))
    assert view.selected_text() == "Behörde hat elf"


def test_copy_is_the_text_itself(make: Make) -> None:
    view = make()
    view.select(Span(GERMAN.index("Sorge"), GERMAN.index("Fälsch")))
    press(view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Sorge\u00a0vor "
    view = make(ARABIC)
    press(view, Qt.Key.Key_A, CTRL)
    press(view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == ARABIC


def test_selection_never_cuts_a_cluster(make: Make) -> None:
    text = "ne\u0301 👨\u200d👩\u200d👧 da"
    view = make(text)
    view.select(Span(1, 2))
    assert view.selected_text() == "e\u0301"
    view.select(Span(4, 5))
    assert view.selected_text() == "👨\u200d👩\u200d👧"


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
def test_keys_walk_the_whole_text_as_it_is_read(make: Make, text: str) -> None:
    view = make(text)
    press(view, Qt.Key.Key_Home, CTRL)
    forward = Qt.Key.Key_Left if text is ARABIC else Qt.Key.Key_Right
    places = []
    for _ in range(len(text) + 40):
        press(view, forward)
        assert view.caret is not None
        places.append(view.caret)
        if view.caret.offset >= len(text):
            break
    assert places[-1].offset == len(text)
    assert len(places) == len(set(places))


def test_arrows_move_as_one_sees(make: Make) -> None:
    view = make(ARABIC)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(view, ARABIC.index("بينها") + 4)
    )
    xs = []
    for _ in range(14):
        press(view, Qt.Key.Key_Left)
        caret = view.caret
        assert caret is not None
        piece, _ = next(iter(view.visible()))
        xs.append(caret_x(piece, piece.line_of(caret.offset, upstream=caret.upstream), caret))
    assert xs == sorted(xs, reverse=True)


def test_shift_and_arrows_select(make: Make) -> None:
    view = make()
    press(view, Qt.Key.Key_Home, CTRL)
    for _ in range(3):
        press(view, Qt.Key.Key_Right, SHIFT)
    assert view.selected_text() == "Die"
    press(view, Qt.Key.Key_Right, SHIFT, CTRL)
    press(view, Qt.Key.Key_Right, SHIFT, CTRL)
    assert view.selected_text() == "Die Behörde"
    press(view, Qt.Key.Key_Right)
    assert view.selection() is None
    view = make(ARABIC)
    press(view, Qt.Key.Key_Home, CTRL)
    press(view, Qt.Key.Key_Left, SHIFT, CTRL)
    assert view.selected_text() == "استدعت"


def test_home_end_and_pages(make: Make) -> None:
    text = "\n".join(f"Absatz {n} mit einigen Wörtern." for n in range(200))
    view = make(text)
    press(view, Qt.Key.Key_End, CTRL)
    assert view.caret is not None
    assert view.caret.offset == len(text)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    press(view, Qt.Key.Key_Home, CTRL)
    assert view.caret.offset == 0
    assert view.verticalScrollBar().value() < 60
    press(view, Qt.Key.Key_End)
    assert view.caret.offset == text.index("\n")
    before = view.top_place()
    press(view, Qt.Key.Key_PageDown)
    assert view.top_place() > before
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Up)


def test_clicking_marks_tells_the_innermost_first(make: Make, qtbot: QtBot) -> None:
    marks = (mark("outer", GERMAN, "hat elf Unternehmen einbestellt"), mark("inner", GERMAN, "elf Unter", CONCERN.id))
    view = make(GERMAN, marks)
    with qtbot.waitSignal(view.mark_clicked) as told:
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(view, GERMAN.index("elf"))
        )
    assert isinstance(told.args[0], Picked)
    assert told.args[0].ids == ("inner", "outer")
    with qtbot.waitSignal(view.mark_clicked) as told:
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(view, GERMAN.index("Sie"))
        )
    assert told.args[0].ids == ()


def test_hovering_tells_the_mark_and_its_end(make: Make) -> None:
    view = make(GERMAN, (mark("m", GERMAN, "elf"),))
    told: list[object] = []
    view.mark_hovered.connect(told.append)
    QTest.mouseMove(view.viewport(), at(view, GERMAN.index("elf")))
    QTest.mouseMove(view.viewport(), at(view, GERMAN.index("elf") + 1))
    QTest.mouseMove(view.viewport(), at(view, GERMAN.index("Sie")))
    assert told == ["m", None]


@pytest.mark.parametrize(
    ("text", "quote", "to", "result"),
    [
        (GERMAN, "elf Unternehmen", "inbestellt", "elf Unternehmen einbestellt"),
        (ARABIC, "11 شركة", "محلية", "11 شركة محلية"),
    ],
)
def test_an_end_is_dragged(make: Make, qtbot: QtBot, text: str, quote: str, to: str, result: str) -> None:
    marked = mark("m", text, quote)
    view = make(text, (marked,))
    view.set_focus_annotation("m")
    piece, top = next(iter(view.visible()))
    assert view.page is not None
    end = mark_ends(piece, marked, view.page.left, top).end
    assert end is not None
    with qtbot.waitSignal(view.resize_requested) as told:
        drag(view, QPoint(end[0], end[2]), at(view, text.index(to) + 2))
    assert told.args[0] == Resized("m", (Span(text.index(result), text.index(result) + len(result)),))
    assert view.selection() is None


_QUOTES = ("elf Unternehmen", "Sie sollen", "Sorge")
_ARABIC = ("11 شركة", "وطلبت منها", "الجمهور")
FRAGMENTS = [
    (GERMAN, _QUOTES, 0, "inbestellt", ("elf Unternehmen einbestellt", "Sie sollen", "Sorge")),
    (GERMAN, _QUOTES, 0, "sollen", ("elf Unternehmen einbestellt. Sie sollen", "Sorge")),
    (GERMAN, ("elf Unternehmen", "Dienste", "Sorge"), 1, "prüfen", ("elf Unternehmen", "Dienste prüfen", "Sorge")),
    (ARABIC, _ARABIC, 1, "تقيم", ("11 شركة", "وطلبت منها أن تقيم", "الجمهور")),
    (ARABIC, _ARABIC, 0, "وطلبت", ("11 شركة محلية، بينها Clubhouse، وطلبت منها", "الجمهور")),
]


def fragments(text: str, *quotes: str) -> Annotation:
    """A mark on several words."""
    spans = tuple(Span(text.index(quote), text.index(quote) + len(quote)) for quote in quotes)
    return mark("m", text, quotes[0]).lying_on(spans, text)


@pytest.mark.parametrize(("text", "quotes", "which", "to", "result"), FRAGMENTS)
def test_every_fragment_has_ends_to_drag(
    make: Make, qtbot: QtBot, text: str, quotes: tuple[str, ...], which: int, to: str, result: tuple[str, ...]
) -> None:
    split = fragments(text, *quotes)
    view = make(text, (split,))
    view.set_focus_annotation("m")
    piece, top = next(iter(view.visible()))
    assert view.page is not None
    end = mark_ends(piece, split.pieces[which], view.page.left, top).end
    assert end is not None
    handle = view.handle_at(QPoint(end[0], end[2]))
    assert handle is not None
    assert (handle.span, handle.at_start) == (split.pieces[which], False)
    with qtbot.waitSignal(view.resize_requested) as told:
        drag(view, QPoint(end[0], end[2]), at(view, text.index(to) + 2))
    assert tuple(piece.of(text) for piece in told.args[0].pieces) == result


def test_a_mark_in_fragments_lies_on_them_and_not_between(make: Make) -> None:
    split = fragments(GERMAN, "elf Unternehmen", "Sie sollen", "Sorge")
    view = make(GERMAN, (split,))
    assert view.marks_at(at(view, GERMAN.index("Unter"))) == view.marks_at(at(view, GERMAN.index("Sorge"))) == ("m",)
    assert view.marks_at(at(view, GERMAN.index("Dienste"))) == ()


@pytest.mark.parametrize(("text", "quotes"), [(GERMAN, ("Die", "hat")), (ARABIC, ("استدعت", "11 شركة"))])
def test_fragments_of_one_line_are_joined_all_the_way(make: Make, text: str, quotes: tuple[str, ...]) -> None:
    split = fragments(text, *quotes)
    view = make(text, (split,))
    piece, _top = next(iter(view.visible()))
    found = list(joins(piece, split))
    gap = Span(split.fragments[0].end, split.fragments[1].start)
    assert [(left, right) for _line, left, right in found] == piece.stretches(piece.lines[0], gap.start, gap.end)


@pytest.mark.parametrize(("text", "quotes"), [(GERMAN, ("Die", "diese", "Sorge")), (ARABIC, ("استدعت", "نفسها"))])
def test_over_line_ends_a_join_is_a_stub_at_either_side(make: Make, text: str, quotes: tuple[str, ...]) -> None:
    split = fragments(text, *quotes)
    view = make(text, (split,))
    view.set_style(PageStyle(150))
    pieces = [piece for piece, _top in view.visible()]
    found = [(piece, *join) for piece in pieces for join in joins(piece, split)]
    ends = [(one.end, other.start) for one, other in pairwise(split.fragments)]
    assert len(found) == 2 * len(ends)
    for (piece, line, left, right), offset in zip(found, [place for pair in ends for place in pair], strict=True):
        behind = offset in [end for end, _start in ends]
        assert line == piece.line_of(offset, upstream=behind)
        x = end_x(piece, line, offset, of_end=behind)
        # Behind a fragment it goes on as the text is read, before one it comes from there.
        assert x == (left if behind != piece.rtl else right)
        assert 10 <= right - left <= 40


def test_escape_gives_a_dragged_end_back(make: Make) -> None:
    marked = mark("m", GERMAN, "elf Unternehmen")
    view = make(GERMAN, (marked,))
    view.set_focus_annotation("m")
    told: list[object] = []
    view.resize_requested.connect(told.append)
    piece, top = next(iter(view.visible()))
    assert view.page is not None
    end = mark_ends(piece, marked, view.page.left, top).end
    assert end is not None
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(end[0], end[2]))
    move(view, at(view, GERMAN.index("Sie")), Qt.KeyboardModifier.NoModifier)
    press(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton)
    assert told == []


def test_tag_keys_need_something_to_tag(make: Make, qtbot: QtBot) -> None:
    view = make(GERMAN, (mark("m", GERMAN, "elf"),))
    told: list[object] = []
    view.tag_key_pressed.connect(told.append)
    press(view, Qt.Key.Key_1)
    assert told == []
    view.select(Span(0, 3))
    press(view, Qt.Key.Key_1)
    press(view, Qt.Key.Key_Q)
    press(view, Qt.Key.Key_Q, CTRL)
    assert told == ["1", "q"]
    view.clear_selection()
    view.set_focus_annotation("m")
    press(view, Qt.Key.Key_2)
    assert told == ["1", "q", "2"]
    with qtbot.waitSignal(view.delete_pressed):
        press(view, Qt.Key.Key_Delete)
    with qtbot.waitSignal(view.escape_pressed):
        press(view, Qt.Key.Key_Escape)


def test_wheel_with_ctrl_asks_for_zoom(make: Make, qtbot: QtBot) -> None:
    view = make()
    with qtbot.waitSignal(view.zoom_requested) as told:
        event = QWheelEvent(
            QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)
    assert told.args == [Zoomed(110, every=False)]


def test_zoom_and_width_keep_the_place(make: Make) -> None:
    text = "\n".join(
        f"Absatz {n} mit recht vielen Wörtern, damit er auch umbricht, wenn es eng wird." for n in range(300)
    )
    view = make(text)
    place = text.index("Absatz 150")
    view.scroll_to_place(place)
    for width in (400, 900, 560):
        view.resize(width, 640)
        assert view.top_place() == place
    view.set_style(PageStyle(200))
    assert view.top_place() == place
    view.set_style(PageStyle())
    assert view.top_place() == place


def test_scrolling_by_steps_is_the_same_as_painting_anew(make: Make) -> None:
    text = "\n".join(f"Absatz {n}: {'Wort ' * (n % 40)}" for n in range(300))
    marks = tuple(mark(f"m{n}", text, f"Absatz {n}:", (ACTOR, DIRECTIVE, CONCERN)[n % 3].id) for n in range(0, 300, 3))
    view = make(text, marks)
    view.set_focus_annotation("m9")
    for by in (17, 40, 200, 333, -60, -7, 900, -500):
        view.scroll_by(by)
        QApplication.processEvents()
        scrolled = view.viewport().grab().toImage()
        view.viewport().update()
        QApplication.processEvents()
        assert view.viewport().grab().toImage() == scrolled


def test_reveal_brings_a_span_into_view(make: Make) -> None:
    text = "\n".join(f"Absatz {n} mit einigen Wörtern." for n in range(400))
    view = make(text)
    span = Span(text.index("Absatz 300"), text.index("Absatz 300") + 10)
    view.reveal(span)
    assert at(view, span.start).y() in range(view.viewport().height())
    value = view.verticalScrollBar().value()
    view.reveal(span)
    assert view.verticalScrollBar().value() == value
    view.select(span)
    assert not view.selection_rect().isNull()


def test_marks_come_and_go(make: Make) -> None:
    view = make()
    plain = view.viewport().grab().toImage()
    added = mark("m", GERMAN, "elf")
    view.update_annotations([], [added])
    assert view.viewport().grab().toImage() != plain
    view.update_annotations(["m"], [])
    assert view.viewport().grab().toImage() == plain


def test_a_right_to_left_page_is_mirrored(make: Make) -> None:
    view = make(ARABIC, (mark("m", ARABIC, "شركة"),))
    bar = view.verticalScrollBar()
    assert bar.mapTo(view, QPoint()).x() < view.viewport().x()
    assert view.overview.x() + view.overview.width() == view.viewport().x()
    view = make(GERMAN)
    assert view.verticalScrollBar().mapTo(view, QPoint()).x() > view.viewport().x()


def test_a_title_in_the_text_is_shown_once(make: Make) -> None:
    view = make("Ein Titel\n" + GERMAN, title="Ein Titel")
    piece, _ = next(iter(view.visible()))
    assert piece.layout.font().pixelSize() > 18
    above = make(GERMAN, title="Ein Titel")
    assert above.page is not None
    assert view.page is not None
    assert above.page.header.height > view.page.header.height


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_an_empty_view_and_an_empty_article_can_be_painted(qtbot: QtBot, make: Make, theme: object) -> None:
    bare = ReaderView()
    qtbot.addWidget(bare)
    bare.set_theme(theme)  # type: ignore[arg-type]
    bare.show()
    bare.grab()
    assert bare.text() == ""
    view = make("")
    view.grab()
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_A, CTRL)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 40))
    assert view.selection() is None


def test_find_results_are_lit(make: Make) -> None:
    view = make()
    plain = view.viewport().grab().toImage()
    hits = [Span(0, 3), Span(GERMAN.index("elf"), GERMAN.index("elf") + 3)]
    view.set_hits(hits, hits[1])
    lit = view.viewport().grab().toImage()
    assert lit != plain
    view.set_hits([], None)
    assert view.viewport().grab().toImage() == plain


def test_the_map_goes_where_it_is_clicked(make: Make) -> None:
    text = "\n".join(f"Absatz {n} mit einigen Wörtern." for n in range(400))
    view = make(text)
    QTest.mouseClick(view.overview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 320))
    assert text.index("Absatz 150") < view.top_place() < text.index("Absatz 250")


def test_dragging_past_the_edge_scrolls_and_selects(make: Make, qtbot: QtBot) -> None:
    text = "\n".join(f"Absatz {n} mit einigen Wörtern." for n in range(200))
    view = make(text)
    start = at(view, text.index("Absatz 3"))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    move(view, QPoint(start.x(), view.viewport().height() + 80), Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: view.top_place() > text.index("Absatz 6"))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    span = view.selection()
    assert span is not None
    assert span.start == text.index("Absatz 3")
    assert span.end > text.index("Absatz 12")


def test_a_lane_never_touches_the_next_line(make: Make) -> None:
    for text in (GERMAN, ARABIC):
        view = make(text)
        piece, _ = next(iter(view.visible()))
        line = piece.lines[0]
        top, thickness = lane_place(piece, line, 2)
        assert lane_place(piece, line, 7) == (top, thickness)
        assert top + thickness < piece.measures.line + piece.pad
        assert (
            lane_place(piece, line, 0)[0] >= line.top + piece.pad + piece.measures.ascent + piece.measures.descent + 2
        )
        assert lane_place(piece, line, 1)[0] > lane_place(piece, line, 0)[0] + thickness
