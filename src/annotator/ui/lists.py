"""Faces and sizes of text in lists, where Arabic is a step larger than Latin."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_TALL = re.compile("[\u0590-\u05ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def list_font(text: str, *, small: bool = False) -> QFont:
    """Return the system's face at the size for `text` in a list: Latin 13 px, Arabic 15, other tall scripts 14.

    `small` is for the quiet second line, two pixels less but Arabic never under 13.
    """
    font = QFont(QApplication.font())
    size = 15 if _ARABIC.search(text) else 14 if _TALL.search(text) else 13
    font.setPixelSize(max(size - 2, 11) if small else size)
    return font
