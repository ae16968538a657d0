"""The SQL of each table, compiled once: SQLAlchemy writes it, and single edits do not pay for it again."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Dialect, Table, bindparam, delete, insert, select, update
from sqlalchemy.sql import ClauseElement


def _sql(statement: ClauseElement, dialect: Dialect) -> str:
    return str(statement.compile(dialect=dialect))


@cache
def insert_row(table: Table, dialect: Dialect) -> str:
    """Parameters: the columns."""
    return _sql(insert(table).values({c.name: bindparam(f"new_{c.name}") for c in table.columns}), dialect)


@cache
def update_row(table: Table, dialect: Dialect) -> str:
    """Parameters: the new columns, then the old ones, all of which must be what is stored."""
    statement = update(table).values({c.name: bindparam(f"new_{c.name}") for c in table.columns})
    for column in table.columns:
        statement = statement.where(column.is_not_distinct_from(bindparam(f"old_{column.name}")))
    return _sql(statement, dialect)


@cache
def delete_row(table: Table, dialect: Dialect) -> str:
    """Parameters: the columns, all of which must be what is stored."""
    statement = delete(table)
    for column in table.columns:
        statement = statement.where(column.is_not_distinct_from(bindparam(f"old_{column.name}")))
    return _sql(statement, dialect)


@cache
def select_row(table: Table, dialect: Dialect) -> str:
    """Parameter: the id."""
    return _sql(select(table).where(table.c.id == bindparam("id")), dialect)


@cache
def select_all(table: Table, dialect: Dialect) -> str:
    """All rows, in the order of their ids."""
    return _sql(select(table).order_by(table.c.id), dialect)


@cache
def select_twins(table: Table, dialect: Dialect) -> str:
    """The annotations of one span, tag and coder but for one. Parameters: article, start, end, tag, coder, its id."""
    columns = table.columns
    same = (columns[name] == bindparam(name) for name in ("article", "start", "end", "tag", "coder"))
    return _sql(select(table).where(*same, columns.id != bindparam("id")).order_by(columns.id), dialect)


@cache
def select_span(table: Table, dialect: Dialect) -> str:
    """The annotations of one span, by id. Parameters: article, start, end."""
    columns = table.columns
    query = select(table).where(*(columns[name] == bindparam(name) for name in ("article", "start", "end")))
    return _sql(query.order_by(columns.id), dialect)
