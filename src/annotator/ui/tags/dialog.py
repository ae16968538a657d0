"""The dialog that makes a tag; what is not allowed is said in it, and it stays open."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from annotator.core.errors import AnnotatorError
from annotator.core.ids import new_id
from annotator.core.tagset import TagSet
from annotator.core.values import Tag
from annotator.ui.problem import Problem
from annotator.ui.tag_names import fill_parents
from annotator.ui.tags.fields import TagFields
from annotator.ui.tags.swatches import Swatches
from annotator.ui.theme import Theme


class TagDialog(QDialog):
    """Proposes a new tag with a free colour, pattern and key, below `parent` (an id) or at the top.

    `save` is called with the tag as it shall be, and may raise an AnnotatorError: then its sentence is shown and the
    dialog stays open.
    """

    def __init__(
        self,
        tags: TagSet,
        parent_tag: str | None,
        save: Callable[[Tag], object],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._tags = tags
        self.setWindowTitle(self.tr("New tag"))
        self.setMinimumWidth(440)
        self.fields = TagFields(theme, self)
        self.fields.show(Tag(new_id(), "", tags.next_colour(), tags.next_pattern(), tags.free_key()), tags)
        self.name, self.key = self.fields.name, self.fields.key
        self.description = self.fields.description
        self.under = fill_parents(tags, parent_tag, theme)
        self.problem = Problem(theme)
        self.fields.typed.connect(self.problem.settle)
        self.name.textChanged.connect(lambda _text: self.problem.settle())
        form = QFormLayout()
        self.fields.rows(form)
        form.insertRow(1, self.tr("&Under"), self.under)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.name.setFocus()

    @property
    def colours(self) -> Swatches:
        return self.fields.colours

    def tag(self) -> Tag:
        """Return the tag as the fields say it, behind those of its parent."""
        parent = self.under.currentData()
        last = max((child.position for child in self._tags.children(parent)), default=0)
        return replace(self.fields.tag(), parent=parent, position=last)

    def accept(self) -> None:
        """Save and close, or stay open and say what is not allowed."""
        try:
            self._save(self.tag())
        except AnnotatorError as error:
            self.problem.tell(error)
            return
        super().accept()

    def choose_colour(self, colour: str) -> None:
        """Take `colour` (`#rrggbb`)."""
        self.colours.choose(colour)
