"""Somebody works on the tag set: drags tags, types into their fields, merges and splits, and takes all of it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu

from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import AttributeKind, Tag
from annotator.project import Project, edits
from annotator.text.direction import Direction
from annotator.ui.tags.dialog import TagDialog
from annotator.ui.tags.splitting import SplitDialog
from annotator.ui.tags.tag_set import TagSetCommands
from annotator.ui.tags.window import TagSetWindow
from annotator.ui.template_dialog import TemplateDialog
from journeys.person import Person

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


def opened(person: Person, tag_id: str | None = None) -> TagSetWindow:
    if tag_id is None:
        person.shortcut("tag_set")
    else:
        person.sides.tag_commands.edit(tag_id)
    window = next(d for d in person.window.findChildren(TagSetWindow) if d.isVisible())
    person.settle()
    return window


def commands(window: TagSetWindow) -> TagSetCommands:
    found = window.findChild(TagSetCommands)
    assert found is not None
    return found


def tree(person: Person) -> list[str]:
    tags = person.project.tags
    return ["-" * tags.depth(tag.id) + tag.name for tag in tags]


def drag(window: TagSetWindow, tag_id: str, onto: str | None, share: float = 0.5, *, drop: bool = True) -> None:
    """Drag the row of a tag to a share of the height of another one's, or below all of them."""
    view = window.tree.viewport()
    start = window.tree.row(tag_id).center()
    if onto is None:
        end = QPoint(start.x(), view.height() - 30)
    else:
        row = window.tree.row(onto)
        end = QPoint(row.center().x(), row.top() + round(row.height() * share))
    QTest.mousePress(view, LEFT, NONE, start)
    for step in (1, 2, 3, 4):
        QTest.mouseMove(view, start + (end - start) * step / 4)
        QApplication.processEvents()
    if drop:
        QTest.mouseRelease(view, LEFT, NONE, end)


def write(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, KEY.Key_Return)


def trigger(menu_of: Callable[[], None], person: Person, *path: str) -> None:
    """Open a menu and choose an entry, going through submenus."""
    menu_of()
    menu = top = person.menu()
    for name in path:
        action: QAction = next(
            a for a in menu.actions() if a.text().split("\t")[0].strip("\u2003\u2068\u2069").startswith(name)
        )
        assert action.isEnabled()
        below = action.menu()
        if isinstance(below, QMenu):
            menu = below
    top.close()
    action.trigger()
    person.settle()


def change(window: TagSetWindow, person: Person, *path: str) -> None:
    trigger(lambda: QTest.mouseClick(window.more, LEFT), person, *path)


def test_tags_are_dragged_into_another_order_and_below_each_other(person: Person) -> None:
    window = opened(person)
    drag(window, CONCERN.id, ACTOR.id, 0.1)
    assert tree(person) == ["concern", "actor", "directive"]
    drag(window, DIRECTIVE.id, ACTOR.id)
    assert tree(person) == ["concern", "actor", "-directive"]
    assert window.tree.current() == DIRECTIVE.id
    drag(window, CONCERN.id, ACTOR.id, 0.95)  # before what lies below it
    assert tree(person) == ["actor", "-concern", "-directive"]
    drag(window, DIRECTIVE.id, None)
    assert tree(person) == ["actor", "-concern", "directive"]
    assert [chip.tag.name for chip in person.sides.tag_bar.chips()] == ["actor", "concern", "directive"]
    for _ in range(4):
        person.shortcut("undo")
    person.settle()
    assert tree(person) == ["actor", "directive", "concern"]


def test_a_tag_is_not_dragged_below_itself_and_esc_calls_a_drag_off(person: Person) -> None:
    window = opened(person)
    drag(window, DIRECTIVE.id, ACTOR.id)
    drag(window, ACTOR.id, DIRECTIVE.id)
    assert tree(person) == ["actor", "-directive", "concern"]
    drag(window, CONCERN.id, ACTOR.id, 0.1, drop=False)
    assert window.tree.target is not None
    window.tree.grab()
    QTest.keyClick(window.tree, KEY.Key_Escape)
    assert window.tree.target is None
    QTest.mouseRelease(window.tree.viewport(), LEFT, NONE, window.tree.row(ACTOR.id).center())
    assert tree(person) == ["actor", "-directive", "concern"]
    assert window.isVisible()


def test_tags_are_moved_by_the_keyboard(person: Person) -> None:
    window = opened(person)
    window.tree.choose(CONCERN.id)
    for key, order in (
        (KEY.Key_Up, ["actor", "concern", "directive"]),
        (KEY.Key_Right, ["actor", "-concern", "directive"]),
        (KEY.Key_Left, ["actor", "concern", "directive"]),
        (KEY.Key_Down, ["actor", "directive", "concern"]),
        (KEY.Key_Down, ["actor", "directive", "concern"]),
    ):
        QTest.keyClick(window.tree, key, ALT)
        assert tree(person) == order
        assert window.tree.current() == CONCERN.id


def test_each_field_is_one_step_that_can_be_undone(person: Person) -> None:
    window = opened(person, ACTOR.id)
    fields = window.fields
    write(fields.name, "player")
    fields.pattern.setCurrentIndex(fields.pattern.findData("wavy"))
    fields.key.setCurrentIndex(fields.key.findData("q"))
    QTest.mouseClick(fields.colours.swatches()[3], LEFT)
    fields.description.setFocus()
    fields.description.selectAll()
    QTest.keyClicks(fields.description, "Whoever acts.")
    QTest.keyClick(fields.description, KEY.Key_Tab)
    QTest.keyClicks(fields.example, "the port")
    QTest.keyClick(fields.example, KEY.Key_Return)
    QTest.keyClicks(fields.counter_example, "a port of call")
    window.close()  # What is typed is stored.
    tag = person.project.tags[ACTOR.id]
    assert (tag.name, tag.pattern, tag.shortcut, tag.colour) == ("player", "wavy", "q", "#00786c")
    assert tag.description == "Whoever acts."
    assert tag.example is not None
    assert tag.example.startswith("the port")
    assert tag.counter_example is not None
    assert "a port of call" in tag.counter_example
    for _ in range(7):
        person.shortcut("undo")
    assert person.project.tags[ACTOR.id] == ACTOR


def test_esc_takes_back_what_is_typed_and_then_leaves(person: Person) -> None:
    window = opened(person, ACTOR.id)
    name = window.fields.name
    name.setFocus()
    QTest.keyClicks(name, "player")
    QTest.keyClick(name, KEY.Key_Escape)
    assert name.text() == "actor"
    assert person.project.tags[ACTOR.id] == ACTOR
    QTest.keyClick(window.tree, KEY.Key_Escape)
    assert not window.isVisible()


def test_undo_works_in_the_window_of_the_tag_set_too(person: Person) -> None:
    window = opened(person)
    person.wait(window.isActiveWindow)
    drag(window, DIRECTIVE.id, ACTOR.id)
    window.tree.setFocus()
    QTest.keyClick(window.tree, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: tree(person) == ["actor", "directive", "concern"])
    person.wait(lambda: window.tree.row(DIRECTIVE.id).left() == window.tree.row(ACTOR.id).left())


def test_what_is_not_allowed_is_said_at_the_foot_and_the_field_goes_back(person: Person) -> None:
    window = opened(person, ACTOR.id)
    write(window.fields.name, "Concern")
    assert "already a tag" in window.problem.text()
    assert window.fields.name.text() == "actor"
    assert person.project.tags[ACTOR.id] == ACTOR
    write(window.fields.name, "player")
    assert window.problem.text() == ""


def test_the_contrast_of_a_colour_is_shown_and_a_weak_one_is_told_of(person: Person) -> None:
    window = opened(person, ACTOR.id)
    window.fields.colours.choose("#ffe680")
    person.settle()
    assert "Too weak for lines (3 : 1) on the light" in window.fields.remark.text()
    assert "1.2 : 1" in window.fields.preview.accessibleName()
    window.fields.colours.choose(DIRECTIVE.colour)
    window.fields.pattern.setCurrentIndex(window.fields.pattern.findData(DIRECTIVE.pattern))
    person.settle()
    assert "their marks look alike" in window.fields.remark.text()
    window.fields.preview.grab()


def test_attributes_are_defined_changed_and_removed(person: Person, answer: list[str]) -> None:
    mark = person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    window = opened(person, ACTOR.id)
    definitions = window.definitions
    assert [row.name.text() for row in definitions.rows] == ["role", "attributed to"]
    QTest.mouseClick(definitions.add, LEFT)
    draft = definitions.rows[-1]
    draft.kind.setCurrentIndex(draft.kind.findData(AttributeKind.CHOICE))
    write(draft.name, "size")
    assert len(person.project.tags[ACTOR.id].attributes) == 2  # nothing to choose from yet
    write(draft.choices, "small | large")
    person.settle()
    assert person.project.tags[ACTOR.id].attributes[-1].choices == ("small", "large")

    project = person.project
    carrying = replace(project.annotation(mark.id), attributes=(("size", "large"),))
    note = edits.set_note(project, project.annotation(mark.id), None)
    person.workspace.session.do(replace(note, edits=(replace(note.edits[0], after=carrying),)))
    person.settle()
    size = definitions.rows[-1]
    write(size.choices, "small | huge")
    assert project.annotation(mark.id).attributes == (("size", "huge"),)
    person.settle()
    write(definitions.rows[-1].choices, "small")
    assert "'huge'" in answer[-1]
    assert project.annotation(mark.id).attributes == ()
    person.shortcut("undo")
    person.settle()
    QTest.mouseClick(definitions.rows[-1].up, LEFT)
    person.settle()
    assert [one.name for one in project.tags[ACTOR.id].attributes] == ["role", "size", "attributed to"]
    QTest.mouseClick(definitions.rows[1].remove, LEFT)
    person.settle()
    assert "1 mark carry" in answer[-1] or "1 mark" in answer[-1]
    assert [one.name for one in project.tags[ACTOR.id].attributes] == ["role", "attributed to"]
    assert len(definitions.rows) == 2


def test_a_tag_below_says_what_it_inherits(person: Person) -> None:
    window = opened(person)
    drag(window, CONCERN.id, ACTOR.id)
    person.settle()
    assert "role" in window.definitions.inherited.text()
    assert "actor" in window.definitions.inherited.text()
    assert "raises" in window.relations.text()


def test_tags_are_merged_after_a_frank_question(person: Person, answer: list[str]) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.tag(german, "Blauwal", KEY.Key_3)
    person.tag(german, "Kestrel Lines", KEY.Key_3)
    window = opened(person, CONCERN.id)
    assert window.tree.counted(CONCERN.id) == "2"
    change(window, person, "Merge into", "actor")
    assert "2 marks become marks of" in answer[-1]
    assert "1 of them join" in answer[-1]
    assert tree(person) == ["actor", "directive"]
    assert sorted(person.quotes()) == ["Blauwal", "Kestrel Lines"]
    assert window.tree.current() == ACTOR.id
    assert window.tree.counted(ACTOR.id) == "2"
    person.shortcut("undo")
    assert tree(person) == ["actor", "directive", "concern"]
    assert len(person.marks()) == 3


def test_a_tag_is_split(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.tag(german, "Kestrel Lines", KEY.Key_1)
    window = opened(person, ACTOR.id)
    change(window, person, "Split")
    dialog = window.findChild(SplitDialog)
    assert dialog is not None
    assert not dialog.yes.isEnabled()
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.name.setText("concern")
    dialog.accept()
    assert "already a tag" in dialog.problem.text()
    dialog.name.setText("ship owner")
    dialog.accept()
    assert tree(person) == ["actor", "-ship owner", "directive", "concern"]
    assert [mark.quote for mark in person.project.annotations(tags=[person.project.tags.named("ship owner").id])] == [
        "Kestrel Lines"
    ]
    assert window.tree.current() == person.project.tags.named("ship owner").id
    person.shortcut("undo")
    assert tree(person) == ["actor", "directive", "concern"]


def test_a_retired_tag_is_offered_nowhere_and_its_marks_stay(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    window = opened(person, ACTOR.id)
    change(window, person, "Retire")
    assert [chip.tag.name for chip in person.sides.tag_bar.chips()] == ["directive", "concern"]
    assert not window.fields.key.isEnabled()
    person.drag(german, "Kestrel Lines")
    german.palette_._freshen()
    assert [chip.tag.name for chip in german.palette_.chips()] == ["directive", "concern"]
    person.press(KEY.Key_1, pane=german)
    assert person.quotes() == ["Blauwal"]
    assert person.project.annotation(mark.id).tag == ACTOR.id
    change(window, person, "Reinstate")
    assert [chip.tag.name for chip in person.sides.tag_bar.chips()] == ["actor", "directive", "concern"]


def test_a_tag_is_added_below_another_one_and_deleted(person: Person, answer: list[str]) -> None:
    window = opened(person, ACTOR.id)
    change(window, person, "Add tag under")
    dialog = window.findChild(TagDialog)
    assert dialog is not None
    dialog.name.setText("firm")
    dialog.accept()
    person.settle()
    assert tree(person) == ["actor", "-firm", "directive", "concern"]
    # It is chosen at once: there is more to say of it. Who has named an attribute goes on to its kind.
    assert window.fields.name.text() == "firm"
    window.activateWindow()
    QTest.mouseClick(window.definitions.add, LEFT)
    draft = window.definitions.rows[-1]
    draft.name.setText("listed")
    draft.kind.setFocus()
    draft.name.editingFinished.emit()
    person.settle()
    assert window.definitions.rows[-1] is not draft
    assert window.focusWidget() is window.definitions.rows[-1].kind
    person.shortcut("undo")
    QTest.keyClick(window.tree, KEY.Key_Delete)
    assert "Delete the tag" in answer[-1]
    assert tree(person) == ["actor", "directive", "concern"]


def test_types_of_relations_are_added_edited_and_deleted(person: Person) -> None:
    window = opened(person)
    window.tabs.setCurrentIndex(1)
    QTest.mouseClick(window.add, LEFT)
    asked = window.findChild(QInputDialog)
    assert asked is not None
    asked.setTextValue("denies")
    asked.accept()
    person.settle()
    fields = window.relation_fields
    assert fields.name.text() == "denies"

    def kind() -> object:
        return next(one for one in person.project.relation_types() if one.name == "denies")

    next(a for a in fields.source.menu().actions() if "actor" in a.text()).trigger()
    person.settle()
    assert kind().from_tags == (ACTOR.id,)  # type: ignore[attr-defined]
    assert "actor" in fields.source.text()
    fields.description.setFocus()
    QTest.keyClicks(fields.description, "Says it is not so.")
    QTest.keyClick(fields.description, KEY.Key_Return)
    assert kind().description == "Says it is not so."  # type: ignore[attr-defined]
    write(fields.name, "issues")
    assert "already a relation type" in window.problem.text()
    change(window, person, "Delete")
    assert "denies" not in {one.name for one in person.project.relation_types()}


def test_a_template_is_taken_in_and_undone(person: Person) -> None:
    window = opened(person)
    trigger(lambda: window.files.menu().popup(QPoint(10, 10)), person, "Take in")
    dialog = window.findChild(TemplateDialog)
    assert dialog is not None
    dialog.list.setCurrentRow(1)
    assert "Entman" in dialog.source.text()
    dialog.accept()
    person.settle()
    assert tree(person) == ["problem", "cause", "evaluation", "remedy", "agent"]
    person.shortcut("undo")
    person.settle()
    assert tree(person) == ["actor", "directive", "concern"]


def test_a_file_that_is_no_tag_set_is_told_of(person: Person, tmp_path: Path) -> None:
    window = opened(person)
    commands(window)._ask_template()
    dialog = window.findChild(TemplateDialog)
    assert dialog is not None
    (tmp_path / "own.json").write_text('{"format": "annotator"}', encoding="utf-8")
    dialog.add_file(tmp_path / "own.json")
    assert "holds a whole project" in dialog.problem.text()
    dialog.reject()


def test_a_project_begins_with_a_template(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "frames.annot"
    monkeypatch.setattr("annotator.ui.files.QFileDialog.getSaveFileName", lambda *_, **__: (str(path), ""))
    opened_: list[Path] = []
    assert person.owner.files is not None
    person.owner.files.project_chosen.disconnect()
    person.owner.files.project_chosen.connect(opened_.append)
    person.shortcut("new_from_template")
    dialog = person.dialog()
    assert isinstance(dialog, TemplateDialog)
    dialog.list.setCurrentRow(3)
    dialog.accept()
    person.settle()
    assert opened_ == [path]
    with Project.open(path) as project:
        assert [tag.name for tag in project.tags] == ["source", "cue", "content"]


def test_the_window_follows_what_is_done_elsewhere(person: Person) -> None:
    window = opened(person, ACTOR.id)
    with Project.open(person.project.path) as other:
        other.do(edits.edit_tag(other, replace(other.tags[ACTOR.id], name="player")))
    person.workspace.session.look_elsewhere()
    person.settle()
    assert window.fields.name.text() == "player"


def test_a_chip_tells_when_its_tag_is_used_and_when_not(person: Person) -> None:
    chip = person.sides.tag_bar.chips()[0]
    told = chip.toolTip()
    tag: Tag = chip.tag
    assert tag.example is not None
    for part in (tag.name, tag.description, "ferry lines", "Not:", "key 1"):
        assert str(part) in told
