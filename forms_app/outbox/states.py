"""What can become of a request, and why a try to deliver it failed."""

from __future__ import annotations

from enum import StrEnum


class RequestState(StrEnum):
    """How far a request has come."""

    RECEIVED = "received"
    """Stored durably, with its row in the outbox; the citizen has seen the receipt."""
    HANDED_OVER = "handed_over"
    """A mail server (or the local mailbox) took the mail. Nobody confirmed anything: this is never final."""
    DELIVERED = "delivered"
    """A delivery notice says that the mail is in the partner's mailbox. Nobody has read it yet."""
    TAKEN_IN_CHARGE = "taken_in_charge"
    """The partner said so, by the link in the mail."""
    CLOSED = "closed"
    """The partner has done what there was to do."""
    WITHDRAWN = "withdrawn"
    """The citizen took it back. What waited is not sent; a partner who may have it is told."""


UNACKNOWLEDGED = (RequestState.RECEIVED, RequestState.HANDED_OVER, RequestState.DELIVERED)
"""Nobody at the partner's has said yet that they look after it: the sweep watches over these."""


class OutboxKind(StrEnum):
    """Which mail a row of the outbox stands for."""

    REQUEST = "request"
    """What the citizen wrote."""
    REMINDER = "reminder"
    """To the partner, that a request waits. Holds no personal data."""
    ESCALATION = "escalation"
    """To the coordinating organization, that a partner does not answer. Holds no personal data."""


class Contact(StrEnum):
    """Which address of an organization a mail goes to."""

    MAIN = "main"
    RESERVE = "reserve"
    """Used when the main one refuses for good."""


class Seal(StrEnum):
    """For whom a request is sealed."""

    HPKE = "hpke"
    """The answers, for the worker's own key."""
    OPENPGP = "openpgp"
    """The whole mail, for the partner's key: nothing here can read it."""


class OutboxState(StrEnum):
    """What is to be done with a row of the outbox."""

    WAITING = "waiting"
    """To be delivered, now or at its next attempt; perhaps leased by a worker."""
    HELD = "held"
    """Kept back, because the partner's key cannot be used. It alarms, and goes once there is a key for it."""
    SENT = "sent"
    """Handed over."""
    FAILED = "failed"
    """Given up: a permanent error, or all retries used. It stays, alarms, and waits for a person."""
    DROPPED = "dropped"
    """Not needed any more: someone acted before a reminder went out."""
    QUARANTINED = "quarantined"
    """Perhaps sent by a robot: not delivered before a person releases it."""


class NoticeKind(StrEnum):
    """A mail beside the request itself. None holds anything that a citizen wrote."""

    WITHDRAWN = "withdrawn"
    """To the partner: the person took the request back."""
    ERASED = "erased"
    """To the partner: the person had the request destroyed here, and asks for the same there."""
    CONFIRMATION = "confirmation"
    """To the citizen, only when asked for: the request arrived."""
    FACTS_QUESTION = "facts_question"
    """To the owner of facts: are they still right? About no request."""
    FACTS_CHANGE = "facts_change"
    """To the editors: what an owner says has changed, sealed until it is sent. About no request."""


class ErrorKind(StrEnum):
    """Why a try failed. Nothing else of an error is kept: a server's text may repeat personal data."""

    CONNECTION = "connection"
    """No connection, or the server hung up in the middle."""
    TLS_REFUSED = "tls_refused"
    """The server offers no TLS, or its certificate could not be verified. Nothing was sent."""
    LOGIN_REFUSED = "login_refused"
    """The server refused our user name and password."""
    TEMPORARY = "temporary"
    """The server answered "not now" (4xx)."""
    PERMANENT = "permanent"
    """The server answered "never" (5xx)."""
    BOUNCED = "bounced"
    """The server took the mail, and later a notice said that it could not be delivered."""
    NO_ADDRESS = "no_address"
    """The catalogue gives no usable address for the organization."""
    KEY_UNUSABLE = "key_unusable"
    """The partner's certificate cannot be used, or was not activated: `flask keys check` says why."""
    SEAL_BROKEN = "seal_broken"
    """The request does not open with the worker's key."""
    STORAGE = "storage"
    """The local mailbox could not be written."""
    INTERNAL = "internal"
    """A fault of this program."""


class AlarmKind(StrEnum):
    """What a person must look at."""

    GIVEN_UP = "given_up"
    """A mail could not be handed over, and is not tried again."""
    BOUNCED = "bounced"
    """A mail came back after a server had taken it."""
    NO_ANSWER = "no_answer"
    """A partner has not taken a request in charge for ten days."""
    MAILBOX_DEAD = "mailbox_dead"
    """A test message did not reach a partner."""
    TLS_REFUSED = "tls_refused"
    """The mail server offers no TLS that can be verified: mails wait, and nothing goes in clear. Told once a day."""
    KEY_UNUSABLE = "key_unusable"
    """Requests are held, because their partner's key cannot be used. Told once a day."""
