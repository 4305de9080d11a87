"""What browsers are told to keep private, and what the log is not told."""

from __future__ import annotations

import datetime as dt
import traceback
from types import TracebackType

from flask import Flask, Response, request
from flask_wtf import CSRFProtect

from forms_app.languages import FORMS_ROOT, PARTNER_ROOT

LARGEST_BODY = 64 * 1024
TOKEN_LIFE = dt.timedelta(hours=12)
"""Long enough for one who writes slowly, with help, or in two goes."""

# The search in the site's header is WebAssembly.
_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class FormsApplication(Flask):
    """Flask, with a log that never repeats what a citizen wrote."""

    def log_exception(self, exc_info: Caught) -> None:
        """Log where and what kind of error, without its text: it may quote an answer."""
        error = exc_info[1]
        rule = request.url_rule.rule if request.url_rule else "no route"
        self.logger.error("%s %s failed:\n%s", request.method, rule, "".join(_places(error)))


def protect(app: Flask, secret: bytes, *, https: bool) -> CSRFProtect:
    """Set cookies, headers, limits and tokens. `https` is false on one's own machine only."""
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
    )
    app.after_request(_add_headers)
    return CSRFProtect(app)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    if "Content-Security-Policy" in headers:
        return response
    headers["X-Frame-Options"] = "DENY"
    if request.endpoint != "assets.static" and request.path.startswith(
        (f"/{FORMS_ROOT}/", f"/{PARTNER_ROOT}/")
    ):
        headers["Content-Security-Policy"] = _POLICY
        headers["Cache-Control"] = "no-store"
    return response


def _places(error: BaseException | None) -> list[str]:
    found: list[str] = []
    while error is not None:
        kind = type(error)
        found += [*traceback.format_tb(error.__traceback__), f"{kind.__module__}.{kind.__qualname__}\n"]
        error = error.__cause__ or error.__context__
    return found
