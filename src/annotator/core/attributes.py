"""What an attribute's value may be: read from words, checked against its definition, put among the others."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from annotator.core.errors import InvalidError
from annotator.core.values import AttributeDefinition, AttributeKind, Attributes, AttributeValue

_NUMBER = re.compile(r"([+-]?)(\d{1,15})(?:([.,٫])(\d{1,15}))?")
_MINUS = str.maketrans({"−": "-", "‑": "-"})
_YES = ("yes", "true", "1")
_NO = ("no", "false", "0")


def definition_named(definitions: Iterable[AttributeDefinition], name: str) -> AttributeDefinition | None:
    """Return the definition of this name, whatever its case."""
    wanted = name.casefold()
    return next((definition for definition in definitions if definition.name.casefold() == wanted), None)


def defined(definitions: Iterable[AttributeDefinition], name: str, owner: str) -> AttributeDefinition:
    """Return the definition of this name, whatever its case. Raises InvalidError with those that `owner` has."""
    known = tuple(definitions)
    found = definition_named(known, " ".join(name.split()))
    if found is None:
        raise no_attribute(name, known, owner)
    return found


def value_of(attributes: Attributes, name: str) -> AttributeValue | None:
    """Return the value of this name, None where it has none."""
    return next((value for own, value in attributes if own == name), None)


def with_value(attributes: Attributes, name: str, value: AttributeValue | None) -> Attributes:
    """Return `attributes` with this value instead of the one of its name (None: without any), in their order."""
    others = tuple(pair for pair in attributes if pair[0] != name)
    return others if value is None else tuple(sorted((*others, (name, value)), key=lambda pair: pair[0]))


def fits(definition: AttributeDefinition, value: AttributeValue) -> bool:
    """Return whether a value is one that the definition allows."""
    match definition.kind:
        case AttributeKind.YES_NO:
            return isinstance(value, bool)
        case AttributeKind.NUMBER:
            # An integer is finite, and may be too large to be asked.
            return not isinstance(value, bool) and (
                isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
            )
        case AttributeKind.CHOICE:
            return isinstance(value, str) and value in definition.choices
        case AttributeKind.TEXT:
            return isinstance(value, str) and bool(value.strip()) and value == " ".join(value.split())


def foreign(attributes: Attributes, definitions: Iterable[AttributeDefinition]) -> Attributes:
    """Return the values that no definition allows: of another name or kind, or a choice that is none (any more)."""
    by_name = {definition.name: definition for definition in definitions}
    return tuple((n, value) for n, value in attributes if n not in by_name or not fits(by_name[n], value))


def check_value(name: str, value: AttributeValue, definitions: Iterable[AttributeDefinition], owner: str) -> None:
    """Raise InvalidError, which says what is allowed, where `owner` (`the tag 'x'`) does not allow a value."""
    known = tuple(definitions)
    definition = next((one for one in known if one.name == name), None)
    if definition is None:
        raise no_attribute(name, known, owner)
    if not fits(definition, value):
        raise _refusal(definition, str(value))


def no_attribute(name: str, definitions: Iterable[AttributeDefinition], owner: str) -> InvalidError:
    """Return the refusal of a name that `owner` does not define."""
    names = ", ".join(f"'{one.name}'" for one in definitions)
    return InvalidError(f"{owner} has no attribute '{name}'" + (f"; it has {names}" if names else ""))


def read_value(definition: AttributeDefinition, words: str) -> AttributeValue | None:
    """Return the value that somebody wrote, blank for none; choices, yes and no in whatever case.

    Numbers are written in any script's digits, with a point or comma before their decimals. Raises InvalidError.
    """
    words = " ".join(words.split())
    if not words:
        return None
    found: AttributeValue | None = words
    if definition.kind is AttributeKind.CHOICE:
        found = next((one for one in definition.choices if one.casefold() == words.casefold()), None)
    elif definition.kind is AttributeKind.YES_NO:
        word = words.casefold()
        found = True if word in _YES else False if word in _NO else None
    elif definition.kind is AttributeKind.NUMBER:
        found = _number(words)
    if found is None:
        raise _refusal(definition, words)
    return found


def converted(value: AttributeValue, to: AttributeDefinition) -> AttributeValue | None:
    """Return a value as one of another definition says it; None where it cannot be said so."""
    if to.kind is AttributeKind.NUMBER and isinstance(value, int | float):
        return int(value) if isinstance(value, bool) else value
    try:
        return read_value(to, written(value))
    except InvalidError:
        return None


def written(value: AttributeValue) -> str:
    """Return a value as `read_value` reads it: `yes` and `no`, and whole numbers without a point."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _number(words: str) -> int | float | None:
    found = _NUMBER.fullmatch(words.translate(_MINUS))
    if found is None:
        return None
    sign, whole, mark, rest = found.groups()
    if rest is None:
        return int(sign + whole)
    if mark == "," and len(rest) == 3:
        # A thousand to some, one to others.
        return None
    return float(f"{sign}{int(whole)}.{''.join(str(int(digit)) for digit in rest)}")


def _refusal(definition: AttributeDefinition, words: str) -> InvalidError:
    name = definition.name
    match definition.kind:
        case AttributeKind.CHOICE:
            may = ", ".join(f"'{choice}'" for choice in definition.choices)
            return InvalidError(f"'{name}' cannot be '{words}'; choose one of {may}")
        case AttributeKind.NUMBER:
            return InvalidError(f"'{name}' is a number, and '{words}' is none; write it like 12 or 3.5")
        case AttributeKind.YES_NO:
            return InvalidError(f"'{name}' is yes or no, and not '{words}'")
        case AttributeKind.TEXT:
            return InvalidError(f"'{name}' is a line of words, and not '{words}'")
