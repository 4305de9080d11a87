"""Handing mails over to a real SMTP server."""

from __future__ import annotations

import datetime as dt
import socket
import traceback
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask_mail import Message

from forms_app.errors import SettingsInvalidError
from forms_app.mail.postman import NotDeliveredError
from forms_app.mail.smtp import MAILS_PER_CONNECTION, SmtpPostman
from forms_app.outbox.states import ErrorKind
from forms_app.settings import Smtp, TlsMode
from tests.integration.mail.server import PERSONAL, Authority, Behaviour, only_prova, serving, smtp_at


def delivered(smtp: Smtp, *messages: Message) -> None:
    postman = SmtpPostman(smtp)
    try:
        for message in messages:
            postman.deliver(message, "mestieri-lombardia")
    finally:
        postman.rest()


def refusal(smtp: Smtp, message: Message) -> ErrorKind:
    with pytest.raises(NotDeliveredError) as caught:
        delivered(smtp, message)
    told = "".join(traceback.format_exception(caught.value))
    assert PERSONAL not in told
    return caught.value.kind


def test_a_mail_arrives_whole(message: Message) -> None:
    behaviour = Behaviour()
    with serving(behaviour) as port:
        delivered(smtp_at(port), message)
    [envelope] = behaviour.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("sportello@example.org", ["casella@example.org"])
    assert isinstance(envelope.content, bytes)
    arrived = message_from_bytes(envelope.content, policy=policy.default)
    assert arrived["Message-ID"] == "<prova@example.org>"
    part = arrived.get_body(("plain",))
    assert part is not None
    assert part.get_content().splitlines() == str(message.body).splitlines()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("450 try later", ErrorKind.TEMPORARY),
        (f"450 {PERSONAL} is away", ErrorKind.TEMPORARY),
        (f"550 {PERSONAL} unknown", ErrorKind.PERMANENT),
        ("552 mailbox full", ErrorKind.PERMANENT),
        ("421 closing", ErrorKind.TEMPORARY),
    ],
)
def test_refusals_become_kinds_without_the_servers_words(
    message: Message, answer: str, kind: ErrorKind
) -> None:
    with serving(Behaviour(to_recipient=answer)) as port:
        assert refusal(smtp_at(port), message) is kind
    with serving(Behaviour(to_data=answer)) as port:
        assert refusal(smtp_at(port), message) is kind


def test_a_server_that_hangs_up_is_a_lost_connection(message: Message) -> None:
    with serving(Behaviour(hang_up_at_data=True)) as port:
        assert refusal(smtp_at(port), message) is ErrorKind.CONNECTION


def test_no_server_is_a_lost_connection(message: Message) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert refusal(smtp_at(port), message) is ErrorKind.CONNECTION


def test_a_silent_server_is_a_lost_connection(message: Message) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        smtp = smtp_at(silent.getsockname()[1], timeout=0.05)
        assert refusal(smtp, message) is ErrorKind.CONNECTION


def test_starttls_with_a_trusted_certificate(message: Message, authority: Authority, ca_file: Path) -> None:
    behaviour = Behaviour()
    with serving(behaviour, tls_context=authority.server_context(), require_starttls=True) as port:
        delivered(smtp_at(port, TlsMode.STARTTLS, ca_file=ca_file), message)
    assert len(behaviour.taken) == 1


def test_tls_from_the_first_byte(message: Message, authority: Authority, ca_file: Path) -> None:
    behaviour = Behaviour()
    with serving(behaviour, ssl_context=authority.server_context()) as port:
        delivered(smtp_at(port, TlsMode.TLS, ca_file=ca_file), message)
        assert refusal(smtp_at(port, TlsMode.TLS), message) is ErrorKind.TLS_REFUSED
    assert len(behaviour.taken) == 1


def test_starttls_that_was_stripped_sends_nothing(message: Message, ca_file: Path) -> None:
    behaviour = Behaviour()
    with serving(behaviour) as port:
        assert refusal(smtp_at(port, TlsMode.STARTTLS, ca_file=ca_file), message) is ErrorKind.TLS_REFUSED
    assert behaviour.senders_seen == 0


def test_a_certificate_that_nobody_vouches_for_sends_nothing(message: Message, authority: Authority) -> None:
    behaviour = Behaviour()
    with serving(behaviour, tls_context=authority.server_context()) as port:
        assert refusal(smtp_at(port, TlsMode.STARTTLS), message) is ErrorKind.TLS_REFUSED
    assert behaviour.senders_seen == 0


@pytest.mark.parametrize("fault", ["other name", "expired"])
def test_a_wrong_certificate_sends_nothing(
    message: Message, authority: Authority, ca_file: Path, fault: str
) -> None:
    name = "other.example.org" if fault == "other name" else "127.0.0.1"
    until = dt.datetime(2020, 1, 1, tzinfo=dt.UTC) if fault == "expired" else None
    certificate = authority.authority.issue_cert(name, not_after=until)
    behaviour = Behaviour()
    with serving(behaviour, tls_context=authority.server_context(certificate)) as port:
        assert refusal(smtp_at(port, TlsMode.STARTTLS, ca_file=ca_file), message) is ErrorKind.TLS_REFUSED
    assert behaviour.senders_seen == 0


def test_login(message: Message, authority: Authority, ca_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.touch(0o600)
    behaviour = Behaviour()
    options = {"tls_context": authority.server_context(), "authenticator": only_prova, "auth_required": True}
    with serving(behaviour, **options) as port:
        smtp = smtp_at(port, TlsMode.STARTTLS, ca_file=ca_file, user="prova", password_file=file)
        file.write_text("parola-di-prova\n", "utf-8")
        delivered(smtp, message)
        file.write_text("sbagliata\n", "utf-8")
        assert refusal(smtp, message) is ErrorKind.LOGIN_REFUSED
    assert len(behaviour.taken) == 1


def test_one_connection_carries_many_mails_but_not_too_many(message: Message) -> None:
    behaviour = Behaviour()
    with serving(behaviour) as port:
        delivered(smtp_at(port), *[message] * (MAILS_PER_CONNECTION + 1))
    assert len(behaviour.taken) == MAILS_PER_CONNECTION + 1
    assert len(behaviour.connections) == 2


def test_after_a_refusal_the_next_mail_goes_over_a_new_connection(message: Message) -> None:
    behaviour = Behaviour(to_recipient="450 later")
    with serving(behaviour) as port:
        postman = SmtpPostman(smtp_at(port))
        with pytest.raises(NotDeliveredError):
            postman.deliver(message, "mestieri-lombardia")
        behaviour.to_recipient = "250 OK"
        postman.deliver(message, "mestieri-lombardia")
        postman.rest()
    assert len(behaviour.taken) == 1


def test_a_server_that_is_gone_while_resting_does_no_harm(message: Message) -> None:
    behaviour = Behaviour()
    with serving(behaviour) as port:
        postman = SmtpPostman(smtp_at(port))
        postman.deliver(message, "mestieri-lombardia")
    postman.rest()
    postman.rest()
    assert len(behaviour.taken) == 1


def test_unusable_files_are_explained(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.touch()
    with pytest.raises(SettingsInvalidError, match="SPORTELLO_SMTP_CA_FILE"):
        SmtpPostman(smtp_at(25, ca_file=empty))
    with pytest.raises(SettingsInvalidError, match="SPORTELLO_SMTP_PASSWORD_FILE"):
        SmtpPostman(smtp_at(25, user="prova", password_file=tmp_path))


def test_a_server_that_can_is_asked_for_notices_without_the_mail_itself(message: Message) -> None:
    behaviour = Behaviour(offers_notices=True)
    with serving(behaviour) as port:
        delivered(smtp_at(port), message)
    [envelope] = behaviour.taken
    assert {"RET=HDRS", f"ENVID={'0' * 32}"} <= set(envelope.mail_options)
    assert envelope.rcpt_options == ["NOTIFY=SUCCESS,FAILURE,DELAY"]


def test_a_server_that_cannot_is_not_asked(message: Message) -> None:
    behaviour = Behaviour()
    with serving(behaviour) as port:
        delivered(smtp_at(port), message)
    [envelope] = behaviour.taken
    assert not any(option.startswith(("RET", "ENVID")) for option in envelope.mail_options)
    assert envelope.rcpt_options == []


@pytest.mark.parametrize(
    ("behaviour", "uncertain"),
    [
        (Behaviour(hang_up_at_data=True), True),
        (Behaviour(to_data="451 later"), False),
        (Behaviour(to_recipient="450 later"), False),
    ],
)
def test_only_a_mail_whose_end_was_not_heard_is_uncertain(
    message: Message, behaviour: Behaviour, *, uncertain: bool
) -> None:
    with serving(behaviour) as port, pytest.raises(NotDeliveredError) as caught:
        delivered(smtp_at(port), message)
    assert caught.value.uncertain is uncertain


def test_a_password_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("parola-di-prova\n", "utf-8")
    file.chmod(0o644)
    with pytest.raises(SettingsInvalidError, match="chmod o="):
        SmtpPostman(smtp_at(25, user="prova", password_file=file))
