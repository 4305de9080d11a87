"""The mails about facts: to ask their owner whether they are right, and to tell the editors what has changed."""

from __future__ import annotations

from flask_mail import Message

from forms_app.facts.owners import PageFacts
from forms_app.mail.message import Envelope, partner_message
from forms_app.mail.rendering import render
from forms_app.privacy.private import Private
from forms_app.requests.context import Addressee


def question_mail(
    addressee: Addressee, envelope: Envelope, pages: tuple[PageFacts, ...], link: str, until: str
) -> Message:
    """Ask an owner whether what the site says is right; the link can be used `until` then, a worded day."""
    words = {"name": addressee.name, "pages": pages, "link": link, "until": until}
    return partner_message(addressee, envelope, render("facts_question", words))


def change_mail(
    editors: Addressee, envelope: Envelope, owner: str, pages: tuple[PageFacts, ...], text: Private
) -> Message:
    """Tell the editors what an owner (by its name) says has changed."""
    words = {"owner": owner, "pages": pages, "text": text}
    return partner_message(editors, envelope, render("facts_change", words))
