"""How each request is sealed, and the partners' keys that were activated."""

import sqlalchemy as sa
from alembic import op

revision = "0002_seal"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of every request that is there already that it is sealed with HPKE."""
    op.add_column("request", sa.Column("seal", sa.String(20), nullable=False, server_default="hpke"))
    op.create_table(
        "active_key",
        sa.Column("organization", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organization", name="pk_active_key"),
    )
