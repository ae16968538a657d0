"""Names that would break a picture or a table, were they written into it as they are."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from pytestqt.qtbot import QtBot

from annotator.analysis.counting import Arrow, Grid, Label
from annotator.project.counting import as_csv
from annotator.ui.numbers.bars import Bars
from annotator.ui.numbers.canvas import as_png, as_svg
from annotator.ui.numbers.heat import HeatMap
from annotator.ui.numbers.look import Look, Picture
from annotator.ui.numbers.network import Network
from annotator.ui.theme import LIGHT

HOSTILE = (
    "</text><script>alert(1)</script>", "bell\x07 \x1b[31m\x00", "\ufffe\uffff", "x" * 10_000, "\u202ereversed",
    "=HYPERLINK(1)", "👩\u200d👩\u200d👧", "", "a & \"b\" 'c'",
)  # fmt: skip
LABELS = tuple(Label(str(number), name) for number, name in enumerate(HOSTILE))


def pictures() -> list[Picture]:
    look = Look(LIGHT, False, {}, "none")
    grid = Grid(LABELS, LABELS, tuple(tuple(float(n) for n in range(len(LABELS))) for _ in LABELS))
    arrows = [Arrow(one, one.name, other, 2) for one in LABELS for other in LABELS[:3] if one != other]
    return [
        Bars(grid, look, 900, lambda number: f"{number:g}"),
        HeatMap(grid, look, 900, lambda number: f"{number:g}"),
        Network(arrows, look, 900),
    ]


@pytest.mark.parametrize("number", range(3), ids=["bars", "heat", "network"])
def test_a_picture_is_sound_whatever_names_are_in_it(qtbot: QtBot, number: int) -> None:
    picture = pictures()[number]
    assert picture.size.width() <= 4000
    root = ElementTree.fromstring(as_svg(picture, LIGHT, HOSTILE[0] + HOSTILE[1]))
    assert not [node for node in root.iter() if node.tag.endswith("script")]
    assert as_png(picture, LIGHT).startswith(b"\x89PNG")


def test_a_table_holds_no_formula(qtbot: QtBot) -> None:
    rows = list(csv.reader(io.StringIO(as_csv([list(HOSTILE)]).decode("utf-8-sig"))))
    assert not any(field.startswith(("=", "+", "-", "@")) for row in rows for field in row)
