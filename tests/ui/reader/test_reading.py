"""How a page is set and what stands beside it: sentences as lines, leading, faces, numbers, signs, dimming."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.core.tagset import DEFAULT_TAGS, TagSet
from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.text.sentences import sentence_spans
from annotator.text.span import Span
from annotator.ui import fonts
from annotator.ui.reader.decor import lane_place
from annotator.ui.reader.handles import handle_aside, handle_radius
from annotator.ui.reader.layout import LaidOut, Setting
from annotator.ui.reader.page import Page
from annotator.ui.reader.paragraphs import Pieces, paragraph_numbers
from annotator.ui.reader.selection import Granularity
from annotator.ui.reader.signs import signs, tip
from annotator.ui.reader.view import ReaderView
from annotator.ui.typesetting import Breaks, FaceChoice, PageStyle

GERMAN = "Das Amt sprach mit Dr. Klein.Ohne Leerzeichen ging es weiter. „Was nun?“ Niemand wusste es am 3. Juni. "
ARABIC = "تأخرت السفن إلى الميناء لا لأن.وأضافت الهيئة Kestrel Lines 2024. ثم تُضلّل الرسائل الجميع هنا وهناك. "
SENTENCES = PageStyle(breaks=Breaks.SENTENCES)

Make = Callable[..., ReaderView]


@pytest.fixture(autouse=True)
def _faces(qapp: object) -> None:
    for script in ("Latin", "Arabic"):
        if fonts.face(script) is None:
            pytest.skip(f"no face for {script} is installed")


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def build(text: str, style: PageStyle | None = None) -> ReaderView:
        rtl = text[:1] > "\u0500"
        article = Article("a", "", Direction.RTL if rtl else Direction.LTR, "", len(text), "ar" if rtl else "de")
        view = ReaderView()
        qtbot.addWidget(view)
        view.resize(560, 640)
        view.set_style(style or PageStyle())
        view.set_article(article, text, (), TagSet(DEFAULT_TAGS))
        view.show()
        qtbot.waitExposed(view)
        return view

    return build


def laid_out(text: str, style: PageStyle, width: int = 300) -> LaidOut:
    rtl = text[0] > "\u0500"
    setting = Setting(width, style, Direction.RTL if rtl else Direction.LTR, None, "Arabic" if rtl else "Latin")
    return LaidOut(text, Pieces(text)[0], setting)


def test_a_paragraph_in_another_language_has_that_ones_face(qapp: object) -> None:
    urdu = "حکام نے کمپنی سے کہا ہے کہ وہ خرابی کے بارے میں مکمل رپورٹ دے"
    persian = "مقامات از شرکت خواستند گزارش کاملی درباره خرابی بزرگ بدهد"
    for language in ("ar", "de", None):
        setting = Setting(300, PageStyle(), Direction.RTL, language, "Latin" if language == "de" else "Arabic")
        for words, key in ((ARABIC, "Arabic"), (urdu, "Arabic/ur"), (persian, "Arabic/fa")):
            piece = LaidOut(words, Pieces(words)[0], setting)
            assert piece.layout.font() == setting.font(key, title=False), (language, key)


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
@pytest.mark.parametrize("width", [90, 300, 2000])
def test_each_sentence_begins_a_line_and_no_letter_is_lost(text: str, width: int) -> None:
    piece = laid_out(text * 3, SENTENCES, width)
    starts = {piece.offset(line.start) for line in piece.lines}
    assert {sentence.start for sentence in sentence_spans(text * 3)} <= starts
    assert [line.start for line in piece.lines[1:]] == [line.stop for line in piece.lines[:-1]]
    assert all(line.top < after.top for line, after in zip(piece.lines, piece.lines[1:], strict=False))
    for line in piece.lines:
        assert piece.line_at(line.top) is line
        assert piece.line_at(line.top + piece.measures.line - 1) is line


MIXED = (
    "Der Satz. ", "Noch einer! ", "مرحبا بكم. ", "اليوم.وأضافت ", "fi ffi office. ", "👩‍👩‍👧 ok. ", "e\u0301té! ",
    "12 ", "\t", "\u00a0", "لا إلاّ. ", "\u202eabc\u202c. ", "。日本語です。", "Ok?” Ja. ", "สวัสดี. ",
    "नमस्ते। क्षत्रिय। ", "\u200b",
)  # fmt: skip


@given(st.lists(st.sampled_from(MIXED), min_size=1, max_size=14).map("".join), st.sampled_from([200, 420]))
def test_sentences_begin_lines_in_any_script(text: str, width: int) -> None:
    piece = laid_out(text, SENTENCES, width)
    # Blanks at the beginning are no sentence of their own.
    starts = [s.start for s in sentence_spans(text) if text[: s.start].strip() and s.start < piece.shown_end]
    assert {piece.unit(start) for start in starts} <= {line.start for line in piece.lines}


def test_long_paragraphs_are_broken_by_themselves_and_short_ones_when_asked() -> None:
    for text, automatic in ((GERMAN, False), (GERMAN * 20, True)):
        broken = len(laid_out(text, SENTENCES, 4000).lines) == len(sentence_spans(text))
        assert broken
        assert (len(laid_out(text, PageStyle(), 4000).lines) == len(sentence_spans(text))) is automatic
    written = laid_out(GERMAN * 20, PageStyle(breaks=Breaks.WRITTEN), 4000)
    assert len(written.lines) < len(sentence_spans(GERMAN * 20))


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
@pytest.mark.parametrize("leading", [88, 100, 120])
@pytest.mark.parametrize("zoom", [100, 175, 300])
def test_three_lanes_stay_apart_and_off_the_next_line(text: str, leading: int, zoom: int) -> None:
    piece = laid_out(text, PageStyle(zoom, leading=leading))
    (first, thickness), (second, _), (third, _) = (lane_place(piece, piece.lines[0], lane) for lane in range(3))
    assert first >= piece.pad + piece.measures.ascent + piece.measures.descent
    assert first + thickness < second
    assert second + thickness < third
    assert third + thickness <= piece.measures.line + piece.pad


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
@pytest.mark.parametrize("leading", [88, 100, 120])
def test_handles_lie_off_the_letters_and_off_the_next_line(text: str, leading: int) -> None:
    piece = laid_out(text, PageStyle(leading=leading))
    radius, aside = handle_radius(piece), handle_aside(piece)
    assert aside >= radius
    assert piece.pad + piece.measures.ascent + piece.measures.descent + aside + radius <= piece.measures.line


def test_lines_grow_with_leading_and_with_a_larger_foreign_face() -> None:
    heights = [laid_out(GERMAN, PageStyle(leading=leading)).measures.line for leading in (88, 100, 120)]
    assert heights == sorted(set(heights))
    mixed = "Das Wort القطاع steht hier."
    larger = PageStyle().with_face("Arabic", FaceChoice(None, 4))
    assert laid_out(mixed, larger).measures.line > laid_out(mixed, PageStyle()).measures.line
    assert larger.with_face("Arabic", FaceChoice()) == PageStyle()


def test_a_face_that_is_gone_gives_way_to_the_proposed_one() -> None:
    gone = fonts.reading_font("Latin", choice=FaceChoice("No Such Face", 0))
    assert gone.families()[0] == fonts.face("Latin")


def test_paragraphs_are_numbered_but_not_titles_empty_ones_and_parts() -> None:
    pieces = Pieces("Titel\n\nEins. Und mehr davon steht hier.\n \nZwei", 20)
    assert [n for n in paragraph_numbers(pieces, 0, range(len(pieces))) if n] == [1, 2]
    assert paragraph_numbers(pieces, None, range(len(pieces)))[0] == 1


def test_signs_move_no_letter_and_tell_their_names(make: Make) -> None:
    text = "Ein Hafen\u200bmeister und 5\u00a0Schiffe.\nNichts."
    view = make(text)
    assert view.page is not None
    plain = view.page.piece(0)
    assert signs(view.page, plain).hidden == ()
    lines = plain.lines
    view.set_style(PageStyle(hidden=True))
    piece = view.page.piece(0)
    assert piece.lines == lines
    assert [sign.character for sign in signs(view.page, piece).hidden] == ["\u200b", "\u00a0"]
    box = view.viewport().rect()
    tips = {tip(view, QPoint(x, y)) for x in range(0, box.width(), 2) for y in range(0, 140, 2)} - {""}
    assert any("NO-BREAK SPACE" in words for words in tips)
    assert any("ZERO WIDTH SPACE (U+200B) within a word" in words for words in tips)


@pytest.mark.parametrize("first", ["Hier", "هنا"])
def test_a_warning_stands_at_the_end_of_the_line_always(make: Make, first: str) -> None:
    view = make(f"{first} \u202ecba")
    assert view.page is not None
    assert [one.character for _, one in signs(view.page, view.page.piece(0)).warnings] == ["\u202e"]
    with_sign = view.viewport().grab().toImage()
    view.set_article(view.page.article, f"{first} \u200ecba", (), TagSet(DEFAULT_TAGS))
    assert view.viewport().grab().toImage() != with_sign


def test_focus_mode_dims_all_but_the_sentence_or_paragraph(make: Make) -> None:
    view = make(GERMAN + "\n" + GERMAN)
    plain = view.viewport().grab().toImage()
    view.select(Span(0, 3))
    view.clear_selection()
    view.set_focus_mode(Granularity.SENTENCE)
    assert view.scene.bright == sentence_spans(GERMAN)[0]
    assert view.viewport().grab().toImage() != plain
    view.set_focus_mode(Granularity.PARAGRAPH)
    assert view.scene.bright == Span(0, len(GERMAN))
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.scene.bright == Span(len(GERMAN) + 1, 2 * len(GERMAN) + 1)
    view.set_focus_mode(None)
    assert view.scene.bright is None


def test_a_slider_is_seen_only_where_there_is_something_to_scroll(make: Make) -> None:
    def colours(view: ReaderView) -> set[int]:
        view.verticalScrollBar().repaint()
        picture = view.verticalScrollBar().grab().toImage()
        middle = picture.width() // 2
        return {picture.pixel(middle, y) for y in range(picture.height())}

    for text in (GERMAN, ARABIC):
        view = make(text)
        assert len(colours(view)) == 1
        view.resize(560, 120)
        assert len(colours(view)) > 1
        view.resize(560, 640)
        assert len(colours(view)) == 1
        assert view.verticalScrollBar().isEnabled()


@pytest.mark.parametrize("direction", list(Direction))
def test_in_a_narrow_page_only_the_side_where_lines_begin_gives_room_to_numbers(direction: Direction) -> None:
    def fitted(width: int, *, numbers: bool) -> tuple[int, int]:
        """Return how far the words stand from where lines begin and from where they end."""
        page = Page(Article("a", "T", direction, "", 0), GERMAN, QFont())
        page.fit(width, PageStyle(zoom=200, numbers=numbers))
        left, right = page.left, width - page.left - page.setting.width
        return (left, right) if direction is Direction.LTR else (right, left)

    plain, numbered = fitted(300, numbers=False), fitted(300, numbers=True)
    assert plain[0] == plain[1] == numbered[1]
    assert numbered[0] > plain[0]
    # Where there is room on both sides, nothing moves.
    assert fitted(2000, numbers=True) == fitted(2000, numbers=False)
