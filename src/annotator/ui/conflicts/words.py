"""The values of a conflict in the reader's words: what differs, and who made it so and when."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QDateTime, QLocale, Qt

from annotator.core.values import Annotation, ReadingState, Value
from annotator.project.conflicts import Open
from annotator.text.isolate import isolate, shorten
from annotator.ui.wording import attribute_text, date_text, state_text, translate

_LENGTH = 200


class Names:
    """Gives the names of what values refer to by their ids."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def of(self, value: object) -> str:
        """Return a field's value in words."""
        if isinstance(value, ReadingState):
            return state_text(value)
        if isinstance(value, bool):
            return translate("conflicts", "yes") if value else translate("conflicts", "no")
        if isinstance(value, tuple):
            return ", ".join(self.of(item) for item in value)
        if value is None or value == "":
            return translate("conflicts", "none")
        return isolate(shorten(" ".join(self._names.get(str(value), str(value)).split()), _LENGTH))


def said(one: Open, names: Names, *, other: bool) -> tuple[str, ...]:
    """Return what the stored value says otherwise than the other one, or (`other`) the other way round."""
    value = one.other if other else one.stored
    if value is None:
        return (translate("conflicts", "Removed"),)
    if one.stored is None or one.other is None:
        return (translate("conflicts", "Kept"),)
    parts = []
    # The quote says it for those who do not count letters.
    hidden = {"start", "end", "fragments"} if isinstance(value, Annotation) else {"sha256", "length"}
    for field, mine, theirs in one.differences():
        if field not in hidden:
            there = theirs if other else mine
            shown = _words(value) if field == "quote" else names.of(there)
            if field == "attributes":
                shown = _carried(there) or names.of(None)
            if field == "published" and isinstance(there, str):
                shown = date_text(there, QLocale())
            parts.append(f"{_label(field)}: {shown}")
    if not parts and isinstance(value, Annotation):
        parts.append(f"{_label('quote')}: {_words(value)}")
    return tuple(parts)


def _carried(attributes: object) -> str:
    """Return what a mark carries, or which attributes a tag defines."""
    parts = attributes if isinstance(attributes, tuple) else ()
    return ", ".join(isolate(attribute_text(*one)) if isinstance(one, tuple) else isolate(one.name) for one in parts)


def _words(value: Value) -> str:
    return isolate(f"“{shorten(value.words, _LENGTH)}”") if isinstance(value, Annotation) else ""


def _label(field: str) -> str:
    labels = {
        "tag": translate("conflicts", "Tag"),
        "quote": translate("conflicts", "Words"),
        "note": translate("conflicts", "Note"),
        "coder": translate("conflicts", "Coder"),
        "entity": translate("conflicts", "Entity"),
        "attributes": translate("conflicts", "Attributes"),
        "name": translate("conflicts", "Name"),
        "colour": translate("conflicts", "Colour"),
        "pattern": translate("conflicts", "Line"),
        "shortcut": translate("conflicts", "Key"),
        "description": translate("conflicts", "Description"),
        "parent": translate("conflicts", "Below"),
        "example": translate("conflicts", "Example"),
        "counter_example": translate("conflicts", "Counter-example"),
        "retired": translate("conflicts", "Retired"),
        "from_tags": translate("conflicts", "From"),
        "to_tags": translate("conflicts", "To"),
        "title": translate("conflicts", "Title"),
        "language": translate("conflicts", "Language"),
        "published": translate("conflicts", "Published"),
        "source": translate("conflicts", "Source"),
        "author": translate("conflicts", "Author"),
        "url": translate("conflicts", "Address"),
        "events": translate("conflicts", "Event"),
        "folder": translate("conflicts", "Folder"),
        "body": translate("conflicts", "Bounds"),
        "replaces": translate("conflicts", "Later version of"),
        "state": translate("conflicts", "Reading status"),
    }
    return labels.get(field, field)


def made(one: Open, names: Names) -> str:
    """Return who made the other value and when, as far as that is known: `Lea, 12 May 2024 10:30`."""
    parts = [names.of(one.conflict.coder)] if one.conflict.coder else []
    moment = QDateTime.fromString(one.conflict.time or "", Qt.DateFormat.ISODateWithMs)
    if moment.isValid():
        parts.append(QLocale().toString(moment.toLocalTime(), "d MMM yyyy HH:mm"))
    return ", ".join(parts)
