"""The index of the words in a project's articles: an FTS5 table, made when it is first wanted and never needed.

It is derived: nothing but searching reads it, no migration knows it, and whoever drops it loses a moment. Rows are
only added. An article is in it under a number, by its id, its title and its text's sum; where one of them changes it
is added anew, and what no article answers to any more is passed over until the whole is made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from annotator.text.terms import Term
from annotator.text.tokens import PHRASE, Piece

SCHEME = 1
"""Another number where texts are taken apart in another way: then what is there is of no use."""

_WORDS = f"search{SCHEME}_words"
_ARTICLES = f"search{SCHEME}_articles"

_SUM = 12
"""Characters of a text's SHA-256 that are kept."""

_MAKE = (
    # No text is kept beside the index, and tokens come to it ready-made, one blank apart.
    f"CREATE VIRTUAL TABLE {_WORDS} USING fts5(words, cuts, title, content='', tokenize='ascii', prefix='2')",
    # An article's number is the row of its first piece; those of its others follow. Nobody finds it until it is whole.
    f"CREATE TABLE {_ARTICLES} (number INTEGER PRIMARY KEY, id TEXT NOT NULL, sum TEXT NOT NULL, title TEXT NOT NULL, "
    "pieces INTEGER NOT NULL, whole INTEGER NOT NULL)",
    f"CREATE INDEX {_ARTICLES}_id ON {_ARTICLES} (id)",
    # FTS5 would merge what comes in now and then, and take long; we do it in small steps.
    f"INSERT INTO {_WORDS} ({_WORDS}, rank) VALUES ('automerge', 0)",
    f"INSERT INTO {_WORDS} ({_WORDS}, rank) VALUES ('crisismerge', 200)",
    f"CREATE INDEX {_ARTICLES}_long ON {_ARTICLES} (number) WHERE pieces > 1",
)

_LOOKED_AT = 2000
"""Articles of which it is asked at once whether they are missing."""

_MERGED = 24
"""Pages that are merged in one step."""

Missing = tuple[str, str, str]
"""Id, sum and title of an article that is not in the index as it is now."""


def is_possible(driver: sqlite3.Connection) -> bool:
    """Return whether this SQLite has FTS5."""
    return driver.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is not None


def is_there(driver: sqlite3.Connection) -> bool:
    """Return whether the project has an index that we can read."""
    query = "SELECT count(*) FROM sqlite_master WHERE name IN (?, ?)"
    return bool(driver.execute(query, (_WORDS, _ARTICLES)).fetchone()[0] == 2) and is_possible(driver)


def make(driver: sqlite3.Connection) -> None:
    """Make the index, empty; one that others made in another way goes."""
    drop(driver)
    for statement in _MAKE:
        driver.execute(statement)


def drop(driver: sqlite3.Connection) -> None:
    """Take every index away, whichever version made it."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB ?"
    for pattern in ("search[0-9]*_words", "search[0-9]*_articles"):
        for (name,) in driver.execute(query, (pattern,)).fetchall():
            driver.execute(f"DROP TABLE {name}")


def missing(driver: sqlite3.Connection, after: str, *, everything: bool) -> tuple[list[Missing], str | None]:
    """Look at the next articles by id behind `after`; return those that are missing, and the last id or None.

    None when no article is left to look at. Without an index, or with `everything`, all are missing.
    """
    here = "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?"
    last = driver.execute(f"SELECT max(id) FROM ({here})", (after, _LOOKED_AT)).fetchone()[0]
    if last is None:
        return [], None
    query = "SELECT id, substr(sha256, 1, ?1) AS sum, title FROM article WHERE id > ?2 AND id <= ?3"
    if not everything and is_there(driver):
        same = "known.id = article.id AND known.sum = substr(article.sha256, 1, ?1) AND known.title = article.title"
        query += f" AND NOT EXISTS (SELECT 1 FROM {_ARTICLES} known WHERE {same} AND whole)"
    return driver.execute(f"{query} ORDER BY id", (_SUM, after, last)).fetchall(), last


def top(driver: sqlite3.Connection) -> int:
    """Return a number that no article has yet: those that come in later have this one or a greater one."""
    found = driver.execute(f"SELECT number + pieces FROM {_ARTICLES} ORDER BY number DESC LIMIT 1").fetchone()
    return found[0] if found else 1


def begin(driver: sqlite3.Connection, article: Missing, pieces: int) -> int:
    """Enter an article of so many pieces and return its number; nobody finds it before `finish`."""
    number = top(driver)
    query = f"INSERT INTO {_ARTICLES} (number, id, sum, title, pieces, whole) VALUES (?, ?, ?, ?, ?, 0)"
    driver.execute(query, (number, *article, pieces))
    return number


def put(driver: sqlite3.Connection, number: int, place: int, piece: Piece, title: str) -> None:
    """Add the piece of an article at `place`, and with one of them the title's words."""
    query = f"INSERT INTO {_WORDS} (rowid, words, cuts, title) VALUES (?, ?, ?, ?)"
    driver.execute(query, (number + place, piece.words, piece.cuts, title))


def finish(driver: sqlite3.Connection, number: int) -> None:
    """Let an article be found, all pieces of which are in."""
    driver.execute(f"UPDATE {_ARTICLES} SET whole = 1 WHERE number = ?", (number,))


def merge(driver: sqlite3.Connection) -> bool:
    """Put a little of what came in piece by piece in order, for faster answers; return whether there was any."""
    before = driver.total_changes
    driver.execute(f"INSERT INTO {_WORDS} ({_WORDS}, rank) VALUES ('merge', {_MERGED})")
    return driver.total_changes - before > 1  # as FTS5 documents it


def is_of_use(driver: sqlite3.Connection) -> bool:
    """Return whether there is an index that can be asked, and not more of it is passed over than answered with."""
    if not is_there(driver):
        return False
    try:
        driver.execute(f"SELECT id, sum, title, pieces, whole FROM {_ARTICLES} LIMIT 1").fetchone()
        driver.execute(f"SELECT rowid, words, cuts, title FROM {_WORDS} WHERE {_WORDS} MATCH 'a' LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT):
            return False
        raise
    kept = driver.execute(f"SELECT count(*) FROM {_ARTICLES}").fetchone()[0]
    return bool(kept <= 100 or kept <= 2 * driver.execute("SELECT count(*) FROM article").fetchone()[0])


def expression(term: Term) -> str | None:
    """Return what FTS5 is asked for a term, None where it has no token.

    What it proposes is at least what the term occurs in.
    """
    if not term.tokens:
        return None
    first, rest = term.tokens[0], " ".join(term.tokens[1:PHRASE])
    star = " *" if term.prefix and len(term.tokens) <= PHRASE else ""
    if not rest:
        return f'"{first}"{star}'
    # Only a phrase's first word may begin behind proclitics; these stand in a column of their own, in no order.
    return f'({{words title}} : "{first} {rest}"{star}) OR (cuts : "{first}" AND {{words title}} : "{rest}"{star})'


def candidates(
    driver: sqlite3.Connection, asked: Sequence[str], above: int, below: int, limit: int
) -> tuple[dict[int, float], int]:
    """Return which articles FTS5 proposes for all that is asked: their numbers, each with how well it fits (less is
    better), and the number under which there may be more.

    Of the rows from `above` up to (not including) `below` it looks at the latest `limit`.
    """
    query = (
        f"SELECT (SELECT max(number) FROM {_ARTICLES} WHERE number <= {_WORDS}.rowid), bm25({_WORDS}, 1.0, 1.0, 4.0) "
        f"FROM {_WORDS} WHERE {_WORDS} MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
    )
    match = " AND ".join(f"({part})" for part in asked)
    rows = driver.execute(query, (match, above, below, limit)).fetchall()
    found: dict[int, float] = {}
    for number, score in rows:
        found[number] = min(score, found.get(number, score))
    # Pieces of the last article that were cut off say no more than those that are here.
    return found, min(found) if len(rows) == limit else above


def apart(
    driver: sqlite3.Connection, asked: Sequence[str], above: int, below: int, limit: int
) -> tuple[list[int], int]:
    """Return which long articles have all that is asked somewhere, perhaps far apart, as `candidates` does.

    It looks at no more than `limit` articles.
    """
    long = f"SELECT number, pieces FROM {_ARTICLES} WHERE pieces > 1 AND number >= ? AND number < ?"
    articles = driver.execute(f"{long} ORDER BY number DESC LIMIT ?", (above, below, limit)).fetchall()
    has = f"SELECT 1 FROM {_WORDS} WHERE {_WORDS} MATCH ? AND rowid >= ? AND rowid < ? LIMIT 1"
    found = [
        number
        for number, pieces in articles
        if all(driver.execute(has, (part, number, number + pieces)).fetchone() for part in asked)
    ]
    return found, articles[-1][0] if len(articles) == limit else above


def ids(driver: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the ids of the articles that stand under these numbers."""
    marks = ",".join("?" * len(numbers))
    query = f"SELECT number, id FROM {_ARTICLES} WHERE number IN ({marks}) AND whole"
    return dict(driver.execute(query, tuple(numbers)).fetchall())
