"""Writing: each edit only where its `before` is what is stored, alike edits in a row as one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, insert
from sqlalchemy.exc import IntegrityError

from annotator.core.change import Change, Edit
from annotator.core.errors import ConflictError, KeyTakenError, NameTakenError, TwinError
from annotator.core.values import (
    Annotation,
    Article,
    ArticleOriginal,
    ArticleText,
    Bundle,
    Coder,
    Conflict,
    Entity,
    Event,
    Judgement,
    Merged,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)
from annotator.storage import reads, schema, statements
from annotator.storage.dialects import sqlite
from annotator.storage.mapping import mapping


def write(connection: Connection, edits: Iterable[Edit[Value]]) -> None:
    """Write the edits, in order. Raises ConflictError, NameTakenError or KeyTakenError; the caller rolls back."""
    for (kind, added, removed), run in groupby(edits, _shape):
        alike = list(run)
        if added:
            _insert(connection, kind, alike)
        elif removed:
            _delete(connection, kind, alike)
        elif kind is Tag and len(alike) > 1:
            # Two tags may swap their names or keys, which no order of updates allows; references are checked later.
            _delete(connection, kind, alike)
            _insert(connection, kind, alike)
        else:
            _update(connection, kind, alike)


V = TypeVar("V", bound=Value)


def with_coder(connection: Connection, change: Change, coder: Coder) -> Change:
    """Store the coder where the change speaks of them and they are not there yet; return the change.

    Where another process stored a coder of this name first, the change that is returned speaks of that one.
    """
    if change.coder != coder.id and not any(_speaks_of(edit.value, coder.id) for edit in change.edits):
        return change
    stored = reads.coder_named(connection, coder.name)
    if stored is None:
        _insert(connection, Coder, [Edit(None, coder)])
        return change
    if stored == coder.id:
        return change
    edits = tuple(Edit(_said_by(e.before, coder.id, stored), _said_by(e.after, coder.id, stored)) for e in change.edits)
    return replace(change, coder=stored if change.coder == coder.id else change.coder, edits=edits)


def _speaks_of(value: Value | None, coder: str) -> bool:
    return isinstance(value, Annotation | Relation | Status | Judgement) and value.coder == coder


def _said_by(value: V | None, coder: str, other: str) -> V | None:
    if isinstance(value, Annotation | Relation | Status | Judgement) and value.coder == coder:
        return replace(value, coder=other)
    return value


def refuse_twins(connection: Connection, edits: Iterable[Edit[Value]]) -> None:
    """Raise TwinError where an annotation now says what another one says: these words, this tag, this coder."""
    for edit in edits:
        mark, before = edit.after, edit.before
        if not isinstance(mark, Annotation) or (isinstance(before, Annotation) and _saying(before) == _saying(mark)):
            continue
        for other in reads.twins(connection, mark):
            tag = reads.one(connection, Tag, mark.tag)
            raise TwinError(mark.tag if tag is None else tag.name, other.id)


def _saying(mark: Annotation) -> tuple[object, ...]:
    return mark.article, mark.start, mark.end, mark.fragments, mark.tag, mark.coder


def _shape(edit: Edit[Value]) -> tuple[type[Value], bool, bool]:
    return type(edit.value), edit.before is None, edit.after is None


def _insert(connection: Connection, kind: type[Value], edits: Sequence[Edit[Value]]) -> None:
    kept = mapping(kind)
    statement = statements.insert_row(kept.table, connection.dialect)
    try:
        sqlite.write(connection, statement, [kept.to_row(e.after) for e in edits if e.after is not None])
    except IntegrityError as error:
        raise _clash(connection, edits) from error


def _update(connection: Connection, kind: type[Value], edits: Sequence[Edit[Value]]) -> None:
    kept = mapping(kind)
    rows = [kept.to_row(e.after) + kept.to_row(e.before) for e in edits if e.after is not None and e.before is not None]
    try:
        done = sqlite.write(connection, statements.update_row(kept.table, connection.dialect), rows)
    except IntegrityError as error:
        raise _clash(connection, edits) from error
    if done != len(edits):
        raise ConflictError(_changed(connection, edits))


def _delete(connection: Connection, kind: type[Value], edits: Sequence[Edit[Value]]) -> None:
    kept = mapping(kind)
    rows = [kept.to_row(e.before) for e in edits if e.before is not None]
    done = sqlite.write(connection, statements.delete_row(kept.table, connection.dialect), rows)
    if done != len(edits):
        raise ConflictError(_changed(connection, edits))


def _clash(connection: Connection, edits: Sequence[Edit[Value]]) -> Exception:
    """Return the error for a record that exists already, or for a tag whose name or key is taken."""
    for edit in edits:
        value = edit.after
        assert value is not None
        if edit.before is None and reads.one(connection, type(value), value.id) == value:
            continue  # Written by this very statement before it failed, or there already and the same.
        if isinstance(value, Tag):
            for tag in reads.everything(connection, Tag):
                if tag.id != value.id and tag.name.casefold() == value.name.casefold():
                    return NameTakenError(value.name)
                if tag.id != value.id and tag.shortcut is not None and tag.shortcut == value.shortcut:
                    return KeyTakenError(tag.shortcut, tag.name)
        if reads.one(connection, type(value), value.id) is not None:
            return ConflictError(describe(value))
    return ConflictError(describe(edits[0].value))


def _changed(connection: Connection, edits: Sequence[Edit[Value]]) -> str:
    """Name the first value that is neither stored as it was nor as it was to become."""
    for edit in edits:
        stored = reads.one(connection, type(edit.value), edit.value.id)
        if stored not in (edit.before, edit.after):
            return describe(edit.value)
    return describe(edits[0].value)


def describe(value: Value) -> str:
    """Name a value in a sentence."""
    match value:
        case Annotation():
            quote = value.quote if len(value.quote) <= 40 else f"{value.quote[:40]}…"
            return f"the annotation '{' '.join(quote.split())}'"
        case Article():
            return f"the article '{value.title}'"
        case Tag() | RelationType() | Event() | Entity() | Coder():
            return f"the {_WORDS[type(value)]} '{value.name}'"
        case _:
            return f"the {_WORDS[type(value)]}"


_WORDS: dict[type, str] = {
    ArticleOriginal: "original file of an article",
    ArticleText: "text of an article",
    Coder: "coder",
    Conflict: "conflict to settle",
    Entity: "entity",
    Event: "event",
    Judgement: "judgement",
    Merged: "note of what was merged",
    Relation: "relation",
    RelationType: "relation type",
    Status: "reading status",
    Tag: "tag",
}


def keep_sketches(connection: Connection, sketches: Mapping[str, bytes]) -> None:
    """Put sketches of texts in the place of those there are."""
    table = schema.ARTICLE_SKETCH
    if sketches:
        connection.execute(delete(table).where(table.c.id == bindparam("key")), [{"key": key} for key in sketches])
        connection.execute(insert(table), [{"id": key, "sketch": value} for key, value in sketches.items()])


def fill(connection: Connection, bundle: Bundle, originals: Iterable[ArticleOriginal] = ()) -> None:
    """Write all of a bundle into empty tables, and the files that its articles were read from."""
    project = schema.PROJECT
    info = bundle.project
    connection.execute(insert(project), {"id": info.id, "name": info.name, "created": info.created})
    texts = [ArticleText(article.id, bundle.texts[article.id]) for article in bundle.articles]
    groups: tuple[Sequence[Value], ...] = (
        bundle.coders, bundle.tags, bundle.relation_types, bundle.events, bundle.entities, bundle.articles, texts,
        bundle.statuses, bundle.annotations, bundle.relations, bundle.conflicts, bundle.merged,
        bundle.judgements,
    )  # fmt: skip
    for group in groups:
        if group:
            _insert(connection, type(group[0]), [Edit(None, value) for value in group])
    for original in originals:
        _insert(connection, ArticleOriginal, [Edit(None, original)])


def clear(connection: Connection) -> None:
    """Empty all tables of the project."""
    for table in schema.METADATA.tables.values():
        connection.execute(delete(table))
