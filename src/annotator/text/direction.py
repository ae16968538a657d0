"""The direction a paragraph or a whole text is written in."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    LTR = "ltr"
    RTL = "rtl"
