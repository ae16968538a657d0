"""How many annotations a project has, of what and of whom, and what is declared done: one question, one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from annotator.storage import reads


class Numbers:
    """Asks an open project's database. Every method raises as those of `Store` do."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        """`reading` gives the connection to read from."""
        self._reading = reading

    def of(self, articles: Collection[str] | None = None, tags: Collection[str] | None = None) -> int:
        """Return the number of annotations of these articles and tags (None: of all)."""
        with self._reading() as connection:
            return reads.count_annotations(connection, articles, tags)

    def by(self, column: str, values: Collection[str] | None = None) -> dict[str, int]:
        """Return the number of annotations by `article`, `tag` or `coder` id (of these; None: of all), no noughts."""
        with self._reading() as connection:
            return reads.counts(connection, column, values)

    def by_tag(self, articles: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Return the number of annotations by tag id and article id (of these, None: of all), without noughts."""
        with self._reading() as connection:
            return reads.by_article(connection, "tag", articles)

    def by_entity(self, entities: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Return the number of annotations by the entity they mention (of these ids, None: of all) and article id."""
        with self._reading() as connection:
            return reads.by_entity(connection, entities)

    def tallies(self, articles: Collection[str] | None) -> list[tuple[str, str, str, int]]:
        """Return (article id, tag id, coder id, number of annotations) of these articles (None: of all)."""
        with self._reading() as connection:
            return reads.tallies(connection, articles)

    def declared(self, coder: str) -> frozenset[tuple[str, str]]:
        """Return the (article id, tag id) pairs that this coder has declared done."""
        with self._reading() as connection:
            return reads.declared(connection, coder)
