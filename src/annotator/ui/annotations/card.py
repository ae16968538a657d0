"""The card of the mark in focus: its tag can be changed, its note written, itself deleted."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article
from annotator.text.direction import Direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.annotations.entity_field import EntityField
from annotator.ui.annotations.note_field import NoteField
from annotator.ui.annotations.relation_list import RelationList
from annotator.ui.attributes import AttributeFields
from annotator.ui.icons import dot, icon
from annotator.ui.limited import Limited
from annotator.ui.lists import list_font
from annotator.ui.tag_names import tag_label
from annotator.ui.theme import Theme

_QUOTE_LENGTH = 110
"""Characters of a mark that are quoted: two lines or three; all of them are in focus on the page."""
_ATTRIBUTES = 184
"""Pixels that attributes take at the most, so that the list above is still to be seen."""


class MarkCard(QFrame):
    """Shows one annotation and tells what its user wants of it. A note is stored when the field is left.

    `store_note` gets the annotation as it was shown and its new note, and returns whether that could be stored.
    """

    retag_requested = Signal(object)
    """The id of the tag it shall have."""
    delete_requested = Signal()
    left = Signal()
    """The keyboard goes back to the page."""
    showed = Signal(object)
    """The `Annotation` that is shown now, or None."""

    def __init__(
        self, store_note: Callable[[Annotation, str | None], bool], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store_note = store_note
        self._theme = theme
        self._annotation: Annotation | None = None
        self._tags = TagSet()
        self.quote = QLabel()
        self.quote.setWordWrap(True)
        self.quote.setTextFormat(Qt.TextFormat.PlainText)
        self.quote.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.coder = QLabel()
        self.coder.setTextFormat(Qt.TextFormat.PlainText)
        self.tag = QComboBox()
        self.tag.setAccessibleName(self.tr("Tag of the mark"))
        self.tag.activated.connect(lambda _place: self.retag_requested.emit(self.tag.currentData()))
        self.delete = QToolButton()
        self.delete.setToolTip(self.tr("Delete the mark (Del)"))
        self.delete.setAccessibleName(self.tr("Delete the mark"))
        self.delete.clicked.connect(lambda _checked=False: self.delete_requested.emit())
        self.note = NoteField()
        self.note.setPlaceholderText(self.tr("Note"))
        self.note.setAccessibleName(self.tr("Note on the mark"))
        self.note.setToolTip(self.tr("Ctrl+Enter leads here, and back to the page"))
        self.note.setTabChangesFocus(True)
        self.note.left.connect(self.flush)
        self.note.escaped.connect(self.left)
        self.entity = EntityField()
        self.entity.left.connect(self.left)
        self.several = QLabel()
        self.several.setWordWrap(True)
        self.several.hide()
        self.attributes = AttributeFields(theme, self.entity.doubt)
        self.attributes.left.connect(self.left)
        self.relations = RelationList(theme)
        mentioned = QHBoxLayout()
        mentioned.addWidget(self.entity, 1)
        mentioned.addWidget(self.entity.doubt)
        row = QHBoxLayout()
        row.addWidget(self.tag, 1)
        row.addWidget(self.delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 12)
        layout.setSpacing(8)
        layout.addWidget(self.quote)
        layout.addWidget(self.coder)
        layout.addLayout(row)
        layout.addLayout(mentioned)
        layout.addWidget(self.several)
        layout.addWidget(Limited(self.attributes, _ATTRIBUTES))
        layout.addWidget(self.note)
        layout.addWidget(self.relations)  # last, as they may be many: what is written keeps its place above them
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(f"MarkCard {{ border-top: 1px solid {theme.line}; }}")
        self.coder.setStyleSheet(f"color: {theme.quiet};")
        self.delete.setIcon(icon("trash", theme.quiet))
        for place, tag in enumerate(self._tags):
            self.tag.setItemIcon(place, dot(theme.tag_ink(tag.colour).name()))
        self.several.setStyleSheet(f"color: {theme.accent};")
        self.attributes.set_theme(theme)
        self.relations.set_theme(theme)

    @property
    def shown(self) -> str | None:
        """The id of the annotation that is shown."""
        return None if self._annotation is None else self._annotation.id

    def show_mark(
        self, annotation: Annotation | None, article: Article | None, tags: TagSet, coder: str | None = None
    ) -> None:
        """Show this mark (None: nothing). What was typed on another mark's note is told first.

        `coder` is the name of whose mark it is, where that is to be said.
        """
        if annotation is None or article is None:
            self.flush()
            self._annotation = None
            self.hide()
            self.showed.emit(None)
            return
        if self._annotation is not None and self._annotation.id != annotation.id:
            self.flush()
        before, typed = self._annotation, self._text()
        self._annotation = annotation
        if before is None or before.id != annotation.id or typed == before.note:
            self._write(annotation.note)
        elif annotation.note not in (before.note, None):
            # Somebody else wrote a note while this one was typed: both stand there until the reader has settled it.
            self._write(f"{annotation.note}\n{typed or ''}".strip())
        right_to_left = article.direction is Direction.RTL
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        self.quote.setText(isolate(shorten(annotation.words, _QUOTE_LENGTH)))
        self.quote.setFont(list_font(annotation.words))
        self.quote.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.coder.setVisible(coder is not None)
        self.coder.setText(self.tr("by {0}").replace("{0}", isolate(shorten(coder or "", 40))))
        self.tag.clear()
        self._tags = tags
        for tag in tags:
            # A mark keeps a tag that is retired; no other one is given it.
            if not tag.retired or tag.id == annotation.tag:
                self.tag.addItem(dot(self._theme.tag_ink(tag.colour).name()), tag_label(tag, tags), tag.id)
        self.tag.setCurrentIndex(self.tag.findData(annotation.tag))
        self.showed.emit(annotation)
        self.show()

    def edit_note(self) -> None:
        """Give the keyboard to the note."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        cursor = self.note.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.note.setTextCursor(cursor)

    def flush(self) -> None:
        """Store a note, and attributes, that were typed and not stored yet."""
        self.attributes.flush()
        before, note = self._annotation, self._text()
        if before is None or note == before.note:
            return
        # Taken as stored before it is: storing it shows this card again.
        self._annotation = replace(before, note=note)
        if not self._store_note(before, note):
            self._annotation = before

    def _write(self, note: str | None) -> None:
        if self._text() != note:
            self.note.setPlainText(note or "")

    def _text(self) -> str | None:
        return self.note.toPlainText().strip() or None
