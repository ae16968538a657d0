"""Names, numbers and countries that two texts both have, across languages and scripts."""

from __future__ import annotations

import pytest

from annotator.analysis.alike import counterparts, told
from annotator.text.span import Span


def alike(one: str, language: str, other: str, others: str) -> list[tuple[str, list[str], list[str]]]:
    """Return what two texts both have: its sort, and how either writes it."""
    return [
        (found.sort, [span.of(one) for span in found.ones], [span.of(other) for span in found.others])
        for found in counterparts(told(one, language), told(other, others))
    ]


@pytest.mark.parametrize(
    ("one", "language", "other", "others", "expected"),
    [
        ("zwölf Schiffe", "de", "١٢ سفينة", "ar", ("number", "zwölf", "١٢")),
        ("1.200 Euro", "de", "١٬٢٠٠ يورو", "ar", ("number", "1.200", "١٬٢٠٠")),
        ("3,5 Prozent", "de", "3.5 percent", "en", ("number", "3,5", "3.5")),
        ("Norderfleet", "de", "في نوردر فليت", "ar", ("pair", "Norderfleet", "نوردر فليت")),
        ("Tencent", "de", "وتينسنت", "ar", ("name", "Tencent", "وتينسنت")),
        ("Clubhouse 72", "de", "وClubhouse بـ72", "ar", ("number", "72", "72")),
        ("Ägypten", "de", "في مصر", "ar", ("country", "Ägypten", "مصر")),
        ("中国网信办", "zh", "Behörden in China", "de", ("country", "中国", "China")),
    ],
)
def test_what_both_have(one: str, language: str, other: str, others: str, expected: tuple[str, str, str]) -> None:
    found = [(mine[0], theirs[0]) for _, mine, theirs in alike(one, language, other, others)]
    assert (expected[1], expected[2]) in found
    back = [(mine[0], theirs[0]) for _, mine, theirs in alike(other, others, one, language)]
    assert (expected[2], expected[1]) in back


def test_only_the_body_is_looked_at() -> None:
    (found,) = counterparts(told("12\n12 Schiffe", "de", Span(3, 13)), told("١٢", "ar"))
    assert (found.ones, found.others) == ((Span(3, 5),), (Span(0, 2),))
