"""Which articles may report the same happening, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.analysis.same_event import Match, Report, matches, report, within_days
from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.text.span import Span

EVENTS = Path(__file__).parent / "data" / "events.tsv"
GERMAN = (
    "Hafenamt lädt Reedereien vor. Das Hafenamt hat 12 Reedereien vorgeladen, darunter Blauwal und Kestrel Lines. "
    "Im Jahr 2021 zahlten sie 1.200 Euro, also 3,5 Prozent mehr. Vorher waren es 7."
)
ARABIC = "استدعت هيئة الموانئ ١٢ شركة، بينها Kestrel المحلية، ودفعت ١٬٢٠٠ يورو، أي ٣٫٥ في المئة. حدث ذلك عام ٢٠٢١."
ENGLISH = "Pilots on strike. The pilots of Norderfleet stopped work; 40 ships wait outside."


def article(number: int, published: str | None = None, language: str | None = None) -> Article:
    return Article(str(number), f"title {number}", Direction.LTR, "", 0, language, published)


def made(number: int, text: str, published: str | None = "2021-03-19", language: str | None = None) -> Report:
    return report(article(number, published, language), text)


def test_numbers_of_any_script_without_years_and_single_digits() -> None:
    assert made(1, GERMAN).numbers == made(2, ARABIC).numbers == {"12", "1200", "3.5"}
    assert made(1, "am 19.03.2021 um 10.30.15, Zimmer B12, 0042 und 5").numbers == {"0042"}


def test_names_are_latin_words_with_a_capital_within_a_sentence() -> None:
    assert {"blauwal", "kestrel", "lines"} <= made(1, GERMAN).names
    assert made(2, ARABIC).names == {"kestrel"}
    assert made(3, "Pilots wait. “Nobody moves,” they say. They met Norderfleet.").names == {"norderfleet"}


def test_reports_in_two_scripts_meet_by_names_and_numbers() -> None:
    (match,) = matches(made(1, GERMAN, language="de"), [made(2, ARABIC, "2021-03-20", "ar"), made(3, ENGLISH)])
    assert match.article == "2"
    assert match.apart == 1
    assert match.names == ("Kestrel",), "as the text writes it"
    assert set(match.numbers) == {"12", "1200", "3.5"}
    assert match.likeness == 0.0
    assert 0.2 < match.score < 1


def test_what_lies_too_far_apart_is_none_and_what_has_no_date_counts_for_less() -> None:
    wanted = made(1, GERMAN)

    def score(published: str | None) -> float:
        found = matches(wanted, [made(2, ARABIC, published)])
        return found[0].score if found else 0.0

    assert score("2021-03-19") > score("2021-03-21") > 0
    assert score("2021-03-19") > score(None) > 0
    assert score("2021") == score(None)
    assert score("2021-03") == score("2021-03-19")
    assert score("2021-04-19") == 0


def test_what_all_have_in_common_says_little() -> None:
    crowd = [made(n, f"Kestrel und 12 andere; Nummer {n}00.") for n in range(20, 200)]
    found = {match.article: match.score for match in matches(made(1, GERMAN), [*crowd, made(2, ARABIC)])}
    assert max(found, key=lambda record: found[record]) == "2"
    assert found["2"] > 2 * max((score for record, score in found.items() if record != "2"), default=0)


def test_likeness_counts_between_texts_of_one_language() -> None:
    text = "heute morgen stiegen über der werft dichte wolken auf und niemand wusste woher sie kamen oder wohin"
    (match,) = matches(made(1, text, language="de"), [made(2, text + " sagt einer", language="de-AT")])
    assert match.likeness > 0.7
    assert matches(made(1, text, language="de"), [made(2, text, language="nl")]) == []


def test_names_across_scripts_only_where_they_are_known() -> None:
    aliases = {"Harbour Office": "Harbour Office", "هيئة الموانئ": "Harbour Office"}
    one = report(article(1, "2021-03-19"), "Then the Harbour Office spoke.", aliases)
    other = report(article(2, "2021-03-19"), "وقالت وهيئة الموانئ إنها ترفض.", aliases)
    assert "Harbour Office" in one.names & other.names
    assert "Harbour Office" not in report(article(3), "هيئة الموانئية", aliases).names
    assert not made(1, "Then the Harbour Office spoke.").names & made(2, "وقالت هيئة الموانئ").names


def test_an_article_does_not_report_the_same_as_itself() -> None:
    wanted = made(1, GERMAN)
    assert matches(wanted, [wanted]) == []
    assert matches(wanted, []) == []
    assert isinstance(matches(wanted, [made(2, GERMAN)])[0], Match)


@pytest.mark.parametrize(
    ("published", "wanted"),
    [
        ("2021-03-19", ["5", "2", "6", "4", "7"]),
        (None, ["2", "4", "5", "6", "7"]),
        ("2021-12", ["4", "7"]),
        ("9999-12", ["4", "7"]),
    ],
)
def test_the_nearest_by_date_come_first(published: str | None, wanted: list[str]) -> None:
    articles = [
        article(2, "2021-03-17"), article(3, "2021-04-30"), article(4), article(5, "2021-03-19"),
        article(6, "2021-03-23"), article(7, "2021"),
    ]  # fmt: skip
    found = [one.id for one in within_days(article(1, published), [*articles, article(1)], 10)]
    if published is None:
        assert set(found) == {"2", "3", "4", "5", "6", "7"}
    else:
        assert found == wanted
    assert len(within_days(article(1, published), articles, 1)) == 1


def test_what_a_site_puts_around_an_article_tells_nothing() -> None:
    around = "Sie nutzen den Nordblatt Newsletter der Agentur Kestrel, 44 Tage gratis. "
    body = replace(article(1), body=Span(len(around), len(around) + len(GERMAN)))
    told = report(body, around + GERMAN + around)
    assert told.names == made(1, GERMAN).names
    assert told.numbers == made(1, GERMAN).numbers


def test_the_nouns_of_german_are_no_names() -> None:
    told = made(
        1, "Die Behörde lud Firmen vor, darunter ByteDance und Blauwal, sagte Kapitän Brodersen.", language="de"
    )
    assert {"bytedance", "brodersen"} <= told.names
    assert not {"firmen", "behorde", "blauwal"} & told.names
    assert {"firmen", "blauwal"} <= told.nouns
    # What a language without such capitals takes for a name is one.
    (match,) = matches(told, [made(2, "They asked Blauwal and ByteDance.", language="en")])
    assert set(match.names) == {"Blauwal", "ByteDance"}


def test_one_name_alone_is_not_enough() -> None:
    assert matches(made(1, "Then Kestrel won.", language="en"), [made(2, "Later Kestrel sank.", language="en")]) == []


def reports() -> list[tuple[str, Report]]:
    rows = [line.split("\t") for line in EVENTS.read_text(encoding="utf-8").splitlines()]
    return [(event, made(number, text, day, language)) for number, (event, language, day, text) in enumerate(rows)]


def test_of_reports_in_eight_languages_most_are_found_and_hardly_one_is_wrong() -> None:
    """38 reports of ten events in three days, many of one kind."""
    all_of_them = reports()
    events = {one.article: event for event, one in all_of_them}
    right = wrong = there = 0
    for event, wanted in all_of_them:
        found = [events[match.article] == event for match in matches(wanted, [one for _, one in all_of_them])]
        right, wrong = right + sum(found), wrong + len(found) - sum(found)
        there += sum(other == event for other in events.values()) - 1
    assert right >= 0.8 * there
    assert wrong <= 0.03 * right


def test_countries_and_numbers_are_those_of_every_language() -> None:
    chinese = made(1, "周四，港务局对12家公司在香港和印度尼西亚的船只进行了检查", language="zh")
    hindi = made(2, "बंदरगाह ने इंडोनेशिया और हांगकांग के 12 जहाज़ रोके", language="hi")
    assert chinese.numbers == hindi.numbers == {"12"}
    assert chinese.countries == hindi.countries == {"ID", "HK"}
    (match,) = matches(chinese, [hindi])
    assert match.numbers == ("12",)
    assert made(3, "turkey in Britain", language="en").countries == {"GB"}
    assert made(5, "en China y Myanmar", language="es").countries == {"CN", "MM"}
    assert made(4, "in Großbritannien").countries == {"GB"}, "in a language that nobody has said"
