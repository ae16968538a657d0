"""What events and types of relations may not be called, whoever builds the change: as another of them is."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.core.change import Change, Edit
from annotator.core.errors import InvalidError, NameTakenError
from annotator.core.values import Event, RelationType, Value
from annotator.project.readable import Readable


def concerned(change: Change) -> bool:
    """Return whether a change gives an event or a type of relations its name."""
    return any(map(_named, change.edits))


def check_names(change: Change, project: Readable) -> None:
    """Raise NameTakenError where two events, or two types, would have one name (whatever its case) after `change`.

    Whoever types a name means one of them. What was so before is left to those who rename it.
    """
    kinds: tuple[tuple[type[Event | RelationType], str, Iterable[Event | RelationType]], ...] = (
        (Event, "event", project.events()),
        (RelationType, "relation type", project.relation_types()),
    )
    for kind, word, stored in kinds:
        there = {one.id: one for one in stored}
        for edit in change.edits:
            if isinstance(edit.value, kind):
                there.pop(edit.value.id, None)
            if isinstance(edit.after, kind):
                there[edit.after.id] = edit.after
        holders: dict[str, set[str]] = {}
        for one in there.values():
            holders.setdefault(one.name.casefold(), set()).add(one.id)
        for edit in change.edits:
            value = edit.after
            if isinstance(value, kind) and _named(edit):
                if not value.name.strip() or "\n" in value.name:
                    raise InvalidError(f"a name of one line is needed for each {word}")
                if len(holders[value.name.casefold()]) > 1:
                    raise NameTakenError(value.name, word)


def _named(edit: Edit[Value]) -> bool:
    before, after = edit.before, edit.after
    if not isinstance(after, Event | RelationType):
        return False
    return not isinstance(before, Event | RelationType) or before.name != after.name
