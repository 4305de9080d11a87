"""`/mailbox/`: the partners' post office on one's own machine, in place of their mail programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, make_response, render_template

from forms_app.mailbox.reading import Mail, find_mail, mails_of

_ROME = ZoneInfo("Europe/Rome")
_CLOSED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_OWN_PAGE = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'"
)


def mailbox_blueprint(root: Path, partners: Mapping[str, str]) -> Blueprint:
    """Make the routes that show the Maildirs in `root` to `partners`, the receiving organizations' titles by slug.

    For development without a mail server only: whoever reaches these pages reads every request.
    """
    blueprint = Blueprint(
        "mailbox",
        __name__,
        url_prefix="/mailbox",
        static_folder="../mailbox/static",
        static_url_path="/static",
    )

    @blueprint.get("/")
    def all_partners() -> Response:
        mails = {slug: mails_of(root, slug) for slug in partners}
        newest_first = sorted(partners, key=lambda slug: _order(mails[slug], partners[slug]))
        return _page("partners.html", partners=[(slug, partners[slug], mails[slug]) for slug in newest_first])

    @blueprint.get("/<organization>/<key>")
    def one_mail(organization: str, key: str) -> Response:
        mail = _mail_or_404(root, partners, organization, key)
        return _page("mail.html", mail=mail, organization=organization, partner=partners[organization])

    @blueprint.get("/<organization>/<key>/html")
    def html_part(organization: str, key: str) -> Response:
        response = make_response(_mail_or_404(root, partners, organization, key).html)
        return _guarded(response, _CLOSED)

    return blueprint


def _order(mails: tuple[Mail, ...], title: str) -> tuple[float, str]:
    return (-mails[0].date.timestamp() if mails else 0.0, title.casefold())


def _mail_or_404(root: Path, partners: Mapping[str, str], organization: str, key: str) -> Mail:
    mail = find_mail(root, organization, key) if organization in partners else None
    if mail is None:
        abort(404)
    return mail


def _page(template: str, **words: object) -> Response:
    return _guarded(make_response(render_template(f"mailbox/{template}", rome=_ROME, **words)), _OWN_PAGE)


def _guarded(response: Response, policy: str) -> Response:
    response.headers["Content-Security-Policy"] = policy
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.cache_control.no_store = True
    return response
