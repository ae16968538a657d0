"""The window in which all places that were found are looked through and tagged."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QLocale, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.tagset import TagSet
from annotator.text.span import Span
from annotator.ui.find.place_list import PlaceList, paint_check
from annotator.ui.find.places import Hits, PlacesModel
from annotator.ui.icons import dot
from annotator.ui.override import override
from annotator.ui.tag_names import tag_label
from annotator.ui.theme import Theme
from annotator.ui.wording import articles_text

_NAME_LENGTH = 32
_BOX = 16


class _All(QCheckBox):
    """A check box that looks like those of the rows, whatever the system's style."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self.theme = theme

    @override
    def sizeHint(self) -> QSize:
        return QSize(_BOX + 14 + self.fontMetrics().horizontalAdvance(self.text()), 24)

    @override
    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRect(self.width() - _BOX - 2 if mirrored else 1, (self.height() - _BOX) // 2, _BOX, _BOX)
        words = self.rect().adjusted(0, 0, -_BOX - 10, 0) if mirrored else self.rect().adjusted(_BOX + 9, 0, 0, 0)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(1 if self.isEnabled() else 0.5)
            painter.setPen(QColor(self.theme.accent if self.hasFocus() else self.theme.ink))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), self.text())
            paint_check(painter, box, self.checkState(), self.theme)


class Preview(QDialog):
    """Lists what was found, beside the window and without holding it up."""

    tag_changed = Signal(object)
    """The id of the tag that is chosen now."""
    tag_requested = Signal(object)
    """(tag id, spans by article id)."""
    shown = Signal(object)
    """The (article id, span) of the row in focus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._articles = 0
        self._ready = False
        self.setWindowTitle(self.tr("Tag all found"))
        self.resize(720, 540)
        self.model = PlacesModel(self)
        self.list = PlaceList(self.model, theme)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.tag = QComboBox()
        self.tag.setAccessibleName(self.tr("Tag"))
        self.tag.setMinimumContentsLength(14)
        self.all = _All(self.tr("All"), theme)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setAutoDefault(False)
        self.do = QPushButton()
        self.do.setDefault(True)
        label = QLabel(self.tr("&Tag as"))
        label.setBuddy(self.tag)
        self._rule = QFrame()
        self._rule.setFixedHeight(1)

        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.heading, 1)
        top.addWidget(label)
        top.addWidget(self.tag)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.all)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._rule)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

        self.tag.currentIndexChanged.connect(lambda _place: self.tag_changed.emit(self.chosen_tag()))
        self.all.clicked.connect(self._all_clicked)
        self.model.counted.connect(self._count)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.close_button.clicked.connect(self.reject)
        self.do.clicked.connect(self._tag_them)
        self.set_theme(theme)
        self.list.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.heading.setStyleSheet(f"color: {theme.quiet};")
        self._rule.setStyleSheet(f"background: {theme.line};")
        self.list.set_theme(theme)
        self.all.theme = theme
        for place in range(self.tag.count()):
            self.tag.setItemIcon(place, dot(theme.tag_ink(self.tag.itemData(place)[1]).name()))

    def offer(self, tags: TagSet, chosen: str | None) -> None:
        """Fill the choice of tags, and choose one."""
        blocked = self.tag.blockSignals(True)
        self.tag.clear()
        for tag in tags.offered:
            swatch = dot(self._theme.tag_ink(tag.colour).name())
            self.tag.addItem(swatch, tag_label(tag, tags, _NAME_LENGTH), (tag.id, tag.colour))
            if tag.id == chosen:
                self.tag.setCurrentIndex(self.tag.count() - 1)
        self.tag.blockSignals(blocked)

    def chosen_tag(self) -> str | None:
        """Return the id of the tag that is chosen."""
        data = self.tag.currentData()
        return data[0] if data else None

    def show_hits(self, hits: Sequence[Hits], done: Collection[tuple[str, Span]], *, ready: bool) -> None:
        """List these; unless `ready`, more are coming, and nothing can be tagged yet."""
        self._articles, self._ready = len(hits), ready
        self.model.show(hits, done)

    def set_ready(self, ready: bool) -> None:
        """Say whether all was found."""
        if ready is not self._ready:
            self._ready = ready
            self._count()

    def say_working(self) -> None:
        """Say at once, before the places are tagged, that they are being tagged: very many take seconds."""
        self.do.setText(self.tr("Tagging {0} places…").replace("{0}", QLocale().toString(self.model.numbers[1])))
        self.do.setEnabled(False)
        self.repaint()

    def stop_working(self) -> None:
        """Offer to tag what can be tagged: it was refused."""
        self._count()

    def _count(self) -> None:
        total, checked, done = self.model.numbers
        number = QLocale().toString
        one = total == 1
        places = self.tr("1 place in {1}") if one else self.tr("{0} places in {1}")
        text = places.replace("{0}", number(total)).replace("{1}", articles_text(self._articles))
        if done:
            text += " · " + self.tr("{0} tagged already").replace("{0}", number(done))
        self.heading.setText(text if self._ready else f"{text}…")
        self.do.setText(
            self.tr("Tag 1 place") if checked == 1 else self.tr("Tag {0} places").replace("{0}", number(checked))
        )
        self.do.setEnabled(checked > 0 and self._ready and self.chosen_tag() is not None)
        self.all.setEnabled(total > done)
        self.all.setTristate(0 < checked < total - done)
        partly = Qt.CheckState.PartiallyChecked if checked else Qt.CheckState.Unchecked
        self.all.setCheckState(Qt.CheckState.Checked if checked and checked == total - done else partly)

    def _all_clicked(self) -> None:
        total, checked, done = self.model.numbers
        self.model.set_all(checked < total - done)

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.shown.emit(self.model.key(index))

    def _tag_them(self) -> None:
        self.tag_requested.emit((self.chosen_tag(), self.model.chosen()))
