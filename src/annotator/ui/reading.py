"""The reader's choices of how pages are read: size, lines, faces, signs and focus mode, from the View menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt

from annotator.text.scripts import COMMON, OTHER, script_runs
from annotator.ui.actions import COLUMNS, FOCUS, LEADINGS
from annotator.ui.faces import Faces
from annotator.ui.fonts import known_script
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.reader.selection import Granularity
from annotator.ui.settings import Settings
from annotator.ui.typesetting import Breaks, FaceChoice, PageStyle
from annotator.ui.window import Window

_BREAKS = {f"breaks_{breaks}": breaks for breaks in Breaks}
"""By action."""
_ZOOM_STEP = 10
_READ = 20_000
"""Code points of an article in which its scripts are looked for."""


class Reading(QObject):
    """Gives the actions their meaning, and keeps them and the settings with what the pages look like."""

    def __init__(self, window: Window, panes: PaneRow, marking: Marking, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._panes = panes
        self._looks = panes.looks
        self._settings = settings
        self.faces: Faces | None = None
        self.focusing = False
        self._looks.changed.connect(self._style_changed)
        self._looks.unfolded_changed.connect(self._show)
        settings.taste_changed.connect(self._follow_taste)
        panes.pane_added.connect(lambda _pane: self._attune())
        panes.current_changed.connect(lambda _article: self._show())
        panes.opened_changed.connect(self._opened_changed)
        marking.at_rest.connect(lambda: self.focus(False))
        window.actions_.connect_all(self._handlers())
        self._attune()
        self._show()

    def close(self) -> None:
        """Leave focus mode, and close what is open."""
        self._settings.taste_changed.disconnect(self._follow_taste)
        self.focus(False)
        if self.faces is not None:
            self.faces.close()

    def focus(self, on: bool) -> None:
        """Dim all but what is read, with the pages alone in the window; or bring everything back."""
        if on != self.focusing:
            self.focusing = on
            self._window.set_bare(on)
            self._attune()
        self._show()

    # Inside.

    def _handlers(self) -> dict[str, Callable[[], object]]:
        actions, looks = self._window.actions_, self._looks
        return {
            **{name: partial(self._style, column=percent) for name, percent in COLUMNS.items()},
            **{name: partial(self._style, leading=percent) for name, percent in LEADINGS.items()},
            **{name: partial(self._break, breaks) for name, breaks in _BREAKS.items()},
            **{name: partial(self._focus_on, paragraph) for name, paragraph in FOCUS.items()},
            "faces": self.choose_faces,
            "paragraph_numbers": lambda: self._style(numbers=actions["paragraph_numbers"].isChecked()),
            "stripes": lambda: self._style(stripes=actions["stripes"].isChecked()),
            "around": self._around,
            "show_hidden": lambda: self._style(hidden=actions["show_hidden"].isChecked()),
            "select_letters": lambda: setattr(self._settings, "letters", actions["select_letters"].isChecked()),
            "focus_mode": lambda: self.focus(actions["focus_mode"].isChecked()),
            "zoom_together": self._zoom_together,
            "zoom_in": lambda: looks.set_zoom(looks.zoom + _ZOOM_STEP, self._panes.current),
            "zoom_out": lambda: looks.set_zoom(looks.zoom - _ZOOM_STEP, self._panes.current),
            "zoom_reset": lambda: looks.set_zoom(100, self._panes.current),
        }

    def _style(self, **changes: object) -> None:
        self._looks.set_style(replace(self._looks.style, **changes))
        self._show()

    def _style_changed(self, style: PageStyle) -> None:
        self._settings.pages = style
        self._show()

    def _break(self, breaks: Breaks) -> None:
        pane = self._panes.current
        if pane is not None and pane.article is not None:
            self._looks.set_breaks(pane.article.id, breaks)
        self._show()

    def _around(self) -> None:
        if self._panes.current is not None:
            self._panes.current.view.set_all_unfolded(self._window.actions_["around"].isChecked())
        self._show()

    def _follow_taste(self) -> None:
        """The reader has chosen anew, in this window or another: pages look and behave so in all of them."""
        taste = self._settings.pages
        own = self._looks.style
        self._looks.set_style(replace(taste, zoom=own.zoom, column=own.column, breaks=own.breaks, hidden=own.hidden))
        self._attune()
        self._show()

    def _focus_on(self, paragraph: bool) -> None:
        self._settings.focus_paragraph = paragraph
        self._show()

    def _zoom_together(self) -> None:
        self._looks.zoom_together = self._window.actions_["zoom_together"].isChecked()

    def _attune(self) -> None:
        """Have all pages dimmed, and selected from, as the reader likes it."""
        unit = Granularity.PARAGRAPH if self._settings.focus_paragraph else Granularity.SENTENCE
        for pane in self._panes.panes:
            pane.view.letters = self._settings.letters
            pane.view.set_focus_mode(unit if self.focusing else None)

    def _opened_changed(self) -> None:
        if not self._panes.panes:
            self.focus(False)
        self._show()
        if self.faces is not None:
            self.faces.show_scripts(self._scripts(), self._looks.style)

    def _show(self) -> None:
        """Let the menu say what is chosen."""
        actions, style, pane = self._window.actions_, self._looks.style, self._panes.current
        article = pane.article if pane is not None else None
        breaks = self._looks.breaks_of(article.id) if article is not None else None
        paragraph = self._settings.focus_paragraph
        checks = {
            **{name: percent == style.column for name, percent in COLUMNS.items()},
            **{name: percent == style.leading for name, percent in LEADINGS.items()},
            **{name: kind is breaks for name, kind in _BREAKS.items()},
            **{name: whole == paragraph for name, whole in FOCUS.items()},
            "paragraph_numbers": style.numbers,
            "stripes": style.stripes,
            "show_hidden": style.hidden,
            "around": pane is not None and pane.view.has_outside and bool(pane.view.style_.unfolded),
            "select_letters": self._settings.letters,
            "focus_mode": self.focusing,
            "zoom_together": self._looks.zoom_together,
        }
        for name, checked in checks.items():
            actions[name].setChecked(checked)
        for name in (*_BREAKS, "focus_mode"):
            actions[name].setEnabled(article is not None)
        actions["around"].setEnabled(pane is not None and pane.view.has_outside)

    def choose_faces(self) -> None:
        """Open the sheet of faces beside the pages."""
        if self.faces is None:
            self.faces = Faces(self._window)
            self.faces.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.faces.chosen.connect(self._choose_face)
            self.faces.finished.connect(self._faces_closed)
            self.faces.show_scripts(self._scripts(), self._looks.style)
        self.faces.show()
        self.faces.raise_()
        self.faces.activateWindow()

    def _faces_closed(self) -> None:
        self.faces = None

    def _choose_face(self, what: tuple[str, FaceChoice]) -> None:
        self._looks.set_style(self._looks.style.with_face(*what))

    def _scripts(self) -> list[str]:
        """Return the keys of faces for the scripts that the open articles are written in."""
        found: dict[str, None] = {}
        for pane in self._panes.panes:
            if pane.article is not None:
                for _, script in script_runs(pane.view.text()[:_READ]):
                    if script not in (COMMON, OTHER):
                        found[known_script(script, pane.article.language)] = None
        return list(found)
