"""The tables of a project; every type is one that PostgreSQL has too.

They are SQLAlchemy Core's, without its object-relational half: rows become the frozen values of `core` and nothing
else, and the models would only be imported (see docs/adr/0007).

Lists and other small structures lie in Text columns as JSON: they are read and written whole, never searched. Their
references (an article's events, a relation type's tags) are therefore no foreign keys; the project's check looks at
them.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = String(36)
_TIME = String(32)


def _refers(target: str) -> ForeignKey:
    """A foreign key that is checked at the commit, so that the order of a change's edits does not matter."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _maybe(name: str) -> Column[str]:
    return Column(name, Text)


def _id(name: str, target: str, *, index: bool = False) -> Column[str]:
    return Column(name, _ID, _refers(target), nullable=False, index=index)


def _maybe_id(name: str, target: str, *, index: bool = False) -> Column[str]:
    return Column(name, _ID, _refers(target), index=index)


def _key() -> Column[str]:
    return Column("id", _ID, primary_key=True)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _time(name: str) -> Column[str]:
    return Column(name, _TIME, nullable=False)


PROJECT = Table(
    "project",
    METADATA,
    _key(),
    _text("name"),
    _time("created"),
)

CODER = Table(
    "coder",
    METADATA,
    _key(),
    _text("name"),
)

TAG = Table(
    "tag",
    METADATA,
    _key(),
    _text("name"),
    Column("folded", Text, unique=True, nullable=False),
    Column("colour", String(7), nullable=False),
    Column("pattern", String(16), nullable=False),
    Column("shortcut", String(1), unique=True),
    _maybe("description"),
    _maybe_id("parent", "tag.id"),
    _maybe("attributes"),
    Column("position", Integer),
    _maybe("example"),
    _maybe("counter_example"),
    Column("retired", Integer),
)
"""`folded` is the name in folded case: what must be unique, whatever the database's idea of case."""

RELATION_TYPE = Table(
    "relation_type",
    METADATA,
    _key(),
    _text("name"),
    _maybe("from_tags"),
    _maybe("to_tags"),
    _maybe("description"),
    _maybe("attributes"),
)

EVENT = Table(
    "event",
    METADATA,
    _key(),
    _text("name"),
)

ENTITY = Table(
    "entity",
    METADATA,
    _key(),
    _text("name"),
    _maybe("aliases"),
    _maybe_id("tag", "tag.id"),
    _maybe_id("part_of", "entity.id"),
    _maybe("note"),
)

ARTICLE = Table(
    "article",
    METADATA,
    _key(),
    Column("title", Text, nullable=False, index=True),
    Column("direction", String(3), nullable=False),
    Column("sha256", String(64), index=True, nullable=False),
    _number("length"),
    _maybe("language"),
    _maybe("published"),
    _maybe("source"),
    _maybe("author"),
    Column("url", Text, index=True),
    _maybe("events"),
    _maybe("folder"),
    _maybe("origin_name"),
    _maybe("origin_encoding"),
    Column("origin_sha256", String(64)),
    Column("body_start", Integer),
    Column("body_end", Integer),
    # Without an index all articles are looked over for each one that is removed.
    _maybe_id("replaces", "article.id", index=True),
    _maybe("guesses"),
)

ARTICLE_TEXT = Table(
    "article_text",
    METADATA,
    Column("id", _ID, _refers("article.id"), primary_key=True),
    _text("text"),
)

ARTICLE_ORIGINAL = Table(
    "article_original",
    METADATA,
    Column("id", _ID, _refers("article.id"), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)

ARTICLE_SKETCH = Table(
    "article_sketch",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("sketch", LargeBinary, nullable=False),
)
"""What tells how alike two texts are (`analysis.likeness`). It can be made anew at any time."""

STATUS = Table(
    "status",
    METADATA,
    _key(),
    _id("article", "article.id"),
    _id("tag", "tag.id"),
    _id("coder", "coder.id"),
    Column("state", String(16), nullable=False),
    UniqueConstraint("article", "tag", "coder"),
)

ANNOTATION = Table(
    "annotation",
    METADATA,
    _key(),
    _id("article", "article.id"),
    _id("tag", "tag.id", index=True),
    _number("start"),
    _number("end"),
    _text("quote"),
    _id("coder", "coder.id"),
    _time("created"),
    _time("modified"),
    _maybe("note"),
    _maybe_id("entity", "entity.id"),
    _maybe("attributes"),
    _maybe("fragments"),
    Column("uncertain", Integer),
    Index(None, "article", "start", "end", "id"),
)

RELATION = Table(
    "relation",
    METADATA,
    _key(),
    _id("type", "relation_type.id"),
    _maybe_id("source_annotation", "annotation.id", index=True),
    _maybe_id("source_entity", "entity.id"),
    _maybe_id("target_annotation", "annotation.id", index=True),
    _maybe_id("target_entity", "entity.id"),
    _id("coder", "coder.id"),
    _time("created"),
    _time("modified"),
    _maybe_id("cue_article", "article.id"),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    _maybe("cue_quote"),
    _maybe("attributes"),
    _maybe("note"),
)
"""Each end is an annotation or an entity: of its two columns one is set."""

JUDGEMENT = Table(
    "judgement",
    METADATA,
    _key(),
    _id("event", "event.id"),
    _id("entity", "entity.id"),
    _id("coder", "coder.id"),
    _time("created"),
    _time("modified"),
    Column("verdict", String(16), nullable=False),
    _maybe("sentence"),
    UniqueConstraint("event", "entity", "coder"),
)

CONFLICT = Table(
    "conflict",
    METADATA,
    _key(),
    Column("kind", String(32), nullable=False),
    Column("record", _ID, nullable=False),
    _maybe("other"),
    Column("coder", _ID),
    Column("time", _TIME),
)
"""Values of records that two sides of a merge have edited. No foreign keys: the record may be removed since."""

MERGED = Table(
    "merged",
    METADATA,
    _key(),
    Column("into", _ID),
)

CHANGE = Table(
    "change",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", _ID, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("coder", _ID),
    _time("time"),
    _text("subject"),
    _number("count"),
    Column("way", String(16), nullable=False),
    Column("undoes", Integer),
    Column("part_of", Integer),
    Column("article", _ID),
    Column("record", _ID),
    Column("edits", LargeBinary),
    Index(None, "article"),
)
"""The history: each row a change, or a part of one that was stored in several (`part_of` is the first one's number).

`undoes` is the number of the change that it takes back; `article` and `record` say which one it is about, where that is
one alone. `edits` are as `storage.history` writes them: a row without them seals all before it, none of which is a step
to undo any more.
"""

for _table, _names, _which in (
    (ANNOTATION, ("entity", "article", "id"), ANNOTATION.c.entity.is_not(None)),
    (CHANGE, ("undoes",), CHANGE.c.undoes.is_not(None)),
    (CHANGE, ("part_of",), CHANGE.c.part_of.is_not(None)),
    (CHANGE, ("number",), CHANGE.c.edits.is_(None)),
):
    # Of few rows each, so that no other pays for them. Saying so for PostgreSQL too loads its dialect at each start.
    Index(f"ix_{_table.name}_{_names[0]}", *(_table.c[_name] for _name in _names), sqlite_where=_which)
