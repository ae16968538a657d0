"""The order of the library."""

from __future__ import annotations

from annotator.core.values import Article, Event
from annotator.text.direction import Direction
from annotator.ui.library.arranging import (
    Entry,
    Grouping,
    Order,
    Shown,
    Sorting,
    arrange,
    headed,
    read_order,
    sifted,
    unfolded,
    written_order,
)

EVENTS = {event.id: event for event in (Event("e2", "Zebra"), Event("e1", "ant"), Event("e3", "nobody reports it"))}


def article(number: int, *events: str, **other: str) -> Article:
    title = other.pop("title", f"title {number}")
    return Article(str(number), title, Direction.LTR, "", 0, events=events, **other)  # type: ignore[arg-type]


def rows(entries: list[Entry]) -> list[str]:
    return [f"# {heading}" if record is None else record for heading, record in entries]


def test_articles_stand_under_their_events() -> None:
    listed = arrange([article(1, "e2"), article(2), article(3, "e1", "e2")], EVENTS, {}, Order())
    assert rows(listed) == ["# ant", "3", "# Zebra", "1", "3", "# ", "2"]


def test_without_events_there_are_no_headings() -> None:
    assert rows(arrange([article(1), article(2)], {}, {}, Order())) == ["1", "2"]


def test_by_folder_or_by_nothing() -> None:
    articles = [article(1, folder="B"), article(2), article(3, "e1", folder="A")]
    assert rows(arrange(articles, EVENTS, {}, Order(Grouping.FOLDERS))) == ["# A", "3", "# B", "1", "# ", "2"]
    assert rows(arrange(articles, EVENTS, {}, Order(Grouping.NONE))) == ["1", "2", "3"]


def test_sorted_within_the_headings() -> None:
    articles = [
        article(1, title="b", published="2021", source="Z"),
        article(2, title="A", published="2023-02"),
        article(3, title="c", source="y"),
    ]
    for sorting, wanted in (
        (Sorting.ADDED, "123"),
        (Sorting.TITLE, "213"),
        (Sorting.PUBLISHED, "213"),
        (Sorting.SOURCE, "312"),
        (Sorting.MARKS, "321"),
    ):
        listed = arrange(articles, {}, {"3": 9, "2": 1}, Order(Grouping.NONE, sorting))
        assert "".join(rows(listed)) == wanted, sorting


def test_an_earlier_version_stands_below_the_later_one_where_it_is_shown_at_all() -> None:
    articles = [article(1, "e1"), article(2, "e1"), article(3, "e1", replaces="1"), article(4, replaces="3")]
    listed = arrange(articles, EVENTS, {}, Order())
    assert rows(listed) == ["# ant", "2", "# ", "4"]
    listed = arrange(articles, EVENTS, {}, Order(earlier=True))
    assert rows(listed) == ["# ant", "2", "# ", "4", "3", "1"]
    assert rows(arrange(articles[:3], {}, {}, Order(Grouping.NONE, earlier=True))) == ["2", "3", "1"]
    assert rows(arrange([article(5, replaces="gone")], {}, {}, Order())) == ["5"]


def test_what_does_not_fit_goes_with_headings_that_are_left_empty() -> None:
    listed = arrange([article(1, "e2"), article(2), article(3, "e1", "e2")], EVENTS, {}, Order())
    assert rows(sifted(listed, {"3"})) == ["# ant", "3", "# Zebra", "3"]
    assert rows(sifted(listed, {"2"})) == ["# ", "2"]
    assert sifted(listed, set()) == []


def test_folded_headings_stay_without_their_articles() -> None:
    listed = arrange([article(1, "e2"), article(2), article(3, "e1", "e2")], EVENTS, {}, Order())
    assert rows(unfolded(listed, {"Zebra", ""})) == ["# ant", "3", "# Zebra", "# "]
    assert headed(listed) == {"ant": 1, "Zebra": 2, "": 1}


def test_an_order_is_remembered_but_not_what_was_looked_for() -> None:
    order = Order(Grouping.FOLDERS, Sorting.SOURCE, "words", Shown.DONE, earlier=True)
    assert read_order(written_order(order)) == Order(Grouping.FOLDERS, Sorting.SOURCE, earlier=True)
    for nonsense in ("", "{", "[]", '{"grouping": "no", "sorting": "title"}', "null"):
        assert read_order(nonsense) == Order()
