"""The colours: readable, and fitted to the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QListView, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.tagset import DEFAULT_TAGS, PALETTE
from annotator.ui.theme import DARK, LIGHT, SEPIA, Theme, contrast

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["page", "background", "selection", "marker"])
def test_text_is_readable(theme: Theme, ground: str) -> None:
    assert contrast(QColor(theme.ink), QColor(getattr(theme, ground))) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
def test_quiet_words_and_warnings_are_readable(theme: Theme) -> None:
    for ink in (theme.quiet, theme.warning, theme.accent):
        for ground in (theme.page, theme.background, theme.selection):
            assert contrast(QColor(ink), QColor(ground)) >= 4.5, (ink, ground)


@given(colours)
def test_any_colour_of_a_tag_can_be_seen_on_the_page(colour: str) -> None:
    for theme in (LIGHT, SEPIA, DARK):
        assert contrast(theme.tag_ink(colour), QColor(theme.page)) >= 4.5


@pytest.mark.parametrize("colour", PALETTE)
def test_proposed_colours_stay_as_they_are_in_the_light(colour: str) -> None:
    assert LIGHT.tag_ink(colour).name() == colour


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
def test_ink_is_readable_through_every_tint(theme: Theme) -> None:
    page = QColor(theme.page)
    for tag in DEFAULT_TAGS:
        for tint in (theme.tag_tint(tag.colour), theme.tag_focus(tag.colour)):
            alpha = tint.alphaF()
            mixed = QColor.fromRgbF(
                tint.redF() * alpha + page.redF() * (1 - alpha),
                tint.greenF() * alpha + page.greenF() * (1 - alpha),
                tint.blueF() * alpha + page.blueF() * (1 - alpha),
            )
            assert contrast(QColor(theme.ink), mixed) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("colour", [*PALETTE, "#000000", "#ffffff", "#ff0000", "#0000ff"])
def test_what_is_outside_the_body_is_dimmed_and_readable(theme: Theme, colour: str) -> None:
    dimmed, page, tint = theme.dimmed_ink(), QColor(theme.page), theme.tag_tint(colour)
    alpha = tint.alphaF()
    mixed = QColor.fromRgbF(
        tint.redF() * alpha + page.redF() * (1 - alpha),
        tint.greenF() * alpha + page.greenF() * (1 - alpha),
        tint.blueF() * alpha + page.blueF() * (1 - alpha),
    )
    assert contrast(dimmed, mixed) >= 4.5
    assert contrast(dimmed, page) < 0.75 * contrast(QColor(theme.ink), page)


def test_light_is_light_and_dark_is_dark() -> None:
    assert not LIGHT.dark
    assert DARK.dark


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK])
def test_the_box_of_a_check_box_can_be_seen(qtbot: QtBot, theme: Theme) -> None:
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setPalette(theme.palette())
    box.setStyleSheet(theme.style_sheet())
    box.setAutoFillBackground(True)
    box.resize(box.sizeHint())

    def strongest() -> float:
        picture = box.grab().toImage()
        ground = QColor(theme.background)
        points = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        return max(contrast(picture.pixelColor(x, y), ground) for x, y in points)

    assert strongest() >= 3
    box.setChecked(True)
    assert strongest() >= 3


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
def test_a_list_in_a_window_of_its_own_has_a_ground_and_one_in_a_panel_has_that_of_the_panel(
    qtbot: QtBot, theme: Theme
) -> None:
    # What a file dialog proposes while a name is typed is such a window; it was black.
    popup, panel = QListView(), QWidget()
    inside = QListView(panel)
    panel.setAutoFillBackground(True)
    for widget in (popup, panel):
        qtbot.addWidget(widget)
        widget.setPalette(theme.palette())
        widget.setStyleSheet(theme.style_sheet())
    popup.setWindowFlag(Qt.WindowType.Popup)
    assert popup.grab().toImage().pixelColor(popup.rect().center()) == QColor(theme.page)
    assert panel.grab().toImage().pixelColor(inside.geometry().center()) == QColor(theme.background)
