"""What is said and asked when documents have come in: what was imported, what was not, and how to read it after all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QInputDialog, QLineEdit

from annotator.project import ImportReport
from annotator.project.importing import Columns, Options, Table, import_copied
from annotator.text.isolate import isolate, shorten
from annotator.ui.dragging import Copied, copied
from annotator.ui.importing import Arrived, Importing
from annotator.ui.progress import ProgressStrip
from annotator.ui.reports import import_sentences
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.theme import Theme
from annotator.ui.window import Window

_TITLE = 60
_READ = 5_000_000
"""Bytes of a file that are looked at to tell its encoding."""

Mend = tuple[str, Callable[[], object]]
"""The words of a button, and what it does."""


class _Question(Struct, frozen=True):
    """Files with tables of the same columns, and one of these tables."""

    table: Table
    files: list[Path]


def _questions(report: ImportReport) -> list[_Question]:
    found: dict[frozenset[str], _Question] = {}
    for file, table in report.unclear:
        question = found.setdefault(frozenset(table.names), _Question(table, []))
        if file not in question.files:
            question.files.append(file)
    return list(found.values())


class Arrivals(QObject):
    """The imports of one session, from the wish to the last question."""

    imported = Signal(object)
    """Ids of new articles, to be shown where there is room."""
    open_wanted = Signal(object)
    """The id of an article that the reader asked for after an import."""

    def __init__(self, window: Window, session: Session, settings: Settings, theme: Theme) -> None:
        super().__init__(session)
        self._window = window
        self._session = session
        self._settings = settings
        self.theme = theme
        self._questions: deque[tuple[_Question, Options]] = deque()
        self._asking = False
        self.opened: Callable[[], Sequence[str]] = tuple
        """Returns the ids of the articles that are shown."""
        self.importing = Importing(session)
        self.strip = ProgressStrip()
        window.statusBar().addPermanentWidget(self.strip)
        self.importing.progressed.connect(self.strip.follow)
        self.importing.arrived.connect(self._arrived)
        self.strip.cancelled.connect(self.importing.cancel)

    def take(self, paths: list[Path], options: Options | None = None) -> None:
        """Take documents in, and say what came of it when that is done."""
        self.importing.start(paths, options or Options(kept=self._settings.kept))

    def paste(self) -> None:
        """Make an article of the words on the clipboard, or take in the files that are there."""
        data = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        words = copied(data)
        if paths:
            self.take(paths)
        elif words is not None:
            self.take_words(words)
        else:
            self._window.messages.refuse(self.tr("There is no text on the clipboard that could be an article."))

    def take_words(self, words: Copied) -> None:
        """Make an article of words that were copied or dragged from elsewhere."""
        project = self._session.project
        report = self._session.attempt(lambda: import_copied(project, words.text, words.html))
        if report is None:
            return
        if report.step is not None:
            self._session.tell(project.change(report.step))
        article = next(iter(report.imported), None) or report.skipped[0][1]
        text = self.tr("“{0}” is an article now.") if report.imported else self.tr("“{0}” is already here.")
        text = text.replace("{0}", isolate(shorten(article.title, _TITLE)))
        self.imported.emit([article.id])
        self._window.messages.news(text, action=self._opening([article.id]))

    def _opening(self, articles: list[str]) -> Mend | None:
        """Offer to open the first of these articles that is not open yet."""
        shown = self.opened()
        first = next((article for article in articles if article not in shown), None)
        return None if first is None else (self.tr("Open"), lambda: self.open_wanted.emit(first))

    def close(self) -> None:
        """Call off what is under way, and wait for it."""
        self.importing.close()
        self._window.statusBar().removeWidget(self.strip)
        self.strip.deleteLater()

    def say(self, report: ImportReport, paths: list[Path], *, again: Options | None = None) -> None:
        """Say what became of documents, with the one thing that is most likely wanted next."""
        options = again or Options(kept=self._settings.kept)
        blind = self._settings.blind(self._session.project.info.id)
        sentences = import_sentences(report, paths, blind=blind)
        if report.cancelled:
            sentences.insert(0, self.tr("The import was cancelled; what had come in stays."))
        new = [article.id for article in report.imported]
        known = [article.id for _path, article in report.skipped]
        if new or known:
            self.imported.emit(new or known[:1])
        mend = self._mend(report, options)
        if len(report.failed) > 1:
            mend = self.tr("Show the list…"), lambda: self._list(report, self._mend(report, options))
        if report.failed or report.cancelled or not (new or known):
            self._window.messages.refuse("\n".join(sentences), action=mend)
        else:
            self._window.messages.news(" ".join(sentences), action=self._opening(new or known))

    def _arrived(self, arrived: Arrived) -> None:
        report, options = arrived.report, arrived.wish.options
        asked = options.columns is None and not report.cancelled
        for question in _questions(report) if asked else ():
            known = self._remembered(question.table)
            if known is not None:
                self.take(question.files, replace(options, columns=known))
            else:
                self._questions.append((question, options))
        self._ask_next()
        if asked and report.unclear:
            # What is asked about, or read another way at once, has not failed yet.
            files = {file for file, _ in report.unclear}
            failed = tuple((path, reason) for path, reason in report.failed if not files & {path, *path.parents})
            report = replace(report, failed=failed, unclear=())
            if not (report.imported or report.skipped or report.failed):
                return
        self.say(report, list(arrived.wish.paths), again=options)

    def _remembered(self, table: Table) -> Columns | None:
        fields = self._settings.columns(table.names)
        if fields is None or not fields.get("text"):
            return None
        try:
            return Columns(**fields)  # type: ignore[arg-type]  # what settings hold is checked by their use
        except TypeError:
            return None

    def _ask_next(self) -> None:
        """Ask about tables that do not tell their columns, one dialog after the other."""
        if self._asking or not self._questions:
            return
        from annotator.ui.columns import ColumnsDialog

        question, options = self._questions.popleft()
        name = question.files[0].name

        def chosen(columns: Columns) -> None:
            self._settings.keep_columns(question.table.names, asdict(columns))
            self.take(question.files, replace(options, columns=columns))

        def left() -> None:
            self._asking = False
            self._ask_next()

        self._asking = True
        dialog = ColumnsDialog(question.table, name, chosen, self._window)
        dialog.rejected.connect(
            lambda: self._window.messages.news(self.tr("{0} was not imported.").replace("{0}", isolate(name)))
        )
        dialog.finished.connect(lambda _result: left())
        self._open(dialog)

    def _mend(self, report: ImportReport, options: Options) -> Mend | None:
        """Return what may help with documents that could not be read."""
        if report.undecoded:
            return self.tr("Name the encoding…"), partial(self._ask_encoding, list(report.undecoded), options)
        if report.locked:
            return self.tr("Enter the password…"), partial(self._ask_password, list(report.locked), options)
        return None

    def _list(self, report: ImportReport, mend: Mend | None) -> None:
        from annotator.ui.failures import FailuresDialog

        self._open(FailuresDialog(report.failed, mend, self._window), modal=False)

    def _ask_encoding(self, files: list[Path], options: Options) -> None:
        """Ask for the encoding of texts that did not tell it, and import them again."""
        from annotator.ui.encoding import EncodingDialog

        try:
            with files[0].open("rb") as file:
                data = file.read(_READ)
        except OSError as error:
            self._window.messages.refuse(f"{files[0]}: {error.strerror or error}.")
            return

        def chosen(encoding: str) -> None:
            self.take(files, replace(options, encoding=encoding))

        self._open(EncodingDialog(data, files[0].name, None, chosen, self.theme, self._window))

    def _ask_password(self, files: list[Path], options: Options) -> None:
        question = self.tr("Password of {0}:").replace("{0}", isolate(files[0].name))
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Password"))
        dialog.setLabelText(question)
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.textValueSelected.connect(lambda word: self.take(files, replace(options, password=word)))
        self._open(dialog)

    def _open(self, dialog: QDialog, *, modal: bool = True) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if modal:
            dialog.open()
        else:
            dialog.show()
