"""How far an article is read, of what was said and marked."""

from __future__ import annotations

import pytest

from annotator.core.reading import altogether, following, standing
from annotator.core.values import ReadingState

WORK, DONE = ReadingState.IN_WORK, ReadingState.DONE


def test_marking_is_work_unless_something_else_was_said() -> None:
    assert standing(None, marked=True) is WORK
    assert standing(None, marked=False) is None
    for said in (WORK, DONE):
        assert standing(said, marked=True) is standing(said, marked=False) is said


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ([], None),
        ([None, None], None),
        ([None, DONE], WORK),
        ([WORK], WORK),
        ([DONE, WORK], WORK),
        ([DONE, DONE], DONE),
    ],
)
def test_altogether_it_is_done_where_all_is(states: list[ReadingState | None], whole: ReadingState | None) -> None:
    assert altogether(states) is whole


def test_one_key_leads_round() -> None:
    assert [following(None), following(WORK), following(DONE)] == [WORK, DONE, None]
