"""The panel of entities: found, lit, gone to, edited, put together and taken apart, and every step undone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLabel, QMenu

from annotator.core.tagset import ACTOR, DEFAULT_TAGS, DIRECTIVE
from annotator.core.values import Annotation, Entity
from annotator.project import Project, edits, entities
from annotator.text.direction import Direction
from annotator.ui.entities.dialog import EntityDialog
from annotator.ui.entities.model import MIME
from annotator.ui.entities.outline import Row
from annotator.ui.entities.view import EntitiesView
from annotator.ui.veil import Blind, Shades, Veil
from journeys.person import Person

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Panel:
    """The panel, pointed at."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.port, self.firms, self.line, self.fear = self._entities()
        person.shortcut("entities")
        view = person.sides.side.pages[0].view
        assert isinstance(view, EntitiesView)
        self.view = view
        person.settle()

    def _entities(self) -> tuple[Entity, Entity, Entity, Entity]:
        person = self.person
        german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
        self.marks = [
            person.tag(pane, words, key)
            for pane, words, key in (
                (german, "Das Hafenamt", KEY.Key_1),
                (arabic, "هيئة الموانئ", KEY.Key_1),
                (german, "zwölf Reedereien", KEY.Key_1),
                (german, "Kestrel Lines", KEY.Key_1),
                (arabic, "Kestrel Lines", KEY.Key_1),
                (german, "Sorge", KEY.Key_3),
            )
        ]
        ties = ((self.marks[:2], "هيئة الموانئ"), (self.marks[2:3], "Reedereien"), (self.marks[3:5], "Kestrel"))
        for marks, name in (*ties, (self.marks[5:], "Sorge")):
            person.project.do(entities.tie(person.project, marks, name))
        person.workspace.session.read_again()
        named = {entity.name: entity for entity in person.project.entities()}
        return named["هيئة الموانئ"], named["Reedereien"], named["Kestrel"], named["Sorge"]

    def rows(self) -> Sequence[Row]:
        self.person.settle()
        return self.view.model.rows()

    def said(self) -> list[tuple[int, str]]:
        """How deep each row lies, and its name or words."""
        return [(row.depth, row.mention.words if row.mention else row.entity.name) for row in self.rows()]

    def place(self, of: Entity | Annotation) -> QPoint:
        index = self.view.model.place_of(of.id)
        assert index.isValid()
        self.view.list.scrollTo(index)
        return self.view.list.visualRect(index).center()

    def click(self, of: Entity | Annotation, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseClick(self.view.list.viewport(), Qt.MouseButton.LeftButton, modifier, self.place(of))
        self.person.look_up()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.view.list, key)
        self.person.look_up()

    def drop(self, on: Entity | None) -> None:
        """Drop what is selected on an entity, or below all of them."""
        viewport = self.view.list.viewport()
        at = self.place(on) if on is not None else QPoint(20, viewport.height() - 2)
        data = QMimeData()
        data.setData(MIME, b"")
        event = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, PLAIN)
        self.view.list.dropEvent(event)
        self.person.look_up()

    def choose(self, *path: str) -> None:
        """Open the menu of what is selected, and choose an entry of it, or of a menu in it."""
        self.view.menu_requested.emit(self.view.mapToGlobal(QPoint(10, 10)))
        menu = root = self.person.menu()
        for step in path[:-1]:
            below = entry(menu, step).menu()
            assert isinstance(below, QMenu)
            menu = below
        action = entry(menu, path[-1])
        root.close()
        action.trigger()
        self.person.look_up()

    def tied(self) -> set[str]:
        """The quotes of the marks that are lit on the pages."""
        self.person.workspace.spotlight.hover(None)  # Whatever lies under the pointer by now.
        lit = frozenset().union(*(pane.view.scene.tied for pane in self.person.panes))
        return {mark.quote for mark in self.person.marks() if mark.id in lit}


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if text in action.text())


@pytest.fixture
def panel(person: Person) -> Panel:
    return Panel(person)


def test_it_is_made_when_it_is_first_seen(person: Person) -> None:
    assert person.sides.side.pages == []
    person.shortcut("entities")
    (page,) = person.sides.side.pages
    assert page.view.isVisible()
    assert any("No entities yet" in label.text() for label in page.view.findChildren(QLabel) if label.isVisible())


def test_a_click_lights_all_mentions_and_lists_them(panel: Panel) -> None:
    assert panel.said() == [(0, "Kestrel"), (0, "Reedereien"), (0, "Sorge"), (0, "هيئة الموانئ")]
    panel.click(panel.port)
    assert panel.said()[-2:] == [(1, "Das Hafenamt"), (1, "هيئة الموانئ")]
    assert panel.tied() == {"Das Hafenamt", "هيئة الموانئ"}
    panel.click(panel.marks[1])
    assert panel.person.workspace.marking.focused().id == panel.marks[1].id  # type: ignore[union-attr]
    assert panel.tied() == {"Das Hafenamt"}
    panel.click(panel.port)
    assert panel.said()[-1] == (0, "هيئة الموانئ")
    panel.press(KEY.Key_Escape)
    assert panel.tied() == set()


def test_the_keys_unfold_go_and_come_back(panel: Panel) -> None:
    panel.view.list.setCurrentIndex(panel.view.model.place_of(panel.line.id))
    panel.press(KEY.Key_Right)
    assert len(panel.rows()) == 6
    panel.press(KEY.Key_Down)
    panel.press(KEY.Key_Return)
    assert panel.person.workspace.marking.focused() is not None
    panel.press(KEY.Key_Left)
    panel.press(KEY.Key_Left)
    assert len(panel.rows()) == 4


def test_the_filter_finds_names_in_any_script(panel: Panel) -> None:
    panel.person.project.do(
        entities.add_entity(panel.person.project, "بايت دانس", aliases=["Zijie"], part_of=panel.firms.id)
    )
    panel.person.workspace.session.read_again()
    for typed, found in (
        ("ByteD", [(0, "Reedereien"), (1, "بايت دانس")]),
        ("zij", [(0, "Reedereien"), (1, "بايت دانس")]),
        ("edereien", [(0, "Reedereien")]),
        ("هيئه", [(0, "هيئة الموانئ")]),
        ("nobody", []),
    ):
        panel.view.words.setText(typed)
        panel.person.wait(lambda: not panel.view._typing.isActive())
        assert panel.said() == found
    panel.view.words.clear()
    panel.person.wait(lambda: not panel.view._typing.isActive())
    panel.view.tag.setCurrentIndex(panel.view.tag.findText("concern", Qt.MatchFlag.MatchContains))
    panel.view.tag.activated.emit(panel.view.tag.currentIndex())
    assert panel.said() == [(0, "Sorge")]


def test_open_articles_alone_are_counted(panel: Panel) -> None:
    panel.view.scope.setCurrentIndex(1)
    panel.view.scope.activated.emit(1)
    assert {row.entity.name: row.count for row in panel.rows()}["Kestrel"] == 2
    panel.person.workspace.panes.close_pane(panel.person.pane(Direction.LTR))
    assert {row.entity.name: row.count for row in panel.rows()} == {"Kestrel": 1, "هيئة الموانئ": 1}


def test_it_follows_what_is_tied_and_undone(panel: Panel) -> None:
    mark = panel.person.tag(panel.person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    field = panel.person.sides.card.entity
    field.setFocus()
    field.insert("Kestrel")
    QTest.keyClick(field, KEY.Key_Return)
    panel.click(panel.line)
    assert (1, "Blauwal") in panel.said()
    panel.person.shortcut("undo")
    assert (1, "Blauwal") not in panel.said()
    assert panel.person.project.annotation(mark.id).entity is None


def test_parts_are_dragged_to_a_whole_and_away(panel: Panel) -> None:
    panel.click(panel.line)
    panel.drop(panel.firms)
    assert [(depth, name) for depth, name in panel.said() if name in ("Kestrel", "Reedereien")][:2] == [
        (0, "Reedereien"),
        (1, "Kestrel"),
    ]
    panel.click(panel.firms)
    panel.drop(panel.line)
    assert "cannot be a part of itself" in panel.person.message()
    panel.person.shortcut("undo")
    assert (0, "Kestrel") in panel.said()
    panel.click(panel.marks[3])
    panel.drop(panel.firms)
    assert panel.person.project.annotation(panel.marks[3].id).entity == panel.firms.id


def test_several_are_merged_and_mentions_split_off(panel: Panel) -> None:
    panel.click(panel.firms)
    panel.click(panel.port, CTRL)
    panel.choose("Merge into", "هيئة الموانئ")
    assert [row.entity.name for row in panel.rows() if row.mention is None] == ["Kestrel", "Sorge", "هيئة الموانئ"]
    assert panel.person.project.annotation(panel.marks[2].id).entity == panel.port.id
    panel.person.shortcut("undo")
    panel.click(panel.line)
    panel.click(panel.marks[4])
    panel.choose("Split off")
    dialog = panel.person.dialog()
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Another Kestrel")
    dialog.accept()
    panel.person.look_up()
    (new,) = (row.entity for row in panel.rows() if row.entity.name == "Another Kestrel")
    assert panel.person.project.annotation(panel.marks[4].id).entity == new.id


def test_a_mention_is_called_uncertain_and_untied(panel: Panel) -> None:
    panel.click(panel.line)
    panel.click(panel.marks[3])
    panel.choose("Uncertain")
    assert panel.person.project.annotation(panel.marks[3].id).uncertain
    assert next(row.mention for row in panel.rows() if row.key == panel.marks[3].id).uncertain  # type: ignore[union-attr]
    assert panel.person.sides.card.entity.doubt.isChecked()
    panel.choose("Uncertain")
    assert not panel.person.project.annotation(panel.marks[3].id).uncertain
    panel.press(KEY.Key_Delete)
    assert panel.person.project.annotation(panel.marks[3].id).entity is None
    assert panel.marks[3].id in {mark.id for mark in panel.person.marks()}


def test_details_are_edited(panel: Panel) -> None:
    panel.click(panel.line)
    panel.press(KEY.Key_F2)
    dialog = panel.person.dialog()
    assert isinstance(dialog, EntityDialog)
    dialog.name.setText("Sorge")
    dialog.tag.setCurrentIndex(dialog.tag.findText("concern", Qt.MatchFlag.MatchContains))
    dialog.accept()
    assert "already" in dialog.problem.text()
    dialog.name.setText("Kestrel Lines")
    dialog.tag.setCurrentIndex(dialog.tag.findText("actor", Qt.MatchFlag.MatchContains))
    dialog.aliases.setPlainText("كيسترل\n\nKestrel Lines")
    dialog.whole.setCurrentIndex(dialog.whole.findText("Reedereien", Qt.MatchFlag.MatchContains))
    dialog.note.setPlainText("a carrier")
    dialog.accept()
    panel.person.settle()
    line = entities.find_entity(panel.person.project, "كيسترل")
    assert (line.name, line.aliases, line.part_of, line.note) == (
        "Kestrel Lines",
        ("كيسترل", "Kestrel"),
        panel.firms.id,
        "a carrier",
    )
    assert (1, "Kestrel Lines") in panel.said()


def test_deleting_says_what_goes_with_it(panel: Panel, answer: list[str]) -> None:
    panel.click(panel.port)
    panel.press(KEY.Key_Delete)
    assert "2 mentions" in answer[0]
    assert [name for _, name in panel.said()] == ["Kestrel", "Reedereien", "Sorge"]
    assert panel.tied() == set()
    panel.person.shortcut("undo")
    assert panel.person.project.annotation(panel.marks[0].id).entity == panel.port.id


def test_an_entity_is_added_that_nothing_mentions_yet(panel: Panel) -> None:
    QTest.mouseClick(panel.view.add, Qt.MouseButton.LeftButton)
    dialog = panel.person.dialog()
    assert isinstance(dialog, EntityDialog)
    dialog.name.setText("Öffentlichkeit")
    dialog.accept()
    assert (0, "Öffentlichkeit") in panel.said()


def test_a_mark_that_mentions_nothing_makes_it_read_nothing(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    panel.rows()
    asked: list[str] = []
    monkeypatch.setattr(panel.person.project, "mentions_by_article", lambda: asked.append("read") or {})
    panel.person.tag(panel.person.pane(Direction.LTR), "Norderfleet", KEY.Key_1)
    panel.person.settle()
    assert asked == []
    panel.person.sides.side.open(0)
    panel.person.project.do(entities.add_entity(panel.person.project, "unseen"))
    panel.person.workspace.session.read_again()
    panel.person.settle()
    assert asked == []
    panel.person.sides.side.open(1)
    panel.person.settle()
    assert asked == ["read"]


def test_who_works_blind_sees_nothing_of_what_others_mention(panel: Panel) -> None:
    person, me = panel.person, panel.person.project.coder
    with Project.open(person.project.path, coder="Mira") as project:
        mark = next(mark for mark in project.annotations() if mark.quote == "Sorge")
        for tag, name in ((ACTOR, "Kestrel"), (DIRECTIVE, "Only hers")):
            made = project.do(edits.annotate_anew(project, mark.article, mark.span, tag.id)).edits[-1].value
            assert isinstance(made, Annotation)
            known = [entity for entity in project.entities() if entity.name == name]
            project.do(entities.tie(project, [made], known[0] if known else name))
        mira = project.coder.id
    person.workspace.session.read_again()
    all_of_it = {"Kestrel": 3, "Only hers": 1, "Reedereien": 1, "Sorge": 1, "هيئة الموانئ": 2}
    assert counts(panel) == all_of_it
    veils = person.workspace.panes.veils
    veils.work_blind(Blind(me.id, frozenset(), frozenset(tag.id for tag in DEFAULT_TAGS)))
    assert counts(panel) == {"Kestrel": 2, "Reedereien": 1, "Sorge": 1, "هيئة الموانئ": 2}
    panel.click(panel.line)
    assert "Sorge" not in [name for depth, name in panel.said() if depth]
    panel.click(panel.line)
    veils.work_blind(None)
    veils.become(Veil(coders=Shades(hidden=frozenset((mira,)))))
    assert counts(panel) == all_of_it | {"Kestrel": 2, "Only hers": 0}


def counts(panel: Panel) -> dict[str, int]:
    return {row.entity.name: row.count for row in panel.rows() if row.mention is None}
