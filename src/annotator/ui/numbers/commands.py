"""Opens the window of numbers, keeps it in step with the project, and saves its pictures and tables."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from annotator.core.change import Change
from annotator.core.errors import AnnotatorError
from annotator.project.counting import Numbers, as_csv
from annotator.project.exporting import written_bytes
from annotator.text.isolate import isolate
from annotator.ui.entities.visible import unveiled
from annotator.ui.files import busy
from annotator.ui.numbers.asked import Answer, Asked, What, answer
from annotator.ui.numbers.canvas import as_png, as_svg
from annotator.ui.numbers.look import Look
from annotator.ui.numbers.window import NumbersWindow
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.window import Window

_LATER_MS = 150


class NumbersCommands(QObject):
    """Has at most one window open. Marks that are withheld do not count."""

    def __init__(self, session: Session, panes: PaneRow, theme: Theme, window: Window) -> None:
        super().__init__(window)
        self._session, self._panes, self._window, self._theme = session, panes, window, theme
        self._asked = Asked()
        self._event: str | None = None
        self._numbers: Numbers | None = None
        self._answer: Answer | None = None
        self.dialog: NumbersWindow | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)
        session.followed.connect(self._changed)
        panes.veils.changed.connect(lambda _veil: self._later())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.dialog is not None:
            self.dialog.set_theme(theme)
            self._show()

    def open(self) -> None:
        """Show the window, with what was asked last."""
        if self.dialog is None:
            self.dialog = NumbersWindow(self._theme, self._window)
            self.dialog.finished.connect(lambda _result: self._closed())
            self.dialog.asked.connect(self._ask)
            self.dialog.event_chosen.connect(self._choose_event)
            self.dialog.save_wanted.connect(self._save)
            self._read()
            self.dialog.choose(self._asked)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def close(self) -> None:
        """Close the window, and follow no more."""
        self._soon.stop()
        if self.dialog is not None:
            self.dialog.close()

    def _closed(self) -> None:
        self.dialog = self._numbers = self._answer = None

    def _changed(self, _change: Change) -> None:
        self._later()

    def _later(self) -> None:
        if self.dialog is not None:
            self._soon.start(_LATER_MS)

    def _choose_event(self, event: str | None) -> None:
        self._event = event
        self._read()

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        self._show()

    def _read(self) -> None:
        """Read the annotations anew, and show what is asked of them."""
        if self.dialog is None:
            return
        project = self._session.project
        self._numbers = self._session.attempt(self._read_numbers)
        if self._numbers is None:
            return
        events = project.events()
        if self._event not in {event.id for event in events}:
            self._event = None
        self.dialog.offer_events(events, self._event)
        self.dialog.offer_attributes(self._numbers.attributes())
        self._show()

    def _read_numbers(self) -> Numbers:
        project, veil, articles = self._session.project, self._panes.veils.veil, None
        if self._event is not None:
            articles = {article.id for article in project.articles() if self._event in article.events}
        marks = unveiled(project.annotations(articles=articles), veil)
        coders = None if veil.blind is None else {veil.blind.coder}
        return Numbers(project, articles=articles, coders=coders, marks=marks)

    def _show(self) -> None:
        numbers, dialog = self._numbers, self.dialog
        if numbers is None or dialog is None:
            return
        with busy():
            self._answer = self._session.attempt(lambda: answer(numbers, self._asked, self.tr("all")))
        if self._answer is not None:
            dialog.show_answer(self._answer, self._look(numbers), self._nothing())

    def _look(self, numbers: Numbers) -> Look:
        colours = {tag.id: tag.colour for tag in numbers.bundle.tags}
        right_to_left = QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return Look(self._theme, right_to_left, colours, self.tr("none"))

    def _nothing(self) -> str:
        if self._asked.what is What.NETWORK:
            return self.tr("No marks or entities are related yet. Put a mark in focus, press R, and click another.")
        if self._asked.what is What.TOGETHER:
            return self.tr("Nothing is marked here that could be found together. Tie marks to entities in their card.")
        return self.tr("Nothing is marked here yet. Select words in an article and press a tag's key.")

    def _save(self, which: str) -> None:
        dialog, made = self.dialog, self._answer
        if dialog is None or made is None or dialog.picture is None or self._numbers is None:
            return
        look, picture = self._look(self._numbers), dialog.picture
        kinds = "CSV (*.csv)" if which == "table" else "SVG (*.svg);;PNG (*.png)"
        name = f"{self._session.project.path.stem}-{made.asked.what.value}.{'csv' if which == 'table' else 'svg'}"
        folder = self._session.project.path.parent
        chosen, kind = QFileDialog.getSaveFileName(dialog, self.tr("Save"), str(folder / name), kinds)
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_name(f"{path.name}.{kind[:3].lower()}")
        try:
            if which == "table":
                data = as_csv(made.table(look))
            elif path.suffix.casefold() == ".png":
                data = as_png(picture, self._theme)
            else:
                data = as_svg(picture, self._theme, dialog.what.currentText())
            with written_bytes(path) as stream:
                stream.write(data)
        except AnnotatorError as error:
            self._session.refused.emit(error)
            return
        self._window.messages.news(self.tr("Saved as {0}.").replace("{0}", isolate(path.name)))
