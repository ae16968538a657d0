"""What an import brought is said in few words, and titles are told from them."""

from __future__ import annotations

from pathlib import Path

from annotator.core.values import Article
from annotator.project import ImportReport
from annotator.text.direction import Direction
from annotator.ui.reports import import_sentences

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
