"""When the reports of an event appeared: where each stands on a strip of time, and who said a row first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from annotator.core.values import Article
from annotator.text.isolate import isolate, shorten
from annotator.ui.lists import list_font
from annotator.ui.theme import Theme
from annotator.ui.wording import date_text

HEIGHT = 40
"""Pixels of the strip."""
_MARGIN = 44
_DOT = 4.0
_NAME = 24


class Moment(Struct, frozen=True):
    """A report on the strip: from its first day to its last, which are one where the date is whole; in days."""

    report: str
    name: str
    published: str
    first: int
    last: int


def moments(reports: Iterable[Article]) -> tuple[Moment, ...]:
    """Return the reports whose date is known, the earliest first; none where there is no more than one date."""
    found = []
    for report in reports:
        days = _days(report.published)
        if days is not None:
            name = shorten(report.source or report.title, _NAME)
            found.append(Moment(report.id, name, (report.published or "")[:10], days[0], days[1]))
    if len({moment.published for moment in found}) < 2:
        return ()
    return tuple(sorted(found, key=lambda moment: (moment.first, moment.last, moment.name)))


def first_of(said: Sequence[Moment], among: Collection[str]) -> Moment | None:
    """Return the earliest of the reports `among` (ids); None where no date is known, or two may be the earliest."""
    own = [moment for moment in said if moment.report in among]
    if not own:
        return None
    earliest = min(own, key=lambda moment: (moment.last, moment.first))
    rivals = [moment for moment in own if moment is not earliest and moment.first <= earliest.last]
    return None if rivals else earliest


def _days(published: str | None) -> tuple[int, int] | None:
    """Return the first and the last day that an ISO date, perhaps partial, may mean; None where it is no date."""
    parts = (published or "")[:10].split("-")
    try:
        year = int(parts[0])
        if len(parts) == 1:
            return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        month = int(parts[1])
        begin = date(year, month, 1)
        if len(parts) == 2:
            return begin.toordinal(), ((begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)).toordinal()
        day = date(year, month, int(parts[2])).toordinal()
    except ValueError:
        return None
    return day, day


class Strip:
    """Draws the strip. `said` are the reports (ids) that say what is pointed at, None where nothing is."""

    def __init__(self, shown: Sequence[Moment], theme: Theme, *, mirrored: bool = False) -> None:
        self.shown, self._theme, self._mirrored = shown, theme, mirrored

    def x(self, day: float, width: int) -> float:
        """Return where a day stands, in pixels."""
        first = min(moment.first for moment in self.shown)
        last = max(moment.last for moment in self.shown)
        share = (day - first) / max(1, last - first)
        return _MARGIN + (1 - share if self._mirrored else share) * (width - 2 * _MARGIN)

    def draw(self, painter: QPainter, width: int, said: Collection[str] | None, colour: QColor) -> None:
        """Draw it into the upper left corner, so wide."""
        theme, locale = self._theme, QLocale()
        middle = 13.0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(QPointF(_MARGIN - 16, middle), QPointF(width - _MARGIN + 16, middle))
        first = None if said is None else first_of(self.shown, said)
        font = list_font("", small=True)
        metrics = QFontMetrics(font)
        taken: list[QRectF] = []
        order = sorted(self.shown, key=lambda moment: (moment is not first, moment.last - moment.first))
        for moment in order:
            left, right = sorted((self.x(moment.first, width), self.x(moment.last, width)))
            told = said is None or moment.report in said
            ink = colour if told and said is not None else QColor(theme.quiet if told else theme.line)
            painter.setPen(QPen(ink, 1.4))
            painter.setBrush(ink if told else QColor(theme.background))
            if right - left < 2:
                radius = _DOT + 1.5 if moment is first else _DOT
                painter.drawEllipse(QPointF(left, middle), radius, radius)
            else:
                # Some day of a month or a year: a bar with open ends.
                ink.setAlphaF(0.4)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink)
                painter.drawRoundedRect(QRectF(left, middle - 2, right - left, 4), 2, 2)
            if said is not None and not told:
                continue
            middle_x = (left + right) / 2
            if any(box.left() - 30 < middle_x < box.right() + 30 for box in taken):
                continue  # Before its words are measured: of fifty reports few have room for theirs.
            when = isolate(date_text(moment.published, locale))
            text = f"{isolate(moment.name)}{self._besides(moment, said)} · {when}"
            if moment is first:
                text = _first_text().replace("{0}", isolate(moment.name)).replace("{1}", when)
            wide = metrics.horizontalAdvance(text)
            at = min(max(middle_x - wide / 2, 8), width - wide - 8)
            box = QRectF(at, middle + 7, wide, metrics.height())
            if any(box.adjusted(-8, 0, 8, 0).intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.setFont(font)
            painter.setPen(QColor(theme.ink if moment is first else theme.quiet))
            painter.drawText(QPointF(box.left(), box.top() + metrics.ascent()), text)
        painter.restore()

    def _besides(self, moment: Moment, said: Collection[str] | None) -> str:
        """Return how many more reports of the same days are meant, which have no room for their names."""
        days = moment.first, moment.last
        more = sum((other.first, other.last) == days and (said is None or other.report in said) for other in self.shown)
        return f" +{QLocale().toString(more - 1)}" if more > 1 else ""


def _first_text() -> str:
    return QCoreApplication.translate("compare", "first said by {0}, {1}")
