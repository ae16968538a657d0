"""What can be undone and done again: one person's steps in a project, those of earlier sessions behind this one's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from annotator.core.history import Entry


class Steps(Protocol):
    """What is asked of the history that the project keeps."""

    def last(self) -> int: ...
    def entry(self, number: int) -> Entry | None: ...
    def step_before(self, number: int | None, coder: str) -> Entry | None: ...
    def undone_last(self, coder: str) -> list[Entry]: ...


class UndoStack:
    """Steps done, in order, and those undone since. It only remembers; the project applies.

    What was there before its first step, or when somebody first asked, is asked of the history: one at a time, when the
    steps of this session are used up. What other processes do from then on is theirs to undo. A step moves by `undone`
    and `redone`, after it was applied. One that is refused stays where it is, so that it can be tried again, or is
    dropped where it never can.
    """

    def __init__(self, history: Callable[[], Steps], coder: Callable[[], str]) -> None:
        """`coder` gives the id of whose steps they are."""
        self._history = history
        self._coder = coder
        self._done: list[Entry] = []
        self._below: int | None = None
        """The number below which steps of earlier sessions are looked for; None until somebody asks."""
        self._earlier: Entry | None = None
        self._undone: list[Entry] | None = None
        """None: those of earlier sessions, not asked for yet."""

    @property
    def undoable(self) -> Entry | None:
        """The step that undo would take back."""
        if self._done:
            return self._done[-1]
        if self._below is None:
            self._below = self._history().last() + 1
        if self._earlier is None and self._below > 0:
            self._earlier = self._history().step_before(self._below, self._coder())
            self._below = 0 if self._earlier is None else self._earlier.number
        return self._earlier

    @property
    def redoable(self) -> Entry | None:
        """The undoing that redo would take back."""
        undone = self._all_undone()
        return undone[-1] if undone else None

    def _all_undone(self) -> list[Entry]:
        if self._undone is None:
            self._undone = self._history().undone_last(self._coder())
        return self._undone

    def push(self, entry: Entry) -> None:
        """Remember a step that was just done; what was undone before can no longer be done again."""
        if self._below is None:
            self._below = entry.number
        self._done.append(entry)
        self._undone = []

    def stands(self, number: int) -> bool:
        """Return whether a step of this session is neither undone, dropped nor reverted."""
        here = any(entry.number == number for entry in reversed(self._done))
        return here and all(entry.undoes != number for entry in self._done)

    def grow(self, grown: Entry) -> None:
        """Put a step that has grown since in its own place."""
        self._done = [grown if entry.number == grown.number else entry for entry in self._done]

    def undone(self, undoing: Entry) -> None:
        """Move on: the last step was taken back by this entry."""
        if self._undone is not None:
            self._undone.append(undoing)
        self.drop(undo=True)

    def redone(self) -> None:
        """Move on: the last undoing was taken back."""
        step = self._history().entry(self._all_undone().pop().undoes or 0)
        if step is not None:
            self._done.append(step)

    def drop(self, *, undo: bool) -> None:
        """Forget the step that would be undone next, or done again."""
        if not undo:
            self._all_undone().pop()
        elif self._done:
            self._done.pop()
        else:
            self._earlier = None

    def clear(self) -> None:
        self._done, self._undone, self._earlier, self._below = [], [], None, 0
