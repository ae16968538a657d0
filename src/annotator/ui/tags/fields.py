"""The fields that say what a tag is: shared by the dialog for a new one and by the window of the tag set."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit

from annotator.core.tagset import KEYS, TagSet
from annotator.core.values import Pattern, Tag
from annotator.text.isolate import isolate, shorten
from annotator.ui.override import override
from annotator.ui.tags.preview import Preview, remarks
from annotator.ui.tags.swatches import Swatches
from annotator.ui.theme import Theme

_ROWS = 12


class Words(QPlainTextEdit):
    """A few lines of text; Enter says that they are done, Shift+Enter begins another line."""

    done = Signal()
    """It was left, or Enter pressed."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 22)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.done.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class TagFields(QObject):
    """Shows one tag at a time, and tells when a field of it is done."""

    edited = Signal(object)
    """The name of the field of `Tag` that somebody has given another content."""
    typed = Signal()
    """Something is being changed: what was wrong is being put right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self._tag = Tag("", "", "#000000")
        self._tags = TagSet()
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("for example: promise"))
        self.colours = Swatches("#000000", theme)
        self.preview = Preview(theme)
        self.remark = QLabel()
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        self.remark.setWordWrap(True)
        self.pattern = QComboBox()
        for pattern, name in (
            (Pattern.SOLID, self.tr("solid")),
            (Pattern.DOUBLE, self.tr("double")),
            (Pattern.DOTTED, self.tr("dotted")),
            (Pattern.DASHED, self.tr("dashed")),
            (Pattern.WAVY, self.tr("wavy")),
        ):
            self.pattern.addItem(name, pattern)
        self.key = QComboBox()
        self.key.setMaxVisibleItems(_ROWS)
        self.key.setToolTip(
            self.tr(
                "What counts is where the key lies, so that it works in every layout:\n"
                "keys are named as on a US keyboard. On another one, press what lies there."
            )
        )
        self.description = Words(2)
        self.description.setPlaceholderText(self.tr("When is it used? When not?"))
        self.example = Words(2)
        self.example.setPlaceholderText(self.tr("Words that are to be marked"))
        self.counter_example = Words(2)
        self.counter_example.setPlaceholderText(self.tr("Words that look like it, and are not"))
        self.set_theme(theme)
        self._connect()

    def _connect(self) -> None:
        self.name.editingFinished.connect(lambda: self._done("name"))
        self.colours.changed.connect(lambda _colour: self._done("colour"))
        self.pattern.currentIndexChanged.connect(lambda _place: self._done("pattern"))
        self.key.currentIndexChanged.connect(lambda _place: self._done("shortcut"))
        self.name.textEdited.connect(lambda _text: self.typed.emit())
        for words, field in (
            (self.description, "description"),
            (self.example, "example"),
            (self.counter_example, "counter_example"),
        ):
            words.done.connect(lambda field=field: self._done(field))

    def rows(self, form: QFormLayout) -> None:
        """Put the fields into a form, each with its name."""
        form.setSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        key = QLabel(self.tr("&Key"))
        key.setBuddy(self.key)
        beside.addWidget(self.pattern, 1)
        beside.addWidget(key)
        beside.addWidget(self.key, 1)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("Colour"), self.colours)
        form.addRow("", self.preview)
        form.addRow("", self.remark)
        form.addRow(self.tr("&Line"), beside)
        form.addRow(self.tr("&Description"), self.description)
        form.addRow(self.tr("E&xample"), self.example)
        form.addRow(self.tr("N&ot"), self.counter_example)
        line = form.labelForField(beside)
        if isinstance(line, QLabel):
            line.setBuddy(self.pattern)
        for field, name in (
            (self.name, self.tr("Name")),
            (self.pattern, self.tr("Line")),
            (self.key, self.tr("Key")),
            (self.description, self.tr("Description")),
            (self.example, self.tr("Example")),
            (self.counter_example, self.tr("Counter-example")),
        ):
            field.setAccessibleName(name)

    def set_theme(self, theme: Theme) -> None:
        self.colours.set_theme(theme)
        self.preview.set_theme(theme)
        self.remark.setStyleSheet(f"color: {theme.quiet};")

    def show(self, tag: Tag, tags: TagSet) -> None:
        """Show a tag of these; what somebody is typing at this moment stays."""
        same = tag.id == self._tag.id
        before, self._tag, self._tags = self._tag, tag, tags
        self._showing = True
        for line, now, was in ((self.name, tag.name, before.name),):
            if not (same and line.hasFocus() and now == was):
                line.setText(now)
        for words, said, had in (
            (self.description, tag.description, before.description),
            (self.example, tag.example, before.example),
            (self.counter_example, tag.counter_example, before.counter_example),
        ):
            if not (same and words.hasFocus() and said == had) and words.toPlainText() != (said or ""):
                words.setPlainText(said or "")
        self.colours.show_colour(tag.colour)
        self.pattern.setCurrentIndex(self.pattern.findData(tag.pattern))
        self._fill_keys()
        self.key.setEnabled(not tag.retired)
        self._showing = False
        self._look()

    def tag(self) -> Tag:
        """Return the tag as the fields say it."""
        return replace(
            self._tag,
            name=self.name.text().strip(),
            colour=self.colours.colour,
            pattern=Pattern(self.pattern.currentData()),
            shortcut=self.key.currentData(),
            description=self.description.toPlainText().strip() or None,
            example=self.example.toPlainText().strip() or None,
            counter_example=self.counter_example.toPlainText().strip() or None,
        )

    def forget(self) -> None:
        """Take what is shown next as it is, whatever is typed."""
        self._tag = Tag("", "", "#000000")

    def flush(self) -> None:
        """Tell what was typed and not yet told."""
        for field in ("name", "description", "example", "counter_example"):
            self._done(field)

    def _done(self, field: str) -> None:
        if self._showing:
            return
        self._look()
        self.typed.emit()
        if getattr(self.tag(), field) != getattr(self._tag, field):
            self.edited.emit(field)

    def _look(self) -> None:
        """Show how the tag will be seen, and say what is to be minded about that."""
        tag = self.tag()
        self.preview.show_tag(tag)
        said = remarks(tag, self._tags)
        self.remark.setText(" ".join(said))
        self.remark.setVisible(bool(said))

    def _fill_keys(self) -> None:
        """Offer all keys; one that another tag has is shown with that tag's name, and cannot be chosen."""
        self.key.clear()
        self.key.addItem(self.tr("none"), None)
        model = self.key.model()
        assert isinstance(model, QStandardItemModel)
        for key in KEYS:
            owner = self._tags.by_key(key)
            if owner is None or owner.id == self._tag.id:
                self.key.addItem(key.upper(), key)
                continue
            self.key.addItem(f"{key.upper()} · {isolate(shorten(owner.name, 32))}", key)
            model.item(self.key.count() - 1).setEnabled(False)
        self.key.setCurrentIndex(self.key.findData(self._tag.shortcut))
