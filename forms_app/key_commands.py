"""The administrator's commands for the partners' keys: `flask --app forms_app keys check | test`."""

from __future__ import annotations

import datetime as dt
import sys
import uuid

import click
from flask.cli import AppGroup

from forms_app.database import open_engine
from forms_app.errors import AddressRefusedError
from forms_app.explained import explained
from forms_app.mail.encrypted import encrypted_mail
from forms_app.mail.key_test_mail import key_test_texts
from forms_app.mail.message import Envelope, FinishedMessage
from forms_app.mail.postman import NotDeliveredError
from forms_app.postmen import make_postman
from forms_app.privacy.openpgp import Certificate, CertificateRefusedError, KeyFault
from forms_app.requests.codes import short_code
from forms_app.requests.context import Addressee, CatalogueDirectory
from forms_app.requests.partner_key import PartnerKey, activate, partner_key, partner_keys
from forms_app.settings import Settings
from sportello.catalogue import load_catalogue, load_site

REMEDIES = {
    KeyFault.MISSING: "the file is not there or cannot be read: put it beside the organization's page",
    KeyFault.UNREADABLE: "the file is not one OpenPGP certificate: export it again",
    KeyFault.SECRET: "the file is a SECRET key: delete it everywhere, and ask for a new key's certificate",
    KeyFault.REVOKED: "it was revoked: ask for the new key",
    KeyFault.EXPIRED: "it has expired: ask for it with a later date, or for a new key",
    KeyFault.EXPIRING: "it expires within 30 days: ask for it with a later date, or for a new key",
    KeyFault.NO_ENCRYPTION: "no key in it is for encryption: ask for one that is",
    KeyFault.WEAK: "fewer than 2048 bits or outdated algorithms: ask for a new key",
    KeyFault.WRONG_ADDRESS: "it was not made for the address in `requests_to`: correct one of the two",
    KeyFault.NOT_ACTIVATED: "run `flask --app forms_app keys test ORGANIZATION`",
}


def key_commands(settings: Settings) -> AppGroup:
    """Make the group of commands."""
    group = AppGroup("keys", help="Look at the partners' keys, and take new ones into use.")

    @group.command("check")
    def check() -> None:
        """List the partners' keys; exit status 1 when one needs a person."""
        with explained():
            _check(settings)

    @group.command("test")
    @click.argument("organization")
    def test(organization: str) -> None:
        """Send ORGANIZATION an encrypted test mail; once it is accepted, its key is in use."""
        with explained():
            _test(settings, organization)

    return group


def named_keys(settings: Settings) -> tuple[PartnerKey, ...]:
    """Look at the keys that the catalogue names. Raises StorageUnavailableError and what reading it raises."""
    return partner_keys(open_engine(settings.database_url), _directory(settings).keyed(), _now())


def _check(settings: Settings) -> None:
    keys = named_keys(settings)
    if not keys:
        click.echo("no organization has a key")
        return
    click.echo(f"{'organization':30}  {'state':5}  {'expires':10}  fingerprint")
    for key in keys:
        click.echo(_line(key))
        for fault in key.faults:
            click.echo(f"    {fault}: {REMEDIES[fault]}")
    if any(key.faults for key in keys):
        sys.exit(1)


def _line(key: PartnerKey) -> str:
    state = "held" if not key.usable else "soon" if key.faults else "good"
    expires = f"{key.expires_at:%Y-%m-%d}" if key.expires_at else "-"
    fingerprint = key.certificate.fingerprint.upper() if key.certificate else "-"
    return f"{key.addressee.organization:30}  {state:5}  {expires:10}  {fingerprint}"


def _test(settings: Settings, organization: str) -> None:
    now, engine = _now(), open_engine(settings.database_url)
    addressee = _addressee(settings, organization)
    key = partner_key(engine, addressee, now)
    if key is None:
        raise click.ClickException(f"{organization!r} names no certificate. Write `certificate` in its page.")
    if not key.may_be_tested or key.certificate is None:
        why = "; ".join(REMEDIES[fault] for fault in key.faults if fault is not KeyFault.NOT_ACTIVATED)
        raise click.ClickException(f"The key of {organization!r} cannot be used: {why}.")
    _send(settings, addressee, key.certificate, now)
    activate(engine, organization, key.certificate.fingerprint, now)
    click.echo(f"the test mail was accepted; the key {key.certificate.fingerprint.upper()} is in use")


def _send(settings: Settings, addressee: Addressee, certificate: Certificate, now: dt.datetime) -> None:
    mark = uuid.uuid4()
    message_id = f"<{mark}@{settings.sender_domain}>"
    envelope = Envelope((settings.sender_name, settings.sender), message_id, now, short_code(mark))
    postman = make_postman(settings)
    try:
        mail = encrypted_mail(addressee, envelope, key_test_texts(addressee, envelope), certificate, now)
        message = FinishedMessage(mail, addressee.email, settings.sender, message_id)
        postman.deliver(message, addressee.organization)
    except (NotDeliveredError, CertificateRefusedError) as error:
        raise click.ClickException(
            f"The test mail was not accepted ({error}). The key is not in use."
        ) from None
    finally:
        postman.rest()


def _addressee(settings: Settings, organization: str) -> Addressee:
    try:
        addressee = _directory(settings).addressee(organization)
    except AddressRefusedError:
        addressee = None
    if addressee is None:
        raise click.ClickException(f"{organization!r} is no organization that receives requests.")
    return addressee


def _directory(settings: Settings) -> CatalogueDirectory:
    return CatalogueDirectory(load_catalogue(load_site(settings.mkdocs_yml)))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
