"""Blind mode: withholds from who codes what others have marked in an article, until they have declared it done."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject

from annotator.core.change import Change, ChangeKind
from annotator.core.values import Coder, ReadingState, Status, Tag
from annotator.ui.session import Session
from annotator.ui.veil import Blind, Veils


class Blindness(QObject):
    """Keeps `veils` in step with what is declared. It has to hear of a change before the pages do."""

    def __init__(self, session: Session, veils: Veils) -> None:
        super().__init__(veils)
        self._session = session
        self._veils = veils
        session.changed.connect(self._follow)

    @property
    def on(self) -> bool:
        return self._veils.veil.blind is not None

    def turn(self, *, on: bool) -> None:
        """Work blind from now on, or see what all have marked."""
        self._veils.work_blind(self._read() if on else None)

    def _read(self) -> Blind:
        def read() -> Blind:
            project = self._session.project
            coder = project.coder.id
            return Blind(coder, project.declared(coder), frozenset(tag.id for tag in project.tags))

        # Where it cannot be read nothing counts as declared: rather too little is seen than too much.
        return self._session.attempt(read) or replace(self._veils.veil.blind or Blind(""), done=frozenset())

    def _follow(self, change: Change) -> None:
        blind = self._veils.veil.blind
        if blind is None:
            return
        kinds = {type(edit.value) for edit in change.edits}
        if change.kind is ChangeKind.ELSEWHERE or kinds & {Tag, Coder} or self._session.project.coder.id != blind.coder:
            self._veils.work_blind(self._read())
            return
        declared: set[tuple[str, str]] = set()
        taken_back: set[tuple[str, str]] = set()
        for edit in change.edits:
            if isinstance(edit.value, Status) and edit.value.coder == blind.coder:
                done = isinstance(edit.after, Status) and edit.after.state is ReadingState.DONE
                (declared if done else taken_back).add((edit.value.article, edit.value.tag))
        if declared or taken_back:
            self._veils.work_blind(replace(blind, done=(blind.done - taken_back) | declared))
