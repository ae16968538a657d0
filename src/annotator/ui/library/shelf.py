"""All articles of a project with what is counted of them: read once, in another thread where they are many, then kept.

Views ask it and not the database, so that none of them reads 100,000 articles for each edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from annotator.core.change import Edit
from annotator.core.errors import AnnotatorError
from annotator.core.values import Annotation, Article, Event, Value
from annotator.project import Project
from annotator.ui.jobs import Jobs, News
from annotator.ui.library.arranging import Entry, Order, arrange
from annotator.ui.session import Session

_FEW = 2000
"""Articles that are read at once: it takes a hundredth of a second."""


class _Contents(Struct, frozen=True):
    articles: dict[str, Article]
    events: dict[str, Event]
    counts: Counter[str]
    entries: list[Entry]

    @classmethod
    def of(cls, project: Project, order: Order) -> _Contents:
        articles = {article.id: article for article in project.articles()}
        events = {event.id: event for event in project.events()}
        counts = Counter(project.counts())
        return cls(articles, events, counts, arrange(articles.values(), events, counts, order))


class Shelf(QObject):
    """Follows a session's project. `loading` is true until the articles are there."""

    changed = Signal()
    """What it holds was read, in place of what was there before."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._meanwhile: list[Edit[Value]] = []
        self.articles: dict[str, Article] = {}
        """By id."""
        self.events: dict[str, Event] = {}
        self.counts: Counter[str] = Counter()
        """Marks by the article's id."""
        self.order = Order()
        self.entries: list[Entry] = []
        """The articles' order in the library."""
        self.loading = False

    def read(self) -> None:
        """Read all again."""
        project = self._session.project
        if project.article_count() <= _FEW:
            self._take(_Contents.of(project, self.order))
        elif not self.loading:
            self.loading = True
            self._meanwhile.clear()
            self._jobs.start(_contents(project.path, self.order))

    def close(self) -> None:
        """Read no more."""
        self._jobs.close()

    def follow(self, edits: Iterable[Edit[Value]]) -> set[str]:
        """Take over edits that were stored; return the ids of the articles whose numbers of marks changed."""
        touched: set[str] = set()
        for edit in edits:
            if self.loading:
                self._meanwhile.append(edit)
            value = edit.value
            if isinstance(value, Annotation):
                for mark, number in ((edit.before, -1), (edit.after, 1)):
                    if isinstance(mark, Annotation):
                        self.counts[mark.article] += number
                        touched.add(mark.article)
            elif isinstance(value, Article):
                _put(self.articles, edit.before, edit.after)
            elif isinstance(value, Event):
                _put(self.events, edit.before, edit.after)
        return touched

    def _told(self, news: News) -> None:
        if isinstance(news.value, _Contents):
            self._take(news.value)
        elif news.last and self.loading:
            # The file was moved or is locked for long: whoever reads next says so. What is seen is all there is.
            self.loading = False
            if isinstance(news.error, AnnotatorError):
                self._session.refused.emit(news.error)
            elif news.error is not None:
                raise news.error

    def _take(self, contents: _Contents) -> None:
        self.articles, self.events, self.counts = contents.articles, contents.events, contents.counts
        self.entries = contents.entries
        self.loading = False
        meanwhile, self._meanwhile = self._meanwhile, []
        if meanwhile:
            # What was stored while it was read may be in it already: articles are put again, marks counted again.
            self.follow(edit for edit in meanwhile if not isinstance(edit.value, Annotation))
            marks = [mark for edit in meanwhile for mark in (edit.before, edit.after) if isinstance(mark, Annotation)]
            touched = {mark.article for mark in marks}
            counts = self._session.project.counts(touched)
            self.counts.update({article: 0 for article in touched})
            for article in touched:
                self.counts[article] = counts.get(article, 0)
            self.arrange()
        self.changed.emit()

    def arrange(self, order: Order | None = None) -> None:
        """Put the entries into their order anew: another one, or the same after edits."""
        self.order = order or self.order
        self.entries = arrange(self.articles.values(), self.events, self.counts, self.order)


def _put(kept: dict[str, Article] | dict[str, Event], before: Value | None, after: Value | None) -> None:
    if after is None and before is not None:
        kept.pop(before.id, None)
    elif after is not None:
        kept[after.id] = after  # type: ignore[assignment]  # the caller looked


def _contents(path: Path, order: Order) -> Iterator[object]:
    """Read a project for itself: an open one belongs to the window's thread."""
    with Project.open(path, read_only=True) as project:
        yield _Contents.of(project, order)
