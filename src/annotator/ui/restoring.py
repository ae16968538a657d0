"""The window that lists backups, and makes a new project of one: nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from msgspec import Struct
from PySide6.QtCore import QLocale, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError, ProjectError
from annotator.project import backups
from annotator.project.backups import Backup, Contents
from annotator.text.isolate import isolate, shorten
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.override import override
from annotator.ui.problem import Problem
from annotator.ui.theme import Theme
from annotator.ui.wording import moment_text

_BACKUP = Qt.ItemDataRole.UserRole
_NAME = 48
_STEPS = 1000
_PULSE_MS = 100


class _Found(Struct, frozen=True):
    """What a backup in the list holds; None: it is damaged."""

    backup: Backup
    contents: Contents | None


class RestoreDialog(QDialog):
    """Beside the window and without holding it up. Lists a project's backups, also where the project is gone."""

    restored = Signal(object)
    """The `Path` of the new project."""

    def __init__(
        self, project: Path | None, theme: Theme, parent: QWidget | None = None, *, chosen: Backup | None = None
    ) -> None:
        """`project` comes first in the list of projects, and `chosen` is the backup that is selected."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Restore from a backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 460)
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._reading: Job | None = None
        self._writing: Job | None = None
        self._off = Event()
        self._share = 0.0
        """How much of the new project is written; set in the thread that writes it."""
        self.project = QComboBox()
        self.project.setAccessibleName(self.tr("Project"))
        self.project.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list = _Table(theme, self)
        self.list.itemSelectionChanged.connect(self._enable)
        self.list.itemActivated.connect(lambda _item, _column: self._choose())
        self.hint = QLabel(self.tr("A backup becomes a new project in a new file; nothing is overwritten."))
        self.hint.setWordWrap(True)
        self.hint.setStyleSheet(f"color: {theme.quiet};")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(8)
        self.progress.setRange(0, _STEPS)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE_MS)
        self._pulse.timeout.connect(lambda: self.progress.setValue(round(self._share * _STEPS)))
        self.problem = Problem(theme)
        self.folder = self._button(self.tr("Show &folder"), self._show_folder)
        self.close_button = self._button(self.tr("Close"), self.close)
        self.go = self._button(self.tr("&Restore…"), self._choose)
        self.go.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.folder)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for part in (self.project, self.hint):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.problem)
        layout.addLayout(foot)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.hide()
        self._fill_projects(project)
        self.project.currentIndexChanged.connect(lambda _index: self._list())
        self._list(chosen)

    @override
    def done(self, result: int) -> None:
        """Leave, whichever way it is closed, and call off what is being restored."""
        self._off.set()
        self._jobs.close()
        super().done(result)

    def restore_to(self, path: Path) -> None:
        """Make a project at `path` of the backup that is selected."""
        backup = self._selected()
        if backup is None:
            return
        self.problem.settle()
        self._share = 0.0
        self.progress.setValue(0)
        self.progress.show()
        self._pulse.start()
        new = path if path.suffix == ".annot" else path.with_name(f"{path.name}.annot")
        self._writing = self._jobs.start(self._restore(backup, new))
        self.close_button.setText(self.tr("Cancel"))
        self._enable()

    # Inside.

    def _button(self, text: str, do: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: do())  # type: ignore[operator]
        return button

    def _fill_projects(self, project: Path | None) -> None:
        found = backups.projects(beside=project)
        self._backups: dict[Path, list[Backup]] = {}
        if project is not None:
            self._backups[project.resolve()] = backups.list_backups(project)
        for path, listed in found.items():
            self._backups.setdefault(path, listed)
        for path in self._backups:
            name = f"{isolate(shorten(path.stem, _NAME))} — {isolate(str(path.parent))}"
            if not path.exists():
                name = self.tr("{0} (no longer there)").replace("{0}", name)
            self.project.addItem(name, path)
        self.project.setEnabled(bool(self._backups))

    def _list(self, chosen: Backup | None = None) -> None:
        if self._reading is not None:
            self._reading.cancel()
        path = self.project.currentData()
        listed = self._backups.get(path, []) if isinstance(path, Path) else []
        self.problem.settle()
        self.list.show_backups(listed)
        self.list.choose(chosen.path if chosen is not None else None)
        if not listed:
            self.problem.setText(
                self.tr("There is no backup of this project yet.") if self._backups else self.tr("There is no backup.")
            )
        self._reading = self._jobs.start(_contents(listed))
        self._enable()

    def _enable(self) -> None:
        idle = self._writing is None
        self.go.setEnabled(idle and self._selected() is not None)
        self.folder.setEnabled(self._selected() is not None)
        self.project.setEnabled(idle and bool(self._backups))
        self.list.setEnabled(idle)

    def _selected(self) -> Backup | None:
        return self.list.selected()

    def _show_folder(self) -> None:
        backup = self._selected()
        if backup is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(backup.path.parent)))

    def _choose(self) -> None:
        backup = self._selected()
        if backup is None or self._writing is not None:
            return
        folder = Path(backup.project.path).parent
        start = backups.proposed(backup, folder if folder.is_dir() else Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Restore as"),
            str(start),
            self.tr("Annotator projects (*.annot)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.restore_to(Path(chosen))

    def _restore(self, backup: Backup, new: Path) -> Iterator[Path]:
        def tick(share: float) -> bool:
            self._share = share
            return not self._off.is_set()

        try:
            backups.restore(backup.path, new, tick=tick)
        except backups.StoppedError:
            return
        yield new

    def _told(self, news: News) -> None:
        if news.job is self._reading:
            if isinstance(news.value, _Found):
                self.list.show_contents(news.value.backup, news.value.contents)
            elif news.error is not None:
                raise news.error
        elif news.job is self._writing:
            self._written(news)

    def _written(self, news: News) -> None:
        if isinstance(news.value, Path):
            self.restored.emit(news.value)
            self.accept()
        elif news.last:
            self._writing = None
            self._pulse.stop()
            self.progress.hide()
            self.close_button.setText(self.tr("Close"))
            self._enable()
            if isinstance(news.error, AnnotatorError):
                self.problem.tell(news.error)
            elif news.error is not None:
                raise news.error


class _Table(QTreeWidget):
    """Backups, the last one first: when, how much is in them, how large they are."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(self.tr("Backups"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAllColumnsShowFocus(True)
        self.setHeaderLabels([self.tr("When"), self.tr("Articles"), self.tr("Marks"), self.tr("Size")])
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, 104)
            self.headerItem().setTextAlignment(column, _NUMBERS)
        self.setStyleSheet(
            f"QTreeView {{ background: {theme.page}; border: 1px solid {theme.line}; border-radius: 6px; outline: 0; }}"
            f"QTreeView::item {{ height: 28px; padding: 0 10px; }}"
            f"QTreeView::item:selected {{ background: {theme.selection}; color: {theme.ink}; }}"
            f"QHeaderView::section {{ background: {theme.page}; color: {theme.quiet}; border: 0;"
            f" border-bottom: 1px solid {theme.line}; padding: 6px 13px; }}"
        )

    def show_backups(self, listed: list[Backup]) -> None:
        self.clear()
        for backup in listed:
            size = QLocale().formattedDataSize(backup.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
            item = QTreeWidgetItem([moment_text(backup.time), "…", "…", size])
            item.setData(0, _BACKUP, backup)
            item.setToolTip(0, str(backup.path))
            for column in (1, 2, 3):
                item.setTextAlignment(column, _NUMBERS)
            self.addTopLevelItem(item)

    def choose(self, path: Path | None) -> None:
        """Select the backup of this file, else the last one."""
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            if item is not None and (path is None or item.data(0, _BACKUP).path == path):
                self.setCurrentItem(item)
                return

    def selected(self) -> Backup | None:
        """Return the backup that is selected, unless it is known to be damaged."""
        items = self.selectedItems()
        found = items[0].data(0, _BACKUP) if items and not items[0].isDisabled() else None
        return found if isinstance(found, Backup) else None

    def show_contents(self, backup: Backup, contents: Contents | None) -> None:
        """Say what is in a backup; None: it is damaged."""
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            if item is None or item.data(0, _BACKUP) != backup:
                continue
            if contents is not None:
                item.setText(1, QLocale().toString(contents.articles))
                item.setText(2, QLocale().toString(contents.annotations))
            else:
                item.setText(1, self.tr("damaged"))
                item.setText(2, "–")
                item.setDisabled(True)
                self.itemSelectionChanged.emit()


_NUMBERS = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


def _contents(listed: list[Backup]) -> Iterator[_Found]:
    for backup in listed:
        try:
            yield _Found(backup, backups.contents(backup.path))
        except ProjectError:
            yield _Found(backup, None)
