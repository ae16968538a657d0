"""Reading: rows straight into frozen values, without an object per row in between.

Results are closed whatever happens while values are made of them: one that stays open pins what it saw, and everything
read afterwards would be as old.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, func, select

from annotator.core.values import (
    Annotation,
    Article,
    Bundle,
    Coder,
    Conflict,
    Entity,
    Event,
    Judgement,
    Merged,
    ProjectInfo,
    ReadingState,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)
from annotator.storage import schema, statements
from annotator.storage.dialects import sqlite
from annotator.storage.mapping import annotation, mapping, require_kinds

V = TypeVar("V", bound=Value)

_MANY = 500
"""More ids than this are not put into the statement (databases limit its length): all is read, then sifted."""

_AT_ONCE = 2000
_AT_A_TIME = 50
"""Rows that are fetched together: of most, and of those that hold texts."""

_PROJECT = schema.PROJECT
_CODER = schema.CODER
_TEXT = schema.ARTICLE_TEXT
_ANNOTATION = schema.ANNOTATION
_ARTICLE = schema.ARTICLE
_SKETCH = schema.ARTICLE_SKETCH


def project(connection: Connection) -> ProjectInfo | None:
    row = connection.execute(select(_PROJECT.c.id, _PROJECT.c.name, _PROJECT.c.created)).first()
    return None if row is None else ProjectInfo(*require_kinds(_PROJECT, [row])[0])


def everything(connection: Connection, kind: type[V]) -> tuple[V, ...]:
    """Return all values of one kind, by id."""
    kept = mapping(kind)
    with closing(connection.exec_driver_sql(statements.select_all(kept.table, connection.dialect))) as rows:
        return tuple(chain.from_iterable(map(kept.values, rows.partitions(_AT_ONCE))))


def one(connection: Connection, kind: type[V], record: str) -> V | None:
    kept = mapping(kind)
    rows = sqlite.look_up(connection, statements.select_row(kept.table, connection.dialect), (record,))
    return next(kept.values(rows), None)


def articles(connection: Connection, ids: Sequence[str]) -> list[Article]:
    """Return those of these articles that there are, in this order."""
    kept = mapping(Article)
    with closing(connection.execute(select(kept.table).where(kept.table.c.id.in_(ids)))) as rows:
        found = {value.id: value for value in kept.values(rows.all())}
    return [found[article] for article in ids if article in found]


def coder_named(connection: Connection, name: str) -> str | None:
    """Return the id of the coder of this name."""
    return connection.execute(select(_CODER.c.id).where(_CODER.c.name == name).order_by(_CODER.c.id)).scalar()


def count(connection: Connection, kind: type[Value]) -> int:
    """Return how many values of one kind there are."""
    return connection.execute(select(func.count()).select_from(mapping(kind).table)).scalar_one()


def ids(connection: Connection, kind: type[V], ending: str = "") -> list[str]:
    """Return the ids of one kind that end in `ending`, in order."""
    column = mapping(kind).table.c.id
    query = select(column).order_by(column)
    if ending:
        query = query.where(column.endswith(ending, autoescape=True))
    return list(connection.execute(query).scalars())


def first_articles(connection: Connection, number: int) -> list[str]:
    """Return the ids of the articles that came first and that no later version replaces, at most so many."""
    table = mapping(Article).table
    replaced = select(table.c.replaces).where(table.c.replaces.is_not(None))
    query = select(table.c.id).where(table.c.id.not_in(replaced)).order_by(table.c.id).limit(number)
    return list(connection.execute(query).scalars())


def texts(connection: Connection, articles: Collection[str] | None) -> dict[str, str]:
    query = select(_TEXT.c.id, _TEXT.c.text).order_by(_TEXT.c.id)
    few = articles is not None and len(articles) <= _MANY
    if articles is not None and few:
        query = query.where(_TEXT.c.id.in_(articles))
    with closing(connection.execute(query)) as rows:
        found = chain.from_iterable(require_kinds(_TEXT, part) for part in rows.partitions(_AT_A_TIME))
        return {row[0]: row[1] for row in found if few or articles is None or row[0] in articles}


def articles_of_text(connection: Connection, sums: Collection[str]) -> dict[str, Article]:
    """Return the articles whose texts have these SHA-256 sums, by sum: of several with one text the first."""
    found: dict[str, Article] = {}
    for article in articles_with(connection, "sha256", sums):
        found.setdefault(article.sha256, article)
    return found


def articles_with(connection: Connection, column: str, values: Collection[str]) -> Iterator[Article]:
    """Give the articles that have one of these values in a column, by id among those of some values."""
    kept = mapping(Article)
    wanted = sorted(values)
    for start in range(0, len(wanted), _MANY):
        some = kept.table.c[column].in_(wanted[start : start + _MANY])
        with closing(connection.execute(select(kept.table).where(some).order_by(kept.table.c.id))) as rows:
            yield from kept.values(rows.all())


def sketches(connection: Connection) -> dict[str, bytes]:
    """Return the sketches of texts that there are, by the article's id."""
    query = select(_SKETCH.c.id, _SKETCH.c.sketch).join(_ARTICLE, _ARTICLE.c.id == _SKETCH.c.id)
    with closing(connection.execute(query)) as rows:
        return {row[0]: row[1] for row in require_kinds(_SKETCH, rows.all())}


def without_sketch(connection: Connection) -> list[str]:
    """Return the ids of articles whose texts have no sketch yet."""
    query = select(_ARTICLE.c.id).where(_ARTICLE.c.id.not_in(select(_SKETCH.c.id))).order_by(_ARTICLE.c.id)
    return list(connection.execute(query).scalars())


def find_annotations(
    connection: Connection,
    articles: Collection[str] | None = None,
    tags: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    limit: int | None = None,
) -> list[Annotation]:
    """Return the annotations of these articles, tags and coders (None: of all), by article, start, end and id.

    Of many the first, at most `limit`.
    """
    columns = _ANNOTATION.c
    query: Select[Any] = select(_ANNOTATION).order_by(columns.article, columns.start, columns.end, columns.id)
    sieve: list[tuple[int, Collection[str]]] = []
    for place, column, wanted in ((1, columns.article, articles), (2, columns.tag, tags), (6, columns.coder, coders)):
        if wanted is None:
            continue
        if len(wanted) <= _MANY:
            query = query.where(column.in_(wanted))
        else:
            sieve.append((place, frozenset(wanted)))
    with closing(connection.execute(query)) as result:
        # By the thousand: fetching each row by itself takes as long again as making a value of it.
        parts = (require_kinds(_ANNOTATION, part) for part in result.partitions(_AT_ONCE))
        rows: Iterable[Any] = chain.from_iterable(parts)
        if sieve:
            rows = (row for row in rows if all(row[place] in wanted for place, wanted in sieve))
        return list(map(annotation, islice(rows, limit)))


def count_annotations(
    connection: Connection, articles: Collection[str] | None = None, tags: Collection[str] | None = None
) -> int:
    """Return the number of annotations of these articles and tags (None: of all)."""
    query = select(func.count()).select_from(_ANNOTATION)
    if tags is not None:
        query = query.where(_ANNOTATION.c.tag.in_(tags))
    if articles is None:
        return connection.execute(query).scalar_one()
    ids = sorted(articles)
    parts = (ids[start : start + _MANY] for start in range(0, len(ids), _MANY))
    return sum(connection.execute(query.where(_ANNOTATION.c.article.in_(part))).scalar_one() for part in parts)


def annotations_on(connection: Connection, article: str, start: int, end: int) -> list[Annotation]:
    """Return the annotations whose (hull's) span is exactly this one, by id."""
    query = statements.select_span(_ANNOTATION, connection.dialect)
    return list(map(annotation, require_kinds(_ANNOTATION, sqlite.look_up(connection, query, (article, start, end)))))


def twins(connection: Connection, mark: Annotation) -> list[Annotation]:
    """Return the other annotations that say what this one says (these words, this tag, this coder), by id."""
    query = statements.select_twins(_ANNOTATION, connection.dialect)
    same = mark.article, mark.start, mark.end, mark.tag, mark.coder, mark.id
    found = map(annotation, sqlite.look_up(connection, query, same))
    return [other for other in found if other.fragments == mark.fragments]


def annotations_with(connection: Connection, column: str, values: Collection[str]) -> list[Annotation]:
    """Return the annotations that have one of these values in a column, by article, start, end and id."""
    columns, wanted = _ANNOTATION.c, list(values)
    found: list[Annotation] = []
    for start in range(0, len(wanted), _MANY):
        query = select(_ANNOTATION).where(columns[column].in_(wanted[start : start + _MANY]))
        with closing(connection.execute(query)) as rows:
            found += map(annotation, chain.from_iterable(rows.partitions(_AT_ONCE)))
    return sorted(found, key=lambda mark: (mark.article, mark.start, mark.end, mark.id))


def relations_at(connection: Connection, annotations: Collection[str], entities: Collection[str]) -> list[Relation]:
    """Return the relations that end at one of these annotations or entities (ids), by id."""
    kept, columns = mapping(Relation), schema.RELATION.c
    found: dict[str, Relation] = {}
    for kind, ids in (("annotation", sorted(annotations)), ("entity", sorted(entities))):
        for column in (columns[f"source_{kind}"], columns[f"target_{kind}"]):
            for start in range(0, len(ids), _MANY):
                query = select(schema.RELATION).where(column.in_(ids[start : start + _MANY]))
                with closing(connection.execute(query)) as rows:
                    found.update((one.id, one) for one in kept.values(rows.all()))
    return [found[record] for record in sorted(found)]


def mentions(connection: Connection) -> list[tuple[str, str]]:
    """Return the ids of annotations that mention an entity, each with the entity's."""
    columns = _ANNOTATION.c
    with closing(connection.execute(select(columns.id, columns.entity).where(columns.entity.is_not(None)))) as rows:
        return [(row[0], row[1]) for row in rows]


def counts(connection: Connection, by: str, values: Collection[str] | None = None) -> dict[str, int]:
    """Return the number of annotations by the values of a column (None: by all); those without any are not in it."""
    column = _ANNOTATION.c[by]
    query = select(column, func.count()).group_by(column)
    few = values is not None and len(values) <= _MANY
    if values is not None and few:
        query = query.where(column.in_(values))
    return {row[0]: row[1] for row in connection.execute(query) if few or values is None or row[0] in values}


def by_entity(connection: Connection, entities: Collection[str] | None = None) -> dict[str, dict[str, int]]:
    """Return the number of annotations by the entity they mention (of these, None: of all) and then by article."""
    if entities is None:
        return by_article(connection, "entity")
    columns, wanted = _ANNOTATION.c, sorted(entities)
    query = select(columns.entity, columns.article, func.count()).group_by(columns.entity, columns.article)
    found: dict[str, dict[str, int]] = {}
    for start in range(0, len(wanted), _MANY):
        with closing(connection.execute(query.where(columns.entity.in_(wanted[start : start + _MANY])))) as rows:
            for entity, article, number in chain.from_iterable(rows.partitions(_AT_ONCE)):
                found.setdefault(entity, {})[article] = number
    return found


def by_attributes(connection: Connection, coder: str | None) -> dict[str, int]:
    """Return the number of annotations (of this coder; None: of all) by their attributes as they are stored."""
    columns = _ANNOTATION.c
    query = select(columns.attributes, func.count()).where(columns.attributes.is_not(None))
    if coder is not None:
        query = query.where(columns.coder == coder)
    return {row[0]: row[1] for row in connection.execute(query.group_by(columns.attributes))}


def by_article(connection: Connection, by: str, articles: Collection[str] | None = None) -> dict[str, dict[str, int]]:
    """Return the number of annotations by a column and then by article (of these, None: of all), without noughts."""
    columns = _ANNOTATION.c
    query = select(columns[by], columns.article, func.count())
    if columns[by].nullable:
        # In the order of their index.
        query = query.where(columns[by].is_not(None)).group_by(columns[by], columns.article)
    else:
        query = query.group_by(columns.article, columns[by])
    few = articles is not None and len(articles) <= _MANY
    if articles is not None and few:
        query = query.where(columns.article.in_(articles))
    found: dict[str, dict[str, int]] = {}
    with closing(connection.execute(query)) as rows:
        for value, article, number in chain.from_iterable(rows.partitions(_AT_ONCE)):
            if few or articles is None or article in articles:
                found.setdefault(value, {})[article] = number
    return found


def tallies(connection: Connection, articles: Collection[str] | None) -> list[tuple[str, str, str, int]]:
    """Return (article, tag, coder, number of annotations) of these articles (None: of all), without noughts."""
    columns = _ANNOTATION.c
    groups = (columns.article, columns.tag, columns.coder)
    query = select(*groups, func.count()).group_by(*groups)
    few = articles is not None and len(articles) <= _MANY
    if articles is not None and few:
        query = query.where(columns.article.in_(articles))
    with closing(connection.execute(query)) as rows:
        found = chain.from_iterable(rows.partitions(_AT_ONCE))
        return [(row[0], row[1], row[2], row[3]) for row in found if few or articles is None or row[0] in articles]


def declared(connection: Connection, coder: str) -> frozenset[tuple[str, str]]:
    """Return the articles and tags, in pairs, that a coder has declared done."""
    columns = schema.STATUS.c
    query = select(columns.article, columns.tag).where(columns.coder == coder)
    with closing(connection.execute(query.where(columns.state == ReadingState.DONE.value))) as rows:
        return frozenset((row[0], row[1]) for row in rows)


def statuses(connection: Connection, articles: Collection[str] | None, coder: str | None) -> list[Status]:
    """Return the reading statuses of these articles and of this coder (None: of all), by id."""
    columns, kept = schema.STATUS.c, mapping(Status)
    query = select(schema.STATUS).order_by(columns.id)
    if coder is not None:
        query = query.where(columns.coder == coder)
    few = articles is not None and len(articles) <= _MANY
    if articles is not None and few:
        query = query.where(columns.article.in_(articles))
    with closing(connection.execute(query)) as rows:
        found = kept.values(rows.all())
        return [status for status in found if few or articles is None or status.article in articles]


def bundle(
    connection: Connection,
    articles: Collection[str] | None = None,
    tags: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    with_texts: bool = True,
) -> Bundle:
    """Return the project; of texts and annotations, which are many, only those of these articles, tags and coders."""
    info = project(connection)
    assert info is not None
    return Bundle(
        project=info,
        coders=everything(connection, Coder),
        tags=everything(connection, Tag),
        relation_types=everything(connection, RelationType),
        events=everything(connection, Event),
        entities=everything(connection, Entity),
        articles=everything(connection, Article),
        texts=texts(connection, articles) if with_texts else {},
        statuses=everything(connection, Status),
        annotations=tuple(find_annotations(connection, articles, tags, coders)),
        relations=everything(connection, Relation),
        conflicts=everything(connection, Conflict),
        merged=everything(connection, Merged),
        judgements=everything(connection, Judgement),
    )
