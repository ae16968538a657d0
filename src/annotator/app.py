"""The application: its windows, one a project, its theme, and the way from the first frame to the open project."""

from __future__ import annotations

from annotator.ui import startup  # isort: skip  # before anything of Qt

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from annotator import __version__
from annotator.core.errors import AnnotatorError, FileError, ProjectError
from annotator.core.resources import resource
from annotator.ui.override import override
from annotator.ui.settings import Settings
from annotator.ui.theme import DARK, LIGHT, THEMES, Theme
from annotator.ui.window import Window

if TYPE_CHECKING:
    from annotator.ui.files import Files
    from annotator.ui.workspace import Workspace

_CALM_MS = 300
_REASONS = 3
_REPORT = "ANNOTATOR_STARTUP_REPORT"
"""Environment variable: print when the frame and the pages were painted (time.time), and quit. For benchmarks."""


class ProjectWindow(QObject):
    """A window and, once its frame is painted, the workspace in it."""

    def __init__(self, desktop: Desktop, path: Path | None, documents: list[Path]) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self.path = path
        self._documents = documents
        self.workspace: Workspace | None = None
        self.files: Files | None = None
        self.window = Window(desktop.theme)
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shape = desktop.settings.geometry()
        if shape is not None:
            self.window.restoreGeometry(shape[0])
            self.window.restoreState(shape[1])
        # Storage is loaded when the frame stands: what takes time is waited for with the window in sight.
        self.window.painted.connect(self._furnish, Qt.ConnectionType.QueuedConnection)
        self.window.closing.connect(self._closing)
        self.window.show()

    def open(self, path: Path) -> None:
        """Open a project here if the window is empty, else in a window of its own."""
        if self.workspace is None and self.path is None:
            self._open_here(path)
        else:
            self._desktop.open(path)

    def take(self, paths: list[Path]) -> None:
        """Take in files of any kind; documents dropped where no project is open begin one."""
        if self.files is None:
            # Not furnished yet: they are taken in with what the window was opened for.
            self._documents += paths
            return
        documents = [path for path in paths if path.suffix.lower() != ".annot"]
        if documents and self.workspace is None:
            self._begin_project(documents)
            paths = [path for path in paths if path not in documents]
        if paths:
            self.files.take(paths)

    def _begin_project(self, documents: list[Path]) -> None:
        from annotator.project.importing import Options, read_articles
        from annotator.ui.wording import sentence

        assert self.files is not None
        report = read_articles(documents, Options(), {}, ())
        if not report.imported:
            # Nothing to begin a project with.
            reasons = [sentence(reason) for _path, reason in report.failed[:_REASONS]]
            nothing = self.window.tr("There is no document in {0}.").replace("{0}", documents[0].name)
            self.window.messages.refuse("\n".join(reasons) or nothing)
            return
        try:
            path = _default_place(documents[0].stem)
        except AnnotatorError as error:
            self.refuse(error)
            return
        self.window.messages.news(self.window.tr("The project is kept in {0}.").replace("{0}", str(path)))
        self._documents = documents
        self.files.create(path)

    def refuse(self, error: AnnotatorError) -> None:
        """Say why something could not be done."""
        from annotator.ui.wording import explain

        self.window.messages.refuse(explain(error))

    def raise_window(self) -> None:
        """Bring the window to the front."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def set_theme(self, theme: Theme) -> None:
        self.window.set_theme(theme)
        if self.workspace is not None:
            self.workspace.set_theme(theme)
        for name in ("system", *THEMES):
            self.window.actions_[f"theme_{name}"].setChecked(name == self._desktop.settings.theme)

    def _furnish(self) -> None:
        self._desktop.report("frame")
        from annotator.ui.files import Files

        window, desktop = self.window, self._desktop
        self.files = Files(window, desktop.settings)
        self.files.project_chosen.connect(self.open)
        self.files.chosen.connect(self.take)
        self.files.open_wanted.connect(lambda article: self.workspace.panes.open(article) if self.workspace else None)
        self.files.imported.connect(lambda ids: self.workspace.take_imported(ids) if self.workspace else None)
        window.files_dropped.connect(lambda paths: self.take([Path(path) for path in paths]))
        window.welcome.wanted.connect(self._wanted)
        window.actions_.connect_all(
            {
                "new": self.files.new,
                "open": self.files.open,
                "import": self.files.import_articles,
                "close": window.close,
                "quit": desktop.quit,
                "theme_system": lambda: desktop.choose_theme("system"),
                "theme_light": lambda: desktop.choose_theme("light"),
                "theme_dark": lambda: desktop.choose_theme("dark"),
                "full_screen": self._full_screen,
                "keys": self._show_keys,
                "about": self._show_about,
            }
        )
        recent = window.actions_.slots["recent"]
        recent.aboutToShow.connect(self._fill_recent)
        self.set_theme(desktop.theme)
        if self.path is not None:
            self._open_here(self.path)
        else:
            window.show_pages(None)
            window.welcome.show_no_project()
            if self._documents:
                self.take(self._documents)
        if self.workspace is not None:
            desktop.report_pages([pane.view.viewport() for pane in self.workspace.panes.panes])
        QTimer.singleShot(_CALM_MS, startup.done)

    def _open_here(self, path: Path) -> None:
        from annotator.project import Project
        from annotator.ui.workspace import Workspace

        assert self.files is not None
        already = self._desktop.window_of(path)
        if already is not None and already is not self:
            already.raise_window()
            return
        try:
            project = Project.open(path)
        except AnnotatorError as error:
            self.path, self._documents = None, []
            self.window.show_pages(None)
            self.window.welcome.show_no_project()
            self.refuse(error)
            return
        self.path = path
        self.workspace = Workspace(self.window, project, self.files, self._desktop.settings, self._desktop.theme)
        documents, self._documents = self._documents, []
        if documents:
            self.files.take(documents)

    def _closing(self) -> None:
        workspace, self.workspace = self.workspace, None
        self._desktop.settings.keep_geometry(*self.window.shape())
        try:
            if workspace is not None:
                workspace.close()
        except AnnotatorError as error:
            self._desktop.tell(error)
        finally:
            self._desktop.settings.sync()
            self._desktop.forget(self)

    def _wanted(self, wish: str) -> None:
        if wish == "sample":
            path = self._desktop.sample(self.window)
            if path is not None:
                self.open(path)
        else:
            self.window.actions_[wish].trigger()

    def _fill_recent(self) -> None:
        menu = self.window.actions_.slots["recent"]
        menu.clear()
        for path in self._desktop.settings.recent:
            action = menu.addAction(f"{path.stem}\t{path.parent.name}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self.open(path))
        if menu.isEmpty():
            menu.addAction(self.window.tr("No projects yet")).setEnabled(False)
        else:
            menu.addSeparator()
            menu.addAction(self.window.tr("Clear the list"), self._desktop.settings.forget_recent)

    def _full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_keys(self) -> None:
        from annotator.ui.about import KeysDialog

        KeysDialog(self.window.actions_.keys(), self.window).open()

    def _show_about(self) -> None:
        from annotator.ui.about import show_about

        show_about(self.window)


class Desktop(QObject):
    """All windows of the process."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self.settings = settings
        self.windows: list[ProjectWindow] = []
        self.fault_box: QMessageBox | None = None
        self._report = bool(os.environ.get(_REPORT))
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._apply_theme())
        if sys.platform == "darwin":
            # Only macOS sends files as events, and a filter of the whole application sees each event there is.
            app.installEventFilter(self)
        self.theme = self._wanted_theme()
        self._dress()

    def open(self, path: Path | None, documents: list[Path] | None = None) -> ProjectWindow:
        """Open a project (None: an empty window) in a new window, or bring the window that has it to the front."""
        window = self.window_of(path) if path is not None else None
        if window is not None:
            window.raise_window()
            if documents:
                window.take(documents)
            return window
        window = ProjectWindow(self, path, documents or [])
        self.windows.append(window)
        return window

    def window_of(self, path: Path) -> ProjectWindow | None:
        """Return the window that shows this project."""
        for window in self.windows:
            if window.path is not None and _same_file(window.path, path):
                return window
        return None

    def forget(self, window: ProjectWindow) -> None:
        """A window was closed."""
        if window in self.windows:
            self.windows.remove(window)
        window.deleteLater()

    def quit(self) -> None:
        """Close all windows, each of which keeps how it was left."""
        for window in list(self.windows):
            window.window.close()

    def choose_theme(self, name: str) -> None:
        """Take `light`, `dark` or `system`."""
        self.settings.theme = name
        self._apply_theme()

    def sample(self, window: Window) -> Path | None:
        """Return the sample project, made where it is missing; None after saying why it could not be made."""
        try:
            return sample_project()
        except AnnotatorError as error:
            self.tell(error, window)
            return None

    def tell(self, error: AnnotatorError, window: Window | None = None) -> None:
        """Say why something could not be done: in `window`, else in the one in use, else in a box."""
        from annotator.ui.wording import explain

        shown = window or next((w.window for w in self.windows if w.window.isActiveWindow()), None)
        if shown is None:
            shown = next((w.window for w in self.windows if w.window.isVisible()), None)
        if shown is not None:
            shown.messages.refuse(explain(error))
        else:
            QMessageBox.warning(None, "Annotator", explain(error))

    def report(self, what: str) -> None:
        """Tell a benchmark that something was painted."""
        if self._report:
            print(f"{what} {time.time():.4f}", file=sys.stderr, flush=True)  # noqa: T201  # asked for by name

    def report_pages(self, pages: list[QWidget]) -> None:
        """Report `pages`, which have just been painted, and quit. Only for benchmarks."""
        if self._report and pages and all(page.isVisible() for page in pages):
            self.report("pages")
            QTimer.singleShot(0, self.quit)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self.open(Path(event.file()))
            return True
        return False

    def _wanted_theme(self) -> Theme:
        named = THEMES.get(self.settings.theme)
        if named is not None:
            return named
        return DARK if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT

    def _apply_theme(self) -> None:
        theme = self._wanted_theme()
        if theme is not self.theme:
            self.theme = theme
            self._dress()
        for window in self.windows:
            window.set_theme(theme)

    def _dress(self) -> None:
        self._app.setPalette(self.theme.palette())
        self._app.setStyleSheet(self.theme.style_sheet())


def run(project: Path | None, files: list[Path], *, sample: bool = False) -> int:
    """Show the window and return the exit status when the last one is closed.

    With no `project` the last one is opened, or with `sample` the sample project; `files` are imported into it.
    Where the app runs already, it is asked to open them, and this process is done. Raises AnnotatorError where the
    sample cannot be made.
    """
    startup.begin()
    app = make_application()
    settings = Settings()
    if sample and project is None:
        project = sample_project()
    elif project is None and not files:
        project = next(iter(settings.recent), None)
    from annotator.ui.instance import FirstInstance, hand_over

    alone = bool(os.environ.get(_REPORT))
    if not alone and hand_over(project, files):
        return 0
    desktop = Desktop(app, settings)
    sys.excepthook = lambda kind, error, trace: show_fault(kind, error, trace, desktop)
    if not alone:
        first = FirstInstance(desktop)
        first.wanted.connect(lambda wish: desktop.open(*wish))
    desktop.open(project, files)
    return app.exec()


def render_sample(folder: Path) -> list[str]:
    """Do the main job without a display and return, in lines, what was written where.

    Makes the sample project anew in `folder`, exports its JSON, and draws the real window, light and dark, with both
    articles side by side. Raises AnnotatorError.
    """
    from annotator.project.samples import make_sample

    project, exported = _made(folder) / "sample.annot", folder / "sample.json"
    for left in folder.glob("sample.annot*"):
        left.unlink()
    with make_sample(project) as sample:
        report = sample.export(exported)
    lines = [
        f"sample project  {project}  ({report.articles} articles, {report.annotations} annotations)",
        f"its JSON        {exported}",
    ]
    app = make_application()
    settings = Settings(folder / "window.ini")
    desktop = Desktop(app, settings)
    for theme in THEMES:
        desktop.choose_theme(theme)
        picture = folder / f"window-{theme}.png"
        if not draw_window(desktop, project).save(str(picture)):
            raise FileError(picture, "the picture could not be written")
        lines.append(f"the window      {picture}")
    (folder / "window.ini").unlink(missing_ok=True)
    return lines


def draw_window(desktop: Desktop, project: Path, width: int = 1500, height: int = 940) -> QPixmap:
    """Return a picture of the window on `project`, `width` by `height` pixels, as it stands when all is painted."""
    opened = desktop.open(project)
    opened.window.resize(width, height)
    _settle()
    picture = opened.window.grab()
    opened.window.close()
    _settle()
    return picture


def _settle() -> None:
    """Let all that waits in the event loop happen: the frame, the furniture, the pages."""
    for _ in range(20):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def make_application() -> QApplication:
    """Return the process's QApplication, made and dressed as ours."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setApplicationName("Annotator")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("annotator")
    app.setWindowIcon(QIcon(str(resource("icons/annotator.svg"))))
    if app.font().pixelSize() < 13:
        font = app.font()
        font.setPixelSize(13)
        app.setFont(font)
    return app


def sample_project() -> Path:
    """Return the path of the user's sample project, made where it is missing. Raises AnnotatorError."""
    from platformdirs import user_data_path

    from annotator.project.samples import make_sample

    path = _made(user_data_path("Annotator", appauthor=False)) / "Sample.annot"
    if not path.exists():
        make_sample(path).close()
    return path


def _default_place(stem: str) -> Path:
    """Return where a project goes that nobody has named a place for. Raises ProjectError."""
    from platformdirs import user_documents_path

    folder = _made(user_documents_path() / "Annotator")
    path, count = folder / f"{stem}.annot", 1
    while path.exists():
        count += 1
        path = folder / f"{stem} {count}.annot"
    return path


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            folder, f"the folder could not be made ({error.strerror}); choose a place yourself"
        ) from error
    return folder


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def show_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None, desktop: Desktop) -> None:
    """Say what went wrong: a user's trouble in a sentence, a fault of ours with what a report needs.

    Edits up to here are on the disk either way.
    """
    import traceback

    if issubclass(kind, KeyboardInterrupt):
        desktop.quit()
        return
    if isinstance(error, AnnotatorError):
        desktop.tell(error)
        return
    details = "".join(traceback.format_exception(kind, error, trace))
    print(details, file=sys.stderr)  # noqa: T201  # for whoever started us from a terminal
    if desktop.fault_box is None:
        box = QMessageBox()
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Annotator")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(box.tr("Something went wrong in Annotator. Your marks up to here are saved."))
        box.setDetailedText(details)
        box.destroyed.connect(lambda: setattr(desktop, "fault_box", None))
        desktop.fault_box = box
        box.open()
