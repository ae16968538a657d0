"""Dates in texts: the plain ones, in many ways of writing; nothing where two readings are possible."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.dates import is_published
from annotator.sources.dates import date_near


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("19.03.2021", "2021-03-19"),
        ("Freitag, 19. März 2021", "2021-03-19"),
        ("Stand: 19.3.2021, 14:05 Uhr", "2021-03-19T14:05"),
        ("Friday, March 19, 2021 4:05 pm", "2021-03-19T16:05"),
        ("19 March 2021", "2021-03-19"),
        ("2021-03-19 08:30", "2021-03-19T08:30"),
        ("25/04/2021", "2021-04-25"),
        ("04/25/2021", "2021-04-25"),
        ("04/04/2021", "2021-04-04"),
        ("19 mars 2021", "2021-03-19"),
        ("Le 1er août 2020", "2020-08-01"),
        ("19 de marzo de 2021", "2021-03-19"),
        ("19 марта 2021, 12:00", "2021-03-19T12:00"),
        ("19 березня 2021", "2021-03-19"),
        ("20 marca 2021", "2021-03-20"),
        ("19 Mart 2021 Cuma", "2021-03-19"),
        ("الجمعة ١٩ مارس ٢٠٢١", "2021-03-19"),
        ("19 آذار/مارس 2021", "2021-03-19"),
        ("19 تشرين الثاني 2020", "2020-11-19"),
        ("۱۹ مارس ۲۰۲۱", "2021-03-19"),
        ("۲۹ اسفند ۱۳۹۹", "2021-03-19"),
        ("یکشنبه ۱ فروردین ۱۴۰۰", "2021-03-21"),
        ("12 آذر 1399", "2020-12-02"),
        ("19 במרץ 2021", "2021-03-19"),
        ("2021年3月19日 08:30 来源：新闻网", "2021-03-19T08:30"),
        ("2021년 3월 19일", "2021-03-19"),
        ("19 मार्च 2021", "2021-03-19"),
    ],
)
def test_a_date_on_a_line_of_its_own(line: str, published: str) -> None:
    assert date_near(f"Eine Überschrift\n{line}\nDer Text") == published


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/04/2021",
        "03-04-2021",
        "31.02.2020",
        "1.1.2199",
        "0.0.2020",
        "Tel. 040 2021 19",
        "Seit 2021 gilt das",
        "2021",
        "März 2021",
        "Am 19. März 2021 lief das Schiff in den Hafen ein, und niemand ahnte, was daraus noch werden würde, sagte er.",
        "19. März 2021\n20. Mai 2021",
        "\n" * 1500 + "19.03.2021",
        "31 فروردین 99",
        "31 مهر 1399",
    ],
)
def test_no_date_is_invented(text: str) -> None:
    assert date_near(text) is None


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("NORDERFLEET, March 18, 2021 – The port has", "2021-03-18"),
        ("Norderfleet, 18. März 2021 (Agentur) — Das Amt hat", "2021-03-18"),
        ("Norderfleet, Küste, 18 mars 2021 -- Le port a", "2021-03-18"),
        ("НОРДФЛИТ, 18 марта 2021 г. — Управление порта", "2021-03-18"),
        ("Нордфліт, 18 березня 2021 року – Управління порту", "2021-03-18"),
        ("נורדרפליט, 18 במרץ 2021 – רשות הנמל", "2021-03-18"),
        ("نوردرفلیت، ۱۸ مارس ۲۰۲۱ – ادارهٔ بندر", "2021-03-18"),
        ("نوردرفليت الغربية، 18 آذار/مارس 2021 - هيئة الموانئ", "2021-03-18"),
        ("وقالت هيئة الموانئ في بيان، 18 مارس 2021 – إن", None),
        ("Управление порта сообщило, что 18 марта 2021 г. — в четверг —", None),
        ("Am 18. März 2021 – einem Donnerstag – hat", None),
        ("Das Amt hat, wie es am 18. März 2021 - einem Donnerstag - hieß,", None),
    ],
)
def test_a_dateline_before_the_first_sentence(line: str, published: str | None) -> None:
    assert date_near(f"Titel\n\n{line} {'viele Schiffe und Boote ' * 5}") == published


def test_what_only_directs_digits_does_not_matter() -> None:
    assert date_near("\u200f١٩\u200f-\u200f٠٣\u200f-\u200f٢٠٢١") == "2021-03-19"


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)))
def test_iranian_days_follow_one_another(day: date) -> None:
    from annotator.sources.dates import _from_jalali

    found = _from_jalali(day.year - 621, 1, 1)
    assert found is not None
    assert found.month == 3
    assert found.day in (20, 21)
    assert _from_jalali(day.year - 621, 7, 1) == found + timedelta(days=186)


@given(st.text(st.sampled_from("0123456789./-: مارسMärz年月日\n"), max_size=60))
def test_whatever_is_found_is_a_date(text: str) -> None:
    found = date_near(text)
    assert found is None or is_published(found)
