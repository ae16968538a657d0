"""What a project keeps of each change beside its edits: who did what, when, and what became of it since."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from annotator.core.change import ChangeKind, articles_counted


class Way(StrEnum):
    """How a change came about. All but the first speak of an earlier one."""

    DONE = "done"
    UNDONE = "undone"
    """It takes a step back."""
    REDONE = "redone"
    """It takes an undoing back."""
    REVERTED = "reverted"
    """It takes a single change back, wherever that stands; it can be undone like any other step."""


class Entry(Struct, frozen=True):
    """A change in the history of its project, without its edits.

    `number` counts the project's changes, `id` is the change's own (a UUIDv7, the same in every project it comes to),
    `coder` an id or None, `time` RFC 3339 in UTC, `subject` the name of what it is about, `count` the number of its
    edits, `undoes` the number of the change that this one takes back. `undone` says that another took this one back
    and still does, `kept` that its edits are still there (a compacted history has them no more). `article` and `record`
    are the ids of what it is about, where that is one alone.
    """

    number: int
    id: str
    kind: ChangeKind
    coder: str | None
    time: str
    subject: str
    count: int
    way: Way = Way.DONE
    undoes: int | None = None
    undone: bool = False
    kept: bool = True
    article: str | None = None
    record: str | None = None

    @property
    def forgotten(self) -> bool:
        """Whether what it changed was kept once, and is no more: of a merge as such, nothing is to be kept."""
        return not self.kept and self.kind is not ChangeKind.MERGE

    @property
    def articles(self) -> int | None:
        """How many articles it is about, where the subject is their number and not the title of one."""
        return articles_counted(self.kind, self.subject, self.count)

    @property
    def is_step(self) -> bool:
        """Whether it is a step that undo takes back, not the taking back or doing again of one."""
        return self.way in (Way.DONE, Way.REVERTED)

    @property
    def can_be_reverted(self) -> bool:
        """Whether it is a step that stands, and that is known well enough to be taken back."""
        return self.is_step and self.kept and not self.undone
