"""Short texts set in lines: measured as they are set, faces by script, and what lies where."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from annotator.text.direction import Direction
from annotator.ui.compare.typeset import Paragraph, Sheet, Stretch, Voice
from annotator.ui.theme import DARK, LIGHT
from annotator.ui.typesetting import PageStyle

SHEET = Sheet(LIGHT, PageStyle())


@pytest.fixture(autouse=True)
def _qt(qapp: QApplication) -> None:
    """Faces need an application."""


@pytest.mark.parametrize(
    ("text", "direction"),
    [("elf Unternehmen", Direction.LTR), ("11 شركة", Direction.RTL), ("שתים עשרה חברות", Direction.RTL)],
)
def test_one_line_is_measured_as_it_is_set(text: str, direction: Direction) -> None:
    paragraph = Paragraph(SHEET, (Stretch(text, Voice.QUOTE),), direction, 600)
    baseline, height = paragraph.baseline, paragraph.height
    line = paragraph.layout.lineAt(0)
    assert paragraph.layout.lineCount() == 1
    assert abs(line.y() + line.ascent() - baseline) <= 2
    assert abs(line.height() * 1.1 - height) <= 3


def test_long_words_take_as_many_lines_as_they_need() -> None:
    one = Paragraph(SHEET, (Stretch("Wort " * 5, Voice.QUOTE),), Direction.LTR, 4000)
    many = Paragraph(SHEET, (Stretch("Wort " * 50, Voice.QUOTE),), Direction.LTR, 200)
    assert many.layout.lineCount() > 5
    assert many.height > 5 * one.height


def test_each_stretch_lies_where_it_is_drawn() -> None:
    stretches = (
        Stretch("هيئة الموانئ", Voice.PARTY, "ar", "issuer"),
        Stretch(" — ", Voice.SMALL),
        Stretch("أن تفحص خدماتها", Voice.QUOTE, "ar", "quote"),
    )
    paragraph = Paragraph(SHEET, stretches, Direction.RTL, 500)
    first, last = paragraph.boxes(0)[0], paragraph.boxes(2)[-1]
    assert first.left() > last.right(), "from right to left"
    assert first.right() == pytest.approx(500, abs=3)
    assert paragraph.at(first.center()) == 0
    assert paragraph.at(last.center()) == 2
    assert paragraph.at(QPointF(5, 5)) is None


def test_small_words_of_the_program_keep_their_order_in_any_column() -> None:
    words = "12 marks are tied to nothing yet"
    paragraph = Paragraph(SHEET, (Stretch(words, Voice.LINK),), Direction.RTL, 500)
    assert paragraph.layout.text() == f"\u2068{words}\u2069"


def test_the_verb_is_slanted_where_a_script_knows_that() -> None:
    assert not SHEET.font("Arabic", italic=True).italic()
    assert SHEET.font("Arabic").pixelSize() > SHEET.font("Latin").pixelSize()
    assert SHEET.colour(Voice.CUE) != SHEET.colour(Voice.QUOTE)
    assert Sheet(DARK, PageStyle()).colour(Voice.QUOTE) != SHEET.colour(Voice.QUOTE)
    assert Sheet(LIGHT, PageStyle(zoom=200)).em() > SHEET.em()


def test_a_few_words_of_urdu_are_set_as_their_article_is() -> None:
    words = "اپنی نئی خدمات کی خود جانچ کریں"
    paragraph = Paragraph(SHEET, (Stretch(words, Voice.QUOTE, "ur"),), Direction.RTL, 600)
    (found,) = {found.format.font().families()[0] for found in paragraph.layout.formats()}
    assert found == SHEET.font("Arabic/ur").families()[0]


@pytest.mark.parametrize(("name", "bold"), [("Blauwal", True), ("Порт Нордфлит", True), ("هيئة الموانئ", False)])
def test_names_are_bold_in_every_script_that_has_bold_letters(name: str, bold: bool) -> None:
    assert (SHEET.small(name, strong=True, title=True).weight() > QFont.Weight.Medium) is bold
