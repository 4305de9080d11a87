"""What browsers are told to keep private, and what the log is not told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from types import TracebackType
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from flask_wtf import CSRFProtect
from werkzeug.sansio.utils import host_is_trusted

from forms_app.languages import FORMS_ROOT, PARTNER_ROOT
from forms_app.log_lines import places_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST_BODY = 64 * 1024
TOKEN_LIFE = dt.timedelta(hours=12)
"""Long enough for one who writes slowly, with help, or in two goes."""

# The search in the site's header is WebAssembly.
_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""For what is no page, if it is opened as one."""

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
LOOPBACK = ("localhost", "127.0.0.1")
"""Known on every machine: monitors ask there, and no page elsewhere can take these names."""
HTTPS_FOR = 365 * 24 * 60 * 60
"""Seconds for which a browser that came once by HTTPS comes by nothing else."""

Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class FormsApplication(Flask):
    """Flask, with a log that never repeats what a citizen wrote."""

    def log_exception(self, exc_info: Caught) -> None:
        """Log where and what kind of error, without its text: it may quote an answer."""
        error = exc_info[1]
        rule = request.url_rule.rule if request.url_rule else "no route"
        self.logger.error("%s %s failed:\n%s", request.method, rule, "\n".join(places_of(error)))


class KnownHosts:
    """Refuses requests for other hosts before anything else reads them: their `Host` was forged."""

    def __init__(self, application: WSGIApplication, hosts: Collection[str]) -> None:
        """Take the hosts' names, without ports."""
        self._application = application
        self._hosts = (*hosts, *LOOPBACK)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer 400, or pass on."""
        if host_is_trusted(environ.get("HTTP_HOST"), self._hosts):
            return self._application(environ, start_response)
        refusal = Response("This host is not served here.\n", 400, mimetype="text/plain")
        refusal.headers.update(_EVERYWHERE)
        return refusal(environ, start_response)


def protect(app: Flask, secret: bytes, hosts: Collection[str], *, https: bool) -> CSRFProtect:
    """Set hosts, cookies, headers, limits and tokens. `https` is false on one's own machine only."""
    app.wsgi_app = KnownHosts(app.wsgi_app, hosts)  # type: ignore[method-assign] # as Flask's documentation does
    app.secret_key = secret
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_NAME="__Host-sportello" if https else "sportello",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=int(TOKEN_LIFE.total_seconds()),
        # It wants a Referer, which our own Referrer-Policy keeps from being sent. The token and SameSite remain.
        WTF_CSRF_SSL_STRICT=False,
        WTF_I18N_ENABLED=False,  # no sentence of WTForms itself is ever shown
    )
    app.after_request(_add_headers)
    if https:
        app.after_request(_insist_on_https)
    return CSRFProtect(app)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    for name, value in _EVERYWHERE.items():
        headers.setdefault(name, value)
    if "Content-Security-Policy" in headers:
        return response
    headers["X-Frame-Options"] = "DENY"
    if request.endpoint in {"assets.static", "health.health"}:
        headers["Content-Security-Policy"] = _NOTHING
    elif request.path.startswith((f"/{FORMS_ROOT}/", f"/{PARTNER_ROOT}/")):
        headers["Content-Security-Policy"] = _POLICY
        headers["Cache-Control"] = "no-store"
    return response


def _insist_on_https(response: Response) -> Response:
    response.headers.setdefault("Strict-Transport-Security", f"max-age={HTTPS_FOR}")
    return response
