"""The dialog for the details of several articles at once: only what is touched is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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
from annotator.ui.library.dialog import LanguageBox
from annotator.ui.problem import Problem
from annotator.ui.theme import Theme
from annotator.ui.wording import articles_text

Fields = Mapping[str, str | None]
"""New values by the names of an article's fields."""


class SeveralDialog(QDialog):
    """`save` is called with the fields that were touched, and the name of the event (None: left as it is).

    It may raise an AnnotatorError: then its sentence is shown and the dialog stays open.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        events: Mapping[str, str],
        save: Callable[[Fields, str | None], object],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._touched: set[str] = set()
        self.setWindowTitle(self.tr("Details of {0}").replace("{0}", articles_text(len(articles))))
        self.setMinimumWidth(480)
        several = self.tr("several")
        form = QFormLayout()
        form.setSpacing(12)
        self.language = LanguageBox()
        languages = {article.language for article in articles}
        if len(languages) == 1:
            self.language.set_code(next(iter(languages)))
        else:
            self.language.set_code(None)
            self.language.edit.setPlaceholderText(several)
        self.language.currentTextChanged.connect(lambda _text: self._touch("language"))
        self.direction = QComboBox()
        self.direction.addItem(self.tr("as it is"), None)
        self.direction.addItem(self.tr("left to right"), Direction.LTR)
        self.direction.addItem(self.tr("right to left"), Direction.RTL)
        self.direction.currentIndexChanged.connect(lambda _index: self._touch("direction"))
        form.addRow(self.tr("&Language"), self.language)
        form.addRow(self.tr("&Direction"), self.direction)
        self.lines: dict[str, QLineEdit] = {}
        labels = {
            "published": self.tr("&Published"),
            "source": self.tr("&Source"),
            "author": self.tr("&Author"),
            "url": self.tr("A&ddress (URL)"),
        }
        for field, label in labels.items():
            values = {getattr(article, field) for article in articles}
            line = QLineEdit(next(iter(values)) or "" if len(values) == 1 else "")
            line.setPlaceholderText("" if len(values) == 1 else several)
            line.setCursorPosition(0)
            line.textEdited.connect(lambda _text, field=field: self._touch(field))
            self.lines[field] = line
            form.addRow(label, line)
        self.report_of = QComboBox()
        self.report_of.setEditable(True)
        self.report_of.addItem("")
        self.report_of.addItems(sorted(events.values(), key=str.casefold))
        reported = {article.events for article in articles}
        self.report_of.setEditText(
            next((events[e] for e in articles[0].events if e in events), "") if len(reported) == 1 else ""
        )
        edit = self.report_of.lineEdit()
        assert edit is not None
        if len(reported) > 1:
            edit.setPlaceholderText(several)
        self.report_of.currentTextChanged.connect(lambda _text: self._touch("event"))
        form.addRow(self.tr("&Event"), self.report_of)
        self.problem = Problem(theme)
        hint = QLabel(self.tr("Only what you change here is written, to all of them."))
        hint.setStyleSheet(f"color: {theme.quiet};")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(hint)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)

    def fields(self) -> dict[str, str | None]:
        """Return what was touched, and what it shall be."""
        values: dict[str, str | None] = {name: line.text().strip() or None for name, line in self.lines.items()}
        values["language"] = self.language.code()
        values["direction"] = self.direction.currentData()
        if values["direction"] is None:
            self._touched.discard("direction")
        return {name: value for name, value in values.items() if name in self._touched}

    def accept(self) -> None:
        """Save and close, or stay open and say what is not allowed."""
        event = self.report_of.currentText().strip() if "event" in self._touched else None
        try:
            self._save(self.fields(), event)
        except AnnotatorError as error:
            self.problem.tell(error)
            return
        super().accept()

    def _touch(self, field: str) -> None:
        self._touched.add(field)
        self.problem.settle()
