"""The small site with a partner that has a key, and what the machine keeps of a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from forms_app.commands import register_commands
from forms_app.database import outbox
from forms_app.mail.smtp import SmtpPostman
from forms_app.outbox.composing import Composer
from forms_app.outbox.delivery import Deliverer
from forms_app.privacy.keys import load_private_key
from forms_app.requests.context import CatalogueDirectory
from forms_app.services import Services
from forms_app.settings import Settings
from tests.integration.forms.browser import Browser
from tests.integration.gnupg import ADDRESS, GnuPG
from tests.integration.mail.server import Behaviour, serving, smtp_at
from tests.integration.storage import Clock
from tests.unit.forms_app.samples import LINKER, SENDER

CONTACT = "/moduli/it/contatto?progetto=activity&comune=019052"
MARKERS = ("Prova-Provetti-9911", "333 991 2244", "prova9913@example.org", "parole-9914 perché مرحبا 🙂")
WHO: dict[str, object] = {
    "name": MARKERS[0],
    "phone": MARKERS[1],
    "email": MARKERS[2],
    "channels": ["call"],
    "message": MARKERS[3],
}
LONG_AGO = "20250101T000000"
"""When the keys of these tests are made: none of them expires."""


@dataclass
class Sealed:
    """A site, its database, a partner's key ring and a mail server."""

    services: Services
    browser: Browser
    partner: GnuPG
    behaviour: Behaviour
    port: int

    @property
    def settings(self) -> Settings:
        return replace(self.services.settings, smtp=smtp_at(self.port))

    def command(self, *arguments: str) -> Result:
        app = Flask("prova")
        register_commands(app, self.settings)
        return app.test_cli_runner().invoke(args=arguments)

    def ask(self, **answers: object) -> str:
        """Send a request through the forms; return where the citizen arrives."""
        check = self.browser.press(self.browser.get(CONTACT), "step=check", **{**WHO, **answers})
        return self.browser.press(check, "step=send").url

    def deliverer(self) -> Deliverer:
        return Deliverer(
            engine=self.services.engine,
            composer=Composer(
                private_key=load_private_key(self.settings.keys.private),
                directory=CatalogueDirectory(self.services.catalogue),
                sender=SENDER,
                linker=LINKER,
            ),
            postman=SmtpPostman(smtp_at(self.port)),
            clock=Clock(self.services.now()),
        )

    def deliver(self) -> int:
        """Do what the worker does until nothing is due; return how many rows it had in hand."""
        deliverer, count = self.deliverer(), 0
        while (row := deliverer.claim()) is not None:
            deliverer.deliver(row)
            count += 1
        deliverer.postman.rest()
        return count

    def row(self) -> sa.Row[tuple[object, ...]]:
        with self.services.engine.connect() as connection:
            return connection.execute(sa.select(outbox)).one()

    def mails(self) -> list[bytes]:
        return [bytes(envelope.original_content or b"") for envelope in self.behaviour.taken]

    def written(self) -> bytes:
        """Everything that is on the disk of this installation."""
        files = [path for path in self.settings.var_dir.rglob("*") if path.is_file()]
        assert any(path.name.endswith("-wal") for path in files)
        return b"".join(path.read_bytes() for path in files)


def certificate_file(settings: Settings) -> Path:
    return settings.mkdocs_yml.parent / "docs" / "enti" / "mestieri.asc"


def name_certificate(settings: Settings, content: bytes) -> None:
    """Let the organization's page name its certificate, before the catalogue is read."""
    certificate_file(settings).write_bytes(content)
    page = settings.mkdocs_yml.parent / "docs" / "enti" / "mestieri.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("requests_to:", "certificate: mestieri.asc\nrequests_to:"), "utf-8")


@contextmanager
def sealed_site(services: Services, browser: Browser, partner: GnuPG) -> Iterator[Sealed]:
    behaviour = Behaviour()
    with serving(behaviour) as port:
        yield Sealed(services, browser, partner, behaviour, port)


def good_key(partner: GnuPG) -> bytes:
    """Make a key that is good whatever the day; return its certificate."""
    return partner.certificate(partner.ed25519(ADDRESS, "0", LONG_AGO))
