"""What articles are found by in the library."""

from __future__ import annotations

from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.ui.library.catalogue import Catalogue


def article(number: int, **other: str) -> Article:
    title = other.pop("title", f"title {number}")
    return Article(str(number), title, Direction.LTR, "", 0, **other)  # type: ignore[arg-type]


def test_words_are_looked_for_folded_in_title_source_and_folder() -> None:
    made = Catalogue(
        [article(1, title="Größe\nder Häfen"), article(2, source="جريدة الميناء"), article(3, folder="Presse")]
    )
    assert made.fitting("grosse HAFEN") == {"1"}
    assert made.fitting("المينا") == {"2"}
    assert made.fitting("press") == {"3"}
    assert made.fitting("press hafen") == set()
    assert made.fitting("  ") == {"1", "2", "3"}
    assert made.fitting("\u0301") == {"1", "2", "3"}, "what folds to nothing asks for nothing"


def test_it_follows_what_becomes_of_articles() -> None:
    made = Catalogue(())
    assert made.fitting("x") == set()
    made.put(article(1, title="Harbour", author="Ann"))
    made.put(article(2, title="Harbour"))
    assert made.fitting("harb") == {"1", "2"}
    assert made.fitting("ann harbour") == {"1"}
    made.put(article(1, title="Tower"))
    made.drop("2")
    assert made.fitting("harb") == set()
    assert made.fitting("tower") == {"1"}


def test_no_word_begins_in_one_field_and_ends_in_the_next() -> None:
    assert Catalogue([article(1, title="port", source="al")]).fitting("portal") == set()
