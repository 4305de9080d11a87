"""The owner's link: GET shows what the site says, only POST answers, because mail scanners open every link."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from forms_app.errors import ForgedError, LinkRefusedError, TextRefusedError
from forms_app.facts.answers import AnswerBook
from forms_app.facts.asking import with_answers
from forms_app.facts.links import facts_key, name_of, verify
from forms_app.facts.owners import Owner, owners_of
from forms_app.forms.texts import MESSAGE_LENGTH, printable, read_message
from forms_app.languages import PARTNER_ROOT
from forms_app.ledger.links import link_key
from forms_app.privacy.private import Private
from forms_app.routes.bodies import read_body, refuse_other_fields
from forms_app.services import Services
from sportello.catalogue.confirmations import is_stale
from sportello.catalogue.facts import FactKind, facts_of
from sportello.catalogue.model import Location

_FIELDS = ("answer", "seen", "text")
_NOT_FOUND, _GONE, _UNPROCESSABLE, _TOO_MANY = 404, 410, 422, 429


@dataclass(frozen=True)
class Desk:
    """What it takes to answer."""

    services: Services
    book: AnswerBook
    key: bytes

    def owner(self, token: str) -> Owner | None:
        """Whom a link is for; None when its time is over or its facts are gone. Raises LinkRefusedError."""
        link, services = verify(self.key, token), self.services
        if link.until <= services.now():
            return None
        catalogue = with_answers(services.catalogue, self.book.file)
        owners = owners_of(catalogue, services.today())
        return next((one for one in owners if name_of(one.organization) == link.name), None)


def facts_blueprint(services: Services) -> Blueprint:
    """Make the routes. Without an address of the editors no owner was asked, and no link is good."""
    blueprint = Blueprint("facts", __name__, url_prefix=f"/{PARTNER_ROOT}/dati")
    settings = services.settings
    sealing = services.keys.acceptance.sealing
    book = AnswerBook(services.engine, settings.confirmations, sealing, settings.sender_domain)
    desk = Desk(services, book, facts_key(link_key(services.keys.secret)))

    @blueprint.get("/<token>")
    def show(token: str) -> ResponseReturnValue:
        owner = desk.owner(token)
        return _gone() if owner is None else _page(desk, owner)

    @blueprint.post("/<token>")
    def answer(token: str) -> ResponseReturnValue:
        owner = desk.owner(token)
        return _gone() if owner is None else _answered(desk, owner, token)

    @blueprint.get("/<token>/scritto")
    def written(token: str) -> ResponseReturnValue:
        owner = desk.owner(token)
        return _gone() if owner is None else render_template("facts/written.html", token=token)

    @blueprint.app_template_global()
    def ask_first(location: Location) -> bool:
        """Whether nobody has confirmed a desk's address lately."""
        catalogue, today = with_answers(services.catalogue, book.file), services.today()
        facts = (fact for fact in facts_of(location) if fact.kind is FactKind.ADDRESS)
        return any(is_stale(catalogue, fact, today) for fact in facts)

    @blueprint.errorhandler(LinkRefusedError)
    def refused(_error: LinkRefusedError) -> ResponseReturnValue:
        return make_response(render_template("partner/refused.html"), _NOT_FOUND)

    @blueprint.after_request
    def hide(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return blueprint


def _answered(desk: Desk, owner: Owner, token: str) -> ResponseReturnValue:
    body = read_body()
    refuse_other_fields(body, _FIELDS)
    if body.get("answer") == "right":
        return _right(desk, owner, token, body.get("seen", ""))
    if body.get("answer") == "changed":
        return _changed(desk, owner, token, body.get("text", ""))
    raise ForgedError


def _right(desk: Desk, owner: Owner, token: str, seen: str) -> ResponseReturnValue:
    if seen != owner.seen:
        error = _("Intanto i dati sul sito sono cambiati: guardali di nuovo.")
        return make_response(_page(desk, owner, error, at="giusto"), _UNPROCESSABLE)
    desk.book.still_right(owner, desk.services.now(), desk.services.today())
    return redirect(url_for("facts.show", token=token), 303)


def _changed(desk: Desk, owner: Owner, token: str, typed: str) -> ResponseReturnValue:
    try:
        text = Private(read_message(typed))
    except TextRefusedError as refusal:
        return make_response(_page(desk, owner, refusal.reason, typed=typed), _UNPROCESSABLE)
    if not text:
        return make_response(_page(desk, owner, _("Scrivi che cosa è cambiato.")), _UNPROCESSABLE)
    if not desk.book.changed(owner, text, desk.services.now()):
        error = _("Avete già scritto più volte: la redazione sta guardando. Riprovate alla prossima mail.")
        return make_response(_page(desk, owner, error, typed=typed), _TOO_MANY)
    return redirect(url_for("facts.written", token=token), 303)


def _page(desk: Desk, owner: Owner, error: str = "", *, at: str = "text", typed: str = "") -> str:
    today = owner.confirmed == desk.services.today()
    return render_template(
        "facts/owner.html",
        owner=owner,
        confirmed=format_date(owner.confirmed, "long") if owner.confirmed else None,
        thanks=today,
        refusals=[(at, error)] if error else [],
        typed=printable(typed),
        longest=MESSAGE_LENGTH,
    )


def _gone() -> Response:
    return make_response(render_template("facts/over.html"), _GONE)
