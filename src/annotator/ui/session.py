"""An open project on the screen: edits go in, one signal says what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import AnnotatorError, DisplacedError, TwinError
from annotator.core.history import Entry
from annotator.core.ids import now
from annotator.core.values import Annotation, Article
from annotator.project import Project

_FOLLOW_MS = 600

Result = TypeVar("Result")


class Session(QObject):
    """Owns a project while its window is open.

    Every edit goes through `do`, `undo`, `redo` or `revert`; each view listens to `changed` or `followed`, and reads
    again what it touched. What cannot be done is not raised into Qt's event loop, where it would be lost, but told by
    `refused`.
    """

    changing = Signal()
    """Articles are about to be edited or read anew: who has stored what was not told yet tells it now."""
    changed = Signal(object)
    """A `Change` that is now stored (or `ELSEWHERE`, when another process stored one). For pages, and who decides what
    they show: the reader waits for these."""
    followed = Signal(object)
    """The same `Change`, after `changed`, for all others: of marks alone when the event loop comes round, so that the
    page is painted first; never after the next change."""
    refused = Signal(object)
    """The `AnnotatorError` that says why an edit was not made."""
    displaced = Signal(object)
    """The `DisplacedError` when the project's file is gone from its place, None when it is back."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self._displaced: str | None = None
        self._untold: list[Change] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.tell_followers)
        self._follow = QTimer(self)
        self._follow.setInterval(_FOLLOW_MS)
        self._follow.timeout.connect(self.look_elsewhere)
        self._follow.start()

    def do(self, change: Change) -> bool:
        """Apply and store `change`. Return whether that was possible."""
        return self.attempt(lambda: self.do_or_raise(change)) is not None

    def edit(self, build: Callable[[], Change]) -> bool:
        """Build a change (which may be refused too) and do it."""
        return self.attempt(lambda: self.do_or_raise(build())) is not None

    def annotate(self, build: Callable[[], Change | Annotation]) -> Annotation | None:
        """Make an annotation and return it; return the one that is there already, or None where it is refused."""

        def made() -> Annotation:
            result = build()
            if not isinstance(result, Change):
                return result
            try:
                stored = self.do_or_raise(result)
            except TwinError as error:
                # Another process of the same coder was a moment faster.
                self.look_elsewhere()
                return self.project.annotation(error.twin)
            return next(e.after for e in stored.edits if isinstance(e.after, Annotation))

        return self.attempt(made)

    def undo(self) -> Change | None:
        """Take the last edit back; return what was applied, None where there is nothing or it was refused."""
        return self._walk(self.project.undo)

    def redo(self) -> Change | None:
        """Do again what was taken back last; return it, None where there is nothing or it was refused."""
        return self._walk(self.project.redo)

    def revert(self, entry: Entry) -> Change | None:
        """Take a single change of the history back; return what was applied, None where it was refused."""
        return self._walk(lambda: self.project.revert(entry))

    def compact(self, before: str) -> int | None:
        """Forget the details of changes older than `before` (RFC 3339); return of how many, None where refused."""
        forgotten = self.attempt(lambda: self.project.compact_history(before))
        if forgotten is not None:
            self.read_again()
        return forgotten

    def _walk(self, step: Callable[[], Change | None]) -> Change | None:
        self.changing.emit()
        change = self.attempt(step)
        if change is not None:
            self.tell(change)
        return change

    def tell(self, change: Change) -> None:
        """Have every view follow a change that is stored."""
        self.tell_followers()
        self._untold.append(change)
        self.changed.emit(change)
        if change.edits and all([isinstance(edit.value, Annotation) for edit in change.edits]):
            self._soon.start(0)
        else:
            self.tell_followers()

    def tell_followers(self) -> None:
        """Tell those who only follow now, for whoever needs them as they will be."""
        self._soon.stop()
        while self._untold:
            self.followed.emit(self._untold.pop(0))

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Return what `action` returns, or None after telling why it was refused."""
        try:
            return action()
        except AnnotatorError as error:
            self.refused.emit(error)
            return None

    def look_elsewhere(self) -> None:
        """Ask whether another process stored something since, and say so."""
        if self.attempt(self.project.changed_elsewhere):
            self.read_again()
        displaced = self.project.displaced()
        if displaced != self._displaced:
            self._displaced = displaced
            self.displaced.emit(None if displaced is None else DisplacedError(self.project.path, displaced))

    def read_again(self) -> None:
        """Have every view read the project afresh."""
        self.changing.emit()
        self.tell(Change(ChangeKind.ELSEWHERE, None, now(), "", ()))

    def code_as(self, name: str) -> None:
        """Let somebody else code from now on; every view reads the project afresh, as that coder sees it."""
        self.project.code_as(name)
        self.read_again()

    def close(self) -> None:
        self._follow.stop()
        self._soon.stop()
        self.project.close()

    def do_or_raise(self, change: Change) -> Change:
        """Apply `change`; return it as stored. For who says himself why it was refused. Raises AnnotatorError."""
        if any([isinstance(edit.value, Article) for edit in change.edits]):
            self.changing.emit()
        stored = self.project.do(change)
        self.tell(stored)
        return stored
