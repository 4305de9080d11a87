"""A whole installation as the world sees it: citizens at the forms, the worker's own loop, a partner's mail server.

The clock is real at the start and moves when told, so that days of an outage pass in a moment.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from pathlib import Path

import sqlalchemy as sa
from aiosmtpd.smtp import Envelope
from click.testing import Result
from flask import Flask

from forms_app import make_app
from forms_app.commands import register_commands
from forms_app.commands_of_time import periods_of
from forms_app.database import outbox, request
from forms_app.health import Health, Stuck, measure, stuck
from forms_app.mail.local import LocalMailbox
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.key_watch import HELD_EVERY, KeyWatch
from forms_app.outbox.states import OutboxState
from forms_app.outbox.worker import run
from forms_app.provision import provision
from forms_app.requests.context import CatalogueDirectory
from forms_app.requests.retention import DailyExpiry
from forms_app.services import Services, load_web_keys, make_services, read_catalogue
from forms_app.settings import Settings, Smtp, load_settings
from forms_app.workshop import make_chores, make_deliverer
from tests.faults.webhook import listening
from tests.integration.forms.browser import Browser, Page
from tests.integration.forms.sealed import name_certificate
from tests.integration.forms.site import write_site
from tests.integration.mail.server import Behaviour
from tests.integration.storage import Clock

PLACES = {"mestieri": "019052", "energheia": "019021"}
"""The organizations that answer, each with a municipality of its own. `mestieri` has a reserve contact."""
RESERVE = "riserva@example.org"
WORDS = "perché مرحبا 🙂"
_MARKER = re.compile(rf"(Segnale-\d{{4}}-x) {WORDS}")


class _UntilIdle(threading.Event):
    """Set as soon as the loop has nothing more to do at this moment."""

    def wait(self, timeout: float | None = None) -> bool:
        if timeout:
            self.set()
        return self.is_set()


@dataclass
class Scene:
    """One installation."""

    services: Services
    app: Flask
    clock: Clock
    told: list[dict[str, str]]
    """What the webhook was told."""
    smtp: Smtp | None = None
    asked: list[str] = field(default_factory=list)
    """The marker in each request whose sender was shown a receipt."""
    _watch: KeyWatch | None = None
    _deliverer: Deliverer | None = None

    @property
    def settings(self) -> Settings:
        return replace(self.services.settings, smtp=self.smtp)

    @property
    def directory(self) -> CatalogueDirectory:
        return CatalogueDirectory(self.services.catalogue)

    def ask(self, organization: str = "energheia", **answers: object) -> str:
        """Fill in, check and send the form as one citizen, up to the receipt; return what marks the request."""
        marker, browser = f"Segnale-{len(self.asked):04}-x", Browser(self.app)
        page = browser.get(f"/moduli/it/contatto?progetto=activity&comune={PLACES[organization]}")
        typed = {"name": f"Prova {marker}", "phone": "333 991 2244", "channels": ["call"]}
        check = browser.press(page, "step=check", **typed, message=f"{marker} {WORDS}", **answers)
        receipt: Page = browser.press(check, "step=send")
        assert (receipt.url, receipt.status) == ("/moduli/it/ricevuta", 200)
        self.asked.append(marker)
        return marker

    def use(self, smtp: Smtp) -> None:
        """Start a worker that hands mails to this server."""
        self.close()
        self.smtp = smtp
        self._deliverer = replace(make_deliverer(self.settings, self.directory), clock=self.clock)

    def work(self) -> None:
        """Let the worker's loop run until it has nothing to do at this moment."""
        assert self._deliverer is not None
        deliverer, now = self._deliverer, self.clock
        self._watch = self._watch or KeyWatch(self.services.engine, self.directory.keyed())
        watch, heartbeat = self._watch, Heartbeat(self.services.engine, "prova")
        # Alarms are told every twenty seconds: a new round of chores is one that is due.
        chores = make_chores(self.settings, self.directory, deliverer.postman)
        periods, spool = periods_of(self.services.catalogue), LocalMailbox(self.settings.mailbox_dir)
        expiry = DailyExpiry(self.services.engine, spool, periods, now)
        run(deliverer, heartbeat, _UntilIdle(), (lambda: watch.look(now()), expiry))
        chores.do(now())
        chores.sweeper.engine.dispose()
        chores.tester.engine.dispose()
        self.beat()

    def beat(self) -> None:
        """Give the sign of life of a worker that has nothing to do."""
        Heartbeat(self.services.engine, "prova").idle(self.clock())

    def wait(self) -> None:
        """Let time pass until the next try is due."""
        with self.services.engine.connect() as connection:
            waiting = sa.select(sa.func.max(outbox.c.next_attempt_at))
            due = connection.scalar(waiting.where(outbox.c.state == OutboxState.WAITING))
        assert due is not None
        self.clock.now = max(self.clock.now, due)

    def wait_a_minute(self) -> None:
        """Let the time pass after which the worker looks at the keys again."""
        self.clock.forward(HELD_EVERY)

    def rows(self) -> list[sa.Row[tuple[object, ...]]]:
        """The orders, in the order in which they were made."""
        with self.services.engine.connect() as connection:
            return list(connection.execute(sa.select(outbox).order_by(outbox.c.created_at, outbox.c.id)))

    def requests(self) -> list[sa.Row[tuple[object, ...]]]:
        with self.services.engine.connect() as connection:
            return list(connection.execute(sa.select(request).order_by(request.c.received_at)))

    def count(self) -> int:
        """How many requests are stored."""
        with self.services.engine.connect() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(request)) or 0

    def health(self) -> Health:
        return measure(self.services.engine, self.clock(), self.directory.keyed())

    def stuck(self) -> tuple[Stuck, ...]:
        """What `flask deliveries check` lists at this moment of the scene."""
        return stuck(self.services.engine, self.clock())

    def command(self, *arguments: str, given: bytes | None = None) -> Result:
        """Run a command of the administrator's, now."""
        app = Flask("prova")
        register_commands(app, self.settings)
        return app.test_cli_runner().invoke(args=arguments, input=given)

    def written(self) -> bytes:
        """Everything that is on the disk of this installation."""
        files = [path for path in self.settings.var_dir.rglob("*") if path.is_file()]
        return b"".join(path.read_bytes() for path in files)

    def close(self) -> None:
        """Stop the worker."""
        if self._deliverer is not None:
            self._deliverer.postman.rest()
            self._deliverer.engine.dispose()
            self._deliverer = None


@contextmanager
def scene(folder: Path, certificate: bytes | None = None) -> Iterator[Scene]:
    """Make an installation; `certificate` is the key of `mestieri`."""
    site = write_site(folder)
    page = site.parent / "docs" / "enti" / "mestieri.md"
    page.write_text(
        page.read_text("utf-8").replace("requests_to:", f"reserve: {RESERVE}\nrequests_to:"), "utf-8"
    )
    with listening() as (url, told):
        settings = load_settings(
            {
                "SPORTELLO_ENVIRONMENT": "development",
                "SPORTELLO_VAR": str(folder / "var"),
                "SPORTELLO_SITE": str(folder / "site"),
                "SPORTELLO_MKDOCS": str(site),
                "SPORTELLO_ALARM_WEBHOOK": url,
            }
        )
        if certificate is not None:
            name_certificate(settings, certificate)
        provision(settings)
        clock = Clock(dt.datetime.now(dt.UTC))
        made = make_services(settings, read_catalogue(settings), load_web_keys(settings))
        services = replace(made, now=clock)
        found = Scene(services, make_app(services), clock, told)
        try:
            yield found
        finally:
            found.close()
            made.engine.dispose()


def arrived(behaviour: Behaviour, recipient: str) -> list[str]:
    """The markers of the requests that the server took for an address, the citizens' words unharmed."""
    texts = [_text(envelope) for envelope in behaviour.taken if envelope.rcpt_tos == [recipient]]
    return sorted(marker for text in texts for marker in _MARKER.findall(text))


def _text(envelope: Envelope) -> str:
    mail = message_from_bytes(bytes(envelope.original_content or b""), policy=policy.default)
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""
