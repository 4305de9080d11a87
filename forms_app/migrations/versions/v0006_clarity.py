"""How clear readers find the pages."""

import sqlalchemy as sa
from alembic import op

revision = "0006_clarity"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "clarity",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("stars", sa.SmallInteger, nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("details", sa.LargeBinary),
        sa.Column("suspect", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clarity"),
    )
    op.create_index("ix_clarity_day", "clarity", ["day"])
