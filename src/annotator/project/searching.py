"""Searching all articles of a project: the index proposes and the texts decide; and what brings it up to date."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from annotator.core.errors import LockedError, ProjectError
from annotator.core.values import Article
from annotator.text.folding import Folded
from annotator.text.hits import Hits
from annotator.text.snippets import Hit, Snippet, snippets
from annotator.text.span import Span
from annotator.text.terms import Occurrence, Sought, occurrences, parse
from annotator.text.tokens import pieces

if TYPE_CHECKING:
    from annotator.storage.store import Store
    from annotator.storage.word_index import Missing

_RANKED = 1000
"""Articles among which the best come first; of more, the latest thousand come first."""

_SNIPPETS = 3
_PAGES = (4, 16, 32)
"""Articles that are read at once: few at first, so that the first is soon found."""

_SHORT = 8_000
"""Code points up to which an article is indexed in one step, together with others."""

_STEP = 12_000
_SETTLED = 16
"""Code points of texts that are indexed in one step; steps after which the log is emptied."""

_PAUSE = 0.0002
_WAIT = 0.02
_PATIENCE = 2.0
"""Seconds: of rest, in which others have their turn; between two attempts; until the index gives up for this time."""

T = TypeVar("T")


class Found(Struct, frozen=True):
    """An article in which all was found: where, ascending and apart; none where it is all in the title."""

    article: Article
    spans: Hits
    in_title: tuple[Span, ...]
    snippets: tuple[Snippet, ...]

    @property
    def count(self) -> int:
        return len(self.spans)


class Progress(Struct, frozen=True):
    """How many of the articles that were missing in the index are in it by now."""

    done: int
    total: int


class Searcher:
    """Searches one project. What it returns may be gone through in a thread of its own."""

    def __init__(self, store: Store) -> None:
        """Use `Project.searcher`."""
        self._store = store

    def search(self, words: str) -> Iterator[Found]:
        """Yield what `Project.search` does."""
        return (found for found in self.steps(parse(words)) if found is not None)

    def steps(self, sought: Sought) -> Iterator[Found | None]:
        """Yield the articles that have all that is sought, and None now and then, so that it can be called off."""
        return _search(self._store, sought)

    def index(self) -> Iterator[Progress]:
        """Bring the index up to date in short steps, telling after each how far it is.

        It may be broken off at any step. No edit waits for it; where it finds the project locked it waits itself, and
        raises LockedError in the end. Does nothing where there can be no index.
        """
        return _index(self._store)

    @property
    def can_index(self) -> bool:
        """Whether the project may be written, and this SQLite has what an index takes."""
        return not self._store.read_only and self._store.words.is_possible()

    @property
    def has_index(self) -> bool:
        """Whether there is an index, be it of a part of the articles."""
        return self._store.words.is_there()


def _search(store: Store, sought: Sought) -> Iterator[Found | None]:
    """Yield what the index proposes and the texts confirm; what the index lacks is looked through in the end."""
    seen: set[str] = set()
    if not sought.terms:
        return
    proposed = _proposed(store, sought)
    while True:
        try:
            ids = next(proposed, None)
        except LockedError:
            raise
        except ProjectError:
            # An index that cannot be read is none, and is made anew when it can be. What is wrong with the project
            # itself is met again right here.
            if not store.read_only:
                with suppress(ProjectError):
                    store.words.drop()
            proposed = _missing(store, everything=True)
            continue
        if ids is None:
            return
        yield from _looked_at(store, ids, sought, seen)


def _proposed(store: Store, sought: Sought) -> Iterator[Sequence[str]]:
    """Yield the ids of all articles that may have what is sought, page by page."""
    index = store.words
    indexed = index.is_there()
    top = index.top() if indexed else 0
    page = index.propose(sought, 0, top, _RANKED) if indexed else None
    # Where the index has no say (it is not there, or only signs are sought), all articles are looked at.
    everything = page is None
    while page is not None:
        yield page.ids
        page = index.propose(sought, 0, page.below, _RANKED) if page.below else None
    if not everything:
        yield from _proposed_apart(store, sought, 0, top)
    yield from _missing(store, everything=everything)
    if indexed and not everything:
        # What came into the index while we were at it.
        later = index.top()
        below = later
        while below > top:
            page = index.propose(sought, top, below, _RANKED)
            assert page is not None
            yield page.ids
            below = page.below
        yield from _proposed_apart(store, sought, top, later)


def _missing(store: Store, *, everything: bool) -> Iterator[Sequence[str]]:
    """Yield the ids of all articles that the index lacks; of all articles there are, where it is not to be asked."""
    after: str | None = ""
    while after is not None:
        articles, after = store.words.missing(after, everything=everything)
        yield [article[0] for article in articles]


def _proposed_apart(store: Store, sought: Sought, above: int, below: int) -> Iterator[Sequence[str]]:
    while below > above:
        page = store.words.propose_apart(sought, above, below, _PAGES[-1])
        yield page.ids
        below = page.below


def _looked_at(store: Store, ids: Sequence[str], sought: Sought, seen: set[str]) -> Iterator[Found | None]:
    """Look at articles that were not seen yet, and yield what is found in them."""
    left = list(dict.fromkeys(article for article in ids if article not in seen))
    seen.update(left)
    size = _PAGES[0] if len(seen) == len(left) else _PAGES[-1]
    while left:
        page, left = left[:size], left[size:]
        size = _PAGES[1] if size == _PAGES[0] else _PAGES[-1]
        for article, text in store.articles_with_texts(page):
            yield _found(article, text, sought)
        # Whoever draws the page waits for this thread to let go of Python.
        time.sleep(_PAUSE)
    yield None


def _found(article: Article, text: str, sought: Sought) -> Found | None:
    title, body = Folded(article.title), Folded(text)
    found = occurrences(sought, (title, body))
    if found is None:
        return None
    hits = _hits(body, found[1])
    return Found(
        article,
        Hits.of(hit.span for hit in hits),
        tuple(hit.span for hit in _hits(title, found[0])),
        snippets(text, hits, _SNIPPETS),
    )


def _hits(folded: Folded, found: Sequence[Occurrence]) -> list[Hit]:
    return [Hit(folded.span(place.start, place.end), place.term) for place in found]


# The index.


def _index(store: Store) -> Iterator[Progress]:
    words = store.words
    if store.read_only or not _when_free(words.prepare):
        return
    missing: list[Missing] = []
    after: str | None = ""
    while after is not None:
        found, after = words.missing(after)
        missing += found
        yield Progress(0, len(missing))
    steps = 0
    for done in _added(store, missing):
        steps += 1
        if steps % _SETTLED == 0:
            words.settle()
        _when_free(words.merge)
        yield Progress(done, len(missing))
        time.sleep(_PAUSE)
    if steps:
        while _when_free(words.merge):
            yield Progress(len(missing), len(missing))
        words.settle()


def _added(store: Store, missing: Sequence[Missing]) -> Iterator[int]:
    """Add articles to the index; yield after each step how many are in."""
    from annotator.storage.word_index import Entry

    words = store.words
    batch: list[Entry] = []
    size = done = 0
    for place, article in enumerate(missing, 1):
        text = store.text(article[0])
        if text is None:
            continue  # Somebody has just removed it.
        title = " ".join(piece.words for piece in pieces(article[2]))
        if len(text) > _SHORT:
            yield from (done for _ in _added_long(store, article, text, title))
        else:
            batch.append(Entry(article, tuple(pieces(text)), title))
            size += len(text)
        if size >= _STEP or place == len(missing):
            if batch:
                _when_free(partial(words.add, batch))
            batch, size, done = [], 0, place
            yield done


def _added_long(store: Store, article: Missing, text: str, title: str) -> Iterator[None]:
    """Add an article piece by piece."""
    words = store.words
    parts = []
    for piece in pieces(text):
        parts.append(piece)
        yield None
    number = _when_free(partial(words.begin, article, len(parts)))
    for place, piece in enumerate(parts):
        _when_free(partial(words.put, number, place, piece, "" if place else title))
        yield None
    _when_free(partial(words.finish, number))


def _when_free(step: Callable[[], T]) -> T:
    """Take a step that nobody may wait for as soon as nobody else is at it. Raises LockedError after a while."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return step()
        except LockedError:
            if time.monotonic() > until:
                raise
            time.sleep(_WAIT)
