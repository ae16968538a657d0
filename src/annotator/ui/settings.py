"""What the window remembers between two starts: its shape, the recent projects, and where each project was left."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from annotator.ui.theme import THEMES

if TYPE_CHECKING:
    # How a project was left is asked when its pages are loaded; the window's frame comes before.
    from annotator.core.values import Coder
    from annotator.ui.desk import Desk
    from annotator.ui.typesetting import PageStyle

_RECENT = 12
_TABLES = 50
_KEPT = 5_000_000


class Settings(QObject):
    """Typed access to the platform's settings store (or to the INI file `path`, for tests). All windows share one."""

    taste_changed = Signal()
    """How the reader likes pages is another: `pages`, `focus_paragraph` or `letters`."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
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

    @property
    def kept(self) -> int:
        """Bytes up to which the original of an imported file is kept in the project; 0: none is."""
        value = self._store.value("originals", str(_KEPT))
        return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 12 else _KEPT

    @kept.setter
    def kept(self, size: int) -> None:
        self._store.setValue("originals", str(size))

    def columns(self, names: Iterable[str]) -> dict[str, str | None] | None:
        """Return what the columns of tables with these names hold, as the reader said once; None: not said yet."""
        fields = self._columns().get(_names_key(names))
        return dict(fields) if isinstance(fields, dict) else None

    def keep_columns(self, names: Iterable[str], fields: dict[str, str | None]) -> None:
        """Remember it; of many kinds of table, those that were explained last."""
        known = self._columns()
        known.pop(_names_key(names), None)
        known[_names_key(names)] = fields
        last = dict(list(known.items())[-_TABLES:])
        self._store.setValue("columns", json.dumps(last))

    def _columns(self) -> dict[str, object]:
        value = self._store.value("columns", "{}")
        try:
            known = json.loads(value) if isinstance(value, str) else {}
        except ValueError:
            return {}
        return known if isinstance(known, dict) else {}

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
        from annotator.ui import desk

        text = self._store.value(f"desks/{project_id}", "")
        return desk.read(text if isinstance(text, str) else "")

    @property
    def pages(self) -> PageStyle:
        """How the reader likes pages set in any project: leading, faces, what stands beside the text."""
        from annotator.ui import desk

        value = self._store.value("pages", "")
        return desk.read_pages(value if isinstance(value, str) else "")

    @pages.setter
    def pages(self, style: PageStyle) -> None:
        from annotator.ui import desk

        self._keep_taste("pages", desk.written_pages(style))

    @property
    def focus_paragraph(self) -> bool:
        """Whether focus mode leaves the whole paragraph bright, not just the sentence."""
        return self._store.value("focus", "sentence") == "paragraph"

    @focus_paragraph.setter
    def focus_paragraph(self, paragraph: bool) -> None:
        self._keep_taste("focus", "paragraph" if paragraph else "sentence")

    @property
    def letters(self) -> bool:
        """Whether what is selected goes by letters, and does not snap to words."""
        return self._store.value("select", "words") == "letters"

    @letters.setter
    def letters(self, letters: bool) -> None:
        self._keep_taste("select", "letters" if letters else "words")

    def _keep_taste(self, key: str, value: str) -> None:
        if value != self._store.value(key):
            self._store.setValue(key, value)
            self.taste_changed.emit()

    def keep_desk(self, project_id: str, left: Desk) -> None:
        from annotator.ui import desk

        self._store.setValue(f"desks/{project_id}", desk.written(left))

    def library(self, project_id: str) -> tuple[str, list[str]]:
        """Return the order of libraries, as it was written down, and the headings that are folded in this project's."""
        order = self._store.value("library/order", "")
        return order if isinstance(order, str) else "", self._texts(f"library/folded/{project_id}")

    def keep_library(self, project_id: str, order: str, folded: list[str]) -> None:
        self._store.setValue("library/order", order)
        if folded:
            self._store.setValue(f"library/folded/{project_id}", json.dumps(folded))
        else:
            self._store.remove(f"library/folded/{project_id}")

    def coder(self, project_id: str) -> Coder | None:
        """Return who codes in this project, or else (without an id) in all; None: the account's owner."""
        from annotator.core.values import Coder

        kept = self._texts(f"coders/{project_id}")
        if len(kept) == 2:
            return Coder(*kept)
        name = self._store.value("coder", "")
        return Coder("", name) if isinstance(name, str) and name else None

    def keep_coder(self, project_id: str, coder: Coder, *, everywhere: bool = False) -> None:
        """Remember who codes in a project; `everywhere`: by this name in every project where nobody else was chosen."""
        self._store.setValue(f"coders/{project_id}", json.dumps([coder.id, coder.name]))
        if everywhere:
            self._store.setValue("coder", coder.name)

    def blind(self, project_id: str) -> bool:
        """Return whether who codes in this project works blind."""
        return self._store.value(f"blind/{project_id}", "no") == "yes"

    def keep_blind(self, project_id: str, *, blind: bool) -> None:
        self._store.setValue(f"blind/{project_id}", "yes" if blind else "no")

    def script(self, project_id: str) -> str:
        """Return the command that proposes marks in this project: what its user set up here, never the project."""
        value = self._store.value(f"script/{project_id}", "")
        return value if isinstance(value, str) else ""

    def keep_script(self, project_id: str, command: str) -> None:
        self._store.setValue(f"script/{project_id}", command)

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


def _names_key(names: Iterable[str]) -> str:
    """Return what a kind of table is known by: its columns' names, in whatever order."""
    return json.dumps(sorted(names))
