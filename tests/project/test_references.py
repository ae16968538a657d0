"""Ids are found by their endings, and shown by the shortest that will do."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from annotator.core.errors import AmbiguousError, NotFoundError
from annotator.core.ids import new_id
from annotator.project.references import SHORTEST, endings, resolve


@given(st.lists(st.text("0123456789abcdef", min_size=8, max_size=8), unique=True, max_size=40))
def test_each_ending_leads_back_and_no_shorter_one_does(ids: list[str]) -> None:
    shown = endings(ids)
    assert list(shown) == ids
    for record, ending in shown.items():
        assert len(ending) >= SHORTEST
        assert resolve("article", ending, ids) == record
        assert resolve("article", ending.upper(), ids) == record
        if len(ending) > SHORTEST:
            with pytest.raises(AmbiguousError):
                resolve("article", ending[1:], ids)


def test_ids_made_together_have_short_endings() -> None:
    ids = [new_id() for _ in range(50)]
    assert max(map(len, endings(ids).values())) <= 8


def test_what_is_not_there() -> None:
    for reference in ("", " ", "ffff"):
        with pytest.raises(NotFoundError, match="no article"):
            resolve("article", reference, ["0000"])
    with pytest.raises(AmbiguousError) as caught:
        resolve("article", "00", ["1000", "2000"])
    assert caught.value.choices == ("1000", "2000")
