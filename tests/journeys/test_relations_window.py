"""Relations in the window: dragged, drawn, brought out, given their words, listed, edited, and every step undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.ids import now
from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import (
    Annotation,
    AttributeDefinition,
    AttributeKind,
    Cue,
    End,
    Entity,
    Relation,
    Value,
)
from annotator.project import edits, entities, relations
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.annotations.relation_list import RelationButton
from annotator.ui.entities.view import EntitiesView
from annotator.ui.panes.pane import Pane
from annotator.ui.reader.brackets import Aside
from annotator.ui.reader.input import Picked
from annotator.ui.reader.margin import Ladder, lanes, stub_box
from annotator.ui.relations.card import RelationCard
from annotator.ui.relations.commands import RelationCommands
from annotator.ui.relations.entity_choice import EntityChoice
from annotator.ui.relations.overlay import Line
from annotator.ui.relations.view import RelationsView
from annotator.ui.veil import Blind, Shade, Shades, Veil
from journeys.person import Person

KEY = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
CHECK = "ihre neuen Lotsendienste selbst prüfen"


class Scene:
    """Two reports with marks, and what is done with them by mouse."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.german, self.arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
        tag = self._tag
        self.office = tag(self.german, "Das Hafenamt", ACTOR.id)
        self.firms = tag(self.german, "zwölf Reedereien vorgeladen", ACTOR.id)
        self.order = tag(self.german, CHECK, DIRECTIVE.id)
        self.fear = tag(self.german, "gefälschte Funksprüche", CONCERN.id)
        self.office_ar = tag(self.arabic, "الهيئة", ACTOR.id)
        self.order_ar = tag(self.arabic, "أن تفحص خدماتها", DIRECTIVE.id)
        person.look_up()

    def _tag(self, pane: Pane, words: str, tag: str) -> Annotation:
        project, session = self.person.project, self.person.workspace.session
        assert pane.article is not None
        start = project.text(pane.article.id).index(words)
        span = Span(start, start + len(words))
        article = pane.article.id
        made = session.annotate(lambda: edits.annotate(project, article, span, tag))
        assert made is not None
        return made

    def relate(self, kind: str, source: Annotation | Entity, target: Annotation | Entity) -> Relation:
        """Make a relation as the command line would."""
        project = self.person.project
        ends = [End(annotation=e.id) if isinstance(e, Annotation) else End(entity=e.id) for e in (source, target)]
        change = relations.add_relation(project, relations.find_type(project, kind), *ends)
        assert self.person.workspace.session.do(change)
        self.person.settle()
        found = next(edit.value for edit in change.edits)
        assert isinstance(found, Relation)
        return found

    def stored(self) -> list[tuple[str, End, End]]:
        types = {kind.id: kind.name for kind in self.person.project.relation_types()}
        return [(types[one.type], one.source, one.target) for one in self.person.project.relations()]

    def pane_of(self, mark: Annotation) -> Pane:
        pane = self.person.workspace.panes.pane_of(mark.article)
        assert pane is not None
        return pane

    def on(self, mark: Annotation) -> QPoint:
        """A point of the screen on a mark."""
        pane = self.pane_of(mark)
        point = self.person.place(pane, mark.words)
        return pane.view.viewport().mapToGlobal(point)

    def take(self, mark: Annotation) -> QWidget:
        """Put a mark in focus and press its knob; return what the mouse is grabbed by."""
        self.person.workspace.marking.go_to(mark.id)
        self.person.look_up()
        view = self.pane_of(mark).view
        knob = view.knob(mark)
        assert knob is not None
        QTest.mousePress(view.viewport(), LEFT, PLAIN, knob.center())
        return view.viewport()

    def drag(self, grabbed: QWidget, to: QPoint) -> None:
        """Move the pressed mouse to a point of the screen, in two steps."""
        at = grabbed.mapFromGlobal(to)
        for point in (at + QPoint(7, 7), at):
            event = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(point), QPointF(grabbed.mapToGlobal(point)), Qt.MouseButton.NoButton,
                LEFT, PLAIN,
            )  # fmt: skip
            QApplication.sendEvent(grabbed, event)
        self.person.settle()

    def drop(self, grabbed: QWidget, to: QPoint) -> None:
        self.drag(grabbed, to)
        QTest.mouseRelease(grabbed, LEFT, PLAIN, grabbed.mapFromGlobal(to))
        self.person.look_up()

    def lines(self) -> tuple[Line, ...]:
        """What is brought out of relations."""
        drawing = self.person.sides.relating.drawing
        assert drawing.overlay.isVisible() == bool(drawing.overlay.lines or drawing.overlay.rubber)
        return drawing.overlay.lines

    def said(self) -> list[str]:
        return [plain(line.words) for line in self.lines()]

    def beside(self, pane: Pane, relation: Relation) -> QPoint:
        """A point of the viewport on the bracket of a relation, or on its stub."""
        view = pane.view
        page, brackets = view.page, view.brackets
        assert page is not None
        assert brackets is not None
        shown = list(view.visible())
        ladder, places = Ladder(shown), lanes(page, len(view.scene.tags))
        bracket = brackets.by_relation.get(relation.id)
        if bracket is not None:
            upper, lower = ladder.span(bracket.low, bracket.high)
            lane = min(bracket.lane, len(places.xs) - 1)
            return QPoint(places.xs[lane], (upper + lower) // 2)
        stub = brackets.of(relation.id)
        assert stub is not None
        y = ladder.y(stub.place)
        assert y is not None
        return stub_box(page, places, stub.aside, y).center()

    def move(self, pane: Pane, point: QPoint) -> None:
        QTest.mouseMove(pane.view.viewport(), QPoint(1, 1))
        QTest.mouseMove(pane.view.viewport(), point)
        self.person.settle()

    def click(self, pane: Pane, point: QPoint) -> None:
        QTest.mouseClick(pane.view.viewport(), LEFT, PLAIN, point)
        self.person.look_up()

    def panel(self) -> RelationsView:
        self.person.shortcut("relations")
        self.person.settle()
        page = next(page for page in self.person.sides.side.pages if isinstance(page, RelationCommands))
        assert page.view.isVisible()
        return page.view

    def card(self) -> RelationCard:
        (card,) = (card for card in self.person.window.findChildren(RelationCard) if card.isVisible())
        return card


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def choose(person: Person, *path: str) -> list[str]:
    """Choose an entry of the menu that is open, or of a menu in it; return what the first offers."""
    root = menu = person.menu()
    offered = [plain(action.text()) for action in menu.actions() if action.text()]
    for step in path[:-1]:
        below = entry(menu, step).menu()
        assert isinstance(below, QMenu)
        menu = below
    action = entry(menu, path[-1])
    root.close()
    action.trigger()
    person.look_up()
    return offered


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if text in plain(action.text()))


@pytest.fixture
def scene(person: Person) -> Iterator[Scene]:
    yield Scene(person)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def test_a_mark_is_dragged_to_another_one_on_its_page(scene: Scene) -> None:
    person = scene.person
    person.look_up()
    grabbed = scene.take(scene.office)
    scene.drag(grabbed, scene.on(scene.order))
    overlay = person.sides.relating.drawing.overlay
    assert overlay.rubber is not None
    assert plain(overlay.rubber.words) == "issues"
    assert not overlay.rubber.forbidden
    view = scene.german.view
    assert view.scene.hovered == scene.order
    assert scene.order.id in view.scene.tied
    scene.drop(grabbed, scene.on(scene.order))
    assert overlay.rubber is None
    # There is one thing to say in this direction, so it is said at once.
    assert scene.stored() == [("issues", End(annotation=scene.office.id), End(annotation=scene.order.id))]
    assert "press C" in person.message()
    assert scene.said() == ["issues"]
    person.shortcut("undo")
    assert scene.stored() == []
    assert scene.lines() == ()


def test_a_mark_is_dragged_over_the_spine(scene: Scene) -> None:
    grabbed = scene.take(scene.office_ar)
    scene.drop(grabbed, scene.on(scene.order))
    assert scene.stored() == [("issues", End(annotation=scene.office_ar.id), End(annotation=scene.order.id))]
    (line,) = scene.lines()
    spine = scene.german.x()
    box = line.path.boundingRect()
    assert box.left() < spine < box.right()
    for pane, aside in ((scene.german, Aside.LEFT), (scene.arabic, Aside.RIGHT)):
        brackets = pane.view.brackets
        assert brackets is not None
        (stub,) = brackets.stubs(0, 10_000)
        assert stub.aside is aside


def test_where_several_types_fit_a_menu_is_offered(scene: Scene) -> None:
    person = scene.person
    project, session = person.project, person.workspace.session
    session.do(relations.add_type(project, "proposes", from_tags=[ACTOR.id], to_tags=[DIRECTIVE.id]))
    grabbed = scene.take(scene.office)
    scene.drag(grabbed, scene.on(scene.order))
    assert set(plain(person.sides.relating.drawing.overlay.rubber.words).split(", ")) == {"issues", "proposes"}  # type: ignore[union-attr]
    scene.drop(grabbed, scene.on(scene.order))
    assert scene.stored() == []
    offered = choose(person, "proposes")
    assert offered[0].startswith("Das Hafenamt  issues →")
    assert offered[-1].endswith("addresses →  Das Hafenamt")
    assert scene.stored() == [("proposes", End(annotation=scene.office.id), End(annotation=scene.order.id))]


def test_what_only_goes_the_other_way_is_asked(scene: Scene) -> None:
    grabbed = scene.take(scene.fear)
    scene.drag(grabbed, scene.on(scene.office))
    assert plain(scene.person.sides.relating.drawing.overlay.rubber.words) == "← raises"  # type: ignore[union-attr]
    scene.drop(grabbed, scene.on(scene.office))
    assert choose(scene.person, "raises") == ["Das Hafenamt  raises →  gefälschte Funksprüche"]
    assert scene.stored()[0][1:] == (End(annotation=scene.office.id), End(annotation=scene.fear.id))


def test_what_no_type_allows_is_dimmed_and_said(scene: Scene) -> None:
    person = scene.person
    session, project = person.workspace.session, person.project
    for name in ("raises", "answers"):
        session.do(relations.delete_type(project, relations.find_type(project, name)))
    grabbed = scene.take(scene.office)
    scene.drag(grabbed, scene.on(scene.fear))
    overlay = person.sides.relating.drawing.overlay
    assert overlay.rubber is not None
    assert overlay.rubber.forbidden
    veil = scene.german.view.scene.veil
    assert veil.of_tag(CONCERN.id) is Shade.DIMMED
    assert veil.of_tag(ACTOR.id) is Shade.SHOWN
    assert scene.fear.id not in scene.german.view.scene.tied
    scene.drop(grabbed, scene.on(scene.fear))
    assert scene.stored() == []
    assert "No relation goes between" in person.message()
    assert scene.german.view.scene.veil.of_tag(CONCERN.id) is Shade.SHOWN


def test_escape_gives_dragging_up(scene: Scene) -> None:
    grabbed = scene.take(scene.office)
    scene.drag(grabbed, scene.on(scene.order))
    QTest.keyClick(scene.german.view, KEY.Key_Escape)
    assert scene.person.sides.relating.drawing.overlay.rubber is None
    QTest.mouseRelease(grabbed, LEFT, PLAIN, grabbed.mapFromGlobal(scene.on(scene.order)))
    scene.person.look_up()
    assert scene.stored() == []
    assert scene.person.workspace.marking.focused() == scene.office
    # Nothing of it is left: the next drag selects.
    scene.person.drag(scene.german, "Kestrel Lines")
    assert scene.german.view.selected_text() == "Kestrel Lines"


def test_dropping_on_no_mark_does_nothing(scene: Scene) -> None:
    grabbed = scene.take(scene.office)
    scene.drop(grabbed, scene.on(scene.order) + QPoint(0, 400))
    assert scene.stored() == []
    assert scene.person.message() == ""


def test_a_click_on_the_knob_is_the_key(scene: Scene) -> None:
    grabbed = scene.take(scene.office)
    knob = scene.german.view.knob(scene.office)
    assert knob is not None
    QTest.mouseRelease(grabbed, LEFT, PLAIN, knob.center())
    assert "Click the other mark" in scene.person.message()
    scene.person.click(scene.german, CHECK)
    choose(scene.person, "issues")
    assert len(scene.stored()) == 1


def test_the_page_scrolls_where_a_mark_is_dragged_to_its_edge(scene: Scene) -> None:
    person = scene.person
    person.window.resize(1400, 420)
    person.settle()
    grabbed = scene.take(scene.office)
    bar = scene.german.view.verticalScrollBar()
    before = bar.value()
    assert before < bar.maximum()
    foot = grabbed.mapToGlobal(QPoint(grabbed.width() // 2, grabbed.height() - 4))
    scene.drag(grabbed, foot)
    person.wait(lambda: bar.value() > before + 5)
    QTest.keyClick(scene.german.view, KEY.Key_Escape)
    after = bar.value()
    person.settle()
    assert bar.value() == after


def named(scene: Scene) -> Entity:
    """An entity that no mark on the pages of the German report mentions."""
    person = scene.person
    person.workspace.session.do(entities.add_entity(person.project, "بايت", tag=ACTOR.id, aliases=["ByteDance"]))
    return entities.find_entity(person.project, "بايت")


def test_an_entity_in_the_list_is_dropped_on(scene: Scene) -> None:
    person = scene.person
    entity = named(scene)
    person.shortcut("entities")
    person.settle()
    view = next(page.view for page in person.sides.side.pages if isinstance(page.view, EntitiesView))
    index = view.model.place_of(entity.id)
    at = view.list.viewport().mapToGlobal(view.list.visualRect(index).center())
    grabbed = scene.take(scene.order)
    scene.drag(grabbed, at)
    assert view.list._delegate.target == entity.id
    scene.drop(grabbed, at)
    assert view.list._delegate.target is None
    assert scene.stored() == [("addresses", End(annotation=scene.order.id), End(entity=entity.id))]
    assert scene.said() == ["addresses → بايت"]


def test_a_tab_that_is_dragged_to_opens(scene: Scene) -> None:
    person = scene.person
    named(scene)
    tabs = person.sides.side.tabs
    assert tabs.currentIndex() == 0
    grabbed = scene.take(scene.order)
    scene.drag(grabbed, tabs.mapToGlobal(tabs.tabRect(1).center()))
    person.wait(lambda: tabs.currentIndex() == 1)
    QTest.keyClick(scene.german.view, KEY.Key_Escape)


def test_an_entity_is_named_in_a_field(scene: Scene) -> None:
    person = scene.person
    entity = named(scene)
    person.workspace.marking.go_to(scene.order.id)
    person.look_up()
    person.press(KEY.Key_R, pane=scene.german)
    person.press(KEY.Key_R, pane=scene.german)
    (field,) = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, EntityChoice))
    assert field.list.count() == 1
    QTest.keyClicks(field.field, "nobody")
    assert field.list.count() == 0
    field.field.clear()
    QTest.keyClicks(field.field, "byted")
    QTest.keyClick(field.field, KEY.Key_Return)
    offered = choose(person, "issues")
    assert [one.split("  ")[1] for one in offered] == ["issues →", "addresses →"]
    assert scene.stored() == [("issues", End(entity=entity.id), End(annotation=scene.order.id))]


def test_an_entity_is_where_it_begins(scene: Scene) -> None:
    person = scene.person
    entity = named(scene)
    person.shortcut("entities")
    person.settle()
    view = next(page.view for page in person.sides.side.pages if isinstance(page.view, EntitiesView))
    view.list.setCurrentIndex(view.model.place_of(entity.id))
    view.menu_requested.emit(view.mapToGlobal(QPoint(10, 10)))
    choose(person, "Relate")
    assert "to relate" in person.message()
    scene.move(scene.german, QPoint(5, 5))  # what the pointer does meanwhile changes nothing
    person.click(scene.german, CHECK)
    choose(person, "issues")
    assert scene.stored() == [("issues", End(entity=entity.id), End(annotation=scene.order.id))]


def test_an_entity_is_chosen_in_the_list_after_the_key(scene: Scene) -> None:
    person = scene.person
    entity = named(scene)
    person.shortcut("entities")
    person.workspace.marking.go_to(scene.order.id)
    person.look_up()
    person.press(KEY.Key_R, pane=scene.german)
    view = next(page.view for page in person.sides.side.pages if isinstance(page.view, EntitiesView))
    place = view.list.visualRect(view.model.place_of(entity.id)).center()
    QTest.mouseClick(view.list.viewport(), LEFT, PLAIN, place)
    choose(person, "addresses")
    assert scene.stored() == [("addresses", End(annotation=scene.order.id), End(entity=entity.id))]


def inked(scene: Scene, pane: Pane, point: QPoint) -> bool:
    """Whether something is drawn at a point of the page, on its ground."""
    scene.person.settle()
    image = pane.view.viewport().grab(QRect(point - QPoint(1, 0), point + QPoint(1, 0))).toImage()
    page = QColor(pane.view.scene.theme.page)
    return any(image.pixelColor(x, 0) != page for x in range(image.width()))


def test_brackets_stand_in_the_outer_margin(scene: Scene) -> None:
    one = scene.relate("issues", scene.office, scene.order)
    two = scene.relate("issues", scene.office_ar, scene.order_ar)
    for pane, relation in ((scene.german, one), (scene.arabic, two)):
        page = pane.view.page
        assert page is not None
        point = scene.beside(pane, relation)
        low, high = page.margin
        assert low <= point.x() < high
        assert inked(scene, pane, point)
    scene.person.shortcut("undo")
    assert scene.arabic.view.brackets is None
    assert scene.german.view.brackets is not None


def test_a_bracket_is_brought_out_and_clicked(scene: Scene) -> None:
    person = scene.person
    relation = scene.relate("issues", scene.office, scene.order)
    assert scene.lines() == ()
    point = scene.beside(scene.german, relation)
    scene.move(scene.german, point)
    assert scene.german.view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    (line,) = scene.lines()
    assert plain(line.words) == "issues"
    # The arrow points into the page, at the line of the directive.
    assert line.tip is not None
    assert line.way.x() < 0
    assert scene.german.view.scene.tied >= {scene.office.id, scene.order.id}
    scene.move(scene.german, QPoint(200, 5))
    assert scene.lines() == ()
    scene.click(scene.german, point)
    assert person.workspace.spotlight.lit.relation == relation.id
    assert scene.card().shown == relation.id
    person.press(KEY.Key_Escape, pane=scene.german)
    scene.move(scene.german, QPoint(200, 5))
    assert scene.lines() == ()
    assert not any(card.isVisible() for card in person.window.findChildren(RelationCard))


def test_a_mark_brings_out_its_relations(scene: Scene) -> None:
    scene.relate("issues", scene.office, scene.order)
    scene.relate("acts on", scene.office, scene.firms)
    scene.relate("raises", scene.office_ar, scene.fear)
    scene.person.workspace.spotlight.hover(scene.office.id)
    assert sorted(scene.said()) == ["acts on", "issues"]
    scene.person.workspace.spotlight.hover(scene.fear.id)
    assert scene.said() == ["raises"]
    scene.person.workspace.spotlight.hover(None)
    assert scene.lines() == ()


def test_what_is_brought_out_follows_scrolling(scene: Scene) -> None:
    person = scene.person
    person.window.resize(1400, 420)
    person.settle()
    relation = scene.relate("issues", scene.office, scene.order)
    person.workspace.spotlight.relate(relation.id)
    (before,) = scene.lines()
    scene.german.view.scroll_by(20)
    (after,) = scene.lines()
    assert after.path.boundingRect().bottom() < before.path.boundingRect().bottom()


def test_the_verb_becomes_the_cue(scene: Scene) -> None:
    person = scene.person
    relation = scene.relate("issues", scene.office, scene.order)
    person.drag(scene.german, "sollen")
    person.press(KEY.Key_C, pane=scene.german)
    assert "Click a relation" in person.message()
    person.press(KEY.Key_Escape, pane=scene.german)
    scene.click(scene.german, scene.beside(scene.german, relation))
    person.shortcut("set_cue")
    assert "Select the words" in person.message()
    person.drag(scene.german, "sollen")
    person.press(KEY.Key_C, pane=scene.german)
    (stored,) = person.project.relations()
    assert stored.cue is not None
    assert stored.cue.quote == "sollen"
    assert "issues" in person.window.actions_["undo"].text()
    assert scene.german.view.scene.cue == Span(stored.cue.start, stored.cue.end)
    assert "sollen" in scene.card().cue.text()
    person.press(KEY.Key_Escape, pane=scene.german)
    assert scene.german.view.scene.cue is None
    scene.move(scene.german, scene.beside(scene.german, relation))
    assert scene.german.view.scene.cue is not None
    scene.click(scene.german, scene.beside(scene.german, relation))
    scene.card().no_cue.click()
    person.look_up()
    assert person.project.relations()[0].cue is None
    person.shortcut("undo")
    assert isinstance(person.project.relations()[0].cue, Cue)


def test_the_page_menu_sets_the_cue(scene: Scene) -> None:
    person = scene.person
    relation = scene.relate("issues", scene.office, scene.order)
    person.workspace.spotlight.relate(relation.id)
    person.drag(scene.german, "sollen")
    scene.german.view.context_menu_requested.emit(Picked((), QPoint(50, 50)))
    choose(person, "Set as cue of")
    assert person.project.relations()[0].cue is not None


def test_a_double_click_on_the_verb_keeps_the_relation(scene: Scene) -> None:
    person = scene.person
    relation = scene.relate("issues", scene.office, scene.order)
    person.workspace.spotlight.relate(relation.id)
    person.click(scene.german, "sollen")
    person.double_click(scene.german, "sollen")
    assert person.workspace.spotlight.lit.relation == relation.id
    person.press(KEY.Key_C, pane=scene.german)
    assert person.project.relations()[0].cue is not None


def test_the_list_says_who_says_what(scene: Scene) -> None:
    person = scene.person
    entity = named(scene)
    scene.relate("issues", scene.office, scene.order)
    scene.relate("issues", scene.office_ar, scene.order_ar)
    scene.relate("addresses", scene.order, entity)
    view = scene.panel()
    assert [plain(row.sentence) for row in view.model.rows()] == [
        "الهيئة issues → أن تفحص خدماتها",
        "Das Hafenamt issues → ihre neuen Lotsendienste selbst prüfen",
        "ihre neuen Lotsendienste selbst prüfen addresses → بايت",
    ]
    view.words.setText("lotsen")
    person.wait(lambda: len(view.model.rows()) == 2)
    view.type.setCurrentIndex(view.type.findText("addresses", Qt.MatchFlag.MatchContains))
    view.type.activated.emit(view.type.currentIndex())
    assert len(view.model.rows()) == 1
    view.words.setText("nobody")
    person.wait(lambda: not view.model.rows())
    view.words.clear()
    view.type.setCurrentIndex(0)
    assert scene.arabic.article is not None
    view.scope.setCurrentIndex(view.scope.findData(scene.arabic.article.id))
    view.scope.activated.emit(view.scope.currentIndex())
    person.wait(lambda: len(view.model.rows()) == 1)


def place(view: RelationsView, relation: Relation) -> QPoint:
    index = view.model.place_of(relation.id)
    assert index.isValid()
    return view.list.visualRect(index).center()


def test_a_row_leads_to_both_ends(scene: Scene) -> None:
    person = scene.person
    relation = scene.relate("issues", scene.office_ar, scene.order)
    person.workspace.panes.close_pane(scene.arabic)
    person.settle()
    view = scene.panel()
    QTest.mouseClick(view.list.viewport(), LEFT, PLAIN, place(view, relation))
    person.look_up()
    assert len(person.panes) == 2
    assert person.workspace.spotlight.lit.relation == relation.id
    assert scene.card().shown == relation.id
    assert len(scene.lines()) == 1
    QTest.keyClick(view.list, KEY.Key_Delete)
    person.look_up()
    person.settle()
    assert scene.stored() == []
    assert view.model.rows() == []
    person.shortcut("undo")
    person.settle()
    assert len(view.model.rows()) == 1


def test_the_card_edits(scene: Scene) -> None:
    person = scene.person
    session, project = person.workspace.session, person.project
    session.do(relations.add_type(project, "names", from_tags=[ACTOR.id], to_tags=[ACTOR.id]))
    relation = scene.relate("acts on", scene.office, scene.firms)
    scene.click(scene.german, scene.beside(scene.german, relation))
    card = scene.card()
    assert [plain(card.type.itemText(n)) for n in range(card.type.count())] == ["acts on", "names"]
    card.type.setCurrentIndex(1)
    card.type.activated.emit(1)
    person.look_up()
    assert scene.stored()[0][0] == "names"
    QTest.mouseClick(card.swap, LEFT)
    person.look_up()
    assert scene.stored()[0][1:] == (End(annotation=scene.firms.id), End(annotation=scene.office.id))
    QTest.keyClicks(card.note, "in the headline")
    QTest.keyClick(card.note, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.look_up()
    assert person.project.relations()[0].note == "in the headline"
    for _ in range(3):
        person.shortcut("undo")
    assert scene.stored() == [("acts on", End(annotation=scene.office.id), End(annotation=scene.firms.id))]
    QTest.mouseClick(scene.card().source, LEFT)
    person.look_up()
    assert person.workspace.marking.focused() == scene.office
    assert person.sides.card.isVisible()


def test_a_note_that_is_typed_is_kept_when_another_relation_is_chosen(scene: Scene) -> None:
    person = scene.person
    one = scene.relate("acts on", scene.office, scene.firms)
    two = scene.relate("issues", scene.office, scene.order)
    person.workspace.spotlight.relate(one.id)
    QTest.keyClicks(scene.card().note, "first")
    person.workspace.spotlight.relate(two.id)
    person.look_up()
    assert scene.card().note.toPlainText() == ""
    notes = {relation.id: relation.note for relation in person.project.relations()}
    assert notes == {one.id: "first", two.id: None}


def test_attributes_of_the_type_are_said_in_the_card(scene: Scene) -> None:
    person = scene.person
    kind = next(kind for kind in person.project.relation_types() if kind.name == "issues")
    force = AttributeDefinition("force", AttributeKind.CHOICE, ("obliges", "urges"))
    with_force: Edit[Value] = Edit(kind, replace(kind, attributes=(force,)))
    person.project.do(Change(ChangeKind.EDIT_TAG, None, now(), kind.name, (with_force,)))
    person.workspace.session.read_again()
    relation = scene.relate("issues", scene.office, scene.order)
    person.workspace.spotlight.relate(relation.id)
    person.look_up()
    assert scene.card().attributes.begin()
    person.window.activateWindow()
    person.wait(lambda: QApplication.focusWidget() is not None)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, KEY.Key_2)
    person.look_up()
    assert person.project.relations()[0].attributes == (("force", "urges"),)
    (row,) = scene.panel().model.rows()
    assert row.attributes == "force: urges"
    person.shortcut("undo")
    assert person.project.relations()[0].attributes == ()


def test_the_menu_of_a_bracket(scene: Scene) -> None:
    person = scene.person
    relation = scene.relate("acts on", scene.office, scene.firms)
    scene.german.view.relation_menu_requested.emit((relation.id, QPoint(50, 50)))
    choose(person, "Swap ends")
    assert scene.stored()[0][1] == End(annotation=scene.firms.id)
    scene.german.view.relation_menu_requested.emit((relation.id, QPoint(50, 50)))
    choose(person, "Delete relation")
    assert scene.stored() == []


def test_delete_on_the_page_deletes_the_relation_in_focus(scene: Scene) -> None:
    relation = scene.relate("acts on", scene.office, scene.firms)
    scene.click(scene.german, scene.beside(scene.german, relation))
    scene.person.press(KEY.Key_Delete, pane=scene.german)
    assert scene.stored() == []
    assert len(scene.person.marks()) == 6


def test_swapping_to_what_is_said_already_is_refused(scene: Scene) -> None:
    person = scene.person
    one = scene.relate("acts on", scene.office, scene.firms)
    scene.relate("acts on", scene.firms, scene.office)
    scene.click(scene.german, scene.beside(scene.german, one))
    person.workspace.spotlight.relate(one.id)
    QTest.mouseClick(scene.card().swap, LEFT)
    person.look_up()
    assert "said of these two already" in person.message()
    assert len(scene.stored()) == 2


def test_the_card_of_a_mark_lists_what_is_said_of_its_entity(scene: Scene) -> None:
    person = scene.person
    project, session = person.project, person.workspace.session
    session.do(entities.tie(project, [scene.office, scene.office_ar], "Hafenamt"))
    office = entities.find_entity(project, "Hafenamt")
    scene.relate("raises", office, scene.fear)
    person.workspace.marking.go_to(scene.office_ar.id)
    person.look_up()
    buttons = [one for one in person.sides.card.relations.findChildren(RelationButton) if one.isVisible()]
    assert [plain(button.text()) for button in buttons] == ["raises → “gefälschte Funksprüche”"]
    QTest.mouseClick(buttons[0], LEFT)
    person.look_up()
    assert person.workspace.spotlight.lit.focus == scene.fear.id


def test_what_is_withheld_is_neither_drawn_nor_listed(scene: Scene) -> None:
    person = scene.person
    scene.relate("issues", scene.office, scene.order)
    view = scene.panel()
    veils = person.workspace.panes.veils
    veils.work_blind(Blind("somebody else"))
    person.settle()
    assert scene.german.view.brackets is None
    assert view.model.rows() == []
    veils.work_blind(None)
    person.settle()
    assert scene.german.view.brackets is not None
    assert len(view.model.rows()) == 1
    # What is hidden by its tag is not on the page, and listed all the same.
    veils.become(Veil(tags=Shades(hidden=frozenset((DIRECTIVE.id,)))))
    person.settle()
    assert scene.german.view.brackets is None
    assert len(view.model.rows()) == 1
    veils.become(Veil(coders=Shades(hidden=frozenset((person.project.coder.id,)))))
    person.settle()
    assert view.model.rows() == []


def test_nothing_is_made_for_a_project_without_relations(person: Person) -> None:
    person.settle()
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    relating = person.sides.relating
    assert (relating._drawing, relating._linking, relating._card) == (None, None, None)
    assert all(pane.view.brackets is None for pane in person.panes)


def test_what_is_said_of_a_relation_to_an_entity_covers_no_word_of_its_mark(scene: Scene) -> None:
    scene.relate("issues", named(scene), scene.order)
    scene.person.workspace.spotlight.hover(scene.order.id)
    scene.person.settle()
    ((line, chip),) = scene.person.sides.relating.drawing.overlay.chips()
    assert "issues" in line.words
    words = scene.on(scene.order)
    middle = scene.person.workspace.panes.mapFromGlobal(words).y()
    assert chip.top() > middle + 4, "it lies between this line and the next"
    assert chip.bottom() < middle + 32
