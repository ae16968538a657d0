"""What becomes of one record that two sides have: whose value stands, and whether the other one is to be settled."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from annotator.core.definitions import blended
from annotator.core.values import (
    GUESSABLE,
    Article,
    Coder,
    Conflict,
    Origin,
    Said,
    Status,
    Value,
)
from annotator.project.merging.sides import Key, Side, encoded, timeless

_EMPTY = (None, (), Origin())


class Outcome(Struct, frozen=True):
    """The value that stands (None: the record is removed); with `open`, `other` is `side`'s, to be settled."""

    value: Value | None
    open: bool = False
    other: Value | None = None
    side: Side | None = None


def decide(key: Key, one: Side, other: Side, *, related: bool) -> Outcome:
    """Return what becomes of a record. The same for the two sides in either order.

    `related`: the two have changes in common. A side that went on from what the other one has is ahead, and its value
    stands, a removal too. Where both went on, the later value stands, but what is there before what is removed.
    """
    mine, theirs = one.values.get(key), other.values.get(key)
    if mine == theirs:
        return Outcome(mine)
    if mine is None or theirs is None:
        return _there_or_not(key, one, other, related=related)
    behind = (_is_behind(key, one, other, related=related), _is_behind(key, other, one, related=related))
    if behind[0] != behind[1]:
        return Outcome(theirs if behind[0] else mine)
    if timeless(mine) == timeless(theirs):
        return Outcome(_together(mine, theirs))
    return _both(key, *_ranked(key, one, other))


def _there_or_not(key: Key, one: Side, other: Side, *, related: bool) -> Outcome:
    without, having = (one, other) if key not in one.values else (other, one)
    value = having.values[key]
    if without.touched(key):
        if without.was(key, value):
            return Outcome(None)
        return Outcome(value, open=True, side=without)
    # Coders are stored outside of the history, and stay.
    gone = key[0] is not Coder and related and without.vague and not having.vague and not having.touched(key)
    return Outcome(None if gone else value)


def _is_behind(key: Key, side: Side, other: Side, *, related: bool) -> bool:
    if other.was(key, side.values[key]):
        return True
    if side.touched(key):
        return False
    if related and other.vague and not side.vague:
        return True
    value = side.values[key]
    # Without a history, what was never touched since it was made is what the other one went on from.
    made, there = (
        isinstance(value, Said) and value.modified == value.created,
        other.values[key],
    )
    return made and not other.touched(key) and isinstance(there, Said) and there.modified != there.created


def _ranked(key: Key, one: Side, other: Side) -> tuple[Side, Side]:
    """Return the two sides, the one first whose value is the later one."""
    first, second = one.last(key)[0], other.last(key)[0]
    if first != second:
        return (one, other) if first > second else (other, one)
    if one.own_ids[key] != other.own_ids[key]:
        return (one, other) if one.own_ids[key] < other.own_ids[key] else (other, one)
    return (one, other) if encoded(one.values[key]) > encoded(other.values[key]) else (other, one)


def _together(one: Any, other: Any) -> Value:
    """Return one value for two that say the same at other times."""
    value: Value = replace(one, created=min(one.created, other.created), modified=max(one.modified, other.modified))
    return value


def _both(key: Key, first: Side, second: Side) -> Outcome:
    """Both have gone on, or nobody knows who has."""
    value, other = first.values[key], second.values[key]
    if isinstance(value, Said | Conflict):
        return Outcome(value, open=not isinstance(value, Conflict), other=other, side=second)
    theirs = second.past.get(key, [])
    base = next((was for was in first.past.get(key, ()) if was is not None and was in theirs), None)
    apart = first.own_ids[key] != second.own_ids[key]
    if apart and base is None and not isinstance(value, Status) and second.own_ids[key] < first.own_ids[key]:
        # Made twice, as the same tag by two people: what was there first looks as it did.
        first, second, value, other = second, first, other, value
    blended, clash = blend(base, value, other)
    # Two that were made apart and are one by their names or texts had no common beginning to differ from.
    if not clash or (apart and base is None):
        return Outcome(blended)
    return Outcome(blended, open=True, other=blend(base, other, value)[0], side=second)


def blend(base: Any, first: Any, second: Any) -> tuple[Value, bool]:
    """Return a value with the changes of both since `base`, and whether they clash: then `first` has its way.

    Without `base` each adds what the other has not.
    """
    changes: dict[str, object] = {}
    clash = False
    for name in first.__struct_fields__:
        mine, theirs = getattr(first, name), getattr(second, name)
        before = None if base is None else getattr(base, name)
        if mine == theirs or (name == "position" and mine != before):
            # In which order tags stand is no finding: that of the later side is kept, and nothing is to settle.
            continue
        if name == "attributes":
            changes[name], apart = blended(before or (), mine, theirs)
            clash = clash or apart
        elif _is_set(mine) and _is_set(theirs):
            changes[name] = _joined(name, before, mine, theirs)
        elif (base is not None and mine == before) or (base is None and mine in _EMPTY):
            changes[name] = theirs
        elif (base is not None and theirs == before) or (base is None and theirs in _EMPTY):
            continue
        elif isinstance(first, Article) and (name in first.guesses) != (name in second.guesses):
            # What somebody has said stands before what was guessed.
            if name in first.guesses:
                changes[name] = theirs
        else:
            clash = True
    value: Value = replace(first, **changes)
    return value, clash


def _joined(
    name: str, before: tuple[str, ...] | None, mine: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, ...]:
    if name == "guesses":
        return tuple(field for field in GUESSABLE if field in mine and field in theirs)
    if name in ("from_tags", "to_tags") and not (mine and theirs):
        # A relation may go from or to no tag in particular: then to any, which is the most there can be.
        return theirs if mine == before else mine if theirs == before else ()
    return _union(before or (), mine, theirs)


def _is_set(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _union(before: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    kept = [item for item in mine if item in theirs or item not in before]
    return (*kept, *(item for item in theirs if item not in mine and item not in before))
