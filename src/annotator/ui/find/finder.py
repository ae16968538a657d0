"""The search behind the field: in all open articles, in the background where it may take long, and the walk of hits."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from annotator.text.hits import Hits
from annotator.text.patterns import PatternError, SlowPatternError, escaped
from annotator.text.searching import Query, Searchable
from annotator.text.span import Span
from annotator.ui.find.batches import Batch, Found, Place, batches
from annotator.ui.find.field import FindField
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.panes.pane import Pane
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session

_LONG = 200_000
"""Characters of text from which on nobody waits for a search."""


class _Hit(Struct, frozen=True):
    pane: Pane
    article: str
    span: Span


class Finder(QObject):
    """Looks for a query in the open panes, and walks through the hits from pane to pane."""

    changed = Signal()
    """Other hits, or all are found now."""
    went_on = Signal()
    """The reader looks for something, or goes to what was found: whatever was in focus before is left behind."""

    def __init__(self, session: Session, panes: PaneRow, field: FindField) -> None:
        super().__init__(field)
        self._session = session
        self._panes = panes
        self._field = field
        self._query = Query()
        self._texts: dict[str, Searchable] = {}
        self._ahead: set[str] = set()
        self._found: dict[str, Found] = {}
        self._current: _Hit | None = None
        self._reveal = False
        self._moved: dict[Pane, tuple[int, int]] = {}
        """Pages that the first hit was shown on as the reader typed: what was at their top before, and since."""
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._problem = ""
        self._jobs.told.connect(self._told)
        field.asked.connect(self.look_for)
        field.stepped.connect(self.step)
        field.entered.connect(self._fold_ahead)
        field.escaped.connect(self._leave)
        panes.opened_changed.connect(self._opened_changed)

    def close(self) -> None:
        """Look for nothing more, and wait until no thread is at it."""
        self._jobs.close()

    @property
    def query(self) -> Query:
        return self._query

    @property
    def searching(self) -> bool:
        """Whether more may be found in a moment."""
        return self._job is not None

    @property
    def complete(self) -> bool:
        """Whether all that there is to find was found."""
        return self._job is None and not self._problem

    def hits(self) -> dict[str, Hits]:
        """Return the hits by article, from the left pane to the right."""
        found = {article: self._found[article].spans for article in self._panes.opened() if article in self._found}
        return {article: spans for article, spans in found.items() if spans}

    def begin(self) -> None:
        """Start to look for what is selected, or for what was looked for before."""
        pane = self._panes.current
        selected = pane.view.selected_text() if pane is not None else ""
        words = "" if "\n" in selected else selected
        self._field.begin(escaped(words) if self._field.query().pattern else words)

    def look_for(self, query: Query) -> None:
        """Light every occurrence in the open panes, and show the first from the top of the pane in use.

        While the reader types on, each search starts from where the pages were when the first one began.
        """
        if query.asks:
            self._move_back()
        self._moved.clear()
        self._query = query
        self._current = None
        self._reveal = True
        if query.asks:
            self.went_on.emit()
        self._search()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) occurrence, round and round."""
        spans = [self._spans(pane) for pane in self._panes.panes]
        total = sum(map(len, spans))
        if not total:
            return
        at = (self._place() + by) % total
        for pane, here in zip(self._panes.panes, spans, strict=True):
            if at < len(here):
                self.go_to(pane, here[at])
                return
            at -= len(here)

    def go_to(self, pane: Pane, span: Span) -> None:
        """Make this hit the current one, and show it."""
        if pane.article is not None:
            self.went_on.emit()
            self._current = _Hit(pane, pane.article.id, span)
            self._reveal = False
            self._moved.clear()
            self._show()
            # The keyboard goes along, unless it is in the field.
            on_page = self._panes.current is not None and self._panes.current.view.hasFocus()
            (self._panes.make_current if on_page else self._panes.use)(pane)
            self._go_on_from(pane, span)

    def _leave(self) -> None:
        """Have what was found last selected on its page, which is in use now: to be tagged, or read on from."""
        if self._field.query().asks:
            self.went_on.emit()  # Also where the field was left before anything was looked for.
        current = self._current
        if current is not None and current.pane in self._panes.panes:
            self._panes.use(current.pane)
            current.pane.view.select(current.span)

    def light(self, pane: Pane, article: str, spans: Hits, span: Span) -> None:
        """Light what was found in an article in another way, and go to one of its places.

        The steps to the next and the previous place lead through them, until something else is looked for.
        """
        self._field.forget()
        self._query = Query()
        self._search()
        found = self._found[article] = Found()
        found.add(Batch(article, spans, above=False))
        self.go_to(pane, span)

    def let_go(self) -> None:
        """Light no longer what was found in another way."""
        if not self._query.asks:
            self._search()

    def _move_back(self) -> None:
        """Put back the pages that a hit was shown on, unless the reader has moved them since."""
        for pane, (before, since) in self._moved.items():
            if pane in self._panes.panes and before != since == pane.view.top_place():
                pane.view.scroll_to_place(before)

    @staticmethod
    def _go_on_from(pane: Pane, span: Span) -> None:
        """Show what was found; who goes back to the page reads on there, and focus mode leaves it bright."""
        pane.view.reveal(span)
        pane.view.start_from(span.start)

    # Searching.

    def _search(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._found = {}
        self._problem = ""
        places = self._places()
        if (self._query.pattern and places) or sum(len(place.text.text) for place in places) > _LONG:
            self._job = self._jobs.start(batches(places, self._query))
        else:
            for batch in batches(places, self._query):
                self._take(batch)
        self._show()

    def _places(self) -> list[Place]:
        """Where to search: in the pane in use first, in each from its top."""
        if not self._query.asks:
            return []
        panes = sorted(self._panes.panes, key=lambda pane: pane is not self._panes.current)
        first = {pane.article.id: pane for pane in reversed(panes) if pane.article is not None}
        texts = {pane.article.id: self._text(pane.article.id) for pane in panes if pane.article is not None}
        return [
            Place(article, text, first[article].view.top_place()) for article, text in texts.items() if text is not None
        ]

    def _text(self, article: str) -> Searchable | None:
        if article not in self._texts:
            text = self._session.attempt(lambda: self._session.project.text(article))
            if text is None:
                return None
            self._texts[article] = Searchable(text)
        return self._texts[article]

    def _fold_ahead(self) -> None:
        """Fold long texts while the reader begins to type."""
        for article in self._panes.opened():
            text = self._text(article)
            if text is not None and len(text.text) > _LONG and article not in self._ahead:
                self._ahead.add(article)
                self._jobs.start(_folding(text))

    def _told(self, news: News) -> None:
        if news.job is not self._job:
            if news.error is not None:
                raise news.error
            return
        if isinstance(news.value, Batch):
            self._take(news.value)
        if news.last:
            self._job = None
            self._blame(news.error)
        self._show()

    def _blame(self, error: Exception | None) -> None:
        if isinstance(error, SlowPatternError):
            self._problem = self.tr("This pattern takes too long: it can match in too many ways.")
        elif isinstance(error, PatternError):
            self._problem = self.tr("This is no pattern: {0}.").replace("{0}", str(error))
        elif error is not None:
            raise error

    def _take(self, batch: Batch) -> None:
        self._found.setdefault(batch.article, Found()).add(batch)
        pane = self._panes.pane_of(batch.article)
        if self._current is None and pane is not None:
            self._current = _Hit(pane, batch.article, batch.spans[0])
            if self._reveal:
                self._reveal = False
                before = pane.view.top_place()
                self._go_on_from(pane, batch.spans[0])
                self._moved[pane] = (before, pane.view.top_place())

    def _opened_changed(self) -> None:
        opened = self._panes.opened()
        self._texts = {article: text for article, text in self._texts.items() if article in opened}
        self._ahead &= set(opened)
        current = self._current
        if current is not None:
            article = current.pane.article if current.pane in self._panes.panes else None
            if article is None or article.id != current.article:
                self._current = None
        if self._query.asks:
            self._search()
        else:
            self.changed.emit()

    # Showing.

    def _spans(self, pane: Pane) -> Hits:
        found = self._found.get(pane.article.id) if pane.article is not None else None
        return found.spans if found is not None else Hits()

    def _place(self) -> int:
        """Return the place of the current hit among all, -1 where there is none."""
        before = 0
        for pane in self._panes.panes:
            spans = self._spans(pane)
            if self._current is not None and self._current.pane is pane:
                return before + min(spans.place(self._current.span), max(len(spans) - 1, 0))
            before += len(spans)
        return -1

    def _show(self) -> None:
        total = 0
        for pane in self._panes.panes:
            spans = self._spans(pane)
            total += len(spans)
            current = self._current.span if self._current is not None and self._current.pane is pane else None
            pane.view.set_hits(spans, current)
        if self._problem:
            self._field.show_problem(self._problem, total)
        else:
            # What was found in another way has its count elsewhere.
            place, total = (self._place(), total) if self._query.asks else (-1, 0)
            self._field.show_count(place, total, searching=self._job is not None)
        self.changed.emit()


def _folding(text: Searchable) -> Iterator[object]:
    text.folded()
    yield None
