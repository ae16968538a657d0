"""Which languages, dates and names are allowed."""

from __future__ import annotations

import pytest

from annotator.project.rules import is_language, is_published, one_line, or_nothing


@pytest.mark.parametrize("tag", ["de", "ar-EG", "zh-Hant-TW", "sr-Latn", "es-419", "de-1996", "gsw", "x" * 5, "en-x-a"])
def test_languages(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "d", "german language", "de_DE", "de-", "-de", "deutschland1", "de\n", "é"])
def test_no_languages(tag: str) -> None:
    assert not is_language(tag)


DATES = """2021 2021-03 2021-03-19 2024-02-29 2021-03-19T08:30 2021-03-19T08:30:00Z
2021-03-19T08:30:59.5+01:00 2016-12-31T23:59:60Z"""
NO_DATES = "21 0000 2021-13 2021-3-1 2021-02-29 2021-03T08:30 2021-03-19T25:00 19.03.2021 ٢٠٢١"


@pytest.mark.parametrize("date", DATES.split())
def test_dates(date: str) -> None:
    assert is_published(date)


@pytest.mark.parametrize("date", ["", "2021-03-19 08:30", "2021\n", *NO_DATES.split()])
def test_no_dates(date: str) -> None:
    assert not is_published(date)


def test_names_and_notes_are_made_storable() -> None:
    assert one_line(" a\r\n b\tc\udcff\0 ") == "a b c��"
    assert or_nothing("\r\n \n") is None
    assert or_nothing(None) is None
    assert or_nothing(" a\r\nb ") == "a\nb"
