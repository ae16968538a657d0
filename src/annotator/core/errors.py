"""What can go wrong, as types with fields and an English sentence; the window translates by type."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.core.history import Entry


_LONGEST = 300
"""Characters of what a damaged file says that come into a sentence."""


_NAMED, _NAME = 20, 80
"""Names that a sentence lists, and characters of each."""


class AnnotatorError(Exception):
    """Anything a user can cause or meet. `str()` is one clear English sentence: what, why, what to do."""


class StoppedError(Exception):
    """Work that takes long was called off: nothing went wrong, and nobody is told."""


class FileError(AnnotatorError):
    """A file that cannot be used. `path` says which, `reason` why (a clause without full stop)."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class ProjectError(FileError):
    """A project that cannot be opened, read or written (missing, not ours, newer, damaged, locked, full disk)."""


class OlderError(ProjectError):
    """A project of an older version that is only to be read, and so cannot be brought to ours."""


class DamagedError(ProjectError):
    """A project whose file is not what was written into it, by its nature or its content; nothing is written to it.

    `what` was found. `torn` where the database itself is damaged, not just something that it holds.
    """

    def __init__(self, path: Path | str, what: str, *, torn: bool = True) -> None:
        how = "is damaged" if torn else "is damaged or was changed by another program"
        way = "restore it from a backup, or salvage what can be read (annotator repair)"
        self.what, self.torn = " ".join(what[:_LONGEST].split()), torn
        super().__init__(path, f"{how} ({self.what}); {way}")


class LockedError(ProjectError):
    """A project that another program keeps locked at this moment; later it may not be."""


class DisplacedError(ProjectError):
    """The file of an open project was moved, deleted or replaced; what is open can still be copied elsewhere."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(path, f"{reason}; save a copy, and go on in it")


class SourceError(FileError):
    """A document that cannot be imported (missing, unreadable, empty, binary, too large, a folder)."""


class NoArticleError(SourceError):
    """A file that is something else than a document: our own export, data, an image. A folder's are passed over."""


class EncodingError(SourceError):
    """A text whose encoding nobody can tell: whoever knows it can name it."""


class PasswordError(SourceError):
    """A file that opens with a password only, and none or a wrong one was given."""


class FormatError(FileError):
    """A file of annotations that cannot be loaded (not JSON, against the schema, quotes against texts)."""


class NotFoundError(AnnotatorError):
    """Nothing of this kind goes by this name. `kind` is a glossary word."""

    def __init__(self, kind: str, name: str, known: Sequence[str] = ()) -> None:
        hint = f"; there are: {', '.join(map(_short, _nearest(name, known)))}" if known else ""
        more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
        super().__init__(f"no {kind} '{_short(name)}'{hint}{more}")
        self.kind, self.name, self.known = kind, name, tuple(known)


class AmbiguousError(AnnotatorError):
    """Several things answer to this name; `choices` are longer names that tell them apart."""

    def __init__(self, kind: str, name: str, choices: Sequence[str]) -> None:
        super().__init__(f"{kind} '{name}' could be any of: {', '.join(choices)}")
        self.kind, self.name, self.choices = kind, name, tuple(choices)


class NameTakenError(AnnotatorError):
    """Another tag, coder, event or relation type has this name. `kind` is a glossary word."""

    def __init__(self, name: str, kind: str = "tag") -> None:
        article = "an" if kind[0] in "aeiou" else "a"
        super().__init__(f"there is already {article} {kind} '{name}'; choose another name")
        self.name, self.kind = name, kind


class KeyTakenError(AnnotatorError):
    """Another tag has this shortcut key."""

    def __init__(self, key: str, tag: str) -> None:
        super().__init__(f"the key {key} already belongs to the tag '{tag}'; choose another key")
        self.key, self.tag = key, tag


class InvalidError(AnnotatorError):
    """A value that is not allowed (an empty name, a colour that is none, a language tag that is none)."""


class TwinError(InvalidError):
    """These words carry this tag already, by the same coder. `twin` is the id of the annotation that says so."""

    def __init__(self, tag: str, twin: str) -> None:
        super().__init__(f"these words carry the tag '{tag}' already")
        self.tag, self.twin = tag, twin


class SpanError(AnnotatorError):
    """A span that is empty, outside the text, or cuts a grapheme cluster. `nearest` is the closest allowed one."""

    def __init__(self, message: str, nearest: tuple[int, int] | None = None) -> None:
        super().__init__(message)
        self.nearest = nearest


class QuoteError(AnnotatorError):
    """A quote that does not occur, or occurs more often than said. `places` are (start, context) pairs."""

    def __init__(self, message: str, places: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(message)
        self.places = tuple(places)


class ConflictError(AnnotatorError):
    """What an edit started from is no longer what is stored: somebody else changed it in between."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} was changed elsewhere in the meantime; look at it again and repeat the edit")
        self.what = what


class StepError(ConflictError):
    """A step that can no longer be undone (or done again): somebody else changed what it touched. It is forgotten.

    `what` is the step's subject, `undo` says which of the two was tried, `cause` is the error that stood in the way,
    `step` what was done, where that is known.
    """

    def __init__(self, what: str, cause: AnnotatorError, *, undo: bool, step: Entry | None = None) -> None:
        super().__init__(what)
        self.cause, self.undo, self.step = cause, undo, step
        way = "undone" if undo else "done again"
        found = (
            f"{cause.what} was changed elsewhere in the meantime" if isinstance(cause, ConflictError) else f"{cause}"
        )
        self.args = (f"the last step ('{what}') can no longer be {way}, and is forgotten: {found}",)


class CompactedError(AnnotatorError):
    """A change of which only the outline was kept. `what` is its subject."""

    def __init__(self, what: str) -> None:
        super().__init__(f"what '{what}' changed is kept no more: the history was compacted since")
        self.what = what


class RevertError(ConflictError):
    """A single change that cannot be taken back. `what` is its subject, `later` the changes that stand in the way."""

    def __init__(self, what: str, cause: AnnotatorError, later: Sequence[Entry]) -> None:
        super().__init__(what)
        self.cause, self.later = cause, tuple(later)
        found = "; ".join(f"{entry.kind.value} '{entry.subject}' ({entry.time})" for entry in self.later)
        self.args = (
            f"'{what}' cannot be taken back by itself: "
            + (f"later changes stand in the way, take these back first: {found}" if found else str(cause)),
        )


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _nearest(name: str, known: Sequence[str]) -> Sequence[str]:
    """Return what a sentence can list: all, else those most like the name that was given, in their order."""
    if len(known) <= _NAMED:
        return known
    import difflib

    wanted = _short(name)
    like = difflib.get_close_matches(wanted, {_short(one) for one in known}, _NAMED)
    first = [one for one in known if _short(one) in like]
    return (first + [one for one in known if _short(one) not in like])[:_NAMED]
