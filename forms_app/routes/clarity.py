"""Is this page clear? A rating, why, thanks: without cookies, so that what is between the screens travels in them.

The rated page is in the address, what the reader says is posted.
"""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict

from forms_app.clarity.mark import Mark, read_mark, write_mark
from forms_app.clarity.rating import Rating, Reason
from forms_app.clarity.store import keep
from forms_app.errors import ForgedError, StorageUnavailableError
from forms_app.forms.clarity import RatingForm, WhyForm
from forms_app.robots.guard import Guard, make_guard
from forms_app.routes.bodies import read_body, refuse_other_fields
from forms_app.routes.pages import here, language_links
from forms_app.routes.places import UNDERSTOOD_BUT_WRONG
from forms_app.routes.waiting import SentForm, wait_page
from forms_app.services import Services
from sportello.catalogue import Catalogue
from sportello.catalogue.record import Record

LANGUAGE = "language"
"""The step of the language links: the same answers, not judged, on the page in the other language."""
_SENDING = {"check", "send"}
"""`check` is what Enter presses in a field of any form of the site."""
_OWN = {"same-origin", "none"}
_UNAVAILABLE, _RETRY_SECONDS = 503, 60


def clarity_blueprint(services: Services) -> Blueprint:
    """Make the routes."""
    blueprint = Blueprint("clarity", __name__)
    settings = services.settings
    # A count of its own: a class that rates pages must slow nobody who asks for help.
    guard = make_guard(
        services.engine, services.keys.secret, settings.sendings_an_hour, settings.minimum_seconds
    )
    root = f"/moduli/<any({','.join(services.languages)}):language>"

    @blueprint.get(f"{root}/chiarezza/", defaults={"address": ""})
    @blueprint.get(f"{root}/chiarezza/<path:address>")
    def ask(language: str, address: str) -> ResponseReturnValue:
        del language
        return _ask_page(rated_page(services.catalogue, address), RatingForm())

    @blueprint.post(f"{root}/chiarezza/", defaults={"address": ""})
    @blueprint.post(f"{root}/chiarezza/<path:address>")
    def rate(language: str, address: str) -> ResponseReturnValue:
        page, body = rated_page(services.catalogue, address), read_body()
        if request.headers.get("Sec-Fetch-Site", "none") not in _OWN:
            raise ForgedError
        return _why(services, guard, page, body) if "mark" in body else _rated(services, page, language, body)

    @blueprint.get(f"{root}/grazie/", defaults={"address": ""})
    @blueprint.get(f"{root}/grazie/<path:address>")
    def thanks(language: str, address: str) -> ResponseReturnValue:
        del language
        return render_template("clarity/thanks.html", page=rated_page(services.catalogue, address))

    return blueprint


def rated_page(catalogue: Catalogue, address: str) -> Record:
    """The page at an address below its language's root (`servizi/microcredito/`); 404 if citizens do not read it."""
    stem = address.strip("/")
    files = (f"{stem}.md", f"{stem}/index.md".lstrip("/"), f"{stem}/README.md".lstrip("/"))
    page = next((catalogue.pages[file] for file in files if file in catalogue.pages), None)
    if page is None or page.for_staff:
        abort(404)
    return page


def _rated(
    services: Services, page: Record, language: str, body: ImmutableMultiDict[str, str]
) -> ResponseReturnValue:
    refuse_other_fields(body, {"rating"})
    form = RatingForm(body)
    if not form.validate():
        return make_response(_ask_page(page, form), UNDERSTOOD_BUT_WRONG)
    mark = Mark(uuid.uuid4(), page.path, language, int(form.rating.data), services.now())
    return _why_page(services, page, WhyForm(mark.stars, mark=write_mark(services.keys.secret, mark)))


def _why(
    services: Services, guard: Guard, page: Record, body: ImmutableMultiDict[str, str]
) -> ResponseReturnValue:
    mark = read_mark(services.keys.secret, body["mark"])
    form = WhyForm(mark.stars, body)
    refuse_other_fields(body, {*(field.name for field in form), "step"})
    if mark.page != page.path:
        raise ForgedError
    if body.get("step") == LANGUAGE:
        return _why_page(services, page, form)
    if body.get("step") not in _SENDING:
        raise ForgedError
    if not form.validate():
        return make_response(_why_page(services, page, form), UNDERSTOOD_BUT_WRONG)
    return _keep(services, guard, page, form, mark)


def _keep(services: Services, guard: Guard, page: Record, form: WhyForm, mark: Mark) -> ResponseReturnValue:
    now, address = services.now(), request.remote_addr
    sent = SentForm(form.mark.data, form.altcha.data or "", form.ticket.data or "", form.website.data or "")
    # Whoever writes nothing may be as fast as a robot.
    suspect = guard.is_suspect(sent, mark.opened_at if form.details.clean else None, now)
    reason = Reason(form.reason.data) if form.reason.data else None
    rating = Rating(
        mark.id, mark.page, mark.language, mark.stars, services.today(), reason, form.details.clean, suspect
    )
    try:
        wait = guard.hold(sent, mark.id.hex, address, now)
        if wait is not None:
            current_app.logger.info("a rating was slowed: much comes from one network")
            return wait_page(form, wait, here(), {})
        new = keep(services.engine, services.keys.acceptance.sealing, rating)
    except StorageUnavailableError:
        current_app.logger.error("a rating could not be stored")  # noqa: TRY400 - an error's text may quote an answer
        unavailable = _why_page(services, page, form, unavailable=True)
        return make_response(unavailable, _UNAVAILABLE, {"Retry-After": str(_RETRY_SECONDS)})
    if new:
        guard.flood.note(address, now)
    return redirect(url_for("clarity.thanks", **(request.view_args or {})), 303)


def _ask_page(page: Record, form: RatingForm) -> str:
    return render_template("clarity/ask.html", page=page, form=form, refusals=form.refusals, action=here())


def _why_page(services: Services, page: Record, form: WhyForm, *, unavailable: bool = False) -> str:
    return render_template(
        "clarity/why.html",
        page=page,
        form=form,
        refusals=form.refusals,
        action=here(),
        language_links=language_links(services, LANGUAGE),
        unavailable=unavailable,
    )
