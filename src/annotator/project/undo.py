"""What can be undone and done again: changes of this session, without limit."""

from __future__ import annotations

from annotator.core.change import Change


class UndoStack:
    """Changes done, in order, and those undone since. It only remembers; the project applies.

    A step moves by `undone` and `redone`, after it was applied. One that is refused stays where it is, so that it can
    be tried again, or is dropped where it never can.
    """

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    @property
    def undoable(self) -> Change | None:
        """The change that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def redoable(self) -> Change | None:
        """The change that redo would do again."""
        return self._undone[-1] if self._undone else None

    def push(self, change: Change) -> None:
        """Remember a change that was just done; what was undone before can no longer be done again."""
        self._done.append(change)
        self._undone.clear()

    def grow(self, step: Change, grown: Change) -> bool:
        """Put a step that has grown since in its own place. Return whether it was there: not undone, not dropped."""
        for at in range(len(self._done) - 1, -1, -1):
            if self._done[at] is step:
                self._done[at] = grown
                return True
        return False

    def undone(self) -> None:
        self._undone.append(self._done.pop())

    def redone(self) -> None:
        self._done.append(self._undone.pop())

    def drop(self, *, undo: bool) -> None:
        """Forget the step that would be undone next, or done again."""
        (self._done if undo else self._undone).pop()

    def clear(self) -> None:
        self._done.clear()
        self._undone.clear()
