"""The colours of the screen, light and dark, and how a tag's own colour is fitted to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from annotator.core.resources import resource

_READABLE = 4.5
"""Contrast that WCAG 2 asks of text (success criterion 1.4.3)."""
_TINT = 0.17, 0.13
"""How much of a tag's colour lies behind marked words, on a dark page and on a light one."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A named set of colours, each as `#rrggbb`."""

    name: str
    background: str
    page: str
    ink: str
    quiet: str
    line: str
    accent: str
    selection: str
    """Behind chosen rows and controls."""
    marker: str
    """Behind selected words of a page, told apart from any tag's tint."""
    found: str
    """Behind what find found."""
    warning: str

    @property
    def dark(self) -> bool:
        return QColor(self.page).lightnessF() < 0.5

    def tag_ink(self, colour: str) -> QColor:
        """The tag's colour as it is drawn in lanes and dots: readable on the page."""
        return QColor(_fitted(colour, self.page))  # A new one each time: it is the caller's to change.

    def tag_fill_and_ink(self, colour: str) -> tuple[int, int]:
        """`tag_tint` and `tag_ink` as ARGB: kept so, as they are asked for at each mark that is made."""
        return _fill_and_ink(colour, self.page)

    def tag_faint(self, colour: str) -> QColor:
        """The tag's colour where its marks are dimmed: to be seen, not to be read by."""
        return QColor(_shade(colour, self.page, 0.4, 0.36))

    def tag_tint(self, colour: str) -> QColor:
        """The translucent fill behind marked words."""
        return QColor(_shade(colour, self.page, *_TINT))

    def tag_tied(self, colour: str) -> QColor:
        """What is filled over the tint of a mark that the one in focus, or under the pointer, is tied to."""
        return QColor(_shade(colour, self.page, 0.2, 0.16))

    def tag_focus(self, colour: str) -> QColor:
        """The stronger fill of the mark in focus."""
        return QColor(_shade(colour, self.page, 0.38, 0.32))

    def answer(self) -> QColor:
        """The translucent fill behind a passage that answers to one of another page."""
        return _translucent(QColor(self.accent), 0.3 if self.dark else 0.2)

    def dimmed_ink(self) -> QColor:
        """Text outside the article's body: weaker than ink, and readable all the same, on any tag's tint too."""
        return _between(self.quiet, self.ink, 0.35 if self.dark else 0.2)

    def bracket_ink(self) -> QColor:
        """What leads from mark to mark in the margin: weaker than text, and to be seen all the same (WCAG asks 3:1)."""
        return _between(self.page, self.quiet, 0.72)

    def palette(self) -> QPalette:
        """What Qt's own controls are drawn with."""
        role = QPalette.ColorRole
        palette = QPalette()
        for name, colour in (
            (role.Window, self.background),
            (role.WindowText, self.ink),
            (role.Base, self.page),
            (role.AlternateBase, self.background),
            (role.Text, self.ink),
            (role.Button, self.background),
            (role.ButtonText, self.ink),
            (role.BrightText, self.ink),
            (role.ToolTipBase, self.page),
            (role.ToolTipText, self.ink),
            (role.PlaceholderText, self.quiet),
            (role.Highlight, self.selection),
            (role.HighlightedText, self.ink),
            (role.Link, self.accent),
            (role.Accent, self.accent),
            (role.Mid, self.line),
            (role.Midlight, self.line),
            (role.Dark, self.line),
            (role.Light, self.page),
            (role.Shadow, self.line),
        ):
            palette.setColor(name, QColor(colour))
        for name in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, name, _translucent(QColor(self.quiet), 0.6))
        return palette

    def style_sheet(self) -> str:
        """The few things about controls that a palette cannot say."""
        arrow = resource("icons/arrow.svg").as_posix()
        tick = resource("icons/tick-dark.svg" if self.dark else "icons/tick-light.svg").as_posix()
        return f"""
        QMainWindow::separator {{ background: {self.line}; width: 1px; height: 1px; }}
        QSplitter::handle {{ background: {self.line}; }}
        QToolTip {{ color: {self.ink}; background: {self.page}; border: 1px solid {self.line}; padding: 4px; }}
        QStatusBar {{ border-top: 1px solid {self.line}; color: {self.quiet}; }}
        QStatusBar::item {{ border: 0; }}
        QMenuBar {{ background: {self.background}; border-bottom: 1px solid {self.line}; }}
        QMenuBar::item {{ padding: 5px 9px; background: transparent; }}
        QMenuBar::item:selected {{ background: {self.selection}; border-radius: 4px; }}
        QMenu {{ background: {self.page}; border: 1px solid {self.line}; padding: 4px; }}
        QMenu::item {{ padding: 5px 24px 5px 24px; border-radius: 4px; }}
        QMenu::item:selected {{ background: {self.selection}; }}
        QMenu::item:disabled {{ color: {self.quiet}; }}
        QMenu::separator {{ height: 1px; background: {self.line}; margin: 4px 8px; }}
        QLineEdit, QPlainTextEdit, QComboBox {{
            background: {self.page}; border: 1px solid {self.line}; border-radius: 6px; padding: 4px 8px;
            selection-background-color: {self.selection}; selection-color: {self.ink};
        }}
        QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border-color: {self.accent}; }}
        QComboBox {{ combobox-popup: 0; }}
        QComboBox:!editable {{ padding: 4px 10px; }}
        QComboBox::drop-down {{ border: 0; width: 20px; }}
        QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
        QMainWindow > QTabBar {{ border: 0; }}
        QMainWindow > QTabBar::tab {{
            background: transparent; color: {self.quiet}; border: 0; border-bottom: 2px solid transparent;
            margin: 0 4px; padding: 6px 8px 4px 8px;
        }}
        QMainWindow > QTabBar::tab:selected {{ color: {self.ink}; border-bottom-color: {self.accent}; }}
        QMainWindow > QTabBar::tab:hover {{ color: {self.ink}; }}
        QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 4px 7px; }}
        QToolButton:hover {{ background: {self.selection}; }}
        QToolButton:focus {{ border-color: {self.accent}; }}
        QToolButton:checked {{ background: {self.selection}; border-color: {self.line}; }}
        QPushButton {{
            background: {self.page}; border: 1px solid {self.line}; border-radius: 6px; padding: 5px 14px;
        }}
        QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
        QPushButton:hover {{ background: {self.selection}; }}
        QPushButton:focus, QPushButton:default {{ border-color: {self.accent}; }}
        QPushButton:disabled {{ color: {self.quiet}; border-color: {self.line}; }}
        QCheckBox::indicator, QListView::indicator {{
            width: 12px; height: 12px; border: 1px solid {self.quiet}; border-radius: 4px; background: {self.page};
        }}
        QCheckBox::indicator:focus, QCheckBox::indicator:hover, QListView::indicator:hover {{
            border-color: {self.accent};
        }}
        QCheckBox::indicator:indeterminate {{ background: {self.selection}; border-color: {self.accent}; }}
        QCheckBox::indicator:checked, QListView::indicator:checked {{
            background: {self.accent}; border-color: {self.accent}; image: url("{tick}");
        }}
        QRadioButton::indicator {{
            width: 12px; height: 12px; border: 1px solid {self.quiet}; border-radius: 7px; background: {self.page};
        }}
        QRadioButton::indicator:focus, QRadioButton::indicator:hover {{ border-color: {self.accent}; }}
        QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {self.accent}; }}
        QListView {{ background: {self.page}; border: 1px solid {self.line}; outline: 0; }}
        QWidget QListView {{ background: transparent; border: 0; }}
        QComboBox QAbstractItemView {{ background: {self.page}; border: 1px solid {self.line}; }}
        QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
        QListView#proposals {{ background: {self.page}; border: 1px solid {self.line}; padding: 2px; }}
        QListView#proposals::item {{ min-height: 24px; padding: 0 6px; }}
        QListView#proposals::item:selected {{ background: {self.selection}; color: {self.ink}; }}
        QComboBox QAbstractItemView::item {{ min-height: 24px; padding: 0 6px; }}
        QComboBox QAbstractItemView::item:selected {{ background: {self.selection}; color: {self.ink}; }}
        QComboBox QAbstractItemView::item:disabled {{ color: {self.quiet}; }}
        QListView QScrollBar:vertical, QPlainTextEdit QScrollBar:vertical, QScrollArea QScrollBar:vertical,
        QTreeView QScrollBar:vertical {{
            background: transparent; border: 0; width: 8px; margin: 0;
        }}
        QListView QScrollBar::handle:vertical, QPlainTextEdit QScrollBar::handle:vertical,
        QScrollArea QScrollBar::handle:vertical, QTreeView QScrollBar::handle:vertical {{
            background: {self.line}; border-radius: 4px; min-height: 28px;
        }}
        QListView QScrollBar::handle:vertical:hover, QTreeView QScrollBar::handle:vertical:hover {{
            background: {self.quiet};
        }}
        QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; border: 0; background: none; }}
        QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: none; }}
        QGroupBox {{ border: 1px solid {self.line}; border-radius: 6px; margin-top: 20px; padding: 6px; }}
        QGroupBox::title {{ subcontrol-origin: margin; left: 2px; padding: 0 2px; color: {self.quiet}; }}
        """


LIGHT = Theme(
    "light",
    "#f6f5f2",
    "#fffefb",
    "#1f2328",
    "#5f646b",
    "#e3e0d9",
    "#2a6a8a",
    "#d3e4ed",
    "#a5cfe2",
    "#e8b400",
    "#a3381c",
)
DARK = Theme(
    "dark", "#17191c", "#1e2125", "#e4e2dc", "#a2a8ae", "#2e3238", "#7db7d3", "#283f4b", "#2f5a6e", "#c99a1a", "#f0a08c"
)
SEPIA = Theme(
    name="sepia", background="#eee5d2", page="#f7f0e0", ink="#33291c", quiet="#6a5c47", line="#dccfb6",
    accent="#2b6079", selection="#d9dccb", marker="#b3cdd0", found="#d9a400", warning="#943014",
)  # fmt: skip
THEMES = {theme.name: theme for theme in (LIGHT, SEPIA, DARK)}


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    )
    red, green, blue = channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _translucent(colour: QColor, alpha: float) -> QColor:
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


def _between(one: str, other: str, share: float) -> QColor:
    """Return the colour at `share` of the way from one to the other."""
    start, end = QColor(one), QColor(other)
    channels = ((start.redF(), end.redF()), (start.greenF(), end.greenF()), (start.blueF(), end.blueF()))
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in channels))


@lru_cache(maxsize=512)
def _shade(colour: str, page: str, on_dark: float, on_light: float) -> QColor:
    """Return a tag's colour as a fill, of one of two strengths."""
    return _translucent(QColor(_fitted(colour, page)), on_dark if QColor(page).lightnessF() < 0.5 else on_light)


@lru_cache(maxsize=512)
def _fill_and_ink(colour: str, page: str) -> tuple[int, int]:
    return _shade(colour, page, *_TINT).rgba(), _fitted(colour, page).rgba()


@lru_cache(maxsize=512)
def _fitted(colour: str, page: str) -> QColor:
    """Return `colour`, made lighter or darker just far enough to be readable on `page`: one for all, not to change."""
    base = QColor(page)
    dark = base.lightnessF() < 0.5
    # A dark page swallows saturated colours: ask for a little more there.
    wanted = _READABLE + 1.5 if dark else _READABLE
    result = QColor(colour)
    hue, saturation, lightness = result.hslHueF(), result.hslSaturationF(), result.lightnessF()
    step = 0.02 if dark else -0.02
    while contrast(result, base) < wanted and 0 <= lightness + step <= 1:
        lightness += step
        result.setHslF(max(hue, 0.0), saturation, lightness)
    return QColor(result.name())
