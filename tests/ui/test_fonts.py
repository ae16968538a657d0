"""Faces, sizes, and what is said where a good face is missing."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontDatabase

from annotator.ui import fonts

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pretend that just these families are installed."""
    families: list[str] = []
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: list(families))
    for cached in (fonts._installed, fonts.face, fonts.reading_font, fonts.measures):
        cached.cache_clear()
    yield families
    monkeypatch.undo()
    for cached in (fonts._installed, fonts.face, fonts.reading_font, fonts.measures):
        cached.cache_clear()


def test_the_first_installed_preference_wins(installed: list[str]) -> None:
    installed += ["DejaVu Sans", "Amiri", "georgia"]
    assert fonts.face("Arabic") == "Amiri"
    assert fonts.face("Latin") == "georgia"
    assert fonts.face("Hebrew") == "DejaVu Sans"
    assert fonts.face("Thai") is None


def test_what_is_missing_is_said_with_its_package(installed: list[str]) -> None:
    installed += ["Noto Serif", "DejaVu Sans"]
    assert fonts.missing(["Latin"]) == []
    arabic, thai = fonts.missing(["Thai", "Arabic", "Arabic"])
    assert "Arabic" in arabic
    assert "fonts-hosny-amiri" in arabic
    assert "shown in DejaVu Sans" in arabic
    assert "boxes" in thai
    assert "fonts-noto-core" in thai


def test_what_is_missing_for_a_text_follows_its_letters(installed: list[str]) -> None:
    installed += ["Noto Serif"]
    assert fonts.missing_for("Nur Deutsch, 2021.", "de") == []
    (persian,) = fonts.missing_for("گفت ByteDance", "fa")
    assert "(fa)" in persian


@pytest.mark.parametrize(
    ("script", "language", "key"),
    [
        ("Arabic", "ar", "Arabic"),
        ("Arabic", "fa-IR", "Arabic/fa"),
        ("Arabic", "UR", "Arabic/ur"),
        ("Katakana", None, "Han/ja"),
        ("Han", "ja", "Han/ja"),
        ("Cyrillic", "ru", "Latin"),
    ],
)
def test_language_can_ask_for_another_face(script: str, language: str | None, key: str) -> None:
    assert fonts.known_script(script, language) == key


def test_sizes_are_pairs_that_grow_with_zoom() -> None:
    assert (fonts.measures("Latin").size, fonts.measures("Latin").line) == (18, 32)
    assert (fonts.measures("Arabic").size, fonts.measures("Arabic").line) == (22, 40)
    assert (fonts.measures("Arabic/fa").size, fonts.measures("Hebrew").line) == (22, 34)
    assert (fonts.measures("Latin", zoom=200).size, fonts.measures("Latin", zoom=200).line) == (36, 64)
    for script in fonts.FACES:
        sizes = fonts.measures(script)
        assert sizes.ascent + sizes.descent <= sizes.line


def test_only_latin_titles_are_bold() -> None:
    if fonts.face("Latin") != "Noto Serif":
        pytest.skip("Noto Serif is not installed")
    assert fonts.reading_font("Latin", title=True).weight() == QFont.Weight.DemiBold
    assert fonts.reading_font("Arabic", title=True).weight() == QFont.Weight.Normal
    assert fonts.reading_font("Arabic", title=True).pixelSize() == 30
