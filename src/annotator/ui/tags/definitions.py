"""The attributes that a tag or a type of relations defines: a row of fields for each, and those it inherits below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.core.values import AttributeDefinition, AttributeKind
from annotator.text.isolate import isolate
from annotator.ui.icons import icon
from annotator.ui.theme import Theme
from annotator.ui.tips import plain

_BETWEEN = " | "
_BUTTON = 28


class _Row(QWidget):
    """The fields of one attribute; of a new one until it is whole."""

    done = Signal()
    up_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, definition: AttributeDefinition | None, theme: Theme) -> None:
        super().__init__()
        self.definition = definition
        self._showing = False
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("its name"))
        self.name.setAccessibleName(self.tr("Name of the attribute"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("What its values are"))
        for kind, text in (
            (AttributeKind.CHOICE, self.tr("choice")),
            (AttributeKind.TEXT, self.tr("text")),
            (AttributeKind.NUMBER, self.tr("number")),
            (AttributeKind.YES_NO, self.tr("yes or no")),
        ):
            self.kind.addItem(text, kind)
        self.choices = QLineEdit()
        self.choices.setPlaceholderText(self.tr("one | another | a third"))
        self.choices.setAccessibleName(self.tr("What there is to choose from, with | between"))
        self.up = QToolButton()
        self.up.setToolTip(self.tr("Put it one up"))
        self.up.setAccessibleName(self.tr("Put it one up"))
        self.remove = QToolButton()
        self.remove.setToolTip(self.tr("Remove the attribute"))
        self.remove.setAccessibleName(self.tr("Remove the attribute"))
        room = self.choices.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.choices.setSizePolicy(room)
        for button in (self.up, self.remove):
            button.setFixedWidth(_BUTTON)
            button.setStyleSheet("padding: 4px;")
        self.parts: tuple[QWidget, ...] = (self.name, self.kind, self.choices, self.up, self.remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.name, 5)
        row.addWidget(self.kind)
        row.addWidget(self.choices, 11)
        row.addWidget(self.up)
        row.addWidget(self.remove)
        for line in (self.name, self.choices):
            line.editingFinished.connect(self._finished)
        self.kind.currentIndexChanged.connect(lambda _place: self._kind_chosen())
        self.up.clicked.connect(lambda _checked=False: self.up_wanted.emit())
        self.remove.clicked.connect(lambda _checked=False: self.remove_wanted.emit())
        self.set_theme(theme)
        self.show_definition(definition or AttributeDefinition("", AttributeKind.TEXT), known=definition is not None)

    def set_theme(self, theme: Theme) -> None:
        self.up.setIcon(icon("up", theme.quiet))
        self.remove.setIcon(icon("trash", theme.quiet))

    def show_definition(self, definition: AttributeDefinition, *, known: bool = True) -> None:
        self._showing = True
        self.definition = definition if known else None
        self.name.setText(definition.name)
        self.kind.setCurrentIndex(self.kind.findData(definition.kind))
        self.choices.setText(_BETWEEN.join(definition.choices))
        self.choices.setCursorPosition(0)
        self.choices.setToolTip(plain("\n".join(definition.choices)))
        self._fit()
        self._showing = False

    def said(self) -> AttributeDefinition:
        """Return the definition as the fields say it."""
        kind = AttributeKind(self.kind.currentData())
        choices = tuple(choice for part in self.choices.text().split("|") if (choice := " ".join(part.split())))
        return AttributeDefinition(
            " ".join(self.name.text().split()), kind, choices if kind is AttributeKind.CHOICE else ()
        )

    def _fit(self) -> None:
        choice = self.kind.currentData() == AttributeKind.CHOICE
        self.choices.setVisible(choice)
        if not choice:
            self.choices.clear()

    def _kind_chosen(self) -> None:
        if self._showing:
            return
        self._fit()
        if self.kind.currentData() == AttributeKind.CHOICE and self.definition is None:
            self.choices.setFocus()
        self._finished()

    def _finished(self) -> None:
        if not self._showing and self.said() != self.definition:
            self.done.emit()


class Definitions(QWidget):
    """Shows what is defined, and tells what somebody would have otherwise."""

    define_wanted = Signal(object)
    """An `AttributeDefinition` that is new."""
    redefine_wanted = Signal(object)
    """(name, the `AttributeDefinition` that it shall become, a mapping of choices to the names they go on by)."""
    remove_wanted = Signal(object)
    """The name of an attribute."""
    order_wanted = Signal(object)
    """The names in the order that they shall have."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._owner = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.rows: list[_Row] = []
        self.add = QToolButton()
        self.add.setText(self.tr("Attribute"))
        self.add.setToolTip(self.tr("Define one more attribute"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.clicked.connect(lambda _checked=False: self.begin())
        self.inherited = QLabel()
        self.inherited.setTextFormat(Qt.TextFormat.PlainText)
        self.inherited.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self.inherited)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.add.setIcon(icon("plus", theme.quiet))
        self.inherited.setStyleSheet(f"color: {theme.quiet};")
        for row in self.rows:
            row.set_theme(theme)

    def show_definitions(
        self,
        owner: str,
        definitions: Sequence[AttributeDefinition],
        inherited: Sequence[tuple[str, AttributeDefinition]],
    ) -> None:
        """Show what `owner` (an id) defines, and what it inherits, each with the name of the tag that defines it."""
        known = [row for row in self.rows if row.definition is not None]
        drafts = [row for row in self.rows if row.definition is None]
        if owner != self._owner or len(known) != len(definitions):
            held = self._held() if owner == self._owner else None
            for row in self.rows:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = [self._row(definition) for definition in definitions]
            if held is not None and held[0] < len(self.rows):
                # Who has just named an attribute is on the way to its kind.
                self.rows[held[0]].show()  # what is not seen yet gets no keyboard
                self.rows[held[0]].parts[held[1]].setFocus()
        else:
            for row, definition in zip(known, definitions, strict=True):
                if row.definition != definition or row.said() != definition:
                    row.show_definition(definition)
            self.rows = [*known, *drafts]
        self._owner = owner
        for number, row in enumerate(self.rows):
            row.up.setEnabled(number > 0 and row.definition is not None)
        lines = [
            self.tr("{0} ({1}), from “{2}”")
            .replace("{0}", isolate(one.name))
            .replace("{1}", _BETWEEN.join(map(isolate, one.choices)) or self._kind(one.kind))
            .replace("{2}", isolate(above))
            for above, one in inherited
        ]
        self.inherited.setText("\n".join(lines))
        self.inherited.setVisible(bool(lines))

    def _held(self) -> tuple[int, int] | None:
        """Return which part of which row has the keyboard."""
        held = self.window().focusWidget()
        places = ((row, part, it) for row, one in enumerate(self.rows) for part, it in enumerate(one.parts))
        return next(((row, part) for row, part, it in places if it is held), None)

    def begin(self) -> None:
        """Offer fields for one more."""
        draft = next((row for row in self.rows if row.definition is None), None)
        if draft is None:
            draft = self._row(None)
            self.rows.append(draft)
        draft.name.setFocus()

    def _row(self, definition: AttributeDefinition | None) -> _Row:
        row = _Row(definition, self._theme)
        self._column.insertWidget(self._column.count() - 2, row)
        row.done.connect(lambda: self._done(row))
        row.up_wanted.connect(lambda: self._up(row))
        row.remove_wanted.connect(lambda: self._remove(row))
        row.up.setEnabled(definition is not None)
        return row

    def _done(self, row: _Row) -> None:
        said = row.said()
        if row.definition is None:
            if said.name and (said.choices or said.kind is not AttributeKind.CHOICE):
                self.define_wanted.emit(said)
            return
        self.redefine_wanted.emit((row.definition.name, said, _renamed(row.definition.choices, said.choices)))

    def _up(self, row: _Row) -> None:
        names = [one.definition.name for one in self.rows if one.definition is not None]
        place = self.rows.index(row)
        if place > 0:
            names[place - 1], names[place] = names[place], names[place - 1]
            self.order_wanted.emit(names)

    def _remove(self, row: _Row) -> None:
        if row.definition is not None:
            self.remove_wanted.emit(row.definition.name)
            return
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _kind(self, kind: AttributeKind) -> str:
        return {
            AttributeKind.CHOICE: self.tr("choice"),
            AttributeKind.TEXT: self.tr("text"),
            AttributeKind.NUMBER: self.tr("number"),
            AttributeKind.YES_NO: self.tr("yes or no"),
        }[kind]


def _renamed(before: Sequence[str], after: Sequence[str]) -> dict[str, str]:
    """Return which choices go on by another name: those in whose places, of as many as before, new words stand."""
    if len(before) != len(after):
        return {}
    return {
        old: new
        for old, new in zip(before, after, strict=True)
        if old != new and old not in after and new not in before
    }
