"""The application: its windows, one a project, its theme, and the way from the first frame to the open project."""

from __future__ import annotations

from annotator.ui import startup  # isort: skip  # before anything of Qt

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from annotator import __version__
from annotator.core.errors import AnnotatorError, FileError
from annotator.core.resources import resource
from annotator.ui.override import override
from annotator.ui.project_window import ProjectWindow, made_folder
from annotator.ui.settings import Settings
from annotator.ui.theme import DARK, LIGHT, THEMES, Theme
from annotator.ui.window import Window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox  # seldom shown, and a while to load

_LATEST_MS = 10_000
_PAUSE_MS = 400
_REPORT = "ANNOTATOR_STARTUP_REPORT"
"""Environment variable: print when the frame and the pages were painted (time.time), and quit. For benchmarks."""


class Desktop(QObject):
    """All windows of the process."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self.settings = settings
        self.windows: list[ProjectWindow] = []
        self.fault_box: QMessageBox | None = None
        self._report = bool(os.environ.get(_REPORT))
        self._listening = False
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
        window = ProjectWindow(self, path, documents or [], self)
        self.windows.append(window)
        return window

    def window_of(self, path: Path) -> ProjectWindow | None:
        """Return the window that shows this project."""
        for window in self.windows:
            if window.path is not None and _same_file(window.path, path):
                return window
        return None

    def settled(self) -> None:
        """A window stands: what was put off for its sake is done."""
        startup.done()
        if not self._listening and not self._report:
            from annotator.ui.instance import FirstInstance

            self._listening = True
            FirstInstance(self).wanted.connect(lambda wish: self.open(*wish))

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
        """Take a theme by name, or `system`."""
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
            from PySide6.QtWidgets import QMessageBox

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
    from annotator.ui.instance import hand_over

    if not os.environ.get(_REPORT) and hand_over(project, files):
        return 0
    desktop = Desktop(app, settings)
    sys.excepthook = lambda kind, error, trace: show_fault(kind, error, trace, desktop)
    # A window that starts minimised is not painted, and so not furnished, before it is shown.
    QTimer.singleShot(_LATEST_MS, desktop.settled)
    desktop.open(project, files)
    return app.exec()


def render_sample(folder: Path) -> list[str]:
    """Do the main job without a display and return, in lines, what was written where.

    Makes the sample project anew in `folder`, exports its JSON, and draws the real window, light and dark, with both
    articles side by side. Raises AnnotatorError.
    """
    from annotator.project.samples import make_sample

    project, exported = made_folder(folder) / "sample.annot", folder / "sample.json"
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
    for theme in (LIGHT.name, DARK.name):
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
    # The maps beside the pages are drawn when nothing else is to be done.
    pause = QEventLoop()
    QTimer.singleShot(_PAUSE_MS, pause.quit)
    pause.exec()
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
    if isinstance(app, QApplication):
        app.setStyle("Fusion")
    else:
        # Told beforehand, since `setStyle` comes after another style is made, and returns one, whose type takes time.
        app = QApplication([*sys.argv[:1], "-style", "Fusion"])
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

    path = made_folder(user_data_path("Annotator", appauthor=False)) / "Sample.annot"
    if not path.exists():
        make_sample(path).close()
    return path


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
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox()
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Annotator")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(box.tr("Something went wrong in Annotator. Your marks up to here are saved."))
        box.setDetailedText(details)
        box.destroyed.connect(lambda: setattr(desktop, "fault_box", None))
        desktop.fault_box = box
        box.open()
