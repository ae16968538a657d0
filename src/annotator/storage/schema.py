"""The tables of a project, as typed models; every type is one that PostgreSQL has too."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Lists and other small structures lie in Text columns as JSON: they are read and written whole, never searched.

    Their references (an article's events, a relation type's tags) are therefore no foreign keys; the project's check
    looks at them.
    """

    metadata = MetaData(naming_convention=NAMING)


def _refers(target: str) -> ForeignKey:
    """A foreign key that is checked at the commit, so that the order of a change's edits does not matter."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


class ProjectRow(Base):
    __tablename__ = "project"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    created: Mapped[str] = mapped_column(String(32))


class CoderRow(Base):
    __tablename__ = "coder"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class TagRow(Base):
    """`folded` is the name in folded case: what must be unique, whatever the database's idea of case."""

    __tablename__ = "tag"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, unique=True)
    colour: Mapped[str] = mapped_column(String(7))
    pattern: Mapped[str] = mapped_column(String(16))
    shortcut: Mapped[str | None] = mapped_column(String(1), unique=True)
    description: Mapped[str | None] = mapped_column(Text)
    parent: Mapped[str | None] = mapped_column(String(36), _refers("tag.id"))
    attributes: Mapped[str | None] = mapped_column(Text)


class RelationTypeRow(Base):
    __tablename__ = "relation_type"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    from_tags: Mapped[str | None] = mapped_column(Text)
    to_tags: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)


class EventRow(Base):
    __tablename__ = "event"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class EntityRow(Base):
    __tablename__ = "entity"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    aliases: Mapped[str | None] = mapped_column(Text)
    tag: Mapped[str | None] = mapped_column(String(36), _refers("tag.id"))
    part_of: Mapped[str | None] = mapped_column(String(36), _refers("entity.id"))
    note: Mapped[str | None] = mapped_column(Text)


class ArticleRow(Base):
    __tablename__ = "article"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    direction: Mapped[str] = mapped_column(String(3))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    length: Mapped[int] = mapped_column(Integer)
    language: Mapped[str | None] = mapped_column(Text)
    published: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    events: Mapped[str | None] = mapped_column(Text)
    folder: Mapped[str | None] = mapped_column(Text)
    origin_name: Mapped[str | None] = mapped_column(Text)
    origin_encoding: Mapped[str | None] = mapped_column(Text)
    origin_sha256: Mapped[str | None] = mapped_column(String(64))
    body_start: Mapped[int | None] = mapped_column(Integer)
    body_end: Mapped[int | None] = mapped_column(Integer)
    replaces: Mapped[str | None] = mapped_column(String(36), _refers("article.id"))


class ArticleTextRow(Base):
    __tablename__ = "article_text"
    id: Mapped[str] = mapped_column(String(36), _refers("article.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class StatusRow(Base):
    __tablename__ = "status"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    article: Mapped[str] = mapped_column(String(36), _refers("article.id"))
    tag: Mapped[str] = mapped_column(String(36), _refers("tag.id"))
    coder: Mapped[str] = mapped_column(String(36), _refers("coder.id"))
    state: Mapped[str] = mapped_column(String(16))
    __table_args__ = (UniqueConstraint("article", "tag", "coder"),)


class AnnotationRow(Base):
    __tablename__ = "annotation"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    article: Mapped[str] = mapped_column(String(36), _refers("article.id"))
    tag: Mapped[str] = mapped_column(String(36), _refers("tag.id"), index=True)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    quote: Mapped[str] = mapped_column(Text)
    coder: Mapped[str] = mapped_column(String(36), _refers("coder.id"))
    created: Mapped[str] = mapped_column(String(32))
    modified: Mapped[str] = mapped_column(String(32))
    note: Mapped[str | None] = mapped_column(Text)
    entity: Mapped[str | None] = mapped_column(String(36), _refers("entity.id"))
    attributes: Mapped[str | None] = mapped_column(Text)
    fragments: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (Index(None, "article", "start", "end", "id"),)


class RelationRow(Base):
    """Each end is an annotation or an entity: of its two columns one is set."""

    __tablename__ = "relation"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    type: Mapped[str] = mapped_column(String(36), _refers("relation_type.id"))
    source_annotation: Mapped[str | None] = mapped_column(String(36), _refers("annotation.id"), index=True)
    source_entity: Mapped[str | None] = mapped_column(String(36), _refers("entity.id"))
    target_annotation: Mapped[str | None] = mapped_column(String(36), _refers("annotation.id"), index=True)
    target_entity: Mapped[str | None] = mapped_column(String(36), _refers("entity.id"))
    coder: Mapped[str] = mapped_column(String(36), _refers("coder.id"))
    created: Mapped[str] = mapped_column(String(32))
    modified: Mapped[str] = mapped_column(String(32))
    cue_article: Mapped[str | None] = mapped_column(String(36), _refers("article.id"))
    cue_start: Mapped[int | None] = mapped_column(Integer)
    cue_end: Mapped[int | None] = mapped_column(Integer)
    cue_quote: Mapped[str | None] = mapped_column(Text)
    attributes: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


METADATA = Base.metadata


def table(row: type[Base]) -> Table:
    """Return the table of a model."""
    found = METADATA.tables[row.__tablename__]
    return found
