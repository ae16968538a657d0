"""What is sound of the attributes that a damaged project's tags and types of relations define."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.core.errors import AnnotatorError
from annotator.core.tagset import check_definitions
from annotator.core.values import AttributeDefinition


def sound_definitions(definitions: Iterable[AttributeDefinition]) -> tuple[AttributeDefinition, ...]:
    """Return those that may stand beside those before them: the first one of a name, with choices if it is a choice."""
    kept: list[AttributeDefinition] = []
    for definition in definitions:
        try:
            check_definitions([*kept, definition], "")
        except AnnotatorError:
            continue
        kept.append(definition)
    return tuple(kept)
