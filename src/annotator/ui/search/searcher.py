"""The search of all articles behind the panel, and the index that makes it fast: both go on in other threads."""

from __future__ import annotations

import time
from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtCore import QLocale, QObject, QTimer

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import AnnotatorError, LockedError
from annotator.core.values import Article
from annotator.project.searching import Found, Progress
from annotator.text.terms import Sought
from annotator.ui.find.finder import Finder
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.panes.row import PaneRow
from annotator.ui.search.panel import SearchPanel
from annotator.ui.search.results import ResultRow
from annotator.ui.session import Session
from annotator.ui.wording import explain

_ENOUGH = 100
"""Articles after which the reader is asked, by scrolling, whether more are wanted."""

_HANDFUL = 0.05
_SOON_MS, _LATER_MS = 300, 5000
"""Seconds from one handful of results to the next; milliseconds after a start or a change, for what comes first, and
until another attempt where the project was locked."""

_FEW = 50
"""Articles that are indexed before anybody could read how far it is."""


class _Handful(Struct, frozen=True):
    found: tuple[Found, ...]
    more: bool = False
    """This is enough, and there may be more."""


class ArticleSearch(QObject):
    """Searches for what the panel asks, goes where the reader points, and keeps the index up to date."""

    def __init__(self, session: Session, panes: PaneRow, finder: Finder, panel: SearchPanel) -> None:
        super().__init__(panel)
        self._session = session
        self._panes = panes
        self._finder = finder
        self._panel = panel
        self._steps: Iterator[Found | None] = iter(())
        self._fresh = False
        """Whether what is listed was found by the search before this one."""
        self._jobs, self._behind = Jobs(self), Jobs(self)
        self._job: Job | None = None
        self._indexing: Job | None = None
        self._known: frozenset[tuple[str, str]] | None = None
        """Ids and titles of all articles, when something changed last."""
        self._jobs.told.connect(self._told)
        self._behind.told.connect(self._index_told)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._index)
        self._soon.start()
        panel.asked.connect(self.look_for)
        panel.chosen.connect(self.go_to)
        panel.model.more_wanted.connect(self._go_on)
        session.followed.connect(self._changed)

    def close(self) -> None:
        """Look for nothing more, and wait until no thread is at it."""
        self._soon.stop()
        self._jobs.close()
        self._behind.close()

    @property
    def busy(self) -> bool:
        """Whether a search or the index goes on, or is about to."""
        return self._job is not None or self._indexing is not None or self._soon.isActive()

    def begin(self) -> None:
        """Start to look for what is selected, or for what was looked for before."""
        pane = self._panes.current
        selected = pane.view.selected_text() if pane is not None else ""
        self._panel.begin("" if "\n" in selected else selected.strip())

    def look_for(self, sought: Sought) -> None:
        """List the articles that have all of this. What was listed stays until something is found, or all was seen."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._steps = self._session.project.searcher.steps(sought)
        self._fresh = True
        if not sought.terms:
            self._start_anew()
            self._finder.let_go()
            self._panel.show_done()
            return
        self._finder.went_on.emit()
        self._go_on()

    def go_to(self, what: tuple[ResultRow, bool]) -> None:
        """Show a place on its page, with all that was found there lit."""
        row, by_key = what
        article = row.found.article.id
        pane = self._panes.pane_of(article) or self._panes.open(article)
        if pane is None:
            return
        if row.span is not None:
            self._finder.light(pane, article, row.found.spans, row.span)
        if by_key:
            self._panes.make_current(pane)
        else:
            self._panes.use(pane)
            self._panel.list.enter()

    # Searching.

    def _go_on(self) -> None:
        self._job = self._jobs.start(_handfuls(self._steps))
        self._panel.show_searching()

    def _told(self, news: News) -> None:
        if news.job is not self._job:
            return
        if isinstance(news.value, _Handful):
            if news.value.found and self._fresh:
                self._start_anew()
            self._panel.model.add(news.value.found)
            self._panel.model.more = news.value.more
        if news.last:
            self._job = None
            if self._fresh:
                self._start_anew()
            self._blame(news.error)
            self._panel.show_done()
        self._panel.show_found()

    def _start_anew(self) -> None:
        self._fresh = False
        self._panel.model.begin()

    def _blame(self, error: Exception | None) -> None:
        if isinstance(error, AnnotatorError):
            self._session.refused.emit(error)
        elif error is not None:
            raise error

    # The index, and what comes and goes.

    def _changed(self, change: Change) -> None:
        elsewhere = change.kind is ChangeKind.ELSEWHERE
        if not elsewhere and not any(isinstance(edit.value, Article) for edit in change.edits):
            return
        self._soon.start(_SOON_MS)
        if not self._panel.sought.terms:
            return
        # What another process stored was mostly marks: then the list stays as it is.
        known = _titles(self._session)
        if known != self._known:
            self._known = known
            self.look_for(self._panel.sought)

    def _index(self) -> None:
        if self._indexing is not None:
            self._soon.start(_SOON_MS)  # It does not see what came in since it began.
            return
        if self._session.project.searcher.can_index:
            self._indexing = self._behind.start(self._session.project.searcher.index())
        else:
            self._panel.show_without_index(not self._session.project.searcher.has_index)

    def _index_told(self, news: News) -> None:
        if isinstance(news.value, Progress) and news.value.total > _FEW:
            number = QLocale().toString
            text = self.tr("Indexing {0} of {1}…").replace("{0}", number(news.value.done))
            self._panel.show_index(text.replace("{1}", number(news.value.total)))
        if news.last:
            self._indexing = None
            said = ""
            if isinstance(news.error, LockedError):
                self._soon.start(_LATER_MS)
            elif isinstance(news.error, AnnotatorError):
                said = self.tr("Not indexed: {0}").replace("{0}", explain(news.error))
            elif news.error is not None:
                raise news.error
            self._panel.show_index(said)


def _titles(session: Session) -> frozenset[tuple[str, str]]:
    return frozenset((article.id, article.title) for article in session.project.articles())


def _handfuls(steps: Iterator[Found | None]) -> Iterator[_Handful]:
    """Yield what is found, by and by, until it is enough; the next call goes on from there."""
    held: list[Found] = []
    count, due = 0, 0.0
    for found in steps:
        if found is not None:
            held.append(found)
            count += 1
        if found is None or time.monotonic() >= due:
            due = time.monotonic() + _HANDFUL
            yield _Handful(tuple(held))
            held.clear()
        if count >= _ENOUGH:
            yield _Handful(tuple(held), more=True)
            return
    yield _Handful(tuple(held))
