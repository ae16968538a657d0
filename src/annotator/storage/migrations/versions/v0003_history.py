"""Every change is kept, and what a merge brought together and left to settle; a mention may be uncertain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("coder", sa.String(length=36), nullable=True),
        sa.Column("time", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("part_of", sa.Integer(), nullable=True),
        sa.Column("article", sa.String(length=36), nullable=True),
        sa.Column("record", sa.String(length=36), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_article"), "change", ["article"], unique=False)
    some = ("undoes", "undoes IS NOT NULL"), ("part_of", "part_of IS NOT NULL"), ("number", "edits IS NULL")
    for name, which in some:
        op.create_index(f"ix_change_{name}", "change", [name], sqlite_where=sa.text(which))
    op.add_column("annotation", sa.Column("uncertain", sa.Integer(), nullable=True))
    op.create_index(
        "ix_annotation_entity",
        "annotation",
        ["entity", "article", "id"],
        unique=False,
        sqlite_where=sa.text("entity IS NOT NULL"),
    )
    op.create_table(
        "conflict",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("coder", sa.String(length=36), nullable=True),
        sa.Column("time", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_table(
        "merged",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("into", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merged")),
    )
