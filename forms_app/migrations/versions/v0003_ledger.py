"""The ledger of delivery: who acted and when, reminders, alarms, test messages."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0005"
branch_labels = None
depends_on = None

_SLUG = sa.String(200)
_KIND = sa.String(20)
_MOMENT = sa.DateTime(timezone=True)
# SQLite wants a default beside NOT NULL; every row gets its own value below.
_EPOCH = "1970-01-01 00:00:00.000000"


def upgrade() -> None:
    """Add the columns and tables, and fill in what is known of older rows."""
    _extend_request()
    _extend_outbox()
    _fill_in()
    op.create_index("uq_outbox_envelope_id", "outbox", ["envelope_id"], unique=True)
    op.create_table(
        "alarm",
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("kind", _KIND, nullable=False),
        sa.Column("organization", _SLUG, nullable=False),
        sa.Column("code", sa.String(16)),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.Column("told_at", _MOMENT),
        sa.PrimaryKeyConstraint("subject", "kind", name="pk_alarm"),
    )
    op.create_table(
        "mailbox_test",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("organization", _SLUG, nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("envelope_id", sa.String(64), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=False),
        sa.Column("delivered_at", _MOMENT),
        sa.Column("error", _KIND),
        sa.PrimaryKeyConstraint("id", name="pk_mailbox_test"),
        sa.UniqueConstraint("message_id", name="uq_mailbox_test_message_id"),
        sa.UniqueConstraint("envelope_id", name="uq_mailbox_test_envelope_id"),
    )
    op.create_index("ix_mailbox_test_organization", "mailbox_test", ["organization"])


def _extend_request() -> None:
    for column in (
        sa.Column("state_changed_at", _MOMENT, nullable=False, server_default=_EPOCH),
        sa.Column("appointment_date", sa.Date),
        sa.Column("appointment_time", sa.String(10)),
        sa.Column("reminders", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("escalated_at", _MOMENT),
    ):
        op.add_column("request", column)


def _extend_outbox() -> None:
    for column in (
        sa.Column("kind", _KIND, nullable=False, server_default="request"),
        sa.Column("contact", _KIND, nullable=False, server_default="main"),
        sa.Column("created_at", _MOMENT, nullable=False, server_default=_EPOCH),
        sa.Column("envelope_id", sa.String(64), nullable=False, server_default=""),
        sa.Column("handing_over_at", _MOMENT),
        sa.Column("handed_over_at", _MOMENT),
        sa.Column("delivered_at", _MOMENT),
        sa.Column("passed_on_at", _MOMENT),
        sa.Column("passed_on_to", _SLUG),
    ):
        op.add_column("outbox", column)


def _fill_in() -> None:
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE request SET state_changed_at = received_at"))
    received = "(SELECT received_at FROM request WHERE request.id = outbox.request_id)"
    connection.execute(sa.text(f"UPDATE outbox SET created_at = {received}"))  # noqa: S608  no value of anyone's
    connection.execute(sa.text(f"UPDATE outbox SET handed_over_at = {received} WHERE state = 'sent'"))  # noqa: S608
    for (message_id,) in connection.execute(sa.text("SELECT message_id FROM outbox")).all():
        connection.execute(
            sa.text("UPDATE outbox SET envelope_id = :envelope_id WHERE message_id = :message_id"),
            {"envelope_id": secrets.token_hex(16), "message_id": message_id},
        )
