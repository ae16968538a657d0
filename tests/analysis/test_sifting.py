"""What a filter takes in, by example; its laws are with those of the comparison."""

from __future__ import annotations

import pytest

from annotator.analysis.columns import timeline
from annotator.analysis.comparison import Comparison, RowState
from annotator.analysis.sifting import Filter, Order, Said, Sifting, filtered, sorted_rows
from annotator.core.values import Cue, Verdict
from comparisons import TAGS, Scene, report


@pytest.fixture
def found() -> Comparison:
    scene = Scene(
        report("a", published="2021-03-19", source="Blatt"),
        report("b", rtl=True, published="2021-03", source="صحيفة", language="ar-EG"),
        report("c"),
    )
    scene.entity("everybody")
    scene.entity("part", part_of="everybody")
    scene.entity("one")
    scene.entity("Furcht", "concern")
    for place in "abc":
        scene.mark(place, "alle", "everybody")
    scene.mark("a", "Über", "part")
    scene.mark("b", "الإنترنت", "Furcht", tag="concern")
    scene.mark("c", "Angst", "Furcht", tag="concern", note="quoted from the paper")
    scene.mark("c", "einer", "one", start=0)
    scene.mark("c", "lose Worte")
    scene.judge("one", Verdict.DIFFERS, "Nobody else has it.")
    scene.done("a")
    scene.done("b")
    scene.done("c")
    return scene.compared()


def names(found: Comparison, wanted: Filter) -> list[str]:
    return [row.entity.id for row in filtered(found, wanted).rows()]


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Filter(), ["everybody", "part", "one", "Furcht"]),
        (Filter(said=Said.ALL), ["everybody"]),
        (Filter(said=Said.SOME), ["Furcht"]),
        (Filter(said=Said.ONE), ["everybody", "part", "one"]),
        (Filter(said=Said.ONE, report="c"), ["one"]),
        (Filter(report="a"), ["everybody", "part"]),
        (Filter(states=frozenset({RowState.DIFFERS})), ["one"]),
        (Filter(states=frozenset({RowState.ONLY_HERE})), ["everybody", "part"]),
        (Filter(tags=frozenset({TAGS["concern"]})), ["Furcht"]),
        (Filter(sources=frozenset({"Blatt"})), ["everybody", "part"]),
        (Filter(sources=frozenset({None})), ["everybody", "one", "Furcht"]),
        (Filter(languages=frozenset({"ar"})), ["everybody", "Furcht"]),
        (Filter(languages=frozenset({"ar-SA"})), []),
        (Filter(since="2021-03-19"), ["everybody", "part", "Furcht"]),
        (Filter(since="2021-04"), []),
        (Filter(until="2021-03-18"), ["everybody", "Furcht"]),
        (Filter(until="2021"), ["everybody", "part", "Furcht"]),
        (Filter(words="  ÜBER "), ["everybody", "part"]),
        (Filter(words="الانترنت"), ["Furcht"]),
        (Filter(words="the paper"), ["Furcht"]),
        (Filter(words="nobody else"), ["one"]),
        (Filter(words="angst", languages=frozenset({"ar"})), []),
    ],
)
def test_what_is_asked_for_is_kept_with_what_it_is_a_part_of(
    found: Comparison, wanted: Filter, kept: list[str]
) -> None:
    assert names(found, wanted) == kept


def test_reports_that_are_not_asked_for_are_no_columns(found: Comparison) -> None:
    some = filtered(found, Filter(sources=frozenset({"Blatt", None})))
    assert [one.id for one in some.reports] == [one.id for one in found.reports if one.id != "b"]
    assert [one.id for one in some.left_out] == ["b"]
    for row in some.rows():
        assert [cell.article for cell in row.cells] == [one.id for one in some.reports]
    assert some.row("Furcht").said_by == found.row("Furcht").said_by  # type: ignore[union-attr]


def test_loose_marks_stay_where_nothing_is_asked_of_rows(found: Comparison) -> None:
    sifting = Sifting(found)

    def loose(wanted: Filter) -> list[str]:
        part = sifting.filtered(wanted)
        return [mark.quote for group in part.groups for marks in group.loose for mark in marks]

    assert loose(Filter()) == loose(Filter(words="worte")) == ["lose Worte"]
    assert loose(Filter(tags=frozenset({TAGS["actor"]}))) == ["lose Worte"]
    assert loose(Filter(said=Said.ALL)) == loose(Filter(words="other")) == []


def test_rows_come_in_the_order_that_is_asked_for(found: Comparison) -> None:
    def ordered(order: Order, reverse: bool = False) -> list[str]:
        return [row.entity.id for row in sorted_rows(found, order, reverse=reverse).rows()]

    assert ordered(Order.REPORTS) == [row.entity.id for row in found.rows()]
    assert ordered(Order.NAME) == ["everybody", "part", "one", "Furcht"]
    assert ordered(Order.NAME, True) == ["one", "everybody", "part", "Furcht"]
    assert ordered(Order.STATE) == ["everybody", "part", "one", "Furcht"]
    assert ordered(Order.STATE, True) == ["one", "everybody", "part", "Furcht"]
    assert ordered(Order.DATE) == ["everybody", "part", "one", "Furcht"]
    assert ordered(Order.MENTIONS) == ["everybody", "part", "one", "Furcht"]
    assert ordered(Order.PLACE)[0] == "everybody"


def test_a_timeline_is_there_where_dates_differ(found: Comparison) -> None:
    assert [(day, [one.id for one in reports]) for day, reports in timeline(found.reports)] == [
        ("2021-03", ["b"]), ("2021-03-19", ["a"]),
    ]  # fmt: skip
    assert timeline([found.reports[0], found.reports[-1]]) == []


def test_rows_by_reports_stay_as_they_were_made() -> None:
    """A whole that is said by its parts comes first in the window, and so it does in every file."""
    scene = Scene(report("a"), report("b"))
    scene.entity("whole")
    scene.entity("part", part_of="whole")
    scene.entity("other")
    for article in ("a", "b"):
        for entity, number in (("whole", 1), ("part", 3), ("other", 2)):
            for _ in range(number):
                scene.mark(article, entity, entity)
    found = scene.compared()
    assert [row.entity.id for row in found.rows()] == ["whole", "part", "other"]
    assert sorted_rows(found, Order.REPORTS) == found


def test_words_are_found_in_all_that_a_cell_shows() -> None:
    scene = Scene(report("a"), report("b"))
    scene.entity("order", "directive")
    scene.entity("office")
    order = scene.mark("a", "sich prüfen", "order", tag="directive", attributes=(("force", "obliges"),))
    scene.relate(
        "issues", "office", order, cue=Cue("a", 0, 4, "befahl"), note="by letter", attributes=(("tone", "sharp"),)
    )
    found = Sifting(scene.compared())
    for words in ("force: obli", "befahl", "sharp"):
        assert "order" in [row.entity.id for row in found.filtered(Filter(words=words)).rows()], words
    # Of a name that no words of the report stand for, too.
    assert "office" in [row.entity.id for row in found.filtered(Filter(words="letter")).rows()]
    assert not list(found.filtered(Filter(words="requests")).rows())
