"""Which languages, dates and names are allowed."""

from __future__ import annotations

import pytest

from annotator.project.rules import is_language, one_line, or_nothing


@pytest.mark.parametrize("tag", ["de", "ar-EG", "zh-Hant-TW", "sr-Latn", "es-419", "de-1996", "gsw", "x" * 5, "en-x-a"])
def test_languages(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "d", "german language", "de_DE", "de-", "-de", "deutschland1", "de\n", "é"])
def test_no_languages(tag: str) -> None:
    assert not is_language(tag)


def test_names_and_notes_are_made_storable() -> None:
    assert one_line(" a\r\n b\tc\udcff\0 ") == "a b c��"
    assert or_nothing("\r\n \n") is None
    assert or_nothing(None) is None
    assert or_nothing(" a\r\nb ") == "a\nb"
