"""What time needs: when requests were settled, when jobs ran, what was destroyed, what remains as a count."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SLUG = sa.String(200)
_KIND = sa.String(20)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns and the tables."""
    op.add_column("request", sa.Column("acknowledged_at", _MOMENT))
    op.add_column("request", sa.Column("closed_at", _MOMENT))
    op.create_table(
        "job",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("done_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_job"),
    )
    op.create_table(
        "destruction",
        sa.Column("request_id", sa.Uuid, nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=False),
        sa.Column("organization", _SLUG, nullable=False),
        sa.Column("state", _KIND, nullable=False),
        sa.Column("reason", _KIND, nullable=False),
        sa.PrimaryKeyConstraint("request_id", name="pk_destruction"),
    )
    op.create_table(
        "statistics",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("program", _SLUG, nullable=False),
        sa.Column("service", _SLUG, nullable=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("state", _KIND, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "program", "service", "municipality", "state", "language", name="pk_statistics"
        ),
    )
    op.create_table(
        "used_answer",
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("submission_id", sa.String(64), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_used_answer"),
    )
    op.create_index("ix_used_answer_expires_at", "used_answer", ["expires_at"])
