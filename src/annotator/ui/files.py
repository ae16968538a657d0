"""What is done with whole files: projects made and opened, articles imported, annotations loaded and exported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotator.core.errors import AnnotatorError
from annotator.core.values import Article
from annotator.text.isolate import isolate
from annotator.ui.messages import MessageBar
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.theme import Theme
from annotator.ui.window import Window
from annotator.ui.wording import explain, marks_text, translate

if TYPE_CHECKING:
    from annotator.core.tagset import WrittenTagSet
    from annotator.ui.arrivals import Arrivals
    from annotator.ui.export import ExportWish


class Files(QObject):
    """The file menu of one window. It asks for paths and says what came of it."""

    project_chosen = Signal(object)
    """The `Path` of a project to open."""
    project_made = Signal(object, str)
    """The `Path` of a project that was made of this one and shall be opened, and what is to be said there."""
    imported = Signal(object)
    """Ids of new articles, to be shown where there is room."""
    chosen = Signal(object)
    """Paths of documents that shall be taken in."""

    def __init__(self, window: Window, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.session: Session | None = None
        self.arrivals: Callable[[], Arrivals] | None = None
        """Gives what takes documents in, while a project is open."""

    @property
    def _messages(self) -> MessageBar:
        return self._window.messages

    # Projects.

    def new_from_template(self, theme: Theme) -> None:
        """Ask for the tags that a new project shall begin with, then where it shall be."""
        from annotator.ui.template_dialog import TemplateDialog

        dialog = TemplateDialog(
            self.tr("New project from a template"), self.tr("Next…"), str(self._beside()), theme, self._window
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.new(dialog.chosen()))
        dialog.open()

    def new(self, tag_set: WrittenTagSet | None = None) -> None:
        """Ask where a new project shall be, make and open it, with these tags or those of the default."""
        start = str(self._beside() / self.tr("Untitled.annot"))
        # A project is never overwritten, so the dialog need not ask whether it may be.
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("New project"),
            start,
            self._projects(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.create(Path(chosen), tag_set)

    def create(self, path: Path, tag_set: WrittenTagSet | None = None) -> Path | None:
        """Make an empty project, with these tags or those of the default, and have it opened; or say why not."""
        from annotator.project import Project

        if path.suffix != ".annot":
            path = path.with_name(path.name + ".annot")
        self._remember_folder(path)
        bundle = None
        if tag_set is not None:
            from annotator.project.tag_set_files import beginning

            bundle = beginning(path.stem, tag_set)
        try:
            Project.create(path, bundle=bundle).close()
        except AnnotatorError as error:
            self._messages.refuse(explain(error))
            return None
        self.project_chosen.emit(path)
        return path

    def open(self) -> None:
        """Ask for a project and have it opened."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open project"), str(self._beside()), self._projects()
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
        folder = project.path.parent
        if not os.access(folder, os.W_OK):
            folder = Path(self._settings.folder or Path.home())
        start = folder / self.tr("{0} copy.annot").replace("{0}", project.path.stem)
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
            if project.read_only or project.displaced() is not None:
                # What could not be written is safe now, and work can go on.
                self._messages.hide()
            said = self.tr("A copy was saved as {0}.").replace("{0}", isolate(path.name))
            self._messages.news(said, action=(self.tr("Open it"), lambda: self.project_chosen.emit(path)))

    # Articles and annotations.

    def import_articles(self) -> None:
        """Ask for documents and have them taken in."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Import articles"),
            self._settings.folder,
            _documents(),
            options=QFileDialog.Option.HideNameFilterDetails,
        )
        if chosen:
            self._remember_folder(Path(chosen[0]))
            self.chosen.emit([Path(path) for path in chosen])

    def import_options(self, theme: Theme) -> None:
        """Ask what is kept of the files that are imported."""
        from annotator.ui.import_options import ImportOptions

        dialog = ImportOptions(self._settings, theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def paste(self) -> None:
        """Make an article of what is on the clipboard."""
        if self.arrivals is not None:
            self.arrivals().paste()

    def take(self, paths: list[Path]) -> None:
        """Take files in, whatever they are: projects are opened, our own JSON is loaded, all else becomes articles."""
        projects = [path for path in paths if path.suffix.lower() == ".annot"]
        annotations = [path for path in paths if path.suffix.lower() == ".json" and _is_export(path)]
        documents = [path for path in paths if path not in projects and path not in annotations]
        for path in projects:
            self.project_chosen.emit(path)
        for path in annotations:
            self.load_file(path)
        if documents and self.arrivals is not None:
            self.arrivals().take(documents)

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
            session.tell(report.change)
        else:
            session.read_again()
        from annotator.ui.reports import load_sentences

        blind = self._settings.blind(session.project.info.id)
        self._messages.news(" ".join(load_sentences(report, blind=blind)))
        new = (
            [edit.value.id for edit in report.change.edits if isinstance(edit.value, Article)] if report.change else []
        )
        self.imported.emit(new or [article.id for article in session.project.first_articles(2)])

    def export(self, current: Article | None, theme: Theme) -> None:
        """Ask what and where, and export."""
        if self.session is None:
            return
        from annotator.ui.export import ExportDialog

        project, settings = self.session.project, self._settings
        blind = settings.blind(project.info.id)
        dialog = ExportDialog(project, current, settings.folder, theme, self._window, blind=blind)
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

    def _beside(self) -> Path:
        """Return the folder of the project that is open: material that was imported may lie anywhere."""
        if self.session is not None:
            return self.session.project.path.parent
        return Path(self._settings.folder or Path.home())

    def _remember_folder(self, path: Path) -> None:
        self._settings.folder = str(path.parent)


def _documents() -> str:
    """Return the filters of the dialog for documents: all that can be read, then kind by kind."""
    kinds = (
        (translate("files", "Text"), "*.txt *.text *.md *.markdown"),
        (translate("files", "Web pages"), "*.html *.htm *.xhtml *.mhtml *.mht"),
        (translate("files", "Office documents"), "*.docx *.odt *.rtf"),
        (translate("files", "PDF and e-books"), "*.pdf *.epub"),
        (translate("files", "Tables and records"), "*.csv *.tsv *.xlsx *.jsonl *.ndjson *.json"),
        (translate("files", "Archives"), "*.zip *.gz *.bz2 *.xz"),
    )
    every = " ".join(endings for _, endings in kinds)
    named = [f"{name} ({endings})" for name, endings in ((translate("files", "Documents"), every), *kinds)]
    return ";;".join([*named, translate("files", "All files (*)")])


def _is_export(path: Path) -> bool:
    """Return whether a file says of itself, where it begins, that it is annotations of ours."""
    try:
        with path.open("rb") as file:
            return b'"annotator"' in file.read(4096)
    except OSError:
        return True  # Loading it says why not.


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
