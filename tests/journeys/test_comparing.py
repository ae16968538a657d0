"""Two reports side by side: opened, read, judged with a sentence, undone, filtered, gone from to a place and back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from annotator.analysis.comparison import RowState, Silence
from annotator.app import Desktop
from annotator.core.change import ChangeKind
from annotator.core.values import Annotation, ReadingState, Verdict
from annotator.project import Project, edits, entities, filing
from annotator.text.direction import Direction
from annotator.ui.compare.canvas import Canvas, Spot
from annotator.ui.compare.cells import Go
from annotator.ui.compare.commands import Compare
from annotator.ui.compare.outline import Kind, Line
from journeys.person import Person

KEY = Qt.Key
ACTOR, DIRECTIVE, CONCERN = (f"00000000-0000-7000-8000-00000000000{number}" for number in (1, 2, 3))


def mark(project: Project, direction: Direction, quote: str, tag: str, entity: str, whole: str | None = None) -> None:
    """Mark words and tie them to an entity of this name, which may be part of another."""
    article = next(article for article in project.articles() if article.direction is direction)
    change = edits.annotate_quote(project, article.id, quote, tag, occurrence=1)
    assert not isinstance(change, Annotation)
    project.do(change)
    made = change.edits[0].after
    assert isinstance(made, Annotation)
    if not entities.called(project, entity):
        above = entities.called(project, whole)[0].id if whole else None
        project.do(entities.add_entity(project, entity, tag=tag, part_of=above))
    project.do(entities.tie(project, [made], entities.called(project, entity)[0]))


@pytest.fixture
def path(reports: list[Path], tmp_path: Path) -> Path:
    """Both reports marked and tied, the German one declared done; a mark of it is tied to nothing."""
    path = tmp_path / "harbour.annot"
    with Project.create(path, coder="Ada") as project:
        project.import_files(reports, event="Harbour")
        mark(project, Direction.LTR, "zwölf Reedereien", ACTOR, "The lines")
        mark(project, Direction.LTR, "Blauwal", ACTOR, "Blauwal", "The lines")
        mark(project, Direction.LTR, "Kestrel Lines", ACTOR, "Kestrel", "The lines")
        mark(project, Direction.LTR, "ihre neuen Lotsendienste selbst prüfen", DIRECTIVE, "Test yourselves")
        mark(project, Direction.RTL, "12 شركة ملاحة", ACTOR, "The lines")
        mark(project, Direction.RTL, "Kestrel Lines", ACTOR, "Kestrel")
        mark(project, Direction.RTL, "أن تفحص خدماتها الجديدة", DIRECTIVE, "Test yourselves")
        mark(project, Direction.RTL, "تضلل الرسائل المزيفة السفن", CONCERN, "Ships are misled")
        german = next(a for a in project.articles() if a.direction is Direction.LTR)
        loose = edits.annotate_quote(project, german.id, "Norderfleet", ACTOR)
        assert not isinstance(loose, Annotation)
        project.do(loose)
        project.do(filing.set_status(project, [german], ReadingState.DONE))
    return path


@pytest.fixture
def reader(path: Path, sit_down: Callable[..., Person]) -> Person:
    return sit_down(path)


def comparing(person: Person) -> Compare:
    """Press the key that compares, and return what shows it."""
    person.shortcut("compare")
    person.settle()
    compare = person.workspace.comparing.compare
    assert person.workspace.comparing.shown
    return compare


def line_of(compare: Compare, name: str) -> Line:
    return next(line for line in compare.page.canvas.book.lines if line.row and line.row.entity.name == name)


def point_of(canvas: Canvas, name: str, place: int, wanted: Callable[[Spot], bool] = lambda _spot: True) -> QPoint:
    """Return a point of the view where a row's cell is (-1: its label), and what lies there is as `wanted`."""
    line = next(line for line in canvas.book.lines if (line.row and line.row.entity.name == name) or line.key == name)
    canvas.reveal(canvas.book.places[line.key])
    top = dict(canvas.visible())[canvas.book.places[line.key]]
    column = canvas.book.plan.column(place)
    assert column is not None
    for y in range(top + 6, top + canvas.book.heights[canvas.book.places[line.key]] - 4, 4):
        for x in range(column.left - canvas.left, column.right - canvas.left, 6):
            spot = canvas.at(QPoint(x, y))
            if spot is not None and spot.line == line and spot.place == place and wanted(spot):
                return QPoint(x, y)
    raise AssertionError(f"{name} has nothing of the kind there")


def click(canvas: Canvas, point: QPoint) -> None:
    QTest.mouseMove(canvas.viewport(), point)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    QApplication.processEvents()


def press(canvas: Canvas, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(canvas, key, modifier)
    QApplication.processEvents()


def words(compare: Compare, name: str, place: int) -> str:
    """Return all that a cell shows."""
    book = compare.page.canvas.book
    box = book.set(book.places[line_of(compare, name).key]).cells[place]
    return "\n".join("".join(s.text for s in placed.paragraph.stretches) for placed in box.placed)


def test_from_words_to_a_finding(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mark and tie in two reports, compare, say what differs, take it back, narrow, go there and back, export."""
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    for pane, quote, name in (
        (german, "zwölf Reedereien", "The lines"),
        (german, "Blauwal", "Blauwal"),
        (arabic, "12 شركة", "The lines"),
    ):
        person.tag(pane, quote, KEY.Key_1)
        field = person.sides.card.entity
        field.setFocus()
        field.setText(name)
        QTest.keyClick(field, KEY.Key_Return)
        person.settle()
    compare = comparing(person)
    canvas = compare.page.canvas
    assert [line.row.entity.name for line in canvas.book.lines if line.row] == ["The lines", "Blauwal"]
    press(canvas, KEY.Key_Home)
    press(canvas, KEY.Key_Down)
    press(canvas, KEY.Key_D)
    person.wait(lambda: person.window.focusWidget() is compare.page.field.text)
    QTest.keyClicks(compare.page.field.text, "The German report names one of them.")
    QTest.keyClick(compare.page.field.text, KEY.Key_Return)
    person.settle()
    assert person.project.judgements()[0].sentence == "The German report names one of them."
    person.shortcut("undo")
    assert person.project.judgements() == ()
    person.shortcut("redo")
    person.settle()
    row = line_of(compare, "The lines").row
    assert row is not None
    assert row.state is RowState.DIFFERS
    QTest.mouseClick(compare.page.bar.states[RowState.DIFFERS], Qt.MouseButton.LeftButton)
    assert [line.row.entity.name for line in canvas.book.lines if line.row] == ["The lines"]
    left = canvas.book.plan.columns[0].place
    click(canvas, point_of(canvas, "The lines", left, lambda spot: isinstance(spot.link, Go)))
    person.settle()
    focus = person.workspace.marking.focused()
    assert focus is not None
    assert focus.quote == "12 شركة"
    person.press(KEY.Key_Escape)
    person.press(KEY.Key_Escape)
    person.settle()
    assert person.workspace.comparing.shown
    target = tmp_path / "lines.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    compare.exporting.ask("html")
    page = target.read_text(encoding="utf-8")
    assert "The German report names one of them." in page
    assert "zwölf Reedereien" in page


def test_nothing_of_it_is_loaded_before_it_is_opened(path: Path, tmp_path: Path) -> None:
    told = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication\n"
        "from annotator.app import Desktop, make_application; from annotator.ui.settings import Settings\n"
        "app = make_application(); here = Path(sys.argv[1])\n"
        "desktop = Desktop(app, Settings(here / 's.ini')); window = desktop.open(here / 'harbour.annot')\n"
        "while window.workspace is None or window.workspace.sides is None: QApplication.processEvents()\n"
        "for _ in range(50): QApplication.processEvents()\n"
        "assert not [name for name in sys.modules if 'compar' in name and name.startswith('annotator')]\n"
        "desktop.quit()\n"
    )
    done = subprocess.run([sys.executable, "-c", told, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_two_reports_stand_side_by_side(reader: Person) -> None:
    compare = comparing(reader)
    plan = compare.page.canvas.book.plan
    assert plan.paired
    left, middle, right = plan.columns
    assert left.report is not None
    assert left.report.direction is Direction.RTL
    assert middle.report is None
    assert right.report is not None
    assert right.report.direction is Direction.LTR
    rows = [(line.row.entity.name, line.row.depth) for line in compare.page.canvas.book.lines if line.row]
    assert rows == [
        ("The lines", 0), ("Kestrel", 1), ("Blauwal", 1), ("Test yourselves", 0), ("Ships are misled", 0),
    ]  # fmt: skip
    assert words(compare, "The lines", left.place) == "12 شركة ملاحة"
    assert words(compare, "The lines", right.place) == "zwölf Reedereien"
    misled = line_of(compare, "Ships are misled").row
    blauwal = line_of(compare, "Blauwal").row
    assert misled is not None
    assert blauwal is not None
    assert misled.cells[right.place].silence is Silence.NOT_SAID, "the German report is declared done"
    assert blauwal.cells[left.place].silence is Silence.NOT_READ
    assert words(compare, "Ships are misled", right.place) == "not said here"
    assert words(compare, "Blauwal", left.place) == "not read for this yet"
    assert compare.page.bar.summary.text() == "5 rows"


def test_a_difference_is_confirmed_with_a_sentence_and_undone(reader: Person) -> None:
    compare = comparing(reader)
    canvas, field = compare.page.canvas, compare.page.field
    click(canvas, point_of(canvas, "The lines", -1, lambda spot: spot.link is None and not spot.line.folded))
    if line_of(compare, "The lines").folded:
        press(canvas, KEY.Key_Space)
    press(canvas, KEY.Key_D)
    assert field.isVisible()
    reader.wait(lambda: reader.window.focusWidget() is field.text)
    QTest.keyClicks(field.text, "Only the German report names Blauwal.")
    QTest.keyClick(field.text, KEY.Key_Return)
    reader.settle()
    assert not field.isVisible()
    row = line_of(compare, "The lines").row
    assert row is not None
    assert row.state is RowState.DIFFERS
    (judgement,) = reader.project.judgements()
    assert (judgement.verdict, judgement.sentence) == (Verdict.DIFFERS, "Only the German report names Blauwal.")
    assert compare.page.bar.states[RowState.DIFFERS].text().endswith("1")
    spot = Spot(line_of(compare, "The lines"), -1)
    assert "Ada" in canvas.tip(spot) or reader.project.coder.name in canvas.tip(spot), "who judged is told"
    reader.shortcut("undo")
    reader.settle()
    row = line_of(compare, "The lines").row
    assert row is not None
    assert row.judgement is None
    assert reader.project.judgements() == ()
    press(canvas, KEY.Key_S)
    row = line_of(compare, "The lines").row
    assert row is not None
    assert row.state is RowState.SAME
    press(canvas, KEY.Key_Delete)
    row = line_of(compare, "The lines").row
    assert row is not None
    assert row.judgement is None, "it is taken back"


def test_a_row_that_changed_since_it_was_judged_says_so_until_it_is_judged_anew(reader: Person) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas

    def outdated() -> bool:
        book = canvas.book
        label = book.set(book.places[line_of(compare, "Kestrel").key]).label
        assert label is not None
        texts = [stretch.text for placed in label.box.placed for stretch in placed.paragraph.stretches]
        return "changed since it was judged" in texts

    canvas.go(line_of(compare, "Kestrel").key, -1)
    press(canvas, KEY.Key_S)
    reader.settle()
    assert not outdated()
    (before,) = reader.project.judgements()
    kestrel = entities.called(reader.project, "Kestrel")[0].id
    mark = next(mark for mark in reader.project.annotations() if mark.entity == kestrel)
    QTest.qWait(5)
    reader.workspace.session.do(edits.set_note(reader.project, mark, "named first"))
    reader.settle()
    assert outdated()
    press(canvas, KEY.Key_S)
    reader.settle()
    assert not outdated()
    (after,) = reader.project.judgements()
    assert (after.id, after.verdict) == (before.id, before.verdict)
    reader.shortcut("undo")
    reader.settle()
    assert outdated()


def test_escape_keeps_no_sentence(reader: Person) -> None:
    compare = comparing(reader)
    canvas, field = compare.page.canvas, compare.page.field
    canvas.go(line_of(compare, "Kestrel").key, -1)
    press(canvas, KEY.Key_F2)
    assert field.isVisible()
    QTest.keyClicks(field.text, "never mind")
    QTest.keyClick(field.text, KEY.Key_Escape)
    assert not field.isVisible()
    assert reader.window.focusWidget() is canvas
    assert reader.project.judgements() == ()
    assert reader.workspace.comparing.shown


def test_a_click_leads_to_the_place_and_escape_back(reader: Person) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    german = next(column for column in canvas.book.plan.columns if column.report is not None and not column.rtl)
    click(canvas, point_of(canvas, "Test yourselves", german.place, lambda spot: isinstance(spot.link, Go)))
    reader.settle()
    assert not reader.workspace.comparing.shown
    focus = reader.workspace.marking.focused()
    assert focus is not None
    assert focus.quote.startswith("ihre neuen Lotsendienste")
    assert reader.workspace.comparing.way_back.isVisible()
    reader.press(KEY.Key_Escape)
    reader.press(KEY.Key_Escape)
    reader.settle()
    assert reader.workspace.comparing.shown
    assert canvas.key == line_of(compare, "Test yourselves").key, "where one was"
    press(canvas, KEY.Key_Escape)
    assert not reader.workspace.comparing.shown
    assert not reader.workspace.comparing.way_back.isVisible()


def test_the_key_of_the_mouse_that_goes_back_does(reader: Person) -> None:
    compare = comparing(reader)
    compare.go_to(reader.marks()[0].id)
    reader.settle()
    current = reader.workspace.panes.current
    assert current is not None
    QTest.mouseClick(current.view.viewport(), Qt.MouseButton.BackButton)
    assert reader.workspace.comparing.shown


def test_the_wheel_of_a_mouse_scrolls_in_small_steps(reader: Person) -> None:
    canvas = comparing(reader).page.canvas
    reader.window.resize(1000, 480)
    reader.settle()
    bar = canvas.verticalScrollBar()
    canvas.glide(84)
    reader.wait(lambda: bar.value() == 84)
    canvas.glide(60)
    canvas.glide(-30)
    reader.wait(lambda: bar.value() < 144)


def test_what_is_not_read_yet_opens_the_article(reader: Person) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    arabic = next(column for column in canvas.book.plan.columns if column.rtl)
    click(canvas, point_of(canvas, "Blauwal", arabic.place, lambda spot: spot.link is not None))
    assert not reader.workspace.comparing.shown
    current = reader.workspace.panes.current
    assert current is not None
    assert current.article == arabic.report
    reader.workspace.comparing.way_back.click()
    assert reader.workspace.comparing.shown


def test_keys_walk_from_cell_to_cell(reader: Person) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    assert reader.window.focusWidget() is canvas
    press(canvas, KEY.Key_Home)
    press(canvas, KEY.Key_Down)
    current = canvas.current()
    assert current is not None
    assert current.row is not None
    assert current.row.entity.name == "The lines"
    canvas.place = -1
    press(canvas, KEY.Key_Right)
    column = canvas.book.plan.column(canvas.place)
    assert column is not None
    assert not column.rtl, "the page from left to right lies on the right"
    press(canvas, KEY.Key_Left)
    press(canvas, KEY.Key_Left)
    column = canvas.book.plan.column(canvas.place)
    assert column is not None
    assert column.rtl
    assert "12 شركة ملاحة" in canvas.accessibleDescription()
    press(canvas, KEY.Key_Return)
    reader.settle()
    focus = reader.workspace.marking.focused()
    assert focus is not None
    assert focus.quote == "12 شركة ملاحة"


def test_rows_are_filtered_by_state_words_and_report(reader: Person) -> None:
    compare = comparing(reader)
    bar, book = compare.page.bar, compare.page.canvas.book
    bar.states[RowState.ONLY_HERE].click()
    assert [line.row.entity.name for line in book.lines if line.row] == ["Ships are misled"]
    assert bar.summary.text() == "1 of 5 rows"
    bar.states[RowState.SAME].click()
    bar.clear.click()
    assert len([line for line in book.lines if line.row]) == 5
    press(compare.page.canvas, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert reader.window.focusWidget() is bar.words
    QTest.keyClicks(bar.words, "kestrel")
    reader.wait(lambda: len([line for line in book.lines if line.row]) == 2)
    assert [line.row.entity.name for line in book.lines if line.row] == ["The lines", "Kestrel"], "with its whole"
    QTest.keyClicks(bar.words, "nobody says this")
    reader.wait(lambda: compare.page.is_empty)
    assert compare.page.empty.text.text() == "No row fits the filter."
    compare.page.empty.button.click()
    assert len([line for line in book.lines if line.row]) == 5
    assert reader.window.focusWidget() is compare.page.canvas


def test_parts_and_tags_are_folded(reader: Person) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    canvas.go(line_of(compare, "The lines").key, -1)
    press(canvas, KEY.Key_Space)
    names = [line.row.entity.name for line in canvas.book.lines if line.row]
    assert names == ["The lines", "Test yourselves", "Ships are misled"]
    press(canvas, KEY.Key_Space)
    assert len([line for line in canvas.book.lines if line.row]) == 5
    press(canvas, KEY.Key_Home)
    press(canvas, KEY.Key_Return)
    assert [line.kind for line in canvas.book.lines][:2] == [Kind.HEADING, Kind.HEADING]


def test_marks_that_are_tied_to_nothing_are_listed_and_opened(reader: Person) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    german = next(column for column in canvas.book.plan.columns if column.report is not None and not column.rtl)
    key = f"loose {ACTOR}"
    click(canvas, point_of(canvas, key, german.place, lambda spot: spot.link is not None))
    click(canvas, point_of(canvas, key, german.place, lambda spot: isinstance(spot.link, Go)))
    reader.settle()
    focus = reader.workspace.marking.focused()
    assert focus is not None
    assert focus.quote == "Norderfleet"


def test_it_follows_edits_and_keeps_its_place(reader: Person) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    canvas.go(line_of(compare, "Ships are misled").key, -1)
    project = reader.project
    german = next(a for a in project.articles() if a.direction is Direction.LTR)
    change = edits.annotate_quote(project, german.id, "gefälschte Funksprüche", CONCERN)
    assert not isinstance(change, Annotation)
    reader.workspace.session.do(change)
    made = next(edit.after for edit in change.edits if isinstance(edit.after, Annotation))
    entity = entities.called(project, "Ships are misled")[0]
    reader.workspace.session.do(entities.tie(project, [made], entity))
    reader.settle()
    row = line_of(compare, "Ships are misled").row
    assert row is not None
    assert row.state is RowState.SAME
    assert canvas.key == line_of(compare, "Ships are misled").key
    arabic = next(a for a in project.articles() if a.direction is Direction.RTL)
    reader.workspace.session.do(filing.set_status(project, [arabic], ReadingState.DONE))
    reader.settle()
    blauwal = line_of(compare, "Blauwal").row
    assert blauwal is not None
    assert blauwal.state is RowState.ONLY_HERE


def test_a_mark_chosen_in_a_list_is_shown_on_its_page(reader: Person) -> None:
    for _ in range(2):
        comparing(reader)
        reader.sides.marks.chosen.emit(reader.marks()[0].id)
        reader.settle()
        assert not reader.workspace.comparing.shown
        assert reader.workspace.comparing.way_back.isVisible()


def test_a_row_is_copied_as_text(reader: Person) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    canvas.go(line_of(compare, "The lines").key, -1)
    press(canvas, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert "zwölf Reedereien" in text
    assert "12 شركة ملاحة" in text
    compare.exporting.copy_all()
    assert "not said here" in QGuiApplication.clipboard().text()


def test_the_wheel_scrolls_and_control_with_it_does_not(reader: Person) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    reader.window.resize(1000, 480)
    reader.settle()
    bar = canvas.verticalScrollBar()
    assert bar.maximum() > 0

    def turn(by: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        here, way = QPointF(canvas.viewport().rect().center()), QPoint(0, by)
        there = QPointF(canvas.viewport().mapToGlobal(here.toPoint()))
        none = Qt.MouseButton.NoButton
        event = QWheelEvent(here, there, way, way, none, modifier, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(canvas.viewport(), event)

    turn(-50)
    assert bar.value() == 50
    turn(-50, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() == 50
    turn(10_000)
    assert bar.value() == 0
    turn(-100_000)
    assert bar.value() == bar.maximum()
    last = canvas.visible()[-1]
    assert last[1] + canvas.book.heights[last[0]] == canvas.viewport().height(), "the end lies at the foot"


def test_what_is_withheld_is_not_compared(path: Path, sit_down: Callable[..., Person]) -> None:
    with Project.open(path, coder="Jo") as project:
        mark(project, Direction.LTR, "Sorge", CONCERN, "A secret of Jo")
    reader = sit_down(path)
    reader.shortcut("blind")
    compare = comparing(reader)
    names = [line.row.entity.name for line in compare.page.canvas.book.lines if line.row]
    assert "A secret of Jo" not in names
    reader.shortcut("blind")
    reader.settle()
    names = [line.row.entity.name for line in compare.page.canvas.book.lines if line.row]
    assert "A secret of Jo" in names


def test_without_an_event_it_says_what_to_do(
    reports: list[Path], tmp_path: Path, sit_down: Callable[..., Person]
) -> None:
    path = tmp_path / "plain.annot"
    with Project.create(path) as project:
        project.import_files(reports)
    reader = sit_down(path)
    compare = comparing(reader)
    assert compare.page.is_empty
    assert "no event" in compare.page.empty.text.text()
    project = reader.project
    first, second = project.articles()
    reader.workspace.session.do(filing.put_into_event(project, [first], "Harbour"))
    reader.settle()
    reader.workspace.comparing.open(project.events()[0])
    assert "one report" in compare.page.empty.text.text()
    reader.workspace.session.do(filing.put_into_event(project, [second], "Harbour"))
    reader.settle()
    assert "Nothing is marked" in compare.page.empty.text.text()
    compare.page.empty.button.click()
    assert not reader.workspace.comparing.shown


def test_marks_without_a_tie_come_with_a_hint(
    reports: list[Path], tmp_path: Path, sit_down: Callable[..., Person]
) -> None:
    path = tmp_path / "loose.annot"
    with Project.create(path) as project:
        project.import_files(reports, event="Harbour")
        german = next(a for a in project.articles() if a.direction is Direction.LTR)
        change = edits.annotate_quote(project, german.id, "Hafenamt", ACTOR, occurrence=1)
        assert not isinstance(change, Annotation)
        project.do(change)
    reader = sit_down(path)
    compare = comparing(reader)
    assert not compare.page.is_empty
    assert "Nothing is tied yet" in compare.page.hint.text()
    assert compare.page.hint.isVisible()


def test_it_is_opened_from_the_library(reader: Person) -> None:
    reader.sides.filing.compare_requested.emit(reader.project.events()[0])
    assert reader.workspace.comparing.shown
    reader.sides.library.chosen.emit(reader.project.articles()[0].id) if hasattr(
        reader.sides.library, "chosen"
    ) else None
    reader.shortcut("compare")
    assert not reader.workspace.comparing.shown


def test_a_judgement_of_another_window_is_followed(reader: Person, path: Path) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    canvas.go(line_of(compare, "The lines").key, -1)
    press(canvas, KEY.Key_S)
    with Project.open(path, coder="Ada") as other:
        (judgement,) = other.judgements()
        changed = replace(judgement, sentence="All the same")
        assert changed.sentence
        entry = other.history()[0]
        assert entry.kind is ChangeKind.JUDGE
        other.revert(entry)
    reader.workspace.session.look_elsewhere()
    reader.settle()
    row = line_of(compare, "The lines").row
    assert row is not None
    assert row.judgement is None


def test_columns_are_hidden_and_come_back(reader: Person) -> None:
    compare = comparing(reader)
    book = compare.page.canvas.book
    first = book.plan.columns[0].report
    assert first is not None
    compare.hide_column(first.id)
    assert not book.plan.paired
    assert len(book.plan.columns) == 2
    compare.show_all_columns()
    assert book.plan.paired


def test_it_is_exported_as_it_is_shown(reader: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    canvas.go(line_of(compare, "The lines").key, -1)
    press(canvas, KEY.Key_D)
    reader.wait(lambda: reader.window.focusWidget() is compare.page.field.text)
    QTest.keyClicks(compare.page.field.text, "Blauwal is named once.")
    QTest.keyClick(compare.page.field.text, KEY.Key_Return)
    target = tmp_path / "harbour.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    menu = compare.page.bar.export.menu()
    next(action for action in menu.actions() if action.objectName() == "html").trigger()
    page = target.read_text(encoding="utf-8")
    assert "Blauwal is named once." in page
    assert "12 شركة ملاحة" in page
    assert "5 rows" in reader.message()
    compare.page.bar.states[RowState.ONLY_HERE].click()
    next(action for action in menu.actions() if action.objectName() == "markdown").trigger()
    written = (tmp_path / "harbour.html").read_text(encoding="utf-8")
    assert "Ships are misled" in written
    assert "Test yourselves" not in written, "only what is shown is written"


def test_a_report_is_declared_done_in_its_head(reader: Person) -> None:
    compare = comparing(reader)
    header = compare.page.header
    arabic = next(column for column in compare.page.canvas.book.plan.columns if column.rtl)
    point = QPoint(arabic.left + 30, header.height() - 15)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, header.mapToGlobal(point))
    QApplication.sendEvent(header, event)
    menu = reader.menu()
    next(action for action in menu.actions() if action.text() == "Declared done").trigger()
    menu.close()
    reader.settle()
    blauwal = line_of(compare, "Blauwal").row
    assert blauwal is not None
    assert blauwal.cells[arabic.place].silence is Silence.NOT_SAID
    assert "done" in header.meta(arabic.report) if arabic.report else False


def test_what_is_done_on_pages_shows_them(reader: Person) -> None:
    comparing(reader)
    reader.shortcut("find")
    assert not reader.workspace.comparing.shown
    assert reader.workspace.comparing.way_back.isVisible()
    assert reader.window.focusWidget() is reader.sides.find_field.field


def test_a_window_is_closed_while_it_compares(reader: Person) -> None:
    comparing(reader)
    reader.close()
    assert reader.owner.workspace is None


def test_in_the_dark_and_larger_it_is_set_anew(reader: Person, desktop: Desktop) -> None:
    compare = comparing(reader)
    canvas = compare.page.canvas
    height = canvas.book.set(1).height
    reader.shortcut("zoom_in")
    assert canvas.book.set(1).height > height
    desktop.choose_theme("dark")
    reader.settle()
    assert canvas.book.sheet.theme.name == "dark"
    middle = canvas.viewport().rect().center()
    assert canvas.viewport().grab().toImage().pixelColor(middle.x(), 3).lightnessF() < 0.5


def test_an_entity_named_in_a_sentence_leads_to_its_row(reader: Person) -> None:
    compare = comparing(reader)
    entity = entities.called(reader.project, "The lines")[0]
    compare.page.bar.states[RowState.ONLY_HERE].click()
    assert f"row {entity.id}" not in compare.page.canvas.book.places
    compare.find(entity.id)
    assert compare.page.canvas.key == f"row {entity.id}", "whatever kept it out of sight"
    reader.workspace.session.do(entities.add_entity(reader.project, "Nobody", tag=ACTOR))
    reader.settle()
    compare.find(entities.called(reader.project, "Nobody")[0].id)
    assert "has no row" in reader.message()


def test_columns_are_moved_by_dragging_and_chosen_from_a_menu(reader: Person) -> None:
    compare = comparing(reader)
    header, book = compare.page.header, compare.page.canvas.book
    compare.hide_column(book.plan.columns[0].report.id if book.plan.columns[0].report else "")
    label = QPoint(book.plan.labels.left + 20, header.height() - 15)
    QTest.mouseClick(header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, label)
    menu = reader.menu()
    next(action for action in menu.actions() if action.text() == "Show all columns").trigger()
    menu.close()
    assert book.plan.paired
    german = next(column for column in book.plan.columns if column.report is not None and not column.rtl)
    QTest.mouseClick(
        header,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(german.left + 30, header.height() - 15),
    )
    assert not reader.workspace.comparing.shown, "a click on a head opens its article"
    current = reader.workspace.panes.current
    assert current is not None
    assert current.article == german.report


def test_a_heading_that_the_keyboard_is_on_has_a_ring(reader: Person) -> None:
    canvas = comparing(reader).page.canvas
    press(canvas, KEY.Key_Down)
    without = canvas.viewport().grab().toImage()
    press(canvas, KEY.Key_Home)
    line = canvas.current()
    assert line is not None
    assert line.kind is Kind.HEADING
    place, top = canvas.visible()[0]
    ringed = canvas.viewport().grab().toImage()
    changed = [
        (x, y)
        for y in range(top, top + canvas.book.heights[place])
        for x in range(ringed.width())
        if ringed.pixelColor(x, y) != without.pixelColor(x, y)
    ]
    assert len({x for x, _y in changed}) > 40, "around the name and its number"
    assert len({y for _x, y in changed}) > 18
