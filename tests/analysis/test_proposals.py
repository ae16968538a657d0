"""What was marked is found again and across, and what is marked already is not proposed."""

from __future__ import annotations

from annotator.analysis.counterparts import told
from annotator.analysis.proposals import Kind, Proposal, across, again, phrases, seeds
from annotator.core.values import Annotation
from annotator.text.span import Span

GERMAN = "China prüft elf Unternehmen.\n\nDie Firma Merlanda lobt China, und auch Merlanda prüft."
ARABIC = "قالت ميرلاندا إن الصين استدعت 11 شركة محلية."


def mark(
    text: str, quote: str, tag: str = "actor", *, article: str = "de", last: bool = False, **more: str
) -> Annotation:
    start = text.rindex(quote) if last else text.index(quote)
    name = f"{article}{start}{tag}"
    return Annotation(name, article, tag, start, start + len(quote), quote, "c", "", "", **more)  # type: ignore[arg-type]


def found(proposals: list[Proposal]) -> list[tuple[str, str, str | None]]:
    return [(each.quote, each.tag, each.entity) for each in proposals]


def test_the_same_words_but_for_what_is_marked_so() -> None:
    marks = [mark(GERMAN, "China", entity="e"), mark(GERMAN, "elf Unternehmen", "concern")]
    wanted = phrases(seeds(marks, every_tag=True))
    (only,) = again(Kind.WORDS, wanted, "de", GERMAN, None, lambda: marks)
    assert (only.quote, only.span.start, only.entity, only.source) == (
        "China",
        GERMAN.rindex("China"),
        "e",
        marks[0].id,
    )
    assert (only.context.before, only.context.after) == ("Die Firma Merlanda lobt ", ", und auch Merlanda prüft.")
    assert again(Kind.WORDS, wanted, "de", GERMAN, Span(0, 30), lambda: marks) == []


def test_what_was_tagged_before_is_counted_elsewhere_and_gets_the_tag_it_got_most() -> None:
    marks = [
        mark(GERMAN, "China", article="a"),
        mark(GERMAN, "China", "concern", article="b"),
        mark(GERMAN, "China", article="c"),
        mark(GERMAN, "Merlanda", article="d"),
    ]
    wanted = phrases(seeds(marks, every_tag=False))
    proposals = again(Kind.BEFORE, wanted, "d", GERMAN, None, lambda: ())
    assert [(each.quote, each.tag, each.count) for each in proposals] == [("China", "actor", 2)] * 2
    assert {each.tag for each in again(Kind.BEFORE, wanted, "x", GERMAN, None, list)} == {"actor"}


def test_the_same_in_another_report_where_a_mark_says_nothing_more() -> None:
    marks = [
        mark(GERMAN, "China", entity="china"),
        mark(GERMAN, "elf Unternehmen"),
        mark(GERMAN, "Die Firma Merlanda"),
        mark(GERMAN, "Merlanda", "concern", last=True),
    ]
    one, other = told(GERMAN, "de"), told(ARABIC, "ar")
    proposals = across(marks, one, other, "ar", ARABIC, ())
    assert found(proposals) == [("ميرلاندا", "concern", None), ("الصين", "actor", "china"), ("11 شركة", "actor", None)]
    assert [each.why for each in proposals] == ["Merlanda", "China", "elf Unternehmen"]


def test_what_is_marked_there_is_only_tied() -> None:
    marks = [mark(GERMAN, "China", entity="china"), mark(GERMAN, "elf Unternehmen", entity="firms")]
    there = [mark(ARABIC, "الصين", article="ar"), mark(ARABIC, "11 شركة محلية", article="ar")]
    one, other = told(GERMAN, "de"), told(ARABIC, "ar")
    (only,) = across(marks, one, other, "ar", ARABIC, there)
    assert (only.mark, only.entity, only.span) == (there[0].id, "china", there[0].span)
    tied = [mark(ARABIC, "الصين", article="ar", entity="other")]
    assert found(across(marks[:1], one, other, "ar", ARABIC, tied)) == []


def test_a_proposal_is_called_the_same_wherever_it_comes_from() -> None:
    marks = [mark(GERMAN, "China")]
    first = again(Kind.WORDS, phrases(seeds(marks, every_tag=True)), "de", GERMAN, None, list)
    second = again(Kind.BEFORE, phrases(seeds(marks, every_tag=True)), "x", GERMAN, None, list)
    assert [each.id for each in first] != [each.id for each in second]
    assert len({each.id for each in first}) == 2
    assert first == again(Kind.WORDS, phrases(seeds(marks, every_tag=True)), "de", GERMAN, None, list)
