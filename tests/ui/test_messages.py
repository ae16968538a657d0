"""News goes away by itself, but not before what it offers can be taken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from annotator.text.isolate import isolate
from annotator.ui.messages import MessageBar
from annotator.ui.theme import LIGHT


def test_what_offers_something_stays_longer(qtbot: QtBot) -> None:
    bar = MessageBar(LIGHT)
    qtbot.addWidget(bar)
    (timer,) = bar.findChildren(QTimer)
    bar.news("Imported 2 articles.")
    short = timer.interval()
    bar.news("1 mark found no certain place.", action=("Settle…", lambda: None))
    assert timer.isActive()
    assert timer.interval() > 2 * short
    bar.refuse("A file was not imported.")
    assert not timer.isActive(), "a refusal stays"


def test_news_does_not_go_while_the_pointer_or_the_keyboard_is_on_it(qtbot: QtBot) -> None:
    bar = MessageBar(LIGHT)
    qtbot.addWidget(bar)
    bar.resize(600, 60)
    (timer,) = bar.findChildren(QTimer)
    bar.news("Imported 2 articles.", action=("Open", lambda: None))
    with qtbot.waitExposed(bar):
        bar.show()
    bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    timer.timeout.emit()
    assert bar.isVisible(), "the button must not go from under the pointer"
    assert timer.isActive()
    bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    bar.activateWindow()
    bar.button.setFocus()
    qtbot.waitUntil(bar.button.hasFocus)
    timer.timeout.emit()
    assert bar.isVisible()
    bar.button.clearFocus()
    timer.timeout.emit()
    assert not bar.isVisible()


@pytest.mark.parametrize("title", ["Der Hafen", "هيئة الميناء", "רשות הנמל"])
def test_a_message_begins_on_the_left_whatever_title_it_begins_with(qtbot: QtBot, title: str) -> None:
    bar = MessageBar(LIGHT)
    qtbot.addWidget(bar)
    bar.resize(600, 60)
    bar.news(f"“{isolate(title)}” is new.")
    bar.show()
    picture = bar.text.grab().toImage()
    ground = picture.pixelColor(picture.width() - 2, 2)
    inked = [x for x in range(picture.width()) for y in range(picture.height()) if picture.pixelColor(x, y) != ground]
    assert inked
    assert max(inked) < picture.width() / 2
