"""The label of the mark in focus lies between the lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article
from annotator.text.direction import Direction
from annotator.ui import fonts
from annotator.ui.reader.handles import ink_rect
from annotator.ui.reader.view import ReaderView
from annotator.ui.typesetting import PageStyle

GERMAN = "gängige Gegenden gaben jüngst genügend Jagdzeug ab, " * 6
ARABIC = "ذهب الجميع إلى البيت وتخشى الهيئة أن تستغل التسجيلات المزيفة في تضليل الجمهور، " * 6


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
@pytest.mark.parametrize("zoom", [100, 170])
def test_the_line_above_keeps_its_feet(text: str, zoom: int, qtbot: QtBot) -> None:
    if fonts.face("Arabic" if text is ARABIC else "Latin") is None:
        pytest.skip("no face is installed")
    direction = Direction.RTL if text is ARABIC else Direction.LTR
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(560, 640)
    view.set_style(PageStyle(zoom))
    article = Article("a", "", direction, "", len(text), "ar" if text is ARABIC else "de")
    view.set_article(article, text, (), TagSet(DEFAULT_TAGS))
    view.show()
    qtbot.waitExposed(view)
    piece, top = next(iter(view.visible()))
    above, line = piece.lines[1], piece.lines[2]
    start = piece.offset(line.start)
    end = text.index(" ", start + 2)
    view.update_annotations((), [Annotation("m", "a", ACTOR.id, start, end, text[start:end], "c", "", "")])
    box = ink_rect(piece, above, 0, view.viewport().width(), top + piece.lead)
    before = view.viewport().grab().toImage()
    view.set_focus_annotation("m")
    after = view.viewport().grab().toImage()
    assert after.copy(box) == before.copy(box)
    leading = QRect(0, box.bottom() + 1, box.width(), piece.measures.line - box.height())
    assert after.copy(leading) != before.copy(leading)
