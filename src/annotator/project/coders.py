"""Who codes: coders found by their names, and renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import NotFoundError
from annotator.core.ids import now
from annotator.core.values import Coder, Value
from annotator.project.rules import check_coder, coder_called, one_line

if TYPE_CHECKING:
    from annotator.project.project import Project


def coder_named(project: Project, name: str) -> Coder:
    """Return the project's coder of this name. Raises NotFoundError."""
    known = project.coders()
    found = coder_called(known, name)
    if found is None:
        raise NotFoundError("coder", name, [coder.name for coder in known])
    return found


def rename_coder(project: Project, coder: Coder, name: str) -> Change:
    """Call a stored coder by another name: all that they made follows. The subject is the name before.

    Raises InvalidError where the name is blank, NameTakenError where another coder has it. Without edits where it is
    the name already.
    """
    after = Coder(coder.id, one_line(name))
    check_coder(after, project.coders())
    edits: tuple[Edit[Value], ...] = (Edit(coder, after),) if after != coder else ()
    # Whoever gives a coder the name that they have themselves, and are not stored by yet, is that coder.
    own = coder_called([project.coder], after.name) is None
    return Change(ChangeKind.RENAME_CODER, project.coder.id if own else coder.id, now(), coder.name, edits)
