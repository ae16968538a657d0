"""The lists at the sides, as they are looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.text.direction import Direction
from journeys.person import Person

KEY = Qt.Key
WORDS = ("Das Hafenamt", "Norderfleet", "zwölf", "Reedereien", "vorgeladen", "Blauwal", "Kestrel", "Lines", "Firmen")


def test_the_row_in_focus_stays_in_view_when_the_card_takes_its_room(person: Person) -> None:
    german = person.pane(Direction.LTR)
    made = [person.tag(german, word, KEY.Key_1) for word in WORDS]
    rows = person.sides.marks
    person.press(KEY.Key_Escape)
    assert not person.sides.card.isVisible()
    person.window.resize(1400, 620)
    rows.list.verticalScrollBar().setValue(0)

    def row(place: int) -> object:
        return rows.list.visualRect(rows.model.place_of(made[place].id))

    tall = rows.list.viewport().height()
    last = max(place for place in range(len(made)) if row(place).bottom() < tall)
    person.workspace.marking.go_to(made[last].id)
    person.wait(lambda: person.sides.card.isVisible() and rows.list.viewport().height() < tall)
    person.look_up()
    assert rows.list.viewport().rect().contains(row(last))


def test_a_note_is_told_in_full_by_the_row_it_is_on(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    rows = person.sides.marks
    index = rows.model.place_of(mark.id)
    before = rows.list.grab(rows.list.visualRect(index)).toImage()
    person.shortcut("edit_note")
    person.sides.card.note.setPlainText("ملاحظة " * 30)
    person.sides.card.flush()
    person.look_up()
    index = rows.model.place_of(mark.id)
    assert "ملاحظة " * 29 in index.data(Qt.ItemDataRole.ToolTipRole)
    after = rows.list.grab(rows.list.visualRect(index)).toImage()
    assert after != before
    # The tag's name is where it was: the note has changed neither size nor place of what stands before it.
    assert after.copy(28, 30, 30, 22) == before.copy(28, 30, 30, 22)
