"""What browsers are told, and what stays out of the log."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from flask import Flask

from forms_app import make_app
from forms_app.services import Services
from forms_app.settings import Environment
from tests.integration.forms.browser import Browser
from tests.integration.forms.test_flow import CONTACT, WHO

SECRET = "segreto-da-non-scrivere-nei-log"


@pytest.mark.parametrize("url", ["/moduli/it/", CONTACT, "/moduli/it/ricevuta", "/moduli/it/nothing"])
def test_headers_of_form_pages(browser: Browser, url: str) -> None:
    headers = browser.get(url).response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy


@pytest.mark.parametrize("url", ["/health", "/moduli/static/form.js"])
def test_what_is_no_page_does_nothing_when_opened_as_one(app: Flask, url: str) -> None:
    with app.test_client().get(url) as response:
        policy = response.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"


def test_the_cookie_in_production(services: Services) -> None:
    production = services.settings.__class__(
        **{**vars(services.settings), "environment": Environment.PRODUCTION}
    )
    app = make_app(Services(**{**vars(services), "settings": production}))
    response = app.test_client().get(CONTACT, base_url="https://localhost")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-sportello=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1@evil.example"])
def test_a_forged_host_is_refused(app: Flask, host: str) -> None:
    for url in (CONTACT, "/health", "/moduli/static/form.js"):
        response = app.test_client().get(url, headers={"Host": host})
        assert response.status_code == 400
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert host not in response.text or not host


def test_the_hosts_of_the_setting_replace_the_site_s(services: Services) -> None:
    settings = replace(services.settings, hosts=("aiuto.example.org",))
    client = make_app(replace(services, settings=settings)).test_client()
    assert client.get(CONTACT, headers={"Host": "aiuto.example.org:8443"}).status_code == 200
    assert client.get(CONTACT, headers={"Host": "example.org"}).status_code == 400


def test_production_serves_neither_site_nor_mailbox(services: Services) -> None:
    production = services.settings.__class__(
        **{**vars(services.settings), "environment": Environment.PRODUCTION}
    )
    client = make_app(Services(**{**vars(services), "settings": production})).test_client()
    assert [client.get(url).status_code for url in ("/", "/mailbox/", "/__build")] == [404, 404, 404]


def test_the_code_of_a_receipt_is_in_no_address(browser: Browser) -> None:
    receipt = browser.press(browser.press(browser.get(CONTACT), "step=check", **WHO), "step=send")
    digits = "".join(next(b for b in receipt.root.iter("bdi") if b.get("class") == "sp-code").itertext())
    assert not any(digits.replace(" ", "") in link for link in [receipt.url, *receipt.links])


def test_a_fault_is_told_plainly_and_logged_without_its_text(
    app: Flask, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    @app.get("/moduli/ar/fault")
    def fault() -> str:
        raise ValueError(SECRET)

    with caplog.at_level(logging.DEBUG):
        page = browser.get(f"/moduli/ar/fault?name={SECRET}")
    assert page.status == 500
    assert page.root.get("lang") == "ar"
    assert "builtins.ValueError" in caplog.text
    assert SECRET not in caplog.text


def test_a_request_leaves_nothing_in_the_log(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        check = browser.press(browser.get(CONTACT), "step=check", **{**WHO, "name": SECRET})
        browser.press(check, "step=send")
        browser.press(check, "step=send", csrf_token="stale")
    assert SECRET not in caplog.text
    assert "333 123 4567" not in caplog.text
