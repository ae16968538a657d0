"""News goes away by itself, but not before what it offers can be taken."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

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
