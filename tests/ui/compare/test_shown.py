"""Which rows and columns of a comparison are shown, and what is said of them."""

from __future__ import annotations

from annotator.analysis.comparison import Comparison, Difference, Kind, RowState
from annotator.analysis.sifting import Filter, Order, Sifting
from annotator.core.tagset import DEFAULT_TAGS
from annotator.core.values import ReadingState, Status
from annotator.ui.compare.shown import Columns, arranged, marked, names, read_states, sift
from annotator.ui.compare.words import difference_text
from comparisons import TAGS, Scene, report


def scene() -> Scene:
    made = Scene(*(report(name, source=name.upper()) for name in "abc"))
    made.entity("firms")
    made.entity("fear", "concern")
    for article in "abc":
        made.mark(article, "elf Firmen", "firms")
    made.mark("b", "Angst", "fear", tag="concern")
    made.done("a")
    made.done("c")
    return made


def compared() -> Comparison:
    return scene().compared()


def test_states_are_counted_before_rows_are_narrowed_to_some() -> None:
    shown = sift(Sifting(compared()), Filter(states=frozenset({RowState.SAME})), Order.NAME)
    assert shown.states == {RowState.SAME: 1, RowState.ONLY_HERE: 1}
    assert (shown.rows, shown.of) == (1, 2)
    assert shown.summary == "1 of 2 rows"


def test_columns_are_hidden_moved_and_never_all_gone() -> None:
    reports = compared().reports
    columns = Columns()
    assert columns.shown(reports) == ["a", "b", "c"]
    columns = columns.moved("c", 0, reports)
    assert columns.shown(reports) == ["c", "a", "b"]
    assert columns.moved("c", 3, reports).shown(reports) == ["a", "b", "c"]
    columns = columns.hiding("a")
    assert columns.shown(reports) == ["c", "b"]
    assert columns.hiding("a").shown(reports) == ["c", "a", "b"]
    assert columns.hiding("b").hiding("c").shown(reports) == ["c"]


def test_what_is_exported_is_what_is_shown() -> None:
    found = arranged(compared(), ["c", "b"])
    assert [article.id for article in found.reports] == ["c", "b"]
    assert [article.id for article in found.left_out] == ["a"]
    for row in found.rows():
        assert [cell.article for cell in row.cells] == ["c", "b"]
    whole = compared()
    assert arranged(whole, ["a", "b", "c"]) is whole


def test_reports_of_one_source_are_told_apart_by_their_titles() -> None:
    made = scene()
    made.reports[1] = report("b", source="A")
    found = names(made.compared())
    assert (found.article("a"), found.article("b"), found.article("c")) == ("Title a", "Title b", "C")
    assert found.entity("firms") == "firms"
    assert found.entity("nobody") == "?"


def test_it_is_said_how_far_reports_are_read() -> None:
    actor = next(tag for tag in DEFAULT_TAGS if tag.id == TAGS["actor"])
    statuses = [Status(f"1{tag.id}", "a", tag.id, "ann", ReadingState.DONE) for tag in DEFAULT_TAGS]
    statuses += [
        Status("2", "b", actor.id, "jo", ReadingState.DONE),
        Status("3", "c", actor.id, "ann", ReadingState.IN_WORK),
    ]
    reports = [*compared().reports, report("d")]
    found = read_states(reports, DEFAULT_TAGS, statuses)
    assert found["a"] == "✓ done"
    assert found["b"] == f"done for \u2068{actor.name}\u2069"
    assert found["c"] == "in work"
    assert found["d"] == "unread"
    assert read_states(reports, DEFAULT_TAGS, (), ["d"])["d"] == "in work", "who has marked something has begun"


def test_a_report_in_which_something_is_marked_is_known() -> None:
    made = scene()
    made.reports.append(report("d"))
    found = marked(made.compared())
    assert "d" not in found
    assert {"a", "b"} <= found


def test_reports_without_a_source_are_told_apart_by_their_languages() -> None:
    one, two = report("c", language="fr"), report("d", language="fr")
    found = names(Scene(report("a"), report("b", rtl=True), one, two).compared())
    assert [found.article(one) for one in "abcd"] == ["German", "Arabic", "Title c", "Title d"]


def test_of_ends_and_parts_that_differ_only_those_are_told_that_not_all_have() -> None:
    told = {"a": "A", "b": "B", "c": "C"}.__getitem__
    ends = Difference(Kind.RELATION, "issues", (("a", ("audit", "report")), ("b", ("report",))))
    assert plain(difference_text(ends, told)) == "issues: audit (A only)"
    led_to = Difference(Kind.RELATION, "addresses", (("a", ("audit", "report")), ("b", ("report",))), outgoing=False)
    assert plain(difference_text(led_to, told)) == "what addresses it: audit (A only)"
    apart = Difference(Kind.RELATION, "issues", (("a", ("audit",)), ("b", ())))
    assert plain(difference_text(apart, told)) == "issues: audit (A) ≠ nothing (B)"
    parts = Difference(Kind.MEMBERS, None, (("a", ("X", "Y")), ("b", ("X", "Z")), ("c", ("X", "Z"))))
    assert plain(difference_text(parts, told)) == "parts named: Y (A) ≠ Z (B, C)"
    force = Difference(Kind.ATTRIBUTE, "force", (("a", ("urges", "asks")), ("b", ("asks",))))
    assert plain(difference_text(force, told)) == "force: urges, asks (A) ≠ asks (B)"


def plain(text: str) -> str:
    return text.translate({0x2068: None, 0x2069: None})
