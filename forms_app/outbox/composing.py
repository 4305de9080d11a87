"""The mail that a row of the outbox stands for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask_mail import Message

from forms_app.ledger.offers import Linker, Offers
from forms_app.mail.ledger_mails import escalation_mail, reminder_mail
from forms_app.mail.message import Envelope
from forms_app.mail.postman import NotDeliveredError
from forms_app.mail.request_mail import request_mail
from forms_app.outbox.states import ErrorKind, OutboxKind
from forms_app.outbox.store import Claimed
from forms_app.privacy.sealing import open_sealed
from forms_app.requests.accept import row_identity
from forms_app.requests.codes import short_code
from forms_app.requests.context import Addressee, Directory
from forms_app.requests.submission import HalfDay, from_bytes


@dataclass(frozen=True)
class Composer:
    """What it takes to compose."""

    private_key: X25519PrivateKey = field(repr=False)
    directory: Directory
    sender: tuple[str, str]
    """Name and address."""
    linker: Linker

    def message(self, row: Claimed) -> Message:
        """Compose the mail, the same at every try. Raises NotDeliveredError, AddressRefusedError, SealBrokenError."""
        addressee = self.directory.addressee(row.organization, row.contact)
        if addressee is None:
            raise NotDeliveredError(ErrorKind.NO_ADDRESS)
        if row.kind is OutboxKind.REQUEST:
            return self._request(row, addressee)
        if row.kind is OutboxKind.REMINDER:
            return reminder_mail(addressee, self._envelope(row), row.received_at, self._offers(row, ()))
        return escalation_mail(addressee, self._envelope(row), row.received_at, self._name(row.held_by))

    def _request(self, row: Claimed, addressee: Addressee) -> Message:
        sealed = from_bytes(open_sealed(row.sealed, self.private_key, row_identity(row.request_id)))
        # Whom it went to first, and at which desk, was sealed; it may have been passed on since.
        submission = replace(sealed, organization=row.organization, location=row.location)
        topic = self.directory.topic(submission)
        offers = self._offers(row, submission.answers.half_days)
        passed_on = row.organization != sealed.organization
        return request_mail(submission, topic, addressee, self._envelope(row), offers, passed_on=passed_on)

    def _offers(self, row: Claimed, half_days: tuple[HalfDay, ...]) -> Offers:
        others = self.directory.others(row.program, row.service, row.organization)
        return self.linker.offers(row.id, row.created_at, row.form, half_days, others=others)

    def _envelope(self, row: Claimed) -> Envelope:
        date = row.received_at if row.kind is OutboxKind.REQUEST else row.created_at
        return Envelope(
            self.sender,
            row.message_id,
            date,
            short_code(row.request_id),
            row.envelope_id,
            row.possible_duplicate,
        )

    def _name(self, organization: str) -> str:
        return self.directory.recipients().get(organization, organization)
