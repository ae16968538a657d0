"""The panel at the side of marks: pages of which one is seen, made when they are first, and the card below them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QTabBar, QVBoxLayout, QWidget

from annotator.ui.limited import Limited
from annotator.ui.override import override
from annotator.ui.theme import Theme

_LIST, _CARD = 240, 120
"""Pixels that a list and a card have at the least; what of a card has no room is scrolled to."""


class Page(Protocol):
    """What a page is made by: it has what is seen, and follows the theme."""

    @property
    def view(self) -> QWidget: ...

    def set_theme(self, theme: Theme) -> None: ...


def tab_style(theme: Theme) -> str:
    """Return how tabs are drawn that stand above a list."""
    return (
        f"QTabBar {{ background: {theme.background}; }}"
        f"QTabBar::tab {{ color: {theme.quiet}; background: transparent; border: 0;"
        f" border-bottom: 2px solid transparent; padding: 7px 8px 5px 8px; margin: 0 2px 0 2px; }}"
        f"QTabBar::tab:selected {{ color: {theme.ink}; border-bottom-color: {theme.accent}; }}"
        f"QTabBar::tab:hover:!selected {{ color: {theme.ink}; }}"
        f"QTabBar::tab:selected:focus {{ background: {theme.selection};"
        f" border-top-left-radius: 6px; border-top-right-radius: 6px; }}"
        f"QTabBar:focus {{ outline: none; }}"
    )


class SidePanel(QWidget):
    """Shows one page at a time above the card."""

    turned = Signal()
    """Another page is seen."""

    def __init__(self, theme: Theme, title: str, first: QWidget, card: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Lists"))
        self._stack = QStackedLayout()
        self._makers: list[Callable[[], Page] | None] = [None]
        self.pages: list[Page] = []
        """Those that were made."""
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addLayout(self._stack, 1)
        self._cards: list[Limited] = []
        self.add_card(card)
        self._stack.addWidget(first)
        self.tabs.addTab(title)
        self.tabs.currentChanged.connect(self._turn)
        self.set_theme(theme)

    def add(self, title: str, make: Callable[[], Page]) -> None:
        """Offer another page, which is made when it is first seen."""
        self._makers.append(make)
        self._stack.addWidget(QWidget())
        self.tabs.addTab(title)

    def add_card(self, card: QWidget) -> None:
        """Have another card below all pages."""
        limited = Limited(card, self._most())
        self._cards.append(limited)
        self._column.addWidget(limited)

    def place_of(self, title: str) -> int:
        """Return the place of the page with this title; that of the first where there is none."""
        return next((place for place in range(self.tabs.count()) if self.tabs.tabText(place) == title), 0)

    def open(self, place: int) -> None:
        """Show a page, the first of which has the place 0."""
        self.tabs.setCurrentIndex(place)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.tabs.setStyleSheet(tab_style(theme))
        for page in self.pages:
            page.set_theme(theme)

    def _most(self) -> int:
        """Return how high a card may be: the list above is still seen, with what stands over it."""
        return max(self.height() - self.tabs.sizeHint().height() - self._least(), _CARD)

    def _least(self) -> int:
        # What a list says where it is empty is as high as it is narrow.
        tall = self._stack.minimumHeightForWidth(self.width()) if self._stack.hasHeightForWidth() else 0
        return max(self._stack.minimumSize().height(), tall, _LIST)

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        least.setHeight(self.tabs.sizeHint().height() + self._least() + _CARD)
        return least

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._limit()
        return done

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._limit()

    def _limit(self) -> None:
        for card in self._cards:
            card.limit(self._most())

    def _turn(self, place: int) -> None:
        make = self._makers[place]
        if make is not None:
            self._makers[place] = None
            page = make()
            self.pages.append(page)
            page.set_theme(self._theme)
            self._stack.insertWidget(place, page.view)
            empty = self._stack.widget(place + 1)
            assert empty is not None
            self._stack.removeWidget(empty)
            empty.deleteLater()
        self._stack.setCurrentIndex(place)
        self._limit()
        self.turned.emit()
