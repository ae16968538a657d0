"""One edit as a value: what was, what is, who did it and when."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from annotator.core.values import Value

V = TypeVar("V", bound=Value)


class ChangeKind(StrEnum):
    """What an edit was, for its name in menus and history."""

    ANNOTATE = "annotate"
    ANNOTATE_ALL = "annotate-all"
    ACCEPT = "accept"
    """What was proposed is marked, and tied to what it means."""
    DELETE_ANNOTATION = "delete-annotation"
    RETAG = "retag"
    RESIZE = "resize"
    ADD_FRAGMENT = "add-fragment"
    TAKE_OUT = "take-out"
    NOTE = "note"
    ATTRIBUTE = "attribute"
    """Marks or relations get a value of an attribute, or lose it."""
    ADD_TAG = "add-tag"
    EDIT_TAG = "edit-tag"
    DELETE_TAG = "delete-tag"
    MOVE_TAG = "move-tag"
    """A tag goes below another one, or before or behind it."""
    MERGE_TAGS = "merge-tags"
    SPLIT_TAG = "split-tag"
    RETIRE_TAG = "retire-tag"
    REINSTATE_TAG = "reinstate-tag"
    EDIT_ATTRIBUTES = "edit-attributes"
    """What marks of a tag, or relations of a type, may carry is defined otherwise; what they carry follows."""
    LOAD_TAGS = "load-tags"
    """Tags and types of relations come from a file."""
    IMPORT = "import"
    EDIT_ARTICLE = "edit-article"
    BODY = "body"
    REMOVE_ARTICLE = "remove-article"
    MOVE_ARTICLE = "move-article"
    """Articles go to a folder, or out of it."""
    RENAME_FOLDER = "rename-folder"
    PUT_INTO_EVENT = "put-into-event"
    TAKE_OUT_OF_EVENT = "take-out-of-event"
    RENAME_EVENT = "rename-event"
    STATUS = "status"
    RENAME_CODER = "rename-coder"
    CARRY = "carry"
    """Annotations go from one version of an article to a later one."""
    RECODE = "recode"
    """An article's file is read in another encoding."""
    ADD_ENTITY = "add-entity"
    EDIT_ENTITY = "edit-entity"
    DELETE_ENTITY = "delete-entity"
    TIE = "tie"
    """Annotations mention an entity from now on."""
    UNTIE = "untie"
    MERGE_ENTITIES = "merge-entities"
    SPLIT_ENTITY = "split-entity"
    ADD_RELATION = "add-relation"
    EDIT_RELATION = "edit-relation"
    DELETE_RELATION = "delete-relation"
    ADD_RELATION_TYPE = "add-relation-type"
    EDIT_RELATION_TYPE = "edit-relation-type"
    DELETE_RELATION_TYPE = "delete-relation-type"
    JUDGE = "judge"
    """An analyst confirms what the reports of an event say of an entity, or takes that back."""
    LOAD = "load"
    MERGE = "merge"
    """Two projects became this one: nothing before it is a step to undo."""
    KEEP_THIS = "keep-this"
    """A conflict is settled: what is stored stays."""
    TAKE_OTHER = "take-other"
    """A conflict is settled: the other value takes its place."""
    KEEP_BOTH = "keep-both"
    """A conflict is settled: the other value becomes an annotation of its own."""
    ELSEWHERE = "elsewhere"
    """Another process edited the project: carries no edits; whoever shows it reads it again."""


class Edit(Struct, Generic[V], frozen=True):
    """One value before and after; None where it did not exist. Both sides have one type and one id.

    Raises ValueError where both sides are None or are not the same record.
    """

    before: V | None
    after: V | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("an edit has a before or an after")
        if (
            self.before is not None
            and self.after is not None
            and (type(self.before) is not type(self.after) or self.before.id != self.after.id)
        ):
            raise ValueError("an edit is about one record")

    @property
    def value(self) -> V:
        """The value after, or where it is gone, the value before."""
        value = self.after if self.after is not None else self.before
        assert value is not None
        return value

    def inverse(self) -> Edit[V]:
        return Edit(self.after, self.before)


class Change(Struct, frozen=True):
    """Ordered edits that stand or fall together.

    `coder` is the id of who did it (None: nobody in particular, as for a load), `time` RFC 3339 in UTC, `subject` the
    name of what it is about (a tag's name, an article's title) as it was then, so that its description needs no
    look-up. Applying a change is refused where a `before` is not what is stored.
    """

    kind: ChangeKind
    coder: str | None
    time: str
    subject: str
    edits: tuple[Edit[Value], ...]

    @property
    def count(self) -> int:
        """How many edits it has."""
        return len(self.edits)

    def inverse(self) -> Change:
        """The change that takes this one back: each pair swapped, in reverse order."""
        return Change(self.kind, self.coder, self.time, self.subject, tuple(e.inverse() for e in reversed(self.edits)))

    @property
    def articles(self) -> int | None:
        """How many articles it is about, where the subject is their number and not the title of one."""
        return articles_counted(self.kind, self.subject, self.count)


_COUNTED = frozenset(
    {
        ChangeKind.IMPORT, ChangeKind.REMOVE_ARTICLE, ChangeKind.MOVE_ARTICLE, ChangeKind.TAKE_OUT_OF_EVENT,
        ChangeKind.STATUS,
    }
)  # fmt: skip


def articles_counted(kind: ChangeKind, subject: str, edits: int) -> int | None:
    """Return how many articles a change of so many edits is about, where its subject is their number.

    A title such as `2021` is told from a number by the edits, of which there is at least one for each article.
    """
    number = int(subject) if kind in _COUNTED and subject.isascii() and subject.isdigit() else 0
    return number if 1 < number <= edits else None
