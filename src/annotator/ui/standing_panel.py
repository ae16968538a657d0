"""A small window that says for each tag how far articles are read, and lets it be said, by click or key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.core.reading import altogether, following
from annotator.core.values import ReadingState, Tag
from annotator.text.isolate import isolate, shorten
from annotator.ui.chip import paint_key
from annotator.ui.choices import Choices
from annotator.ui.icons import dot
from annotator.ui.lists import list_font
from annotator.ui.override import override
from annotator.ui.physical_keys import physical_key
from annotator.ui.standing import KEY
from annotator.ui.theme import Theme
from annotator.ui.wording import state_text

_NAME = 28
_UNREAD = "unread"
_TALLEST = 420
"""Pixels that the list of tags takes at the most."""


class Standing(Struct, frozen=True):
    """How far articles are read for a tag: what was said of them, and what follows from that and their marks."""

    tag: Tag
    said: tuple[ReadingState | None, ...]
    states: tuple[ReadingState | None, ...]


class _Key(QWidget):
    """The key of a tag, as it is printed on the keyboard."""

    def __init__(self, key: str, theme: Theme) -> None:
        super().__init__()
        self._key, self._theme = key, theme

    @override
    def sizeHint(self) -> QSize:
        return QSize(18, 18)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._key:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_key(painter, QRectF(0.5, (self.height() - 18) / 2, 17, 18), self._key, self._theme)


class StandingPanel(QFrame):
    """Shows a line for each tag. A tag's key leads it on: unread, in work, done. Arrows do it without one."""

    wanted = Signal(object)
    """(tag id, None for all tags; the `ReadingState` that is wanted, None for unread)."""

    def __init__(self, title: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("standing")
        self.setStyleSheet(f"#standing {{ background: {theme.page}; border: 1px solid {theme.line}; }}")
        self.setAccessibleName(self.tr("Reading status"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._standings: tuple[Standing, ...] = ()
        self._at = 0
        self.lines: list[tuple[QLabel, Choices[str]]] = []
        """The line of all tags together, then one for each."""
        self._title = QLabel(isolate(title))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setFont(list_font(title))
        self._hint = QLabel()
        for quiet in (self._title, self._hint):
            quiet.setStyleSheet(f"color: {theme.quiet};")
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        inner.setStyleSheet(f"background: {theme.page};")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._area)
        column.addWidget(self._hint)

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show how far it is read for each tag; the same tags keep their lines."""
        if [one.tag for one in standings] != [one.tag for one in self._standings]:
            self._build([one.tag for one in standings])
        self._standings = tuple(standings)
        plain, all_too = (
            self.tr("A tag’s key leads it on. Esc closes."),
            self.tr("A tag’s key leads it on. D: all done. Esc closes."),
        )
        self._hint.setText(plain if KEY in self._keys() else all_too)
        articles = range(max((len(one.states) for one in standings), default=0))
        whole = [altogether(one.states[place] for one in standings) for place in articles]
        self._show(0, whole, whole)
        for place, one in enumerate(standings, 1):
            self._show(place, one.said, one.states)
        self._aim(min(self._at, len(standings)))

    def open_at(self, below: QRect) -> None:
        """Open below a rectangle of the screen (pixels), or above it where there is more room."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(max(below.center().x() - self.width() // 2, screen.left()), screen.right() - self.width())
        y = below.bottom() + 4
        if y + self.height() > screen.bottom():
            y = max(screen.top(), below.top() - 4 - self.height())
        self.move(QPoint(x, y))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _build(self, tags: Sequence[Tag]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.lines = []
        values = [(_UNREAD, self.tr("unread")), (ReadingState.IN_WORK, self.tr("in work")),
                  (ReadingState.DONE, self.tr("done"))]  # fmt: skip
        for row, tag in enumerate((None, *tags)):
            name = self.tr("All tags") if tag is None else tag.name
            label = QLabel(isolate(shorten(name, _NAME)))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(list_font(name))
            swatch = QLabel()
            if tag is not None:
                swatch.setPixmap(dot(self._theme.tag_ink(tag.colour).name()).pixmap(16, 16))
            choices: Choices[str] = Choices(name, values, self._theme)
            choices.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            choices.setMinimumWidth(sum(chip.sizeHint().width() + 2 for chip in choices.chips))
            choices.chosen.connect(lambda value, tag=tag: self._choose(tag, value))
            self._grid.addWidget(swatch, row, 0)
            self._grid.addWidget(label, row, 1)
            self._grid.addWidget(_Key((tag.shortcut or "") if tag else "", self._theme), row, 2)
            self._grid.addWidget(choices, row, 3)
            self.lines.append((label, choices))
        inner = self._area.widget()
        assert inner is not None
        inner.adjustSize()
        wide = inner.sizeHint().width() + 12
        tall = 30 * (len(tags) + 1) + 4
        self._area.setMinimumWidth(wide)
        self._area.setFixedHeight(min(tall, _TALLEST))

    def _show(self, place: int, said: Sequence[ReadingState | None], states: Sequence[ReadingState | None]) -> None:
        label, choices = self.lines[place]
        values = {_UNREAD if state is None else state for state in states}
        same = len(values) == 1 and tuple(said) == tuple(states)
        # What only follows from marks, nobody has said: it is half chosen.
        choices.show_value(next(iter(values)) if same else None, () if same else tuple(values))
        follows = not same and len(values) == 1
        label.setToolTip(self.tr("In work, as it has marks of yours; nothing is stored of it.") if follows else "")

    def _choose(self, tag: Tag | None, value: str | None) -> None:
        state = None if value in (None, _UNREAD) else ReadingState(str(value))
        self.wanted.emit((None if tag is None else tag.id, state))

    def _aim(self, place: int) -> None:
        self._at = place
        for row, (label, _) in enumerate(self.lines):
            label.setStyleSheet(f"color: {self._theme.accent if row == place else self._theme.ink};")
        label, _ = self.lines[place]
        self._area.ensureWidgetVisible(label, 0, 4)
        self.setAccessibleDescription(f"{label.text()}: {self._said(place)}")

    def _said(self, place: int) -> str:
        return ", ".join(state_text(state) for state in dict.fromkeys(self._states(place)))

    def _states(self, place: int) -> Sequence[ReadingState | None]:
        if place:
            return self._standings[place - 1].states
        articles = range(max((len(one.states) for one in self._standings), default=0))
        return [altogether(one.states[at] for one in self._standings) for at in articles]

    # Keys.

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, pressed = event.key(), physical_key(event)
        places = self._keys()
        back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if key == Qt.Key.Key_Up else 1
            self._aim(min(max(self._at + by, 0), len(self.lines) - 1))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(self._at, back=key == back)
        elif key == Qt.Key.Key_Space:
            self._lead_on(self._at)
        elif pressed is not None and pressed in places:
            self._aim(places[pressed])
            self._lead_on(places[pressed])
        elif pressed == KEY:
            self._aim(0)
            self.wanted.emit((None, ReadingState.DONE))

    def _keys(self) -> Mapping[str, int]:
        return {one.tag.shortcut: place for place, one in enumerate(self._standings, 1) if one.tag.shortcut}

    def _lead_on(self, place: int) -> None:
        """Lead a line on; from where several differ, to in work."""
        known = set(self._states(place))
        state = following(known.pop()) if len(known) == 1 else ReadingState.IN_WORK
        self._tell(place, state)

    def _step(self, place: int, *, back: bool) -> None:
        order = (None, ReadingState.IN_WORK, ReadingState.DONE)
        known = set(self._states(place))
        at = order.index(known.pop()) if len(known) == 1 else 1
        self._tell(place, order[min(max(at + (-1 if back else 1), 0), 2)])

    def _tell(self, place: int, state: ReadingState | None) -> None:
        self.wanted.emit((self._standings[place - 1].tag.id if place else None, state))
