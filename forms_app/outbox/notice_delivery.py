"""Delivering one notice: compose, hand over, forget."""

from __future__ import annotations

import logging

from flask_mail import Message

from forms_app.errors import AddressRefusedError, SealBrokenError
from forms_app.facts.composing import KINDS, compose_about_facts
from forms_app.mail.local import CITIZENS, EDITORS
from forms_app.mail.message import Envelope
from forms_app.mail.notice_mails import confirmation_mail, erasure_mail, withdrawal_mail
from forms_app.mail.postman import NotDeliveredError
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.notices import Notice, claim_notice, notice_failed, notice_sent
from forms_app.outbox.retry import decide
from forms_app.outbox.states import ErrorKind, NoticeKind
from forms_app.privacy.private import Private
from forms_app.privacy.sealing import open_sealed
from forms_app.requests.codes import short_code
from forms_app.requests.notices import notice_identity

_MAILBOXES = {NoticeKind.CONFIRMATION: CITIZENS, NoticeKind.FACTS_CHANGE: EDITORS}
"""Of those that go to no organization."""

_log = logging.getLogger(__name__)


def deliver_notice(deliverer: Deliverer) -> bool:
    """Deliver the notice that is due; False when none is. Raises StorageUnavailableError.

    A notice may come twice after a crash, with the same Message-ID: it says the same.
    """
    held = claim_notice(deliverer.engine, deliverer.clock(), deliverer.lease)
    if held is None:
        return False
    kind = _tried(deliverer, held)
    if kind is None:
        notice_sent(deliverer.engine, held)
    else:
        decision = decide(held.attempts, kind, deliverer.clock(), deliverer.jitter())
        _log.warning("notice %s (%s): try %d failed (%s)", held.id, held.kind, held.attempts, kind)
        notice_failed(deliverer.engine, held, kind, decision)
    return True


def _tried(deliverer: Deliverer, held: Notice) -> ErrorKind | None:
    mailbox = _MAILBOXES.get(held.kind, held.organization)
    try:
        deliverer.postman.deliver(_composed(deliverer, held), mailbox)
    except NotDeliveredError as error:
        return error.kind
    except AddressRefusedError:
        return ErrorKind.NO_ADDRESS
    except SealBrokenError:
        return ErrorKind.SEAL_BROKEN
    except Exception as error:  # noqa: BLE001  one bad row must not stop the others
        # Neither text nor traceback: both may hold an address.
        _log.error("notice %s: %s while delivering", held.id, type(error).__name__)
        return ErrorKind.INTERNAL
    deliverer.note_sent(held.id)
    return None


def _composed(deliverer: Deliverer, held: Notice) -> Message:
    composer = deliverer.composer
    envelope = Envelope(composer.sender, held.message_id, held.ordered_at, short_code(held.about))
    if held.kind in KINDS:
        return compose_about_facts(composer, held, envelope)
    if held.kind is NoticeKind.CONFIRMATION:
        opened = open_sealed(held.sealed or b"", composer.private_key, notice_identity(held.id))
        return confirmation_mail(
            Private(opened.decode()), held.language, composer.directory.interface(held.language), envelope
        )
    addressee = composer.directory.addressee(held.organization)
    if addressee is None:
        raise NotDeliveredError(ErrorKind.NO_ADDRESS)
    compose = erasure_mail if held.kind is NoticeKind.ERASED else withdrawal_mail
    return compose(addressee, envelope)
