"""What a citizen sent, and its form as bytes for sealing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forms_app.privacy.private import Private


class FormKind(StrEnum):
    """Which form was sent."""

    CONTACT = "contact"
    APPOINTMENT = "appointment"
    REFERRAL = "referral"
    """A territorial service sends a person on, with her knowledge."""


class Channel(StrEnum):
    """A way in which the citizen agrees to be reached."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"


class ContactTime(StrEnum):
    """A part of the day in which the citizen may be reached."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Weekday(StrEnum):
    """A day of the week on which the citizen may be reached."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"


class Operator(StrEnum):
    """With whom the citizen would rather speak."""

    ANYONE = "anyone"
    WOMAN = "woman"
    MAN = "man"


class Writer(StrEnum):
    """Who filled in the form."""

    SELF = "self"
    """The person herself."""
    OTHER_KNOWN = "other_known"
    """Somebody else, and the person knows."""
    OTHER_UNKNOWN = "other_unknown"
    """Somebody else, and the person does not know yet."""


class Agreement(StrEnum):
    """How the person agreed to being sent on."""

    PRESENT = "present"
    """She is present while the form is filled in."""
    SPOKEN = "spoken"
    WRITTEN = "written"


class Half(StrEnum):
    """A half of a working day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True)
class HalfDay:
    """A half-day that the citizen would like for an appointment."""

    date: dt.date
    half: Half


@dataclass(frozen=True)
class Referral:
    """Who sends a person on, and how she agreed."""

    name: Private
    service: Private
    contact: Private
    """A phone number or an e-mail address of the one who refers."""
    agreement: Agreement


@dataclass(frozen=True)
class Answers:
    """What the citizen wrote and chose. Its text is private; all of it is sealed at rest."""

    name: Private
    """What to be called; a nickname will do."""
    phone: Private | None
    email: Private | None
    channels: tuple[Channel, ...]
    contact_times: tuple[ContactTime, ...]
    """Empty: at any time."""
    may_leave_message: bool
    spoken_language: str
    """A BCP 47 tag."""
    interpreter: bool
    message: Private
    half_days: tuple[HalfDay, ...]
    """In the order of preference, at most three; empty for a contact request."""
    contact_days: tuple[Weekday, ...] = ()
    """Empty: on any day."""
    may_say_who: bool = False
    """Whether the partner may say who is calling to whoever else answers."""
    operator: Operator = Operator.ANYONE
    writer: Writer = Writer.SELF
    wants_confirmation: bool = False
    """Whether to send the citizen a mail that says "it arrived"; silence is the default."""
    referral: Referral | None = None


@dataclass(frozen=True)
class Submission:
    """One sent form: to whom it goes and about what (stored in clear), and the answers (sealed)."""

    submission_id: str
    """Made when the form was first shown; the same for every repeat of one sending. At most 64 characters."""
    form: FormKind
    language: str
    """The language of the pages that the citizen used."""
    program: str | None
    service: str | None
    municipality: str | None
    """ISTAT code."""
    location: str | None
    organization: str
    """Slug of the organization that the catalogue routed to."""
    answers: Answers
    privacy_version: str = ""
    """Which text of the privacy notice stood beside the form."""


def to_bytes(submission: Submission) -> bytes:
    """Write a submission as UTF-8 JSON. Lone surrogates, which no form lets through, become `?`."""
    answers = submission.answers
    record = {
        **{name: getattr(submission, name) for name in (*_PLAIN, "privacy_version")},
        "answers": {
            **{name: getattr(answers, name) for name in (*_OPEN_ANSWERS, *_SAFE_CONTACT)},
            **{name: _revealed(getattr(answers, name)) for name in _PRIVATE_ANSWERS},
            "half_days": [[day.date.isoformat(), day.half] for day in answers.half_days],
            "referral": _referral_record(answers.referral),
        },
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def from_bytes(data: bytes) -> Submission:
    """Read what `to_bytes` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    record = json.loads(data)
    plain = {name: record[name] for name in _PLAIN}
    return Submission(
        **{**plain, "form": FormKind(record["form"])},
        answers=_answers(record["answers"]),
        privacy_version=record.get("privacy_version", ""),
    )


_PLAIN = (
    "submission_id",
    "form",
    "language",
    "program",
    "service",
    "municipality",
    "location",
    "organization",
)
_OPEN_ANSWERS = ("channels", "contact_times", "may_leave_message", "spoken_language", "interpreter")
_SAFE_CONTACT = ("contact_days", "may_say_who", "operator", "writer", "wants_confirmation")
_PRIVATE_ANSWERS = ("name", "phone", "email", "message")


def _revealed(text: Private | None) -> str | None:
    return None if text is None else text.reveal()


def _private(text: str | None) -> Private | None:
    return None if text is None else Private(text)


def _answers(record: Mapping[str, Any]) -> Answers:
    return Answers(
        name=Private(record["name"]),
        phone=_private(record["phone"]),
        email=_private(record["email"]),
        channels=tuple(Channel(channel) for channel in record["channels"]),
        contact_times=tuple(ContactTime(time) for time in record["contact_times"]),
        may_leave_message=record["may_leave_message"],
        spoken_language=record["spoken_language"],
        interpreter=record["interpreter"],
        message=Private(record["message"]),
        half_days=tuple(HalfDay(dt.date.fromisoformat(day), Half(half)) for day, half in record["half_days"]),
        # Requests that were sealed before these questions were asked have no answers to them.
        contact_days=tuple(Weekday(day) for day in record.get("contact_days", ())),
        may_say_who=record.get("may_say_who", False),
        operator=Operator(record.get("operator", Operator.ANYONE)),
        writer=Writer(record.get("writer", Writer.SELF)),
        wants_confirmation=record.get("wants_confirmation", False),
        referral=_referral(record.get("referral")),
    )


def _referral_record(referral: Referral | None) -> dict[str, str] | None:
    if referral is None:
        return None
    return {
        **{name: getattr(referral, name).reveal() for name in ("name", "service", "contact")},
        "agreement": referral.agreement,
    }


def _referral(record: Mapping[str, str] | None) -> Referral | None:
    if record is None:
        return None
    name, service, contact = (Private(record[name]) for name in ("name", "service", "contact"))
    return Referral(name, service, contact, Agreement(record["agreement"]))
