"""The window of numbers: what to count in a line of choices, below it the picture, and what can be saved of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.analysis.counting import By, Within
from annotator.core.values import Event
from annotator.text.isolate import isolate, shorten
from annotator.ui.numbers.asked import Answer, Asked, What
from annotator.ui.numbers.canvas import Canvas
from annotator.ui.numbers.look import Look, Picture
from annotator.ui.override import override
from annotator.ui.theme import Theme

_ATTRIBUTE = "attribute:"


class NumbersWindow(QDialog):
    """Does not hold the main window up. Tells what is asked, and shows what the answer is."""

    asked = Signal(object)
    """An `Asked`."""
    event_chosen = Signal(object)
    """The id of the event whose reports count, None for all articles."""
    save_wanted = Signal(str)
    """`picture` or `table`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Numbers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(940, 620)
        self._theme = theme
        self._answer: Answer | None = None
        self._look: Look | None = None
        self._attributes: tuple[str, ...] = ()
        self.picture: Picture | None = None
        """What is shown."""
        self.what, self.by, self.across = _combo(self.tr("What")), _combo(self.tr("By")), _combo(self.tr("Across"))
        self.within, self.event_box = _combo(self.tr("In the same")), _combo(self.tr("Event"))
        self.kind = _combo(self.tr("Drawn as"))
        self._by_label, self._across_label = QLabel(self.tr("by")), QLabel(self.tr("across"))
        self._within_label, self._kind_label = QLabel(self.tr("in one")), QLabel(self.tr("as"))
        self.canvas = Canvas(theme)
        self.empty = QLabel()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(self.canvas)
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.save_picture = QPushButton(self.tr("Save &picture…"))
        self.save_table = QPushButton(self.tr("Save &table…"))
        for button, which in ((self.save_picture, "picture"), (self.save_table, "table")):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, which=which: self.save_wanted.emit(which))
        self._offer()
        self._lay_out()
        for box in (self.what, self.by, self.across, self.within, self.kind):
            box.activated.connect(lambda _place: self._ask())
        self.event_box.activated.connect(lambda _place: self.event_chosen.emit(self.event_box.currentData()))
        self.set_theme(theme)
        self._show_choices()

    def _offer(self) -> None:
        for text, what in (
            (self.tr("Marks counted"), What.COUNTS),
            (self.tr("What is found together"), What.TOGETHER),
            (self.tr("Shares of the articles"), What.SHARES),
            (self.tr("Who tells whom"), What.NETWORK),
        ):
            self.what.addItem(text, what.value)
        for text, within in (
            (self.tr("sentence"), Within.SENTENCE),
            (self.tr("paragraph"), Within.PARAGRAPH),
            (self.tr("article"), Within.ARTICLE),
        ):
            self.within.addItem(text, within.value)
        self.kind.addItem(self.tr("heat map"), False)
        self.kind.addItem(self.tr("bars"), True)
        self.event_box.addItem(self.tr("All articles"), None)
        self.offer_attributes(())

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in (
            self.what, self._by_label, self.by, self._across_label, self.across, self._within_label, self.within,
            self._kind_label, self.kind,
        ):  # fmt: skip
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.event_box)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.save_table)
        foot.addWidget(self.save_picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(line)
        column.addWidget(self._area, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(foot)

    def set_theme(self, theme: Theme) -> None:
        self._theme = self.canvas.theme = theme
        self._area.setStyleSheet(f"QScrollArea, QScrollArea > QWidget {{ background: {theme.page}; }}")
        for label in (
            self.told, self.empty, self._by_label, self._across_label, self._within_label, self._kind_label,
        ):  # fmt: skip
            label.setStyleSheet(f"color: {theme.quiet};")

    def offer_events(self, events: Sequence[Event], chosen: str | None) -> None:
        """Offer the events of the project, one of them chosen (its id)."""
        self.event_box.clear()
        self.event_box.addItem(self.tr("All articles"), None)
        for event in events:
            self.event_box.addItem(isolate(shorten(event.name, 40)), event.id)
        self.event_box.setCurrentIndex(max(self.event_box.findData(chosen), 0))
        self.event_box.setVisible(bool(events))

    def offer_attributes(self, names: tuple[str, ...]) -> None:
        """Offer what can be counted by: the attributes of these names too."""
        if names == self._attributes and self.by.count():
            return
        self._attributes = names
        kept = (self.by.currentData(), self.across.currentData())
        things = [
            (self.tr("tag"), By.TAG.value),
            (self.tr("entity"), By.ENTITY.value),
            (self.tr("article"), By.ARTICLE.value),
            (self.tr("source"), By.SOURCE.value),
            (self.tr("language"), By.LANGUAGE.value),
            (self.tr("date"), By.DATE.value),
            (self.tr("coder"), By.CODER.value),
        ]
        things += [(isolate(shorten(name, 30)), f"{_ATTRIBUTE}{name}") for name in names]
        self.across.clear()
        self.across.addItem(self.tr("nothing"), None)
        self.by.clear()
        for text, data in things:
            self.by.addItem(text, data)
            self.across.addItem(text, data)
        for box, data in zip((self.by, self.across), kept, strict=True):
            box.setCurrentIndex(max(box.findData(data), 0))

    def current(self) -> Asked:
        """Return what the choices ask for."""
        by, attribute = _thing(self.by)
        across, other = _thing(self.across)
        return Asked(
            self._what(), by or By.TAG, attribute, across, other, Within(self.within.currentData()),
            bool(self.kind.currentData()),
        )  # fmt: skip

    def choose(self, asked: Asked) -> None:
        """Let the choices stand for this."""
        self.what.setCurrentIndex(self.what.findData(asked.what.value))
        self.by.setCurrentIndex(max(self.by.findData(_key(asked.by, asked.attribute)), 0))
        self.across.setCurrentIndex(max(self.across.findData(_key(asked.across, asked.across_attribute)), 0))
        self.within.setCurrentIndex(self.within.findData(asked.within.value))
        self.kind.setCurrentIndex(1 if asked.bars else 0)
        self._show_choices()

    def show_answer(self, answer: Answer, look: Look, empty: str) -> None:
        """Show the picture of an answer; where it is empty, the words that say what to do."""
        self._answer, self._look = answer, look
        self._area.setVisible(not answer.empty)
        self.empty.setVisible(answer.empty)
        self.empty.setText(empty)
        self.save_picture.setEnabled(not answer.empty)
        self.save_table.setEnabled(not answer.empty)
        cut = self.tr("{0} more are in the table only.").replace("{0}", QLocale().toString(answer.cut))
        self.told.setText(cut if answer.cut else "")
        self._draw()

    def _draw(self) -> None:
        if self._answer is None or self._look is None or self._answer.empty:
            self.picture = None
            return
        width = self._area.viewport().width() or self.width() - 40
        self.picture = self._answer.picture(self._look, width)
        self.canvas.show_picture(self.picture, self.what.currentText())

    def _what(self) -> What:
        return What(self.what.currentData())

    def _show_choices(self) -> None:
        what = self._what()
        counts, together = what is What.COUNTS, what is What.TOGETHER
        for part in (self.by, self._by_label):
            part.setVisible(counts or together)
        for part in (self.across, self._across_label):
            part.setVisible(counts)
        for part in (self.within, self._within_label):
            part.setVisible(together)
        drawn = (counts and self.across.currentData() is not None) or what is What.SHARES
        for part in (self.kind, self._kind_label):
            part.setVisible(drawn)

    def _ask(self) -> None:
        self._show_choices()
        self.asked.emit(self.current())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    @override
    def sizeHint(self) -> QSize:
        return QSize(940, 620)


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _key(by: By | None, attribute: str | None) -> str | None:
    """Return what an item that is counted by holds: Qt keeps no tuples."""
    return f"{_ATTRIBUTE}{attribute}" if attribute is not None else None if by is None else by.value


def _thing(box: QComboBox) -> tuple[By | None, str | None]:
    data = box.currentData()
    if data is None:
        return None, None
    attribute = str(data).removeprefix(_ATTRIBUTE)
    return (By(data), None) if attribute == data else (By.ATTRIBUTE, attribute)
