"""What is done with a comparison: shown in place of the pages, filtered, judged, gone from to a place and back to."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from annotator.analysis.comparison import Comparison
from annotator.core.values import Event, ReadingState
from annotator.project import filing
from annotator.ui.compare.canvas import Spot
from annotator.ui.compare.cells import Find, Go, Read, Unfold
from annotator.ui.compare.copying import row_text
from annotator.ui.compare.exporting import Exporting
from annotator.ui.compare.judging import Judging
from annotator.ui.compare.keeper import Keeper
from annotator.ui.compare.labels import Judge
from annotator.ui.compare.menus import cell_menu, columns_menu
from annotator.ui.compare.outline import Folds, Line, outline, row_key
from annotator.ui.compare.page import ComparePage
from annotator.ui.compare.shown import Columns, Shown, arranged, marked, names, read_states, sift
from annotator.ui.compare.timeline import moments
from annotator.ui.compare.tips import tip
from annotator.ui.compare.typeset import Sheet
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.spotlight import Spotlight
from annotator.ui.theme import Theme
from annotator.ui.window import Window


class Compare(QObject):
    """Keeps the page in step with the comparison, and does what is asked there.

    `leave` shows the pages again; it is told whether the reader has gone to a place there, to come back from it.
    """

    def __init__(
        self, session: Session, spotlight: Spotlight, panes: PaneRow, marking: Marking, settings: Settings,
        theme: Theme, leave: Callable[[bool], object], window: Window,
    ) -> None:  # fmt: skip
        self.page = ComparePage(Sheet(theme, panes.looks.style))
        super().__init__(self.page)
        self._session, self._spotlight, self._panes, self._marking = session, spotlight, panes, marking
        self._theme, self._leave, self._window = theme, leave, window
        self.keeper = Keeper(session, panes.veils, self)
        self._folds = Folds()
        self._columns = Columns()
        self.shown: Shown | None = None
        self._coders: dict[str, str] = {}
        self._states: dict[str, str] = {}
        """How far each report is read, by its id."""
        page, canvas = self.page, self.page.canvas
        self.judging = Judging(session, self.keeper, page)
        canvas.tip = lambda spot: tip(spot, canvas.book, lambda coder: self._coders.get(coder, "?"))
        self.keeper.came.connect(self._came)
        canvas.activated.connect(lambda what: self._activated(*what))
        canvas.fold_wanted.connect(self.fold)
        canvas.unfold_wanted.connect(lambda what: self.unfold(*what))
        canvas.judge_wanted.connect(lambda what: self.judging.begin(*what))
        canvas.forget_wanted.connect(self.judging.take_back)
        canvas.copy_wanted.connect(self.copy)
        canvas.menu_wanted.connect(lambda what: self._menu(*what))
        canvas.pointed.connect(self._pointed)
        canvas.escaped.connect(lambda: self._leave(False))
        page.bar.filter_changed.connect(self._show)
        page.bar.order_changed.connect(self._show)
        page.bar.event_chosen.connect(self.choose)
        page.bar.closed.connect(lambda: self._leave(False))
        page.wanted.connect(self._wanted)
        page.header.opened.connect(self.read)
        page.header.moved.connect(lambda what: self.move_column(*what))
        page.header.menu_wanted.connect(lambda what: self._columns_menu(*what))
        panes.looks.changed.connect(lambda _style: self._dress())
        panes.zoom_changed.connect(lambda _zoom: self._dress())
        self.exporting = Exporting(session, settings, window, self.as_shown, lambda: canvas.book.names)
        page.bar.export.setMenu(self.exporting.menu)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._dress()

    def _dress(self) -> None:
        style = replace(self._panes.looks.style, zoom=self._panes.zoom)
        sheet = Sheet(self._theme, style)
        if sheet != self.page.canvas.book.sheet:
            self.page.dress(sheet)
            self._show()

    def close(self) -> None:
        """Read nothing more."""
        self.keeper.close()

    # What is compared.

    def begin(self, event: Event | None = None) -> None:
        """Show the comparison of an event: this one, else that of last time, else one that an open article reports."""
        self._dress()
        self.keeper.wanted = True
        if event is not None:
            self.choose(event)
        elif self.keeper.chosen is None:
            self.choose(self._likely())
        else:
            self.keeper.catch_up()
        self.page.begin()

    def end(self) -> None:
        """Nobody looks at it any more."""
        self.keeper.wanted = False
        self.judging.end()
        self._spotlight.hover(None)

    def choose(self, event: Event | None) -> None:
        """Compare the reports of another event."""
        if event != self.keeper.chosen:
            self._folds, self._columns = Folds(), Columns()
            self.page.bar.reports.clear_choice()
            self.judging.end()
        self.keeper.choose(event)

    def _likely(self) -> Event | None:
        project = self._session.project
        events = {event.id: event for event in project.events()}
        opened = self._panes.opened()
        articles = {article.id: article for article in project.articles(opened)} if opened else {}
        for record in opened:
            for event in articles[record].events if record in articles else ():
                if event in events:
                    return events[event]
        return min(events.values(), key=lambda event: event.name.casefold()) if len(events) == 1 else None

    # What is shown.

    def _came(self) -> None:
        project = self._session.project
        self._coders = {coder.id: coder.name for coder in project.coders()}
        self.page.bar.offer_events(project.events(), self.keeper.chosen)
        comparison = self.keeper.comparison
        if comparison is not None:
            self.page.bar.offer(comparison.tags, comparison.reports)
            self._states = self._read_states(comparison)
        self._show()

    def _read_states(self, comparison: Comparison) -> dict[str, str]:
        """Return in words how far each report is read, by all whose marks count."""
        veil, project = self._panes.veils.veil, self._session.project
        ids = [report.id for report in comparison.reports]
        statuses = self._session.attempt(lambda: project.statuses(articles=ids)) if ids else ()
        counted = (status for status in statuses or () if veil.counts(status.article, status.tag, status.coder))
        return read_states(comparison.reports, comparison.tags, counted, marked(comparison))

    def _show(self) -> None:
        """Show what the bar asks for, and stay where the reader was."""
        sifting, page = self.keeper.sifting, self.page
        if sifting is None:
            self.shown = None
            self._say_empty()
            return
        shown = self.shown = sift(sifting, page.bar.filter(), page.bar.order)
        found, book = shown.comparison, page.canvas.book
        before = list(book.lines)
        lines = outline(found.groups, self._folds)
        columns = self._columns.shown(found.reports)
        book.show(lines, found, columns, names(found), self._folds)
        self._say_reports(columns)
        page.bar.count(shown.states, shown.summary)
        if not lines or not columns:
            self._say_empty()
            return
        page.show_lines("" if shown.of or not found.complete else self._how_to_tie())
        page.canvas.replaced(before)
        page.canvas.refit()
        if page.canvas.current() is None:
            page.canvas.key = None
        page.canvas.arranged()

    def as_shown(self) -> Comparison | None:
        """Return the rows and columns that are shown, in their order: what goes into a file."""
        if self.shown is None or not self.shown.comparison.complete:
            return None
        found = self.shown.comparison
        return arranged(found, self._columns.shown(found.reports))

    def _say_reports(self, columns: list[str]) -> None:
        shown = self.shown
        assert shown is not None
        comparison = shown.comparison
        hidden = len(comparison.reports) - len(columns)
        label = self.tr("Who says what")
        if hidden:
            label += " · " + self.tr("{0} hidden").replace("{0}", str(hidden))
        notes = {
            later.id: self.tr("It replaces an earlier version in this event.")
            for later in comparison.reports
            if later.replaces is not None and any(earlier.id == later.replaces for earlier in comparison.earlier)
        }
        seen = [report for report in comparison.reports if report.id in columns]
        self.page.header.say(self._states, notes, label, moments(seen))

    def _how_to_tie(self) -> str:
        return self.tr(
            "Nothing is tied yet. Click a mark below to go to it, and say in its card whom or what it mentions; say "
            "the same of a mark in another report, and the two stand side by side here."
        )

    def _say_empty(self) -> None:
        """Say why there is nothing to be seen, and what to do next."""
        page, project = self.page, self._session.project
        page.bar.count({}, "")
        if self.keeper.chosen is None:
            if project.events():
                page.show_empty(self.tr("Choose the event whose reports are to be compared."), self.tr("Choose…"))
            else:
                page.show_empty(
                    self.tr(
                        "There is no event yet.\n\nAn event holds the reports of one happening. Select articles in the "
                        "library, and put them into an event by their menu or by Article → Event."
                    ),
                    self.tr("Back to reading"),
                )
            return
        shown = self.shown
        if shown is not None and shown.of:
            page.bar.count(shown.states, shown.summary)
            page.show_empty(self.tr("No row fits the filter."), self.tr("Clear the filter"))
            return
        reports = [] if self.keeper.comparison is None else list(self.keeper.comparison.reports)
        if len(reports) < 2:
            text = (
                self.tr("This event has one report.\n\nPut another one into it, to see what each of them says.")
                if reports
                else self.tr("This event has no report.\n\nPut articles into it: Article → Event.")
            )
            page.show_empty(text, self.tr("Back to reading"))
            return
        page.show_empty(
            self.tr(
                "Nothing is marked in these reports yet.\n\nMark who acts, what is asked and what is feared, and say "
                "in each mark’s card whom or what it mentions: what is mentioned stands here, a row each."
            ),
            self.tr("Read them"),
        )

    def _wanted(self) -> None:
        """Do what the empty page offers."""
        bar = self.page.bar
        if self.keeper.chosen is None and bar.event_button.menu() is not None and self._session.project.events():
            bar.event_button.showMenu()
        elif self.shown is not None and self.shown.of:
            bar.clear_filter()
            self.page.begin()
        else:
            self._leave(False)

    # Folding, columns.

    def fold(self, key: str) -> None:
        """Fold the lines below one, or unfold them."""
        self._folds = self._folds.turned(key)
        self._show()

    def unfold(self, key: str, article: str) -> None:
        """Show all of a cell, or a part of it again."""
        self._folds = self._folds.cell_turned(key, article)
        self._show()

    def fold_all(self, *, folded: bool) -> None:
        """Fold all wholes, or nothing."""
        comparison = self.keeper.comparison
        keys = () if comparison is None else (row_key(row) for row in comparison.rows() if row.members)
        self._folds = Folds(frozenset(keys) if folded else frozenset(), self._folds.unfolded)
        self._show()

    def hide_column(self, report: str) -> None:
        """Show a report's column no more, or again."""
        self._columns = self._columns.hiding(report)
        self._show()

    def show_all_columns(self) -> None:
        self._columns = Columns(order=self._columns.order)
        self._show()

    def move_column(self, report: str, place: int) -> None:
        """Put a report's column before that which is shown at `place`."""
        if self.shown is not None:
            self._columns = self._columns.moved(report, place, self.shown.comparison.reports)
            self._show()

    def _columns_menu(self, report: str | None, at: QPoint) -> None:
        if self.shown is not None:
            self._popup(columns_menu(self, report, self.shown.comparison.reports, self._columns, self._window), at)

    def _menu(self, spot: Spot, at: QPoint) -> None:
        self._popup(cell_menu(self, spot, self.page.canvas.book.plan, self._window), at)

    def _popup(self, menu: QMenu, at: QPoint) -> None:
        menu.popup(at)

    # Going to places.

    def _activated(self, line: Line, link: object) -> None:
        match link:
            case Go(mark):
                self.go_to(mark)
            case Unfold(article):
                self.unfold(line.key, article)
            case Read(article):
                self.read(article)
            case Find(entity):
                self.find(entity)
            case Judge(verdict):
                self.judging.begin(line, verdict)

    def find(self, entity: str) -> None:
        """Go to the row of an entity, whatever keeps it out of sight."""
        canvas, key = self.page.canvas, f"row {entity}"
        if key not in canvas.book.places:
            self._folds = Folds(unfolded=self._folds.unfolded)
            self.page.bar.clear_filter()
        if key in canvas.book.places:
            canvas.go(key, -1)
        else:
            self._window.messages.news(self.tr("No report of this event has words for it, so it has no row."))

    def go_to(self, mark: str) -> None:
        """Show a mark in its article; the reader can come back."""
        self._leave(True)
        self._marking.go_to(mark)

    def read(self, article: str) -> None:
        """Open an article to be read; the reader can come back."""
        self._leave(True)
        self._panes.open(article)

    def has_done(self, report: str) -> bool:
        """Return whether this coder has declared a report done, for every tag."""
        project = self._session.project
        declared = project.declared(project.coder.id)
        return all((report, tag.id) in declared for tag in project.tags)

    def declare(self, report: str) -> None:
        """Declare a report done for every tag; where it is, say that it is in work again."""
        state = ReadingState.IN_WORK if self.has_done(report) else ReadingState.DONE
        project = self._session.project
        self._session.edit(lambda: filing.set_status(project, [project.article(report)], state))

    def _pointed(self, known: Spot | None) -> None:
        row = None if known is None else known.line.row
        colour = self._theme.accent if known is None else known.line.tag.colour
        self.page.header.point(row, colour)
        link = None if known is None else known.link
        self._spotlight.hover(link.mark if isinstance(link, Go) else None)

    def copy(self, line: Line) -> None:
        """Put a row on the clipboard, as text."""
        shown = self.shown
        if line.row is not None and shown is not None:
            text = row_text(line.row, shown.comparison.reports, self.page.canvas.book.names)
            QGuiApplication.clipboard().setText(text)
