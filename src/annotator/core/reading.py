"""How far somebody has read an article: as they said for each tag, else as their marks there say."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.core.values import ReadingState


def standing(said: ReadingState | None, *, marked: bool) -> ReadingState | None:
    """Return how far an article is read for a tag: as it was said, else in work where it is marked; None: not yet.

    Who has marked something is at work on it, whether they say so or not. That they are done nobody can tell but they.
    """
    return ReadingState.IN_WORK if said is None and marked else said


def altogether(states: Iterable[ReadingState | None]) -> ReadingState | None:
    """Return how far an article is read, of which these are the states for each tag: done where it is for all."""
    known = set(states)
    if known <= {None}:
        return None
    return ReadingState.DONE if known == {ReadingState.DONE} else ReadingState.IN_WORK


def following(state: ReadingState | None) -> ReadingState | None:
    """Return the state that one key leads to from this one: not read, in work, done, and round again."""
    return {None: ReadingState.IN_WORK, ReadingState.IN_WORK: ReadingState.DONE, ReadingState.DONE: None}[state]
