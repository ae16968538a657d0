"""Merges the open project with others: asks for them, for tags that are the same, and for a name of the new file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from annotator.ui.files import busy
from annotator.ui.reports import merge_sentences
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.theme import Theme
from annotator.ui.window import Window


class Merging(QObject):
    """The command of one window."""

    merged = Signal(object, str)
    """The `Path` of the project that was made, and what is to be said of it."""

    def __init__(self, session: Session, settings: Settings, theme: Theme, window: Window) -> None:
        super().__init__(window)
        self._settings = settings
        self._session = session
        self._window = window
        self.theme = theme

    def open(self) -> None:
        """Ask which projects to merge with."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Merge with"), str(self._session.project.path.parent), self._filter()
        )
        if chosen:
            self.merge_with([Path(path) for path in chosen])

    def merge_with(self, others: list[Path]) -> None:
        """Merge with these, after asking which tags are the same where that is not plain."""
        from annotator.project.merging import files as merging

        paths = [self._session.project.path, *others]
        with busy():
            alone = self._session.attempt(lambda: merging.unmatched(paths))
        if alone is None:
            return
        ours, theirs = alone[0], sorted({name for names in alone[1:] for name in names})
        if not ours or not theirs:
            self._ask_where(paths, {})
            return
        from annotator.ui.merging.names import TagNames

        dialog = TagNames(ours, theirs, self.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._ask_where(paths, dialog.names()))
        dialog.open()

    def _ask_where(self, paths: list[Path], names: Mapping[str, str]) -> None:
        from annotator.project.merging import files as merging

        start = paths[0].with_name(self.tr("{0} merged.annot").replace("{0}", paths[0].stem))
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the merged project"),
            str(start),
            self._filter(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return
        target = Path(chosen if chosen.endswith(".annot") else f"{chosen}.annot")
        with busy():
            report = self._session.attempt(lambda: merging.merge(paths, target, names))
        if report is not None:
            blind = self._go_on_as(report.project)
            self.merged.emit(target, " ".join(merge_sentences(report, blind=blind)))

    def _go_on_as(self, project_id: str) -> bool:
        """Let who codes here code in the new project too, blind if they work so here; return whether."""
        own, settings = self._session.project.info.id, self._settings
        blind, coder = settings.blind(own), settings.coder(own)
        if project_id != own:
            settings.keep_blind(project_id, blind=blind)
            if coder is not None:
                settings.keep_coder(project_id, coder)
        return blind

    def _filter(self) -> str:
        return self.tr("Annotator projects (*.annot)")
