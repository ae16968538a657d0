"""The bar of tags: one chip per tag with its colour and key, and a button that adds one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from annotator.core.tagset import TagSet
from annotator.ui.chip import TagChip, chips_in, put_chips
from annotator.ui.icons import icon
from annotator.ui.theme import Theme
from annotator.ui.veil import Veil


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
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._add = QToolButton(self)
        self._add.setText(self.tr("Tag"))
        self._add.setToolTip(self.tr("Add a tag"))
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.clicked.connect(lambda _checked=False: self.add_requested.emit())
        self._layout.addWidget(self._add)
        self._layout.addStretch(1)
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
        return chips_in(self._layout)

    def _rebuild(self) -> None:
        for chip in put_chips(self._layout, self._tags, self._theme, self):
            chip.shade = self._veil.of_tag(chip.tag.id)
            chip.menu_requested.connect(self.menu_requested)
            chip.clicked.connect(lambda _checked=False, tag_id=chip.tag.id: self.chosen.emit(tag_id))
