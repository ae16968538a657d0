"""One open project in a window: its session and its pages first, and what stands around them right after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import AnnotatorError, DamagedError, DisplacedError, ProjectError, RevertError
from annotator.project import Project
from annotator.text.direction import Direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.desk import Desk, Place
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.spotlight import Spotlight
from annotator.ui.theme import Theme
from annotator.ui.tips import plain
from annotator.ui.window import Window
from annotator.ui.wording import explain, window_name

if TYPE_CHECKING:
    from annotator.ui.aligned import Aligned
    from annotator.ui.arrivals import Arrivals
    from annotator.ui.comparing import Comparing
    from annotator.ui.files import Files
    from annotator.ui.inspection import Inspection
    from annotator.ui.proposing import Proposing
    from annotator.ui.reading import Reading
    from annotator.ui.sides import Sides

_ROOM_MS = 100
"""Until a project makes room for edits: the window is there by then, and nobody has marked anything yet."""


class Workspace(QObject):
    """Owns the session. The panels at the sides are imported and made when the pages have been painted."""

    rescue_wanted = Signal(object)
    """The `DamagedError` about which somebody wants to do something."""

    def __init__(self, window: Window, project: Project, files: Files, settings: Settings, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._files = files
        self._settings = settings
        self._theme = theme
        self.session = Session(project, self)
        try:
            self._show(window, files)
        except AnnotatorError:
            # What it holds cannot be read: nobody asks it any more.
            files.session = files.arrivals = None
            window.show_pages(None)
            self.session.close()
            self.deleteLater()
            raise
        for pane in self.panes.panes:
            pane.view.viewport().repaint()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._furnish)
        self._later.start(0)
        self._room = QTimer(self)
        self._room.setSingleShot(True)
        self._room.setInterval(_ROOM_MS)
        self._room.timeout.connect(project.make_room)
        settings.remember(project.path)

    def _show(self, window: Window, files: Files) -> None:
        """Make the pages and put them as they were left. Raises AnnotatorError where they cannot be read."""
        self.spotlight = Spotlight(self)
        self.panes = PaneRow(self.session, self.spotlight, self._theme)
        self.marking = Marking(self.session, self.spotlight, self.panes, self._theme)
        self.sides: Sides | None = None
        self.reading: Reading | None = None
        self.aligned: Aligned | None = None
        self.proposing: Proposing | None = None
        self._arrivals: Arrivals | None = None
        self.inspection: Inspection | None = None
        self._comparing: Comparing | None = None
        self._read_anew = False
        """Whether articles are just being read anew: pages that follow are no reason to leave a comparison."""
        files.session, files.arrivals = self.session, lambda: self.arrivals
        self.session.changing.connect(self._changing)
        self.session.changed.connect(self._changed)
        self.session.refused.connect(self._refused)
        self.session.displaced.connect(self._file_displaced)
        self._displaced = ""
        self.panes.opened_changed.connect(self._show_pages)
        window.messages.covered.connect(self._keep_above)
        self._show_name()
        self._restore()

    def close(self) -> None:
        """Write down how the project is left, and close it."""
        self._later.stop()
        self._room.stop()
        if self._arrivals is not None:
            self._arrivals.close()
        if self.inspection is not None:
            self.inspection.close()
        if self._comparing is not None:
            self._comparing.close()
        if self.sides is not None and self.reading is not None:
            self.reading.close()
            if self.proposing is not None:
                self.proposing.close()
            self.sides.close()
        self._settings.keep_desk(self.session.project.info.id, self.panes.desk())
        self.panes.together.close()
        # The parts outlive the project for a moment; nobody shall ask it any more.
        for source in (self.session, self.spotlight, self.panes):
            source.blockSignals(True)
        self.session.close()

    def set_theme(self, theme: Theme) -> None:
        self._theme = self.marking.theme = theme
        if self._arrivals is not None:
            self._arrivals.theme = theme
        self.panes.set_theme(theme)
        if self.sides is not None:
            self.sides.set_theme(theme)
        if self._comparing is not None:
            self._comparing.set_theme(theme)

    @property
    def comparing(self) -> Comparing:
        """What shows the reports of an event side by side; made when it is first asked for."""
        if self._comparing is None:
            from annotator.ui.comparing import Comparing

            parts = self.session, self.spotlight, self.panes, self.marking
            self._comparing = Comparing(self._window, *parts, self._settings, self._theme)
        return self._comparing

    @property
    def arrivals(self) -> Arrivals:
        """What takes documents in; made when the first ones come, as reading them needs much that pages do not."""
        if self._arrivals is None:
            from annotator.ui.arrivals import Arrivals

            self._arrivals = Arrivals(self._window, self.session, self._settings, self._theme)
            self._arrivals.opened = self.panes.opened
            self._arrivals.imported.connect(self.take_imported)
            self._arrivals.open_wanted.connect(self.panes.open)
        return self._arrivals

    @property
    def importing(self) -> bool:
        """Whether documents are on their way in."""
        return self._arrivals is not None and self._arrivals.importing.running

    def take_imported(self, article_ids: list[str]) -> None:
        """Show articles that just came in, as far as there is room beside what is being read."""
        for article_id in article_ids[:2]:
            if self.panes.current is None:
                self.panes.open(article_id)
            elif len(self.panes.panes) < 2 and self.panes.pane_of(article_id) is None:
                self.panes.open_beside(article_id)

    def _restore(self) -> None:
        """Put the pages as they were left; the first time, the first two articles, right-to-left on the left."""
        project = self.session.project
        desk = self._settings.desk(project.info.id)
        if not desk.panes:
            first = sorted(project.first_articles(2), key=lambda article: article.direction is Direction.LTR)
            desk = Desk(tuple(Place(article.id) for article in first))
        if desk.panes:
            self._window.show_pages(self.panes)
        self.panes.blindness.turn(on=self._settings.blind(project.info.id))
        self.panes.looks.set_style(self._settings.pages)
        self.panes.restore(desk)
        mark = project.find_annotation(desk.focus) if desk.focus else None
        seen = mark is not None and not self.panes.veils.veil.blinds(mark)
        self.spotlight.focus(desk.focus if seen else None)

    def _furnish(self) -> None:
        from annotator.ui.aligned import Aligned
        from annotator.ui.inspection import Inspection
        from annotator.ui.proposing import Proposing
        from annotator.ui.reading import Reading
        from annotator.ui.sides import Sides

        self.reading = Reading(self._window, self.panes, self.marking, self._settings)
        self.aligned = Aligned(self._window, self.session, self.spotlight, self.panes, self.marking)
        self.sides = Sides(
            self._window,
            self.session,
            self.spotlight,
            self.panes,
            self.marking,
            self._files,
            self._theme,
            self._settings,
        )
        self._window.actions_.connect_all({"compare": lambda: self.comparing.turn()})
        self.sides.filing.compare_requested.connect(lambda event: self.comparing.open(event))
        self.proposing = Proposing(
            self._window, self.session, self.spotlight, self.panes, self.marking, self.sides.side, self._settings,
            self._theme,
        )  # fmt: skip
        self._window.make_room()
        self._room.start()
        self.inspection = Inspection(self.session.project, self)
        self.inspection.damaged.connect(self._refused)

    def _show_name(self) -> None:
        window, project = self._window, self.session.project
        name = window_name(project.info.name, project.path.stem)
        window.setWindowTitle(f"{name} — Annotator")
        window.setWindowFilePath(str(project.path))
        window.project_name.setText(isolate(shorten(name, 40)))
        window.project_name.setToolTip(plain(str(project.path)))

    def _keep_above(self, foot: int) -> None:
        """What is offered on a page is not covered by what is said below."""
        for pane in self.panes.panes:
            pane.palette_.keep_above(foot)

    def _show_pages(self) -> None:
        self._keep_above(self._window.messages.cover)
        if self._read_anew and self._comparing is not None and self._comparing.shown:
            return
        self._window.show_pages(self.panes if self.panes.panes else None)
        if not self.panes.panes:
            self._window.welcome.show_no_article(empty=not self.session.project.article_count())

    def _changing(self) -> None:
        self._read_anew = True
        QTimer.singleShot(0, self, self._came_round)

    def _came_round(self) -> None:
        self._read_anew = False

    def _changed(self, change: Change) -> None:
        if change.kind is ChangeKind.ELSEWHERE:
            self._show_name()
        if not self.panes.panes and (self._comparing is None or not self._comparing.shown):
            self._show_pages()

    def _refused(self, error: AnnotatorError) -> None:
        if isinstance(error, RevertError):
            from annotator.ui.history.withheld import seen

            error = seen(error, self.session.project, self.panes.veils.veil)
        if isinstance(error, DamagedError):
            way = (self.tr("What can be done…"), lambda: self.rescue_wanted.emit(error))
            self._window.messages.refuse(explain(error), action=way)
            self._window.saved.setText(self.tr("Not saved") if error.torn else self._window.saved.text())
        else:
            project = self.session.project
            shut = isinstance(error, ProjectError) and (project.read_only or project.displaced() is not None)
            self._window.messages.refuse(explain(error), action=self._way_to_copy() if shut else None)

    def _way_to_copy(self) -> tuple[str, Callable[[], object]]:
        return self.tr("Save a copy…"), self._window.actions_["copy_project"].trigger

    def _file_displaced(self, error: DisplacedError | None) -> None:
        if error is not None:
            self._displaced = explain(error)
            self._window.messages.refuse(self._displaced, action=self._way_to_copy())
        else:
            self._window.messages.withdraw(self._displaced)
        self._window.saved.setText(self.tr("Not saved") if error is not None else self.tr("Saved"))
