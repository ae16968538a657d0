"""The dialog for an article's details: title, language, direction, date, source, author, address, event."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.core.values import Article
from annotator.text.direction import Direction, text_direction
from annotator.ui.override import override
from annotator.ui.problem import Problem
from annotator.ui.theme import Theme
from annotator.ui.wording import language_name

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


class ArticleDialog(QDialog):
    """Edits what is known about an article; its `text` never changes.

    `save` is called with the edited article and the name of its event (None: none), and may raise an AnnotatorError:
    then its sentence is shown and the dialog stays open.
    """

    def __init__(
        self,
        article: Article,
        text: str,
        events: dict[str, str],
        save: Callable[[Article, str | None], object],
        theme: Theme,
        parent: QWidget | None = None,
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
        self.language = QComboBox()
        self.language.setEditable(True)
        self.language.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for code in _LANGUAGES:
            self.language.addItem(_with_name(code), code)
        self.language.setMaxVisibleItems(_ROWS)
        self.language.setCurrentIndex(self.language.findData(article.language))
        self.language.setEditText(_with_name(article.language))
        edit = self.language.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("code such as de or ar"))
        edit.editingFinished.connect(lambda: self.language.setEditText(_with_name(self._language())))
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
        form.addRow(self.tr("&Title"), self.title)
        form.addRow(self.tr("&Language"), self.language)
        form.addRow(self.tr("&Direction"), self.direction)
        form.addRow(self.tr("&Published"), self.published)
        form.addRow(self.tr("&Source"), self.source)
        form.addRow(self.tr("&Author"), self.author)
        form.addRow(self.tr("A&ddress (URL)"), self.url)
        form.addRow(self.tr("&Event"), self.report_of)
        if article.origin.name:
            encoding = f" · {article.origin.encoding}" if article.origin.encoding else ""
            origin = QLabel(article.origin.name + encoding)
            origin.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(self.tr("Read from"), origin)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)

    def article(self) -> Article:
        """Return the article as the fields say it."""
        return replace(
            self._article,
            title=self.title.text().strip(),
            language=self._language(),
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

    def _language(self) -> str | None:
        return self.language.currentText().split(_BETWEEN)[0].strip() or None

    def _automatic(self) -> Direction:
        """Return the direction of the language, or else of the text's letters."""
        return text_direction(self._text, self._language())

    def _say_automatic(self) -> None:
        names = {Direction.LTR: self.tr("automatic: left to right"), Direction.RTL: self.tr("automatic: right to left")}
        self.direction.setItemText(0, names[self._automatic()])


def _with_name(code: str | None) -> str:
    """Return `de · Deutsch`; only the code where the language's name is not known."""
    name = language_name(code)
    return f"{code}{_BETWEEN}{name}" if code and name != code else name
