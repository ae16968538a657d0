"""Icons: drawn in the ink of the theme, and seen to do nothing where they do nothing."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from annotator.ui.icons import icon
from annotator.ui.theme import DARK, LIGHT, SEPIA, Theme, contrast


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
def test_the_icon_of_a_button_that_does_nothing_is_weaker_on_every_ground(qapp: object, theme: Theme) -> None:
    ground = QColor(theme.background)

    def strongest(mode: QIcon.Mode) -> float:
        picture = QPixmap(16, 16)
        picture.fill(ground)
        with QPainter(picture) as painter:
            icon("up", theme.quiet).paint(painter, picture.rect(), mode=mode)
        image = picture.toImage()
        return max(contrast(image.pixelColor(x, y), ground) for x in range(16) for y in range(16))

    assert strongest(QIcon.Mode.Normal) > 2.5
    assert strongest(QIcon.Mode.Disabled) < 0.75 * strongest(QIcon.Mode.Normal)
