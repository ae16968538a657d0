"""Tool tips that say what somebody wrote: as it was written, be it that it looks like a page of the web."""

from __future__ import annotations

from PySide6.QtGui import Qt

_JOINER = "\u2060"
"""Seen nowhere, and no part of a tag's name."""


def plain(text: str) -> str:
    """Return a text that a tool tip shows letter by letter. Qt takes for HTML what has a tag in its first line."""
    if not Qt.mightBeRichText(text):
        return text
    return text.replace("&", f"&{_JOINER}").replace("<", f"<{_JOINER}")
