"""What the value of an attribute may be, and how it is read and put among the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.attributes import (
    check_value,
    converted,
    defined,
    fits,
    foreign,
    read_value,
    value_of,
    with_value,
    written,
)
from annotator.core.errors import InvalidError
from annotator.core.values import AttributeDefinition, AttributeKind, AttributeValue

FORCE = AttributeDefinition("force", AttributeKind.CHOICE, ("obliges", "requests"))
QUOTED = AttributeDefinition("quoted", AttributeKind.YES_NO)
NUMBER = AttributeDefinition("how many", AttributeKind.NUMBER)
SAID_BY = AttributeDefinition("attributed to", AttributeKind.TEXT)
ALL = (FORCE, QUOTED, NUMBER, SAID_BY)

NAMES = st.sampled_from(["a", "b", "c", "ب"])
VALUES: st.SearchStrategy[AttributeValue] = st.one_of(
    st.booleans(), st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False), st.text()
)


@pytest.mark.parametrize(
    ("definition", "words", "value"),
    [
        (FORCE, "Requests ", "requests"),
        (QUOTED, "YES", True),
        (QUOTED, "no", False),
        (NUMBER, "12", 12),
        (NUMBER, "-3.5", -3.5),
        (NUMBER, "3,5", 3.5),
        (NUMBER, "−٣٫٢٥", -3.25),
        (NUMBER, "007", 7),
        (SAID_BY, "  هيئة   الموانئ ", "هيئة الموانئ"),
        (FORCE, "  ", None),
    ],
)
def test_what_is_written_is_read(definition: AttributeDefinition, words: str, value: AttributeValue | None) -> None:
    found = read_value(definition, words)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("definition", "words", "said"),
    [
        (FORCE, "asks", "'force' cannot be 'asks'; choose one of 'obliges', 'requests'"),
        (QUOTED, "perhaps", "'quoted' is yes or no, and not 'perhaps'"),
        (NUMBER, "eleven", "'how many' is a number, and 'eleven' is none; write it like 12 or 3.5"),
        (NUMBER, "1,000", "'how many' is a number, and '1,000' is none; write it like 12 or 3.5"),
        (NUMBER, "nan", "'how many' is a number, and 'nan' is none; write it like 12 or 3.5"),
        (NUMBER, "1e5", "'how many' is a number, and '1e5' is none; write it like 12 or 3.5"),
    ],
)
def test_what_is_none_is_refused_with_what_would_be(definition: AttributeDefinition, words: str, said: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        read_value(definition, words)
    assert str(refusal.value) == said


@pytest.mark.parametrize(
    ("name", "value"),
    [("force", "asks"), ("force", True), ("quoted", 1), ("how many", True), ("how many", "2"),
     ("how many", float("inf")), ("attributed to", ""), ("attributed to", "two\nlines"), ("attributed to", 3),
     ("unknown", "x")],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused_and_is_strange_where_it_is_stored(name: str, value: AttributeValue) -> None:
    with pytest.raises(InvalidError):
        check_value(name, value, ALL, "the tag 'directive'")
    assert foreign(((name, value),), ALL) == ((name, value),)


def test_the_refusal_of_a_name_says_which_there_are() -> None:
    with pytest.raises(InvalidError, match=r"^the tag 'x' has no attribute 'y'$"):
        check_value("y", 1, (), "the tag 'x'")
    with pytest.raises(InvalidError, match=r"^the tag 'x' has no attribute 'y'; it has 'force', 'quoted'$"):
        check_value("y", 1, (FORCE, QUOTED), "the tag 'x'")


@given(st.dictionaries(NAMES, VALUES), NAMES, VALUES)
def test_a_value_is_found_where_it_was_put_and_the_others_stay(
    held: dict[str, AttributeValue], name: str, value: AttributeValue
) -> None:
    before = tuple(sorted(held.items()))
    after = with_value(before, name, value)
    assert value_of(after, name) == value
    assert [own for own, _ in after] == sorted(held.keys() | {name})
    assert with_value(after, name, None) == with_value(before, name, None)
    assert [pair for pair in after if pair[0] != name] == [pair for pair in before if pair[0] != name]


@given(st.one_of(st.integers(-(10**15) + 1, 10**15 - 1), st.booleans()))
def test_what_is_written_out_is_read_back(value: int | bool) -> None:
    definition = QUOTED if isinstance(value, bool) else NUMBER
    assert fits(definition, value)
    assert read_value(definition, written(value)) == value


def test_no_number_is_too_large_to_be_one() -> None:
    assert fits(NUMBER, 10**400)
    assert foreign(((NUMBER.name, -(10**400)),), ALL) == ()


@given(VALUES, st.sampled_from(ALL))
def test_what_is_converted_fits_and_stays_what_it_is(value: AttributeValue, to: AttributeDefinition) -> None:
    said = converted(value, to)
    if said is not None:
        assert fits(to, said)
        assert repr(converted(said, to)) == repr(said)


@pytest.mark.parametrize("words", ["1e5", "1_000", "0x1", "1,000"])
def test_what_cannot_be_written_as_a_number_cannot_become_one(words: str) -> None:
    assert converted(words, NUMBER) is None


def test_a_definition_is_found_by_name_or_refused() -> None:
    assert defined(ALL, "  How  MANY ", "the tag 'x'") is NUMBER
    with pytest.raises(InvalidError, match=r"^the tag 'x' has no attribute 'y'; it has 'force'$"):
        defined([FORCE], "y", "the tag 'x'")
