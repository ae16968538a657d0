"""What counts as a date of publication."""

from __future__ import annotations

import pytest

from annotator.core.dates import is_published

DATES = """2021 2021-03 2021-03-19 2024-02-29 2021-03-19T08:30 2021-03-19T08:30:00Z
2021-03-19T08:30:59.5+01:00 2016-12-31T23:59:60Z"""
NO_DATES = "21 0000 2021-13 2021-3-1 2021-02-29 2021-03T08:30 2021-03-19T25:00 19.03.2021 ٢٠٢١"


@pytest.mark.parametrize("date", DATES.split())
def test_dates(date: str) -> None:
    assert is_published(date)


@pytest.mark.parametrize("date", ["", "2021-03-19 08:30", "2021\n", *NO_DATES.split()])
def test_no_dates(date: str) -> None:
    assert not is_published(date)
