"""What is to be settled, as rows in the reader's words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytestqt.modeltest import ModelTester

from annotator.core.change import Edit
from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article, Conflict, Value
from annotator.project.conflicts import Open
from annotator.text.direction import Direction
from annotator.ui.conflicts.model import ConflictsModel, rows_of
from annotator.ui.conflicts.words import Names
from annotator.ui.history.details import tell

ARTICLE = Article("1", "Hafen", Direction.LTR, "", 100)
MARK = Annotation("a", "1", ACTOR.id, 0, 6, "الهيئة", "c", "", "", note="who")
NAMES = Names({ACTOR.id: "actor", CONCERN.id: "concern", "c": "lea"})


def waiting(stored: Value | None, other: Value | None, kind: str = "annotation", name: str = "actor") -> Open:
    conflict = Conflict("x", kind, "a", None, "c", "2024-05-04T10:00:00.000Z")
    return Open(conflict, stored, other, name)


def words(one: Open) -> list[str]:
    return [row.words.replace("\u2068", "").replace("\u2069", "") for row in rows_of([one], TagSet(), NAMES, {})]


@pytest.fixture
def model(qapp: object) -> ConflictsModel:
    made = ConflictsModel()
    changed = replace(MARK, tag=CONCERN.id, note=None)
    made.show(rows_of([waiting(MARK, changed)], TagSet(DEFAULT_TAGS), NAMES, {"1": ARTICLE}))
    return made


def test_a_conflict_is_followed_by_its_two_versions(model: ConflictsModel, qtmodeltester: ModelTester) -> None:
    assert model.waiting == 1
    head, stored, other = model.rows
    assert (head.words, head.facts, head.direction, head.tag) == ("الهيئة", ("actor", "Hafen"), Direction.RTL, ACTOR)
    assert (stored.other, other.other) == (False, True)
    assert other.facts[1].startswith("\u2068lea\u2069, 4 May 2024")
    qtmodeltester.check(model)


def test_only_what_differs_is_told(qapp: object) -> None:
    assert words(waiting(MARK, replace(MARK, tag=CONCERN.id, note=None))) == [
        "الهيئة",
        "Tag: actor · Note: who",
        "Tag: concern · Note: none",
    ]
    assert words(waiting(MARK, replace(MARK, start=1, end=9, quote="هيئة كبيرة")))[1:] == [
        "Words: “الهيئة”",
        "Words: “هيئة كبيرة”",
    ]
    assert words(waiting(MARK, None))[1:] == ["Kept", "Removed"]
    assert words(waiting(None, MARK))[1:] == ["Removed", "Kept"]
    other = replace(ARTICLE, published="2024-05-04", folder="a")
    assert words(waiting(ARTICLE, other, "article", "Hafen")) == [
        "Hafen",
        "Published: none · Folder: none",
        "Published: 4 May 2024 · Folder: a",
    ]


def test_the_history_tells_of_one_that_was_settled(qapp: object) -> None:
    (told,) = tell([Edit(Conflict("x", "annotation", "a"), None)], lambda _record: None)
    assert told.heading == "Conflict to settle removed"
