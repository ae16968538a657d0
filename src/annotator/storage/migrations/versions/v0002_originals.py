"""Original files are kept, which facts of an article are guesses, and what tells how alike texts are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.add_column("article", sa.Column("guesses", sa.Text(), nullable=True))
    op.create_table(
        "article_original",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["article.id"], name=op.f("fk_article_original_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_original")),
    )
    op.create_table(
        "article_sketch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_sketch")),
    )
    op.create_index(op.f("ix_article_title"), "article", ["title"], unique=False)
    op.create_index(op.f("ix_article_url"), "article", ["url"], unique=False)
    op.create_index(op.f("ix_article_replaces"), "article", ["replaces"], unique=False)
