import pytest
from hypothesis import given

from annotator.text.folding import find
from annotator.text.snippets import Hit, Snippet, snippets
from annotator.text.span import Span
from text.alphabets import tricky_texts

TEXT = "Erste Zeile\n" + "Vorn " * 40 + "das Wort und noch ein Wort " + "hinten " * 60 + "\nLetztes Wort hier\n"


def hits(text: str, *words: str) -> list[Hit]:
    found = [Hit(span, number) for number, word in enumerate(words) for span in find(text, word)]
    return sorted(found, key=lambda hit: hit.span.start)


def lit(snippet: Snippet) -> list[str]:
    return [span.of(snippet.text) for span in snippet.lit]


def test_a_line_is_cut_to_what_is_around_its_hits() -> None:
    first, second = snippets(TEXT, hits(TEXT, "Wort"), 3)
    assert lit(first) == ["Wort", "Wort"]
    assert first.text.startswith("…Vorn")
    assert first.text.endswith("hinten…")
    assert len(first.text) < 160
    assert first.span == find(TEXT, "Wort")[0]
    assert (second.text, lit(second)) == ("Letztes Wort hier", ["Wort"])


def test_lines_that_hold_most_of_what_is_sought_come_first() -> None:
    text = "\n".join(["ein Wort"] * 4 + ["das andere"] * 2 + ["ein Wort, das andere"])
    (only,) = snippets(text, hits(text, "Wort", "andere"), 1)
    assert only.text == "ein Wort, das andere"
    some = snippets(text, hits(text, "Wort", "andere"), 3)
    assert [snippet.span.start for snippet in some] == sorted(snippet.span.start for snippet in some)
    assert only in some


def test_a_hit_may_go_over_a_line_end_or_be_longer_than_a_line() -> None:
    text = "vor neue\nDienste nach"
    (one,) = snippets(text, [Hit(Span(4, 16))], 1)
    assert lit(one) == ["neue Dienste"]
    (long,) = snippets("a" * 1000, [Hit(Span(0, 1000))], 1)
    assert lit(long) == ["a" * 1000]


def test_without_hits_there_is_no_line() -> None:
    assert snippets("ein Wort", [], 3) == ()


@pytest.mark.parametrize("word", ["a", "ا", "漢"])
@given(tricky_texts)
def test_what_is_lit_is_what_was_hit(word: str, text: str) -> None:
    text = f"{text}{word}\n{text}{word}{text}"
    found = hits(text, word)
    for snippet in snippets(text, found, 50):
        spans = [hit.span for hit in found if hit.span.start >= snippet.span.start][: len(snippet.lit)]
        assert lit(snippet) == [span.of(text).replace("\n", " ") for span in spans]
        assert "\n" not in snippet.text
