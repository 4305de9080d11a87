"""From a form that was found right to what is stored."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import uuid
from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from typing import Any

from forms_app.forms.appointment import AppointmentForm
from forms_app.forms.contact import ContactForm
from forms_app.forms.privacy_notice import VERSION
from forms_app.forms.referral import ReferralForm
from forms_app.privacy.private import Private
from forms_app.requests.submission import (
    Answers,
    Channel,
    ContactTime,
    Operator,
    Submission,
    Weekday,
    Writer,
    to_bytes,
)
from sportello.catalogue import Route

SENDING_LIFE = dt.timedelta(hours=12)

_KEPT = "sending"
_SENDING = re.compile(r"[0-9a-f]{32}")


def sending(kept: MutableMapping[str, Any], now: dt.datetime) -> str:
    """The mark that a form carries from its first showing on.

    All forms that one browser shows within `SENDING_LIFE` carry the same one, kept in its session: the same answers
    from two tabs, or after going back, are one request. Later they are a new one: somebody asks again.
    """
    mark, since = kept.get(_KEPT, ("", 0.0))
    if not mark or now.timestamp() - since > SENDING_LIFE.total_seconds():
        mark = uuid.uuid4().hex
        kept[_KEPT] = (mark, now.timestamp())
    return str(mark)


def opened_at(kept: Mapping[str, Any]) -> dt.datetime | None:
    """When this browser was first shown a form; None when it does not say."""
    since = kept.get(_KEPT, ("", None))[1]
    return None if since is None else dt.datetime.fromtimestamp(since, dt.UTC)


def is_sending(mark: str) -> bool:
    """Whether `sending` may have made it."""
    return bool(_SENDING.fullmatch(mark))


def make_submission(form: ContactForm, route: Route, language: str, secret: bytes) -> Submission:
    """What to store.

    Its identity is made of the form's mark and the answers: the same answers sent twice are one request, however
    often a button is pressed; answers changed after sending are another one, and not lost.
    """
    location, place = form.location, route.municipality
    submission = Submission(
        submission_id=form.submission_id.data,
        form=form.kind,
        language="",
        program=route.program.slug if route.program else None,
        service=route.service.slug if route.service else None,
        municipality=place.istat if place else None,
        location=location.slug if location else None,
        organization=route.organization.slug,
        answers=_answers(form),
    )
    identity = hmac.digest(secret, b"submission\0" + to_bytes(submission), hashlib.sha256).hex()
    return replace(submission, submission_id=identity, language=language, privacy_version=VERSION)


def _answers(form: ContactForm) -> Answers:
    return Answers(
        name=form.name.clean,
        phone=_or_none(form.phone.clean),
        email=_or_none(form.email.clean),
        channels=tuple(channel for channel in Channel if channel in form.channels.data),
        contact_times=tuple(time for time in ContactTime if time in form.times.data),
        may_leave_message=form.may_leave_message.data,
        spoken_language=form.spoken_language.data,
        interpreter=form.interpreter.data,
        message=form.message.clean,
        half_days=form.half_days if isinstance(form, AppointmentForm) else (),
        contact_days=tuple(day for day in Weekday if day in form.days.data),
        may_say_who=form.may_say_who.data,
        operator=Operator(form.operator.data),
        writer=Writer(form.writer.data) if "writer" in form else Writer.OTHER_KNOWN,
        wants_confirmation="wants_confirmation" in form and form.wants_confirmation.data,
        referral=form.referral if isinstance(form, ReferralForm) else None,
    )


def _or_none(text: Private) -> Private | None:
    return text or None
