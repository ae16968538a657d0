"""Blind mode: nothing of what others have marked is seen anywhere before an article is declared done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.ids import new_id, now
from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import Annotation, Article, End, ReadingState, Relation, RelationType
from annotator.project import Project, edits, filing
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.export import ExportDialog
from annotator.ui.reader.accessible import ReaderAccessible
from journeys.person import ARABIC, GERMAN, Person

KEY = Qt.Key
SECRET = "only Jo knows"


def mark(project: Project, direction: Direction, quote: str, tag: str, note: str | None = None) -> Annotation:
    article = next(article for article in project.articles() if article.direction is direction)
    change = edits.annotate_quote(project, article.id, quote, tag, occurrence=1, note=note)
    assert isinstance(change, Change)
    project.do(change)
    made = change.edits[0].after
    assert isinstance(made, Annotation)
    return made


@pytest.fixture
def path(reports: list[Path], tmp_path: Path) -> Path:
    """Two reports that Jo has marked: three marks in the German one, two in the Arabic one; and a tie of Jo's."""
    path = tmp_path / "harbour.annot"
    with Project.create(path, coder="Jo") as project:
        project.import_files(reports, event="Harbour")
        mark(project, Direction.LTR, "Kestrel Lines", DIRECTIVE.id, SECRET)
        mark(project, Direction.LTR, "Blauwal", ACTOR.id)
        mark(project, Direction.LTR, "Sorge", CONCERN.id)
        mark(project, Direction.RTL, "Kestrel Lines", ACTOR.id, SECRET)
        mark(project, Direction.RTL, "السفن", CONCERN.id)
    return path


@pytest.fixture
def person(path: Path, sit_down: Callable[..., Person]) -> Person:
    """Somebody else at that project, who works blind from the start."""
    person = sit_down(path)
    person.shortcut("blind")
    person.close()
    return sit_down(path)


def texts(person: Person) -> Iterator[str]:
    """All that the window says, in labels, lists, tool tips and to a screen reader."""
    for label in person.window.findChildren(QLabel):
        yield label.text()
    for widget in person.window.findChildren(QWidget):
        yield widget.toolTip()
        yield widget.accessibleName()
        yield widget.accessibleDescription()
    for model in (person.sides.marks.model, person.sides.library.model):
        for place in range(model.rowCount()):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(model.index(place).data(role) or "")
    for pane in person.panes:
        yield ReaderAccessible(pane.view).text(QAccessible.Text.Description)


def seen(person: Person) -> dict[str, object]:
    """How many marks are seen, wherever some are seen or counted."""
    person.look_up()
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    assert german.article is not None
    assert arabic.article is not None
    ticks = []
    for pane in (german, arabic):
        pane.view.overview.work_out()
        ticks.append(len(pane.view.overview._ticks))
    library = person.sides.library.model
    rows = [library.row(library.place_of(article.id)) for article in (german.article, arabic.article)]
    return {
        "pages": [len(pane.view.scene.index) for pane in (german, arabic)],
        "maps": ticks,
        "list": len(person.sides.marks.model.rows()),
        "library": [row.marks for row in rows],
        "tags": [sum(number for _, number in row.tags) for row in rows],
        "counts": person.window.counts.text().split()[0],
    }


def same(german: int, arabic: int) -> dict[str, object]:
    """What is seen where so many marks are seen in the two reports (each in a line of its own)."""
    both = german + arabic
    pair = [german, arabic]
    return {"pages": pair, "maps": pair, "list": both, "library": pair, "tags": pair, "counts": str(both)}


def test_nothing_of_others_is_seen_until_an_article_is_declared_done(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    assert "blind" in person.window.coder.text()
    assert person.window.actions_["blind"].isChecked()
    assert seen(person) == same(0, 0)
    assert not any(SECRET in text or "Jo" in text for text in texts(person))
    own = person.tag(german, "Firmen", KEY.Key_1)
    assert seen(person) == same(1, 0)
    for words in ("Kestrel Lines", "Blauwal"):
        QTest.mouseMove(german.view.viewport(), person.place(german, words))
        assert german.view.viewport().toolTip() == ""
        person.click(german, words)
        assert person.workspace.marking.focused() is None
    for _ in range(3):
        person.shortcut("next_mark")
        assert person.workspace.marking.focused() == own
    assert not any(SECRET in text or "Jo" in text for text in texts(person))

    # One key, where one reads.
    person.workspace.panes.make_current(arabic)
    person.press(KEY.Key_Escape)
    person.shortcut("status_done")
    person.press(KEY.Key_Escape)
    assert seen(person) == same(1, 2)
    assert "2 marks of other coders" in person.message()
    assert any(SECRET in text for text in texts(person))
    assert arabic.done.isChecked()
    assert not german.done.isChecked()
    # Undone, it hides them again, and the message with them.
    theirs = next(m for m in person.marks() if m.quote == "السفن")
    person.workspace.marking.go_to(theirs.id)
    person.look_up()
    assert person.sides.card.isVisible()
    person.shortcut("undo")
    assert seen(person) == same(1, 0)
    assert person.message() == ""
    assert person.workspace.marking.focused() is None
    assert not person.sides.card.isVisible()
    assert not any(SECRET in text for text in texts(person))
    person.shortcut("redo")
    assert seen(person) == same(1, 2)


def test_the_button_above_the_page_declares_it_done_and_takes_it_back(person: Person) -> None:
    german = person.pane(Direction.LTR)
    german.done.click()
    assert seen(person) == same(3, 0)
    assert german.done.isChecked()
    assert "Take it back" in german.done.toolTip()
    german.done.click()
    assert seen(person) == same(0, 0)
    assert not german.done.isChecked()
    # Nobody else has marked anything there: that is worth knowing too.
    with Project.open(person.project.path) as other:
        other.do(edits.delete_annotations(other, other.annotations()))
    person.workspace.session.look_elsewhere()
    person.settle()
    german.done.click()
    assert "Nobody else" in person.message()


def test_marks_that_are_hidden_are_not_said_to_be_seen(person: Person) -> None:
    person.shortcut("only_mine")
    person.pane(Direction.LTR).done.click()
    assert "hidden 3 marks" in person.message()
    assert seen(person) == same(0, 0)
    QTest.mouseClick(person.window.messages.button, Qt.MouseButton.LeftButton)
    assert seen(person) == same(3, 0)


def test_it_is_a_setting_of_the_window_and_survives_it(person: Person, sit_down: Callable[..., Person]) -> None:
    path = person.project.path
    person.pane(Direction.LTR).done.click()
    person.workspace.marking.go_to(next(m for m in person.marks() if m.quote == "Blauwal").id)
    person.shortcut("status_in_work")
    person.close()
    again = sit_down(path)
    assert seen(again) == same(0, 0)
    assert again.workspace.marking.focused() is None
    again.shortcut("blind")
    assert again.message() == "You see what all have marked."
    assert seen(again) == same(3, 2)
    assert "blind" not in again.window.coder.text()
    again.close()
    assert seen(sit_down(path)) == same(3, 2)


def test_another_coder_has_declared_nothing_yet(person: Person) -> None:
    person.pane(Direction.LTR).done.click()
    assert seen(person) == same(3, 0)
    person.sides.coders.code_as("Lea")
    person.settle()
    assert seen(person) == same(0, 0)
    person.sides.coders.code_as("Jo")
    person.settle()
    assert seen(person) == same(3, 2), "they are Jo's own"


def test_what_others_mark_meanwhile_stays_unseen(person: Person) -> None:
    person.pane(Direction.RTL).done.click()
    with Project.open(person.project.path, coder="Lea") as other:
        for direction, words in ((Direction.LTR, "Funksprüche"), (Direction.RTL, "تقريرًا")):
            mark(other, direction, words, ACTOR.id, SECRET)
    person.workspace.session.look_elsewhere()
    person.settle()
    assert seen(person) == same(0, 3)
    # A tag that is new has nowhere been declared.
    person.workspace.session.do(edits.add_tag(person.project, "demand"))
    person.settle()
    assert seen(person) == same(0, 3)
    assert not person.pane(Direction.RTL).done.isChecked()
    with Project.open(person.project.path, coder="Lea") as other:
        mark(other, Direction.RTL, "2024", other.tags.named("demand").id)
    person.workspace.session.look_elsewhere()
    person.settle()
    assert seen(person) == same(0, 3)
    person.pane(Direction.RTL).done.click()
    assert seen(person) == same(0, 4)


def test_a_merge_brings_declarations_and_what_they_let_be_seen(person: Person, tmp_path: Path) -> None:
    person.tag(person.pane(Direction.LTR), "Firmen", KEY.Key_1)
    whole = tmp_path / "whole.json"
    with Project.open(person.project.path) as other:
        other.do(filing.set_status(other, other.articles(), ReadingState.DONE))
        mark(other, Direction.RTL, "2024", DIRECTIVE.id)
        other.export(whole)
        other.undo()
        other.undo()
    person.workspace.session.look_elsewhere()
    person.settle()
    assert seen(person) == same(1, 0)
    assert len(json.loads(whole.read_text(encoding="utf-8"))["annotations"]) == 7
    report = person.project.load(whole)
    assert report.change is not None
    person.workspace.session.tell(report.change)
    person.settle()
    assert seen(person) == same(4, 3)
    person.shortcut("undo")
    assert seen(person) == same(1, 0)


def test_before_something_of_others_is_deleted_the_truth_is_told_but_no_number(
    person: Person, answer: list[str]
) -> None:
    person.tag(person.pane(Direction.LTR), "Firmen", KEY.Key_2)
    person.sides.tag_commands.delete(DIRECTIVE.id)
    assert "1 mark that you see, and marks of other coders that you do not see" in answer[-1]
    assert DIRECTIVE.id not in {m.tag for m in person.marks()}
    person.shortcut("undo")
    person.sides.tag_commands.delete(CONCERN.id)
    assert "0 marks that you see, and marks of other coders" in answer[-1]
    person.shortcut("undo")
    person.pane(Direction.LTR).done.click()
    person.pane(Direction.RTL).done.click()
    person.sides.tag_commands.delete(CONCERN.id)
    assert "2 marks with this tag" in answer[-1]
    person.shortcut("undo")
    person.pane(Direction.LTR).done.click()
    german = person.pane(Direction.LTR).article
    assert german is not None
    person.sides.article_commands.remove([german.id])
    assert "1 mark that you see, and marks of other coders that you do not see" in answer[-1]
    person.shortcut("undo")
    person.workspace.panes.open_beside(german.id)
    person.look_up()
    assert seen(person) == same(1, 2)


def test_nothing_leads_to_a_mark_that_is_withheld(person: Person) -> None:
    theirs = next(m for m in person.marks() if m.quote == "Blauwal")
    german = person.pane(Direction.LTR)
    person.workspace.marking.go_to(theirs.id)
    assert person.workspace.marking.focused() is None
    assert "work blind" in person.message()
    # Not even where something else puts it in focus.
    person.workspace.spotlight.focus(theirs.id)
    person.look_up()
    assert german.view.focus_annotation is None
    assert len(german.view.scene.index) == 0
    person.workspace.spotlight.focus(None)
    # The same words with the same tag are marked as if nobody had.
    own = person.tag(german, "Blauwal", KEY.Key_1)
    assert own.id != theirs.id
    assert own.coder == person.project.coder.id
    assert person.window.messages.text.text().count("hidden") == 0
    person.press(KEY.Key_Escape)
    person.workspace.panes.veils.show_all()
    person.shortcut("hide_marks")
    person.shortcut("hide_marks")
    person.shortcut("all_coders")
    assert seen(person) == same(1, 0)


def test_ties_of_others_are_seen_between_articles_that_are_done(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    here, there = person.tag(german, "Firmen", KEY.Key_1), person.tag(arabic, "شركة ملاحة", KEY.Key_1)
    kind = RelationType(new_id(), "orders")
    jo = next(coder.id for coder in person.project.coders() if coder.name == "Jo")

    def tie(coder: str) -> Change:
        made = Relation(new_id(), kind.id, End(here.id), End(there.id), coder, now(), now())
        return Change(ChangeKind.LOAD, coder, now(), "", (Edit(None, made),))

    person.workspace.session.do(Change(ChangeKind.LOAD, None, now(), "", (Edit(None, kind),)))
    person.workspace.session.do(tie(jo))

    def tied() -> bool:
        person.look_up()
        person.workspace.spotlight.hover(None)
        person.workspace.spotlight.hover(here.id)
        lit = bool(arabic.view.scene.tied)
        assert bool(person.workspace.panes.ties.overlay.shown) == lit
        return lit

    assert not tied()
    german.done.click()
    assert not tied()
    arabic.done.click()
    assert tied()
    german.done.click()
    assert not tied()
    person.workspace.session.do(tie(person.project.coder.id))
    assert tied()


def test_an_export_says_that_it_writes_what_is_not_seen(person: Person) -> None:
    person.shortcut("export")
    dialog = person.dialog()
    assert isinstance(dialog, ExportDialog)
    assert "also those that you do not see" in dialog.summary.text()
    dialog.reject()
    person.sides.filing.export()
    dialog = person.dialog()
    assert isinstance(dialog, ExportDialog)
    assert "also those that you do not see" in dialog.summary.text()
    dialog.reject()


def test_a_later_version_tells_no_number_and_lists_only_what_is_seen(person: Person, tmp_path: Path) -> None:
    person.tag(person.pane(Direction.LTR), "Firmen", KEY.Key_1)
    later = tmp_path / "hafen.txt"
    later.write_text(GERMAN.replace("Blauwal", "Walfang AG").replace("Die Firmen sollen", "Alle sollen"), "utf-8")
    person.drop(later)
    assert "is a later version: its marks went with it where they have a place" in person.message()
    waiting = [m for m in person.marks() if m.article == person.project.articles()[0].id]
    assert {m.quote for m in waiting} == {"Blauwal", "Firmen"}
    person.shortcut("settle")
    dialog = person.sides.settling.dialog
    assert dialog is not None
    assert dialog.list.model().rowCount() == 1
    dialog.close()


def test_marks_of_an_article_of_many_are_listed_where_it_is_done(person: Person) -> None:
    marks = person.sides.marks
    marks.scope.setCurrentIndex(marks.scope.findData("all"))
    marks.filter_changed.emit()
    person.pane(Direction.RTL).done.click()
    person.look_up()
    assert {row.quote for row in marks.model.rows()} == {"Kestrel Lines", "السفن"}
    marks.words.setText(SECRET)
    marks.filter_changed.emit()
    assert [row.quote for row in marks.model.rows()] == ["Kestrel Lines"]
    QApplication.processEvents()
    assert ARABIC.count("Kestrel Lines") == 1
    marks.tag.setCurrentIndex(3)
    marks.words.clear()
    marks.filter_changed.emit()
    assert [row.quote for row in marks.model.rows()] == ["السفن"]


def test_an_article_that_is_opened_shows_nothing_for_a_moment(person: Person) -> None:
    german = person.pane(Direction.LTR)
    assert isinstance(german.article, Article)
    record = german.article.id
    person.workspace.panes.close_pane(german)
    pane = person.workspace.panes.open_beside(record)
    assert pane is not None
    assert len(pane.view.scene.index) == 0
    before = pane.view.viewport().grab().toImage()
    with Project.open(person.project.path) as other:
        theirs = [m for m in other.annotations() if m.article == record]
        other.do(edits.delete_annotations(other, theirs))
    person.workspace.session.look_elsewhere()
    person.settle()
    assert pane.view.viewport().grab().toImage() == before, "a page without marks looks the same"
    assert replace(theirs[0], note=None).note is None


def test_the_history_tells_nothing_of_what_is_withheld(person: Person) -> None:
    mine = person.tag(person.pane(Direction.LTR), "Norderfleet", KEY.Key_1)
    person.sides.steps.show_panel(True)
    person.settle()
    panel = person.sides.steps.panel
    assert panel is not None

    def kinds() -> list[ChangeKind]:
        return [entry.kind for entry in panel.model.entries]

    assert kinds() == [ChangeKind.ANNOTATE, ChangeKind.IMPORT]
    assert panel.model.entries[0].record == mine.id
    with Project.open(person.project.path, coder="Jo") as jo:
        jo.do(edits.annotate_all(jo, {mine.article: [Span(0, 8), Span(9, 13)]}, DIRECTIVE.id))
    person.workspace.session.look_elsewhere()
    person.settle()
    assert kinds() == [ChangeKind.ANNOTATE, ChangeKind.IMPORT]
    # Declared done, the article's changes are told, and those of the other article are not.
    person.workspace.panes.make_current(person.pane(Direction.LTR))
    person.shortcut("status_done")
    person.wait(lambda: len(kinds()) == 7)
    assert kinds().count(ChangeKind.ANNOTATE) == 4
    person.shortcut("undo")
    person.wait(lambda: ChangeKind.ANNOTATE_ALL not in kinds())
    # The reader's own deletion of a tag took marks of Jo along: it says nothing of them.
    person.workspace.session.do(edits.delete_tag(person.project, person.project.tags.named("concern")))
    person.wait(lambda: kinds()[0] is ChangeKind.DELETE_TAG)
    panel.list.setCurrentIndex(panel.model.place_of(panel.model.entries[0].number))
    assert panel.details.toPlainText().startswith("Tag removed")
    assert "Sorge" not in panel.details.toPlainText()
    assert "more" not in panel.details.toPlainText()


def test_what_stands_in_the_way_of_a_revert_is_told_as_far_as_it_is_seen(person: Person) -> None:
    made = person.project.history()[-1]
    assert made.kind is ChangeKind.IMPORT
    person.workspace.session.revert(made)
    assert "cannot be reverted" in person.message()
    assert not any(tag.name in person.message() for tag in person.project.tags)
    person.tag(person.pane(Direction.LTR), "zwölf", KEY.Key_1)
    person.workspace.session.revert(made)
    assert "Revert these first" in person.message()
    assert person.message().count("actor") == 1
    assert not any(tag.name in person.message() for tag in person.project.tags if tag.id != ACTOR.id)
