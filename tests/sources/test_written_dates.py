"""Dates as they stand in tables: made ISO dates where there is one way to read them, and never invented."""

from __future__ import annotations

import pytest

from annotator.sources.written_dates import is_day_first, iso_date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2021-03-19", "2021-03-19"),
        ("2021-03", "2021-03"),
        ("2021", "2021"),
        ("2021-3-9", "2021-03-09"),
        ("2021/03/19", "2021-03-19"),
        ("20210319", "2021-03-19"),
        ("2021-03-19 10:00:00", "2021-03-19T10:00:00"),
        ("2021-03-19 9:05 UTC", "2021-03-19T09:05Z"),
        ("2021-03-19T10:00:00.123+0100", "2021-03-19T10:00:00+01:00"),
        ("19.03.2021", "2021-03-19"),
        ("4.3.2021", "2021-03-04"),
        ("13/04/2021", "2021-04-13"),
        ("4/13/2021", "2021-04-13"),
        ("4/4/2021", "2021-04-04"),
        ("Fri, 19 Mar 2021 10:00:00 +0100", "2021-03-19T10:00:00+01:00"),
        ("19 March 2021", "2021-03-19"),
        ("19-Mar-2021", "2021-03-19"),
        ("March 19, 2021", "2021-03-19"),
        ("19. März 2021", "2021-03-19"),
        ("Freitag, 19. März 2021", "2021-03-19"),
        ("19 de marzo de 2021", "2021-03-19"),
        ("١٩ مارس ٢٠٢١", "2021-03-19"),
        ("19 آذار 2021", "2021-03-19"),
        ("3 كانون الثاني 2020", "2020-01-03"),
        ("19 במרץ 2021", "2021-03-19"),
        ("19 марта 2021", "2021-03-19"),
        ("2021年3月19日", "2021-03-19"),
        ("Mar 2021", "2021-03"),
        ("1616150400", "2021-03-19T10:40:00Z"),
        ("1616150400000", "2021-03-19T10:40:00Z"),
    ],
)
def test_what_is_clear(written: str, date: str) -> None:
    assert iso_date(written) == date


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "12",
        "99.99.2021",
        "2021-02-30",
        "1442-08-06",
        "1400/01/12",
        "2564-03-19",
        "٦ شعبان ١٤٤٢",
        "x" * 99,
    ],
)
def test_what_is_not_is_no_date(written: str) -> None:
    assert iso_date(written) is None


def test_an_order_of_day_and_month_is_told_by_the_column_or_not_at_all() -> None:
    assert iso_date("03/04/2021") == "2021"
    assert iso_date("03/04/2021", day_first=True) == "2021-04-03"
    assert iso_date("03/04/2021", day_first=False) == "2021-03-04"
    assert is_day_first(["03/04/2021", "25/04/2021"]) is True
    assert is_day_first(["03/04/2021", "04/25/2021"]) is False
    assert is_day_first(["03/04/2021", "04.25.2021"]) is None
    assert is_day_first(["25/04/2021", "04/25/2021"]) is None
