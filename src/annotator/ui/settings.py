"""What the window remembers between two starts: its shape, the recent projects, and where each project was left."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins
from PySide6.QtCore import QByteArray, QSettings

from annotator.ui.theme import THEMES
from annotator.ui.typesetting import STEPS, Breaks, FaceChoice, PageStyle
from annotator.ui.veil import NO_VEIL, Shades, Veil

_RECENT = 12


class Place(Struct, frozen=True):
    """An open pane: the article's id and the code point at its top."""

    article: str
    top: int = 0


class Desk(Struct, frozen=True):
    """How a project was left: its panes from left to right, their widths in pixels, zoom in per cent, mark in focus,
    whether the pages scroll together, the widest a line may be in per cent of what reads best; each pane's zoom and
    whether they are zoomed together, whether hidden characters are shown; how articles are broken into lines, where
    that is not automatic; where articles were left that were open before; and which marks are dimmed
    and hidden."""

    panes: tuple[Place, ...] = ()
    widths: tuple[int, ...] = ()
    zoom: int = 100
    focus: str | None = None
    together: bool = False
    column: int = 100
    veil: Veil = NO_VEIL
    zooms: tuple[int, ...] = ()
    zoom_together: bool = True
    hidden: bool = False
    breaks: tuple[tuple[str, Breaks], ...] = ()
    left: tuple[Place, ...] = ()


class Settings:
    """Typed access to the platform's settings store (or to the INI file `path`, for tests)."""

    def __init__(self, path: Path | None = None) -> None:
        self._store = (
            QSettings("Annotator", "Annotator") if path is None else QSettings(str(path), QSettings.Format.IniFormat)
        )

    @property
    def theme(self) -> str:
        """The name of one of the themes, or `system`."""
        value = self._store.value("theme", "system")
        return value if isinstance(value, str) and value in THEMES else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    @property
    def recent(self) -> list[Path]:
        """Projects opened lately, the last one first; those that are gone are left out."""
        return [path for text in self._texts("recent") if (path := Path(text)).is_file()]

    def remember(self, project: Path) -> None:
        """Put `project` at the head of the recent ones."""
        paths = [str(project), *(text for text in self._texts("recent") if text != str(project))]
        self._store.setValue("recent", json.dumps(paths[:_RECENT]))

    def forget_recent(self) -> None:
        self._store.remove("recent")

    @property
    def folder(self) -> str:
        """The folder that file dialogs open in."""
        value = self._store.value("folder", "")
        return value if isinstance(value, str) else ""

    @folder.setter
    def folder(self, path: str) -> None:
        self._store.setValue("folder", path)

    def geometry(self) -> tuple[QByteArray, QByteArray] | None:
        """Return the last window's geometry and the state of its docks."""
        geometry, state = self._store.value("window/geometry"), self._store.value("window/state")
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            return geometry, state
        return None

    def keep_geometry(self, geometry: QByteArray, state: QByteArray) -> None:
        self._store.setValue("window/geometry", geometry)
        self._store.setValue("window/state", state)

    def desk(self, project_id: str) -> Desk:
        """Return how the project was left (an empty desk where nothing sound is remembered)."""
        text = self._store.value(f"desks/{project_id}", "")
        try:
            kept = json.loads(text) if isinstance(text, str) else {}
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
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return Desk()

    @property
    def pages(self) -> PageStyle:
        """How the reader likes pages set in any project: leading, faces, numbers."""
        value = self._store.value("pages", "{}")
        try:
            kept = json.loads(value) if isinstance(value, str) else {}
            return PageStyle(
                leading=min(max(int(kept.get("leading", 100)), 50), 200),
                faces=tuple(_face(*face) for face in kept.get("faces", ())),
                numbers=kept.get("numbers") is True,
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return PageStyle()

    @pages.setter
    def pages(self, style: PageStyle) -> None:
        faces = [(script, choice.family, choice.step) for script, choice in style.faces]
        kept = {"leading": style.leading, "faces": faces, "numbers": style.numbers}
        self._store.setValue("pages", json.dumps(kept))

    @property
    def focus_paragraph(self) -> bool:
        """Whether focus mode leaves the whole paragraph bright, not just the sentence."""
        return self._store.value("focus", "sentence") == "paragraph"

    @focus_paragraph.setter
    def focus_paragraph(self, paragraph: bool) -> None:
        self._store.setValue("focus", "paragraph" if paragraph else "sentence")

    def keep_desk(self, project_id: str, desk: Desk) -> None:
        self._store.setValue(f"desks/{project_id}", json.dumps(to_builtins(desk, order="deterministic")))

    def sync(self) -> None:
        """Write everything down now."""
        self._store.sync()

    def _texts(self, key: str) -> list[str]:
        value = self._store.value(key, "[]")
        try:
            kept = json.loads(value) if isinstance(value, str) else []
        except ValueError:
            return []
        return [text for text in kept if isinstance(text, str)] if isinstance(kept, list) else []


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
