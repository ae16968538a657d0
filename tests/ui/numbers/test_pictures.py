"""Pictures of numbers: painted in both directions and themes, hinted at the place, saved so that others read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from annotator.analysis.counting import By, Grid, Label
from annotator.project.counting import Numbers, as_csv
from annotator.project.samples import make_sample
from annotator.ui.numbers.asked import MOST_COLUMNS, MOST_ROWS, Answer, Asked, What, answer
from annotator.ui.numbers.bars import Bars
from annotator.ui.numbers.canvas import Canvas, as_png, as_svg
from annotator.ui.numbers.heat import HeatMap
from annotator.ui.numbers.look import Look, Picture
from annotator.ui.numbers.network import Network
from annotator.ui.theme import DARK, LIGHT, Theme

ASKED = (
    Asked(),
    Asked(by=By.ENTITY),
    Asked(by=By.ENTITY, across=By.SOURCE),
    Asked(by=By.ATTRIBUTE, attribute="force", across=By.LANGUAGE, bars=True),
    Asked(What.TOGETHER, by=By.ENTITY),
    Asked(What.SHARES),
    Asked(What.NETWORK),
)


@pytest.fixture
def numbers(tmp_path: Path) -> Iterator[Numbers]:
    project = make_sample(tmp_path / "Sample.annot")
    yield Numbers(project)
    project.close()


def look(theme: Theme = LIGHT, *, right_to_left: bool = False) -> Look:
    return Look(theme, right_to_left, {}, "none")


def painted(picture: Picture, theme: Theme) -> QImage:
    image = QImage(picture.size, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.page))
    with QPainter(image) as painter:
        picture.paint(painter)
    return image


def inked(image: QImage, theme: Theme) -> set[tuple[int, int]]:
    """Return where something was drawn, every fourth pixel."""
    page = QColor(theme.page).rgb()
    return {
        (x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4) if image.pixel(x, y) != page
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: f"{asked.what}-{asked.by}-{asked.across}")
def test_each_is_painted_within_its_size_in_both_directions(
    qtbot: QtBot, numbers: Numbers, asked: Asked, theme: Theme
) -> None:
    for right_to_left in (False, True):
        picture = answer(numbers, asked).picture(look(theme, right_to_left=right_to_left), 900)
        places = inked(painted(picture, theme), theme)
        assert len(places) > 100
        edge = {x for x, _ in places}
        assert min(edge) >= 8
        assert max(edge) <= picture.size.width() - 8


def test_a_bar_is_as_long_as_its_number(qtbot: QtBot) -> None:
    rows = (Label("a", "one"), Label("b", "two"))
    grid = Grid(rows, (Label("", ""),), ((30.0,), (10.0,)))
    bars = Bars(grid, look(), 900, lambda number: f"{number:g}")
    longer, shorter = bars._pieces(0)[0], bars._pieces(1)[0]
    assert abs(longer.width() - 3 * shorter.width()) <= 2
    assert bars.hint(longer.center()) == "one: 30"
    mirrored = Bars(grid, look(right_to_left=True), 900, lambda number: f"{number:g}")
    assert mirrored.hint(QPoint(mirrored.size.width() - longer.center().x(), shorter.center().y())) == "two: 10"


def test_pieces_of_a_stacked_bar_lie_side_by_side(qtbot: QtBot) -> None:
    grid = Grid((Label("a", "one"),), (Label("x", "ex"), Label("y", "why")), ((1.0, 3.0),))
    bars = Bars(grid, look(), 900, lambda number: f"{number:g}")
    first, second = bars._pieces(0)
    assert first.right() < second.left()
    assert bars.hint(second.center()) == "one · why: 3"


def test_fields_say_what_they_are(qtbot: QtBot) -> None:
    rows, columns = (Label("a", "one"), Label("b", "two")), tuple(Label(str(n), f"a long name {n}") for n in range(30))
    grid = Grid(rows, columns, (tuple(map(float, range(30))), (0.0,) * 30))
    for right_to_left in (False, True):
        heat = HeatMap(grid, look(right_to_left=right_to_left), 900, lambda number: f"{number:g}")
        assert heat.hint(heat._field(0, 7).center()) == "one · a long name 7: 7"
        assert heat.hint(QPoint(0, 0)) is None


def test_who_tells_whom(qtbot: QtBot, numbers: Numbers) -> None:
    for right_to_left in (False, True):
        picture = answer(numbers, Asked(What.NETWORK)).picture(look(right_to_left=right_to_left), 900)
        assert isinstance(picture, Network)
        boxes = {picture._labels[place].name: box for place, box in picture._boxes.items()}
        assert boxes["Lena Okoro"].x() < boxes["postpone the vote"].x() < boxes["city council"].x()
        width = picture.size.width()
        node = look(right_to_left=right_to_left).mirrored(boxes["Lena Okoro"], width).center()
        assert picture.hint(node) == "Lena Okoro"
        assert picture.light(node)
        assert not picture.light(node)
        painted(picture, LIGHT)
        line = next(line for line in picture._lines if line.arrow.target.name == "sabotage")
        middle = picture._path(line).pointAtPercent(0.5).toPoint()
        assert picture.hint(middle) == "Aquastra — raises → sabotage (2)"


def test_an_svg_is_read_by_others(qtbot: QtBot, numbers: Numbers) -> None:
    picture = answer(numbers, Asked(by=By.SOURCE)).picture(look(), 900)
    root = ElementTree.fromstring(as_svg(picture, LIGHT, "Marks counted"))
    assert root.tag.endswith("svg")
    assert root.get("viewBox") == f"0 0 {picture.size.width()} {picture.size.height()}"
    words = " ".join(text for node in root.iter() if (text := node.text))
    assert "Velmar Courier" in words
    assert "صحيفة المرفأ" in words


def test_a_png_is_twice_as_fine(qtbot: QtBot, numbers: Numbers) -> None:
    picture = answer(numbers, Asked()).picture(look(), 900)
    image = QImage.fromData(as_png(picture, LIGHT))
    assert image.size() == picture.size * 2
    assert image.pixelColor(2, 2) == QColor(LIGHT.page)


def test_a_table_has_all_and_no_formula(qtbot: QtBot) -> None:
    rows = tuple(Label(str(n), f"=SUM({n})") for n in range(MOST_ROWS + 5))
    grid = Grid(rows, (Label("", ""),), tuple((float(n),) for n in range(len(rows))))
    made = Answer(Asked(by=By.SOURCE), grid)
    assert made.cut == 5
    read = list(csv.reader(io.StringIO(as_csv(made.table(look())).decode("utf-8-sig"))))
    assert read[0] == ["source", "annotations"]
    assert read[3] == ["'=SUM(2)", "2"]
    assert len(read) == len(rows) + 1
    wide = Grid(rows[:1], tuple(Label(str(n), str(n)) for n in range(MOST_COLUMNS + 2)), ((1.0,) * (MOST_COLUMNS + 2),))
    assert Answer(Asked(across=By.DATE), wide).cut == 2


def test_a_canvas_is_as_large_as_its_picture(qtbot: QtBot, numbers: Numbers) -> None:
    canvas = Canvas(LIGHT)
    qtbot.addWidget(canvas)
    picture = answer(numbers, Asked(by=By.ENTITY)).picture(look(), 700)
    canvas.show_picture(picture, "Marks by entity")
    assert canvas.size() == picture.size
    assert canvas.accessibleName() == "Marks by entity"
    assert inked(canvas.grab().toImage(), LIGHT)
