"""Invented requests of invented people."""

from __future__ import annotations

import datetime as dt
import uuid
from gettext import NullTranslations

from hypothesis import strategies as st

from forms_app.facts.owners import Owner
from forms_app.ledger.links import link_key
from forms_app.ledger.offers import Linker
from forms_app.outbox.states import Contact
from forms_app.privacy.private import Private
from forms_app.requests.context import Addressee, Topic
from forms_app.requests.submission import (
    Agreement,
    Answers,
    Channel,
    ContactTime,
    FormKind,
    Half,
    HalfDay,
    Operator,
    Referral,
    Submission,
    Weekday,
    Writer,
)

NOW = dt.datetime(2025, 3, 30, 0, 30, tzinfo=dt.UTC)
MARKERS = ("Prova-Provetti-7781", "+39 000 7782", "prova7783@example.org", "Parole-private-7784")
"""A name, a phone, an address and words that are found nowhere else."""

ANSWERS = Answers(
    name=Private(MARKERS[0]),
    phone=Private(MARKERS[1]),
    email=Private(MARKERS[2]),
    channels=(Channel.CALL, Channel.TEXT),
    contact_times=(ContactTime.MORNING, ContactTime.EVENING),
    may_leave_message=False,
    spoken_language="ar",
    interpreter=True,
    message=Private(MARKERS[3]),
    half_days=(HalfDay(dt.date(2026, 12, 1), Half.MORNING), HalfDay(dt.date(2026, 12, 3), Half.AFTERNOON)),
)
SUBMISSION = Submission(
    submission_id="prova-1",
    form=FormKind.APPOINTMENT,
    language="ar",
    program="activity-cr",
    service=None,
    municipality="019090",
    location="sportello-gussola",
    organization="mestieri-lombardia",
    answers=ANSWERS,
)
TOPIC = Topic("ACTIVITY.CR", None, "San Giovanni in Croce", "Sportello di Gussola")
ADDRESSEE = Addressee("mestieri-lombardia", "Mestieri Lombardia", "casella@example.org")


SENDER = ("Sportello", "sportello@example.org")
LINKER = Linker("https://prova.example.org", link_key(b"segreto-di-prova"))
OFFERS = LINKER.offers(uuid.UUID(int=7), NOW, SUBMISSION.form, ANSWERS.half_days, others=True)
RESERVE = Addressee("mestieri-lombardia", "Mestieri Lombardia", "riserva@example.org")
OTHER = Addressee("accoglienza", "Accoglienza", "accoglienza@example.org")


class SampleDirectory:
    """Knows one organization with a reserve contact, and another one that coordinates."""

    site_url = "https://prova.example.org/"

    def addressee(self, organization: str, contact: Contact = Contact.MAIN) -> Addressee | None:
        if organization == ADDRESSEE.organization:
            return ADDRESSEE if contact is Contact.MAIN else RESERVE
        return OTHER if (organization, contact) == (OTHER.organization, Contact.MAIN) else None

    def owner(self, organization: str, today: dt.date) -> Owner | None:
        del organization, today
        return None

    def others(self, program: str | None, service: str | None, organization: str) -> bool:
        del program, service
        return organization != OTHER.organization

    def coordinator(self, program: str | None, organization: str) -> str | None:
        del program
        return OTHER.organization if organization != OTHER.organization else None

    def recipients(self) -> dict[str, str]:
        return {found.organization: found.name for found in (ADDRESSEE, OTHER)}

    def keyed(self) -> tuple[Addressee, ...]:
        return ()

    def topic(self, submission: Submission) -> Topic:
        del submission
        return TOPIC

    def interface(self, language: str) -> NullTranslations:
        del language
        return NullTranslations()


def submissions() -> st.SearchStrategy[Submission]:
    """Draw submissions with any text at all."""
    text = st.text(max_size=200)
    some = st.none() | text
    private = st.builds(Private, text)
    half_days = st.builds(HalfDay, st.dates(), st.sampled_from(Half))
    answers = st.builds(
        Answers,
        name=private,
        phone=st.none() | private,
        email=st.none() | private,
        channels=st.lists(st.sampled_from(Channel), unique=True).map(tuple),
        contact_times=st.lists(st.sampled_from(ContactTime), unique=True).map(tuple),
        may_leave_message=st.booleans(),
        spoken_language=text,
        interpreter=st.booleans(),
        message=private,
        half_days=st.lists(half_days, max_size=3).map(tuple),
        contact_days=st.lists(st.sampled_from(Weekday), unique=True).map(tuple),
        may_say_who=st.booleans(),
        operator=st.sampled_from(Operator),
        writer=st.sampled_from(Writer),
        wants_confirmation=st.booleans(),
        referral=st.none() | st.builds(Referral, private, private, private, st.sampled_from(Agreement)),
    )
    return st.builds(
        Submission,
        submission_id=text,
        form=st.sampled_from(FormKind),
        language=text,
        program=some,
        service=some,
        municipality=some,
        location=some,
        organization=text,
        answers=answers,
        privacy_version=text,
    )
