"""What Qt is told of a page, asked for in the same process."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QSplitter
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article
from annotator.text.body import Side
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.reader import accessible, assistive
from annotator.ui.reader.accessible import WHOLE, Follower, ReaderAccessible
from annotator.ui.reader.caret import locate
from annotator.ui.reader.page import Place
from annotator.ui.reader.view import ReaderView
from annotator.ui.veil import Veil

GERMAN = (
    "Die Behörde hat elf Unternehmen einbestellt. Sie sollen ihre Dienste prüfen, bevor diese online gehen.\n"
    "\n"
    "Anlass ist die Sorge\u00a0vor Fälschungen. Der Sprecher sagte: „Wir prüfen 😀 alles.“ Das Wort الهيئة steht "
    "mitten im Satz, und 漢字 auch, und danach schwieg er lange.  "
)
ARABIC = (
    "استدعت الهيئة 11 شركة محلية، بينها Clubhouse، وطلبت منها أن تقيم نفسها، ثم أن تكتب إليها.\n"
    "وتخشى الهيئة أن تستغل التسجيلات المزيفة في تضليل الجمهور. ثم ذهب الجميع إلى البيت."
)


@pytest.fixture(autouse=True)
def _served() -> None:
    assistive.serve()


def mark(name: str, text: str, quote: str, tag: str, note: str | None = None) -> Annotation:
    start = text.index(quote)
    return Annotation(name, "a", tag, start, start + len(quote), quote, "c", "", "", note=note)


def show(qtbot: QtBot, text: str = GERMAN, *marks: Annotation) -> ReaderView:
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(420, 640)
    fill(view, text, *marks)
    view.show()
    qtbot.waitExposed(view)
    return view


def fill(view: ReaderView, text: str, *marks: Annotation) -> None:
    direction = Direction.RTL if text[:1] > "\u0500" else Direction.LTR
    language = "ar" if direction is Direction.RTL else "de"
    view.set_article(Article("a", "T", direction, "", len(text), language), text, marks, TagSet(DEFAULT_TAGS))


def asked(view: ReaderView) -> ReaderAccessible:
    found = QAccessible.queryAccessibleInterface(view)
    assert isinstance(found, ReaderAccessible)
    return found


def read(view: ReaderView) -> str:
    text = asked(view).textInterface()
    return text.text(0, text.characterCount())


def follower(view: ReaderView) -> Follower:
    found = asked(view).follower()
    assert found is not None
    return found


@pytest.mark.parametrize("text", [GERMAN, ARABIC, "", "\n\n", "😀", "a\u2028b\u2029c\ufdd0d\x0be"])
def test_text_has_the_length_and_the_words_of_the_article(qtbot: QtBot, text: str) -> None:
    view = show(qtbot, text)
    assert read(view) == text.translate(dict.fromkeys((0x2029, 0xFDD0), " "))


def test_it_can_be_read_and_not_written(qtbot: QtBot) -> None:
    found = asked(show(qtbot))
    assert found.role() is QAccessible.Role.EditableText
    assert found.state().readOnly
    assert not found.state().editable
    assert found.editableTextInterface() is None
    assert found.actionInterface() is not None


def test_a_view_without_an_article_has_no_text(qtbot: QtBot) -> None:
    view = ReaderView()
    qtbot.addWidget(view)
    assert asked(view).textInterface() is None
    fill(view, GERMAN)
    assert read(view) == GERMAN


def test_caret_and_selection_follow_in_units_of_qt(qtbot: QtBot) -> None:
    view = show(qtbot)
    text = asked(view).textInterface()
    behind = GERMAN.index("😀") + 1
    view.move_caret(Place(behind), extend=False)
    assert asked(view).textInterface().cursorPosition() == behind + 1
    view.select(Span(4, 11))
    assert asked(view).textInterface().selectionCount() == 1
    assert text.cursorPosition() == 11
    view.move_caret(Place(2), extend=True)
    assert asked(view).textInterface().cursorPosition() == 2
    view.clear_selection()
    assert asked(view).textInterface().selectionCount() == 0


def test_what_is_told_needs_no_question(qtbot: QtBot) -> None:
    view = show(qtbot)
    editor = follower(view).editor
    view.move_caret(Place(7), extend=False)
    qtbot.waitUntil(lambda: editor.textCursor().position() == 7)


def test_reader_moves_caret_and_selects(qtbot: QtBot) -> None:
    view = show(qtbot)
    text = asked(view).textInterface()
    text.setSelection(0, 4, 11)
    assert view.selection() == Span(4, 11)
    inside = GERMAN.index("😀")
    text.setCursorPosition(inside + 1)
    assert view.selection() is None
    assert view.caret == Place(inside)
    assert asked(view).textInterface().cursorPosition() == inside


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
def test_lines_and_places_are_those_of_the_page(qtbot: QtBot, text: str) -> None:
    view = show(qtbot, text)
    page = view.page
    assert page is not None
    for offset in range(0, len(text), 7):
        view.move_caret(Place(offset), extend=False)
        answering, found = asked(view).textInterface(), follower(view)
        laid, line = locate(page, Place(offset))
        unit = found._offsets.to_utf16(offset)
        layout = found.editor.document().findBlock(unit).layout()
        assert [layout.lineAt(k).textStart() for k in range(layout.lineCount())] == [one.start for one in laid.lines]
        if laid.unit(offset) >= line.end:
            continue
        box = answering.characterRect(unit)
        at = laid.layout.lineAt(line.number).cursorToX(laid.unit(offset))
        x = page.left + (at[0] if isinstance(at, tuple) else at)
        top = next(top for piece, top in view.visible() if piece is laid) + laid.lead + line.top
        origin = view.viewport().mapToGlobal(QPoint(0, 0))
        assert abs(box.left() - origin.x() - x) <= 1
        assert top <= box.center().y() - origin.y() <= top + laid.measures.line


def test_marks_are_described_innermost_first(qtbot: QtBot) -> None:
    outer = mark("1", GERMAN, "elf Unternehmen", ACTOR.id, "Namen fehlen.")
    inner = mark("2", GERMAN, "Unternehmen", CONCERN.id)
    view = show(qtbot, GERMAN, outer, inner)

    def said() -> str:
        return asked(view).text(QAccessible.Text.Description)

    assert said() == "Article with 2 mark(s)"
    view.move_caret(Place(inner.start), extend=False)
    assert said() == "concern: Unternehmen; actor: elf Unternehmen, note: Namen fehlen."
    view.move_caret(Place(outer.start), extend=False)
    assert said() == "actor: elf Unternehmen, note: Namen fehlen."
    # At its end a caret still belongs to the mark, where it stands for the character before.
    view.move_caret(Place(outer.end, True), extend=False)
    assert said().startswith("concern")
    view.move_caret(Place(outer.end), extend=False)
    assert said() == "Article with 2 mark(s)"
    view.update_annotations([outer.id], [])
    assert said() == "Article with 1 mark(s)"


def test_of_a_mark_in_fragments_only_its_words_are_said_and_of_a_hidden_one_nothing(qtbot: QtBot) -> None:
    inner, outer = mark("1", GERMAN, "elf", ACTOR.id), mark("2", GERMAN, "Unternehmen", ACTOR.id)
    start = GERMAN.index("Behörde")
    split = inner.lying_on((Span(start, start + 7), outer.span), GERMAN)
    view = show(qtbot, GERMAN, split)

    def said() -> str:
        return asked(view).text(QAccessible.Text.Description)

    view.move_caret(Place(outer.start), extend=False)
    assert said() == "actor: Behörde … Unternehmen"
    view.move_caret(Place(inner.start), extend=False)
    assert said() == "Article with 1 mark(s)"
    view.set_veil(Veil(all_hidden=True))
    view.move_caret(Place(outer.start), extend=False)
    assert said() == "Article with 0 mark(s)"


def test_a_warning_in_the_margin_is_said_when_the_caret_comes_to_its_line(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def announcement(view: ReaderView, message: str) -> QAccessibleAnnouncementEvent:
        said.append(message)
        return QAccessibleAnnouncementEvent(view, message)

    monkeypatch.setattr(accessible, "QAccessibleAnnouncementEvent", announcement)
    text = "The first line is as it seems.\nThe file is named exe\u202efdp.txt here.\nThe last is as it seems."
    view = show(qtbot, text)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)

    def go(words: str) -> str:
        view.move_caret(Place(text.index(words)), extend=False)
        return asked(view).text(QAccessible.Text.Description)

    assert "Warning" not in go("first")
    assert "Warning: RIGHT-TO-LEFT OVERRIDE (U+202E)" in go("file")
    assert "Warning" in go("named")
    assert "Warning" not in go("last")
    assert len(said) == 1
    assert said[0].startswith("Warning: RIGHT-TO-LEFT OVERRIDE")


def test_a_long_text_is_read_by_paragraphs(qtbot: QtBot) -> None:
    text = "\n".join(f"Absatz {n} 😀 hat ein paar Wörter." for n in range(WHOLE // 20)) + "\n" + "Wort " * 3000
    view = show(qtbot, text)
    assert read(view) == "Absatz 0 😀 hat ein paar Wörter."
    view.move_caret(Place(text.index("Absatz 7 😀") + 10), extend=False)
    assert read(view) == "Absatz 7 😀 hat ein paar Wörter."
    assert asked(view).textInterface().cursorPosition() == 11
    view.select_all()
    assert asked(view).textInterface().selectionCount() == 1
    view.move_caret(Place(len(text), True), extend=False)
    assert 1000 < len(read(view)) <= 3000
    fill(view, ARABIC)
    assert read(view) == ARABIC


def test_panes_come_and_go(qtbot: QtBot) -> None:
    row = QSplitter()
    qtbot.addWidget(row)
    row.show()
    for turn in range(60):
        view = ReaderView()
        row.insertWidget(turn % 2, view)
        fill(view, GERMAN, mark("1", GERMAN, "elf", ACTOR.id))
        view.show()
        assert read(view) == GERMAN
        view.select(Span(0, 11))
        if turn % 3 == 0:
            fill(view, ARABIC)
        row.insertWidget(0, view)
        if turn % 2:
            QApplication.processEvents()
        found = asked(view)
        if turn % 5 == 0:
            Shiboken.delete(view)
        else:
            view.hide()
            view.setParent(None)
            view.deleteLater()
        del view
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not Shiboken.isValid(found)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    hidden = [thing for thing in QApplication.topLevelWidgets() if isinstance(thing, QPlainTextEdit)]
    assert not hidden


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from annotator.ui.panes.pane import Pane; from annotator.ui.theme import LIGHT;"
        "pane = Pane(LIGHT); pane.show(); app.processEvents();"
        "assert 'annotator.ui.reader.accessible' not in sys.modules;"
        "from PySide6.QtGui import QAccessible; QAccessible.queryAccessibleInterface(pane.view);"
        "assert 'annotator.ui.reader.accessible' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_row_outside_the_article_is_heard(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = show(qtbot)
    text = "Startseite\n\n" + GERMAN
    article = Article("a", "T", Direction.LTR, "", len(text), "de", body=Span(12, len(text)))
    view.set_article(article, text, [], TagSet(DEFAULT_TAGS))
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    found = follower(view)
    heard: list[object] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard.append)
    for act in (lambda: view.rest_on(Side.BEFORE), lambda: view.toggle(Side.BEFORE), lambda: view.rest_on(None)):
        act()
        found.follow()
    said = [event.message() for event in heard if isinstance(event, QAccessibleAnnouncementEvent)]
    assert said == ["1 line before the article, folded", "1 line before the article, unfolded"]
