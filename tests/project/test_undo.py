"""The stack only remembers; what was refused stays on it until it is dropped."""

from __future__ import annotations

from annotator.core.change import Change, ChangeKind
from annotator.project.undo import UndoStack


def change(subject: str) -> Change:
    return Change(ChangeKind.NOTE, None, "", subject, ())


def test_steps() -> None:
    stack = UndoStack()
    assert (stack.undoable, stack.redoable) == (None, None)
    one, two = change("one"), change("two")
    stack.push(one)
    stack.push(two)
    assert stack.undoable is two
    stack.undone()
    assert (stack.undoable, stack.redoable) == (one, two)
    stack.redone()
    assert (stack.undoable, stack.redoable) == (two, None)
    stack.undone()
    stack.push(change("three"))
    assert stack.redoable is None
    stack.push(change("four"))
    stack.undone()
    stack.drop(undo=True)
    assert (stack.undoable, stack.redoable) == (one, change("four"))
    stack.drop(undo=False)
    assert (stack.undoable, stack.redoable) == (one, None)
    stack.clear()
    assert stack.undoable is None


def test_a_step_grows_in_its_own_place() -> None:
    stack = UndoStack()
    one, two, grown = change("one"), change("two"), change("one and more")
    stack.push(one)
    stack.push(two)
    assert stack.grow(one, grown)
    assert stack.undoable is two
    stack.undone()
    assert (stack.undoable, stack.redoable) == (grown, two)
    assert not stack.grow(one, grown)
    stack.undone()
    assert not stack.grow(grown, one)
    assert stack.redoable is grown
