"""Definitions of two tag sets come together, without loss and without contradiction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.core.definitions import agreeing, blended, sound_of, united
from annotator.core.tagset import TagSet, check_attributes
from annotator.core.values import AttributeDefinition, AttributeKind, Tag

SIZE = AttributeDefinition("size", AttributeKind.NUMBER)
SAID = AttributeDefinition("said by", AttributeKind.TEXT)
SIDE = AttributeDefinition("side", AttributeKind.CHOICE, ("left", "right"))

_KINDS = st.sampled_from(AttributeKind)
_CHOICES = st.lists(st.sampled_from(["a", "A", "b", "c", ""]), max_size=3).map(tuple)
_ANY = st.builds(AttributeDefinition, st.sampled_from(["x", "X", "y", "z", " "]), _KINDS, _CHOICES)
_SETS = st.lists(_ANY, max_size=3).map(lambda found: sound_of(tuple(found)))


def _choices(*choices: str) -> tuple[AttributeDefinition, ...]:
    return (AttributeDefinition("side", AttributeKind.CHOICE, choices),)


def test_each_gets_what_only_the_other_has() -> None:
    assert united((SIZE,), [SAID, SIDE]) == (SIZE, SAID, SIDE)
    assert united(_choices("left", "right"), _choices("Left", "middle")) == _choices("left", "right", "middle")
    other = AttributeDefinition("SIZE", AttributeKind.TEXT)
    assert united((SIZE,), [other]) == (SIZE,)


def test_what_one_side_changed_stands_and_what_both_did_clashes() -> None:
    text = AttributeDefinition("size", AttributeKind.TEXT)
    yes = AttributeDefinition("size", AttributeKind.YES_NO)
    assert blended((SIZE, SAID), (SIZE,), (SIZE, SAID, SIDE)) == ((SIZE, SIDE), False)
    assert blended((SIZE,), (SIZE,), (text,)) == ((text,), False)
    assert blended((SIZE,), (), (text,)) == ((text,), True)
    assert blended((SIZE,), (text,), (yes,)) == ((text,), True)
    assert blended(_choices("a", "b"), _choices("a", "c"), _choices("a", "b", "d")) == (_choices("a", "c", "d"), False)


@given(_SETS, _SETS, _SETS)
def test_what_comes_together_is_sound_and_the_same_again(
    base: tuple[AttributeDefinition, ...],
    one: tuple[AttributeDefinition, ...],
    other: tuple[AttributeDefinition, ...],
) -> None:
    found = united(one, other)
    assert sound_of(found) == found
    assert united(found, other) == found == united(found, one)
    for first, second in ((one, other), (other, one)):
        both, _ = blended(base, first, second)
        assert sound_of(both) == both
    assert blended(base, one, base) == (one, False) == blended(base, one, one)
    assert {d.name for d in blended(base, base, one)[0]} == {d.name for d in one}


@given(st.lists(st.lists(_ANY, max_size=3).map(tuple), min_size=1, max_size=4), st.data())
def test_what_is_left_of_contradictions_is_none(
    found: list[tuple[AttributeDefinition, ...]], data: st.DataObject
) -> None:
    tags: list[Tag] = []
    for number, definitions in enumerate(found):
        parent = data.draw(st.sampled_from([None, *(tag.id for tag in tags)]))
        tags.append(Tag(str(number), str(number), "#112233", parent=parent, attributes=definitions))
    left = agreeing(TagSet(tags))
    mended = [replace(tag, attributes=left.get(tag.id, tag.attributes)) for tag in tags]
    check_attributes(TagSet(mended))
    assert agreeing(TagSet(mended)) == {}
