"""The list of the library while it grows."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.ui.library.view import LibraryView
from annotator.ui.theme import LIGHT
from ui.library.test_model import Held


def test_a_long_list_is_not_bare_while_it_grows(qtbot: QtBot) -> None:
    view = LibraryView(LIGHT)
    qtbot.addWidget(view)
    view.resize(240, 600)
    view.show()
    articles = {str(n): Article(str(n), f"title {n}", Direction.LTR, "", 0) for n in range(8_000)}
    entries = [("", record) for record in articles]
    bare = 0
    for count in range(5_000, 7_000, 100):
        view.model.show(entries[:count], Held(articles=articles), [])
        bare += view.list.visualRect(view.model.index(3)).isEmpty()
        QApplication.processEvents()
        bare += view.list.visualRect(view.model.index(3)).isEmpty()
    assert bare == 0
