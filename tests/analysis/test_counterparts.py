"""What two texts both say, whatever their languages."""

from __future__ import annotations

from annotator.analysis.counterparts import Sort, counterparts, told

GERMAN = "Die Firma Merlanda aus China hat am Donnerstag elf Schiffe und 2,5 Millionen Euro erhalten."
ARABIC = "حصلت ميرلاندا في الصين يوم الخميس على 11 سفينة و2.5 مليون يورو، وتراجعت ميرلاندا."


def _found(one: str, first: str, other: str, second: str) -> dict[str, tuple[list[str], list[str]]]:
    found = counterparts(told(one, first), told(other, second))
    return {
        f"{each.sort}:{each.key}": ([s.of(one) for s in each.ones], [s.of(other) for s in each.others])
        for each in found
    }


def test_names_days_countries_and_numbers_across_scripts() -> None:
    found = _found(GERMAN, "de", ARABIC, "ar")
    assert found.pop("name:mrlnd") == (["Merlanda"], ["ميرلاندا", "ميرلاندا"])
    assert found == {
        "country:CN": (["China"], ["الصين"]),
        "weekday:3": (["Donnerstag"], ["الخميس"]),
        "number:11": (["elf"], ["11"]),
        "number:2500000": (["2,5 Millionen"], ["2.5 مليون"]),
    }


def test_only_the_body_is_looked_at_and_places_are_those_of_the_whole_text() -> None:
    from annotator.text.span import Span

    text = f"China 2021\n\n{GERMAN}"
    (body,) = [Span(12, len(text))]
    found = counterparts(told(text, "de", body), told("في الصين", "ar"))
    assert [(each.sort, [span.of(text) for span in each.ones]) for each in found] == [(Sort.COUNTRY, ["China"])]
