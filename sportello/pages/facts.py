"""The small facts that several kinds of page show, already looked up and worded.

Texts of the content are `Phrase`, texts of the interface and formatted values are `str`; neither holds HTML.
"""

from __future__ import annotations

from dataclasses import dataclass

from sportello.pages.phrase import Phrase


@dataclass(frozen=True)
class Link:
    """A page of the site, by its title."""

    title: Phrase
    href: str


@dataclass(frozen=True)
class Card:
    """A page as it stands in lists.

    Attributes:
        kind: the kind of the record (`service`).
        note: its state in a word or two (`concluso`, a date), or None.
    """

    kind: str
    title: Phrase
    href: str
    summary: Phrase | None
    note: Phrase | str | None = None


@dataclass(frozen=True)
class Group:
    """Cards under one heading.

    Attributes:
        name: the fragment to link to (`lost-job`), unique on the page.
        title: the heading; None for the only group of a list.
    """

    name: str
    title: str | None
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class PhoneFact:
    """A telephone number.

    Attributes:
        number: as people read it.
        href: `tel:` and the number by E.164.
        otherwise: where to ask if nobody answers; None while the number was confirmed lately.
    """

    number: str
    href: str
    extension: str | None
    description: Phrase | None
    otherwise: str | None = None


@dataclass(frozen=True)
class AddressFact:
    """An e-mail or web address: as people read it, and as a link."""

    text: str
    href: str


@dataclass(frozen=True)
class ContactFacts:
    """The ways to reach someone; each may be empty."""

    phones: tuple[PhoneFact, ...] = ()
    emails: tuple[AddressFact, ...] = ()
    web: AddressFact | None = None

    def __bool__(self) -> bool:
        """Whether there is any way at all."""
        return bool(self.phones or self.emails or self.web)


@dataclass(frozen=True)
class Forms:
    """The request forms as seen from one page, with what the page makes clear already chosen.

    Attributes:
        open: whether requests are taken.
        reason: why not, when they are not; None when open.
        contact: absolute path of the contact form, or None when there is none here.
        appointment: the same for the appointment form.
    """

    open: bool
    reason: Phrase | None = None
    contact: str | None = None
    appointment: str | None = None

    def __bool__(self) -> bool:
        """Whether the page says anything about forms."""
        return bool(self.contact or self.appointment or self.reason)


@dataclass(frozen=True)
class Desk:
    """A help desk as other pages show it.

    Attributes:
        where: address and municipality, as far as known.
        phones: its own numbers, else its organization's.
        by_appointment: whether one may go only by appointment.
        now: what holds for a while (`Fino al … solo online`), or None.
        open_now: what the script shows of today's hours, see `sportello.pages.open_now`; None when not known.
        call_first: whether nobody has confirmed its address or hours lately.
    """

    title: Phrase
    href: str
    summary: Phrase
    organization: Link
    where: str
    phones: tuple[PhoneFact, ...]
    by_appointment: bool
    now: str | None
    open_now: str | None
    call_first: bool = False


@dataclass(frozen=True)
class Answers:
    """Who answers the people of some municipalities.

    Attributes:
        because: a code of `sportello.catalogue.Because`.
        municipalities: whose people; empty means of any municipality.
        forms: the forms with what these municipalities have in common already chosen.
    """

    organization: Link
    contacts: ContactFacts
    desks: tuple[Desk, ...]
    because: str
    municipalities: tuple[Link, ...]
    forms: Forms


@dataclass(frozen=True)
class Part:
    """An organization's part in a program."""

    organization: Link
    role: Phrase | None


@dataclass(frozen=True)
class Money:
    """A row of a funding table: what, how much, and in what it consists."""

    name: str
    amount: str
    note: Phrase | None = None


@dataclass(frozen=True)
class FundingFacts:
    """Where the money comes from."""

    rows: tuple[Money, ...]
    source: Phrase | None
    funders: tuple[Link, ...]
    note: Phrase | None


@dataclass(frozen=True)
class Status:
    """Where something stands: the code for styling (`active`), the word for reading (`in corso`)."""

    code: str
    word: str


@dataclass(frozen=True)
class HoursRow:
    """A day of the week and its openings (`09:00–12:30`); none means closed."""

    day: str
    spans: tuple[str, ...]
