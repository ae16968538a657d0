"""All articles of a project with what is counted of them: read once, in another thread where they are many, then kept.

Views ask it and not the database, so that none of them reads 100,000 articles for each edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from annotator.core.change import Edit
from annotator.core.errors import AnnotatorError
from annotator.core.reading import altogether, standing
from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article, Event, ReadingState, Status, Value
from annotator.project import Project
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.library.arranging import Entry, Order, Shown, arrange, headed, sifted, unfolded
from annotator.ui.library.catalogue import Catalogue
from annotator.ui.library.counting import Census, census, seen
from annotator.ui.library.own_marks import OwnMarks
from annotator.ui.session import Session
from annotator.ui.standing import Standings
from annotator.ui.veil import NO_VEIL, Veil

_FEW = 2000
"""Articles that are read at once: it takes a hundredth of a second."""


class _Contents(Struct, frozen=True):
    order: Order
    articles: dict[str, Article]
    events: dict[str, Event]
    counts: Counter[str]
    arranged: list[Entry]
    read: dict[str, dict[str, ReadingState]]
    catalogue: Catalogue
    census: Census | None
    """Where some coders are withheld: whose marks there are."""

    @classmethod
    def of(cls, project: Project, order: Order, coder: str, veil: Veil) -> _Contents:
        articles = {article.id: article for article in project.articles()}
        events = {event.id: event for event in project.events()}
        taken = census(project) if veil.withholding else None
        if taken is None:
            counts = Counter(project.counts())
        else:
            counts = Counter({record: seen(veil, record, marks).total() for record, marks in taken.items()})
        arranged = arrange(articles.values(), events, counts, order)
        read = _read(project.statuses(coder=coder))
        return cls(order, articles, events, counts, arranged, read, Catalogue(articles.values()), taken)


class _Tallies(Struct, frozen=True):
    """The marks of each tag, by article: what takes longest to count, and is not waited for."""

    by_tag: dict[str, Counter[str]]

    @classmethod
    def of(cls, project: Project, contents: _Contents, veil: Veil) -> _Tallies:
        if contents.census is not None:
            tallies: dict[str, Counter[str]] = {}
            for record, marks in contents.census.items():
                for tag, number in seen(veil, record, marks).items():
                    tallies.setdefault(tag, Counter())[record] = number
            return cls(tallies)
        # The same texts for the same ids: read anew, those of a million marks would be there several times.
        ids = {record: record for record in contents.articles}
        found = project.marks_by_tag()
        return cls({tag: Counter({ids.get(a, a): n for a, n in numbers.items()}) for tag, numbers in found.items()})


class Shelf(QObject):
    """Follows a session's project. `loading` is true until the articles are there."""

    changed = Signal()
    """What it holds was read, in place of what was there before."""
    tallied = Signal()
    """The marks of each tag are counted now."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._meanwhile: list[Edit[Value]] = []
        self.veil = NO_VEIL
        """Who is withheld is not counted."""
        self.articles: dict[str, Article] = {}
        """By id."""
        self.events: dict[str, Event] = {}
        self.counts: Counter[str] = Counter()
        """Marks by the article's id."""
        self.tallies: dict[str, Counter[str]] = {}
        """Marks by the tag's id, then the article's."""
        self._census: Census | None = None
        """Whose marks there are, where some coders are withheld: who is seen may be another without reading again."""
        self._own = OwnMarks(session)
        self._read: dict[str, dict[str, ReadingState]] = {}
        self._catalogue = Catalogue(())
        self._replaced: Counter[str] = Counter()
        self.order = Order()
        self.folded: frozenset[str] = frozenset()
        """Headings whose articles are not shown, unless some words are looked for."""
        self._arranged: list[Entry] = []
        self.entries: list[Entry] = []
        """The rows of the library, in their order."""
        self.headings: Counter[str] = Counter()
        """How many articles stand under each heading."""
        self.listed = 0
        """How many articles are listed, those under folded headings too."""
        self.loading = False
        self._counting = False
        self._job: Job | None = None
        """What reads now, or did last."""
        self._again = False
        """Whether something was stored elsewhere while it was read."""

    def read(self) -> None:
        """Read all again."""
        project = self._session.project
        self._own.forget()
        if project.article_count() <= _FEW:
            contents = _Contents.of(project, self.order, project.coder.id, self.veil)
            self._take(contents)
            self._count(_Tallies.of(project, contents, self.veil))
        elif self._counting:
            self._again = True
        else:
            self.loading = self._counting = True
            self._meanwhile.clear()
            self._job = self._jobs.start(_contents(project.path, self.order, project.coder.id, self.veil))

    def close(self) -> None:
        """Read no more."""
        self._jobs.close()

    def see(self, veil: Veil) -> set[str]:
        """Count what is seen under another veil; return the articles of which something else is counted.

        Where that may be any of them, all is read again.
        """
        before, self.veil = self.veil, veil
        touched = counted_otherwise(before, veil)
        if touched is None or self._counting:
            # Nobody who is withheld from now on is counted while it is read.
            self.counts, self.tallies = Counter(), {}
            self.tallied.emit()
            self.read()
            return set()
        if self._census is not None:
            for article in touched:
                self._tell(article, self._census.get(article, Counter()))
        return touched

    def _tell(self, article: str, marks: Counter[tuple[str, str]]) -> None:
        """Take over how many marks of which tag and coder an article has."""
        numbers = seen(self.veil, article, marks)
        self.counts[article] = numbers.total()
        for tag in self.tallies.keys() | numbers.keys():
            self.tallies.setdefault(tag, Counter())[article] = numbers[tag]

    def _count_again(self, articles: set[str]) -> None:
        """Count the marks of these articles in the project, as they are stored now."""
        taken = census(self._session.project, articles) if articles else {}
        for article in articles:
            marks = taken.get(article, Counter())
            if self._census is not None:
                self._census[article] = marks
            self._tell(article, marks)

    # What is said of an article.

    @property
    def tags(self) -> TagSet:
        return self._session.project.tags

    def state(self, article: str) -> ReadingState | None:
        """Return how far this coder has read an article: done where it is done for every tag; None: not yet."""
        return altogether(state for _, state in self.states(article))

    def states(self, article: str) -> Standings:
        """Return how far this coder has read an article for each tag that is offered."""
        said, marked = self._read.get(article, {}), self._marked(article)
        return tuple((tag, standing(said.get(tag.id), marked=marked.get(tag.id, 0) > 0)) for tag in self.tags.offered)

    def said(self, article: str, tag: str) -> ReadingState | None:
        """Return what this coder has said themselves of an article and a tag (ids)."""
        return self._read.get(article, {}).get(tag)

    def _standing(self, article: str, tag: str | None) -> ReadingState | None:
        if tag is None:
            return self.state(article)
        return standing(self.said(article, tag), marked=self._marked(article).get(tag, 0) > 0)

    def _marked(self, article: str) -> Mapping[str, int]:
        """Return the number of this coder's marks in an article by tag, as far as they are counted by now."""
        if self._counting or not (self.counts.get(article) or self.veil.withholding):
            return {}
        if self._census is not None:
            coder = self._session.project.coder.id
            return {tag: n for (tag, who), n in self._census.get(article, {}).items() if who == coder}
        if self._own.alone:
            return {tag: numbers[article] for tag, numbers in self.tallies.items() if numbers.get(article)}
        return self._own.of(article)

    def _begun(self) -> set[str]:
        """Return the articles of which something is said, or in which this coder has marks."""
        said = {record for record, read in self._read.items() if read}
        if self._counting:
            return said
        if self._census is not None:
            coder = self._session.project.coder.id
            return said | {a for a, marks in self._census.items() if any(who == coder for _, who in marks)}
        if self._own.alone:
            return said.union(*(self.tallies.values()))
        return said | self._own.articles()

    def replaced(self, article: str) -> bool:
        """Return whether a later version has come for an article."""
        return self._replaced[article] > 0

    # Following.

    def follow(self, edits: Iterable[Edit[Value]]) -> set[str]:
        """Take over edits that were stored; return the ids of the articles of which something else is counted."""
        touched: set[str] = set()
        coder = self._session.project.coder.id
        for edit in edits:
            if self._counting:
                self._meanwhile.append(edit)
            value = edit.value
            if isinstance(value, Annotation):
                for mark, number in ((edit.before, -1), (edit.after, 1)):
                    if isinstance(mark, Annotation):
                        self._mark(mark, number)
                        touched.add(mark.article)
            elif isinstance(value, Article):
                self._put(edit.before, edit.after)
            elif isinstance(value, Event):
                _put(self.events, edit.before, edit.after)
            elif isinstance(value, Status) and value.coder == coder:
                read = self._read.setdefault(value.article, {})
                read.pop(value.tag, None)
                if isinstance(edit.after, Status):
                    read[value.tag] = edit.after.state
                touched.add(value.article)
        return touched

    def _mark(self, mark: Annotation, number: int) -> None:
        """Count a mark that has come (1) or gone (-1)."""
        self._own.follow(mark, number)
        if self._census is not None:
            self._census.setdefault(mark.article, Counter())[mark.tag, mark.coder] += number
            if self.veil.withholds(mark):
                return
        self.counts[mark.article] += number
        self.tallies.setdefault(mark.tag, Counter())[mark.article] += number

    def _put(self, before: Value | None, after: Value | None) -> None:
        _put(self.articles, before, after)
        for article, number in ((before, -1), (after, 1)):
            if isinstance(article, Article) and article.replaces is not None:
                self._replaced[article.replaces] += number
        if isinstance(after, Article):
            self._catalogue.put(after)
        elif before is not None:
            self._catalogue.drop(before.id)

    # In what order, and which.

    def arrange(self, order: Order | None = None) -> None:
        """Put the entries into their order anew: another one, or the same after edits."""
        self.order = order or self.order
        self._arranged = arrange(self.articles.values(), self.events, self.counts, self.order)
        self.sift()

    def sift(self, order: Order | None = None) -> None:
        """List those that fit: what is looked for is another, or what is known of them."""
        self.order = order or self.order
        entries = self._arranged
        if self.order.sieves:
            entries = sifted(entries, self._fitting())
        self.headings = headed(entries)
        self.listed = len({record for _, record in entries if record is not None})
        open_ = not self.folded or self.order.words.strip()
        self.entries = entries if open_ else unfolded(entries, self.folded)

    def fold(self, heading: str, folded: bool) -> None:
        """Show a heading without its articles, or with them again."""
        self.folded = self.folded | {heading} if folded else self.folded - {heading}
        self.sift()

    def _fitting(self) -> set[str]:
        found, shown, tag = self._catalogue.fitting(self.order.words), self.order.shown, self.order.tag
        if shown is Shown.ALL:
            return found
        # The others, most of them perhaps, are not read yet.
        begun = {record: self._standing(record, tag) for record in self._begun() & found}
        if shown is Shown.UNREAD:
            return found - {record for record, state in begun.items() if state is not None}
        done = {record for record, state in begun.items() if state is ReadingState.DONE}
        if shown is Shown.NOT_DONE:
            return found - done
        return done if shown is Shown.DONE else {r for r, state in begun.items() if state is ReadingState.IN_WORK}

    def fits(self, article: str) -> bool:
        """Return whether an article is listed, by how far it is read, or would be but for its words."""
        state, shown = self._standing(article, self.order.tag), self.order.shown
        states = {Shown.UNREAD: (None,), Shown.IN_WORK: (ReadingState.IN_WORK,), Shown.DONE: (ReadingState.DONE,),
                  Shown.NOT_DONE: (None, ReadingState.IN_WORK)}  # fmt: skip
        return shown is Shown.ALL or state in states[shown]

    # Reading.

    def _told(self, news: News) -> None:
        if news.job is not self._job:
            return  # The end of one that has told all before: another has begun since.
        if isinstance(news.value, _Contents):
            self._take(news.value)
        elif isinstance(news.value, _Tallies):
            self._count(news.value)
        elif news.last and self._counting:
            # The file was moved or is locked for long: whoever reads next says so. What is seen is all there is.
            self.loading = self._counting = False
            if isinstance(news.error, AnnotatorError):
                self._session.refused.emit(news.error)
            elif news.error is not None:
                raise news.error
        if news.last and self._again:
            self._again = False
            self.read()

    def _take(self, contents: _Contents) -> None:
        self.articles, self.events, self.counts = contents.articles, contents.events, contents.counts
        self._census = contents.census
        self._read, self._catalogue, self._arranged = contents.read, contents.catalogue, contents.arranged
        self._replaced = Counter(a.replaces for a in self.articles.values() if a.replaces is not None)
        self.loading = False
        project, meanwhile = self._session.project, self._meanwhile
        if meanwhile:
            # What was stored while it was read may be in it already: articles are put again, the rest counted again.
            self._meanwhile = []
            self.follow(edit for edit in meanwhile if not isinstance(edit.value, Annotation | Status))
            self._meanwhile = meanwhile
            self._replaced = Counter(a.replaces for a in self.articles.values() if a.replaces is not None)
            self._count_again(_marked(meanwhile))
            judged = {edit.value.article for edit in meanwhile if isinstance(edit.value, Status)}
            self._read.update({article: {} for article in judged})
            self._read.update(_read(project.statuses(articles=judged, coder=project.coder.id)) if judged else {})
        if meanwhile or _stored(contents.order) != _stored(self.order):
            self.arrange()
        else:
            self.sift()
        self.changed.emit()

    def _count(self, tallies: _Tallies) -> None:
        self.tallies = tallies.by_tag
        self._counting = False
        touched = _marked(self._meanwhile)
        self._meanwhile = []
        self._count_again(touched)
        self.tallied.emit()


def _put(kept: dict[str, Article] | dict[str, Event], before: Value | None, after: Value | None) -> None:
    if after is None and before is not None:
        kept.pop(before.id, None)
    elif after is not None:
        kept[after.id] = after  # type: ignore[assignment]  # the caller looked


def _stored(order: Order) -> Order:
    """Return of an order what entries are arranged by."""
    return replace(order, words="", shown=Shown.ALL, tag=None)


def _marked(edits: Iterable[Edit[Value]]) -> set[str]:
    """Return the articles whose marks were edited."""
    sides = (mark for edit in edits for mark in (edit.before, edit.after))
    return {mark.article for mark in sides if isinstance(mark, Annotation)}


def _read(statuses: Iterable[Status]) -> dict[str, dict[str, ReadingState]]:
    read: dict[str, dict[str, ReadingState]] = {}
    for status in statuses:
        read.setdefault(status.article, {})[status.tag] = status.state
    return read


def counted_otherwise(before: Veil, now: Veil) -> set[str] | None:
    """Return the articles in which other marks are counted under one veil than under the other; None: any."""
    if before.coders.hidden != now.coders.hidden:
        return None
    if before.blind is None or now.blind is None:
        return set() if before.blind is now.blind else None
    if before.blind.coder != now.blind.coder:
        return None
    return {article for article, _tag in before.blind.done ^ now.blind.done}


def _contents(path: Path, order: Order, coder: str, veil: Veil) -> Iterator[object]:
    """Read a project for itself: an open one belongs to the window's thread."""
    with Project.open(path, read_only=True) as project:
        contents = _Contents.of(project, order, coder, veil)
        yield contents
        yield _Tallies.of(project, contents, veil)
