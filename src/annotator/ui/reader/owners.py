"""Whose a mark is, said where it is not the reader's own: behind its name, and in a tool tip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation
from annotator.text.isolate import isolate, shorten
from annotator.ui.reader.index import MarkIndex

_NAME_LENGTH = 32
_NOTE_LENGTH = 300


class Shown(Protocol):
    """What lies on a page."""

    @property
    def tags(self) -> TagSet: ...
    @property
    def index(self) -> MarkIndex: ...
    @property
    def coders(self) -> Mapping[str, str]: ...


def owned(words: str, mark: Annotation, coders: Mapping[str, str]) -> str:
    """Return `words`, which say something of a mark, with its coder's name where that is one of `coders` (by id)."""
    name = coders.get(mark.coder)
    return words if name is None else f"{isolate(words)} · {isolate(shorten(name, _NAME_LENGTH))}"


def tip(shown: Shown, annotation_id: str | None) -> str:
    """Return whose mark this is, what it says, and its note; "" for the reader's own."""
    mark = shown.index.get(annotation_id) if shown.coders else None
    tag = None if mark is None else shown.tags.get(mark.tag)
    if mark is None or tag is None or mark.coder not in shown.coders:
        return ""
    note = f"\n{isolate(shorten(mark.note, _NOTE_LENGTH))}" if mark.note else ""
    return owned(tag.name, mark, shown.coders) + note
