"""The words of a store's articles, indexed: what is missing in the index, how it comes in, and what it proposes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection

from annotator.storage.dialects import reasons, sqlite, sqlite_search
from annotator.storage.dialects.sqlite_search import Missing as Missing
from annotator.text.terms import Sought
from annotator.text.tokens import Piece

_TERMS = 16
"""Terms of a query that the index is asked for; the others are looked for in what it proposes."""


class Entry(Struct, frozen=True):
    """An article for the index: its text in pieces, and its title's words."""

    article: Missing
    pieces: Sequence[Piece]
    title: str


class Page(Struct, frozen=True):
    """Ids of articles to look at, the best first, and the number under which there may be more of them."""

    ids: tuple[str, ...]
    below: int


class WordIndex:
    """The index of one open store. Every method is short: others wait for it no longer than a few milliseconds.

    All raise ProjectError as the store's do; where it is about the index alone, `drop` it.
    """

    def __init__(
        self,
        path: Path,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        """Use `Store.words`. `reading` gives the connection for a query, `writing` in a transaction of its own."""
        self._path = path
        self._reading = reading
        self._writing = writing

    def is_there(self) -> bool:
        with self._reading() as connection:
            return sqlite_search.is_there(sqlite.raw(connection))

    def is_possible(self) -> bool:
        """Return whether this SQLite can have an index."""
        with self._reading() as connection:
            return sqlite_search.is_possible(sqlite.raw(connection))

    def prepare(self) -> bool:
        """See to it that there is an index that is of use; return whether this SQLite can have one."""
        if not self.is_possible():
            return False
        with self._reading() as connection:
            if sqlite_search.is_of_use(sqlite.raw(connection)):
                return True
        with self._writing() as connection:
            sqlite_search.make(sqlite.raw(connection))
        return True

    def drop(self) -> None:
        """Take the index away."""
        with self._writing() as connection:
            sqlite_search.drop(sqlite.raw(connection))

    def missing(self, after: str = "", *, everything: bool = False) -> tuple[list[Missing], str | None]:
        """Look at the next articles by id; return those that are not in the index, and the last id seen.

        It is None when no article is left to look at. With `everything` all count as missing.
        """
        with self._reading() as connection:
            return sqlite_search.missing(sqlite.raw(connection), after, everything=everything)

    def add(self, entries: Sequence[Entry]) -> None:
        """Add articles of one piece each, in one step."""
        with self._writing() as connection:
            driver = sqlite.raw(connection)
            for entry in entries:
                number = sqlite_search.begin(driver, entry.article, 1)
                sqlite_search.put(driver, number, 0, entry.pieces[0], entry.title)
                sqlite_search.finish(driver, number)

    def begin(self, article: Missing, pieces: int) -> int:
        """Begin to add a long article of so many pieces; return its number."""
        with self._writing() as connection:
            return sqlite_search.begin(sqlite.raw(connection), article, pieces)

    def put(self, number: int, place: int, piece: Piece, title: str = "") -> None:
        """Add one piece of a long article."""
        with self._writing() as connection:
            sqlite_search.put(sqlite.raw(connection), number, place, piece, title)

    def finish(self, number: int) -> None:
        """Let a long article be found, all pieces of which are in."""
        with self._writing() as connection:
            sqlite_search.finish(sqlite.raw(connection), number)

    def merge(self) -> bool:
        """Put a little of what was added in order, so that it answers faster; return whether there was any."""
        with self._writing() as connection:
            return sqlite_search.merge(sqlite.raw(connection))

    def settle(self) -> None:
        """Empty the log that adding has filled, aside: nobody waits for it."""
        with reasons.explained(self._path):
            sqlite.empty_aside(self._path)

    def top(self) -> int:
        """Return a number that no article has yet: those that come in later have this one or a greater one."""
        with self._reading() as connection:
            return sqlite_search.top(sqlite.raw(connection))

    def propose(self, sought: Sought, above: int, below: int, limit: int) -> Page | None:
        """Return articles with numbers in `[above, below)` that have all terms near each other, the best first.

        None where the index knows nothing of the terms, since they are mere signs.
        """
        asked = _asked(sought)
        if not asked:
            return None
        with self._reading() as connection:
            driver = sqlite.raw(connection)
            scores, rest = sqlite_search.candidates(driver, asked, above, below, limit)
            ids = sqlite_search.ids(driver, list(scores))
        best = sorted(scores, key=lambda number: (scores[number], -number))
        return Page(tuple(ids[number] for number in best if number in ids), rest)

    def propose_apart(self, sought: Sought, above: int, below: int, limit: int) -> Page:
        """Return long articles with numbers in `[above, below)` that have all terms somewhere, latest first."""
        asked = _asked(sought)
        if len(asked) < 2:
            return Page((), above)
        with self._reading() as connection:
            driver = sqlite.raw(connection)
            numbers, rest = sqlite_search.apart(driver, asked, above, below, limit)
            ids = sqlite_search.ids(driver, numbers)
        return Page(tuple(ids[number] for number in numbers if number in ids), rest)


def _asked(sought: Sought) -> list[str]:
    asked = (sqlite_search.expression(term) for term in sought.terms)
    return [part for part in asked if part is not None][:_TERMS]
