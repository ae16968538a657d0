"""The card of the relation in focus: type, ends, the words that say it, attributes and a note."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.core.values import AttributeValue
from annotator.text.isolate import isolate, shorten
from annotator.ui.annotations.note_field import NoteField
from annotator.ui.attributes import AttributeFields
from annotator.ui.icons import icon
from annotator.ui.lists import list_font
from annotator.ui.relations.editing import RelationEdits
from annotator.ui.relations.end_button import EndButton
from annotator.ui.relations.parties import Said
from annotator.ui.theme import Theme
from annotator.ui.tips import plain

_WORDS = 160
_NAME = 40


class RelationCard(QFrame):
    """Shows one relation and has done what its user wants of it. A note is stored when the field is left."""

    end_chosen = Signal(object)
    """The `End` to go to."""
    left = Signal()
    """The keyboard goes back to the page."""

    def __init__(self, edits: RelationEdits, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = edits
        self._theme = theme
        self._said: Said | None = None
        self.source, self.target = EndButton(theme), EndButton(theme)
        for end in (self.source, self.target):
            end.clicked.connect(partial(self._go, end))
        self.source.setAccessibleName(self.tr("Where the relation begins"))
        self.target.setAccessibleName(self.tr("Where the relation leads"))
        self.type = QComboBox()
        self.type.setAccessibleName(self.tr("Type of the relation"))
        self.type.activated.connect(lambda _place: self._retype())
        self.swap, self.delete = QToolButton(), QToolButton()
        for button, words, act in (
            (self.swap, self.tr("Swap ends"), self._swap),
            (self.delete, self.tr("Delete the relation"), self._delete),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _checked=False, act=act: act())
        self.cue = QLabel()
        self.cue.setTextFormat(Qt.TextFormat.PlainText)
        self.cue.setWordWrap(True)
        self.cue.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.no_cue = QToolButton()
        self.no_cue.setToolTip(self.tr("Clear cue"))
        self.no_cue.setAccessibleName(self.tr("Clear cue"))
        self.no_cue.clicked.connect(lambda _checked=False: self._clear_cue())
        self.attributes = AttributeFields(theme, self.no_cue)
        self.attributes.left.connect(self.left)
        self.attributes.set_requested.connect(lambda wish: self._set_attribute(*wish))
        self.note = NoteField()
        self.note.setPlaceholderText(self.tr("Note"))
        self.note.setAccessibleName(self.tr("Note on the relation"))
        self.note.setTabChangesFocus(True)
        self.note.left.connect(self.flush)
        self.note.escaped.connect(self.left)
        row, said = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.type, 1)
        row.addWidget(self.swap)
        row.addWidget(self.delete)
        said.addWidget(self.cue, 1)
        said.addWidget(self.no_cue, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 12)
        layout.setSpacing(6)
        layout.addWidget(self.source)
        layout.addLayout(row)
        layout.addWidget(self.target)
        layout.addLayout(said)
        layout.addWidget(self.attributes)
        layout.addWidget(self.note)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(f"RelationCard {{ border-top: 1px solid {theme.line}; }}")
        self.cue.setStyleSheet(f"color: {theme.quiet};")
        self.attributes.set_theme(theme)
        self.swap.setIcon(icon("swap", theme.quiet))
        self.delete.setIcon(icon("trash", theme.quiet))
        self.no_cue.setIcon(icon("close", theme.quiet))
        self.source.set_theme(theme)
        self.target.set_theme(theme)

    @property
    def shown(self) -> str | None:
        """The id of the relation that is shown."""
        return None if self._said is None else self._said.relation.id

    def show_relation(self, said: Said | None) -> None:
        """Show this relation (None: nothing). What was typed on another one's note is stored first."""
        before = self._said
        if before is not None and (said is None or said.relation.id != before.relation.id):
            self.flush()
        typed = self._text()
        self._said = said
        self.setVisible(said is not None)
        if said is None:
            return
        relation = said.relation
        same = before is not None and before.relation.id == relation.id
        if not same or (before is not None and typed == before.relation.note):
            self.note.setPlainText(relation.note or "")
        tags = self._edits.tags
        for button, party in ((self.source, said.source), (self.target, said.target)):
            button.show_party(party, tags.get(party.tag or ""))
        self.type.clear()
        kinds = self._edits.kinds_for(said)
        for kind in kinds if any(kind.id == said.kind.id for kind in kinds) else [said.kind, *kinds]:
            self.type.addItem(isolate(shorten(kind.name, _NAME)), kind.id)
        self.type.setCurrentIndex(self.type.findData(said.kind.id))
        self.type.setToolTip(plain(said.kind.description or ""))
        self.swap.setEnabled(self._edits.may_swap(said))
        self._show_cue(said)
        self.attributes.show_values(said.kind.attributes, [relation.attributes])

    def _show_cue(self, said: Said) -> None:
        cue = said.relation.cue
        self.no_cue.setVisible(cue is not None)
        if cue is None:
            self.cue.setText(self.tr("Select its verb and press C: it becomes the cue."))
            self.cue.setFont(list_font("", small=True))
            self.cue.setAlignment(Qt.AlignmentFlag.AlignLeft)
            return
        self.cue.setText(self.tr("Cue: {0}").replace("{0}", f"“{isolate(shorten(cue.quote, _WORDS))}”"))
        self.cue.setFont(list_font(cue.quote))

    def flush(self) -> None:
        """Store a note, and attributes, that were typed and not stored yet."""
        self.attributes.flush()
        said, note = self._said, self._text()
        if said is None or note == said.relation.note:
            return
        # Taken as stored before it is: storing it shows this card again.
        self._said = replace(said, relation=replace(said.relation, note=note))
        if not self._edits.write_note(said.relation, note):
            self._said = said

    def _set_attribute(self, name: str, value: AttributeValue | None) -> None:
        said = self._said
        if said is not None and not self._edits.set_attribute(said.relation, name, value):
            self.attributes.show_values(said.kind.attributes, [said.relation.attributes])

    def _text(self) -> str | None:
        return self.note.toPlainText().strip() or None

    def _go(self, button: EndButton) -> None:
        if button.party is not None:
            self.end_chosen.emit(button.party.end)

    def _retype(self) -> None:
        said = self._said
        kinds = [] if said is None else self._edits.kinds_for(said)
        kind = next((kind for kind in kinds if kind.id == self.type.currentData()), None)
        if said is not None and kind is not None and kind.id != said.kind.id:
            self.flush()
            said = self._said or said
            if not self._edits.retype(said.relation, kind):
                self.type.setCurrentIndex(self.type.findData(said.kind.id))

    def _swap(self) -> None:
        self.flush()
        if self._said is not None:
            self._edits.swap(self._said.relation)

    def _clear_cue(self) -> None:
        self.flush()
        if self._said is not None:
            self._edits.clear_cue(self._said.relation)

    def _delete(self) -> None:
        if self._said is not None:
            self._edits.delete(self._said.relation)
