"""The article in scraped plain text: found where it is certain, else left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.sources import read_text
from annotator.sources.body import find_body, without_tail
from annotator.text.span import Span

DATA = Path(__file__).parent / "data"
SCRAPED = sorted((DATA / "scraped").glob("*.txt"))
WHOLE = sorted((DATA / "whole").glob("*.txt"))
PROSE = "Die Behörde hat der Reederei am Dienstag befohlen, den Hafen zu räumen, und das ist für die Stadt nicht neu. "


def marked(path: Path) -> tuple[str, Span]:
    """Return a text without the brackets that say where its article is, and that span."""
    raw = path.read_text(encoding="utf-8")
    start, end = raw.index("⟦"), raw.index("⟧") - 1
    return raw.replace("⟦", "").replace("⟧", ""), Span(start, end)


@pytest.mark.parametrize("path", SCRAPED, ids=lambda path: path.stem)
def test_the_article_is_found_among_the_sites_lines(path: Path) -> None:
    text, article = marked(path)
    assert find_body(text) == article


@pytest.mark.parametrize("path", SCRAPED, ids=lambda path: path.stem)
def test_its_title_language_and_date_are_the_articles(path: Path) -> None:
    text, article = marked(path)
    document = read_text(text)
    assert document.body == article
    assert document.title == article.of(text).partition("\n")[0]
    assert document.language == path.stem
    assert (document.published or "").startswith("2024-05-08")
    assert {"title", "language", "published", "body"} <= set(document.guesses)


@pytest.mark.parametrize("path", [*WHOLE, *SCRAPED], ids=lambda path: path.stem)
def test_a_text_that_is_an_article_is_left_whole(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "⟦" in text:
        text = text[text.index("⟦") + 1 : text.index("⟧")]
    assert find_body(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Start\nPolitik\nSport\nKultur\nWetter\nSuche",
        f"Start\nPolitik\nSport\nKultur\nWetter\n{PROSE}",
        f"{PROSE}\nmehr\n" * 6,
        "\n".join(["Ein Titel, der zu keinem Text gehört", PROSE, "mehr", "Anzeige"] * 5),
        PROSE * 40,
        f"{PROSE * 3}\n{PROSE * 2}\nLesen Sie auch: Die Fähre fällt aus\n{PROSE}\n{PROSE}",
        f"{PROSE * 3}\n{PROSE * 2}\n{PROSE}\n{PROSE}\nUte Sund\nKüstenbote",
        f"Hafen gesperrt\n{PROSE * 3}\n{PROSE * 2}\nDie Schiffe:\nMorgenröte\nAbendstern\nMöwe\nSeehund\nDelfin",
    ],
)
def test_silent_where_it_is_not_certain(text: str) -> None:
    assert find_body(text) is None


def test_a_headline_that_begins_like_a_cue_is_none() -> None:
    lines = [
        "Start",
        "Politik",
        "Sport",
        "Kultur",
        "Mehr als hundert Schiffe liegen vor dem Hafen",
        "",
        PROSE * 2,
        PROSE * 3,
    ]
    text = "\n".join(lines)
    found = find_body(text)
    assert found is not None
    assert found.of(text).startswith("Mehr als hundert")


def test_a_tail_with_a_cue_is_cut_only_where_little_prose_follows() -> None:
    text = f"{PROSE * 2}\n{PROSE * 2}\n相关新闻\n新图书馆下月开馆"
    assert without_tail(text, Span(0, len(text))).of(text).endswith(PROSE.strip())
    text = f"{PROSE}\nAnzeige\n{PROSE * 3}"
    assert without_tail(text, Span(0, len(text))) == Span(0, len(text))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from((PROSE, PROSE * 3, "mehr", "", "Start", "Wir warten.", "Ein Titel mit vier Wörtern", "1")),
        max_size=40,
    )
)
def test_a_body_is_whole_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    body = find_body(text)
    if body is not None:
        assert text[: body.start].endswith("\n") or not text[: body.start].strip()
        assert not text[body.end :].partition("\n")[0].strip()
        assert PROSE.strip() in body.of(text)
