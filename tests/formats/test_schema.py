"""The fast check says the same as the jsonschema library, an independent judge."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.schema import compiled, path_text, shown

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "src/annotator/formats/native.schema.json").read_text(encoding="utf-8")
)
GOLDEN = json.loads((Path(__file__).parent / "data/small.json").read_text(encoding="utf-8"))
CHECK = compiled(SCHEMA)
JUDGE = jsonschema.Draft202012Validator(SCHEMA)


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every value inside `value`."""
    found = [path]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += places(item, (*path, key))
    return found


ODD_VALUES = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        1,
        -1,
        3.0,
        3.5,
        1e300,
        "",
        " ",
        "a",
        "de",
        "1",
        "2021-03",
        "2021-03-19",
        "2021-13-19",
        "2021-03-19T08:30Z",
        "2021-03-19T08:30:00Z",
        "#1f77b4",
        "solid",
        "00000000-0000-7000-8000-000000000001",
        "00000000-0000-7000-8000-00000000000A",
        "a" * 64,
        "two\nlines",
        [],
        [1],
        [1, 2],
        [[1, 2], [3, 4]],
        {},
        {"start": 1, "end": 2},
        {"annotation": "00000000-0000-7000-8000-000000000001"},
        {
            "annotation": "00000000-0000-7000-8000-000000000001",
            "entity": "00000000-0000-7000-8000-000000000001",
        },
    ]
)


def test_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_golden_file_passes_both() -> None:
    JUDGE.validate(GOLDEN)
    assert CHECK(GOLDEN) is None


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_agrees_with_jsonschema_on_damaged_files(data: st.DataObject) -> None:
    damaged = copy.deepcopy(GOLDEN)
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = data.draw(st.sampled_from([place for place in places(damaged) if place]))
        holder = damaged
        for part in way:
            holder = holder[part]
        if data.draw(st.booleans()):
            del holder[last]
        else:
            holder[last] = data.draw(ODD_VALUES)
    fault = CHECK(damaged)
    assert (fault is None) == JUDGE.is_valid(damaged), str(fault)
    if fault is not None:
        # Where we point, or inside or around it, the judge sees an error too.
        seen = [tuple(error.absolute_path) for error in JUDGE.iter_errors(damaged)]
        assert any(path[: len(fault.path)] == fault.path for path in seen), (fault, seen)


@pytest.mark.parametrize("key", ["id", "created"])
def test_a_pattern_ends_at_the_very_end(key: str) -> None:
    damaged = copy.deepcopy(GOLDEN)
    damaged["project"][key] += "\n"
    assert CHECK(damaged) is not None


def test_unknown_keyword_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="multipleOf"):
        compiled({"type": "integer", "multipleOf": 3})


def test_fault_is_a_sentence() -> None:
    damaged = copy.deepcopy(GOLDEN)
    damaged["annotations"][1]["start"] = "7"
    assert str(CHECK(damaged)) == "annotations[1].start is '7', not a place in the text, counted from 0"
    damaged = copy.deepcopy(GOLDEN)
    del damaged["annotations"][0]["coder"]
    assert str(CHECK(damaged)) == "annotations[0] has no 'coder'"


def test_shown_is_short_and_printable() -> None:
    assert shown("x" * 100) == "'" + "x" * 57 + "...'"
    assert shown("\ud800\n") == "'?\\n'"
    assert shown(10**5000) == "a huge number"
    assert [shown(value) for value in (None, True, 1.5, [], {})] == ["null", "true", "1.5", "a list", "an object"]


def test_path_text() -> None:
    assert path_text(("annotations", 3, "start")) == "annotations[3].start"
    assert path_text(()) == "the file"
