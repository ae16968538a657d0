"""The comparison handed on: written to a file in one of its formats, or put on the clipboard as text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from annotator.analysis.comparison import Comparison
from annotator.project.comparing import COMPARISON_FORMATS, export
from annotator.text.isolate import isolate
from annotator.ui.compare.book import Names
from annotator.ui.compare.copying import row_text
from annotator.ui.compare.words import rows_text
from annotator.ui.files import busy
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.window import Window

_NAME = 60
_UNFIT = str.maketrans(dict.fromkeys('/\\:*?"<>|\0\n\r\t', " "))


class Exporting(QObject):
    """Offers what a comparison can be written as. `shown` returns what is seen of it: only that is written."""

    def __init__(
        self, session: Session, settings: Settings, window: Window, shown: Callable[[], Comparison | None],
        names: Callable[[], Names],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window
        self._shown, self._names = shown, names
        self.menu = QMenu(window)
        for kind in COMPARISON_FORMATS.values():
            text = f"{kind.title} (*{kind.suffix})…"
            self.menu.addAction(text, partial(self.ask, kind.name)).setObjectName(kind.name)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Copy all rows"), self.copy_all)

    def _there(self) -> Comparison | None:
        """Return what is shown, or say that there is nothing yet."""
        shown = self._shown()
        if shown is None:
            self._window.messages.news(
                self.tr("There is no comparison to export yet; wait until all reports are read.")
            )
        return shown

    def ask(self, kind: str) -> None:
        """Ask where, and write what is shown of the comparison."""
        shown = self._there()
        if shown is None:
            return
        suffix = COMPARISON_FORMATS[kind].suffix
        stem = " ".join(shown.event.name.translate(_UNFIT).split())[:_NAME].strip(". ") or self.tr("Comparison")
        start = Path(self._settings.folder or Path.home()) / f"{stem}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export the comparison"), str(start), f"*{suffix}"
        )
        if chosen:
            path = Path(chosen)
            self.write(kind, path if path.suffix else path.with_name(path.name + suffix))

    def write(self, kind: str, path: Path) -> None:
        """Write what is shown of the comparison to a file, and say what was written."""
        shown = self._there()
        if shown is None:
            return
        self._settings.folder = str(path.parent)
        project = self._session.project

        def written() -> bool:
            export(project, shown, path, kind)
            return True

        with busy():
            done = self._session.attempt(written)
        if done:
            said = self.tr("Exported {0} to {1}.").replace("{0}", rows_text(sum(1 for _ in shown.rows())))
            folder, file = (QUrl.fromLocalFile(str(place)) for place in (path.parent, path))
            there = (self.tr("Open it"), lambda: QDesktopServices.openUrl(file))
            if kind != "html":
                there = (self.tr("Show folder"), lambda: QDesktopServices.openUrl(folder))
            self._window.messages.news(said.replace("{1}", isolate(path.name)), action=there)

    def copy_all(self) -> None:
        """Put all rows that are shown on the clipboard, as text."""
        shown = self._there()
        if shown is not None:
            texts = [row_text(row, shown.reports, self._names()) for row in shown.rows()]
            QGuiApplication.clipboard().setText("\n\n".join(texts))
