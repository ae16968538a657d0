"""A project's history in its database: each change a row with its edits, added with what it changes, found again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from functools import cache
from typing import Any, TypeAlias, TypeVar

import msgspec
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    bindparam,
    desc,
    exists,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import CompactedError
from annotator.core.history import Entry, Way
from annotator.core.ids import new_id
from annotator.core.values import ArticleOriginal, ArticleText, Value
from annotator.storage import reads, schema
from annotator.storage.dialects import sqlite
from annotator.storage.kept_edits import about_of, packed, plain, unpacked

_PART = 16_000_000
"""Bytes, more or less, after which a change goes on in another row: their size is limited."""
_EDIT = 500
"""Bytes of an edit, more or less, without the text or the file that it takes away."""
_AT_ONCE = 500

_CHANGE = schema.CHANGE
R = TypeVar("R")
Opened: TypeAlias = Callable[[], AbstractContextManager[Connection]]


def any_change(connection: Connection) -> bool:
    """Return whether there is any."""
    return connection.execute(select(_CHANGE.c.number).limit(1)).first() is not None


@cache
def _insert_row(dialect: Dialect) -> str:
    columns = [column for column in _CHANGE.columns if column is not _CHANGE.c.number]
    statement = insert(_CHANGE).values({c.name: bindparam(f"new_{c.name}") for c in columns})
    return str(statement.compile(dialect=dialect))


_NAMED = ("subject", "count", "article", "record")


@cache
def _name_row(dialect: Dialect) -> str:
    """Parameters: what a step is named by, and its number."""
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _NAMED}
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
    about = article, record = about_of(change.edits)
    head = step.number if step is not None else None
    for edits in _parts(change.edits):
        whole = head is None
        row = (
            own, change.kind.value, change.coder, change.time, change.subject,
            len(change.edits if whole else edits), way.value, undoes, head, *(about if whole else about_of(edits)),
            packed(edits),
        )  # fmt: skip
        number = sqlite.append(connection, _insert_row(connection.dialect), row)
        head = number if head is None else head
    assert head is not None
    if step is None:
        return Entry(
            head, own, change.kind, change.coder, change.time, change.subject, len(change.edits), way, undoes,
            article=article, record=record,
        )  # fmt: skip
    grown = msgspec.structs.replace(
        step,
        subject=change.subject,
        count=step.count + len(change.edits),
        article=article if article == step.article else None,
        record=record if record == step.record else None,
    )
    named = tuple(getattr(grown, name) for name in _NAMED)
    sqlite.write(connection, _name_row(connection.dialect), [(*named, head)])
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
        size += _EDIT
        if isinstance(gone, ArticleText):
            size += len(gone.text)
        elif isinstance(gone, ArticleOriginal):
            size += len(gone.packed)
        if size > _PART and at > start:
            yield edits[start:at]
            start = at
            size = 0
    yield edits[start:] if start else edits


_NAMES = ("number", "id", "kind", "coder", "time", "subject", "count", "way", "undoes", "article", "record")
# Of the changes that took one back only the last can stand: taken back are those with an odd number of such in a chain.
_UNDONE: ColumnElement[bool] = literal_column(
    "(WITH RECURSIVE chain (number) AS (SELECT change.number UNION ALL"
    " SELECT (SELECT max(taken.number) FROM change AS taken"
    " WHERE taken.undoes = chain.number AND taken.number > chain.number)"
    " FROM chain WHERE chain.number IS NOT NULL)"
    " SELECT count(*) % 2 = 1 FROM chain)",
    Boolean,
)
_ENTRY = [*(_CHANGE.c[name] for name in _NAMES), _UNDONE.label("undone"), _CHANGE.c.edits.is_not(None).label("kept")]


def _entry(row: Sequence[Any]) -> Entry:
    number, own, kind, coder, time, subject, count, way, undoes, article, record, undone, kept = row
    return Entry(
        number, own, ChangeKind(kind), coder, time, subject, count, Way(way), undoes, bool(undone), bool(kept),
        article, record,
    )  # fmt: skip


class History:
    """The changes of an open project. Every method is one transaction, and raises ProjectError as a store's does."""

    def __init__(self, reading: Opened, writing: Opened) -> None:
        self._reading = reading
        self._writing = writing

    append = staticmethod(append)
    """Here too, for the store: an import within its function takes as long at each edit as to write the row."""

    def read(self, what: Callable[[Connection], R]) -> R:
        """Return what `what` reads, all at one moment."""
        with self._reading() as connection:
            return what(connection)

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
        above: int = 0,
        limit: int = _AT_ONCE,
        articles: Collection[str] = (),
        record: str | None = None,
        coder: str | None = None,
    ) -> list[Entry]:
        """Return the newest changes, newest first: with a number below `before` and over `above`, of this coder (id).

        With `record` (the id of whatever value) only those that touch it, else those that touch one of `articles`. At
        most `limit`. Where a record lies, or lay, in some articles only, both make it sooner.
        """
        which: list[ColumnElement[bool]] = [] if coder is None else [_CHANGE.c.coder == coder]
        if above:
            which.append(_CHANGE.c.number > above)
        with self._reading() as connection:
            if not articles and record is None:
                which += [_CHANGE.c.part_of.is_(None)] + ([] if before is None else [_CHANGE.c.number < before])
                return list(self._entries(connection, which, limit))
            if before is not None:
                which.append((_CHANGE.c.number < before) | (_CHANGE.c.part_of < before))
            keys = articles if record is None else [record]
            if record is not None:
                # What is about several records, or articles, names none in these columns.
                which.append((_CHANGE.c.record == record) | _CHANGE.c.record.is_(None))
            heads = self._touching(connection, which, keys, limit, articles)
            return self._numbered(connection, heads)

    def touching(self, records: Collection[str], after: int) -> list[Entry]:
        """Return the changes over the number `after` that touch, or refer to, one of these records, oldest first."""
        with self._reading() as connection:
            heads = self._touching(connection, [_CHANGE.c.number > after], records)
            return [entry for entry in reversed(self._numbered(connection, heads)) if entry.number > after]

    def _touching(
        self,
        connection: Connection,
        which: Sequence[ColumnElement[bool]],
        keys: Collection[str],
        limit: int | None = None,
        articles: Collection[str] = (),
    ) -> list[int]:
        """Return the numbers of changes whose edits name one of these ids: the newest, at most `limit`."""
        table = _CHANGE.c
        sought = [key.encode() for key in keys]
        query = select(table.number, table.part_of, table.edits).where(*which)
        if articles:
            # The index gives each its rows in order, and they are merged as they are read.
            places = [table.article.is_(None), *(table.article == article for article in articles)]
            ordered: Executable = union_all(*(query.where(place) for place in places)).order_by(desc("number"))
        else:
            ordered = query.order_by(table.number.desc())
        heads: set[int] = set()
        with closing(connection.execution_options(yield_per=_AT_ONCE).execute(ordered)) as rows:
            for number, part_of, edits in rows:
                # A part may be found long before the one that it is a part of, and others come in between.
                if limit is not None and len(heads) >= limit and sum(head > number for head in heads) >= limit:
                    break
                if edits is not None and any(key in plain(edits) for key in sought):
                    heads.add(number if part_of is None else part_of)
        return sorted(heads, reverse=True)[:limit]

    def _numbered(self, connection: Connection, numbers: Sequence[int]) -> list[Entry]:
        """Return the changes of these numbers, which are in order: a statement takes so many parameters and no more."""
        parts = (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))
        return [e for part in parts for e in self._entries(connection, [_CHANGE.c.number.in_(part)], _AT_ONCE)]

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
        with self._reading() as connection:

            def find(kind: type[Value], record: str) -> Value | None:
                return reads.one(connection, kind, record)

            edits = [edit for data in self._kept(connection, entry) for edit in unpacked(data, find)]
        return Change(entry.kind, entry.coder, entry.time, entry.subject, tuple(edits))

    def outline(self, entry: Entry, limit: int) -> list[Edit[Value]]:
        """Return the first edits of a change, about `limit`, without texts and files. Raises CompactedError."""
        edits: list[Edit[Value]] = []
        with self._reading() as connection:
            for data in self._kept(connection, entry):
                edits += unpacked(data, limit=limit - len(edits))
                if len(edits) >= limit:
                    break
        return edits

    def subjects(self, numbers: Collection[int]) -> dict[int, Value]:
        """Return by number what these changes are about, as it was after each: where that is one value, and known."""
        table = _CHANGE.c
        query = select(table.number, table.edits).where(
            table.number.in_(numbers), table.record.is_not(None), table.edits.is_not(None)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return {number: edits[-1].value for number, data in rows if (edits := unpacked(data))}

    def _kept(self, connection: Connection, entry: Entry) -> Iterator[bytes]:
        table = _CHANGE.c
        for which in (table.number == entry.number, table.part_of == entry.number):
            query = select(table.edits).where(which).order_by(table.number)
            with closing(connection.execution_options(yield_per=_AT_ONCE).execute(query)) as rows:
                for (data,) in rows:
                    if data is None:
                        raise CompactedError(entry.subject)
                    yield data

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

    def find(self, ending: str) -> list[str]:
        """Return the ids of the changes whose id ends so, a few of them."""
        table = _CHANGE.c
        query = select(table.id).where(table.id.endswith(ending, autoescape=True), table.part_of.is_(None)).limit(6)
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def of_id(self, own: str) -> Entry | None:
        """Return the change of this id."""
        with self._reading() as connection:
            which = [_CHANGE.c.id == own, _CHANGE.c.part_of.is_(None)]
            return next(self._entries(connection, which, 1), None)

    def weight(self, before: str) -> tuple[int, int]:
        """Return how many changes `compact` would forget the edits of, and how many bytes these take."""
        table = _CHANGE.c
        with self._reading() as connection:
            query = select(func.count(), func.coalesce(func.sum(func.length(table.edits)), 0))
            old = query.where(table.number <= self._last_before(connection, before), table.edits.is_not(None))
            count, size = connection.execute(old).one()
            return int(count), int(size)

    def _last_before(self, connection: Connection, before: str) -> int:
        """Return the number up to which all changes are older: one from a clock that was slow takes no newer along."""
        number = _CHANGE.c.number
        newer = select(func.min(number) - 1).where(_CHANGE.c.time >= before, _CHANGE.c.part_of.is_(None))
        last = select(func.max(number))
        found = select(func.coalesce(newer.scalar_subquery(), last.scalar_subquery(), 0))
        return int(connection.execute(found).scalar_one())

    def compact(self, before: str) -> int:
        """Forget the edits of all changes older than `before` (RFC 3339) and give their room back; return how many."""
        table = _CHANGE.c
        with self._writing() as connection:
            last = self._last_before(connection, before)
            old = update(_CHANGE).where(table.number <= last, table.edits.is_not(None)).values(edits=None)
            return connection.execute(old).rowcount
