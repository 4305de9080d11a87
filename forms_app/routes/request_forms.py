"""The contact, appointment and referral forms: fill in, check, send. Between screens the answers travel in the page."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from flask import Blueprint, current_app, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict

from forms_app.errors import ForgedError, StorageUnavailableError
from forms_app.forms.contact import ContactForm
from forms_app.forms.destination import ELSEWHERE, find_destination, main_phone
from forms_app.forms.make import FormMaker
from forms_app.forms.privacy_notice import privacy_notice
from forms_app.forms.sending import is_sending, make_submission, opened_at, sending
from forms_app.forms.spoken import spoken_by_readers
from forms_app.forms.summary import summary
from forms_app.forms.topics import (
    ensure_open,
    find_topic,
    forms_of,
    only_municipality,
    read_topic,
    topic_of,
    write_topic,
)
from forms_app.requests.accept import accept
from forms_app.requests.submission import FormKind
from forms_app.robots.guard import Guard, make_guard
from forms_app.routes.bodies import read_body, refuse_other_fields
from forms_app.routes.pages import here, language_links, translated
from forms_app.routes.places import UNDERSTOOD_BUT_WRONG, asked_place, place_page
from forms_app.routes.receipt import keep_receipt
from forms_app.routes.waiting import sent_form, wait_page
from forms_app.services import Services
from sportello.catalogue import Route
from sportello.catalogue.alerts import alerts_naming
from sportello.catalogue.model import Organization
from sportello.catalogue.record import Record

PAGES = {
    "contatto": FormKind.CONTACT,
    "appuntamento": FormKind.APPOINTMENT,
    "segnalazione": FormKind.REFERRAL,
}

LANGUAGE = "language"
"""The step of the language links: the same answers, not judged, on the page in the other language."""

_STALE, _UNAVAILABLE = 400, 503
_RETRY_SECONDS = 60


def request_forms_blueprint(services: Services) -> Blueprint:
    """Make the routes of the forms."""
    blueprint = Blueprint("requests", __name__)
    settings, maker = services.settings, FormMaker(services)
    guard = make_guard(
        services.engine, services.keys.secret, settings.sendings_an_hour, settings.minimum_seconds
    )
    rule = f"/moduli/<any({','.join(services.languages)}):language>/<any({','.join(PAGES)}):page>"

    @blueprint.get(rule)
    def show(language: str, page: str) -> ResponseReturnValue:
        return _show(services, maker, PAGES[page], language)

    @blueprint.post(rule)
    def sent(language: str, page: str) -> ResponseReturnValue:
        return _sent(services, guard, maker, PAGES[page], language)

    return blueprint


def _show(services: Services, maker: FormMaker, kind: FormKind, language: str) -> ResponseReturnValue:
    catalogue, args = services.catalogue, request.args
    desk = catalogue.locations.get(args.get("sportello", ""))
    subject = find_topic(catalogue, args.get("progetto", ""), args.get("servizio", "")) or topic_of(
        catalogue, desk
    )
    ensure_open(catalogue, subject, kind)
    only = only_municipality(catalogue, subject)
    typed = asked_place() or ("comune" not in args and only and only.title) or ""
    elsewhere = typed == ELSEWHERE
    destination = find_destination(catalogue, subject, "" if elsewhere else typed)
    if destination.route is None or not (typed or elsewhere):
        return place_page(services, destination, _("In quale comune abiti?"))
    if subject is None and not _takes(services, destination.route, kind):
        return redirect(url_for("entry.entry", language=language, comune=typed))
    form = maker.make(
        destination,
        kind,
        topic=write_topic(subject),
        municipality=destination.municipality.title if destination.municipality else "",
        desk=desk.slug if desk else "",
        spoken_language=spoken_by_readers(language),
        submission_id=sending(session, services.now()),
    )
    return _form_page(services, form)


def _sent(
    services: Services, guard: Guard, maker: FormMaker, kind: FormKind, language: str
) -> ResponseReturnValue:
    body = read_body()
    form = _posted_form(services, maker, kind, body)
    if "change" in body:
        return _form_page(services, form, focus=body["change"])
    step = body.get("step")
    if step == LANGUAGE:
        return _form_page(services, form)
    if step not in {"check", "send"}:
        raise ForgedError
    if not form.validate():
        return _refused(services, form, step)
    return _check_page(services, form) if step == "check" else _send(services, guard, form, language)


def _posted_form(
    services: Services, maker: FormMaker, kind: FormKind, body: ImmutableMultiDict[str, str]
) -> ContactForm:
    catalogue = services.catalogue
    subject = read_topic(catalogue, body.get("topic", ""))
    desk = body.get("desk", "")
    if (desk and desk not in catalogue.locations) or not is_sending(body.get("submission_id", "")):
        raise ForgedError
    ensure_open(catalogue, subject, kind)
    destination = find_destination(catalogue, subject, body.get("municipality", ""))
    form = maker.make(destination, kind, body)
    refuse_other_fields(body, {*(field.name for field in form), "step", "change"})
    return form


def _refused(services: Services, form: ContactForm, step: str) -> ResponseReturnValue:
    stale = bool(form.csrf_token.errors)
    if stale and step == "send" and not form.refusals:
        return make_response(_check_page(services, form, stale=True), _STALE)
    return make_response(_form_page(services, form, stale=stale), _STALE if stale else UNDERSTOOD_BUT_WRONG)


def _send(services: Services, guard: Guard, form: ContactForm, language: str) -> ResponseReturnValue:
    route = form.destination.route
    if route is None:
        raise ForgedError
    submission = make_submission(form, route, language, services.keys.secret)
    now, sent, address = services.now(), sent_form(form), request.remote_addr
    suspect = guard.is_suspect(sent, opened_at(session), now)
    try:
        wait = guard.hold(sent, submission.submission_id, address, now)
        if wait is not None:
            current_app.logger.info("a sending was slowed: much comes from one network")
            return wait_page(form, wait, here(), _answering(services, form))
        accepted = accept(services.engine, services.keys.acceptance, submission, now=now, quarantined=suspect)
    except StorageUnavailableError as error:
        # Without its traceback, whose last line is the error's text.
        current_app.logger.error("A request could not be stored: %s", _cause(error))  # noqa: TRY400 - said above
        response = make_response(_check_page(services, form, unavailable=True), _UNAVAILABLE)
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
        return response
    if not accepted.repeated:
        guard.flood.note(address, now)
        if suspect:
            current_app.logger.warning("request %s held back: perhaps sent by a robot", accepted.request_id)
    keep_receipt(session, accepted.receipt_code, submission)
    return redirect(url_for("receipt.receipt", language=language), 303)


def _form_page(services: Services, form: ContactForm, *, stale: bool = False, focus: str = "") -> str:
    return render_template(
        "form.html",
        form=form,
        refusals=form.refusals,
        action=here(),
        language_links=language_links(services, LANGUAGE),
        stale=stale,
        focus=focus,
        **_answering(services, form),
    )


def _check_page(
    services: Services, form: ContactForm, *, stale: bool = False, unavailable: bool = False
) -> str:
    return render_template(
        "check.html",
        form=form,
        lines=summary(form),
        action=here(),
        language_links=language_links(services, "check"),
        stale=stale,
        unavailable=unavailable,
        **_answering(services, form),
    )


def _answering(services: Services, form: ContactForm) -> dict[str, object]:
    route = form.destination.route
    phone = main_phone(route.organization, form.location) if route else None
    told = privacy_notice(services.catalogue, route.organization, _name(services)) if route else ()
    alerts = alerts_naming(services.catalogue, _named(form), services.today())
    return {"route": route, "phone": phone, "privacy": told, "alerts": alerts}


def _named(form: ContactForm) -> list[Record]:
    """What the form makes clear: topic and place, who answers, and the desk or those to choose from."""
    to, route = form.destination, form.destination.route
    known: list[Record | None] = [to.subject, to.municipality]
    if route:
        desks = [form.location] if form.location else route.locations
        known += [route.program, route.organization, *desks]
    return [record for record in known if record]


def _name(services: Services) -> Callable[[Organization], str]:
    return lambda organization: translated(services, organization.title, organization.path).text


def _takes(services: Services, route: Route, kind: FormKind) -> bool:
    """Whether one who names no topic may fill in the form: an appointment needs a program that gives them."""
    return kind is not FormKind.APPOINTMENT or bool(
        route.program and kind in forms_of(services.catalogue, route.program)
    )


def _cause(error: StorageUnavailableError) -> str:
    """A name for it, never its text: a database's text may quote an answer."""
    original = getattr(error.__cause__, "orig", None)
    name = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None)
    kind = (
        type(error.__cause__).__name__ if isinstance(error.__cause__, sa.exc.SQLAlchemyError) else "unknown"
    )
    return f"{kind} {name}" if name else kind
