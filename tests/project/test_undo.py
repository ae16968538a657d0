"""The stack only remembers; what was refused stays on it until it is dropped, what is older is asked for."""

from __future__ import annotations

from annotator.core.change import ChangeKind
from annotator.core.history import Entry, Way
from annotator.project.undo import UndoStack


class Steps:
    """A history of steps that nobody took back, as far as a stack asks."""

    def __init__(self, *subjects: str) -> None:
        self.taken_back: list[Entry] = []
        self.steps = [entry(number, subject) for number, subject in enumerate(subjects, 1)]

    def last(self) -> int:
        return len(self.steps)

    def entry(self, number: int) -> Entry | None:
        return self.steps[number - 1]

    def step_before(self, number: int | None, coder: str) -> Entry | None:
        assert coder == "me"
        return next((step for step in reversed(self.steps) if number is None or step.number < number), None)

    def undone_last(self, coder: str) -> list[Entry]:
        assert coder == "me"
        return self.taken_back


def entry(number: int, subject: str, undoes: int | None = None) -> Entry:
    way = Way.DONE if undoes is None else Way.UNDONE
    return Entry(number, str(number), ChangeKind.NOTE, "me", "", subject, 1, way, undoes)


def stack_of(history: Steps) -> UndoStack:
    return UndoStack(lambda: history, lambda: "me")


def named(entry: Entry | None) -> str | None:
    return None if entry is None else entry.subject


def test_steps() -> None:
    history = Steps()
    stack = stack_of(history)
    assert (stack.undoable, stack.redoable) == (None, None)
    history.steps = [entry(1, "one"), entry(2, "two")]
    for step in history.steps:
        stack.push(step)
    assert named(stack.undoable) == "two"
    stack.undone(entry(3, "two", 2))
    assert (named(stack.undoable), named(stack.redoable)) == ("one", "two")
    stack.redone()
    assert (named(stack.undoable), named(stack.redoable)) == ("two", None)
    stack.undone(entry(5, "two", 2))
    stack.push(entry(6, "three"))
    assert stack.redoable is None
    stack.push(entry(7, "four"))
    stack.undone(entry(8, "four", 7))
    stack.drop(undo=True)
    assert (named(stack.undoable), named(stack.redoable)) == ("one", "four")
    stack.drop(undo=False)
    assert (named(stack.undoable), named(stack.redoable)) == ("one", None)
    stack.clear()
    assert stack.undoable is None


def test_steps_of_earlier_sessions_come_when_those_of_this_one_are_used_up() -> None:
    history = Steps("old", "older than this session")
    stack = stack_of(history)
    stack.push(entry(3, "new"))
    assert named(stack.undoable) == "new"
    stack.undone(entry(4, "new", 3))
    assert named(stack.undoable) == "older than this session"
    stack.undone(entry(5, "older than this session", 2))
    assert (named(stack.undoable), named(stack.redoable)) == ("old", "older than this session")
    stack.redone()
    assert (named(stack.undoable), named(stack.redoable)) == ("older than this session", "new")
    stack.drop(undo=True)
    stack.drop(undo=True)
    assert stack.undoable is None


def test_what_was_undone_in_earlier_sessions_can_be_done_again() -> None:
    history = Steps("old", "undone")
    history.taken_back = [entry(3, "undone", 2)]
    stack = stack_of(history)
    assert named(stack.redoable) == "undone"
    later = stack_of(history)
    later.drop(undo=True)
    history.taken_back = [*history.taken_back, entry(4, "old", 1)]
    later.undone(history.taken_back[-1])
    assert named(later.redoable) == "old", "asked for when the history knows it already"
    later.redone()
    assert named(later.redoable) == "undone"


def test_what_comes_later_from_elsewhere_is_not_ours_to_undo() -> None:
    history = Steps("old")
    stack = stack_of(history)
    assert named(stack.undoable) == "old"
    history.steps += [entry(2, "elsewhere"), entry(3, "new")]
    stack.push(history.steps[-1])
    stack.drop(undo=True)
    assert named(stack.undoable) == "old"
    unasked = stack_of(Steps("old"))
    unasked.push(entry(2, "new"))
    unasked.drop(undo=True)
    assert named(unasked.undoable) == "old"


def test_a_step_grows_in_its_own_place() -> None:
    stack = stack_of(Steps())
    one, two, grown = entry(1, "one"), entry(2, "two"), entry(1, "one and more")
    stack.push(one)
    stack.push(two)
    assert stack.stands(1)
    stack.grow(grown)
    assert stack.undoable is two
    stack.undone(entry(3, "two", 2))
    assert named(stack.undoable) == "one and more"
    stack.undone(entry(4, "one and more", 1))
    assert not stack.stands(1)
    assert named(stack.redoable) == "one and more"
