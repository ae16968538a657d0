"""What an import brought is said in few words, and titles are told from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.core.values import Annotation, Article, End, Relation
from annotator.project import ImportReport, LoadReport
from annotator.text.direction import Direction
from annotator.ui.reports import carriers_text, import_sentences, load_sentences

MARK = Annotation("m", "a", "t", 0, 3, "Amt", "c", "", "")
ARCHIVE = Path("/tmp/week.zip")


def article(title: str) -> Article:
    return Article(title, title, Direction.LTR, "", 0)


def said(report: ImportReport) -> str:
    return "\n".join(import_sentences(report, [ARCHIVE])).translate({0x2068: None, 0x2069: None})


def test_of_an_archive_it_is_said_which_article_is_known() -> None:
    assert said(ImportReport((), skipped=((ARCHIVE, article("Tug aground")),))) == (
        "week.zip: “Tug aground” is already here."
    )

    again = ((ARCHIVE, article("Tug aground")),) * 40
    assert said(ImportReport((), skipped=again)) == "40 articles are already here."


def test_one_near_duplicate_is_named_and_many_are_counted() -> None:
    pair = (article("Line fined"), article("Line must pay"), 0.83)
    assert said(ImportReport((), similar=(pair,))) == "“Line fined” is nearly the same as “Line must pay” (83 %)."
    many = said(ImportReport((), similar=(pair,) * 40))
    assert many == "40 articles are nearly the same as others: see Article → Find near duplicates."


def test_who_works_blind_is_told_of_no_number_of_marks() -> None:
    foreign = ((MARK, (("count", "many"),)),)
    report = LoadReport(1, 7, 0, adopted=False, keys_taken=("promise",), cut=(MARK,), foreign=foreign)
    assert load_sentences(report)[0] == "Loaded 7 marks in 1 article."
    told = load_sentences(report)[-1].translate({0x2068: None, 0x2069: None})
    assert told == "Attributes that are not in the tag set were kept, in 1 mark (the first: count: many)."
    names = tuple("abcd")
    assert load_sentences(replace(report, namesakes=names))[-1].translate({0x2068: None, 0x2069: None}) == (
        "Several entities are called a, b, c…: merge those that are one."
    )
    assert load_sentences(replace(report, namesakes=names), blind=True) == load_sentences(report, blind=True)
    blind = load_sentences(report, blind=True)
    assert blind[0] == "Loaded the marks in 1 article."
    assert blind[-1] == "Attributes that are not in the tag set were kept."
    assert len(blind) == len(load_sentences(report)) - 1


def test_marks_and_relations_with_strange_attributes_are_counted() -> None:
    end = End(annotation="m")
    relation = Relation("r", "t", end, end, "c", "", "")
    assert carriers_text([MARK, relation, MARK]) == "2 marks and 1 relation"
    assert carriers_text([relation]) == "1 relation"
