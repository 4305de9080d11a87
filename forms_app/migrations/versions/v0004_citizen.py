"""The citizen's side: notices beside the requests, the count of erasures, the version of the privacy notice."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002_seal"
branch_labels = None
depends_on = None

_SLUG = sa.String(200)
_KIND = sa.String(20)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables and the column."""
    op.add_column("request", sa.Column("privacy_version", sa.String(16)))
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", _KIND, nullable=False),
        sa.Column("about", sa.Uuid, nullable=False),
        sa.Column("request_id", sa.Uuid),
        sa.Column("organization", _SLUG, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("ordered_at", _MOMENT, nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("state", _KIND, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", _MOMENT, nullable=False),
        sa.Column("lease_owner", sa.String(64)),
        sa.Column("lease_until", _MOMENT),
        sa.Column("last_error", _KIND),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name="fk_notice_request_id_request", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("message_id", name="uq_notice_message_id"),
    )
    op.create_index("ix_notice_request_id", "notice", ["request_id"])
    op.create_index("ix_notice_due", "notice", ["state", "next_attempt_at"])
    op.create_table(
        "erasure",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("requests", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_erasure"),
    )
