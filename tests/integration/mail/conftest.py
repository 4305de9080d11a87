"""A mail to send."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask_mail import Message

from forms_app.mail.message import Envelope
from forms_app.mail.request_mail import request_mail
from tests.integration.mail.server import Authority
from tests.unit.forms_app.samples import ADDRESSEE, NOW, OFFERS, SUBMISSION, TOPIC


@pytest.fixture
def message() -> Message:
    """The mail of the sample request."""
    envelope = Envelope(
        ("Sportello", "sportello@example.org"), "<prova@example.org>", NOW, "K7F2-QXMA", "0" * 32
    )
    return request_mail(SUBMISSION, TOPIC, ADDRESSEE, envelope, OFFERS)


@pytest.fixture
def authority() -> Authority:
    """A certificate authority that only the test trusts."""
    return Authority()


@pytest.fixture
def ca_file(authority: Authority, tmp_path: Path) -> Path:
    """The authority's certificate, as a file for the settings."""
    path = tmp_path / "ca.pem"
    authority.authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture(autouse=True)
def quiet_server() -> None:
    """The server's own log is no part of what is tested."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
