"""Which column is what: from names in many languages and from what the columns hold; where unsure, it says so."""

from __future__ import annotations

import pytest

from annotator.sources import Columns
from annotator.sources.columns import guessed, known_field, language_tag

LONG = "Viele Worte über den Hafen und die Reedereien. " * 6
SHORT = "Einige Worte, mehr nicht."


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Text", "text"), ("articleBody", "text"), ("FULL_TEXT", "text"), ("Inhalt", "text"), ("نص", "text"),
        ("النَّص", "text"), ("متن خبر", "text"), ("תוכן", "text"), ("正文", "text"), ("本文", "text"), ("Текст", "text"),
        ("fields.bodyText", "text"), ("page_text", "text"), ("Überschrift", "title"), ("العنوان", "title"),
        ("headline", "title"), ("webTitle", "title"), ("publishedAt", "published"), ("Datum", "published"),
        ("تاريخ النشر", "published"), ("source.name", "source"), ("Quelle", "source"), ("Medium", "source"),
        ("المصدر", "source"), ("byline", "author"), ("Autor", "author"), ("الكاتب", "author"), ("web_url", "url"),
        ("Link", "url"), ("رابط", "url"), ("lang", "language"), ("Sprache", "language"), ("اللغة", "language"),
    ],
)  # fmt: skip
def test_names(name: str, field: str) -> None:
    known = known_field(name)
    assert known is not None
    assert known[0] == field


@pytest.mark.parametrize("name", ["id", "nr", "", "wordcount", "x1"])
def test_names_that_say_nothing(name: str) -> None:
    assert known_field(name) is None


def test_every_field_is_told_and_no_column_twice() -> None:
    names = ["id", "Titel", "Inhalt", "Datum", "Quelle", "Autor", "Link", "Sprache"]
    row = ["7", "Hafen zu", LONG, "19.3.2021", "Nordblatt", "A. Berg", "https://nordblatt.example/7", "de"]
    assert guessed(names, [row]) == (
        Columns("Inhalt", "Titel", "Sprache", "Datum", "Quelle", "Autor", "Link"),
        True,
    )


def test_a_column_is_what_it_holds_not_only_what_it_is_called() -> None:
    # The source is an address, the date is none, the language neither.
    names, row = ["source", "text", "date", "language"], ["https://a.example/1", LONG, "soon", "the usual one"]
    assert guessed(names, [row]) == (Columns("text", url="source"), True)


def test_the_longest_column_is_the_text_where_no_name_says_so() -> None:
    assert guessed(["a", "b"], [[LONG, SHORT]]) == (Columns("a"), True)
    assert guessed(["a", "b"], [[LONG, LONG]])[1] is False
    assert guessed(["a", "b"], [[SHORT, "x"]]) == (Columns("a"), False)


def test_names_against_contents_is_a_question() -> None:
    assert guessed(["text", "b"], [[SHORT, LONG]]) == (Columns("text"), False)
    assert guessed(["text", "content"], [[LONG, LONG + "more"]]) == (Columns("content"), False)
    assert guessed(["text", "content"], [[LONG, SHORT]]) == (Columns("text"), True)


def test_where_nothing_is_text() -> None:
    assert guessed(["a", "b"], [["1", "2"], ["3", "4"]]) == (None, False)
    assert guessed(["text"], [[""]]) == (None, False)
    assert guessed([], []) == (None, False)


def test_languages() -> None:
    assert [language_tag(x) for x in ("de", "ar-EG", "pt_BR", "German", "العربية", "Français")] == [
        "de", "ar-EG", "pt-BR", "de", "ar", "fr",
    ]  # fmt: skip
    assert language_tag("the usual") is None
