"""The private requests, their outbox, and the workers' signs of life."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SLUG = sa.String(200)
_KIND = sa.String(20)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "request",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("submission_id", sa.String(64), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("form", _KIND, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("program", _SLUG),
        sa.Column("service", _SLUG),
        sa.Column("municipality", sa.String(6)),
        sa.Column("location", _SLUG),
        sa.Column("organization", _SLUG, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary, nullable=False),
        sa.Column("state", _KIND, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
        sa.UniqueConstraint("submission_id", name="uq_request_submission_id"),
        sa.UniqueConstraint("receipt_hash", name="uq_request_receipt_hash"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("request_id", sa.Uuid, nullable=False),
        sa.Column("organization", _SLUG, nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("state", _KIND, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", _MOMENT, nullable=False),
        sa.Column("lease_owner", sa.String(64)),
        sa.Column("lease_until", _MOMENT),
        sa.Column("last_error", _KIND),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name="fk_outbox_request_id_request", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
    )
    op.create_index("ix_outbox_request_id", "outbox", ["request_id"])
    op.create_index("ix_outbox_due", "outbox", ["state", "next_attempt_at"])
    op.create_table(
        "worker",
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("next_due_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_worker"),
    )
