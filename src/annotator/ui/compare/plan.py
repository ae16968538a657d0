"""Where the columns stand: two reports like a bilingual edition, more of them beside their labels; all in pixels."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from annotator.core.values import Article
from annotator.text.direction import Direction

WIDEST_EM = 36
"""The widest that a column of quotes is set, in em: lines of some 75 letters."""
_NARROWEST_EM = 15
"""The narrowest of many columns; where there is no room, they are scrolled."""
GUTTER = 28
"""Between two columns; half of it around them all."""
_LABELS = (176, 300)
_LABEL_SHARE = 0.24


class Column(Struct, frozen=True):
    """A column of quotes, or of labels where `report` is None. `left` is counted from the left of all columns."""

    report: Article | None
    place: int
    """Its place among the comparison's reports; -1 of the labels."""
    left: int
    width: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def rtl(self) -> bool:
        """Whether what stands in it runs from right to left."""
        return self.report is not None and self.report.direction is Direction.RTL


class Plan(Struct, frozen=True):
    """All columns from left to right. `paired` are two reports with the labels between them.

    `width` is that of all columns; where it is more than the view's, the labels stay at their side while the others
    are scrolled below them.
    """

    columns: tuple[Column, ...] = ()
    labels: Column = Column(None, -1, 0, 0)
    width: int = 0
    paired: bool = False

    def step(self, place: int, by: int) -> int:
        """Return the place (a report's, or -1 of the labels) so many columns to the right; that of the last at most."""
        places = [column.place for column in self.columns]
        at = places.index(place) if place in places else 0
        return places[min(max(at + by, 0), len(places) - 1)]

    def column(self, place: int) -> Column | None:
        """Return the column of a report by its place (-1: of the labels), None where it is not shown."""
        return next((column for column in self.columns if column.place == place), None)


def make_plan(
    reports: Sequence[tuple[int, Article]], width: int, em: int, *, mirrored: bool = False, scale: float = 1.0
) -> Plan:
    """Lay out reports (each with its place among all) in a view so wide. `em` is the size of their quotes.

    Of two reports that run against each other, the one from right to left stands on the left, whatever the
    interface's direction; with `mirrored` all others begin on the right.
    """
    least, most = (round(limit * scale) for limit in _LABELS)
    labels = min(max(round(width * _LABEL_SHARE), least), most)
    if len(reports) == 2:
        return _pair(reports, width, em, labels, mirrored=mirrored)
    count = max(len(reports), 1)
    room = (width - labels - GUTTER) // count - GUTTER
    wide = min(max(room, _NARROWEST_EM * em), WIDEST_EM * em)
    total = GUTTER // 2 + labels + count * (GUTTER + wide) + GUTTER // 2
    spare = max(0, width - total) // 2
    columns = [Column(None, -1, spare + GUTTER // 2, labels)]
    for place, report in reports:
        columns.append(Column(report, place, columns[-1].right + GUTTER, wide))
    total = max(total, width)
    if mirrored:
        columns = [Column(c.report, c.place, total - c.right, c.width) for c in reversed(columns)]
    return Plan(tuple(columns), next(c for c in columns if c.report is None), total)


def _pair(reports: Sequence[tuple[int, Article]], width: int, em: int, labels: int, *, mirrored: bool) -> Plan:
    first, second = reports
    if first[1].direction is second[1].direction:
        left, right = (second, first) if mirrored else (first, second)
    else:
        left, right = sorted(reports, key=lambda report: report[1].direction is Direction.LTR)
    wide = min((width - labels - 3 * GUTTER) // 2, WIDEST_EM * em)
    wide = max(wide, _NARROWEST_EM * em // 2)
    total = 2 * wide + labels + 3 * GUTTER
    at = max(0, width - total) // 2 + GUTTER // 2
    columns = (
        Column(left[1], left[0], at, wide),
        Column(None, -1, at + wide + GUTTER, labels),
        Column(right[1], right[0], at + wide + labels + 2 * GUTTER, wide),
    )
    return Plan(columns, columns[1], max(total, width), paired=True)
