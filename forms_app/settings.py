"""The settings, from the environment only. Every default is right for production and fit to be public."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email

from forms_app.errors import SettingsInvalidError
from forms_app.privacy.keys import KeyFiles

PREFIX = "SPORTELLO_"
Kind = TypeVar("Kind", bound=StrEnum)
_LAST_PORT = 65535
_DNS_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_LARGEST_COUNT = 100_000
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Environment(StrEnum):
    """Where the application runs."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    """On one's own machine: missing keys and tables are made at the start, the local mailbox can be seen."""


class TlsMode(StrEnum):
    """How the connection to the mail server is protected. Certificates are always verified."""

    STARTTLS = "starttls"
    TLS = "tls"
    OFF = "off"
    """In clear; only to a relay on this very machine."""


_PORTS = {TlsMode.STARTTLS: 587, TlsMode.TLS: 465, TlsMode.OFF: 25}


@dataclass(frozen=True)
class Dkim:
    """How mails are signed (RFC 6376)."""

    key_file: Path
    """SPORTELLO_DKIM_KEY_FILE: an RSA private key in PEM, of 2048 bits at least."""
    selector: str
    """SPORTELLO_DKIM_SELECTOR: the name of its public half in the DNS, before `._domainkey`."""
    domain: str
    """SPORTELLO_DKIM_DOMAIN: by default the sender's."""


@dataclass(frozen=True)
class Smtp:
    """The mail server that takes the partners' mails."""

    host: str
    port: int
    tls: TlsMode
    user: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    """Certificates to trust instead of the system's."""
    timeout: float = 60.0
    """Seconds to wait for each answer of the server."""
    dkim: Dkim | None = None
    """None: the mail server signs, or nobody does."""


@dataclass(frozen=True)
class Settings:
    """All settings. Files are only named here; who needs one reads it."""

    environment: Environment
    var_dir: Path
    """SPORTELLO_VAR: everything that runs writes under it."""
    database_url: str = field(repr=False)
    """SPORTELLO_DATABASE_URL: an SQLAlchemy URL; by default SQLite in `var_dir`."""
    site_dir: Path
    """SPORTELLO_SITE: the built site, with the layouts of the form pages."""
    mkdocs_yml: Path
    """SPORTELLO_MKDOCS: the site's configuration; the catalogue is read from beside it."""
    keys: KeyFiles
    """SPORTELLO_KEYS: their folder; SPORTELLO_WORKER_KEY_FILE, SPORTELLO_SECRET_KEY_FILE: single ones."""
    sender: str
    """SPORTELLO_SENDER: the address in the mails' From."""
    sender_name: str
    """SPORTELLO_SENDER_NAME: neutral on purpose, it is seen in the partners' lists of mails."""
    smtp: Smtp | None
    """None: mails go to the local mailbox and never leave this machine."""
    public_url: str | None = None
    """SPORTELLO_PUBLIC_URL: the address that the partners' links begin with; None: that of the site's pages."""
    alarm_webhook: str | None = field(default=None, repr=False)
    """SPORTELLO_ALARM_WEBHOOK: told of every alarm, without personal data; its address may hold a secret."""
    editors: str | None = None
    """SPORTELLO_EDITORS: who reads what owners of facts write; None: owners are not asked."""
    weekly_test: bool = False
    """SPORTELLO_WEEKLY_TEST: whether each partner gets a test message a week."""
    hosts: tuple[str, ...] = ()
    """SPORTELLO_HOSTS: the names under which this is reached; by default that of `site_url`."""
    minimum_seconds: int = 0
    """SPORTELLO_MINIMUM_SECONDS: who sends sooner after opening a form is held back as a robot; 0: nobody is."""
    sendings_an_hour: int = 0
    """SPORTELLO_SENDINGS_AN_HOUR: after so many from one network, each further one takes longer; 0: never."""

    @property
    def development(self) -> bool:
        """True on one's own machine."""
        return self.environment is Environment.DEVELOPMENT

    @property
    def mailbox_dir(self) -> Path:
        """The local mailbox: a Maildir for each organization."""
        return self.var_dir / "mailbox"

    @property
    def confirmations(self) -> Path:
        """What owners of facts have confirmed; the site is built from it."""
        return self.var_dir / "confirmations.jsonl"

    @property
    def journal_dir(self) -> Path:
        """What restoring a backup must not undo."""
        return self.var_dir / "journal"

    @property
    def sender_domain(self) -> str:
        """What is after the @ of the sender's address, and of Message-IDs."""
        return self.sender.rpartition("@")[2]


class _Switch(StrEnum):
    ON = "1"
    OFF = "0"


def is_safe_address(url: str) -> bool:
    """Whether what is sent there cannot be read on the way: https, or http on this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    whole = bool(host) and url.isprintable() and " " not in url and not parts.fragment
    return whole and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings from the environment. Raises SettingsInvalidError with every problem found."""
    return _Reader(environ).settings()


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._values = {
            name.removeprefix(PREFIX): value.strip()
            for name, value in environ.items()
            if name.startswith(PREFIX) and value.strip()
        }
        self._problems: list[str] = []

    def settings(self) -> Settings:
        environment = self._choice("ENVIRONMENT", Environment, Environment.PRODUCTION)
        var_dir = self._path("VAR", Path("var"))
        settings = Settings(
            environment=environment,
            var_dir=var_dir,
            database_url=self._database_url(var_dir),
            site_dir=self._path("SITE", Path("site")),
            mkdocs_yml=self._path("MKDOCS", Path("mkdocs.yml")),
            keys=self._keys(var_dir),
            sender=self._sender(environment),
            sender_name=self._one_line("SENDER_NAME", "Sportello"),
            smtp=self._smtp(environment),
            public_url=self._address("PUBLIC_URL"),
            alarm_webhook=self._address("ALARM_WEBHOOK"),
            editors=self._editors(environment),
            weekly_test=self._choice("WEEKLY_TEST", _Switch, _Switch.OFF) is _Switch.ON,
            hosts=self._hosts(),
            minimum_seconds=self._count("MINIMUM_SECONDS", environment, 3),
            sendings_an_hour=self._count("SENDINGS_AN_HOUR", environment, 30),
        )
        if self._problems:
            raise SettingsInvalidError(self._problems)
        return settings

    def _problem(self, name: str, cause: str, remedy: str) -> None:
        self._problems.append(f"{PREFIX}{name}: {cause}. {remedy}.")

    def _path(self, name: str, default: Path) -> Path:
        return Path(self._values.get(name, default)).absolute()

    def _optional_path(self, name: str) -> Path | None:
        if name not in self._values:
            return None
        path = self._path(name, Path())
        if not path.is_file():
            self._problem(name, f"there is no file {path}", "Name an existing file or leave the variable out")
        return path

    def _choice(self, name: str, kind: type[Kind], default: Kind) -> Kind:
        value = self._values.get(name, default.value)
        if value not in [member.value for member in kind]:
            self._problem(name, f"{value!r} is not known", f"Write one of: {', '.join(kind)}")
            return default
        return kind(value)

    def _one_line(self, name: str, default: str) -> str:
        value = self._values.get(name, default)
        if not value.isprintable():
            self._problem(
                name, "it holds a line break or a control character", "Write plain text on one line"
            )
        return value

    def _address(self, name: str) -> str | None:
        value = self._values.get(name)
        if value is None or is_safe_address(value):
            return value
        self._problem(name, "it is no https address", "Write https://…, or http://localhost… on one machine")
        return None

    def _hosts(self) -> tuple[str, ...]:
        hosts = tuple(self._values.get("HOSTS", "").replace(",", " ").lower().split())
        for host in hosts:
            if not _HOST.fullmatch(host):
                remedy = "Write names without port and scheme, with commas between them"
                self._problem("HOSTS", f"{host!r} is not the name of a host", remedy)
        return hosts

    def _count(self, name: str, environment: Environment, in_production: int) -> int:
        # On one's own machine programs try the forms, and all come from one network.
        default = 0 if environment is Environment.DEVELOPMENT else in_production
        value = self._values.get(name, str(default))
        if not (value.isascii() and value.isdecimal() and int(value) <= _LARGEST_COUNT):
            self._problem(name, f"{value!r} is not a number", f"Write a number from 0 to {_LARGEST_COUNT}")
            return default
        return int(value)

    def _database_url(self, var_dir: Path) -> str:
        default = sa.URL.create("sqlite", database=str(var_dir / "sportello.sqlite"))
        value = self._values.get("DATABASE_URL", default.render_as_string(hide_password=False))
        remedy = "Write for example sqlite:////srv/sportello/sportello.sqlite or postgresql+psycopg://user@host/name"
        try:
            sa.make_url(value).get_dialect().import_dbapi()
        except ModuleNotFoundError as error:
            self._problem("DATABASE_URL", "its driver is not installed", f"Install the package {error.name}")
        except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ValueError):
            self._problem("DATABASE_URL", "it is not a database URL", remedy)
        return value

    def _keys(self, var_dir: Path) -> KeyFiles:
        folder = self._path("KEYS", var_dir / "keys")
        return KeyFiles(
            private=self._path("WORKER_KEY_FILE", folder / "worker.key"),
            public=folder / "worker.pub",
            receipt=folder / "receipt.key",
            secret=self._path("SECRET_KEY_FILE", folder / "secret.key"),
        )

    def _sender(self, environment: Environment) -> str:
        if environment is Environment.DEVELOPMENT and "SENDER" not in self._values:
            return "sportello@sportello.invalid"
        return self._email("SENDER", "Write the address that the mails come from")

    def _editors(self, environment: Environment) -> str | None:
        if "EDITORS" in self._values:
            return self._email("EDITORS", "Write the address at which the editors are reached")
        return "redazione@sportello.invalid" if environment is Environment.DEVELOPMENT else None

    def _email(self, name: str, remedy: str) -> str:
        value = self._values.get(name, "")
        try:
            return validate_email(value, check_deliverability=False).ascii_email or value
        except EmailNotValidError:
            self._problem(name, f"{value!r} is not an e-mail address", remedy)
            return value

    def _smtp(self, environment: Environment) -> Smtp | None:
        if "SMTP_HOST" in self._values:
            return self._smtp_at(self._values["SMTP_HOST"])
        if environment is Environment.PRODUCTION:
            remedy = f"Name your mail server, or set {PREFIX}ENVIRONMENT=development to use the local mailbox"
            self._problem("SMTP_HOST", "it is missing, so no request could reach a partner", remedy)
        return None

    def _smtp_at(self, host: str) -> Smtp:
        tls = self._choice("SMTP_TLS", TlsMode, TlsMode.STARTTLS)
        if tls is TlsMode.OFF and host not in _LOOPBACK:
            remedy = "Use starttls or tls, or a relay on localhost"
            self._problem("SMTP_TLS", f"mails would travel to {host} in clear", remedy)
        user, password_file = self._values.get("SMTP_USER"), self._optional_path("SMTP_PASSWORD_FILE")
        if (user is None) != (password_file is None):
            remedy = f"Set both {PREFIX}SMTP_USER and {PREFIX}SMTP_PASSWORD_FILE, or neither"
            self._problem("SMTP_USER", "user name and password file belong together", remedy)
        ca_file = self._optional_path("SMTP_CA_FILE")
        return Smtp(host, self._port(tls), tls, user, password_file, ca_file, dkim=self._dkim())

    def _dkim(self) -> Dkim | None:
        key_file, selector = self._optional_path("DKIM_KEY_FILE"), self._values.get("DKIM_SELECTOR")
        if key_file is None and selector is None:
            return None
        if key_file is None or selector is None:
            remedy = f"Set both {PREFIX}DKIM_KEY_FILE and {PREFIX}DKIM_SELECTOR, or neither"
            self._problem("DKIM_SELECTOR", "selector and key file belong together", remedy)
            return None
        domain = self._values.get("DKIM_DOMAIN", self._values.get("SENDER", "").rpartition("@")[2])
        for name, value in (("DKIM_SELECTOR", selector), ("DKIM_DOMAIN", domain)):
            if not _DNS_NAME.fullmatch(value):
                self._problem(
                    name, f"{value!r} is no name of the DNS", "Write letters, digits, hyphens, dots"
                )
        return Dkim(key_file, selector, domain)

    def _port(self, tls: TlsMode) -> int:
        value = self._values.get("SMTP_PORT", str(_PORTS[tls]))
        if not (value.isascii() and value.isdecimal() and 0 < int(value) <= _LAST_PORT):
            self._problem("SMTP_PORT", f"{value!r} is no port", "Write a number from 1 to 65535")
            return _PORTS[tls]
        return int(value)
