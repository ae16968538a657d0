"""The dialog for an article's details: title, language, direction, date, source, author, address, event."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.core.values import Article
from annotator.text.direction import Direction, text_direction
from annotator.text.isolate import isolate
from annotator.ui.override import override
from annotator.ui.problem import Problem
from annotator.ui.theme import Theme
from annotator.ui.wording import encoding_name, language_name

_LANGUAGES = (
    "ar",
    "de",
    "en",
    "es",
    "fa",
    "fr",
    "he",
    "hi",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ru",
    "th",
    "tr",
    "uk",
    "ur",
    "zh",
)
_BETWEEN = " · "
_ROWS = 12


class _Title(QLineEdit):
    """A long title is read from its beginning, also where the keyboard comes to it and all of it is selected."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.hasSelectedText():
            end = self.selectionEnd()
            self.setSelection(end, self.selectionStart() - end)


class LanguageBox(QComboBox):
    """A language by its code, the common ones to choose from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for code in _LANGUAGES:
            self.addItem(_with_name(code), code)
        self.setMaxVisibleItems(_ROWS)
        edit = self.lineEdit()
        assert edit is not None
        self.edit = edit
        edit.setPlaceholderText(self.tr("code such as de or ar"))
        edit.editingFinished.connect(lambda: self.setEditText(_with_name(self.code())))

    def set_code(self, code: str | None) -> None:
        self.setCurrentIndex(self.findData(code))
        self.setEditText(_with_name(code))

    def code(self) -> str | None:
        """Return the code that is chosen or typed; None where there is none."""
        return self.currentText().split(_BETWEEN)[0].strip() or None


class Guess(QCheckBox):
    """Says that a field is a guess of the program; a tick, or an edit of the field, confirms it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(self.tr("Told from the text, not stated by it; tick to confirm"))
        self.toggled.connect(lambda _checked: self._say())
        self._say()

    def confirm(self) -> None:
        self.setChecked(True)

    def _say(self) -> None:
        self.setText(self.tr("confirmed") if self.isChecked() else self.tr("guess"))


class ArticleDialog(QDialog):
    """Edits what is known about an article; its `text` never changes.

    `save` is called with the edited article and the name of its event (None: none), and may raise an AnnotatorError:
    then its sentence is shown and the dialog stays open. `recode` leaves the dialog for that of the encoding.
    """

    def __init__(
        self,
        article: Article,
        text: str,
        events: dict[str, str],
        save: Callable[[Article, str | None], object],
        theme: Theme,
        parent: QWidget | None = None,
        recode: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._article = article
        self._text = text
        self._save = save
        self.setWindowTitle(self.tr("Article details"))
        self.setMinimumWidth(480)
        self.title = _Title(article.title)
        if article.direction is Direction.RTL:
            self.title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.title.setCursorPosition(0)
        self.language = LanguageBox()
        self.language.set_code(article.language)
        self.direction = QComboBox()
        self.direction.addItem("", None)
        self.direction.addItem(self.tr("left to right"), Direction.LTR)
        self.direction.addItem(self.tr("right to left"), Direction.RTL)
        self._say_automatic()
        # A direction that is not what language and letters say was chosen by somebody.
        by_itself = article.direction is text_direction(text, article.language)
        self.direction.setCurrentIndex(0 if by_itself else self.direction.findData(article.direction))
        self.language.currentTextChanged.connect(lambda _text: self._say_automatic())
        self.published = QLineEdit(article.published or "")
        self.published.setPlaceholderText(self.tr("2021, 2021-03 or 2021-03-19"))
        self.source = QLineEdit(article.source or "")
        self.author = QLineEdit(article.author or "")
        self.url = QLineEdit(article.url or "")
        self.report_of = QComboBox()
        self.report_of.setEditable(True)
        self.report_of.addItem("")
        self.report_of.addItems(sorted(events.values(), key=str.casefold))
        self.report_of.setEditText(next((events[e] for e in article.events if e in events), ""))
        self.problem = Problem(theme)
        for field in (self.title, self.published, self.source, self.author, self.url):
            field.textChanged.connect(lambda _text: self.problem.settle())
        for choice in (self.language, self.direction, self.report_of):
            choice.currentTextChanged.connect(lambda _text: self.problem.settle())

        form = QFormLayout()
        form.setSpacing(12)
        self.guesses: dict[str, Guess] = {}
        for name, label, line in (
            ("title", self.tr("&Title"), self.title),
            ("language", self.tr("&Language"), self.language),
            ("direction", self.tr("&Direction"), self.direction),
            ("published", self.tr("&Published"), self.published),
            ("source", self.tr("&Source"), self.source),
            ("author", self.tr("&Author"), self.author),
            ("url", self.tr("A&ddress (URL)"), self.url),
            ("event", self.tr("&Event"), self.report_of),
        ):
            self._add_row(form, name, label, line)
        if article.origin.name:
            form.addRow(self.tr("Read from"), self._origin(article, recode))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)

    def _add_row(self, form: QFormLayout, name: str, words: str, field: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(field)
        if name not in self._article.guesses:
            form.addRow(label, field)
            return
        guess = self.guesses[name] = Guess()
        edited = field.textEdited if isinstance(field, QLineEdit) else None
        if isinstance(field, QComboBox):
            edited = field.lineEdit().textEdited if field.isEditable() else None  # type: ignore[union-attr]
            field.activated.connect(lambda _index: guess.confirm())
        if edited is not None:
            edited.connect(lambda _text: guess.confirm())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(field, 1)
        row.addWidget(guess)
        form.addRow(label, row)

    def _origin(self, article: Article, recode: Callable[[], object] | None) -> QWidget:
        """Return what says where an article was read from, and in which encoding."""
        encoding = f" · {encoding_name(article.origin.encoding)}" if article.origin.encoding else ""
        origin = QLabel(isolate(article.origin.name or "") + encoding)
        origin.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if recode is None or not article.origin.encoding:
            return origin
        self.recode_button = QPushButton(self.tr("&Change encoding…"))
        self.recode_button.setAutoDefault(False)

        def leave() -> None:
            self.reject()
            recode()

        self.recode_button.clicked.connect(lambda _checked=False: leave())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(origin, 1)
        row.addWidget(self.recode_button)
        return holder

    def article(self) -> Article:
        """Return the article as the fields say it."""
        confirmed = {name for name, guess in self.guesses.items() if guess.isChecked()}
        return replace(
            self._article,
            guesses=tuple(name for name in self._article.guesses if name not in confirmed),
            title=self.title.text().strip(),
            language=self.language.code(),
            direction=Direction(chosen) if (chosen := self.direction.currentData()) else self._automatic(),
            published=self.published.text().strip() or None,
            source=self.source.text().strip() or None,
            author=self.author.text().strip() or None,
            url=self.url.text().strip() or None,
        )

    def accept(self) -> None:
        """Save and close, or stay open and say what is not allowed."""
        try:
            self._save(self.article(), self.report_of.currentText().strip() or None)
        except AnnotatorError as error:
            self.problem.tell(error)
            return
        super().accept()

    def _automatic(self) -> Direction:
        """Return the direction of the language, or else of the text's letters."""
        return text_direction(self._text, self.language.code())

    def _say_automatic(self) -> None:
        names = {Direction.LTR: self.tr("automatic: left to right"), Direction.RTL: self.tr("automatic: right to left")}
        self.direction.setItemText(0, names[self._automatic()])


def _with_name(code: str | None) -> str:
    """Return `de · Deutsch`; only the code where the language's name is not known."""
    name = language_name(code)
    return f"{code}{_BETWEEN}{name}" if code and name != code else name
