"""The fields that say what a type of relations is: its name, the tags it goes from and to, what it says."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from annotator.core.resources import resource
from annotator.core.tagset import TagSet
from annotator.core.values import RelationType
from annotator.text.isolate import isolate
from annotator.ui.icons import dot
from annotator.ui.tag_names import tag_label
from annotator.ui.tags.definitions import Definitions
from annotator.ui.tags.fields import Words
from annotator.ui.theme import Theme


class TagsButton(QPushButton):
    """Tags of which several can be chosen; none means any."""

    changed = Signal(object)
    """The ids of the tags now chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        arrow = resource("icons/arrow.svg").as_posix()
        self.setAutoDefault(False)
        self.setStyleSheet(
            "QPushButton { text-align: left; padding: 5px 28px 5px 9px; } QPushButton::menu-indicator {"
            f' image: url("{arrow}"); width: 12px; height: 12px; subcontrol-position: right center; right: 8px; }}'
        )
        self.setMenu(QMenu(self))
        self.chosen: tuple[str, ...] = ()

    def show_tags(self, chosen: tuple[str, ...], tags: TagSet, theme: Theme) -> None:
        """Offer all tags, with these chosen."""
        self.chosen = chosen
        menu = self.menu()
        menu.clear()
        for tag in tags:
            action = menu.addAction(dot(theme.tag_ink(tag.colour).name()), tag_label(tag, tags).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(tag.id in chosen)
            action.triggered.connect(lambda on, tag_id=tag.id: self._choose(tag_id, on=on))
        names = [isolate(tag.name) for tag in tags if tag.id in chosen]
        # A style sheet gives a button with a menu no room before its text.
        self.setText("\u2002" + (", ".join(names).replace("&", "&&") or self.tr("any")))

    def _choose(self, tag_id: str, *, on: bool) -> None:
        left = tuple(one for one in self.chosen if one != tag_id)
        self.changed.emit((*left, tag_id) if on else left)


class RelationFields(QWidget):
    """Shows one type at a time, and tells what somebody would have otherwise."""

    edited = Signal(object)
    """The `RelationType` as it shall be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = RelationType("", "")
        self._tags = TagSet()
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the type"))
        self.source, self.target = TagsButton(), TagsButton()
        self.source.setToolTip(self.tr("Marks of these tags, and of those below them, may be where it begins"))
        self.target.setToolTip(self.tr("Marks of these tags, and of those below them, may be where it ends"))
        self.source.setAccessibleName(self.tr("From"))
        self.target.setAccessibleName(self.tr("To"))
        self.description = Words(2)
        self.description.setPlaceholderText(self.tr("What it says of the two"))
        self.definitions = Definitions(theme)
        self.count = QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        form = QFormLayout()
        column.addLayout(form)
        column.addStretch(1)
        form.setSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("&From"), self.source)
        form.addRow(self.tr("&To"), self.target)
        form.addRow(self.tr("&Description"), self.description)
        form.addRow(self.tr("Attributes"), self.definitions)
        form.addRow("", self.count)
        self.name.editingFinished.connect(lambda: self._tell(replace(self._kind, name=self.name.text().strip())))
        self.source.changed.connect(lambda ids: self._tell(replace(self._kind, from_tags=ids)))
        self.target.changed.connect(lambda ids: self._tell(replace(self._kind, to_tags=ids)))
        self.description.done.connect(
            lambda: self._tell(replace(self._kind, description=self.description.toPlainText().strip() or None))
        )
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.definitions.set_theme(theme)
        self.count.setStyleSheet(f"color: {theme.quiet};")

    def show_type(self, kind: RelationType, tags: TagSet, count: str) -> None:
        """Show a type; `count` says how many relations it has."""
        same = kind.id == self._kind.id
        before, self._kind, self._tags = self._kind, kind, tags
        if not (same and self.name.hasFocus() and kind.name == before.name):
            self.name.setText(kind.name)
        typing = same and self.description.hasFocus() and kind.description == before.description
        if not typing and self.description.toPlainText() != (kind.description or ""):
            self.description.setPlainText(kind.description or "")
        self.source.show_tags(kind.from_tags, tags, self._theme)
        self.target.show_tags(kind.to_tags, tags, self._theme)
        self.definitions.show_definitions(kind.id, kind.attributes, ())
        self.count.setText(count)

    def forget(self) -> None:
        """Take what is shown next as it is, whatever is typed."""
        self._kind = RelationType("", "")

    def _tell(self, after: RelationType) -> None:
        if self._kind.id and after != self._kind:
            self.edited.emit(after)
