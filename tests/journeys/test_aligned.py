"""Reports side by side: pages that scroll together by what they say, and the passage that answers to another's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.values import End
from annotator.project import Project, entities, relations
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.panes.pane import Pane
from annotator.ui.reader.course import LINE
from annotator.ui.reader.decor import span_box
from annotator.ui.veil import Shades
from journeys.person import Person

FACTS = 60
MOVED = 40
"""The fact that the Arabic report tells first of all."""


def german(number: int) -> str:
    return f"Im Hafen von Norderfleet lagen an diesem Tag noch {number + 100} Schiffe, wie die Behörde dort mitteilte."


def arabic(number: int) -> str:
    return f"وقالت الهيئة في الميناء إن {number + 100} سفينة بقيت هناك."


def paragraphs(sentences: list[str]) -> str:
    return "\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)) + "\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with a report in each direction: the Arabic one is slow to begin, and tells one fact first of all."""
    order = [MOVED, *(number for number in range(FACTS) if number != MOVED)]
    long = ["وتحدث الناس طويلا عن الطقس والبحر ولم يتفقوا على شيء."] * 12
    texts = {
        "hafen": paragraphs([german(number) for number in range(FACTS)]),
        "mina": paragraphs([arabic(MOVED), *long, *(arabic(number) for number in order[1:])]),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(f"{name.title()}\n\n{text}", encoding="utf-8")
    with Project.create(tmp_path / "long.annot") as project:
        project.import_files([tmp_path / f"{name}.txt" for name in texts], event="Harbour")
    return tmp_path / "long.annot"


@pytest.fixture
def reader(sit_down: Callable[..., Person], path: Path) -> Person:
    return sit_down(path)


def compared(person: Person) -> None:
    """Wait until all that is open was compared."""
    person.wait(lambda: not person.workspace.panes.together.alignments.busy)
    person.settle()


def go_together(person: Person) -> None:
    person.shortcut("together")
    compared(person)


def wheel(pane: Pane, notches: int) -> None:
    """Turn the wheel over a page: down, where `notches` are more than none."""
    view = pane.view.viewport()
    at = QPointF(view.rect().center())
    for _ in range(abs(notches)):
        event = QWheelEvent(
            at, QPointF(view.mapToGlobal(at)), QPoint(), QPoint(0, -120 if notches > 0 else 120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, event)
        QApplication.processEvents()


def value(pane: Pane) -> int:
    return pane.view.verticalScrollBar().value()


def span_of(pane: Pane, words: str) -> Span:
    start = pane.view.text().index(words)
    return Span(start, start + len(words))


def top_of(pane: Pane, words: str) -> int | None:
    """How far down in the view words stand, in pixels; None where they are out of view."""
    assert pane.view.page is not None
    box = span_box(pane.view.visible(), pane.view.page.left, span_of(pane, words))
    return box.top() if not box.isNull() else None


def at_third(pane: Pane, words: str, within: int = 100) -> bool:
    """Whether words stand about where the page is followed: so many pixels from there."""
    top = top_of(pane, words)
    return top is not None and abs(top - pane.view.viewport().height() * LINE) < within


def both(person: Person) -> tuple[Pane, Pane]:
    return person.pane(Direction.LTR), person.pane(Direction.RTL)


def test_a_page_that_is_scrolled_takes_the_other_to_what_it_says(reader: Person) -> None:
    one, other = both(reader)
    wheel(one, 3)
    assert value(other) == 0
    wheel(one, -3)
    go_together(reader)
    for number in (14, 25, 31, 37):
        while not at_third(one, german(number), 62):
            wheel(one, 1)
        assert at_third(other, arabic(number)), number
    before = value(one)
    wheel(other, -4)
    assert value(one) < before
    for number in (30, 20):
        while not at_third(other, arabic(number), 62):
            wheel(other, -1)
        assert at_third(one, german(number)), number


def test_both_reach_their_ends_and_neither_ever_turns_back(reader: Person) -> None:
    for leader, other in (both(reader), both(reader)[::-1]):
        if not reader.workspace.panes.together.on:
            go_together(reader)
        for by, end in ((1, lambda pane: pane.view.verticalScrollBar().maximum()), (-1, lambda _pane: 0)):
            tops = [other.view.anchor]
            while value(leader) != end(leader):
                wheel(leader, by)
                tops.append(other.view.anchor)
            pairs = [(anchor.piece, anchor.offset) for anchor in tops]
            assert pairs == sorted(pairs, reverse=by < 0)
            assert value(other) == end(other)


def test_what_follows_leads_nothing(reader: Person) -> None:
    one, other = both(reader)
    go_together(reader)
    anchors = []
    one.view.scrolled.connect(lambda: anchors.append(one.view.anchor))
    wheel(one, 20)
    assert len(anchors) == 20, "the wheel has moved it, and nothing else has"
    assert value(other) > 0
    there = one.view.anchor
    wheel(other, 5)
    wheel(other, -5)
    wheel(one, 1)
    wheel(one, -1)
    assert abs(one.view.anchor.offset - there.offset) <= 3 or one.view.anchor.piece != there.piece


def test_a_page_is_let_loose_and_goes_along_again(reader: Person, sit_down: Callable[..., Person], path: Path) -> None:
    one, other = both(reader)
    assert not one.link.isVisible()
    go_together(reader)
    assert one.link.isVisible()
    assert one.link.isChecked()
    QTest.mouseClick(other.link, Qt.MouseButton.LeftButton)
    assert other.loose
    assert not other.link.isChecked()
    wheel(one, 15)
    assert value(other) == 0
    before = value(one)
    wheel(other, 2)
    assert value(one) == before
    reader.close()
    again = sit_down(path)
    one, other = both(again)
    assert (one.loose, other.loose) == (False, True)
    assert again.window.actions_["together"].isChecked()
    compared(again)
    QTest.mouseClick(other.link, Qt.MouseButton.LeftButton)
    before = value(other)
    wheel(one, 3)
    assert value(other) > before
    again.shortcut("together")
    assert not one.link.isVisible()
    before = value(other)
    wheel(one, 3)
    assert value(other) == before


def test_a_page_that_is_opened_beside_goes_along_at_once(reader: Person) -> None:
    one, other = both(reader)
    article = other.article.id if other.article is not None else ""
    go_together(reader)
    while not at_third(one, german(25), 62):
        wheel(one, 1)
    reader.workspace.panes.close_pane(other)
    wheel(one, 6)
    opened = reader.workspace.panes.open_beside(article)
    assert opened is not None
    compared(reader)
    assert opened.link.isVisible()
    before = opened.view.anchor
    assert before.piece > 10
    wheel(one, 1)
    wheel(one, -1)
    assert opened.view.anchor.piece == before.piece
    assert abs(opened.view.anchor.offset - before.offset) < 30, "it was where it should be"


def test_a_jump_takes_the_others_along(reader: Person) -> None:
    one, other = both(reader)
    mark = reader.tag(one, f"{35 + 100}", Qt.Key.Key_1)
    reader.press(Qt.Key.Key_Escape, pane=one)
    one.view.scroll_to_place(0)
    go_together(reader)
    reader.workspace.marking.go_to(mark.id)
    assert at_third(other, arabic(35))
    field = reader.sides.find_field
    reader.window.activateWindow()
    reader.wait(reader.window.isActiveWindow)
    reader.shortcut("find")
    reader.wait(field.field.hasFocus)
    field.field.clear()
    QTest.keyClicks(field.field, str(15 + 100))
    reader.wait(lambda: field.count.text().endswith("of 2"))
    reader.wait(lambda: at_third(one, german(15)) and at_third(other, arabic(15)))


def test_pages_of_other_events_stay_where_they_are(reader: Person, tmp_path: Path) -> None:
    third, fourth = tmp_path / "third.txt", tmp_path / "fourth.txt"
    third.write_text("Third\n\n" + paragraphs([german(number) + " So." for number in range(FACTS)]), encoding="utf-8")
    fourth.write_text("Fourth\n\n" + paragraphs([german(number) + " Ja." for number in range(FACTS)]), encoding="utf-8")
    reader.project.import_files([third], event="Elsewhere")
    reader.project.import_files([fourth], event="Harbour")
    reader.workspace.session.read_again()
    for article in reader.project.articles():
        if reader.workspace.panes.pane_of(article.id) is None:
            reader.workspace.panes.open_beside(article.id)
    reader.window.resize(1900, 900)
    reader.settle()
    panes = {pane.article.title: pane for pane in reader.panes if pane.article is not None}
    leader = reader.pane(Direction.RTL)
    go_together(reader)
    assert not panes["Third"].link.isVisible()
    wheel(leader, 25)
    assert value(panes["Third"]) == 0
    assert value(panes["Fourth"]) > 0
    assert value(panes["Hafen"]) > 0


def answers(person: Person) -> str:
    person.shortcut("counterpart")
    compared(person)
    person.wait(lambda: bool(person.message()))
    return person.message()


def test_the_counterpart_of_what_is_selected_is_lit(reader: Person) -> None:
    one, other = both(reader)
    reader.drag(one, f"noch {MOVED + 100} Schiffe")
    before = value(one)
    said = answers(reader)
    assert f"by: \u2068{MOVED + 100}\u2069" in said
    assert "Mina" in said
    answer = span_of(other, arabic(MOVED))
    assert other.view.answer == (answer, span_of(other, f"{MOVED + 100}"))
    assert other.view.scene.answer == other.view.answer
    assert not one.view.answer, "what was asked about is selected"
    assert top_of(other, arabic(MOVED)) is not None
    assert value(one) == before
    # Words that stand alone are answered by what names them, and brought to a third of the height.
    reader.drag(one, f"{30 + 100}")
    answers(reader)
    top = top_of(other, arabic(30))
    assert top is not None
    assert abs(top - other.view.viewport().height() * LINE) < 30
    reader.press(Qt.Key.Key_Escape, pane=one)
    assert not other.view.answer


def test_the_sentence_that_is_read_is_asked_about_and_lit_too(reader: Person) -> None:
    one, other = both(reader)
    reader.click(one, f"{20 + 100}")
    answers(reader)
    assert one.view.answer == (span_of(one, german(20)),)
    assert other.view.answer[0] == span_of(other, arabic(20))
    reader.press(Qt.Key.Key_Escape, pane=other)
    assert one.view.answer == other.view.answer == ()
    # With the caret out of view it is what stands in the middle.
    reader.workspace.panes.make_current(one)
    one.view.scroll_to_place(span_of(one, german(44)).start)
    answers(reader)
    (asked,) = one.view.answer
    assert top_of(one, asked.of(one.view.text())) is not None
    assert "Schiffe" in asked.of(one.view.text())


def test_after_a_counterpart_pages_scroll_on_without_a_leap(reader: Person) -> None:
    one, other = both(reader)
    go_together(reader)
    reader.drag(one, f"{MOVED + 100}")
    answers(reader)
    shown = value(other)
    wheel(one, 1)
    assert abs(value(other) - shown) < 400, "it stands far from where it should be, and is on its way there"
    wheel(one, 200)
    assert value(other) == other.view.verticalScrollBar().maximum()


def test_where_nothing_answers_that_is_said(reader: Person) -> None:
    _, other = both(reader)
    reader.drag(other, "وتحدث الناس طويلا عن الطقس")
    assert answers(reader).startswith("Nothing in “\u2068Hafen\u2069” answers to this")
    assert all(pane.view.answer == () for pane in reader.panes)


def test_with_no_other_report_open_it_is_said_what_to_open(reader: Person) -> None:
    reader.workspace.panes.close_pane(reader.pane(Direction.RTL))
    reader.drag(reader.panes[0], f"{20 + 100}")
    assert "“\u2068Harbour\u2069”" in answers(reader)
    reader.workspace.panes.close_pane()
    assert not reader.window.actions_["counterpart"].isEnabled()


def test_ties_of_marks_are_known_to_it(person: Person) -> None:
    german_, arabic_ = person.pane(Direction.LTR), person.pane(Direction.RTL)
    marks = [person.tag(german_, "ihre neuen Lotsendienste", Qt.Key.Key_2)]
    marks.append(person.tag(arabic_, "الرسائل المزيفة", Qt.Key.Key_2))
    person.workspace.marking.go_to(marks[0].id)
    assert answers(person).startswith("Nothing in")
    person.workspace.session.edit(lambda: entities.tie(person.project, marks, "Danger"))
    person.workspace.marking.go_to(marks[0].id)
    answers(person)
    assert "الرسائل المزيفة" in arabic_.view.answer[0].of(arabic_.view.text())
    assert arabic_.view.answer[1].of(arabic_.view.text()) == "الرسائل المزيفة"


def test_relations_between_reports_are_known_to_it(person: Person) -> None:
    german_, arabic_ = person.pane(Direction.LTR), person.pane(Direction.RTL)
    demand = person.tag(german_, "ihre neuen Lotsendienste", Qt.Key.Key_2)
    fear = person.tag(arabic_, "الرسائل المزيفة", Qt.Key.Key_3)
    kind = relations.find_type(person.project, "answers")
    person.workspace.session.edit(
        lambda: relations.add_relation(person.project, kind, End(annotation=demand.id), End(annotation=fear.id))
    )
    person.workspace.marking.go_to(fear.id)
    answers(person)
    assert german_.view.answer[1:] == (demand.span,)
    # What is hidden speaks for nothing.
    veils = person.workspace.panes.veils
    veils.become(replace(veils.veil, tags=Shades(hidden=frozenset({demand.tag}))))
    person.workspace.marking.go_to(fear.id)
    assert answers(person).startswith("Nothing in")


def test_it_is_offered_in_the_menu_of_words(reader: Person) -> None:
    one, other = both(reader)
    reader.drag(one, f"{20 + 100}")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(one.view.viewport(), event)
    menu = reader.menu()
    next(action for action in menu.actions() if action.text() == "Show the counterpart").trigger()
    menu.close()
    compared(reader)
    assert other.view.answer


def test_nothing_is_compared_before_somebody_asks(path: Path, tmp_path: Path) -> None:
    told = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication\n"
        "from annotator.app import Desktop, make_application; from annotator.ui.settings import Settings\n"
        "app = make_application(); here = Path(sys.argv[1])\n"
        "desktop = Desktop(app, Settings(here / 's.ini')); window = desktop.open(here / 'long.annot')\n"
        "while window.workspace is None or window.workspace.sides is None: QApplication.processEvents()\n"
        "for _ in range(50): QApplication.processEvents()\n"
        "assert not {'annotator.analysis.aligning', 'annotator.ui.panes.alignments'} & set(sys.modules)\n"
        "desktop.quit()\n"
    )
    done = subprocess.run([sys.executable, "-c", told, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
