"""The local mailbox: what is delivered there is what its pages show."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_mail import Message
from html5lib import HTMLParser
from werkzeug.test import TestResponse

import forms_app
from forms_app.mail.encrypted import encrypted_mail
from forms_app.mail.local import LocalMailbox
from forms_app.mail.message import Envelope, FinishedMessage
from forms_app.mail.postman import NotDeliveredError
from forms_app.mail.request_mail import request_mail, request_texts
from forms_app.mailbox.reading import find_mail, mails_of
from forms_app.outbox.states import ErrorKind
from forms_app.privacy.openpgp import read_certificate
from forms_app.privacy.private import Private
from forms_app.routes.mailbox import mailbox_blueprint
from tests.integration.gnupg import key_ring
from tests.unit.forms_app.samples import ADDRESSEE, ANSWERS, MARKERS, NOW, OFFERS, SUBMISSION, TOPIC

PARTNERS = {"energheia": "Energheia Impresa Sociale", "mestieri-lombardia": "Mestieri Lombardia"}


@pytest.fixture
def mailbox(tmp_path: Path) -> LocalMailbox:
    return LocalMailbox(tmp_path / "mailbox")


@pytest.fixture
def client(mailbox: LocalMailbox) -> Iterator[FlaskClient]:
    app = Flask("prova", template_folder=str(Path(forms_app.__file__).parent / "templates"))
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    app.register_blueprint(mailbox_blueprint(mailbox.root, PARTNERS))
    with app.test_client() as client:
        yield client


def mail(code: str = "AAAA-BBBB", minutes: int = 0, text: str = MARKERS[3]) -> Message:
    submission = replace(SUBMISSION, answers=replace(ANSWERS, message=Private(text)))
    date = NOW + dt.timedelta(minutes=minutes)
    envelope = Envelope(("Sportello", "sportello@example.org"), f"<{code}@example.org>", date, code)
    return request_mail(submission, TOPIC, ADDRESSEE, envelope, OFFERS)


def page(client: FlaskClient, url: str) -> TestResponse:
    response = client.get(url)
    assert response.status_code == 200
    parser = HTMLParser(strict=True, namespaceHTMLElements=False)
    document = parser.parse(response.text.strip())
    assert len(document.findall(".//h1")) == 1
    ids = [element.attrib["id"] for element in document.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert document.findall(".//script") == []
    return response


def only_key(mailbox: LocalMailbox) -> str:
    [found] = mails_of(mailbox.root, "mestieri-lombardia")
    return found.key


def test_a_delivered_mail_is_read_back_as_it_was_sent(mailbox: LocalMailbox) -> None:
    sent = mail()
    mailbox.deliver(sent, "mestieri-lombardia")
    [found] = mails_of(mailbox.root, "mestieri-lombardia")
    assert found.subject == "Nuova richiesta AAAA-BBBB"
    assert found.sender == "Sportello <sportello@example.org>"
    assert found.recipient == "Mestieri Lombardia <casella@example.org>"
    assert found.date == NOW
    assert found.text.split() == str(sent.body).split()
    assert found.html.split() == str(sent.html).split()


def test_only_its_owner_can_read_the_mailbox(mailbox: LocalMailbox) -> None:
    mailbox.deliver(mail(), "mestieri-lombardia")
    assert stat.S_IMODE(mailbox.root.stat().st_mode) == 0o700


@pytest.mark.parametrize("slug", ["", "..", "../fuori", "a/b", "a\0b", ".nascosta", "/etc"])
def test_no_name_of_an_organization_leaves_the_mailbox(mailbox: LocalMailbox, slug: str) -> None:
    with pytest.raises(NotDeliveredError) as caught:
        mailbox.deliver(mail(), slug)
    assert caught.value.kind is ErrorKind.NO_ADDRESS
    assert mails_of(mailbox.root, slug) == ()
    assert find_mail(mailbox.root, slug, "x") is None


def test_a_mailbox_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotDeliveredError) as caught:
        LocalMailbox(tmp_path / "file").deliver(mail(), "mestieri-lombardia")
    assert caught.value.kind is ErrorKind.STORAGE


def test_the_list_shows_every_partner_and_the_newest_mail_first(
    client: FlaskClient, mailbox: LocalMailbox
) -> None:
    for code, minutes in (("AAAA-AAAA", 5), ("BBBB-BBBB", 9), ("CCCC-CCCC", 1)):
        mailbox.deliver(mail(code, minutes), "mestieri-lombardia")
    text = page(client, "/mailbox/").text
    places = [text.index(code) for code in ("Mestieri Lombardia", "BBBB-BBBB", "AAAA-AAAA", "CCCC-CCCC")]
    assert places == sorted(places)
    assert (
        text.index("CCCC-CCCC") < text.index("Energheia Impresa Sociale") < text.index("Ancora nessuna mail.")
    )
    assert "Nessuna mail lascia questa macchina." in text
    assert not any(marker in text for marker in MARKERS)


def test_an_empty_mailbox_has_a_page_too(client: FlaskClient) -> None:
    assert page(client, "/mailbox/").text.count("Ancora nessuna mail.") == 2


def test_a_mail_is_shown_as_its_reader_sees_it(client: FlaskClient, mailbox: LocalMailbox) -> None:
    mailbox.deliver(mail(), "mestieri-lombardia")
    url = f"/mailbox/mestieri-lombardia/{only_key(mailbox)}"
    text = page(client, url).text
    for shown in ("Nuova richiesta AAAA-BBBB", "casella@example.org", "30/03/2025, 01:30", *MARKERS):
        assert shown in text
    assert f'src="{url}/html"' in text
    assert "sandbox></iframe>" in text
    assert MARKERS[0] in client.get(f"{url}/html").text


def test_hostile_text_does_nothing(client: FlaskClient, mailbox: LocalMailbox) -> None:
    hostile = "</pre><script>alert(1)</script>"
    mailbox.deliver(mail(text=hostile), "mestieri-lombardia")
    url = f"/mailbox/mestieri-lombardia/{only_key(mailbox)}"
    assert "&lt;script&gt;" in page(client, url).text
    html = client.get(f"{url}/html")
    assert "<script" not in html.text
    assert html.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_every_answer_is_kept_from_caches_and_other_sites(client: FlaskClient, mailbox: LocalMailbox) -> None:
    mailbox.deliver(mail(), "mestieri-lombardia")
    url = f"/mailbox/mestieri-lombardia/{only_key(mailbox)}"
    for path in ("/mailbox/", url, f"{url}/html"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "mestieri-lombardia/no-such-mail",
        "sconosciuta/x",
        "../x/y",
        "mestieri-lombardia/..",
        "mestieri-lombardia/x/html",
    ],
)
def test_anything_else_is_not_found(client: FlaskClient, mailbox: LocalMailbox, path: str) -> None:
    mailbox.deliver(mail(), "mestieri-lombardia")
    assert client.get(f"/mailbox/{path}").status_code == 404


@pytest.mark.parametrize("file", ["mailbox.css", "mailbox.svg"])
def test_its_own_files_are_served(client: FlaskClient, file: str) -> None:
    with client.get(f"/mailbox/static/{file}") as response:
        assert response.status_code == 200


def test_an_encrypted_mail_is_shown_as_who_has_no_key_sees_it(
    client: FlaskClient, mailbox: LocalMailbox
) -> None:
    envelope = Envelope(("Sportello", "sportello@example.org"), "<1@example.org>", NOW, "DDDD-DDDD")
    with key_ring() as ring:
        certificate = read_certificate(ring.certificate(ring.ed25519(ADDRESSEE.email)))
        texts = request_texts(SUBMISSION, TOPIC, envelope, OFFERS)
        content = encrypted_mail(ADDRESSEE, envelope, texts, certificate, dt.datetime.now(dt.UTC))
    message = FinishedMessage(content, ADDRESSEE.email, "sportello@example.org", "<1@example.org>")
    mailbox.deliver(message, "mestieri-lombardia")
    [found] = mails_of(mailbox.root, "mestieri-lombardia")
    assert (found.subject, found.encrypted, found.html) == ("DDDD-DDDD", True, "")
    text = page(client, f"/mailbox/mestieri-lombardia/{only_key(mailbox)}").text
    assert "Cifrata: si legge con la chiave del partner." in text
    assert "BEGIN PGP MESSAGE" in text
    assert "DDDD-DDDD – cifrata" in page(client, "/mailbox/").text
    assert not any(marker in text for marker in MARKERS)
