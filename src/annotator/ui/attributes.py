"""Fields for the attributes of a mark or a relation, or of several at once: chips, numbers, lines of words.

It shows values and tells what shall be; who shows it stores that, and shows what is stored by then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from annotator.core.attributes import foreign, read_value, value_of, written
from annotator.core.errors import InvalidError
from annotator.core.values import AttributeDefinition, AttributeKind, Attributes, AttributeValue
from annotator.text.direction import Direction, text_direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.choices import MOST, Choices
from annotator.ui.completing import Completer
from annotator.ui.icons import icon
from annotator.ui.lists import list_font
from annotator.ui.override import override
from annotator.ui.theme import Theme
from annotator.ui.tips import plain
from annotator.ui.wording import explain, value_text

_LABEL = 104
"""Pixels that a name takes at the most."""
_ROW = 28
_NAME_LENGTH = 40
_FOREIGN = 6
"""Values that are not in the tag set, of which so many are shown."""

Complete: TypeAlias = Callable[[str, str], Sequence[str]]
"""Returns words for an attribute (its name) that fit what is typed, the likeliest first."""


class LineField(QLineEdit):
    """A number or some words. Enter, or leaving the field, tells what was typed; Esc takes it back."""

    told = Signal(object)
    """The words that were typed, and were not shown before."""
    left = Signal()

    def __init__(self, complete: Callable[[str], Sequence[str]] | None) -> None:
        super().__init__()
        self._shown = ""
        self.refused = False
        """Whether what was typed was refused: it stays until something else is typed."""
        self._complete = complete
        self._completer = Completer(self)
        self._completer.activated.connect(self._chose)
        if complete is not None:
            self.setCompleter(self._completer)
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._turn)
        self.editingFinished.connect(self.flush)

    def show_words(self, words: str) -> None:
        """Show what is stored; what is being typed stays."""
        if words != self._shown or not (self.hasFocus() or self.refused):
            self._shown = words
            self.refused = False
            self.setText(words)

    def flush(self) -> None:
        """Tell what was typed and not told yet."""
        words = " ".join(self.text().split())
        if words != self._shown and not self.refused:
            before, self._shown = self._shown, words  # Taken as stored: storing it shows this field again.
            self.told.emit(words)
            if self.refused:
                self._shown = before

    def take_back(self) -> None:
        """Show again what is stored."""
        self.refused = False
        self.setText(self._shown)

    def _edited(self, typed: str) -> None:
        self.refused = False
        if self._complete is not None:
            found = self._complete(typed) if typed.strip() else ()
            self._completer.offer((words, words) for words in found)

    def _chose(self, words: str) -> None:
        self.setText(words)
        self.flush()

    def _turn(self, text: str) -> None:
        rtl = bool(text) and text_direction(text, None) is Direction.RTL
        self.setFont(list_font(text))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)

    @override
    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.take_back()
            self.textEdited.emit(self.text())
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.refused:
            self.left.emit()


class _Combo(QComboBox):
    """Choices that are too many for chips. Esc and Enter lead back."""

    left = Signal()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Who scrolls over it chooses nothing.
        event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)


Field: TypeAlias = "Choices[AttributeValue] | LineField | _Combo"


class AttributeFields(QWidget):
    """One row for each attribute, and one for each value that none of them allows, which can only be taken away."""

    set_requested = Signal(object)
    """(name, value): what all that are shown shall carry; None for no value."""
    left = Signal()
    """The keyboard goes back to where it came from."""

    def __init__(self, theme: Theme, behind: QWidget | None = None) -> None:
        """`behind` is what Tab comes from, a widget of the same window that can have the keyboard."""
        super().__init__()
        self._theme = theme
        self._behind = behind
        self.complete: Complete = lambda _name, _typed: ()
        self._definitions: tuple[AttributeDefinition, ...] = ()
        self._carriers: tuple[Attributes, ...] = ()
        self._strange: Attributes = ()
        self.fields: dict[str, Field] = {}
        """By the attribute's name, in their order."""
        self._labels: list[QLabel] = []
        self._foreign: list[QWidget] = []
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.hide()
        self._column.addWidget(self.trouble)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.trouble.setStyleSheet(f"color: {theme.warning};")
        for label in self._labels:
            label.setStyleSheet(f"color: {theme.quiet};")
        for field in self.fields.values():
            if isinstance(field, Choices):
                field.set_theme(theme)
        self._show_foreign()

    def show_values(
        self,
        definitions: Sequence[AttributeDefinition],
        carriers: Sequence[Attributes],
        *,
        strange: Sequence[tuple[str, AttributeValue]] | None = None,
    ) -> None:
        """Show what one mark or relation carries, or what several do; nothing where there is nothing to carry.

        `strange` are the values that can only be taken away: by default all that the definitions do not allow.
        """
        if tuple(definitions) != self._definitions:
            self._definitions = tuple(definitions)
            self._rebuild()
        if tuple(carriers) != self._carriers:
            self._say("")
        self._carriers = tuple(carriers)
        if strange is None:
            strange = [pair for own in carriers for pair in foreign(own, definitions)]
        self._strange = tuple(dict.fromkeys(strange))
        for definition in self._definitions:
            self._show(definition)
        self._show_foreign()
        self.setVisible(bool(carriers) and bool(self.fields or self._foreign))

    def begin(self) -> bool:
        """Give the keyboard to the first field; return whether there is one."""
        for field in self.fields.values():
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def flush(self) -> None:
        """Tell what was typed and not told yet; what was refused is let go."""
        for field in self.fields.values():
            if isinstance(field, LineField):
                field.flush()
                if field.refused:
                    field.take_back()
                    self._say("")

    # Rows.

    def _rebuild(self) -> None:
        held = next((name for name, field in self.fields.items() if field.hasFocus()), None)
        for old in self._rows:
            self._drop(old)
        self._rows, self._labels, self.fields = [], [], {}
        before = self._behind
        for row, definition in enumerate(self._definitions):
            label = QLabel(isolate(shorten(definition.name, _NAME_LENGTH)))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setToolTip(plain(isolate(definition.name)))
            label.setFixedHeight(_ROW)
            label.setStyleSheet(f"color: {self._theme.quiet};")
            field = self._made(definition)
            if not isinstance(field, Choices):
                field.setAccessibleName(definition.name)
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(8)
            across.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(field, 1)
            self._column.insertWidget(row, line)
            line.show()  # now, and not when the layout comes to it: how high all is depends on it
            # The order of Tab is that in which they are seen, not that in which they were made.
            if before is not None:
                QWidget.setTabOrder(before, field)
            before = field
            self._rows.append(line)
            self._labels.append(label)
            self.fields[definition.name] = field
        wide = max((label.sizeHint().width() for label in self._labels), default=0)
        for label in self._labels:
            label.setFixedWidth(min(wide, _LABEL))
        if held in self.fields:
            self.fields[held].setFocus(Qt.FocusReason.OtherFocusReason)
        elif held is not None and not self.begin():
            # Who goes from mark to mark by keys keeps the keyboard here, or has it on the page.
            self.left.emit()

    def _made(self, definition: AttributeDefinition) -> Field:
        name, kind = definition.name, definition.kind
        values: list[tuple[AttributeValue, str]] = [(choice, choice) for choice in definition.choices]
        if kind is AttributeKind.YES_NO:
            values = [(True, value_text(True)), (False, value_text(False))]
        if kind is AttributeKind.YES_NO or (kind is AttributeKind.CHOICE and len(values) <= MOST):
            chips = Choices(name, values, self._theme)
            chips.setToolTip(self.tr("A digit or the first letter chooses, Backspace takes back"))
            chips.chosen.connect(lambda value: self.set_requested.emit((name, value)))
            chips.left.connect(self.left)
            return chips
        if kind is AttributeKind.CHOICE:
            combo = _Combo()
            combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            combo.addItem("–", None)
            for value, text in values:
                combo.addItem(isolate(shorten(text, _NAME_LENGTH)), value)
            combo.activated.connect(lambda _place: self.set_requested.emit((name, combo.currentData())))
            combo.left.connect(self.left)
            return combo
        words = kind is AttributeKind.TEXT
        line = LineField((lambda typed: self.complete(name, typed)) if words else None)
        line.setPlaceholderText(self.tr("words") if words else self.tr("number"))
        line.told.connect(lambda typed: self._read(definition, line, typed))
        line.textEdited.connect(lambda _typed: self._say(""))
        line.left.connect(self.left)
        return line

    def _read(self, definition: AttributeDefinition, line: LineField, typed: str) -> None:
        try:
            value = read_value(definition, typed)
        except InvalidError as error:
            line.refused = True
            self._say(explain(error))
            return
        self.set_requested.emit((definition.name, value))

    def _say(self, trouble: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def _show(self, definition: AttributeDefinition) -> None:
        field = self.fields[definition.name]
        values = [value_of(attributes, definition.name) for attributes in self._carriers]
        same = all(value == values[0] and type(value) is type(values[0]) for value in values)
        value = values[0] if values and same else None
        some = [] if same else [one for one in values if one is not None]
        if isinstance(field, Choices):
            field.show_value(value, some)
        elif isinstance(field, LineField):
            several = self.tr("several values")
            plain = self.tr("words") if definition.kind is AttributeKind.TEXT else self.tr("number")
            field.setPlaceholderText(plain if same else several)
            field.show_words("" if value is None else written(value))
        else:
            place = next((at for at in range(field.count()) if field.itemData(at) == value), 0)
            field.setPlaceholderText(self.tr("several values"))
            field.setCurrentIndex(place if same else -1)

    def _show_foreign(self) -> None:
        for old in self._foreign:
            self._drop(old)
        self._foreign = []
        for name, value in self._strange[:_FOREIGN]:
            said = f"{isolate(name)}: {isolate(shorten(value_text(value), _NAME_LENGTH))}"
            words = QLabel(self.tr("{0} – not in the tag set").replace("{0}", said))
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setStyleSheet(f"color: {self._theme.quiet};")
            words.setToolTip(self.tr("The tag does not define it. It is kept until you take it away."))
            away = QToolButton()
            away.setIcon(icon("close", self._theme.quiet))
            away.setToolTip(self.tr("Take it away"))
            away.setAccessibleName(self.tr("Take away {0}").replace("{0}", said))
            away.clicked.connect(lambda _checked=False, name=name: self.set_requested.emit((name, None)))
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(words, 1)
            across.addWidget(away)
            self._column.addWidget(line)
            line.show()
            self._foreign.append(line)

    def _drop(self, old: QWidget) -> None:
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()
