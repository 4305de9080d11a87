"""Encrypting for the partners that have keys: at acceptance, and for what was held."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.errors import AddressRefusedError
from forms_app.ledger.offers import Linker, Offers
from forms_app.mail.encrypted import encrypted_mail
from forms_app.mail.message import Envelope
from forms_app.mail.request_mail import request_texts
from forms_app.privacy.openpgp import CertificateRefusedError
from forms_app.requests.codes import short_code
from forms_app.requests.context import Addressee, Directory
from forms_app.requests.partner_key import partner_key
from forms_app.requests.ready import Identity, Ready
from forms_app.requests.submission import Submission


@dataclass(frozen=True)
class PartnerMails:
    """Makes the mails of requests ready, as far as it can be done without sending."""

    directory: Directory
    sender: tuple[str, str]
    """Name and address."""
    linker: Linker

    def ready(self, engine: sa.Engine, submission: Submission, identity: Identity, now: dt.datetime) -> Ready:
        """Encrypt for the partner if it has a key; say whether the request must be held.

        Raises StorageUnavailableError and PayloadTooLongError.
        """
        try:
            addressee = self.directory.addressee(submission.organization)
        except AddressRefusedError:
            addressee = None
        # Without an address nothing goes anywhere: the worker finds that too, and alarms.
        return self._for(engine, addressee, submission, identity, now) if addressee else Ready()

    def envelope(self, identity: Identity) -> Envelope:
        """Say what stands outside a request's mail."""
        code = short_code(identity.request_id)
        return Envelope(self.sender, identity.message_id, identity.received_at, code)

    def _for(
        self,
        engine: sa.Engine,
        addressee: Addressee,
        submission: Submission,
        identity: Identity,
        now: dt.datetime,
    ) -> Ready:
        key = partner_key(engine, addressee, now)
        if key is None:
            return Ready()
        if not key.usable or key.certificate is None:
            return Ready(held=True)
        envelope = self.envelope(identity)
        topic, offers = self.directory.topic(submission), self._offers(submission, identity)
        texts = request_texts(submission, topic, envelope, offers, passed_on=identity.passed_on)
        try:
            return Ready(encrypted_mail(addressee, envelope, texts, key.certificate, now))
        except CertificateRefusedError:
            return Ready(held=True)

    def _offers(self, submission: Submission, identity: Identity) -> Offers:
        # Nobody but this partner can read the mail: there is nothing that we could pass on.
        half_days = submission.answers.half_days
        return self.linker.offers(identity.row, identity.ordered_at, submission.form, half_days, others=False)
