"""The library with a search field above it: as long as words stand there, what they find is in the library's place."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from annotator.text.terms import Sought, parse
from annotator.ui.icons import icon
from annotator.ui.override import override
from annotator.ui.search.result_list import ResultList
from annotator.ui.search.results import ResultsModel
from annotator.ui.theme import Theme
from annotator.ui.wording import articles_text, places_text

_TYPING_MS = 40


class _Field(QLineEdit):
    entered = Signal()
    """Enter was pressed."""
    left_below = Signal()
    escaped = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_below.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class SearchPanel(QWidget):
    """Tells what is sought, shows what was found, and says how far things are."""

    asked = Signal(object)
    """The `Sought` that the field says now."""
    chosen = Signal(object)
    """(the `ResultRow` to go to, whether the reader works by key)."""
    cleared = Signal()
    """The reader is through with it."""

    def __init__(self, theme: Theme, library: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sought = Sought()
        self._searching = False
        self._enter = False
        """Whether the first result is to be gone to when it comes."""
        self._indexed = ""
        self._without = False
        self.field = _Field()
        self.field.setPlaceholderText(self.tr("Search all articles"))
        self.field.setAccessibleName(self.tr("Search all articles"))
        self.field.setToolTip(
            self.tr(
                "All words have to be there, in any order.\n"
                "\u201cWords in quotation marks\u201d stand together,\n"
                "reg* may go on, -word must not be there."
            )
        )
        self.field.setClearButtonEnabled(True)
        self._lens = self.field.addAction(icon("search", theme.quiet), QLineEdit.ActionPosition.LeadingPosition)
        self.status = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setContentsMargins(6, 0, 6, 0)
        self.status.setWordWrap(True)
        self.status.hide()
        self.model = ResultsModel(self)
        self.list = ResultList(self.model, theme)
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._library = library
        self._stack = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        top = QVBoxLayout()
        top.setContentsMargins(10, 8, 10, 0)
        top.setSpacing(4)
        top.addWidget(self.field)
        top.addWidget(self.status)
        layout.addLayout(top)
        layout.addLayout(self._stack, 1)
        # Only now: in a layout without a widget, the first one would stand on the screen by itself for a moment.
        for part in (library, self.list, self._empty):
            self._stack.addWidget(part)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.field.entered.connect(self._entered)
        self.field.left_below.connect(self._down)
        self.field.escaped.connect(self.leave)
        self.list.chosen.connect(self.chosen)
        self.list.left_above.connect(lambda: self.field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.escaped.connect(self.leave)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._lens.setIcon(icon("search", theme.quiet))
        for label in (self.status, self._empty):
            label.setStyleSheet(f"color: {theme.quiet};")
        self.list.set_theme(theme)

    @property
    def sought(self) -> Sought:
        """What is sought now."""
        return self._sought

    def begin(self, words: str) -> None:
        """Take the keyboard; look for `words` (the selection) where there are any."""
        if words:
            phrase = words.replace('"', " ")
            plain = phrase == words and " " not in words and words[0] != "-" and words[-1] != "*"
            self.field.setText(words if plain else f'"{phrase}"')
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def leave(self) -> None:
        """Show the library again, and give the keyboard back."""
        self.field.clear()
        self._typing.stop()
        self._ask()
        self.cleared.emit()

    def show_searching(self) -> None:
        """Say that more may be found in a moment."""
        self._searching = True
        self._show()

    def show_done(self) -> None:
        """Say that this is all, or all for now (`model.more`)."""
        self._searching = False
        self._show()

    def show_found(self) -> None:
        """Show what the model has by now."""
        self._show()
        if self._enter and self.model.articles:
            self._enter = False
            self.chosen.emit((self.model.row(self.model.index(0)), True))

    def show_index(self, text: str) -> None:
        """Say quietly what is to be known of the index, as long as there is something."""
        self._indexed = text
        self._show()

    def show_without_index(self, without: bool) -> None:
        """Say beside what was found that it takes longer than it might, or no longer."""
        self._without = without
        self._show()

    def _ask(self) -> None:
        self._sought = parse(self.field.text(), typing=True)
        self._enter = False
        self.asked.emit(self._sought)
        self._show()

    def _entered(self) -> None:
        """Go to the first place, as soon as there is one."""
        if self._typing.isActive():
            self._typing.stop()
            self._ask()
            self._enter = True
        elif self.model.articles:
            self.chosen.emit((self.model.row(self.model.index(0)), True))
        else:
            self._enter = self._searching

    def _down(self) -> None:
        if self.model.articles:
            self.list.enter()

    def _show(self) -> None:
        found = self.model.articles
        said = [self._counted()] if self._sought.terms and (found or self._searching) else []
        said += [self._indexed] if self._indexed else []
        self.status.setText("\n".join(said))
        self.status.setVisible(bool(said))
        if found:
            self._stack.setCurrentWidget(self.list)
        elif self._sought.terms and not self._searching:
            self._empty.setText(
                self.tr("No article has all of this.\n\nFewer words find more;\nreg* finds words that begin so.")
            )
            self._stack.setCurrentWidget(self._empty)
        elif not self._sought.terms:
            self._stack.setCurrentWidget(self._library)

    def _counted(self) -> str:
        if self.model.more:
            best = self.tr("the best {0} articles; scroll on for more")
            return best.replace("{0}", QLocale().toString(self.model.articles))
        text = articles = articles_text(self.model.articles)
        if self.model.places:
            text = self.tr("{0} in {1}").replace("{0}", places_text(self.model.places)).replace("{1}", articles)
        if self._without:
            text += " · " + self.tr("without an index")
        if not self._searching:
            return text
        return f"{text}…" if self.model.articles else self.tr("searching…")
