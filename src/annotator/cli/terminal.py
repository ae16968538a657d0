"""What the terminal can do: its width, its colours, and whether it orders right-to-left text itself."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TextIO

from annotator.cli.output import tame
from annotator.cli.visual import visual
from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import isolate, shorten

CHOICES_BIDI = ("auto", "terminal", "visual")
CHOICES_COLOUR = ("auto", "always", "never")


@dataclass(frozen=True, slots=True)
class Terminal:
    """How to write to one stream. `visual`: right-to-left text has to be put in order by us."""

    width: int
    colour: bool
    visual: bool
    is_terminal: bool

    def styled(self, text: str, *codes: str) -> str:
        """Return `text` with the ANSI codes, if colours are wanted."""
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.colour and codes and text else text

    def inline(self, text: str, limit: int = 60) -> str:
        """Return a title or quote fit for the end of a line: on a terminal short and tame, whole in a pipe."""
        if not self.is_terminal:
            return " ".join(text.split())
        text = tame(shorten(text, limit))
        if self.visual:
            return visual(text, paragraph_direction(text, Direction.LTR))
        return isolate(text)


def terminal(
    stream: TextIO | None = None, *, bidi: str = "auto", colour: str = "auto", width: int | None = None
) -> Terminal:
    """Return what `stream` (standard output by default) can do, unless the user says otherwise."""
    stream = stream if stream is not None else sys.stdout
    is_terminal = stream.isatty()
    if colour == "auto":
        coloured = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    else:
        coloured = colour == "always"
    in_visual_order = is_terminal and not _orders_itself() if bidi == "auto" else bidi == "visual"
    columns = width or (shutil.get_terminal_size((80, 24)).columns if is_terminal else 80)
    return Terminal(min(max(columns, 20), 1000), coloured, in_visual_order, is_terminal)


def _orders_itself() -> bool:
    """Return whether this is a terminal known to order right-to-left text (GNOME's since 0.58, KDE's, macOS's...)."""
    environ = os.environ
    vte = environ.get("VTE_VERSION", "")
    return (
        (vte.isdecimal() and int(vte) >= 5800)
        or "KONSOLE_VERSION" in environ
        or environ.get("TERM_PROGRAM") in ("Apple_Terminal", "mintty")
        or "MLTERM" in environ
        or environ.get("TERM", "").startswith("mlterm")
    )


@lru_cache(maxsize=8192)
def columns_of(cluster: str) -> int:
    """Return how many columns a grapheme cluster takes in a terminal."""
    if "\ufe0f" in cluster or "\u200d" in cluster[1:]:
        return 2 if len(cluster) > 1 else 0
    wide = 0
    for ch in cluster:
        if unicodedata.east_asian_width(ch) in "WF":
            return 2
        if unicodedata.category(ch) not in ("Mn", "Me", "Cf", "Cc"):
            wide = 1
    return wide


def table(rows: Sequence[tuple[str, ...]], rightwards: frozenset[int] = frozenset()) -> list[str]:
    """Return lines with aligned columns; those in `rightwards` end together. The last column is left as it is."""
    if not rows:
        return []
    widths = [max(map(len, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
    return [
        "  ".join(
            [
                *(
                    cell.rjust(width) if number in rightwards else cell.ljust(width)
                    for number, (cell, width) in enumerate(zip(row[:-1], widths, strict=True))
                ),
                row[-1],
            ]
        ).rstrip()
        for row in rows
    ]
