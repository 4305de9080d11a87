"""Which owners of facts were asked whether these are still right."""

import sqlalchemy as sa
from alembic import op

revision = "0007_facts"
down_revision = "0006_clarity"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "fact_question",
        sa.Column("organization", sa.String(200), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("times", sa.SmallInteger, nullable=False),
        sa.Column("answered_at", _MOMENT),
        sa.Column("changes", sa.SmallInteger, nullable=False),
        sa.PrimaryKeyConstraint("organization", name="pk_fact_question"),
    )
