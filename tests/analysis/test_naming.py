"""Names are proposed by how they begin, in any script: few, and the right ones."""

from __future__ import annotations

import pytest

from annotator.analysis.naming import Typed, proposed
from annotator.core.values import Entity

NAMES = (
    "بايت دانس", "تينسنت", "علي بابا", "الصين", "هيئة الموانئ", "كيسترل لاينز", "ألمانيا", "Яндекс", "כלכליסט",
    "Das Hafenamt", "die elf Unternehmen", "Zürich", "腾讯",
)  # fmt: skip
ENTITIES = [Entity(f"{place}", name) for place, name in enumerate(NAMES)]


def names(typed: str) -> list[str]:
    return [proposal.name for proposal in proposed(typed, ENTITIES)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ByteD", ["بايت دانس"]),
        ("bytedance", ["بايت دانس"]),
        ("Tencent", ["تينسنت"]),
        ("Alibab", ["علي بابا"]),
        ("Kestr", ["كيسترل لاينز"]),
        ("China", ["الصين"]),
        ("Deutschland", ["ألمانيا"]),
        ("Yandex", ["Яндекс"]),
        ("Calcalist", ["כלכליסט"]),
        ("hafen", ["Das Hafenamt"]),
        ("  elf  unter", ["die elf Unternehmen"]),
        ("zuri", ["Zürich"]),
        ("الصي", ["الصين"]),
        ("صين", ["الصين"]),
        ("elf", ["die elf Unternehmen"]),
        ("腾", ["腾讯"]),
        # Two consonants are in every text, and what stands inside a word is no name.
        ("By", []),
        ("unternehmer", []),
        ("amt", []),
        ("Bote", []),
    ],
)
def test_what_begins_a_name_finds_it(typed: str, found: list[str]) -> None:
    assert names(typed) == found


def test_a_name_is_found_by_its_aliases_and_told_by_what_fits() -> None:
    entity = Entity("1", "ByteDance", ("بايت دانس", "Zijie"))
    for typed, name in (("zij", "Zijie"), ("بايت", "بايت دانس"), ("Byte", "ByteDance")):
        assert [(found.entity, found.name) for found in proposed(typed, [entity])] == [(entity, name)]


def test_the_likeliest_come_first_and_few() -> None:
    found = proposed("port", [Entity("1", "The port"), Entity("2", "Port office"), Entity("3", "Airport")])
    assert [proposal.name for proposal in found] == ["Port office", "The port"]
    assert len(proposed("a", [Entity(str(number), f"a{number}") for number in range(20)])) == 8


def test_nothing_typed_begins_every_name() -> None:
    assert Typed("  ").rank("Zürich") == 0
