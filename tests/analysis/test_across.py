"""What texts in different scripts have in common: names by their sounds, countries, numbers as words."""

from __future__ import annotations

import pytest

from annotator.analysis.across import comparable, countries, skeletons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Merlanda", "العبارة ميرلاندا"),
        ("Kasimbara", "במחוז קסימברה"),
        ("Stellan Brodersen", "капитана Стеллана Бродерсена"),
        ("BlueHarbour", "شركة بلو هاربور"),
        ("Ombrisa", "وبأومبريسا"),
        ("Tarvik", "Στο Ταρβίκ"),
        ("Malinek", "Малинек"),
    ],
)
def test_a_name_sounds_the_same_in_both_scripts(one: str, other: str) -> None:
    assert skeletons(one).keys() & skeletons(other).keys()


@pytest.mark.parametrize(("one", "other"), [("Merlanda", "المدينة القديمة"), ("Bremen", "برلين"), ("Rom", "روما")])
def test_what_only_resembles_a_name_is_another(one: str, other: str) -> None:
    assert not skeletons(one).keys() & skeletons(other).keys()


def test_words_without_a_capital_are_no_names_where_there_are_capitals() -> None:
    assert set(skeletons("die Fähre Merlanda sank").values()) == {"Merlanda"}
    assert skeletons("北京举行会议") == {}
    assert skeletons("") == {}


def test_two_scripts_are_compared_where_one_has_capitals() -> None:
    assert comparable("Latin", "Arabic")
    assert comparable("Latin", "Cyrillic")
    assert not comparable("Arabic", "Hebrew")
    assert not comparable("Latin", "Latin")
    assert not comparable("Latin", "Han")


def test_countries_are_one_in_every_language() -> None:
    said = ["Chinas Behörden", "وللصين سفن", "власти Китая", "בסין נאמר", "中国政府", "La Chine"]
    assert [list(countries(text)) for text in said] == [["China"]] * len(said)
    assert countries("ein Porzellan") == {}
