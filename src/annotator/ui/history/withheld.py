"""What the history does not tell: changes of marks that are withheld, from who works blind or by their coder."""

from __future__ import annotations

from annotator.core.change import ChangeKind, Edit
from annotator.core.errors import AnnotatorError, RevertError
from annotator.core.history import Entry
from annotator.core.values import Annotation, Conflict, Judgement, Relation, Value
from annotator.project import Project
from annotator.ui.veil import Veil

_OF_MARKS = {
    ChangeKind.ANNOTATE, ChangeKind.ANNOTATE_ALL, ChangeKind.DELETE_ANNOTATION, ChangeKind.RETAG, ChangeKind.RESIZE,
    ChangeKind.ACCEPT, ChangeKind.ADD_FRAGMENT, ChangeKind.TAKE_OUT, ChangeKind.NOTE, ChangeKind.KEEP_THIS,
    ChangeKind.TAKE_OTHER, ChangeKind.KEEP_BOTH, ChangeKind.ATTRIBUTE,
    # What marks mention, and how they stand to each other, tells of the marks.
    ChangeKind.ADD_ENTITY, ChangeKind.EDIT_ENTITY, ChangeKind.DELETE_ENTITY, ChangeKind.TIE, ChangeKind.UNTIE,
    ChangeKind.MERGE_ENTITIES, ChangeKind.SPLIT_ENTITY,
    ChangeKind.ADD_RELATION, ChangeKind.EDIT_RELATION, ChangeKind.DELETE_RELATION, ChangeKind.JUDGE,
}  # fmt: skip


def tells(entry: Entry, about: Value | None, veil: Veil) -> bool:
    """Return whether a change is listed. `about` is the one value that it is about, where that is known.

    Of what is about several marks, or about one that is known no more, it counts who did it and where.
    """
    if not veil.withholding or entry.kind not in _OF_MARKS:
        return True
    if isinstance(about, Annotation):
        return not veil.withholds(about)
    if entry.coder in veil.coders.hidden:
        return False
    blind = veil.blind
    return blind is None or entry.coder == blind.coder or (entry.article is not None and blind.has_done(entry.article))


def told(edit: Edit[Value], veil: Veil) -> bool:
    """Return whether the details of a change tell of this edit."""
    if not veil.withholding:
        return True
    if isinstance(edit.value, Relation | Conflict):
        return False
    if isinstance(edit.value, Judgement):
        own = veil.blind is None or edit.value.coder == veil.blind.coder
        return own and edit.value.coder not in veil.coders.hidden
    return not any(isinstance(value, Annotation) and veil.withholds(value) for value in (edit.before, edit.after))


def seen(error: RevertError, project: Project, veil: Veil) -> RevertError:
    """Return the refusal of a revert without those changes in its way that are not told of."""
    if not veil.withholding:
        return error
    try:
        about = project.subjects(error.later)
    except AnnotatorError:
        return RevertError(error.what, error.cause, ())  # Rather too little is told than too much.
    told_of = [entry for entry in error.later if tells(entry, about.get(entry.number), veil)]
    return RevertError(error.what, error.cause, told_of)
