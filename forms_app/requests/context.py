"""Who receives a request and what it is about, in words: all that the mails need of the catalogue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import Protocol

from forms_app.errors import AddressRefusedError
from forms_app.facts.owners import Owner, owners_of
from forms_app.ledger.desks import coordinator, other_desks
from forms_app.outbox.states import Contact
from forms_app.requests.submission import Submission
from sportello.catalogue import Catalogue
from sportello.catalogue.certificates import certificate_path
from sportello.translation import load_translator

_ONE_ADDRESS = re.compile(r"[^\s,;:<>()\[\]\\\"@\x00-\x20\x7f]+@[^\s,;:<>()\[\]\\\"@\x00-\x20\x7f]+")


@dataclass(frozen=True)
class Addressee:
    """The organization that a mail goes to."""

    organization: str
    """Its slug."""
    name: str
    email: str
    certificate: Path | None = None
    """The file of its OpenPGP certificate; None when it has none."""

    def __post_init__(self) -> None:
        """Raise AddressRefusedError when `email` is more or less than one plain address."""
        if not _ONE_ADDRESS.fullmatch(self.email):
            raise AddressRefusedError(self.organization)


@dataclass(frozen=True)
class Topic:
    """What a request is about: the Italian titles of the pages it came from, where it came from one."""

    program: str | None
    service: str | None
    municipality: str | None
    location: str | None


class Directory(Protocol):
    """Where a worker looks up titles and addresses."""

    @property
    def site_url(self) -> str:
        """The site's address; empty when none is known."""

    def addressee(self, organization: str, contact: Contact = Contact.MAIN) -> Addressee | None:
        """Return where the requests for an organization go; None when it receives none, or none there."""

    def owner(self, organization: str, today: dt.date) -> Owner | None:
        """Return an organization with the facts that it knows; None when it knows none."""

    def others(self, program: str | None, service: str | None, organization: str) -> bool:
        """Whether another organization may get a request about this."""

    def coordinator(self, program: str | None, organization: str) -> str | None:
        """Return the organization that is told when another one does not answer; None when there is none."""

    def recipients(self) -> Mapping[str, str]:
        """Return the titles of the organizations that receive requests, by slug."""

    def keyed(self) -> tuple[Addressee, ...]:
        """Return the organizations that name a certificate. Raises AddressRefusedError."""

    def topic(self, submission: Submission) -> Topic:
        """Return the titles of what a submission names; a slug stands for a page that is gone."""

    def interface(self, language: str) -> NullTranslations:
        """Return the sentences of mails to citizens in a language."""


@dataclass(frozen=True)
class CatalogueDirectory:
    """The catalogue as a directory."""

    catalogue: Catalogue

    @property
    def site_url(self) -> str:
        """The address of the pages."""
        return self.catalogue.site.url

    def addressee(self, organization: str, contact: Contact = Contact.MAIN) -> Addressee | None:
        """Return one of the organization's addresses for requests. Raises AddressRefusedError."""
        found = self.catalogue.organizations.get(organization)
        if found is None or found.requests_to is None:
            return None
        address = found.requests_to if contact is Contact.MAIN else found.reserve
        certificate = certificate_path(self.catalogue.site.docs, found)
        return Addressee(organization, found.title, address, certificate) if address else None

    def owner(self, organization: str, today: dt.date) -> Owner | None:
        """Return the organization if any fact of the catalogue is its own."""
        owners = owners_of(self.catalogue, today)
        return next((one for one in owners if one.organization == organization), None)

    def others(self, program: str | None, service: str | None, organization: str) -> bool:
        """Whether the catalogue lets another organization answer."""
        return bool(other_desks(self.catalogue, program, service, organization))

    def coordinator(self, program: str | None, organization: str) -> str | None:
        """Return the program's lead, or the site's fallback."""
        return coordinator(self.catalogue, program, organization)

    def topic(self, submission: Submission) -> Topic:
        """Return the titles of what a submission names."""
        municipalities = {record.istat: record for record in self.catalogue.municipalities.values()}
        return Topic(
            program=_title(self.catalogue.programs, submission.program),
            service=_title(self.catalogue.services, submission.service),
            municipality=_title(municipalities, submission.municipality),
            location=_title(self.catalogue.locations, submission.location),
        )

    def interface(self, language: str) -> NullTranslations:
        """Return the sentences of `interface.po`; Italian for a language that the site no longer has."""
        site = self.catalogue.site
        return load_translator(site.translations, language, site.source_language).interface

    def recipients(self) -> Mapping[str, str]:
        """Return the titles of the organizations that receive requests, by slug."""
        organizations = self.catalogue.organizations.items()
        return {slug: record.title for slug, record in organizations if record.requests_to is not None}

    def keyed(self) -> tuple[Addressee, ...]:
        """Return the organizations that name a certificate. Raises AddressRefusedError."""
        organizations = self.catalogue.organizations.items()
        found = (self.addressee(slug) for slug, record in organizations if record.certificate is not None)
        return tuple(addressee for addressee in found if addressee is not None)


class _Titled(Protocol):
    @property
    def title(self) -> str: ...


def _title(records: Mapping[str, _Titled], name: str | None) -> str | None:
    if name is None:
        return None
    return records[name].title if name in records else name
