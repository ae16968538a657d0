"""The field of a note is as high as what is written in it, so that the list above it keeps its room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.annotations.note_field import NoteField
from annotator.ui.theme import LIGHT


@pytest.fixture
def note(qtbot: QtBot) -> Iterator[NoteField]:
    """A field in a narrow card, below one of a line."""
    card, line, field = QWidget(), QLineEdit(), NoteField()
    qtbot.addWidget(card)
    card.setStyleSheet(LIGHT.style_sheet())
    column = QVBoxLayout(card)
    column.addWidget(line)
    column.addWidget(field)
    column.addStretch(1)
    card.resize(280, 400)
    with qtbot.waitExposed(card):
        card.show()
    yield field
    card.hide()  # and it was here all the time


def test_it_grows_with_its_words_and_shrinks_again(note: NoteField, qtbot: QtBot) -> None:
    (line,) = note.window().findChildren(QLineEdit)
    low = note.height()
    assert abs(low - line.height()) <= 3, "empty, it is a line as other fields are"
    heights = [low]
    for words in ("one", "one\ntwo", "one\ntwo\nthree", "a note that is too long for one line of a card at the side"):
        note.setPlainText(words)
        qtbot.wait(0)
        heights.append(note.height())
    assert heights[1] == low < heights[2] < heights[3]
    assert heights[4] > low, "lines are counted as they are broken"
    assert note.verticalScrollBar().maximum() == 0, "and all of it is seen"
    note.clear()
    qtbot.wait(0)
    assert note.height() == low


def test_a_long_note_is_scrolled_and_leaves_the_card_its_room(note: NoteField, qtbot: QtBot) -> None:
    note.setPlainText("\n".join("שורה" for _ in range(40)))
    qtbot.wait(0)
    assert note.height() < 110
    assert note.verticalScrollBar().maximum() > 0


def test_words_that_just_fit_take_one_line_and_no_bar(note: NoteField, qtbot: QtBot) -> None:
    low = note.height()
    words = ""
    while note.fontMetrics().horizontalAdvance(words) < note.viewport().width() - 14:
        words += "i"
    note.setPlainText(words)
    qtbot.wait(0)
    assert note.height() == low
    assert not note.horizontalScrollBar().isVisible()
    card = note.window()
    card.resize(card.width() - 40, card.height())
    qtbot.wait(0)
    narrow = note.height()
    card.resize(card.width() + 40, card.height())
    qtbot.wait(0)
    assert note.height() == low <= narrow
