"""Sentences stay sentences, however much there is to name."""

from __future__ import annotations

from annotator.core.errors import NotFoundError


def test_what_there_is_is_named_in_full_while_it_is_little() -> None:
    assert str(NotFoundError("tag", "x", ["actor", "concern"])) == "no tag 'x'; there are: actor, concern"


def test_of_many_those_most_like_it_are_named_first() -> None:
    known = [f"name {number}" for number in range(5000)] + ["Behörde"]
    error = NotFoundError("entity", "Behorde", known)
    assert str(error).startswith("no entity 'Behorde'; there are: Behörde, ")
    assert str(error).endswith(" and 4981 more")
    assert error.known == tuple(known)


def test_long_names_are_shortened() -> None:
    said = str(NotFoundError("tag", "y" * 9000, ["x" * 10_000]))
    assert len(said) < 250
    assert said.endswith("x…")
