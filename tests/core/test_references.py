"""Every reference of every kind of value is known: each one leads to something in a sound project."""

from __future__ import annotations

from msgspec import Struct

from annotator.core.references import references
from annotator.core.values import Bundle, Value
from sample_bundle import sample_bundle


def values(bundle: Bundle) -> list[Value]:
    groups = (
        bundle.coders, bundle.tags, bundle.relation_types, bundle.events, bundle.entities, bundle.articles,
        bundle.statuses, bundle.annotations, bundle.relations,
    )  # fmt: skip
    return [value for group in groups for value in group]


def mentioned(value: object, ids: set[str]) -> set[str]:
    """Return the ids that stand anywhere in a value but as its own."""
    if isinstance(value, str):
        return {value} & ids
    if isinstance(value, tuple):
        return {found for item in value for found in mentioned(item, ids)}
    if isinstance(value, Struct):
        names = [name for name in value.__struct_fields__ if name != "id"]
        return {found for name in names for found in mentioned(getattr(value, name), ids)}
    return set()


def test_no_reference_is_forgotten() -> None:
    everything = values(sample_bundle())
    ids = {value.id for value in everything}
    for value in everything:
        assert {reference.id for reference in references(value)} == mentioned(value, ids)


def test_kinds_and_keys() -> None:
    bundle = sample_bundle()
    mark = bundle.annotations[0]
    assert references(mark)[:3] == [
        ("article", "article", mark.article),
        ("tag", "tag", mark.tag),
        ("coder", "coder", mark.coder),
    ]
