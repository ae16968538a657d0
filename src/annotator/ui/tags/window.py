"""The window of the tag set: tags and types of relations at the left, all of one at the right; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.tagset import TagSet
from annotator.core.values import AttributeDefinition
from annotator.ui.icons import icon
from annotator.ui.override import override
from annotator.ui.problem import Problem
from annotator.ui.side_panel import tab_style
from annotator.ui.tag_names import list_style
from annotator.ui.tags.definitions import Definitions
from annotator.ui.tags.fields import TagFields
from annotator.ui.tags.relation_fields import RelationFields
from annotator.ui.tags.tree import TagTree
from annotator.ui.theme import Theme
from annotator.ui.tips import plain

_TYPE = Qt.ItemDataRole.UserRole
_NAME = 40


class TagSetWindow(QDialog):
    """Stands beside the main window and holds nothing up. Each field is stored when it is left."""

    type_chosen = Signal(object)
    """The id of the relation type in the current row, None where there is none."""
    add_wanted = Signal()
    """A tag or a type, by which list is seen."""
    menu_wanted = Signal(object)
    """Global position: what can be done to what is chosen."""
    type_delete_pressed = Signal()
    taken_back = Signal()
    """What is typed and not stored yet shall be forgotten."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tag set"))
        self.resize(980, 680)
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(self.tr("Tags"))
        self.tabs.addTab(self.tr("Relations"))
        self.tree = TagTree(theme)
        self.types = QListWidget()
        self.types.setAccessibleName(self.tr("Types of relations"))
        self.types.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add = QToolButton()
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more = QToolButton()
        self.more.setText(self.tr("Change…"))
        self.more.setToolTip(self.tr("Move, merge, split, retire or delete what is chosen"))
        self.files = QToolButton()
        self.files.setText(self.tr("Tag set…"))
        self.files.setToolTip(self.tr("Take in a template or a file, or save this tag set as a file"))
        self.files.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.files.setMenu(QMenu(self.files))
        self.files.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.fields = TagFields(theme, self)
        self.definitions = Definitions(theme)
        self.relations = QLabel()
        self.relations.setTextFormat(Qt.TextFormat.PlainText)
        self.relations.setWordWrap(True)
        self.relation_fields = RelationFields(theme)
        self.nothing = QLabel(self.tr("No tags yet.\n\nAdd one, or take in a template."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.problem = Problem(theme)
        self.leave = QPushButton(self.tr("Close"))
        self.leave.setAutoDefault(False)
        self.lists, self.details = QStackedWidget(), QStackedWidget()
        self._place_parts()
        self._connect()
        self.set_theme(theme)
        self._turn(0)

    def _place_parts(self) -> None:
        for part in (self.tree, self.types):
            self.lists.addWidget(part)
        tag_page = QWidget()
        of_tag = QVBoxLayout(tag_page)
        of_tag.setContentsMargins(20, 16, 20, 16)
        form = QFormLayout()
        of_tag.addLayout(form)
        of_tag.addStretch(1)
        self.fields.rows(form)
        form.addRow(self.tr("Attributes"), self.definitions)
        form.addRow(self.tr("Relations"), self.relations)
        for page in (tag_page, self.relation_fields, self.nothing):
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(page)
            self.details.addWidget(scroll)
        bar = QHBoxLayout()
        bar.setSpacing(2)
        for button in (self.add, self.more, self.files):
            bar.addWidget(button)
        bar.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 4, 4, 8)
        column.setSpacing(4)
        column.addWidget(self.tabs)
        column.addWidget(self.lists, 1)
        column.addLayout(bar)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.details)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 700])
        split.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 16, 10)
        foot.setSpacing(12)
        foot.addWidget(self.problem, 1)
        foot.addWidget(self.leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(split, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.add.clicked.connect(lambda _checked=False: self.add_wanted.emit())
        self.tree.add_pressed.connect(self.add_wanted)
        self.tree.rename_pressed.connect(self._rename)
        self.types.itemDoubleClicked.connect(lambda _item: self._rename())
        for key, wish in (
            (Qt.Key.Key_Delete, self.type_delete_pressed.emit),
            (Qt.Key.Key_Insert, self.add_wanted.emit),
            (Qt.Key.Key_F2, self._rename),
        ):
            shortcut = QShortcut(QKeySequence(key), self.types)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(wish)
        self.types.currentItemChanged.connect(lambda _now, _before: self.type_chosen.emit(self.current_type()))
        self.types.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.types.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.types.viewport().mapToGlobal(at))
        )
        self.tree.menu_wanted.connect(lambda what: self.menu_wanted.emit(what[1]))
        self.more.clicked.connect(
            lambda _checked=False: self.menu_wanted.emit(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        )
        self.leave.clicked.connect(lambda _checked=False: self.close())
        self.fields.typed.connect(self.problem.settle)

    def set_theme(self, theme: Theme) -> None:
        self.tabs.setStyleSheet(tab_style(theme))
        self.tree.set_theme(theme)
        self.types.setStyleSheet(list_style(theme))
        self.add.setIcon(icon("plus", theme.quiet))
        self.fields.set_theme(theme)
        self.definitions.set_theme(theme)
        self.relation_fields.set_theme(theme)
        self.problem.set_theme(theme)
        for label in (self.relations, self.nothing):
            label.setStyleSheet(f"color: {theme.quiet};")

    # What is shown.

    def show_tags(self, tags: TagSet, counts: Mapping[str, int]) -> None:
        """List the tags, each with the number of its marks."""
        self.tree.show_tags(tags, counts)
        self._turn(self.tabs.currentIndex())

    def show_tag(
        self,
        tag_id: str,
        tags: TagSet,
        inherited: Sequence[tuple[str, AttributeDefinition]],
        relations: Sequence[str],
    ) -> None:
        """Show all of a tag: what it inherits, and the relations that it can be an end of, in words."""
        self.fields.show(tags[tag_id], tags)
        self.definitions.show_definitions(tag_id, tags[tag_id].attributes, inherited)
        self.relations.setText("\n".join(relations) or self.tr("none"))

    def show_types(self, types: Sequence[tuple[str, str]]) -> None:
        """List the types of relations: the id of each, and how it reads."""
        current = self.current_type()
        blocked = self.types.blockSignals(True)
        self.types.clear()
        for type_id, text in types:
            item = QListWidgetItem(text)
            item.setToolTip(plain(text))
            item.setData(_TYPE, type_id)
            self.types.addItem(item)
            if type_id == current:
                self.types.setCurrentItem(item)
        if self.types.currentItem() is None and self.types.count():
            self.types.setCurrentRow(0)
        self.types.blockSignals(blocked)
        self.type_chosen.emit(self.current_type())
        self._turn(self.tabs.currentIndex())

    def current_type(self) -> str | None:
        """Return the id of the relation type in the current row."""
        item = self.types.currentItem()
        return None if item is None else str(item.data(_TYPE))

    def choose_type(self, type_id: str) -> None:
        """Make the row of a relation type the current one."""
        self.tabs.setCurrentIndex(1)
        for row in range(self.types.count()):
            if self.types.item(row).data(_TYPE) == type_id:
                self.types.setCurrentRow(row)

    @property
    def of_relations(self) -> bool:
        """Whether the types of relations are seen, and not the tags."""
        return self.tabs.currentIndex() == 1

    def flush(self) -> None:
        """Have stored what is typed and not left yet."""
        self.fields.flush()
        focused = self.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def _turn(self, place: int) -> None:
        self.lists.setCurrentIndex(place)
        there = self.types.count() if place else self.tree.topLevelItemCount()
        self.details.setCurrentIndex(place if there else 2)
        self.more.setEnabled(there > 0)
        self.add.setText(self.tr("Relation") if place else self.tr("Tag"))
        self.add.setToolTip(self.tr("Add a type of relations") if place else self.tr("Add a tag"))
        none = self.tr("No types of relations yet.\n\nAdd one to say what marks have to do with each other.")
        self.nothing.setText(none if place else self.tr("No tags yet.\n\nAdd one, or take in a template."))

    def _rename(self) -> None:
        name = self.relation_fields.name if self.of_relations else self.fields.name
        name.setFocus()
        name.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter is for the field in which it is pressed; Esc takes back what is typed there, then leads out.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        listed = self.lists.currentWidget()
        if event.key() == Qt.Key.Key_Escape and listed is not None and not listed.hasFocus():
            self.taken_back.emit()
            listed.setFocus()
            return
        super().keyPressEvent(event)

    @override
    def done(self, result: int) -> None:
        self.flush()
        super().done(result)
