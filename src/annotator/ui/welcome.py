"""What stands where the pages will be while no article is open: what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from annotator.ui.emblem import Emblem


class Welcome(QWidget):
    """No project yet, a project with nothing open, or one that cannot be opened and what can be done about it."""

    wanted = Signal(object)
    """The name of an action of the table (`new`, `open`, `import`), or `sample`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._emblem: Emblem | None = None
        self._title = QLabel()
        self._words = QLabel()
        for label in (self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._project_buttons = [
            self._button(self.tr("New project…"), "new"),
            self._button(self.tr("Open project…"), "open"),
            self._button(self.tr("Look at the sample"), "sample"),
        ]
        self._article_buttons = [self._button(self.tr("Import articles…"), "import")]
        self._way_buttons: list[QPushButton] = []
        self._row = row = QHBoxLayout()
        row.addStretch(1)
        for button in self._project_buttons + self._article_buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._column = layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addLayout(row)
        layout.addStretch(3)
        self.setAutoFillBackground(True)
        self.set_theme(theme)
        self.show_loading()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._emblem is not None:
            self._emblem.set_theme(theme)
        self._title.setStyleSheet(f"color: {theme.ink}; font-size: 22px;")
        self._words.setStyleSheet(f"color: {theme.quiet}; font-size: 14px;")

    def show_loading(self) -> None:
        """Nothing but the page: the project is being opened."""
        self._say("", "", [])

    def show_no_project(self) -> None:
        self._say(
            self.tr("Read reports side by side, and mark who did what."),
            self.tr(
                "A project is one file that holds articles and marks.\nDrop text, web pages or documents to begin one."
            ),
            self._project_buttons,
            pictured=True,
        )
        # One key begins; and it is seen which button that is.
        self._project_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_no_article(self, *, empty: bool) -> None:
        """`empty`: the project has no articles at all."""
        if empty:
            self._say(
                self.tr("This project has no articles yet."),
                self.tr("Drop text, web pages or documents here."),
                self._article_buttons,
                pictured=True,
            )
        else:
            self._say(self.tr("No article is open."), self.tr("Click one in the library, or drag it here."), [])

    def show_ways(self, title: str, words: str, ways: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Say what is the matter, and what can be done about it: words for a button, and what it does."""
        buttons = []
        for said, take in ways:
            button = QPushButton(said)
            button.clicked.connect(lambda _checked=False, take=take: take())
            self._row.insertWidget(self._row.count() - 1, button)
            buttons.append(button)
        self._say(title, words, buttons)
        self._way_buttons = buttons
        if buttons:
            # The best way comes first; else the keyboard would be on the cross of the message below.
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, title: str, words: str, buttons: list[QPushButton], *, pictured: bool = False) -> None:
        if pictured and self._emblem is None:
            # Only where nothing is there to be read yet: no project waits for a picture.
            from annotator.ui.emblem import Emblem

            self._emblem = Emblem(self._theme)
            self._column.insertWidget(1, self._emblem, 0, Qt.AlignmentFlag.AlignHCenter)
        if self._emblem is not None:
            self._emblem.setVisible(pictured)
        self._title.setText(title)
        self._words.setText(words)
        for button in self._way_buttons:
            button.hide()
            button.deleteLater()
        self._way_buttons = []
        for button in self._project_buttons + self._article_buttons:
            button.setVisible(button in buttons)

    def _button(self, text: str, wish: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)  # Enter presses it, as in a dialog.
        button.clicked.connect(lambda _checked=False: self.wanted.emit(wish))
        return button
