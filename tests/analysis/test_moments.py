"""Dates and times of day are one in every language, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.quantities import written
from annotator.analysis.solar_hijri import gregorian
from annotator.text.folding import fold


def _found(language: str, text: str) -> list[str]:
    return [f"{one.kind}:{one.key} {one.span.of(text)}" for one in written(fold(text), language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mar 19, 2021"), ("en", "03/19/2021"), ("fr", "19/03/2021"), ("he", "19.03.21"), ("ko", "2021.03.19"),
        ("ko", "2021. 3. 19"), ("ru", "19 мар 2021"), ("es", "19 MAR 2021"), ("es", "19 mar."), ("pl", "19 marca 2021"),
        ("id", "19 Mar"), ("fa", "۲۹ اسفند ۱۳۹۹"), ("fa", "۱۳۹۹/۱۲/۲۹"), ("ar", "19/3/2021"), ("zh", "2021年03月19日"),
        ("cs", "19. 3. 2021"), ("tr", "19.03.2021"), ("ja", "2021/03/19"),
    ],
)  # fmt: skip
def test_a_date_is_one_however_it_is_written(language: str, text: str) -> None:
    assert _found(language, f"({text})") == [f"date:3-19 {text}"]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        # Which is the month? Nobody is told, but that it is no number.
        ("en", "12/11/2021", ["date:?12/11 12/11/2021"]),
        ("uk", "12 лист і 5 серп. 2020", ["number:12 12", "date:8-5 5 серп. 2020"]),
        ("de", "45.13.21, 10.0.12.21", []),
        ("ja", "2021年3月18日、18日に、19日、10日間", ["date:3-18 2021年3月18日", "date:3-18 18日", "date:?19 19日",
                                            "number:10 10"]),
        ("zh", "2月初，3个月，12月", ["month:2 2月", "month:12 12月"]),
        ("ko", "2월 초", ["month:2 2월"]),
        ("pt", "1º de março", ["date:3-1 1º de março"]),
        ("pt", "19/03/2021, sexta-feira (19) e quinta-feira (18)", ["date:3-19 19/03/2021", "weekday:4 sexta-feira",
                                                                  "date:3-19 19", "weekday:3 quinta-feira",
                                                                  "date:?18 18"]),
        ("id", "Kamis (18/3)", ["weekday:3 Kamis", "date:3-18 18/3"]),
        ("en", "Thursday (3/4)", ["weekday:3 Thursday"]),
    ],
)  # fmt: skip
def test_what_is_no_date_for_certain_is_no_number_either(language: str, text: str, found: list[str]) -> None:
    assert _found(language, text) == found


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [
        ("en", "9:12 a.m.", "9:12"), ("en", "6.40pm", "18:40"), ("en", "8 p.m.", "20:00"),
        ("en", "12:05 am", "0:05"),
        ("en", "14.05 GMT", "14:05"), ("de", "14.30 Uhr", "14:30"), ("fr", "17h42", "17:42"),
        ("fr", "16 h 10", "16:10"),
        ("tr", "04.17", "4:17"), ("ja", "午後3時20分", "15:20"),
        ("zh", "下午2时30分", "14:30"),
        ("zh", "晚上8点半", "20:30"),
        ("ko", "오전 9시", "9:00"), ("ru", "18:40", "18:40"), ("fa", "۱۴:۳۰", "14:30"), ("en", "12:30:45", "12:30"),
    ],
)  # fmt: skip
def test_a_time_of_day_is_one_and_no_number(language: str, text: str, time: str) -> None:
    assert _found(language, f"({text})") == [f"time:{time} {text}"]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("id", "pukul 20.00", ["time:20:00 20.00"]),
        ("pl", "godz. 11.20", ["time:11:20 11.20"]),
        ("en", "it grew by 4.17 to 10.50", ["number:4.17 4.17", "number:10.5 10.50"]),
        ("ja", "24時間", ["number:24 24"]),
        ("en", "25:70", []),
    ],
)
def test_a_number_is_a_time_where_something_says_so(language: str, text: str, found: list[str]) -> None:
    assert _found(language, text) == found


def test_the_years_of_iran() -> None:
    assert gregorian(1399, 12, 30) == (2021, 3, 20)
    assert gregorian(1400, 1, 1) == (2021, 3, 21)
    assert gregorian(1357, 11, 22) == (1979, 2, 11)
    assert gregorian(1402, 12, 30) is None
    assert gregorian(1402, 7, 31) is None
    assert gregorian(1402, 13, 1) is None


@given(st.integers(1300, 1499), st.integers(1, 12), st.integers(1, 29))
def test_every_day_of_a_year_is_another(year: int, month: int, day: int) -> None:
    found = gregorian(year, month, day)
    assert found is not None
    assert found != gregorian(year, month, day % 29 + 1)
    assert found[0] in (year + 621, year + 622)


_PIECES = st.sampled_from((
    "1", "12", "31", "2021", "989", "0", "٣", "३", ".", ",", ":", "/", "-", " ", "(", ")", "h",
    "m", "pm", "%", "$", "€", "Mar", "März", "мар", "марта", "Thursday", "quinta-feira", "月",
    "日", "時", "分", "万", "亿", "百", "二", "년", "월", "일", "오후", "million", "लाख", "करोड़", "هزار",
    "اسفند", "و", "ב-", "twenty", "yüzde", "bin", "\n", "\u200f", "é",
))  # fmt: skip


@given(
    st.lists(_PIECES, max_size=20).map("".join),
    st.sampled_from(("en", "de", "fr", "es", "pt", "ru", "fa", "ar", "he", "hi", "ur", "tr", "zh", "ja", "ko", None)),
)
def test_what_is_written_stands_in_the_text_in_order_and_apart(text: str, language: str | None) -> None:
    end = 0
    for one in written(fold(text), language):
        assert end <= one.span.start < one.span.end <= len(text)
        assert one.key
        end = one.span.end
