"""Who receives a request and what it is about, in words: all that the mails need of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import Protocol

from forms_app.errors import AddressRefusedError
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

    def addressee(self, organization: str) -> Addressee | None:
        """Return where the requests for an organization go; None when it receives none."""

    def topic(self, submission: Submission) -> Topic:
        """Return the titles of what a submission names; a slug stands for a page that is gone."""

    def interface(self, language: str) -> NullTranslations:
        """Return the sentences of mails to citizens in a language."""


@dataclass(frozen=True)
class CatalogueDirectory:
    """The catalogue as a directory."""

    catalogue: Catalogue

    def addressee(self, organization: str) -> Addressee | None:
        """Return the organization's address for requests. Raises AddressRefusedError."""
        found = self.catalogue.organizations.get(organization)
        if found is None or found.requests_to is None:
            return None
        certificate = certificate_path(self.catalogue.site.docs, found)
        return Addressee(organization, found.title, found.requests_to, certificate)

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
