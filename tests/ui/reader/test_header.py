"""What stands above a text."""

from __future__ import annotations

from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.text.isolate import isolate
from annotator.text.span import Span
from annotator.ui.reader.header import meta_line, opens_with_title, title_piece
from annotator.ui.reader.paragraphs import Pieces


def article(**fields: object) -> Article:
    return Article("a", str(fields.pop("title", "")), Direction.LTR, "", 0, **fields)  # type: ignore[arg-type]


def test_source_date_and_language_in_the_articles_own_language() -> None:
    line = meta_line(article(source="zeitung.example", published="2021-03-19", language="de"), "")
    assert line == " · ".join(map(isolate, ("zeitung.example", "19. März 2021", "Deutsch")))


def test_digits_are_those_of_the_text() -> None:
    arabic = article(published="2021-03-18", language="ar")
    assert "18 مارس 2021" in meta_line(arabic, "استدعت 11 شركة")
    assert "١٨ مارس ٢٠٢١" in meta_line(arabic, "استدعت ١١ شركة")


def test_what_is_unknown_is_left_out() -> None:
    assert meta_line(article(), "") == ""
    assert meta_line(article(published="2021"), "") == isolate("2021")


def test_the_title_is_found_where_the_text_has_it() -> None:
    pieces = Pieces("Menü\n  Der Titel \nText. Der Titel\nDer Titel")
    every = range(len(pieces))
    assert title_piece(article(title="Der Titel"), pieces, every) == 1
    assert title_piece(article(title="Anderer Titel"), pieces, every) is None
    assert title_piece(article(title=" "), pieces, every) is None


def test_the_title_is_looked_for_in_the_body_alone() -> None:
    text = "Der Titel\nMenü\n\nDer Titel steht hier.\n\nMehr\nDer Titel"
    pieces = Pieces(text)
    assert title_piece(article(title="Der Titel"), pieces, range(2, 5)) is None
    body = Span(text.index("Der Titel steht"), text.index("Mehr"))
    assert opens_with_title(article(title="Der Titel", body=body), text)
    assert not opens_with_title(article(title="Menü", body=body), text)
    assert not opens_with_title(article(title="Mehr", body=body), text)


def test_a_title_that_opens_the_text_is_not_read_twice() -> None:
    text = "19.03.2021\n\nDie Behörde hat  elf Firmen bestellt, und diese kamen. Mehr.\n"
    assert opens_with_title(article(title="Die Behörde hat elf Firmen bestellt"), text)
    assert opens_with_title(article(title="Die Behörde hat elf Firmen bestellt, und diese kamen."), text)
    assert not opens_with_title(article(title="Die Behörde hat elf Fir"), text)
    assert not opens_with_title(article(title="Elf Firmen"), text)
    assert not opens_with_title(article(title=" "), text)
    assert not opens_with_title(article(title="Mehr"), text + "a\n" * 9 + "Mehr davon")
