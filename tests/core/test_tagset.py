"""A tag set is a tree: its order, its keys, and what annotations of each tag may carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InvalidError
from annotator.core.tagset import TagSet, check_attributes, in_tree_order
from annotator.core.values import AttributeDefinition, AttributeKind, Tag

CHOICE = AttributeDefinition("role", AttributeKind.CHOICE, ("issuer", "other"))
TEXT = AttributeDefinition("said by", AttributeKind.TEXT)
NUMBER = AttributeDefinition("number", AttributeKind.NUMBER)

ABOVE = Tag("a", "actor", "#1f77b4", attributes=(CHOICE,), shortcut="1", position=1)
BELOW = Tag("b", "company", "#b5540c", parent="a", attributes=(TEXT, NUMBER), position=2)
LOWEST = Tag("c", "rival", "#8a3ffc", parent="b", position=1)
OTHER = Tag("d", "concern", "#00786c", position=0)
TREE = TagSet([BELOW, LOWEST, ABOVE, OTHER])


def test_tags_are_listed_as_the_tree_is_read() -> None:
    assert [tag.id for tag in TREE] == ["d", "a", "b", "c"]
    assert [TREE.depth(tag.id) for tag in TREE] == [0, 0, 1, 2]
    assert [tag.id for tag in TREE.children(None)] == ["d", "a"]
    assert [tag.id for tag in TREE.below("a")] == ["a", "b", "c"]


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.one_of(st.none(), st.integers(0, 9)), st.integers(0, 3)),
        unique_by=lambda drawn: drawn[0],
    )
)
def test_nothing_is_lost_of_any_tags_whatever_they_lie_under(drawn: list[tuple[int, int | None, int]]) -> None:
    tags = [
        Tag(str(number), f"tag {number}", "#1f77b4", parent=None if above is None else str(above), position=position)
        for number, above, position in drawn
    ]
    ordered = in_tree_order(tags)
    assert sorted(tag.id for tag in ordered) == sorted(tag.id for tag in tags)
    whole = TagSet(tags)
    for tag in whole:
        assert whole.path(tag.id)[-1] == tag
        assert tag in whole.below(tag.id)


def test_a_tag_carries_the_attributes_of_those_above_it_then_its_own() -> None:
    assert TREE.attributes_of("c") == TREE.attributes_of("b") == (CHOICE, TEXT, NUMBER)
    assert TREE.attributes_of("a") == (CHOICE,)
    assert TREE.attributes_of("d") == TREE.attributes_of("unknown") == ()


@pytest.mark.parametrize(
    ("definitions", "said"),
    [
        ((AttributeDefinition("Role", AttributeKind.TEXT),), "lies below the tag 'actor'"),
        ((TEXT, AttributeDefinition("Said by", AttributeKind.NUMBER)), "two attributes 'Said by'"),
        ((AttributeDefinition(" ", AttributeKind.TEXT),), "needs a name of one line"),
        ((AttributeDefinition("force", AttributeKind.CHOICE),), "something to choose from"),
        ((AttributeDefinition("force", AttributeKind.CHOICE, ("asks", "Asks")),), "has a choice twice"),
        ((AttributeDefinition("force", AttributeKind.CHOICE, ("asks", "")),), "each choice"),
        ((AttributeDefinition("force", AttributeKind.TEXT, ("asks",)),), "is no choice"),
    ],
)
def test_definitions_that_no_mark_could_follow_are_refused(
    definitions: tuple[AttributeDefinition, ...], said: str
) -> None:
    tags = TREE.with_tag(Tag("b", "company", "#b5540c", parent="a", attributes=definitions))
    with pytest.raises(InvalidError, match=said):
        check_attributes(tags)
    check_attributes(tags, {"d"})


def test_the_key_of_a_retired_tag_is_free() -> None:
    retired = TagSet([Tag("a", "actor", "#1f77b4", shortcut="1", retired=True), OTHER])
    assert retired.by_key("1") is None
    assert retired.free_key() == "1"
    assert [tag.id for tag in retired.offered] == ["d"]
    retired.with_tag(Tag("e", "new", "#1f77b4", shortcut="1"))
