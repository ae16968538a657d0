"""What stands where the pages will be: a picture where nothing is there to be read, none beside what is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.ui.emblem import Emblem
from annotator.ui.theme import DARK, LIGHT, SEPIA, Theme
from annotator.ui.welcome import Welcome


def colours(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def test_the_picture_is_seen_where_nothing_is_there_to_be_read(qtbot: QtBot) -> None:
    welcome = Welcome(LIGHT)
    qtbot.addWidget(welcome)
    welcome.show()
    assert welcome.findChildren(Emblem) == [], "no project that opens waits for it"
    welcome.show_no_project()
    (emblem,) = welcome.findChildren(Emblem)
    assert emblem.isVisible()
    welcome.show_no_article(empty=False)
    assert not emblem.isVisible()
    welcome.show_no_article(empty=True)
    assert emblem.isVisible()
    welcome.show_ways("The project is damaged.", "", [])
    assert not emblem.isVisible()
    welcome.show_loading()
    assert not emblem.isVisible()
    assert welcome.findChildren(Emblem) == [emblem]


def test_enter_begins_a_project(qtbot: QtBot) -> None:
    welcome = Welcome(LIGHT)
    qtbot.addWidget(welcome)
    wanted: list[object] = []
    welcome.wanted.connect(wanted.append)
    with qtbot.waitExposed(welcome):
        welcome.show()
    welcome.show_no_project()
    welcome.activateWindow()
    qtbot.waitUntil(lambda: isinstance(welcome.focusWidget(), QPushButton) and welcome.focusWidget().hasFocus())
    QTest.keyClick(welcome.focusWidget(), Qt.Key.Key_Return)
    assert wanted == ["new"]


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
def test_it_has_the_colours_of_the_pages(qtbot: QtBot, theme: Theme) -> None:
    emblem = Emblem(DARK if theme is LIGHT else LIGHT)
    qtbot.addWidget(emblem)
    emblem.resize(emblem.sizeHint())
    before = colours(emblem.grab().toImage())
    emblem.set_theme(theme)
    after = colours(emblem.grab().toImage())
    assert QColor(theme.page).name() in after
    assert after != before
