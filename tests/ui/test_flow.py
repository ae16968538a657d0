"""Widgets in rows: none over another, none outside, mirrored with the interface."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.flow import flow


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("room", [20, 150, 400, 4000])
@pytest.mark.parametrize("fill", [False, True])
def test_rows(qtbot: QtBot, direction: Qt.LayoutDirection, room: int, fill: bool) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.setLayoutDirection(direction)
    buttons = [QPushButton("word " * (1 + number % 3), parent) for number in range(9)]
    needed = flow([*((button,) for button in buttons[:6]), buttons[6:]], room, QSize(6, 5), fill=fill)
    boxes = [button.geometry() for button in buttons]
    assert not any(box.intersects(other) for at, box in enumerate(boxes) for other in boxes[:at])
    assert len({box.top() for box in boxes[6:]}) == 1
    assert max(box.bottom() for box in boxes) + 1 + 5 <= needed.height()
    if room >= 400:
        assert needed.width() <= room
        width = room if fill else needed.width()
        assert all(box.left() >= 6 and box.right() < width - 5 for box in boxes)
    first, second = boxes[:2]
    if first.top() == second.top():
        assert (first.left() < second.left()) is (direction is Qt.LayoutDirection.LeftToRight)
    assert (len({box.top() for box in boxes}) == 1) is (room == 4000)


def test_what_is_lower_stands_in_the_middle_of_its_row(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    low, high, below = (QPushButton("word", parent) for _ in range(3))
    high.setStyleSheet("min-height: 40px;")
    flow([(low, high), (below,)], low.sizeHint().width() * 2 + 20, QSize(0, 0), level=True)
    assert abs(low.geometry().center().y() - high.geometry().center().y()) <= 1
    assert low.height() < high.height() <= below.geometry().top()
