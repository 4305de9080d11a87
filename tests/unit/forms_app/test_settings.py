"""Settings from the environment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.errors import SettingsInvalidError
from forms_app.settings import Dkim, Environment, TlsMode, load_settings

PRODUCTION = {"SPORTELLO_SMTP_HOST": "mail.example.org", "SPORTELLO_SENDER": "sportello@example.org"}
DEVELOPMENT = {"SPORTELLO_ENVIRONMENT": "development"}


def problems(environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(SettingsInvalidError) as caught:
        load_settings(environ)
    return caught.value.problems


def test_production_is_the_default_and_mail_is_protected() -> None:
    settings = load_settings(PRODUCTION)
    assert settings.environment is Environment.PRODUCTION
    assert settings.smtp is not None
    assert (settings.smtp.tls, settings.smtp.port) == (TlsMode.STARTTLS, 587)
    assert settings.sender_domain == "example.org"


def test_nothing_at_all_names_everything_that_production_needs() -> None:
    found = problems({})
    assert [problem.split(":")[0] for problem in found] == ["SPORTELLO_SENDER", "SPORTELLO_SMTP_HOST"]


def test_development_needs_nothing_and_sends_nothing() -> None:
    settings = load_settings(DEVELOPMENT)
    assert settings.development
    assert settings.smtp is None
    assert settings.mailbox_dir == Path("var/mailbox").absolute()
    assert settings.database_url == f"sqlite:///{Path('var/sportello.sqlite').absolute()}"


def test_all_problems_are_told_at_once_with_their_remedies() -> None:
    found = problems(
        {
            "SPORTELLO_ENVIRONMENT": "staging",
            "SPORTELLO_DATABASE_URL": "nonsense",
            "SPORTELLO_SENDER": "a@b.it,evil@x",
            "SPORTELLO_SMTP_HOST": "mail.example.org",
            "SPORTELLO_SMTP_PORT": "99999",
            "SPORTELLO_SMTP_TLS": "off",
            "SPORTELLO_SMTP_USER": "prova",
            "SPORTELLO_SMTP_CA_FILE": "/does/not/exist",
        }
    )
    names = {problem.split(":")[0].removeprefix("SPORTELLO_") for problem in found}
    expected = {"ENVIRONMENT", "DATABASE_URL", "SENDER", "SMTP_PORT", "SMTP_TLS", "SMTP_USER", "SMTP_CA_FILE"}
    assert names == expected
    assert all(problem.endswith(".") and problem.count(". ") >= 1 for problem in found)


def test_hosts_and_limits() -> None:
    settings = load_settings({**PRODUCTION, "SPORTELLO_HOSTS": "aiuto.example.org, WWW.example.org"})
    assert settings.hosts == ("aiuto.example.org", "www.example.org")
    assert (settings.minimum_seconds, settings.sendings_an_hour) == (3, 30)
    development = load_settings(DEVELOPMENT)
    assert (development.minimum_seconds, development.sendings_an_hour) == (0, 0)
    wrong = {"SPORTELLO_HOSTS": "https://example.org", "SPORTELLO_SENDINGS_AN_HOUR": "-1"}
    assert len(problems({**PRODUCTION, **wrong})) == 2


def test_mail_in_clear_only_goes_to_this_machine() -> None:
    here = {**PRODUCTION, "SPORTELLO_SMTP_TLS": "off", "SPORTELLO_SMTP_HOST": "127.0.0.1"}
    smtp = load_settings(here).smtp
    assert smtp is not None
    assert (smtp.tls, smtp.port) == (TlsMode.OFF, 25)


def test_the_database_password_is_not_shown() -> None:
    url = "sqlite:////srv/x.sqlite?password=Prova7781"
    assert "Prova7781" not in repr(load_settings({**DEVELOPMENT, "SPORTELLO_DATABASE_URL": url}))


def test_a_missing_driver_of_the_database_is_named() -> None:
    [problem] = problems(
        {**DEVELOPMENT, "SPORTELLO_DATABASE_URL": "oracle+cx_oracle://prova@localhost/prova"}
    )
    assert problem == "SPORTELLO_DATABASE_URL: its driver is not installed. Install the package cx_Oracle."


def test_an_empty_variable_counts_as_missing() -> None:
    assert load_settings({**PRODUCTION, "SPORTELLO_ENVIRONMENT": " "}).environment is Environment.PRODUCTION


@given(
    st.dictionaries(
        st.sampled_from(["SMTP_PORT", "SMTP_TLS", "SENDER", "SENDER_NAME", "ENVIRONMENT"]), st.text()
    )
)
def test_any_value_is_either_usable_or_explained(values: dict[str, str]) -> None:
    try:
        load_settings({**PRODUCTION, **{f"SPORTELLO_{name}": value for name, value in values.items()}})
    except SettingsInvalidError as error:
        assert error.problems  # noqa: PT017  both outcomes are right


@pytest.mark.parametrize("name", ["PUBLIC_URL", "ALARM_WEBHOOK"])
@pytest.mark.parametrize(
    "value",
    [
        "http://sportello.example.org/",
        "ftp://sportello.example.org/",
        "sportello.example.org",
        "https://",
        "https://a b",
        "https://sportello.example.org/#x",
        "https://sportello.example.org:port/",
        "file:///etc/passwd",
    ],
)
def test_addresses_that_can_be_read_on_the_way_are_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsInvalidError, match=f"SPORTELLO_{name}"):
        load_settings({"SPORTELLO_ENVIRONMENT": "development", f"SPORTELLO_{name}": value})


@pytest.mark.parametrize(
    "value",
    ["https://sportello.example.org", "http://127.0.0.1:8000/x", "http://localhost", "http://[::1]:8/"],
)
def test_https_and_this_machine_are_taken(value: str) -> None:
    environ = {"SPORTELLO_PUBLIC_URL": value, "SPORTELLO_ALARM_WEBHOOK": value, "SPORTELLO_WEEKLY_TEST": "1"}
    settings = load_settings({"SPORTELLO_ENVIRONMENT": "development", **environ})
    assert (settings.public_url, settings.alarm_webhook, settings.weekly_test) == (value, value, True)
    assert value not in repr(replace(settings, public_url=None))


def test_dkim_needs_key_and_selector(tmp_path: Path) -> None:
    key = tmp_path / "dkim.pem"
    key.touch()
    here = {**PRODUCTION, "SPORTELLO_DKIM_KEY_FILE": str(key), "SPORTELLO_DKIM_SELECTOR": "prova"}
    smtp = load_settings(here).smtp
    assert smtp is not None
    assert smtp.dkim == Dkim(key, "prova", "example.org")
    for name, value in (("KEY_FILE", ""), ("SELECTOR", ""), ("SELECTOR", "a b"), ("DOMAIN", "x;y")):
        with pytest.raises(SettingsInvalidError, match="SPORTELLO_DKIM_"):
            load_settings({**here, f"SPORTELLO_DKIM_{name}": value})


def test_owners_of_facts_write_to_the_editors_only_where_there_are_some() -> None:
    assert load_settings(PRODUCTION).editors is None
    assert load_settings(DEVELOPMENT).editors == "redazione@sportello.invalid"
    named = {**PRODUCTION, "SPORTELLO_EDITORS": "redazione@example.org"}
    assert load_settings(named).editors == "redazione@example.org"
    [problem] = problems({**PRODUCTION, "SPORTELLO_EDITORS": "a@b.it,evil@x"})
    assert problem.startswith("SPORTELLO_EDITORS: ")
