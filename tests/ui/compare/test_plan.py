"""Where the columns of a comparison stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.values import Article
from annotator.ui.compare.plan import GUTTER, WIDEST_EM, make_plan
from comparisons import report

ARABIC, GERMAN, FRENCH = report("ar", rtl=True), report("de"), report("fr")


def numbered(*reports: Article) -> list[tuple[int, Article]]:
    return list(enumerate(reports))


def test_of_two_the_right_to_left_report_stands_on_the_left() -> None:
    for reports in ((ARABIC, GERMAN), (GERMAN, ARABIC)):
        for mirrored in (False, True):
            plan = make_plan(numbered(*reports), 1000, 15, mirrored=mirrored)
            left, middle, right = plan.columns
            assert (left.report, middle.report, right.report) == (ARABIC, None, GERMAN)
            assert plan.paired
            assert left.width == right.width


def test_two_of_one_direction_begin_where_the_interface_does() -> None:
    plain = make_plan(numbered(GERMAN, FRENCH), 1000, 15)
    mirrored = make_plan(numbered(GERMAN, FRENCH), 1000, 15, mirrored=True)
    assert [column.report for column in plain.columns] == [GERMAN, None, FRENCH]
    assert [column.report for column in mirrored.columns] == [FRENCH, None, GERMAN]


def test_many_stand_behind_their_labels() -> None:
    reports = numbered(ARABIC, GERMAN, FRENCH)
    plan = make_plan(reports, 1400, 15)
    assert not plan.paired
    assert [column.place for column in plan.columns] == [-1, 0, 1, 2]
    mirrored = make_plan(reports, 1400, 15, mirrored=True)
    assert [column.place for column in mirrored.columns] == [2, 1, 0, -1]
    assert plan.step(-1, 2) == 1
    assert plan.step(2, 1) == 2
    assert plan.step(0, -5) == -1


@given(st.integers(1, 60), st.integers(300, 3000), st.integers(8, 40), st.booleans())
def test_columns_never_overlap_and_are_never_too_wide(count: int, width: int, em: int, mirrored: bool) -> None:
    plan = make_plan([(place, GERMAN) for place in range(count)], width, em, mirrored=mirrored)
    assert plan.width >= width
    for one, other in zip(plan.columns, plan.columns[1:], strict=False):
        assert other.left - one.right == GUTTER
    for column in plan.columns:
        assert column.width > 0
        if column.report is not None:
            assert column.width <= WIDEST_EM * em
    assert plan.columns[-1].right <= plan.width
