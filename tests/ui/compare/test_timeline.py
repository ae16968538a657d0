"""When reports appeared, and who said something first."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator.ui.compare.timeline import HEIGHT, Strip, first_of, moments
from annotator.ui.theme import LIGHT
from comparisons import report

PUBLISHED = {"a": "2021-03-19", "b": "2021-03-18", "c": "2021-03", "d": None, "e": "soon"}
DAYS = [report(name, published=day, source=name.upper()) for name, day in PUBLISHED.items()]


def test_reports_stand_in_the_order_of_their_dates() -> None:
    shown = moments(DAYS)
    assert [moment.report for moment in shown] == ["c", "b", "a"]
    assert shown[0].last - shown[0].first == 30, "some day of March"
    assert shown[1].first == shown[1].last


def test_there_is_no_strip_where_all_dates_are_one() -> None:
    assert moments(DAYS[:1]) == ()
    assert moments([DAYS[0], report("f", published="2021-03-19T08:00:00Z"), DAYS[3]]) == ()


def test_nobody_is_first_where_another_may_have_been() -> None:
    shown = moments(DAYS)
    first = first_of(shown, {"a", "b"})
    assert first is not None
    assert first.report == "b"
    assert first_of(shown, {"a", "b", "c"}) is None, "some day of March may be the first"
    assert first_of(shown, {"d"}) is None


def test_it_runs_the_other_way_in_a_mirrored_window(qapp: QApplication) -> None:
    shown = moments(DAYS[:2])
    plain, mirrored = Strip(shown, LIGHT), Strip(shown, LIGHT, mirrored=True)
    assert plain.x(shown[0].first, 500) < plain.x(shown[1].first, 500)
    assert mirrored.x(shown[0].first, 500) > mirrored.x(shown[1].first, 500)
    picture = QImage(500, HEIGHT, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    with QPainter(picture) as painter:
        plain.draw(painter, 500, {"b"}, QColor("#ff0000"))
    there, absent = (QColor(picture.pixel(round(plain.x(moment.first, 500)), 13)) for moment in shown)
    assert there == QColor("#ff0000")
    assert absent != there


def test_a_day_of_several_reports_says_how_many_more_it_has(qapp: QApplication) -> None:
    shown = moments([*DAYS[:2], report("f", published="2021-03-19", source="F")])
    strip = Strip(shown, LIGHT)
    by_report = {moment.report: moment for moment in shown}
    assert strip._besides(by_report["b"], None) == ""
    assert strip._besides(by_report["a"], None) == " +1"
    assert strip._besides(by_report["a"], {"a", "b"}) == "", "only those that say what is pointed at"
