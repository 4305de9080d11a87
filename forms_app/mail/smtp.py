"""Handing mails over by SMTP (RFC 5321), with TLS whose certificate was verified."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask_mail import Connection, Mail, Message

from forms_app.errors import KeyUnusableError, SettingsInvalidError
from forms_app.mail.message import FinishedMessage, PartnerMessage
from forms_app.mail.postman import NotDeliveredError, mail_app
from forms_app.mail.signing import make_signer
from forms_app.outbox.states import ErrorKind
from forms_app.privacy.keys import read_secret
from forms_app.privacy.private import Private
from forms_app.settings import Smtp, TlsMode

MAILS_PER_CONNECTION = 50
"""Servers hang up on who sends too many over one connection."""

_PERMANENT_FROM = 500


class _Watched(smtplib.SMTP):
    """Knows whether a mail is under way whose end was not heard."""

    data_begun = False

    def data(self, msg: Any) -> tuple[int, bytes]:  # noqa: ANN401  whatever smtplib takes
        self.data_begun = True
        try:
            answer = super().data(msg)
        except smtplib.SMTPDataError:
            # The server refused before a line of the mail was sent.
            self.data_begun = False
            raise
        self.data_begun = False
        return answer


class _WatchedTls(_Watched, smtplib.SMTP_SSL):
    """The same, with TLS from the first byte."""


class VerifiedConnection(Connection):
    """Flask-Mail's connection, with a time limit and a TLS context: its own `starttls()` verifies nothing."""

    def __init__(self, mail: Mail, smtp: Smtp, password: Private | None, context: ssl.SSLContext) -> None:
        """Take where to connect, and how to verify the server's certificate."""
        super().__init__(mail)
        self._smtp = smtp
        self._password = password
        self._context = context

    def configure_host(self) -> smtplib.SMTP:
        """Connect, protect the connection, log in. Raises NotDeliveredError."""
        with _by_kind(ErrorKind.CONNECTION):
            host = self._connected()
        try:
            with _by_kind(ErrorKind.TLS_REFUSED):
                self._protect(host)
            with _by_kind(ErrorKind.LOGIN_REFUSED):
                self._log_in(host)
            with _by_kind(ErrorKind.CONNECTION):
                host.ehlo_or_helo_if_needed()
        except NotDeliveredError:
            host.close()
            raise
        return host

    def ask_for_notices(self, message: Message) -> None:
        """Ask the server, if it can, to say what becomes of the mail, without sending the mail back (RFC 3461)."""
        envelope_id = message.envelope_id if isinstance(message, PartnerMessage | FinishedMessage) else None
        offered = envelope_id is not None and self.host is not None and self.host.has_extn("dsn")
        message.mail_options = [f"ENVID={envelope_id}", "RET=HDRS"] if offered else []
        message.rcpt_options = ["NOTIFY=SUCCESS,FAILURE,DELAY"] if offered else []

    @property
    def uncertain(self) -> bool:
        """Whether a mail was under way when the connection was lost."""
        return isinstance(self.host, _Watched) and self.host.data_begun

    def close(self, *, politely: bool) -> None:
        """Hang up; what the server answers to that changes nothing."""
        if self.host is not None:
            with suppress(smtplib.SMTPException, OSError):
                if politely:
                    self.host.quit()
            self.host.close()
            self.host = None

    def _connected(self) -> smtplib.SMTP:
        smtp = self._smtp
        if smtp.tls is TlsMode.TLS:
            return _WatchedTls(smtp.host, smtp.port, timeout=smtp.timeout, context=self._context)
        return _Watched(smtp.host, smtp.port, timeout=smtp.timeout)

    def _protect(self, host: smtplib.SMTP) -> None:
        if self._smtp.tls is TlsMode.STARTTLS:
            host.starttls(context=self._context)

    def _log_in(self, host: smtplib.SMTP) -> None:
        if self._smtp.user is not None and self._password is not None:
            host.login(self._smtp.user, self._password.reveal())


class SmtpPostman:
    """A postman that keeps one connection while there is something to deliver."""

    def __init__(self, smtp: Smtp) -> None:
        """Read password and certificates. Raises SettingsInvalidError when a file is of no use."""
        self._app = mail_app(MAIL_SERVER=smtp.host, MAIL_PORT=smtp.port)
        self._mail = Mail(self._app)
        self._smtp = smtp
        self._password = _password(smtp)
        self._context = _context(smtp)
        self._signer = make_signer(smtp.dkim) if smtp.dkim else None
        self._connection: VerifiedConnection | None = None

    def deliver(self, message: Message, organization: str) -> None:
        """Give a mail to the server; it took it once this returns. Raises NotDeliveredError."""
        del organization
        try:
            with self._app.app_context(), _by_kind(ErrorKind.CONNECTION):
                connection = self._open()
                connection.ask_for_notices(message)
                connection.send(self._signed(message))
        except NotDeliveredError as error:
            uncertain = self._connection is not None and self._connection.uncertain
            self._hang_up(politely=False)
            raise NotDeliveredError(error.kind, uncertain=uncertain) from None

    def rest(self) -> None:
        """Close the connection, if one is open."""
        self._hang_up(politely=True)

    def _signed(self, message: Message) -> Message:
        if self._signer is None:
            return message
        [recipient], content = message.send_to, self._signer.signed(message.as_bytes())
        signed = FinishedMessage(content, recipient, message.sender or "", message.msgId)
        signed.mail_options, signed.rcpt_options = message.mail_options, message.rcpt_options
        return signed

    def _open(self) -> VerifiedConnection:
        if self._connection is not None and self._connection.num_emails >= MAILS_PER_CONNECTION:
            self._hang_up(politely=True)
        if self._connection is None:
            connection = VerifiedConnection(self._mail, self._smtp, self._password, self._context)
            self._connection = connection.__enter__()
        return self._connection

    def _hang_up(self, *, politely: bool) -> None:
        if self._connection is not None:
            self._connection.close(politely=politely)
            self._connection = None


@contextmanager
def _by_kind(otherwise: ErrorKind) -> Iterator[None]:
    # The kind leaves, the server's words stay behind: they may repeat an address or a line of the mail.
    try:
        yield
    except (smtplib.SMTPException, OSError) as error:
        raise NotDeliveredError(_kind(error, otherwise)) from None


def _kind(error: Exception, otherwise: ErrorKind) -> ErrorKind:
    if isinstance(error, ssl.SSLError):
        return ErrorKind.TLS_REFUSED
    if isinstance(error, smtplib.SMTPServerDisconnected) or type(error) in {OSError, TimeoutError}:
        return ErrorKind.CONNECTION
    if otherwise is not ErrorKind.CONNECTION:
        return otherwise
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _by_code(max(code for code, _ in error.recipients.values()))
    if isinstance(error, (smtplib.SMTPSenderRefused, smtplib.SMTPDataError)):
        return _by_code(error.smtp_code)
    return otherwise


def _by_code(code: int) -> ErrorKind:
    return ErrorKind.PERMANENT if code >= _PERMANENT_FROM else ErrorKind.TEMPORARY


def _password(smtp: Smtp) -> Private | None:
    if smtp.password_file is None:
        return None
    try:
        return Private(read_secret(smtp.password_file).decode("utf-8").strip())
    except KeyUnusableError as error:
        raise SettingsInvalidError([f"SPORTELLO_SMTP_PASSWORD_FILE: {error}"]) from None
    except UnicodeDecodeError:
        problem = "SPORTELLO_SMTP_PASSWORD_FILE: it is not UTF-8 text. Write the password into it."
        raise SettingsInvalidError([problem]) from None


def _context(smtp: Smtp) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=smtp.ca_file)
    except (OSError, ssl.SSLError):
        problem = "SPORTELLO_SMTP_CA_FILE: it holds no certificates. Name a file of certificates in PEM."
        raise SettingsInvalidError([problem]) from None
