"""What the history does not tell who works blind."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.core.change import ChangeKind, Edit
from annotator.core.history import Entry
from annotator.core.values import Judgement, Value, Verdict
from annotator.project import Project, edits
from annotator.ui.history.withheld import tells, told
from annotator.ui.veil import NO_VEIL, Blind, Shades


@pytest.fixture
def entry(tmp_path: object) -> Entry:
    with Project.create(f"{tmp_path}/p.annot") as project:
        project.do(edits.add_tag(project, "place"))
        return project.history()[0]


@pytest.mark.parametrize(
    "kind", [ChangeKind.ANNOTATE, ChangeKind.TIE, ChangeKind.MERGE_ENTITIES, ChangeKind.ADD_RELATION, ChangeKind.JUDGE]
)
def test_what_others_did_to_marks_and_entities_is_not_told(entry: Entry, kind: ChangeKind) -> None:
    done = replace(entry, kind=kind, coder="other")
    blind = replace(NO_VEIL, blind=Blind("me"))
    assert not tells(done, None, blind)
    assert tells(done, None, NO_VEIL)
    assert tells(replace(done, coder="me"), None, blind)
    assert tells(replace(done, kind=ChangeKind.ADD_TAG), None, blind)


def test_what_others_have_judged_is_not_told() -> None:
    edit: Edit[Value] = Edit(None, Judgement("j", "event", "entity", "other", "", "", Verdict.SAME))
    assert told(edit, NO_VEIL)
    assert not told(edit, replace(NO_VEIL, blind=Blind("me")))
    assert told(edit, replace(NO_VEIL, blind=Blind("other")))
    assert not told(edit, replace(NO_VEIL, coders=Shades(hidden=frozenset({"other"}))))
