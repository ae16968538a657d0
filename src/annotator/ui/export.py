"""The dialog that asks what to export: all, one article, or some tags, and how."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator.core.values import Article
from annotator.project import FORMATS, Project
from annotator.text.isolate import isolate, shorten
from annotator.ui.icons import dot
from annotator.ui.tag_names import tag_label
from annotator.ui.theme import Theme
from annotator.ui.wording import articles_text, marks_text

_OFFERED = 500
"""Articles that are offered one by one."""


class ExportWish(Struct, frozen=True):
    """What shall be exported: None means all."""

    format: str
    path: Path
    articles: tuple[str, ...] | None
    tags: tuple[str, ...] | None


class ExportDialog(QDialog):
    """Asks for format, articles and tags, then for the file."""

    wished = Signal(object)
    """An `ExportWish`."""

    def __init__(
        self, project: Project, current: Article | None, folder: str, theme: Theme, parent: QWidget | None = None,
        chosen: tuple[str, ...] = (), *, blind: bool = False,
    ) -> None:  # fmt: skip
        """`chosen` are the ids of articles that are to be exported, unless somebody chooses otherwise.

        Who works `blind` is told that all coders' marks are written, and not how many.
        """
        super().__init__(parent)
        self._project = project
        self._folder = folder
        self._blind = blind
        self.setWindowTitle(self.tr("Export annotations"))
        self.setMinimumWidth(440)
        self.format = QComboBox()
        self._suffixes: dict[str, str] = {}
        for kind in FORMATS.values():
            self.format.addItem(f"{kind.title} (*{kind.suffix})", kind.name)
            self._suffixes[kind.name] = kind.suffix
        self.articles = QComboBox()
        self.articles.addItem(self.tr("All articles"), None)
        # Of a large library only those that somebody pointed at: nobody finds one of 100,000 in such a list.
        few = project.article_count() <= _OFFERED
        pointed = {*chosen[:1], *(() if current is None else (current.id,))}
        for article in project.articles(None if few else pointed):
            self.articles.addItem(isolate(shorten(article.title, 60)), article.id)
        self._current = current
        if len(chosen) == 1:
            self.articles.setCurrentIndex(self.articles.findData(chosen[0]))
        elif chosen:
            self.articles.insertItem(1, self.tr("{0}, selected").replace("{0}", articles_text(len(chosen))), chosen)
            self.articles.setCurrentIndex(1)
        box = QGroupBox(self.tr("Tags"))
        inside = QVBoxLayout(box)
        self.tags: list[QCheckBox] = []
        for tag in project.tags:
            check = QCheckBox(tag_label(tag, project.tags, 48).replace("&", "&&"))
            check.setIcon(dot(theme.tag_ink(tag.colour).name()))
            check.setChecked(True)
            check.setProperty("tag", tag.id)
            check.toggled.connect(lambda _on: self._count())
            inside.addWidget(check)
            self.tags.append(check)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setStyleSheet(f"color: {theme.quiet};")
        self.articles.currentIndexChanged.connect(lambda _place: self._count())
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(self.tr("&Format"), self.format)
        form.addRow(self.tr("&Articles"), self.articles)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(self.tr("Choose file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(box)
        layout.addWidget(self.summary)
        layout.addWidget(buttons)
        self._count()

    def filter(self) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
        """Return the ids of the articles and of the tags to export (None: all)."""
        article = self.articles.currentData()
        chosen = tuple(str(check.property("tag")) for check in self.tags if check.isChecked())
        ids = (article,) if isinstance(article, str) else article
        return ids or None, (None if len(chosen) == len(self.tags) else chosen)

    def _count(self) -> None:
        if self._blind:
            self.summary.setText(self.tr("The marks of all coders are written, also those that you do not see."))
            return
        articles, tags = self.filter()
        count = self._project.count_annotations(articles=articles, tags=tags)
        self.summary.setText(marks_text(count))

    def _choose(self) -> None:
        kind = str(self.format.currentData())
        name = Path(self._folder or str(Path.home())) / f"{self._project.path.stem}{self._suffixes[kind]}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export annotations"), str(name), f"*{self._suffixes[kind]}"
        )
        if chosen:
            path = Path(chosen)
            if not path.suffix:
                path = path.with_name(path.name + self._suffixes[kind])
            articles, tags = self.filter()
            self.wished.emit(ExportWish(kind, path, articles, tags))
            self.accept()
