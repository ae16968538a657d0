"""How a project was left, and how the reader likes pages, as values and as the text that the settings keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, to_builtins

from annotator.text.body import Side
from annotator.ui.typesetting import STEPS, Breaks, FaceChoice, PageStyle
from annotator.ui.veil import NO_VEIL, Shades, Veil


class Place(Struct, frozen=True):
    """An open pane: the article's id and the code point at its top."""

    article: str
    top: int = 0


class Desk(Struct, frozen=True):
    """How a project was left. Zoom and column are per cent of what reads best, widths pixels."""

    panes: tuple[Place, ...] = ()
    """From left to right."""
    widths: tuple[int, ...] = ()
    zoom: int = 100
    focus: str | None = None
    """The mark in focus."""
    together: bool = False
    """Whether the pages of an event scroll together."""
    column: int = 100
    veil: Veil = NO_VEIL
    zooms: tuple[int, ...] = ()
    """Each pane's own."""
    zoom_together: bool = True
    hidden: bool = False
    """Whether hidden characters are shown."""
    breaks: tuple[tuple[str, Breaks], ...] = ()
    """How articles are broken into lines, where that is not automatic."""
    left: tuple[Place, ...] = ()
    """Where articles were left that were open before."""
    current: str | None = None
    """The article in the pane that was in use."""
    unfolded: tuple[tuple[str, tuple[Side, ...]], ...] = ()
    """Of which articles what lies outside the body is shown."""
    loose: tuple[bool, ...] = ()
    """Which panes stay where they are while the others scroll together."""


def read(text: str) -> Desk:
    """Return the desk that was written down, by this version or an older one; an empty one where `text` is none."""
    try:
        kept = json.loads(text)
        return Desk(
            _places(kept["panes"]),
            tuple(int(width) for width in kept["widths"]),
            int(kept["zoom"]),
            kept["focus"] if isinstance(kept["focus"], str) else None,
            kept.get("together") is True,
            min(max(int(kept.get("column", 100)), 50), 400),
            _veil(kept.get("veil", {})),
            tuple(int(zoom) for zoom in kept.get("zooms", ())),
            kept.get("zoom_together") is not False,
            kept.get("hidden") is True,
            tuple((str(article), Breaks(breaks)) for article, breaks in kept.get("breaks", ())),
            _places(kept.get("left", ())),
            kept["current"] if isinstance(kept.get("current"), str) else None,
            tuple((str(article), tuple(map(Side, sides))) for article, sides in kept.get("unfolded", ())),
            tuple(loose is True for loose in kept.get("loose", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return Desk()


def written(desk: Desk) -> str:
    """Return a desk as text."""
    return json.dumps(to_builtins(desk, order="deterministic"))


def read_pages(text: str) -> PageStyle:
    """Return how the reader likes pages set in any project: leading, faces, what stands beside the text."""
    try:
        kept = json.loads(text)
        return PageStyle(
            leading=min(max(int(kept.get("leading", 100)), 50), 200),
            faces=tuple(_face(*face) for face in kept.get("faces", ())),
            numbers=kept.get("numbers") is True,
            stripes=kept.get("stripes") is True,
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return PageStyle()


def written_pages(style: PageStyle) -> str:
    """Return as text what of a style is the reader's in any project."""
    faces = [(script, choice.family, choice.step) for script, choice in style.faces]
    return json.dumps({"leading": style.leading, "faces": faces, "numbers": style.numbers, "stripes": style.stripes})


def _veil(kept: dict[str, Any]) -> Veil:
    """Return what a desk remembers of dimmed and hidden marks; desks of older versions know nothing of it."""

    def shades(of: dict[str, Any]) -> Shades:
        return Shades(*(frozenset(str(record) for record in of.get(shade, ())) for shade in ("dimmed", "hidden")))

    return Veil(shades(kept.get("tags", {})), shades(kept.get("coders", {})), kept.get("all_hidden") is True)


def _places(kept: Iterable[Mapping[str, object]]) -> tuple[Place, ...]:
    return tuple(Place(str(place["article"]), int(str(place["top"]))) for place in kept)


def _face(script: object, family: object, step: object) -> tuple[str, FaceChoice]:
    size = min(max(int(str(step)), STEPS[0]), STEPS[1])
    return str(script), FaceChoice(family if isinstance(family, str) else None, size)
