"""The lines of the card that say in which relations the mark in focus stands: a click goes to the other end."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QStyle, QToolButton, QVBoxLayout, QWidget

from annotator.core.values import End, Relation
from annotator.text.direction import text_direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.icons import icon
from annotator.ui.lists import draw_ground, draw_title, list_font
from annotator.ui.override import override
from annotator.ui.theme import Theme
from annotator.ui.tips import plain

_MOST = 6
"""Lines at a time: the card must leave room for the list above it."""
_WORDS = 120
_ROW = 26


class Line(Struct, frozen=True):
    """A relation as it is seen from one of its ends: `other` is the other one, `words` what stands there."""

    relation: Relation
    kind: str
    other: End
    words: str
    outgoing: bool

    @property
    def text(self) -> str:
        """`issues → “check themselves”`, from the other end `← issues “the office”`."""
        words = f"“{isolate(shorten(self.words, _WORDS))}”"
        return f"{isolate(self.kind)} → {words}" if self.outgoing else f"← {isolate(self.kind)} {words}"


class RelationButton(QAbstractButton):
    """One line, drawn so that its words keep their direction and are cut at their end."""

    hovered = Signal(object)
    """The id of its relation when the pointer or the keyboard comes to it, None when it leaves."""

    def __init__(self, line: Line, theme: Theme) -> None:
        super().__init__()
        self._line = line
        self._theme = theme
        self.setText(line.text)
        self.setToolTip(plain("\n".join(isolate(text) for text in (line.words, line.relation.note or "") if text)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def sizeHint(self) -> QSize:
        return QSize(80, _ROW)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.hovered.emit(self._line.relation.id)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        line, box = self._line, self.rect().adjusted(4, 0, -4, 0)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # The arrow lies between the name of the relation and the words.
        said = f"{line.kind} →" if line.outgoing else f"← {line.kind}"
        if mirrored:
            said = f"{line.kind} {'←' if line.outgoing else '→'}"  # set from right to left
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse() or self.hasFocus():
                draw_ground(painter, self.rect(), QStyle.StateFlag.State_MouseOver, self._theme)
            font = list_font(said, small=True)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.quiet))
            # Qt itself takes it for the right where the interface is mirrored.
            middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(box, middle, said)
            taken = QFontMetrics(font).horizontalAdvance(said) + 8
            box.adjust(0 if mirrored else taken, 0, -taken if mirrored else 0, 0)
            words = shorten(line.words, _WORDS)
            wide = min(box.width(), QFontMetrics(list_font(words)).horizontalAdvance(words))
            box.setLeft(box.right() + 1 - wide if mirrored else box.left())
            box.setWidth(wide)
            painter.setPen(QColor(self._theme.ink))
            draw_title(painter, box, words, text_direction(words, None))


class RelationList(QWidget):
    """Shows lines, and tells what is wanted of them."""

    chosen = Signal(object)
    """The `End` to go to."""
    hovered = Signal(object)
    """The id of the relation under the pointer, or None."""
    menu_requested = Signal(object)
    """(the `Relation`, where on screen)."""
    delete_requested = Signal(object)
    """The `Relation` to delete."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: Sequence[Line] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        lines, self._lines = self._lines, ()
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, and nothing where there are none."""
        if list(lines) == list(self._lines):
            return
        self._lines = lines
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                if old.underMouse():
                    self.hovered.emit(None)
                old.hide()
                old.deleteLater()
        for line in lines[:_MOST]:
            self._column.addWidget(self._row(line))
        if len(lines) > _MOST:
            more = QCoreApplication.translate("relations", "and {0} more").replace("{0}", str(len(lines) - _MOST))
            label = QLabel(more)
            label.setStyleSheet(f"color: {self._theme.quiet};")
            self._column.addWidget(label)
        self.setVisible(bool(lines))

    def _row(self, line: Line) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2)
        words = RelationButton(line, self._theme)
        words.clicked.connect(lambda _checked=False: self.chosen.emit(line.other))
        words.hovered.connect(self.hovered)
        words.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        words.customContextMenuRequested.connect(
            lambda at: self.menu_requested.emit((line.relation, words.mapToGlobal(at)))
        )
        delete = QToolButton()
        delete.setIcon(icon("close", self._theme.quiet))
        delete.setToolTip(self.tr("Delete the relation"))
        delete.setAccessibleName(self.tr("Delete the relation"))
        delete.clicked.connect(lambda _checked=False: self.delete_requested.emit(line.relation))
        across.addWidget(words, 1)
        across.addWidget(delete)
        return row
