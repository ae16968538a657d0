"""The bar of tags: one chip per tag on offer with its colour and key, and a button that adds one."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from annotator.core.tagset import TagSet
from annotator.ui.chip import TagChip
from annotator.ui.flow import flow
from annotator.ui.icons import icon
from annotator.ui.override import override
from annotator.ui.theme import Theme
from annotator.ui.veil import Veil

_WIDTH = 400
_LEAST = 300
"""Pixels across that the bar likes to have and has to have; it takes what is left over."""


class TagBar(QWidget):
    """Shows a tag set as chips. It decides nothing: it tells which tag was chosen."""

    chosen = Signal(object)
    """The id of the tag whose chip was pressed."""
    menu_requested = Signal(object)
    """(tag id, global position) of a right click on a chip."""
    add_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tags = TagSet()
        self._veil = Veil()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._chips: list[TagChip] = []
        self._add = QToolButton(self)
        self._add.setText(self.tr("Tag"))
        self._add.setToolTip(self.tr("Add a tag"))
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.clicked.connect(lambda _checked=False: self.add_requested.emit())
        self.set_theme(theme)

    def set_tags(self, tags: TagSet) -> None:
        self._tags = tags
        self._rebuild()

    def set_veil(self, veil: Veil) -> None:
        """Show on the chips which marks are dimmed and hidden."""
        self._veil = veil
        for chip in self.chips():
            chip.shade = veil.of_tag(chip.tag.id)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._add.setIcon(icon("plus", theme.quiet))
        self._rebuild()

    def chips(self) -> list[TagChip]:
        """Return the chips in their order."""
        return list(self._chips)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        """Put the chips in as many rows as it takes: each can be read, pressed and changed, however many there are."""
        groups = [*((chip,) for chip in self._chips), (self._add,)]
        self.setFixedHeight(flow(groups, self.width(), QSize(0, 0), fill=True, level=True).height())

    def _rebuild(self) -> None:
        for old in self._chips:
            old.hide()
            old.deleteLater()
        self._chips = [TagChip(tag, self._theme, self) for tag in self._tags.offered]
        for chip in self._chips:
            chip.shade = self._veil.of_tag(chip.tag.id)
            chip.menu_requested.connect(self.menu_requested)
            chip.clicked.connect(lambda _checked=False, tag_id=chip.tag.id: self.chosen.emit(tag_id))
            chip.show()
        for before, after in pairwise((self._add, *self._chips, self._add)):
            QWidget.setTabOrder(before, after)  # the button comes last, as it stands
        self._arrange()
