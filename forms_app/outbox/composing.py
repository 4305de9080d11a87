"""The mail that a row of the outbox stands for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask_mail import Message

from forms_app.ledger.offers import Linker, Offers
from forms_app.mail.encrypted import sent_again
from forms_app.mail.ledger_mails import escalation_mail, reminder_mail
from forms_app.mail.message import Envelope, FinishedMessage
from forms_app.mail.partner_mails import PartnerMails
from forms_app.mail.postman import NotDeliveredError
from forms_app.mail.request_mail import request_mail
from forms_app.outbox.states import ErrorKind, OutboxKind, Seal
from forms_app.outbox.store import Claimed, reseal
from forms_app.privacy.sealing import open_sealed
from forms_app.requests.accept import row_identity
from forms_app.requests.codes import short_code
from forms_app.requests.context import Addressee, Directory
from forms_app.requests.ready import Identity
from forms_app.requests.submission import HalfDay, from_bytes


@dataclass(frozen=True)
class Composer:
    """What it takes to compose."""

    private_key: X25519PrivateKey = field(repr=False)
    directory: Directory
    sender: tuple[str, str]
    """Name and address."""
    linker: Linker
    editors: str | None = None
    """The editors' address; None: nobody reads what owners write."""

    def message(self, engine: sa.Engine, row: Claimed, now: dt.datetime) -> Message:
        """Compose the mail, the same at every try.

        What was held for want of a partner's key is sealed for the key here, before it is sent.
        Raises NotDeliveredError, AddressRefusedError, SealBrokenError and StorageUnavailableError.
        """
        addressee = self.directory.addressee(row.organization, row.contact)
        if addressee is None:
            raise NotDeliveredError(ErrorKind.NO_ADDRESS)
        if row.kind is OutboxKind.REQUEST:
            return self._request(engine, row, addressee, now)
        if row.kind is OutboxKind.REMINDER:
            return reminder_mail(addressee, self._envelope(row), row.received_at, self._offers(row, ()))
        return escalation_mail(addressee, self._envelope(row), row.received_at, self._name(row.held_by))

    def _request(self, engine: sa.Engine, row: Claimed, addressee: Addressee, now: dt.datetime) -> Message:
        if row.seal is Seal.OPENPGP:
            return self._finished(row, row.sealed, addressee)
        sealed = from_bytes(open_sealed(row.sealed, self.private_key, row_identity(row.request_id)))
        # Whom it went to first, and at which desk, was sealed; it may have been passed on since.
        submission = replace(sealed, organization=row.organization, location=row.location)
        passed_on = row.organization != sealed.organization
        identity = Identity(
            row.request_id, row.id, row.message_id, row.received_at, row.created_at, passed_on=passed_on
        )
        mails = PartnerMails(self.directory, self.sender, self.linker)
        ready = mails.ready(engine, submission, identity, now)
        if ready.held:
            raise NotDeliveredError(ErrorKind.KEY_UNUSABLE)
        if ready.mail is not None:
            # Stored before it is sent: every try sends the same bytes, and from here on we cannot read it.
            if not reseal(engine, row, ready.mail):
                raise NotDeliveredError(ErrorKind.INTERNAL)
            return self._finished(row, ready.mail, addressee)
        topic, offers = self.directory.topic(submission), self._offers(row, submission.answers.half_days)
        return request_mail(submission, topic, addressee, self._envelope(row), offers, passed_on=passed_on)

    def _finished(self, row: Claimed, mail: bytes, addressee: Addressee) -> Message:
        again = sent_again(mail, self._envelope(row))
        return FinishedMessage(again, addressee.email, self.sender[1], row.message_id, row.envelope_id)

    def _offers(self, row: Claimed, half_days: tuple[HalfDay, ...]) -> Offers:
        # What only this partner can read, we cannot pass on.
        ours = row.seal is Seal.HPKE
        others = ours and self.directory.others(row.program, row.service, row.organization)
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
