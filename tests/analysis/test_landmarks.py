"""What two texts name both, across languages and scripts, and what that tells."""

from __future__ import annotations

from annotator.analysis.landmarks import Shared, Text, Tie, shared
from annotator.text.span import Span


def text(words: str, language: str, *ties: tuple[str, str]) -> Text:
    found = tuple(Tie(Span(words.index(of), words.index(of) + len(of)), key) for of, key in ties)
    return Text(words, Span(0, len(words)), language, found)


def named(one: Text, other: Text, names: dict[str, str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return what the first text calls what both name, each with what the other one calls it."""
    return {
        thing.here[0].of(one.text): tuple(span.of(other.text) for span in thing.there)
        for thing in shared(one, other, names)
    }


GERMAN = text("Zwölf Reedereien, darunter Norderfleet und Kestrel Lines, zahlten in Ägypten 1.200 Euro.", "de")
ARABIC = text("دفعت ١٢ شركة في مصر، بينها نوردر فليت وKestrel Lines، مبلغ ١٬٢٠٠ يورو.", "ar")


def test_names_numbers_and_countries_meet_across_scripts() -> None:
    found = named(GERMAN, ARABIC)
    assert found["Zwölf"] == ("١٢",)
    assert found["1.200"] == ("١٬٢٠٠",)
    assert found["Ägypten"] == ("مصر",)
    assert found["Kestrel"] == ("Kestrel",), "behind the letter that Arabic writes together with it"
    assert found["Norderfleet"] == ("نوردر فليت",), "a name that is written as two"
    assert named(ARABIC, GERMAN) == {words[0]: (word,) for word, words in found.items()}


def test_compounds_count_as_the_name_that_they_begin_with() -> None:
    german = text("Internet: die Internetgiganten und die Internetdienste.", "de")
    arabic = text("شركات الإنترنت.", "ar")
    for found in (shared(german, arabic), shared(arabic, german)):
        (thing,) = found
        places = thing.here if found == shared(german, arabic) else thing.there
        assert [span.of(german.text) for span in places] == ["Internet", "Internetgiganten", "Internetdienste"]
    assert set(named(text("Internet, Internetgiganten.", "en"), arabic)) == {"Internet"}


def test_words_of_one_language_meet_whatever_their_endings() -> None:
    one, other = text("Die Behörden prüfen die Lotsendienste.", "de"), text("Ein Lotsendienst der Behörde.", "de")
    assert set(named(one, other)) == {"Behörden", "Lotsendienste"}
    assert named(text("الهيئة تراقب السفن", "ar"), text("وقالت هيئة للسفن", "ar"))


def test_words_of_two_languages_meet_where_they_are_borrowed() -> None:
    assert set(named(text("the monopolistic firms also", "en"), text("das monopolistische also", "de"))) == {
        "monopolistic"
    }


def test_letters_of_scripts_without_blanks_meet_two_by_two() -> None:
    assert "中国" in named(text("中国网信办约谈企业", "zh"), text("Behörden in China", "de"))
    assert "信办" in named(text("中国网信办", "zh"), text("网信办表示", "zh"))


def test_ties_and_known_names_are_found() -> None:
    one, other = text("Die Aufsicht droht.", "de", ("Aufsicht", "e1")), text("حذرت الهيئة.", "ar", ("الهيئة", "e1"))
    assert named(one, other) == {"Aufsicht": ("الهيئة",)}
    known = {"Xiaomi": "e2", "شاومي": "e2"}
    assert named(text("Auch Xiaomi kam.", "de"), text("وحضرت وشاومي.", "ar"), known) == {"Xiaomi": ("وشاومي",)}


def test_what_is_named_often_tells_little_and_what_is_all_over_nothing() -> None:
    def weight(times: int) -> float:
        found = shared(text("Kestrel kam. " * times, "de"), text("جاءت Kestrel. ", "ar"))
        return found[0].weight if found else 0.0

    assert weight(1) > weight(3) > weight(20) > weight(100) == 0


def test_only_the_body_is_looked_at() -> None:
    outside = Text("Kestrel\nGestern.\nKestrel", Span(8, 16), "de")
    assert shared(outside, text("Kestrel", "en")) == []
    (thing,) = shared(Text("12\n12 Schiffe", Span(3, 13), "de"), text("١٢", "ar"))
    assert thing == Shared(1.0, (Span(3, 5),), (Span(0, 2),))


def test_a_word_that_is_also_written_small_is_no_name() -> None:
    one = text("The Ministry of Public Works was asked by the public.", "en")
    other = text("El ministerio de Obras Públicas y el Público.", "es")
    weights = {thing.here[0].of(one.text): thing.weight for thing in shared(one, other)}
    assert weights["Public"] < 0.4
    assert "Tarvik" in named(text("the Tarvik Works", "en"), text("las obras de Tarvik", "es"))


def test_what_an_apostrophe_sets_off_is_no_part_of_a_word() -> None:
    assert named(text("l'inspection", "fr"), text("d’inspections", "fr")) == {"l'inspection": ("d’inspections",)}
    assert named(text("gemi Ombrisa'nın", "tr"), text("Ombrisa battı", "tr")) == {
        "Ombrisa'nın": ("Ombrisa",),
        "Ombrisa": ("Ombrisa",),
    }
