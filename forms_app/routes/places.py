"""The question that comes first everywhere: "where do you live?"."""

from __future__ import annotations

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms_app.forms.destination import ELSEWHERE, Destination, contacts_of
from forms_app.routes.pages import chosen
from forms_app.services import Services
from sportello.catalogue import NoRouteError, Route, find_route

UNDERSTOOD_BUT_WRONG = 422


def asked_place() -> str:
    """The place that the address says."""
    return request.args.get("comune", "").strip()


def place_page(services: Services, destination: Destination, title: str) -> ResponseReturnValue:
    """Ask for the place, for the first time or because the one given does not do."""
    refusals = _refusals(destination)
    page = render_template(
        "place.html",
        title=title,
        typed=destination.typed,
        refusals=refusals,
        destination=destination,
        kept={name: value for name, value in chosen().items() if name != "comune"},
        fallback=fallback_route(services),
        contacts_of=contacts_of,
        elsewhere=ELSEWHERE,
    )
    return make_response(page, UNDERSTOOD_BUT_WRONG if refusals else 200)


def fallback_route(services: Services) -> Route | None:
    """Who answers those who live elsewhere, if anybody does."""
    try:
        return find_route(services.catalogue)
    except NoRouteError:
        return None


def _refusals(destination: Destination) -> list[tuple[str, str]]:
    if destination.is_unknown:
        return [("comune", _("Non conosciamo questo comune: controlla come è scritto"))]
    if destination.is_not_served:
        place = destination.municipality.title if destination.municipality else ""
        return [("comune", _("Quello che hai scelto non è per chi abita a %(place)s", place=place))]
    if "comune" in request.args:
        return [("comune", _("Scrivi il comune dove abiti"))]
    return []
