"""The partner's links: GET shows, only POST changes, because mail scanners open every link."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from forms_app.errors import ForgedError, LinkRefusedError
from forms_app.languages import PARTNER_ROOT
from forms_app.ledger import acts
from forms_app.ledger.acts import Case
from forms_app.ledger.desks import Desk, other_desks
from forms_app.ledger.links import Link, Purpose, link_key, verify
from forms_app.ledger.standing import Standing, standing
from forms_app.requests.codes import short_code
from forms_app.requests.submission import Half
from forms_app.routes.bodies import read_body, refuse_other_fields
from forms_app.services import ROME, Services

_FIELDS = {Purpose.PROPOSE: ("day", "time"), Purpose.PASS_ON: ("desk",)}
_FARTHEST = dt.timedelta(days=366)
_NOT_FOUND, _GONE, _UNPROCESSABLE = 404, 410, 422


@dataclass(frozen=True)
class Opened:
    """A link that was opened."""

    token: str
    link: Link
    case: Case
    desks: tuple[Desk, ...]


def partner_blueprint(services: Services) -> Blueprint:
    """Make the routes. Nothing in their pages says who asked, or what."""
    blueprint = Blueprint("partner", __name__)
    key = link_key(services.keys.secret)

    @blueprint.get(f"/{PARTNER_ROOT}/<token>")
    def show(token: str) -> ResponseReturnValue:
        return _answer(services, key, token, act=False)

    @blueprint.post(f"/{PARTNER_ROOT}/<token>")
    def act(token: str) -> ResponseReturnValue:
        return _answer(services, key, token, act=True)

    @blueprint.errorhandler(LinkRefusedError)
    def refused(_error: LinkRefusedError) -> ResponseReturnValue:
        return make_response(render_template("partner/refused.html"), _NOT_FOUND)

    @blueprint.after_request
    def hide(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return blueprint


def _answer(services: Services, key: bytes, token: str, *, act: bool) -> ResponseReturnValue:
    link = verify(key, token)
    case = acts.find_case(services.engine, link.row)
    stands = standing(case, link, services.now())
    if case is None or stands is Standing.OVER:
        return make_response(render_template("partner/over.html"), _GONE)
    desks = other_desks(services.catalogue, case.program, case.service, case.organization)
    opened = Opened(token, link, case, desks)
    if act and stands is Standing.OPEN:
        return _act(services, opened)
    return _page(services, opened, stands)


def _act(services: Services, opened: Opened) -> ResponseReturnValue:
    body = read_body()
    refuse_other_fields(body, _FIELDS.get(opened.link.purpose, ()))
    error = _done(services, opened, body.get("day", ""), body.get("time", ""), body.get("desk", ""))
    if error:
        return make_response(_page(services, opened, Standing.OPEN, error), _UNPROCESSABLE)
    return redirect(url_for("partner.show", token=opened.token), 303)


def _done(services: Services, opened: Opened, day: str, time: str, desk: str) -> str | None:
    """Do what the link is for; return what is to be corrected first, if anything is."""
    link, now = opened.link, services.now()
    if link.purpose is Purpose.TAKE:
        acts.take_in_charge(services.engine, link.row, now)
    elif link.purpose is Purpose.CLOSE:
        acts.close(services.engine, link.row, now)
    elif link.purpose is Purpose.CONFIRM and link.half_day is not None:
        acts.appoint(services.engine, link.row, link.half_day.date, link.half_day.half, now)
    elif link.purpose is Purpose.PROPOSE:
        return _proposed(services, link, day, time)
    elif link.purpose is Purpose.PASS_ON:
        return _passed_on(services, opened, desk)
    return None


def _proposed(services: Services, link: Link, day: str, time: str) -> str | None:
    try:
        at = dt.datetime.combine(dt.date.fromisoformat(day), dt.time.fromisoformat(time))
    except ValueError:
        return str(_("Scrivi il giorno e l’ora."))
    if not services.today() <= at.date() <= services.today() + _FARTHEST:
        return str(_("Scrivi un giorno da oggi in avanti, entro un anno."))
    acts.appoint(services.engine, link.row, at.date(), f"{at:%H:%M}", services.now())
    return None


def _passed_on(services: Services, opened: Opened, chosen: str) -> str | None:
    if not chosen:
        return str(_("Scegli lo sportello."))
    desk = next((desk for desk in opened.desks if desk.value == chosen), None)
    if desk is None:
        raise ForgedError
    acts.pass_on(services.engine, opened.link.row, desk, services.settings.sender_domain, services.now())
    return None


def _page(services: Services, opened: Opened, stands: Standing, error: str | None = None) -> str:
    case, organizations = opened.case, services.catalogue.organizations
    passed_to = organizations.get(case.passed_on_to or "")
    return render_template(
        "partner/act.html",
        standing=stands.value,
        purpose=opened.link.purpose.name,
        code=short_code(case.request_id),
        state=case.state.value,
        received=_moment(case.received_at),
        acknowledged=_moment(case.acknowledged_at),
        closed=_moment(case.closed_at),
        passed_on=_moment(case.passed_on_at),
        passed_to=passed_to.title if passed_to else case.passed_on_to,
        appointment=_appointment(case.appointment_date, case.appointment_time),
        asked=_appointment(opened.link.half_day.date, opened.link.half_day.half)
        if opened.link.half_day
        else None,
        desks=opened.desks,
        today=services.today().isoformat(),
        error=error,
    )


def _moment(at: dt.datetime | None) -> str | None:
    return None if at is None else str(format_datetime(at.astimezone(ROME), "d MMMM y, HH:mm", rebase=False))


def _appointment(day: dt.date | None, time: str | None) -> str | None:
    if day is None or time is None:
        return None
    words = {Half.MORNING.value: _("mattina"), Half.AFTERNOON.value: _("pomeriggio")}
    return f"{format_date(day, 'EEEE d MMMM y')}, {words.get(time, time)}"
