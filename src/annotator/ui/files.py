"""What is done with whole files: projects made and opened, articles imported, annotations loaded and exported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog

from annotator.core.errors import AnnotatorError
from annotator.core.values import Article
from annotator.text.isolate import isolate
from annotator.ui.messages import MessageBar
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.theme import Theme
from annotator.ui.window import Window
from annotator.ui.wording import explain, marks_text

if TYPE_CHECKING:
    from annotator.ui.export import ExportWish

_ENCODINGS = (
    "windows-1256 (Arabic)", "iso-8859-6 (Arabic)", "windows-1252 (Western)", "windows-1255 (Hebrew)",
    "windows-1251 (Cyrillic)", "windows-1250 (Central European)", "windows-1253 (Greek)", "windows-1254 (Turkish)",
    "koi8-r (Russian)", "gb18030 (Chinese)", "big5 (Chinese)", "shift_jis (Japanese)", "euc-kr (Korean)",
    "windows-874 (Thai)", "utf-16-le", "utf-16-be",
)  # fmt: skip


class Files(QObject):
    """The file menu of one window. It asks for paths and says what came of it."""

    project_chosen = Signal(object)
    """The `Path` of a project to open."""
    imported = Signal(object)
    """Ids of new articles, to be shown where there is room."""
    open_wanted = Signal(object)
    """The id of an article that the reader asked for after an import."""
    chosen = Signal(object)
    """Paths of documents that shall be taken in."""

    def __init__(self, window: Window, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.session: Session | None = None
        self.opened: Callable[[], Sequence[str]] = tuple
        """Returns the ids of the articles that are shown."""

    @property
    def _messages(self) -> MessageBar:
        return self._window.messages

    # Projects.

    def new(self) -> None:
        """Ask where a new project shall be, make and open it."""
        start = str(Path(self._settings.folder or Path.home()) / self.tr("Untitled.annot"))
        # A project is never overwritten, so the dialog need not ask whether it may be.
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("New project"),
            start,
            self._projects(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.create(Path(chosen))

    def create(self, path: Path) -> Path | None:
        """Make an empty project and have it opened; say why not, where that is not possible."""
        from annotator.project import Project

        if path.suffix != ".annot":
            path = path.with_name(path.name + ".annot")
        self._remember_folder(path)
        try:
            Project.create(path).close()
        except AnnotatorError as error:
            self._messages.refuse(explain(error))
            return None
        self.project_chosen.emit(path)
        return path

    def open(self) -> None:
        """Ask for a project and have it opened."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open project"), self._settings.folder, self._projects()
        )
        if chosen:
            self._remember_folder(Path(chosen))
            self.project_chosen.emit(Path(chosen))

    def save_copy(self) -> None:
        """Ask where, and write a copy of the project; work goes on in the original."""
        session = self.session
        if session is None:
            return
        project = session.project
        start = project.path.with_name(self.tr("{0} copy.annot").replace("{0}", project.path.stem))
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save a copy"),
            str(start),
            self._projects(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return
        path = Path(chosen if chosen.endswith(".annot") else f"{chosen}.annot")
        with busy():
            done = session.attempt(lambda: _true(lambda: project.save_copy(path)))
        if done:
            self._messages.news(self.tr("A copy was saved as {0}.").replace("{0}", path.name))

    # Articles and annotations.

    def import_articles(self) -> None:
        """Ask for documents and have them taken in."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Import articles"),
            self._settings.folder,
            self.tr("Text files (*.txt *.text);;All files (*)"),
        )
        if chosen:
            self._remember_folder(Path(chosen[0]))
            self.chosen.emit([Path(path) for path in chosen])

    def take(self, paths: list[Path]) -> None:
        """Take files in, whatever they are: a project is opened, JSON is loaded, all else is imported as articles."""
        projects = [path for path in paths if path.suffix.lower() == ".annot"]
        annotations = [path for path in paths if path.suffix.lower() == ".json"]
        documents = [path for path in paths if path not in projects and path not in annotations]
        for path in projects:
            self.project_chosen.emit(path)
        for path in annotations:
            self.load_file(path)
        if documents:
            self._import(documents)

    def _import(self, paths: list[Path], encoding: str | None = None) -> None:
        session = self.session
        if session is None:
            return
        with busy():
            report = session.attempt(lambda: session.project.import_files(paths, encoding=encoding))
        if report is None:
            return
        if report.change is not None:
            session.changed.emit(report.change)
        from annotator.ui.reports import import_sentences

        sentences = import_sentences(report, paths)
        new = [article.id for article in report.imported]
        known = [article.id for _path, article in report.skipped]
        if new or known:
            self.imported.emit(new or known[:1])
        if report.undecoded:
            again = list(report.undecoded)
            self._messages.refuse(
                "\n".join(sentences), action=(self.tr("Name the encoding…"), lambda: self._name_encoding(again))
            )
        elif report.failed or not (new or known):
            self._messages.refuse("\n".join(sentences))
        else:
            shown = self.opened()
            first = next((article for article in new or known if article not in shown), None)
            action = None if first is None else (self.tr("Open"), lambda: self.open_wanted.emit(first))
            self._messages.news(" ".join(sentences), action=action)

    def _name_encoding(self, paths: list[Path]) -> None:
        """Ask for the encoding of texts that did not tell it, and import them again."""
        encoding, chosen = QInputDialog.getItem(
            self._window,
            self.tr("Encoding"),
            self.tr("Encoding of {0}:").replace("{0}", isolate(paths[0].name)),
            _ENCODINGS,
            0,
            True,
        )
        if chosen and encoding.strip():
            self._import(paths, encoding.split(" ")[0].strip())

    def load(self) -> None:
        """Ask for a file of annotations and load it."""
        if self.session is None:
            return
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Load annotations"),
            self._settings.folder,
            self.tr("Annotator JSON (*.json);;All files (*)"),
        )
        if chosen:
            self._remember_folder(Path(chosen))
            self.load_file(Path(chosen))

    def load_file(self, path: Path) -> None:
        """Load annotations, with their articles and tags, from a file."""
        session = self.session
        if session is None:
            return
        with busy():
            report = session.attempt(lambda: session.project.load(path))
        if report is None:
            return
        if report.change is not None:
            session.changed.emit(report.change)
        else:
            session.read_again()
        from annotator.ui.reports import load_sentences

        self._messages.news(" ".join(load_sentences(report)))
        new = (
            [edit.value.id for edit in report.change.edits if isinstance(edit.value, Article)] if report.change else []
        )
        self.imported.emit(new or [article.id for article in session.project.first_articles(2)])

    def export(self, current: Article | None, theme: Theme) -> None:
        """Ask what and where, and export."""
        if self.session is None:
            return
        from annotator.ui.export import ExportDialog

        dialog = ExportDialog(self.session.project, current, self._settings.folder, theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wished.connect(self.export_to)
        dialog.open()

    def export_to(self, wish: ExportWish) -> None:
        """Export what was wished for, and say what was written."""
        session = self.session
        if session is None:
            return
        self._remember_folder(wish.path)
        with busy():
            report = session.attempt(
                lambda: session.project.export(wish.path, format=wish.format, articles=wish.articles, tags=wish.tags)
            )
        if report is None:
            return
        text = self.tr("Exported {0} to {1}.").replace("{0}", marks_text(report.annotations))
        text = text.replace("{1}", wish.path.name)
        if report.relations_left_out:
            text += " " + self.tr("{0} relations lost an end and were left out.").replace(
                "{0}", str(report.relations_left_out)
            )
        folder = QUrl.fromLocalFile(str(wish.path.parent))
        self._messages.news(text, action=(self.tr("Show folder"), lambda: QDesktopServices.openUrl(folder)))

    def _projects(self) -> str:
        return self.tr("Annotator projects (*.annot)")

    def _remember_folder(self, path: Path) -> None:
        self._settings.folder = str(path.parent)


def _true(action: Callable[[], object]) -> bool:
    action()
    return True


@contextmanager
def busy() -> Iterator[None]:
    """Show the pointer of waiting while something takes its time."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
