"""The ring that says how far an article is read for each tag, and its words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import ReadingState
from annotator.text.isolate import isolate
from annotator.ui.standing import Standings, paint_standing, standing_icon, standings_text
from annotator.ui.theme import DARK, LIGHT, Theme

WORK, DONE = ReadingState.IN_WORK, ReadingState.DONE
SIZE = 60


def states(*of_each: ReadingState | None) -> Standings:
    return tuple(zip((ACTOR, DIRECTIVE, CONCERN), of_each, strict=True))


def drawn(standings: Standings, theme: Theme = LIGHT) -> QImage:
    image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        paint_standing(painter, QRectF(0, 0, SIZE, SIZE), standings, theme)
    return image


def share(image: QImage, colour: QColor) -> int:
    """How many pixels have just this colour."""
    return sum(image.pixelColor(x, y) == colour for x in range(SIZE) for y in range(SIZE))


def test_each_tag_has_its_part_in_its_colour_wider_the_further_it_is_read(qtbot: QtBot) -> None:
    for theme in (LIGHT, DARK):
        image = drawn(states(DONE, WORK, None), theme)
        actor, directive, concern = (share(image, theme.tag_ink(tag.colour)) for tag in (ACTOR, DIRECTIVE, CONCERN))
        assert actor > 2 * directive > 0
        assert concern == 0
        # From twelve o'clock with the clock: the first part lies at the right.
        right = image.copy(SIZE // 2, 0, SIZE // 2, SIZE // 2)
        found = sum(
            right.pixelColor(x, y) == theme.tag_ink(ACTOR.colour) for x in range(SIZE // 2) for y in range(SIZE // 2)
        )
        assert found > actor // 2


def test_all_states_look_different(qtbot: QtBot) -> None:
    looks = [
        drawn(states(*of_each))
        for of_each in ((None, None, None), (WORK, None, None), (DONE, None, None), (DONE, DONE, DONE), (WORK,) * 3)
    ]
    for place, look in enumerate(looks):
        assert all(look != other for other in looks[place + 1 :])
    assert not standing_icon(states(DONE, None, WORK), LIGHT).isNull()


def test_it_is_said_in_words_too(qtbot: QtBot) -> None:
    assert standings_text(states(DONE, DONE, DONE)) == "done"
    assert standings_text(states(None, None, None)) == "unread"
    assert standings_text(()) == "unread"
    actor, directive, concern = (isolate(tag.name) for tag in (ACTOR, DIRECTIVE, CONCERN))
    assert standings_text(states(DONE, None, DONE)) == f"done: {actor}, {concern} · unread: {directive}"
