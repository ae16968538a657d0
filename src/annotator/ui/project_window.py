"""One window of the process: its frame first, then a project in it, opened, begun or replaced by the welcome."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from annotator.core.errors import AnnotatorError, DamagedError, ProjectError
from annotator.ui.settings import Settings
from annotator.ui.theme import THEMES, Theme
from annotator.ui.window import Window

if TYPE_CHECKING:
    from annotator.project.backups import Backup
    from annotator.ui.backing_up import BackingUp
    from annotator.ui.dragging import Copied
    from annotator.ui.files import Files
    from annotator.ui.rescue import Found, Rescue
    from annotator.ui.salvaging import Salvaging, Way
    from annotator.ui.workspace import Workspace

_CALM_MS = 300
_REASONS = 3
_PATIENCE = 0.4
"""Seconds that the window may stand still because another process writes."""


class Owner(Protocol):
    """What a window needs of the process it is in."""

    settings: Settings
    theme: Theme

    def open(self, path: Path | None, documents: list[Path] | None = None) -> ProjectWindow: ...
    def window_of(self, path: Path) -> ProjectWindow | None: ...
    def settled(self) -> None: ...
    def forget(self, window: ProjectWindow) -> None: ...
    def quit(self) -> None: ...
    def choose_theme(self, name: str) -> None: ...
    def sample(self, window: Window) -> Path | None: ...
    def tell(self, error: AnnotatorError, window: Window | None = None) -> None: ...
    def report(self, what: str) -> None: ...
    def report_pages(self, pages: list[QWidget]) -> None: ...


class ProjectWindow(QObject):
    """A window and, once its frame is painted, the workspace in it."""

    def __init__(self, desktop: Owner, path: Path | None, documents: list[Path], parent: QObject) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.path = path
        self._documents = documents
        self.workspace: Workspace | None = None
        self.files: Files | None = None
        self.salvaging: Salvaging | None = None
        self.damage: DamagedError | None = None
        """What an empty window was opened for: a project that is damaged."""
        self.backing_up: BackingUp | None = None
        self.rescue: Rescue | None = None
        self._not_opened: str | None = None
        """What was said of a project that could not be opened here."""
        self.window = Window(desktop.theme)
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shape = desktop.settings.geometry()
        if shape is not None:
            self.window.take_shape(*shape)
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

    def _open_and_say(self, path: Path, said: str) -> None:
        """Open a project, and say in its window how it was made: that one comes before the others."""
        self.open(path)
        owner = self._desktop.window_of(path)
        if owner is not None:
            owner.window.messages.news(said)

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

    def _take_words(self, words: Copied) -> None:
        """Make an article of words dropped on the window; where no project is open, they begin one."""
        assert self.files is not None
        if self.workspace is None:
            try:
                path = default_place(self.window.tr("Articles"))
            except AnnotatorError as error:
                self.refuse(error)
                return
            if self.files.create(path) is None or self.workspace is None:
                return
        self.workspace.arrivals.take_words(words)

    def _begin_project(self, documents: list[Path]) -> None:
        from annotator.project.gathering import gather
        from annotator.project.importing import Options
        from annotator.ui.wording import sentence

        assert self.files is not None
        reasons: list[str] = []
        for found in gather(documents, Options().reading, processes=1):
            if found.document is not None or found.table is not None or found.undecoded or found.locked:
                break
            if not found.passed_over and len(reasons) < _REASONS:
                reasons.append(sentence(found.reason))
        else:
            # Nothing to begin a project with.
            nothing = self.window.tr("There is no document in {0}.").replace("{0}", documents[0].name)
            self.window.messages.refuse("\n".join(reasons) or nothing)
            return
        try:
            path = default_place(documents[0].stem)
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
        files = self.files = Files(window, desktop.settings)
        self.files.project_chosen.connect(self.open)
        self.files.project_made.connect(self._open_and_say)
        self.files.chosen.connect(self.take)
        self.files.imported.connect(lambda ids: self.workspace.take_imported(ids) if self.workspace else None)
        window.files_dropped.connect(lambda paths: self.take([Path(path) for path in paths]))
        window.text_dropped.connect(self._take_words)
        window.welcome.wanted.connect(self._wanted)
        window.actions_.connect_all(
            {
                "new": lambda: files.new(),
                "new_from_template": lambda: files.new_from_template(desktop.theme),
                "open": self.files.open,
                "import": self.files.import_articles,
                "import_options": lambda: files.import_options(desktop.theme),
                "restore": self.restore,
                "backup_options": self._backup_options,
                "close": window.close,
                "quit": desktop.quit,
                "theme_system": lambda: desktop.choose_theme("system"),
                "theme_light": lambda: desktop.choose_theme("light"),
                "theme_sepia": lambda: desktop.choose_theme("sepia"),
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
            if self.damage is not None:
                self._could_not_open(Path(self.damage.path), self.damage)
            if self._documents:
                self.take(self._documents)
        if self.workspace is not None:
            desktop.report_pages([pane.view.viewport() for pane in self.workspace.panes.panes])
        QTimer.singleShot(_CALM_MS, desktop.settled)

    def _open_here(self, path: Path) -> None:
        from annotator.project import Project, signature
        from annotator.ui.backing_up import BackingUp
        from annotator.ui.workspace import Workspace

        assert self.files is not None
        already = self._desktop.window_of(path)
        if already is not None and already is not self:
            already.raise_window()
            return
        found = signature(path)
        try:
            project = Project.open(path, patience=_PATIENCE)
            try:
                who = self._desktop.settings.coder(project.info.id)
                if who is not None:
                    project.code_as(who.name, who.id or None)
                workspace = Workspace(self.window, project, self.files, self._desktop.settings, self._desktop.theme)
            except AnnotatorError:
                project.close()
                raise
        except AnnotatorError as error:
            self.path, self._documents = None, []
            self.window.show_pages(None)
            self.window.welcome.show_no_project()
            self._could_not_open(path, error)
            return
        self.path, self.workspace = path, workspace
        if self._not_opened is not None:
            # It was about a project that is not open here: no more to the point.
            self.window.messages.withdraw(self._not_opened)
            self._not_opened = None
        if self.salvaging is not None:
            self.salvaging.withdraw()
        self.backing_up = BackingUp(workspace.session, found)
        self.backing_up.failed.connect(self._not_backed_up)
        workspace.rescue_wanted.connect(self._leave)
        if project.without_log:
            self.window.messages.news(
                self.window.tr(
                    "This project lies on a drive that can keep no write-ahead log (a network drive, say). "
                    "Each edit takes longer there."
                )
            )
        documents, self._documents = self._documents, []
        if documents:
            self.files.take(documents)

    def restore(self, chosen: Backup | None = None, project: Path | None = None) -> None:
        """Open the window that lists the backups of `project` (of the one that is open by default) and of others."""
        from annotator.ui.restoring import RestoreDialog

        dialog = RestoreDialog(project or self.path, self._desktop.theme, self.window, chosen=chosen)
        dialog.restored.connect(self.open)
        dialog.show()

    def _could_not_open(self, path: Path, error: AnnotatorError) -> None:
        """Say why, and offer the last good backup where there is one."""
        from annotator.ui.rescue import Rescue
        from annotator.ui.wording import explain

        self.refuse(error)
        self._not_opened = explain(error)
        if isinstance(error, DamagedError):
            self._offer_rescue(error)
        if self.rescue is None:
            self.rescue = Rescue(self.window)
            self.rescue.found.connect(self._offer_backup)
        self.rescue.look(path, error)

    def _offer_backup(self, found: Found) -> None:
        from annotator.ui.wording import explain, moment_text

        if self.workspace is not None:
            return  # Something else was opened here by now.
        backup = found.backup
        offer = self.window.tr("Its last sound backup is of {0}.").replace("{0}", moment_text(backup.time))
        wanted = self.window.tr("Restore from a backup…"), lambda: self.restore(backup, Path(backup.project.path))
        if isinstance(found.error, DamagedError):
            from annotator.ui.salvaging import Way

            self._offer_rescue(found.error, Way(*wanted))
        self.window.messages.refuse(f"{explain(found.error)} {offer}", action=wanted)

    def _not_backed_up(self, error: AnnotatorError) -> None:
        from annotator.ui.wording import explain

        text = self.window.tr("There is trouble with the backup; your marks are saved all the same. {0}")
        action = (self.window.tr("Backup options…"), self._backup_options)
        self.window.messages.refuse(text.replace("{0}", explain(error)), action=action)

    def _backup_options(self) -> None:
        from annotator.ui.backup_options import BackupOptions

        dialog = BackupOptions(self._desktop.theme, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _offer_rescue(self, error: DamagedError, *ways: Way) -> None:
        """Offer what can be done about a project that is damaged."""
        from annotator.ui.salvaging import Salvaging

        if self.salvaging is None:
            self.salvaging = Salvaging(self.window)
            self.salvaging.salvaged.connect(self.open)
        self.salvaging.offer(error, *ways)

    def _leave(self, error: DamagedError) -> None:
        """Close a project that turned out to be damaged, and offer in an empty window what can be done about it."""
        self._desktop.open(None).damage = error
        QTimer.singleShot(0, self.window.close)

    def _closing(self) -> None:
        workspace, self.workspace = self.workspace, None
        self._desktop.settings.keep_geometry(*self.window.shape())
        for dialog in self.window.findChildren(QDialog):
            # Destroyed with the window they would not hear of it, and what they have begun would go on unseen.
            dialog.close()
        if self.salvaging is not None:
            self.salvaging.close()
        if self.rescue is not None:
            self.rescue.close()
        try:
            if workspace is not None and self.backing_up is not None:
                self.backing_up.stop()
                workspace.close()
                self.backing_up.closed()
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

        KeysDialog(self.window.actions_.keys_by_menu(), self.window, letters=self._desktop.settings.letters).open()

    def _show_about(self) -> None:
        from annotator.ui.about import show_about

        show_about(self.window)


def default_place(stem: str) -> Path:
    """Return where a project goes that nobody has named a place for. Raises ProjectError."""
    from platformdirs import user_documents_path

    folder = made_folder(user_documents_path() / "Annotator")
    path, count = folder / f"{stem}.annot", 1
    while path.exists():
        count += 1
        path = folder / f"{stem} {count}.annot"
    return path


def made_folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            folder, f"the folder could not be made ({error.strerror}); choose a place yourself"
        ) from error
    return folder
