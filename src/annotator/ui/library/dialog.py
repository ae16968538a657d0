"""The dialog for an article's details: title, language, direction, date, source, author, address, event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
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
from annotator.text.direction import Direction
from annotator.ui.theme import Theme
from annotator.ui.wording import explain, language_name

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


class ArticleDialog(QDialog):
    """Edits what is known about an article; its text never changes.

    `save` is called with the edited article and the name of its event (None: none), and may raise an AnnotatorError:
    then its sentence is shown and the dialog stays open.
    """

    def __init__(
        self,
        article: Article,
        events: dict[str, str],
        save: Callable[[Article, str | None], object],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._article = article
        self._save = save
        self.setWindowTitle(self.tr("Article details"))
        self.setMinimumWidth(480)
        self.title = QLineEdit(article.title)
        if article.direction is Direction.RTL:
            self.title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.language = QComboBox()
        self.language.setEditable(True)
        self.language.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for code in _LANGUAGES:
            self.language.addItem(f"{code} · {language_name(code)}", code)
        self.language.setEditText(article.language or "")
        edit = self.language.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("code such as de or ar"))
        self.direction = QComboBox()
        self.direction.addItem(self.tr("left to right"), Direction.LTR)
        self.direction.addItem(self.tr("right to left"), Direction.RTL)
        self.direction.setCurrentIndex(self.direction.findData(article.direction))
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
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet(f"color: {theme.warning};")
        self.problem.hide()

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
            language=self.language.currentText().split(" · ")[0].strip() or None,
            direction=Direction(self.direction.currentData()),
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
            self.problem.setText(explain(error))
            self.problem.show()
            return
        super().accept()
