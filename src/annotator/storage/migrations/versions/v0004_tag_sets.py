"""Tags have an order, examples and an end; relations have attributes; judgements of comparisons are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tag", sa.Column("position", sa.Integer(), nullable=True))
    op.add_column("tag", sa.Column("example", sa.Text(), nullable=True))
    op.add_column("tag", sa.Column("counter_example", sa.Text(), nullable=True))
    op.add_column("tag", sa.Column("retired", sa.Integer(), nullable=True))
    op.add_column("relation_type", sa.Column("attributes", sa.Text(), nullable=True))
    op.create_table(
        "judgement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event", sa.String(length=36), nullable=False),
        sa.Column("entity", sa.String(length=36), nullable=False),
        sa.Column("coder", sa.String(length=36), nullable=False),
        sa.Column("created", sa.String(length=32), nullable=False),
        sa.Column("modified", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name],
                [f"{name}.id"],
                name=op.f(f"fk_judgement_{name}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for name in ("event", "entity", "coder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("event", "entity", "coder", name=op.f("uq_judgement_event_entity_coder")),
    )
