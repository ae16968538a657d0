"""Ties: by a common entity, and by relations whose ends are annotations or entities."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.ties import Ties, may_differ
from annotator.core.values import Annotation, End, Relation, Tag, Value

A, B, C, D, E = "abcde"


def relation(source: End, target: End) -> Relation:
    return Relation(f"{source}{target}", "orders", source, target, "coder", "", "")


def mark(name: str) -> End:
    return End(annotation=name)


def entity(name: str) -> End:
    return End(entity=name)


def test_no_ties() -> None:
    assert not Ties()
    assert Ties().of(A) == frozenset()


def test_mentions_of_an_entity_are_tied_to_each_other() -> None:
    ties = Ties([(A, "X"), (B, "X"), (C, "X"), (D, "Y")])
    assert ties
    assert ties.of(A) == {B, C}
    assert ties.of(D) == frozenset()
    assert ties.of(E) == frozenset()


def test_a_relation_ties_both_ends() -> None:
    ties = Ties([], [relation(mark(A), mark(B)), relation(mark(C), mark(A))])
    assert (ties.of(A), ties.of(B), ties.of(C)) == ({B, C}, {A}, {A})


def test_an_entity_at_an_end_stands_for_its_mentions() -> None:
    ties = Ties([(A, "X"), (B, "X"), (C, "Y")], [relation(entity("X"), mark(D)), relation(mark(E), entity("Y"))])
    assert ties.of(D) == {A, B}
    assert ties.of(A) == {B, D}
    assert (ties.of(E), ties.of(C)) == ({C}, {E})


def test_a_relation_of_one_mention_is_not_that_of_the_others() -> None:
    ties = Ties([(A, "X"), (B, "X")], [relation(mark(A), mark(C))])
    assert ties.of(A) == {B, C}
    assert ties.of(B) == {A}
    assert ties.of(C) == {A}


def test_an_entity_that_nothing_mentions_ties_nothing() -> None:
    assert Ties([], [relation(mark(A), entity("X"))]).of(A) == frozenset()


ends = st.one_of(st.sampled_from("abcde").map(mark), st.sampled_from("XYZ").map(entity))


@given(
    st.dictionaries(st.sampled_from("abcde"), st.sampled_from("XYZ")),
    st.lists(st.builds(relation, ends, ends), max_size=5),
)
def test_what_is_tied_is_tied_both_ways_and_nothing_to_itself(
    mentions: dict[str, str], relations: list[Relation]
) -> None:
    ties = Ties(mentions.items(), relations)
    for one in "abcde":
        assert one not in ties.of(one)
        assert all(one in ties.of(other) for other in ties.of(one))
    assert bool(ties) == bool(mentions or relations)


def an_annotation(entity: str | None, tag: str = "tag") -> Annotation:
    return Annotation(A, "article", tag, 0, 1, "x", "coder", "", "", entity=entity)


def change(before: Value | None, after: Value | None, kind: ChangeKind = ChangeKind.RETAG) -> Change:
    return Change(kind, None, "", "", (Edit(before, after),))


def test_only_changes_of_entities_and_relations_bear_on_ties() -> None:
    plain, named = an_annotation(None), an_annotation("X")
    assert may_differ(Change(ChangeKind.ELSEWHERE, None, "", "", ()))
    for before, after in ((None, named), (named, None), (plain, named), (named, an_annotation("Y"))):
        assert may_differ(change(before, after))
    tie = relation(mark(A), mark(B))
    assert may_differ(change(None, tie))
    assert may_differ(change(tie, None))
    for one, other in ((None, plain), (plain, None), (named, an_annotation("X", "other"))):
        assert not may_differ(change(one, other))
    assert not may_differ(change(None, Tag("t", "actor", "#1f77b4")))
