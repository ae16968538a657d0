"""The bar above a comparison: which event, which rows and reports, in what order, and what is done with it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from annotator.analysis.comparison import RowState
from annotator.analysis.sifting import ALL, Filter, Order, Said
from annotator.core.resources import resource
from annotator.core.values import Article, Event, Tag
from annotator.text.isolate import isolate, shorten
from annotator.ui.compare.choosing import ReportsMenu
from annotator.ui.compare.painting import draw_sign
from annotator.ui.compare.words import order_text, said_text, state_word
from annotator.ui.flow import ROW, flow
from annotator.ui.icons import dot, icon
from annotator.ui.override import override
from annotator.ui.theme import Theme

_TYPING_MS = 60
_NAME = 36
_PAD = QSize(10, 6)
_STATES = (RowState.OPEN, RowState.DIFFERS, RowState.ONLY_HERE, RowState.SAME)


class _Words(QLineEdit):
    left = Signal()
    """The keyboard goes to the rows."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, super().sizeHint().height())


class CompareBar(QWidget):
    """Tells what is chosen, and decides nothing."""

    filter_changed = Signal()
    order_changed = Signal()
    event_chosen = Signal(object)
    """The `Event` to be compared."""
    left = Signal()
    """The keyboard goes to the rows."""
    closed = Signal()
    """Back to reading."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tags: Sequence[Tag] = ()
        self._reports: Sequence[Article] = ()
        self.event_button = _button(self.tr("The event whose reports are compared"))
        self.event_button.setObjectName("event")
        self.summary = QLabel()
        self.states = {state: self._state_button(state) for state in _STATES}
        self.said = QComboBox()
        self.said.setAccessibleName(self.tr("By how many reports rows are said"))
        self.tag = QComboBox()
        self.tag.setAccessibleName(self.tr("Tag of the rows"))
        for box in (self.said, self.tag):
            box.setMaxVisibleItems(16)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.said.setMinimumContentsLength(14)
        self.tag.setMinimumContentsLength(8)
        self.said.view().setMinimumWidth(300)
        self.tag.view().setMinimumWidth(200)
        self.words = _Words()
        self.words.setPlaceholderText(self.tr("Filter by words"))
        self.words.setAccessibleName(self.tr("Words of the rows listed"))
        self.words.setToolTip(self.tr("Words in names, quotes, notes and sentences (Ctrl+F or /)"))
        self.words.setClearButtonEnabled(True)
        self.reports = ReportsMenu(self)
        self.reports_button = _button(self.tr("Which reports are compared: by source, language and date"))
        self.reports_button.setText(self.tr("Reports"))
        self.reports_button.setMenu(self.reports)
        self.order = Order.REPORTS
        self.sort = _button(self.tr("The order of the rows"))
        self.sort.setText(self.tr("Sort"))
        self.sort.setMenu(self._order_menu())
        self.export = _button(self.tr("Write the comparison to a file, or copy it"))
        self.export.setText(self.tr("Export"))
        self.clear = QToolButton()
        self.clear.setText(self.tr("Clear the filter"))
        self.clear.clicked.connect(lambda _checked=False: self.clear_filter())
        self.close_button = QToolButton()
        self.close_button.setToolTip(self.tr("Back to reading (Esc)"))
        self.close_button.setAccessibleName(self.close_button.toolTip())
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._changed)
        self.words.textChanged.connect(lambda _text: self._typing.start())
        self.words.left.connect(self.left)
        self.said.activated.connect(lambda _place: self._changed())
        self.tag.activated.connect(lambda _place: self._changed())
        self.reports.chosen.connect(self._changed)
        self.close_button.clicked.connect(lambda _checked=False: self.closed.emit())
        self._groups = (
            (self.event_button,), (self.summary,), tuple(self.states.values()), (self.said,), (self.tag,),
            (self.reports_button,), (self.words,), (self.sort,), (self.export,), (self.clear,),
        )  # fmt: skip
        for group in self._groups:
            for widget in group:
                widget.setParent(self)
                widget.setFixedHeight(ROW)
        self.close_button.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        end = "left" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "right"
        arrow = resource("icons/arrow.svg").as_posix()
        self.setStyleSheet(
            f"CompareBar {{ background: {theme.background}; border-bottom: 1px solid {theme.line}; }}"
            f"QToolButton#event {{ font-weight: 600; }} QComboBox {{ padding: 2px 6px; }}"
            f'QToolButton[popupMode="2"] {{ padding-{end}: 20px; }}'
            f'QToolButton::menu-indicator {{ image: url("{arrow}"); width: 12px; height: 12px;'
            f" subcontrol-origin: padding; subcontrol-position: right center; right: 5px; }}"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.summary.setStyleSheet(f"color: {theme.quiet}; padding: 0 6px 0 2px;")
        self.close_button.setIcon(icon("close", theme.quiet))
        for state, button in self.states.items():
            button.setIcon(_sign(state, theme, self.devicePixelRatioF()))
        self._offer_tags()

    # What there is to choose from.

    def offer_events(self, events: Sequence[Event], current: Event | None) -> None:
        """Offer events to compare; a menu only where there are several."""
        name = current.name if current is not None else self.tr("No event")
        self.event_button.setText(isolate(shorten(name, _NAME)).replace("&", "&&"))
        menu = QMenu(self.event_button)
        for event in sorted(events, key=lambda event: event.name.casefold()):
            action = menu.addAction(isolate(shorten(event.name, 60)).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(current is not None and event.id == current.id)
            action.triggered.connect(lambda _checked=False, event=event: self.event_chosen.emit(event))
        self.event_button.setMenu(menu)
        self._fit()

    def offer(self, tags: Sequence[Tag], reports: Sequence[Article]) -> None:
        """Offer tags and reports, keeping what is chosen where it still exists."""
        if list(tags) != list(self._tags):
            self._tags = tuple(tags)
            self._offer_tags()
        if list(reports) != list(self._reports):
            self._reports = tuple(reports)
            self._offer_reports()
        self.reports.offer(reports)

    def _offer_tags(self) -> None:
        chosen = self.tag.currentData()
        self.tag.clear()
        self.tag.addItem(self.tr("All tags"), None)
        for tag in self._tags:
            swatch = dot(self._theme.tag_ink(tag.colour).name())
            self.tag.addItem(swatch, isolate(shorten(tag.name, 32)), tag.id)
        self.tag.setCurrentIndex(max(0, self.tag.findData(chosen)) if chosen else 0)

    def _offer_reports(self) -> None:
        chosen = self.said.currentData()
        self.said.clear()
        for said in (None, Said.ALL, Said.SOME, Said.ONE):
            if said is not Said.SOME or len(self._reports) > 2:
                self.said.addItem(said_text(said), (said, None))
        for report in self._reports:
            name = isolate(shorten(report.source or report.title, 32))
            self.said.addItem(self.tr("Only in {0}").replace("{0}", name), (Said.ONE, report.id))
        places = [place for place in range(self.said.count()) if self.said.itemData(place) == chosen]
        self.said.setCurrentIndex(places[0] if places else 0)
        self._fit()

    def count(self, numbers: Mapping[RowState, int], summary: str) -> None:
        """Say how many rows are in which state, and how many of how many are listed."""
        for state, button in self.states.items():
            number = QLocale().toString(numbers.get(state, 0))
            button.setText(f"{state_word(state)}  {number}")
            button.setAccessibleName(f"{state_word(state)}: {number}")
        self.summary.setText(summary)
        self.clear.setVisible(self.filter() != ALL)
        self._fit()

    # What is chosen.

    def filter(self) -> Filter:
        """Return which rows are wanted."""
        said, report = self.said.currentData() or (None, None)
        tag = self.tag.currentData()
        chosen = self.reports.choice
        return Filter(
            states=frozenset(state for state, button in self.states.items() if button.isChecked()),
            said=said,
            report=report,
            tags=frozenset((tag,)) if tag else frozenset(),
            sources=chosen.sources,
            languages=chosen.languages,
            since=chosen.since,
            until=chosen.until,
            words=self.words.text().strip(),
        )

    def clear_filter(self) -> None:
        """Want all rows again."""
        for button in self.states.values():
            button.setChecked(False)
        self.said.setCurrentIndex(0)
        self.tag.setCurrentIndex(0)
        self.words.clear()
        self.reports.clear_choice()
        self._typing.stop()
        self._changed()

    def begin(self) -> None:
        """Give the keyboard to the field of words."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _changed(self) -> None:
        self.reports_button.setText(self.tr("Reports") + (" •" if self.reports.chosen_any else ""))
        self.filter_changed.emit()

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        for order in Order:
            action = menu.addAction(order_text(order))
            action.setCheckable(True)
            action.setChecked(order is self.order)
            action.triggered.connect(lambda _checked=False, order=order: self.sort_by(order))
        return menu

    def sort_by(self, order: Order) -> None:
        """Have the rows in this order."""
        self.order = order
        menu = self.sort.menu()
        for action, other in zip(menu.actions() if menu is not None else (), Order, strict=False):
            action.setChecked(other is order)
        self.order_changed.emit()

    # How it looks.

    def _state_button(self, state: RowState) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(
            {
                RowState.OPEN: self.tr("Rows that somebody has still to look at"),
                RowState.DIFFERS: self.tr("Rows of which reports say different things"),
                RowState.ONLY_HERE: self.tr("Rows that one report says, and no other"),
                RowState.SAME: self.tr("Rows of which all reports say the same"),
            }[state]
        )
        button.clicked.connect(lambda _checked=False: self._changed())
        return button

    def _fit(self) -> None:
        close = self.close_button.sizeHint().expandedTo(QSize(28, 28))
        size = flow([[w for w in group if not w.isHidden()] for group in self._groups],
                    max(200, self.width() - close.width() - 8), _PAD)  # fmt: skip
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if rtl:
            for group in self._groups:
                for widget in group:
                    widget.move(widget.x() + self.width() - size.width(), widget.y())
        self.close_button.resize(close)
        self.close_button.move(6 if rtl else self.width() - close.width() - 6, _PAD.height())
        self.setFixedHeight(size.height() + 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _button(tip: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _sign(state: RowState, theme: Theme, scale: float) -> QIcon:
    picture = QPixmap(round(16 * scale), round(16 * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        draw_sign(painter, QRectF(2.5, 2.5, 11, 11), state, theme)
    return QIcon(picture)
