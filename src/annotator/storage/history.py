"""A project's history in its database: each change a row with its edits, added with what it changes, found again.

Edits are kept as JSON, a list of `[table, before, after]`; large ones compressed by zlib. A text or an original file
that a change brings is kept as its id alone, since it lies in its own table until another change takes it away: that
one keeps it whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from functools import cache
from typing import Any, TypeAlias

import msgspec
from msgspec import Raw
from sqlalchemy import ColumnElement, Connection, Dialect, bindparam, exists, func, insert, select, update

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import CompactedError, ConflictError
from annotator.core.history import Entry, Way
from annotator.core.ids import new_id
from annotator.core.values import Annotation, Article, ArticleOriginal, ArticleText, Status, Value
from annotator.storage import reads, schema
from annotator.storage.dialects import sqlite
from annotator.storage.mapping import KINDS, NAMES

_LARGE = 50_000
"""Bytes from which on edits are compressed."""
_PART = 16_000_000
"""Bytes of texts and files, more or less, after which a change goes on in another row: their size is limited."""
_AT_ONCE = 500

_CHANGE = schema.CHANGE
_NULL = b"null"
_Texts = (ArticleText, ArticleOriginal)

Opened: TypeAlias = Callable[[], AbstractContextManager[Connection]]
Written: TypeAlias = tuple[str, Raw, Raw]

_written = msgspec.json.Decoder(list[tuple[str, Raw, Raw]])
_decoder = cache(msgspec.json.Decoder)
_encode = msgspec.json.Encoder().encode


def packed(edits: Iterable[Edit[Value]]) -> bytes:
    """Return edits as they are kept."""
    data = _encode([(NAMES[type(e.value)], e.before, _brought(e)) for e in edits])
    return zlib.compress(data, 1) if len(data) > _LARGE else data


def _brought(edit: Edit[Value]) -> Value | str | None:
    return edit.after.id if isinstance(edit.after, _Texts) and edit.before is None else edit.after


def plain(data: bytes) -> bytes:
    """Return kept edits as JSON. Raises ValueError where they are damaged."""
    if data[:1] == b"[":
        return data
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise ValueError(f"a change in its history is damaged ({error})") from error


def unpacked(data: bytes, find: Callable[[type[Value], str], Value | None] | None = None) -> list[Edit[Value]]:
    """Return kept edits; `find` gives the texts and files that they only name. Without it those are left out.

    Raises ValueError where they are damaged, ConflictError where a text is not there any more.
    """
    edits: list[Edit[Value]] = []
    try:
        for name, before, after in _written.decode(plain(data)):
            kind = KINDS[name]
            if find is None and kind in _Texts:
                continue
            if find is not None and bytes(after)[:1] == b'"':
                edits.append(Edit(None, _found(kind, msgspec.json.decode(after, type=str), find)))
            else:
                edits.append(Edit(_value(kind, before), _value(kind, after)))
    except (msgspec.MsgspecError, KeyError, UnicodeDecodeError) as error:
        raise ValueError(f"a change in its history is damaged ({error})") from error
    return edits


def _found(kind: type[Value], record: str, find: Callable[[type[Value], str], Value | None]) -> Value:
    value = find(kind, record)
    if value is None:
        raise ConflictError(f"the {kind.__name__} {record}")
    return value


def _value(kind: type[Value], written: Raw) -> Value | None:
    value: Value | None = None if bytes(written) == _NULL else _decoder(kind).decode(written)
    return value


def any_change(connection: Connection) -> bool:
    """Return whether there is any."""
    return connection.execute(select(_CHANGE.c.number).limit(1)).first() is not None


@cache
def _insert_row(dialect: Dialect) -> str:
    columns = [column for column in _CHANGE.columns if column is not _CHANGE.c.number]
    statement = insert(_CHANGE).values({c.name: bindparam(f"new_{c.name}") for c in columns})
    return str(statement.compile(dialect=dialect))


@cache
def _name_row(dialect: Dialect) -> str:
    """Parameters: the subject and the count of a change, and its number."""
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("subject", "count")}
    statement = update(_CHANGE).values(values).where(_CHANGE.c.number == bindparam("row"))
    return str(statement.compile(dialect=dialect))


def append(
    connection: Connection,
    change: Change,
    *,
    way: Way = Way.DONE,
    undoes: int | None = None,
    step: Entry | None = None,
) -> Entry:
    """Add a change to the history, in the transaction that makes it; return its entry.

    Past SQLAlchemy, which takes longer, and closes a connection that Ctrl+C interrupts.

    With `step` it becomes a part of that one, whose entry is returned as it then is, named after this change.
    """
    own = new_id()
    head = step.number if step is not None else None
    for edits in _parts(change.edits):
        row = (
            own, change.kind.value, change.coder, change.time, change.subject, len(edits), way.value, undoes, head,
            *_about(edits), packed(edits),
        )  # fmt: skip
        number = sqlite.append(connection, _insert_row(connection.dialect), row)
        head = number if head is None else head
    assert head is not None
    if step is None:
        if len(change.edits) != row[5]:
            sqlite.write(connection, _name_row(connection.dialect), [(change.subject, len(change.edits), head)])
        return Entry(
            head, own, change.kind, change.coder, change.time, change.subject, len(change.edits), way, undoes
        )  # fmt: skip
    grown = msgspec.structs.replace(step, subject=change.subject, count=step.count + len(change.edits))
    sqlite.write(connection, _name_row(connection.dialect), [(grown.subject, grown.count, head)])
    return grown


class Told(msgspec.Struct, frozen=True):
    """A change of which all is kept but its edits."""

    number: int
    id: str
    kind: ChangeKind
    coder: str | None
    time: str
    subject: str
    count: int
    way: Way
    undoes: int | None = None
    article: str | None = None
    record: str | None = None


def tell(connection: Connection, changes: Iterable[Told]) -> None:
    """Write changes into an empty history, none of which is a step to undo any more."""
    rows = [{name: getattr(change, name) for name in Told.__struct_fields__} for change in changes]
    if rows:
        connection.execute(insert(_CHANGE), rows)


def _parts(edits: Sequence[Edit[Value]]) -> Iterator[Sequence[Edit[Value]]]:
    """Cut edits where they are too large for one row."""
    start = size = 0
    for at, edit in enumerate(edits):
        gone = edit.before
        if isinstance(gone, ArticleText):
            size += len(gone.text)
        elif isinstance(gone, ArticleOriginal):
            size += len(gone.packed)
        if size > _PART and at > start:
            yield edits[start:at]
            start = at
            size = 0
    yield edits[start:] if start else edits


def article_of(value: Value) -> str | None:
    """Return the id of the article that a value belongs to, if it does to one."""
    if isinstance(value, Annotation | Status):
        return value.article
    return value.id if isinstance(value, Article | ArticleText | ArticleOriginal) else None


def _about(edits: Sequence[Edit[Value]]) -> tuple[str | None, str | None]:
    """Return the article and the record that edits are about, None where they are about several."""
    first = edits[0].value
    article, record = article_of(first), first.id
    if len(edits) > 1:
        if article is not None and any(article_of(edit.value) != article for edit in edits):
            article = None
        if any(edit.value.id != record for edit in edits):
            return article, None
    return article, record


_TAKEN = _CHANGE.alias("taken")
_BACK = _CHANGE.alias("back")
# Taken back, and that not taken back in turn.
_UNDONE = exists().where(
    _TAKEN.c.undoes == _CHANGE.c.number, ~exists().where(_BACK.c.undoes == _TAKEN.c.number).correlate(_TAKEN)
)
_COLUMNS = [_CHANGE.c[name] for name in ("number", "id", "kind", "coder", "time", "subject", "count", "way", "undoes")]
_ENTRY = [*_COLUMNS, _UNDONE.label("undone"), _CHANGE.c.edits.is_not(None).label("kept")]


def _entry(row: Sequence[Any]) -> Entry:
    number, own, kind, coder, time, subject, count, way, undoes, undone, kept = row
    return Entry(
        number, own, ChangeKind(kind), coder, time, subject, count, Way(way), undoes, bool(undone), bool(kept)
    )  # fmt: skip


class History:
    """The changes of an open project. Every method is one transaction, and raises ProjectError as a store's does."""

    def __init__(self, reading: Opened, writing: Opened) -> None:
        self._reading = reading
        self._writing = writing

    def last(self) -> int:
        """Return the number of the newest change, 0 where there is none."""
        with self._reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(_CHANGE.c.number), 0))).scalar_one())

    def entry(self, number: int) -> Entry | None:
        with self._reading() as connection:
            return next(self._entries(connection, [_CHANGE.c.number == number], 1), None)

    def entries(
        self,
        *,
        before: int | None = None,
        limit: int = _AT_ONCE,
        article: str | None = None,
        record: str | None = None,
        coder: str | None = None,
    ) -> list[Entry]:
        """Return the newest changes, newest first: those with a number below `before`, of this coder (id).

        With `article` or `record` (the id of whatever value) only those that touch it. At most `limit`.
        """
        which: list[ColumnElement[bool]] = []
        if before is not None:
            which.append(_CHANGE.c.number < before)
        if coder is not None:
            which.append(_CHANGE.c.coder == coder)
        with self._reading() as connection:
            if article is None and record is None:
                return list(self._entries(connection, [*which, _CHANGE.c.part_of.is_(None)], limit))
            # What is about several articles, or records, names none in these columns.
            if article is not None:
                which.append((_CHANGE.c.article == article) | _CHANGE.c.article.is_(None))
            if record is not None:
                which.append((_CHANGE.c.record == record) | _CHANGE.c.record.is_(None))
            heads = self._touching(connection, which, [record or article or ""], limit)
            found = {e.number: e for e in self._entries(connection, [_CHANGE.c.number.in_(heads)], len(heads))}
            return [found[number] for number in sorted(heads, reverse=True) if number in found]

    def touching(self, records: Collection[str], after: int) -> list[Entry]:
        """Return the changes with a number over `after` that touch one of these records, oldest first."""
        with self._reading() as connection:
            heads = self._touching(connection, [_CHANGE.c.number > after], records)
            found = list(self._entries(connection, [_CHANGE.c.number.in_(heads)], len(heads)))
            return [entry for entry in reversed(found) if entry.number > after]

    def _touching(
        self,
        connection: Connection,
        which: Sequence[ColumnElement[bool]],
        keys: Collection[str],
        limit: int | None = None,
    ) -> list[int]:
        """Return the numbers of changes whose edits name one of these ids, newest first, at most `limit`."""
        table = _CHANGE.c
        sought = [key.encode() for key in keys]
        query = select(table.number, table.part_of, table.edits).where(*which).order_by(table.number.desc())
        heads: dict[int, None] = {}
        with closing(connection.execution_options(yield_per=_AT_ONCE).execute(query)) as rows:
            for number, part_of, edits in rows:
                if edits is not None and any(key in plain(edits) for key in sought):
                    heads[number if part_of is None else part_of] = None
                    if limit is not None and len(heads) >= limit:
                        break
        return list(heads)

    def _entries(self, connection: Connection, which: Sequence[ColumnElement[bool]], limit: int) -> Iterator[Entry]:
        query = select(*_ENTRY).where(*which).order_by(_CHANGE.c.number.desc()).limit(limit)
        return map(_entry, connection.execute(query).all())

    def step_before(self, number: int | None, coder: str) -> Entry | None:
        """Return the last step below this number (None: of all) that its coder, or nobody in particular, can undo."""
        table = _CHANGE.c
        which = [
            table.part_of.is_(None),
            table.way.in_((Way.DONE, Way.REVERTED)),
            (table.coder == coder) | table.coder.is_(None),
            ~_UNDONE,
        ]
        with self._reading() as connection:
            which.append(table.number > self._sealed(connection))
            if number is not None:
                which.append(table.number < number)
            return next(self._entries(connection, which, 1), None)

    def undone_last(self, coder: str) -> list[Entry]:
        """Return what this coder took back since the last step that still stands, oldest first: it can be redone."""
        table = _CHANGE.c
        mine = (table.coder == coder) | table.coder.is_(None)
        with self._reading() as connection:
            steps = select(func.coalesce(func.max(table.number), 0)).where(
                mine, table.way.in_((Way.DONE, Way.REVERTED)), table.part_of.is_(None)
            )
            since = max(connection.execute(steps).scalar_one(), self._sealed(connection))
            which = [table.number > since, mine, table.way == Way.UNDONE, table.part_of.is_(None), ~_UNDONE]
            return list(self._entries(connection, which, 1_000_000))[::-1]

    def _sealed(self, connection: Connection) -> int:
        """Return the number up to which nothing is a step to undo."""
        query = select(func.coalesce(func.max(_CHANGE.c.number), 0)).where(_CHANGE.c.edits.is_(None))
        return int(connection.execute(query).scalar_one())

    def change(self, entry: Entry) -> Change:
        """Return a change with its edits.

        Raises CompactedError where they are kept no more, ConflictError where a text it brought is not there.
        """
        table = _CHANGE.c
        query = (
            select(table.edits)
            .where((table.number == entry.number) | (table.part_of == entry.number), table.number >= entry.number)
            .order_by(table.number)
        )
        with self._reading() as connection:

            def find(kind: type[Value], record: str) -> Value | None:
                return reads.one(connection, kind, record)

            edits: list[Edit[Value]] = []
            for (data,) in connection.execute(query).all():
                if data is None:
                    raise CompactedError(entry.subject)
                edits += unpacked(data, find)
        return Change(entry.kind, entry.coder, entry.time, entry.subject, tuple(edits))

    def edits_kept(self) -> Iterator[tuple[int, list[Edit[Value]] | None]]:
        """Yield the edits of all changes since the last seal, oldest first, with the change's number.

        Texts and files are left out; None stands for edits that are damaged.
        """
        with self._reading() as connection:
            last = self._sealed(connection)
            query = select(_CHANGE.c.number, _CHANGE.c.edits).order_by(_CHANGE.c.number).limit(_AT_ONCE)
            while rows := connection.execute(query.where(_CHANGE.c.number > last)).all():
                for number, data in rows:
                    try:
                        yield number, unpacked(data)
                    except ValueError:
                        yield number, None
                last = rows[-1][0]

    def loose_ends(self) -> list[int]:
        """Return the numbers of changes that speak of one that is not there."""
        table, other = _CHANGE.c, _CHANGE.alias()
        named = func.coalesce(table.undoes, table.part_of)
        query = select(table.number).where(named.is_not(None), ~exists().where(other.c.number == named))
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def compact(self, before: str) -> int:
        """Forget the edits of all changes older than `before` (RFC 3339) and give their room back; return how many."""
        table = _CHANGE.c
        with self._writing() as connection:
            last = connection.execute(select(func.max(table.number)).where(table.time < before)).scalar()
            old = update(_CHANGE).where(table.number <= (last or 0), table.edits.is_not(None)).values(edits=None)
            return connection.execute(old).rowcount
