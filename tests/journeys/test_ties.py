"""Ties: a mark under the pointer lights those of its entity and relations, and curves lead to them over the spine."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import ProjectError
from annotator.core.ids import new_id, now
from annotator.core.tagset import ACTOR, DIRECTIVE
from annotator.core.ties import Ties
from annotator.project import Project, edits
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.panes.connectors import MOST, Connector
from annotator.ui.panes.pane import Pane
from annotator.ui.veil import Shade
from journeys.person import Person

OFFICE, FIRMS = "Das Hafenamt von Norderfleet", "zwölf Reedereien vorgeladen"
CHECK = "ihre neuen Lotsendienste selbst prüfen"
OFFICE_AR, CHECK_AR, SHIPS_AR = "الهيئة", "أن تفحص خدماتها الجديدة", "السفن"


def tied_json(reports: list[Path], folder: Path) -> Path:
    """Write a file of both reports: the office is one entity in them, and orders what both say is to be checked."""
    with Project.create(folder / "first.annot", coder="mira") as project:
        project.import_files(reports, event="Harbour")
        german, arabic = project.articles()
        for article, words, tag in (
            (german, OFFICE, ACTOR),
            (german, FIRMS, ACTOR),
            (german, CHECK, DIRECTIVE),
            (arabic, OFFICE_AR, ACTOR),
            (arabic, CHECK_AR, DIRECTIVE),
            (arabic, SHIPS_AR, ACTOR),
        ):
            start = project.text(article.id).index(words)
            project.do(edits.annotate_anew(project, article.id, Span(start, start + len(words)), tag.id))
        out = folder / "tied.json"
        project.export(out)
    whole = json.loads(out.read_bytes())
    office, orders, time = new_id(), new_id(), now()
    by_quote = {mark["quote"]: mark for mark in whole["annotations"]}
    for words in (OFFICE, OFFICE_AR):
        by_quote[words]["entity"] = office
    whole["entities"] = [
        {"id": office, "name": "Hafenamt", "aliases": [], "tag": ACTOR.id, "part_of": None, "note": None}
    ]
    whole["relation_types"] = [{"id": orders, "name": "orders", "from": [], "to": [], "description": None}]
    common = {"type": orders, "cue": None, "attributes": {}, "note": None, "coder": whole["coders"][0]["id"]}
    common |= {"created": time, "modified": time}
    whole["relations"] = [
        {"id": new_id(), "from": {"entity": office}, "to": {"annotation": by_quote[CHECK_AR]["id"]}, **common},
        {"id": new_id(), "from": {"annotation": by_quote[OFFICE]["id"]},
         "to": {"annotation": by_quote[CHECK]["id"]}, **common},
    ]  # fmt: skip
    out.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return out


@pytest.fixture
def reader(sit_down: Callable[..., Person], reports: list[Path], tmp_path: Path) -> Person:
    """Somebody who has loaded the file into an empty project."""
    path = tmp_path / "loaded.annot"
    Project.create(path).close()
    person = sit_down(path)
    person.owner.files.load_file(tied_json(reports, tmp_path))
    person.settle()
    return person


def hover(person: Person, pane: Pane, words: str) -> None:
    """Move the pointer onto the first character of `words`."""
    # From elsewhere: where it stood there already, in the window of another test, Qt tells nobody of it.
    QTest.mouseMove(pane.view.viewport(), QPoint(1, 1))
    QTest.mouseMove(pane.view.viewport(), person.place(pane, words))
    person.settle()


def leave(person: Person, pane: Pane) -> None:
    """Move the pointer off the page."""
    QApplication.sendEvent(pane.view.viewport(), QEvent(QEvent.Type.Leave))
    person.settle()


def box(person: Person, pane: Pane, words: str) -> QRect:
    """Where words that lie in one line are seen, in pixels of what the panes lie on."""
    start = person.project.text(pane.article.id if pane.article else "").index(words)
    held = pane.view.selection()
    pane.view.select(Span(start, start + len(words)))
    found = pane.view.selection_rect()
    pane.view.select(held)
    return found.translated(pane.view.viewport().mapTo(person.workspace.panes, QPoint(0, 0)))


def ground(person: Person, pane: Pane, words: str) -> QColor:
    """The colour behind words: the one that most of the pixels there have."""
    person.settle()
    image = person.workspace.panes.grab(box(person, pane, words)).toImage()
    colours = Counter(image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))
    return QColor(colours.most_common(1)[0][0])


def shown(person: Person) -> tuple[Connector, ...]:
    overlay = person.workspace.panes.ties.overlay
    assert overlay.isVisible() == bool(overlay.shown)
    return overlay.shown


def test_hovering_lights_ties_in_both_panes_and_joins_them(reader: Person) -> None:
    german, arabic = reader.pane(Direction.LTR), reader.pane(Direction.RTL)
    assert reader.panes == [arabic, german]
    places = ((german, "selbst"), (arabic, OFFICE_AR), (arabic, "تفحص"))
    others = ((german, "Reedereien vorgeladen"), (arabic, SHIPS_AR))
    plain = [ground(reader, *place) for place in (*places, *others)]

    hover(reader, german, OFFICE)
    lit = [ground(reader, *place) for place in (*places, *others)]
    assert all(a != b for a, b in zip(plain[:3], lit[:3], strict=True))
    assert plain[3:] == lit[3:]
    first, second = sorted(shown(reader), key=lambda one: one.end.y())
    begin = box(reader, german, "Das")
    for connector in (first, second):
        # From the left edge of the German mark over the spine to the right edge of the Arabic one.
        assert abs(connector.begin.x() - begin.left()) <= 1
        assert begin.bottom() < connector.begin.y() < begin.bottom() + begin.height() // 2
        assert connector.end.x() < german.x() < connector.begin.x()
    end = box(reader, arabic, OFFICE_AR)
    assert abs(second.end.x() - end.right()) <= 2
    assert end.bottom() < second.end.y() < end.bottom() + end.height() // 2

    leave(reader, german)
    assert shown(reader) == ()
    assert [ground(reader, *place) for place in (*places, *others)] == plain


def test_a_relation_of_an_entity_leads_back_from_the_other_end(reader: Person) -> None:
    german, arabic = reader.pane(Direction.LTR), reader.pane(Direction.RTL)
    hover(reader, arabic, CHECK_AR)
    (connector,) = shown(reader)
    assert connector.begin.x() < german.x() < connector.end.x()
    # In its own pane what it is tied to is lit, without a curve.
    office = {mark.id for mark in reader.marks() if mark.quote in (OFFICE, OFFICE_AR)}
    assert german.view.scene.tied == arabic.view.scene.tied == office
    hover(reader, arabic, SHIPS_AR)
    assert shown(reader) == ()
    assert arabic.view.scene.tied == frozenset()
    # The other way round, where the panes lie the other way round.
    reader.shortcut("swap_panes")
    hover(reader, arabic, CHECK_AR)
    (connector,) = shown(reader)
    assert connector.end.x() < arabic.x() < connector.begin.x()


def test_focus_lights_ties_and_draws_no_curve(reader: Person) -> None:
    german, arabic = reader.pane(Direction.LTR), reader.pane(Direction.RTL)
    plain = ground(reader, arabic, OFFICE_AR)
    reader.click(german, OFFICE)
    leave(reader, german)
    german.hide_palette()
    assert ground(reader, arabic, OFFICE_AR) != plain
    assert shown(reader) == ()
    # What is hovered meanwhile has its own ties lit too.
    hover(reader, german, CHECK)
    assert shown(reader) == ()
    assert {mark.quote for mark in reader.marks() if mark.id in german.view.scene.tied} >= {OFFICE, OFFICE_AR}
    leave(reader, german)
    reader.press(Qt.Key.Key_Escape, pane=german)
    assert ground(reader, arabic, OFFICE_AR) == plain


def test_the_row_in_the_list_of_marks_does_the_same(reader: Person) -> None:
    arabic = reader.pane(Direction.RTL)
    office = next(mark for mark in reader.marks() if mark.quote == OFFICE)
    rows = reader.sides.marks
    place = rows.list.visualRect(rows.model.place_of(office.id)).center()
    QTest.mouseMove(rows.list.viewport(), place)
    reader.settle()
    assert len(shown(reader)) == 2
    assert len(arabic.view.scene.tied) == 3


def test_curves_follow_scrolling_and_zoom(reader: Person) -> None:
    german, arabic = reader.pane(Direction.LTR), reader.pane(Direction.RTL)
    reader.window.resize(1400, 420)
    reader.settle()
    hover(reader, german, OFFICE)
    before = shown(reader)
    assert before
    bar = arabic.view.verticalScrollBar()
    by = min(30, bar.maximum() - bar.value())
    assert by > 0
    arabic.view.scroll_by(by)
    for old, new in zip(before, shown(reader), strict=False):
        assert new.begin == old.begin
        assert new.end.y() == old.end.y() - by
    leave(reader, german)
    office = next(mark for mark in reader.marks() if mark.quote == OFFICE)
    reader.workspace.spotlight.hover(office.id)
    assert shown(reader)
    german.view.scroll_by(2000)
    assert shown(reader) == ()
    german.view.scroll_by(-2000)
    assert shown(reader)
    arabic.view.scroll_to_place(0)
    hover(reader, german, OFFICE)
    before = shown(reader)
    reader.workspace.panes.looks.set_zoom(150, arabic)
    reader.settle()
    assert shown(reader) != before


def test_hidden_marks_are_neither_lit_nor_joined(reader: Person) -> None:
    german = reader.pane(Direction.LTR)
    hover(reader, german, OFFICE)
    assert len(shown(reader)) == 2
    reader.workspace.panes.veils.shade_tag(DIRECTIVE.id, Shade.HIDDEN)
    assert len(shown(reader)) == 1
    reader.workspace.panes.veils.hide_all(True)
    assert shown(reader) == ()
    reader.workspace.panes.veils.show_all()
    assert len(shown(reader)) == 2


def test_ties_follow_edits_and_undo(reader: Person) -> None:
    german = reader.pane(Direction.LTR)
    hover(reader, german, OFFICE)
    gone = next(mark for mark in reader.marks() if mark.quote == OFFICE_AR)
    reader.workspace.session.edit(lambda: edits.delete_annotations(reader.project, [gone]))
    assert len(shown(reader)) == 1
    assert gone.id not in german.view.scene.tied
    reader.shortcut("undo")
    assert len(shown(reader)) == 2
    assert gone.id in german.view.scene.tied


def test_curves_take_no_pointer_and_keep_off_the_palette(reader: Person) -> None:
    german = reader.pane(Direction.LTR)
    hover(reader, german, OFFICE)
    panes, overlay = reader.workspace.panes, reader.workspace.panes.ties.overlay
    middle = overlay.geometry().center()
    assert panes.childAt(middle) is not overlay
    reader.click(german, OFFICE)
    reader.wait(german.palette_.isVisible)
    # Wherever it stands: here, where the curves begin.
    german.palette_.move(german.view.viewport().mapFrom(panes, shown(reader)[0].begin) - QPoint(9, 9))
    palette = QRect(german.palette_.mapTo(panes, QPoint(0, 0)), german.palette_.size())
    over = panes.grab(palette).toImage()
    overlay.hide()
    assert panes.grab(palette).toImage() == over


def test_only_neighbours_are_joined(reader: Person, tmp_path: Path) -> None:
    german, arabic = reader.pane(Direction.LTR), reader.pane(Direction.RTL)
    between = tmp_path / "between.txt"
    between.write_text("Nothing was reported from the other harbour.\n", encoding="utf-8")
    reader.project.import_files([between])
    reader.workspace.session.read_again()
    third = reader.project.articles()[-1]
    reader.workspace.panes.open_beside(third.id, 1)
    reader.settle()
    assert reader.panes.index(german) - reader.panes.index(arabic) == 2
    hover(reader, german, OFFICE)
    assert shown(reader) == ()
    assert arabic.view.scene.tied


def test_no_more_than_a_dozen(reader: Person) -> None:
    german, arabic = reader.pane(Direction.LTR), reader.pane(Direction.RTL)
    assert arabic.article is not None
    office = next(mark for mark in reader.marks() if mark.quote == OFFICE)
    text = reader.project.text(arabic.article.id)
    words = [Span(at.start(), at.end()) for at in re.finditer(r"\w+", text)]
    assert len(words) > MOST + 4
    many = [
        replace(office, id=new_id(), article=arabic.article.id, start=word.start, end=word.end, quote=word.of(text))
        for word in words
        if word.of(text) != OFFICE_AR
    ]
    change = Change(ChangeKind.LOAD, None, now(), "", tuple(Edit(None, mark) for mark in many))
    assert reader.workspace.session.do(change)
    hover(reader, german, OFFICE)
    assert len(shown(reader)) == MOST
    assert len(german.view.scene.tied) > MOST


def test_without_ties_nothing_is_looked_up_when_a_mark_is_made(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    german = person.pane(Direction.LTR)
    asked: list[Ties] = []
    read = person.project.ties

    def count() -> Ties:
        asked.append(read())
        return asked[-1]

    monkeypatch.setattr(person.project, "ties", count)
    person.tag(german, "Blauwal", Qt.Key.Key_1)
    monkeypatch.setattr(Ties, "of", lambda *_: pytest.fail("looked up"))
    for words, key in (("Lotsendienste", Qt.Key.Key_2), ("Funksprüche", Qt.Key.Key_3)):
        person.tag(german, words, key)
        hover(person, german, words)
    assert len(asked) == 1
    assert shown(person) == ()


def test_ties_that_another_process_makes_are_seen(reader: Person) -> None:
    german, arabic = reader.pane(Direction.LTR), reader.pane(Direction.RTL)
    hover(reader, arabic, SHIPS_AR)
    assert shown(reader) == ()
    ships = next(mark for mark in reader.marks() if mark.quote == SHIPS_AR)
    office = next(mark for mark in reader.marks() if mark.quote == OFFICE)
    with Project.open(reader.project.path) as other:
        edit = Edit(ships, replace(ships, entity=office.entity))
        other.do(Change(ChangeKind.LOAD, None, now(), "", (edit,)))
    reader.workspace.session.look_elsewhere()
    hover(reader, german, OFFICE)
    assert len(shown(reader)) == 3


def test_ties_that_cannot_be_read_are_told_of_once(reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    german = reader.pane(Direction.LTR)
    told: list[object] = []
    reader.workspace.session.refused.connect(told.append)

    def fail() -> Ties:
        raise ProjectError(reader.project.path, "is locked by another program")

    with monkeypatch.context() as patched:
        patched.setattr(reader.project, "ties", fail)
        reader.workspace.session.read_again()
        for words in (OFFICE, CHECK, FIRMS, OFFICE):
            hover(reader, german, words)
    assert len(told) == 1
    assert shown(reader) == ()
    reader.workspace.session.read_again()
    hover(reader, german, OFFICE)
    assert len(shown(reader)) == 2
