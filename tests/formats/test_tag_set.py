"""A tag set as a file is written the same each time, read back as it was, and refused with one clear sentence."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from annotator.core.errors import FormatError
from annotator.core.resources import resource
from annotator.core.tagset import DEFAULT_RELATION_TYPES, DEFAULT_TAGS, WrittenTagSet
from annotator.formats import tag_set

DEFAULTS = WrittenTagSet("Ours", DEFAULT_TAGS, DEFAULT_RELATION_TYPES, "What it is for.")
TEMPLATES = sorted(resource("tag_sets").glob("*.json"))
FOLDER = resources.files("annotator.formats")
SCHEMA = json.loads(FOLDER.joinpath("tag_set.schema.json").read_text("utf-8"))

Content = dict[str, Any]


def written(found: WrittenTagSet) -> str:
    stream = io.StringIO(newline="\n")
    tag_set.write(found, stream)
    return stream.getvalue()


def test_what_is_written_is_read_back() -> None:
    assert tag_set.read(written(DEFAULTS).encode(), "x") == DEFAULTS
    mixed = replace(DEFAULTS, tags=DEFAULTS.tags[::-1], relation_types=DEFAULTS.relation_types[::-1])
    assert written(mixed) == written(DEFAULTS)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_are_tag_sets_in_their_canonical_form(path: Path) -> None:
    data = path.read_bytes()
    found = tag_set.read(data, path.name)
    assert written(found).encode() == data
    assert found.source
    assert found.description
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(data))
    for tag in found.tags:
        assert tag.description
        assert tag.example
        assert tag.counter_example


def test_no_two_templates_share_an_id() -> None:
    found = [tag_set.read(path.read_bytes(), "x") for path in TEMPLATES]
    ids = [tag.id for each in (*found, DEFAULTS) for tag in each.tags]
    ids += [kind.id for each in (*found, DEFAULTS) for kind in each.relation_types]
    assert len(set(ids)) == len(ids)


def test_its_schema_speaks_of_tags_as_that_of_projects_does() -> None:
    native = json.loads(FOLDER.joinpath("native.schema.json").read_text("utf-8"))
    assert all(native["$defs"][name] == definition for name, definition in SCHEMA["$defs"].items())


def spoilt(change: Callable[[Content], object]) -> bytes:
    content = json.loads(written(DEFAULTS))
    change(content)
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.update(format="annotator"), "holds a whole project, not a tag set by itself; load it instead"),
        (lambda c: c.pop("format"), "is JSON, but not a tag set"),
        (lambda c: c.update(version=2), "was written by a newer Annotator"),
        (lambda c: c.update(tags=[]), "tags has 0 items, not one tag or more"),
        (lambda c: c.pop("name"), "has no 'name'"),
        (lambda c: c["tags"][0].update(colour="red"), "tags[0].colour is 'red', not a colour like #1f77b4"),
        (lambda c: c["tags"][0].update(parent=c["tags"][0]["id"]), "leads back to itself"),
        (lambda c: c["tags"][1].update(name="Actor"), "there is already a tag 'Actor'"),
        (lambda c: c["tags"][1].update(shortcut="1"), "the key 1 already belongs"),
        (lambda c: c["tags"][1].update(id=c["tags"][0]["id"]), "which another of the tags has too"),
        (lambda c: c["relation_types"][0].update(to=["0" * 8 + "-0000-7000-8000-" + "9" * 12]), "not in the file"),
        (lambda c: c["relation_types"][0].update(name="Raises"), "which relation_types[0] has too"),
        (lambda c: c["tags"][0]["attributes"][0].update(choices=[]), "needs something to choose from"),
        (lambda c: c["tags"][0]["attributes"][0].update(kind="colour"), "not one of 'choice'"),
        (
            lambda c: c["relation_types"][0]["attributes"].append({"name": "a", "kind": "text", "choices": ["b"]}),
            "is no choice",
        ),
        (lambda c: c["tags"][0].update(description="\x00"), "holds U+0000"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(change: Callable[[Content], object], said: str) -> None:
    with pytest.raises(FormatError) as caught:
        tag_set.read(spoilt(change), "own.json")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_other_files_are_refused() -> None:
    for data, said in ((b"{", "is not JSON"), (b"[]", "not a tag set"), (b"\xff", "is not UTF-8")):
        with pytest.raises(FormatError, match=said):
            tag_set.read(data, "own.json")
