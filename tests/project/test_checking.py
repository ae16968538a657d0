"""The check finds whatever is not true of a project, and nothing in a sound one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.ids import new_id
from annotator.core.tagset import ACTOR, CONCERN
from annotator.core.values import Bundle
from annotator.project import Project
from annotator.project.checking import findings
from annotator.text.span import Span
from sample_bundle import sample_bundle

ROLE = ACTOR.attributes[0]


def bundle_with(**changes: object) -> Bundle:
    """The sample with one value of each named kind altered: `annotations={"quote": "x"}` alters the first."""
    bundle = sample_bundle()
    for kind, fields in changes.items():
        assert isinstance(fields, dict)
        first, *rest = getattr(bundle, kind)
        bundle = replace(bundle, **{kind: (replace(first, **fields), *rest)})
    return bundle


def test_a_sound_project_has_no_findings(path: Path) -> None:
    assert findings(sample_bundle()) == []
    with Project.create(path, bundle=sample_bundle()) as project:
        assert project.check() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"annotations": {"quote": "other words"}}, "not the annotation's quote"),
        ({"annotations": {"end": 100_000}}, "outside of the text"),
        ({"annotations": {"fragments": (Span(0, 1),)}}, "fragments"),
        ({"annotations": {"tag": "gone"}}, "refers to tag gone"),
        ({"annotations": {"entity": "gone"}}, "refers to entity gone"),
        ({"annotations": {"coder": "gone"}}, "refers to coder gone"),
        ({"articles": {"sha256": "0" * 64}}, "another text than its SHA-256"),
        ({"articles": {"length": 3}}, "characters, not 3"),
        ({"articles": {"language": "no language"}}, "no language tag"),
        ({"articles": {"events": ("gone",)}}, "refers to event gone"),
        ({"articles": {"replaces": "gone"}}, "refers to article gone"),
        ({"tags": {"colour": "red"}}, "no colour"),
        ({"tags": {"shortcut": CONCERN.shortcut}}, "already belongs"),
        ({"tags": {"name": CONCERN.name.upper()}}, "already a tag"),
        ({"tags": {"parent": "gone"}}, "refers to tag gone"),
        ({"relation_types": {"to_tags": ("gone",)}}, "refers to tag gone"),
        ({"relation_types": {"attributes": (ROLE, ROLE)}}, "has two attributes 'role'"),
        ({"relations": {"type": "gone"}}, "refers to relation type gone"),
        ({"statuses": {"article": "gone"}}, "refers to article gone"),
        ({"entities": {"part_of": "gone"}}, "refers to entity gone"),
    ],
)
def test_each_thing_that_is_wrong_is_said(changes: dict[str, object], said: str) -> None:
    found = findings(bundle_with(**changes))
    assert any(said in sentence for sentence in found), found


def test_a_mark_of_one_fragment_is_one_in_one_piece() -> None:
    first = sample_bundle().annotations[0]
    found = findings(bundle_with(annotations={"fragments": (first.span,)}))
    assert any("in one piece" in sentence for sentence in found), found


def test_texts_and_cues() -> None:
    bundle = sample_bundle()
    assert any("has no text" in s for s in findings(replace(bundle, texts={})))
    texts = {record: text + "\r" for record, text in bundle.texts.items()}
    assert any("line ends" in s for s in findings(replace(bundle, texts=texts)))
    relation = next(r for r in bundle.relations if r.cue is not None)
    assert relation.cue is not None
    wrong = replace(relation, cue=replace(relation.cue, quote="other"))
    assert any("cue" in s for s in findings(replace(bundle, relations=(wrong,))))


def test_what_other_programs_did_to_the_file_is_found(path: Path) -> None:
    with Project.create(path, bundle=sample_bundle()) as project:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE annotation SET quote = 'x' || quote")
        assert len(project.check()) == len(sample_bundle().annotations)
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE annotation SET tag = ? WHERE tag = ?", (new_id(), ACTOR.id))
        assert any("annotation refers to a tag" in line for line in project.check())


def test_rows_that_cannot_be_understood_are_a_finding(path: Path) -> None:
    with Project.create(path, bundle=sample_bundle()) as project:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE article SET direction = 'up'")
        (sentence,) = project.check()
        assert "'up'" in sentence


def test_an_original_file_that_does_not_unpack_is_found(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "old.txt"
    source.write_bytes("Prüfung beendet, sagte die Leitung der Werft.\n".encode("cp1252"))
    with Project.create(path) as project:
        (article,) = project.import_files([source]).imported
        assert project.check() == []
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE article_original SET packed = ?", (b"no longer what it was",))
        raw.commit()
    with Project.open(path) as project:
        (found,) = project.check()
        assert article.id in found
        assert "original file is damaged" in found
