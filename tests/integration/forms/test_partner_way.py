"""The whole way over real SMTP and real HTTP: accepted, mailed, notified, taken in charge, closed."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy

import sqlalchemy as sa
from werkzeug.serving import make_server

from forms_app import make_app
from forms_app.database import request
from forms_app.ledger.ingest import Taken
from forms_app.outbox.states import RequestState
from forms_app.requests.accept import accept
from forms_app.requests.context import CatalogueDirectory
from forms_app.services import Services
from forms_app.workshop import make_deliverer, make_ingester
from tests import listening
from tests.integration.forms.conftest import MONDAY
from tests.integration.mail.server import Behaviour, serving, smtp_at
from tests.unit.forms_app.mail.notices import report
from tests.unit.forms_app.samples import MARKERS, SUBMISSION


@contextmanager
def web(services: Services) -> Iterator[str]:
    with listening.serving(make_server("127.0.0.1", 0, make_app(services), threaded=True)) as address:
        yield address


def state(services: Services) -> RequestState:
    with services.engine.connect() as connection:
        return RequestState(connection.execute(sa.select(request.c.state)).scalar_one())


def opened(url: str, data: bytes | None = None) -> str:
    with urllib.request.urlopen(url, data) as response:  # noqa: S310  this machine
        return str(response.read().decode())


def test_a_request_goes_the_whole_way(services: Services) -> None:
    submission = replace(SUBMISSION, program="activity", organization="mestieri")
    accept(services.engine, services.keys.acceptance, submission, now=MONDAY)
    seen = [state(services)]
    directory, behaviour = CatalogueDirectory(services.catalogue), Behaviour(offers_notices=True)
    with web(services) as base, serving(behaviour) as port:
        settings = replace(services.settings, public_url=base, smtp=smtp_at(port))
        deliverer = replace(make_deliverer(settings, directory), clock=lambda: MONDAY)
        row = deliverer.claim()
        assert row is not None
        deliverer.deliver(row)
        deliverer.postman.rest()
        seen.append(state(services))
        ingester = make_ingester(settings, directory)
        assert ingester.take_in(report("delivered", row.envelope_id), MONDAY) is Taken.RECORDED
        for engine in (deliverer.engine, ingester.engine):
            engine.dispose()
        seen.append(state(services))
        [envelope] = behaviour.taken
        assert isinstance(envelope.content, bytes)
        part = message_from_bytes(envelope.content, policy=policy.default).get_body(("plain",))
        assert part is not None
        links = re.findall(rf"{re.escape(base)}/partner/\S+", part.get_content())
        take, close = links[0], links[-1]
        for link in links:
            assert not any(marker in opened(link) for marker in MARKERS)
        assert state(services) is seen[-1]
        for link in (take, take, close, close, take):
            opened(link, b"")
            seen.append(state(services))
    assert [str(one) for one in seen] == [
        "received", "handed_over", "delivered", "taken_in_charge", "taken_in_charge", "closed", "closed", "closed",
    ]  # fmt: skip
