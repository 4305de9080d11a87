"""The mails about facts, as the worker makes them from their rows."""

from __future__ import annotations

from babel.dates import format_date
from flask_mail import Message

from forms_app.facts.links import LIFE, FactsLinker, facts_key
from forms_app.mail.facts_mails import change_mail, question_mail
from forms_app.mail.local import EDITORS
from forms_app.mail.message import Envelope
from forms_app.mail.postman import NotDeliveredError
from forms_app.outbox.composing import Composer
from forms_app.outbox.notices import Notice
from forms_app.outbox.states import ErrorKind, NoticeKind
from forms_app.privacy.private import Private
from forms_app.privacy.sealing import open_sealed
from forms_app.requests.context import Addressee
from forms_app.requests.notices import notice_identity

KINDS = frozenset({NoticeKind.FACTS_QUESTION, NoticeKind.FACTS_CHANGE})


def compose_about_facts(composer: Composer, held: Notice, envelope: Envelope) -> Message:
    """Compose it, the same at every try. Raises NotDeliveredError, AddressRefusedError and SealBrokenError."""
    owner = composer.directory.owner(held.organization, held.ordered_at.date())
    if held.kind is NoticeKind.FACTS_CHANGE:
        opened = open_sealed(held.sealed or b"", composer.private_key, notice_identity(held.id))
        if composer.editors is None:
            raise NotDeliveredError(ErrorKind.NO_ADDRESS)
        editors = Addressee(EDITORS, "Redazione", composer.editors)
        name = owner.name if owner else held.organization
        pages = owner.pages if owner else ()
        return change_mail(editors, envelope, name, pages, Private(opened.decode()))
    if owner is None or owner.email is None:
        raise NotDeliveredError(ErrorKind.NO_ADDRESS)
    linker = FactsLinker(composer.linker.base, facts_key(composer.linker.key))
    link = linker.address(owner.organization, held.ordered_at)
    until = format_date(held.ordered_at + LIFE, "d MMMM y", "it")
    addressee = Addressee(owner.organization, owner.name, owner.email)
    return question_mail(addressee, envelope, owner.pages, link, until)
