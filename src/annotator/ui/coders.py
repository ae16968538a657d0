"""Who codes: shown in the status bar, chosen and renamed by its menu; and whose the marks on the pages are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QActionGroup, QCursor
from PySide6.QtWidgets import QMenu

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import NameTakenError
from annotator.core.values import Annotation, Coder
from annotator.project import coders
from annotator.project.rules import coder_called, one_line
from annotator.text.isolate import isolate, shorten
from annotator.ui.actions import CODER
from annotator.ui.asking import ask_name
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.veil import Shade
from annotator.ui.window import Window

_NAME_LENGTH = 40
_BY_HAND = frozenset(
    {
        ChangeKind.DELETE_ANNOTATION, ChangeKind.RETAG, ChangeKind.RESIZE, ChangeKind.ADD_FRAGMENT,
        ChangeKind.TAKE_OUT, ChangeKind.NOTE, ChangeKind.ATTRIBUTE,
    }
)  # fmt: skip


class Coders(QObject):
    """Has another coder take over, and keeps up who is who."""

    switching = Signal()
    """Somebody else is about to code: what was typed and not stored yet is stored now."""

    def __init__(self, session: Session, panes: PaneRow, settings: Settings, window: Window) -> None:
        super().__init__(window)
        self._session = session
        self._panes = panes
        self._settings = settings
        self._window = window
        self._own = session.project.coder
        self._names: dict[str, str] = {}
        """Of all coders but the one who codes, by id."""
        self._said = ""
        menu = window.actions_.slots["coder"]
        menu.aboutToShow.connect(lambda: self.fill(menu))
        menu.aboutToHide.connect(self._release)
        window.coder.setMenu(menu)
        session.changed.connect(self._follow)
        panes.veils.changed.connect(lambda _veil: self._show())
        self._read()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table do that are about who codes."""
        return {"another_coder": self.ask, "rename_coder": lambda: self.rename(self._session.project.coder)}

    def name_of(self, mark: Annotation | None) -> str | None:
        """Return the name of whose mark this is, where that is not who codes."""
        return None if mark is None else self._names.get(mark.coder)

    def fill(self, menu: QMenu) -> None:
        """Offer the project's coders behind the actions that are always there."""
        for action in menu.actions()[len(CODER) :]:
            menu.removeAction(action)
            action.deleteLater()
        menu.addSeparator()
        own = self._session.project.coder
        known = {coder.id: coder for coder in (*self._session.project.coders(), own)}
        group = QActionGroup(menu)
        for coder in sorted(known.values(), key=lambda coder: coder.name.casefold()):
            action = menu.addAction(isolate(shorten(coder.name, _NAME_LENGTH)).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(coder.id == own.id)
            action.triggered.connect(lambda _checked=False, name=coder.name: self.code_as(name))
            group.addAction(action)

    def _release(self) -> None:
        """Have the button lit no longer: where a dialog opens from its menu, Qt does not tell it that it was left."""
        button = self._window.coder
        under = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, under)
        button.update()

    def ask(self) -> None:
        """Ask who codes from now on."""
        from annotator.ui.coder_dialog import CoderDialog

        dialog = CoderDialog(self._session.project.coder.name, self._window)
        dialog.chosen.connect(lambda choice: self.code_as(choice.name, everywhere=choice.everywhere))
        dialog.open()

    def code_as(self, name: str, *, everywhere: bool = False) -> None:
        """Let the coder of this name code from now on, here or `everywhere` where nobody else was chosen."""
        project, veils = self._session.project, self._panes.veils
        before = project.coder
        if name != before.name:
            self.switching.emit()
            self._session.code_as(name)
        coder = project.coder
        self._settings.keep_coder(project.info.id, coder, everywhere=everywhere)
        if coder == before:
            return
        # Who marks wants to see it.
        veils.shade_coder(coder.id, Shade.SHOWN)
        self._window.messages.news(self.tr("{0} codes from now on.").replace("{0}", isolate(coder.name)))

    def rename(self, coder: Coder) -> None:
        """Ask what a coder shall be called, and have it so."""
        ask_name(
            self._window,
            self.tr("Rename coder"),
            self.tr("Name:"),
            coder.name,
            lambda name: self._rename(coder, name),
        )

    def _rename(self, coder: Coder, name: str) -> None:
        project = self._session.project
        known = project.coders()
        if all(other.id != coder.id for other in known):
            # Nothing was made by them yet, so there is nothing to rename but who codes.
            taken = coder_called(known, one_line(name))
            if taken is not None:
                self._session.refused.emit(NameTakenError(taken.name, "coder"))
            else:
                self.code_as(name)
            return
        change = self._session.attempt(lambda: coders.rename_coder(project, coder, name))
        if change is not None and change.edits:
            self._session.do(change)

    # Following.

    def _follow(self, change: Change) -> None:
        if self._said:
            self._window.messages.withdraw(self._said)
            self._said = ""
        if change.kind is ChangeKind.ELSEWHERE or any(isinstance(edit.value, Coder) for edit in change.edits):
            before = self._own
            self._read()
            if self._own.id == before.id and self._own != before:
                # Renamed, they would else be looked for by the name that they had.
                self._settings.keep_coder(self._session.project.info.id, self._own)
        elif change.kind in _BY_HAND:
            step = self._session.project.undoable
            # What was taken back or done again is no step of its own.
            if step is not None and (step.kind, step.time) == (change.kind, change.time):
                self._say_whose(change)

    def _say_whose(self, change: Change) -> None:
        """Say that it was somebody else's mark that was just edited, and offer to take that back."""
        before = next((e.before for e in change.edits if isinstance(e.before, Annotation)), None)
        name = self.name_of(before)
        if name is None:
            return
        deleted = change.kind is ChangeKind.DELETE_ANNOTATION
        text = self.tr("You have deleted a mark of {0}.") if deleted else self.tr("You have changed a mark of {0}.")
        self._said = text.replace("{0}", isolate(shorten(name, _NAME_LENGTH)))
        undo = self._window.actions_["undo"].trigger
        self._window.messages.news(self._said, action=(self.tr("Undo"), undo))

    def _read(self) -> None:
        project = self._session.project

        def others() -> dict[str, str]:
            self._own = project.coder
            return {coder.id: coder.name for coder in project.coders() if coder.id != self._own.id}

        self._names = self._session.attempt(others) or {}
        self._panes.name_coders(self._names)
        self._show()

    def _show(self) -> None:
        name = isolate(shorten(self._own.name, _NAME_LENGTH))
        text = self.tr("Coder: {0}, blind") if self._panes.blindness.on else self.tr("Coder: {0}")
        self._window.coder.setText(text.replace("{0}", name).replace("&", "&&"))
