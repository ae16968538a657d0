"""The head of the columns, which stays when the lines are scrolled: what each report is, and when it appeared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from annotator.analysis.comparison import Row
from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.compare.plan import GUTTER, Column, Plan
from annotator.ui.compare.timeline import HEIGHT, Moment, Strip
from annotator.ui.compare.typeset import Paragraph, Sheet, Stretch, Voice
from annotator.ui.lists import elided
from annotator.ui.override import override
from annotator.ui.tips import plain
from annotator.ui.wording import date_text, language_name

_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_WESTERN = {0x660 + n: str(n) for n in range(10)} | {0x6F0 + n: str(n) for n in range(10)}
_TITLE = 300
_PAD = 10


class Header(QWidget):
    """Draws a `Plan`'s columns; tells which are clicked, and where one is dragged to."""

    opened = Signal(object)
    """The id of the article whose head was clicked."""
    menu_wanted = Signal(object)
    """(id of an article or None, global position): what can be done with a column, and which are shown."""
    moved = Signal(object)
    """(id of an article, place among the columns that it was dragged to)."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._plan = Plan()
        self._left = 0
        self._states: Mapping[str, str] = {}
        self._notes: Mapping[str, str] = {}
        self._label = ""
        self._moments: tuple[Moment, ...] = ()
        self._said: Row | None = None
        self._tint = sheet.theme.accent
        self._titles: dict[tuple[str, int], Paragraph] = {}
        self._pressed: tuple[Column, QPoint] | None = None
        self._drop: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Reports"))

    def dress(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._titles.clear()
        self._resize()
        self.update()

    def show_plan(self, plan: Plan, left: int) -> None:
        """Show these columns, scrolled so far."""
        other = plan != self._plan
        self._plan, self._left = plan, left
        if other:
            self._titles.clear()
            self._resize()
        self.update()

    def say(self, states: Mapping[str, str], notes: Mapping[str, str], label: str, shown: Sequence[Moment]) -> None:
        """Say how far each report is read (by article), what else is to be known of it, and what the rows are."""
        self._states, self._notes, self._label = states, notes, label
        self._moments = tuple(shown)
        names = [f"{isolate(column.report.source or column.report.title)}: {states.get(column.report.id, '')}"
                 for column in self._plan.columns if column.report is not None]  # fmt: skip
        self.setAccessibleDescription("; ".join(names))
        self._resize()
        self.update()

    def point(self, row: Row | None, colour: str) -> None:
        """Show who says this row, and who said it first."""
        if row is not self._said:
            self._said, self._tint = row, colour
            if self._moments:
                self.update()

    @property
    def strip(self) -> int:
        """How high the strip of time is."""
        return HEIGHT if self._moments else 0

    @override
    def sizeHint(self) -> QSize:
        above = max((self._title(c).last_baseline for c in self._plan.columns), default=20)
        return QSize(400, self.strip + above + 12 + QFontMetrics(self.sheet.small("")).height() + 2 * _PAD)

    def _title(self, column: Column) -> Paragraph:
        """Return the title of a column's report: on one line, of a pair on two where it needs them."""
        report, sheet = column.report, self.sheet
        if report is None:
            return Paragraph(sheet, (Stretch("X", Voice.QUOTE),), Direction.LTR, 100)
        title = shorten(report.title, _TITLE) or "—"
        key = report.id, column.width
        if key not in self._titles:
            self._titles[key] = self._in_lines(title, report, column.width, 2 if self._plan.paired else 1)
        return self._titles[key]

    def _in_lines(self, title: str, report: Article, width: int, most: int) -> Paragraph:
        shown = title
        while True:
            made = Paragraph(self.sheet, (Stretch(shown, Voice.QUOTE, report.language),), report.direction, width)
            if made.layout.lineCount() <= most or len(shown) < 3:
                return made
            # Where the last line ends there is no room for what says that it goes on.
            last = made.layout.lineAt(most - 1)
            room = min(last.textStart() + last.textLength(), len(shown) - 1)
            shown = shorten(title, max(2, room - 1))

    def _resize(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    # Drawing.

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.sheet.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.background))
            if self._moments:
                said = None if self._said is None else self._said.said_by
                strip = Strip(self._moments, theme, mirrored=self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
                strip.draw(painter, self.width(), said, theme.tag_ink(self._tint))
            for column in self._plan.columns:
                if column.report is not None:
                    self._column(painter, column, column.report)
            self._labels(painter)
            if self._drop is not None:
                x = self._edge(self._drop)
                painter.fillRect(QRect(x - 1, self.strip + 6, 2, self.height() - self.strip - 12), QColor(theme.accent))
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(theme.line))

    def _column(self, painter: QPainter, column: Column, report: Article) -> None:
        left = column.left - self._left
        if left > self.width() or left + column.width < 0:
            return
        direction, sheet = report.direction, self.sheet
        meta = self.meta(report)
        small = sheet.small(meta)
        bottom = self.height() - _PAD
        side = Qt.AlignmentFlag.AlignRight if direction is Direction.RTL else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(small)
        rtl = Qt.LayoutDirection.RightToLeft
        painter.setLayoutDirection(rtl if direction is Direction.RTL else Qt.LayoutDirection.LeftToRight)
        line = QRect(left, bottom - metrics.height(), column.width, metrics.height())
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(small)
        painter.setPen(QColor(sheet.theme.quiet))
        painter.drawText(line, flags, elided(meta, metrics, column.width))
        own = self._title(column)
        own.draw(painter, left, line.top() - 11 - own.last_baseline)
        painter.setLayoutDirection(self.layoutDirection())

    def meta(self, report: Article) -> str:
        """Return what a report is in one line, in its own language, and how far it is read."""
        locale = QLocale(report.language) if report.language else QLocale()
        parts = [
            shorten(report.source or "", 60),
            date_text(report.published, locale, long=True),
            language_name(report.language),
        ]
        line = " · ".join(isolate(part) for part in parts if part)
        if not _EASTERN.search(report.title):
            line = line.translate(_WESTERN)
        state = self._states.get(report.id)
        return " · ".join(part for part in (line, isolate(state or "")) if part)

    def _labels(self, painter: QPainter) -> None:
        box = self._labels_box()
        painter.fillRect(box.adjusted(-GUTTER // 2, 0, GUTTER // 2, 0), QColor(self.sheet.theme.background))
        font = self.sheet.small(self._label)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(self.sheet.theme.quiet))
        line = QRectF(box.left(), self.height() - _PAD - metrics.height(), box.width(), metrics.height())
        if self._plan.paired:
            flag = Qt.AlignmentFlag.AlignHCenter
        else:
            flag = Qt.AlignmentFlag.AlignLeading
            line.adjust(0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 18, 0, 0, 0)
        painter.drawText(line, flag, elided(self._label, metrics, round(line.width())))

    def _labels_box(self) -> QRect:
        labels, top = self._plan.labels, self.strip
        if self._plan.paired or self._plan.width <= self.width():
            return QRect(labels.left - self._left, top, labels.width, self.height() - top - 1)
        at_end = labels.left > self._plan.width // 2
        left = self.width() - GUTTER // 2 - labels.width if at_end else GUTTER // 2
        return QRect(left, top, labels.width, self.height() - top - 1)

    # The pointer.

    def column_at(self, point: QPoint) -> Column | None:
        """Return the report's column under a point."""
        if point.y() < self.strip or self._labels_box().contains(point):
            return None
        for column in self._plan.columns:
            left = column.left - self._left
            if column.report is not None and left - GUTTER // 2 <= point.x() < left + column.width + GUTTER // 2:
                return column
        return None

    def _reports(self) -> list[Column]:
        return [column for column in self._plan.columns if column.report is not None]

    def _edge(self, place: int) -> int:
        """Return where a column would begin that is dropped at a place."""
        columns = self._reports()
        if place < len(columns):
            return columns[place].left - self._left - GUTTER // 2
        return columns[-1].right - self._left + GUTTER // 2

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self.column_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if column is not None:
            self._pressed = column, event.position().toPoint()
        elif self._labels_box().contains(event.position().toPoint()):
            self.menu_wanted.emit((None, event.globalPosition().toPoint()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        clickable = self.column_at(point) is not None or self._labels_box().contains(point)
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        if self._pressed is None:
            return
        dragged = (point - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
        if self._drop is None and not dragged:
            return
        columns = self._reports()
        self._drop = sum(column.left - self._left + column.width // 2 < point.x() for column in columns)
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, drop = self._pressed, self._drop
        self._pressed = self._drop = None
        self.update()
        if pressed is None or pressed[0].report is None:
            return
        if drop is None:
            self.opened.emit(pressed[0].report.id)
        else:
            self.moved.emit((pressed[0].report.id, drop))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        column = self.column_at(event.pos())
        report = None if column is None or column.report is None else column.report.id
        self.menu_wanted.emit((report, event.globalPos()))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            column = self.column_at(event.pos())
            text = "" if column is None or column.report is None else self.about(column.report)
            if self._labels_box().contains(event.pos()):
                text = self.tr("Click to choose which columns are shown")
            QToolTip.showText(event.globalPos(), plain(text), self) if text else QToolTip.hideText()
            return True
        return super().event(event)

    def about(self, report: Article) -> str:
        """Return all that is to be known of a report, a line each."""
        facts = (report.title, self.meta(report), report.author, report.url, self._notes.get(report.id))
        lines = [isolate(shorten(fact, _TITLE)) for fact in facts if fact]
        return "\n".join([*lines, self.tr("Click to open it; drag to move the column")])
