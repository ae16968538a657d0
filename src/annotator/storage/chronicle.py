"""A project whole, with its history as the rows it lies in: read at one moment, and made anew of two."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple, replace
from sqlalchemy import Connection, insert, select

from annotator.core.change import Edit
from annotator.core.references import written_with_ids
from annotator.core.values import ArticleOriginal, Bundle, Value
from annotator.storage import making, reads, schema
from annotator.storage.kept_edits import plain, unpacked
from annotator.storage.store import Store

_CHANGE = schema.CHANGE


class Row(Struct, frozen=True):
    """A row of the history, its parts in the order of the columns (see `schema.CHANGE`)."""

    number: int
    id: str
    kind: str
    coder: str | None
    time: str
    subject: str
    count: int
    way: str
    undoes: int | None = None
    part_of: int | None = None
    article: str | None = None
    record: str | None = None
    edits: bytes | None = None

    def unpacked(self) -> list[Edit[Value]]:
        """Return its edits but for texts and files it brings. Raises ValueError where they are damaged."""
        return [] if self.edits is None else unpacked(self.edits)

    def with_ids(self, ids: Mapping[str, str]) -> Row:
        """Return it speaking of records by the ids that they go by now. Raises ValueError where it is damaged."""
        if not ids:
            return self
        data = self.edits
        if data is not None:
            written = plain(data)
            renamed = written_with_ids(written, ids)
            if renamed != written:
                data = renamed if data[:1] == b"[" else zlib.compress(renamed, 1)
        coder, article, record = (
            None if named is None else ids.get(named, named) for named in (self.coder, self.article, self.record)
        )
        return replace(self, coder=coder, article=article, record=record, edits=data)


def snapshot(store: Store) -> tuple[Bundle, tuple[Row, ...]]:
    """Return all that a project holds, and its history, oldest first, as they are at one moment."""

    def read(connection: Connection) -> tuple[Bundle, tuple[Row, ...]]:
        query = select(_CHANGE).order_by(_CHANGE.c.number)
        return reads.bundle(connection), tuple(Row(*row) for row in connection.execute(query))

    return store.history.read(read)


def create(path: Path, bundle: Bundle, history: Sequence[Row], originals: Iterable[ArticleOriginal]) -> None:
    """Make a project of this, whole or not at all. Never overwrites. `originals` are taken one by one."""

    def fill(connection: Connection) -> None:
        if history:
            values = [dict(zip(_CHANGE.columns.keys(), astuple(row), strict=True)) for row in history]
            connection.execute(insert(_CHANGE), values)

    making.make(path, bundle, originals, more=fill)
