"""The general entry: where do you live, and what is there for you."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms_app.forms.destination import Destination, contacts_of, find_destination
from forms_app.forms.ordering import by_title
from forms_app.forms.topics import Subject, forms_of
from forms_app.languages import language_of
from forms_app.requests.submission import FormKind
from forms_app.routes.places import asked_place, place_page
from forms_app.services import Services
from sportello.catalogue.model import Municipality, Program, Service


@dataclass(frozen=True)
class Offer:
    """A program or service that one may ask about, with the forms it has."""

    record: Subject
    query: dict[str, str]
    contact: bool
    appointment: bool


@dataclass(frozen=True)
class Offers:
    """A program and its services in one place; services without program stand alone."""

    program: Offer | None
    services: tuple[Offer, ...]


def entry_blueprint(services: Services) -> Blueprint:
    """Make the routes of the general entry."""
    blueprint = Blueprint("entry", __name__)

    @blueprint.get("/moduli/")
    def guess() -> ResponseReturnValue:
        language = request.accept_languages.best_match(services.languages) or services.languages[0]
        return redirect(url_for("entry.entry", language=language))

    @blueprint.get(f"/moduli/<any({','.join(services.languages)}):language>/")
    def entry(language: str) -> ResponseReturnValue:
        del language
        destination = find_destination(services.catalogue, None, asked_place())
        if destination.municipality is None:
            return place_page(services, destination, _("Dove abiti?"))
        return _topics(services, destination, destination.municipality)

    return blueprint


def offers_in(services: Services, place: Municipality) -> tuple[Offers, ...]:
    """What one may ask about in a municipality."""
    catalogue = services.catalogue
    translator = services.translators[language_of(request.path, services.languages)]
    programs = by_title(translator, (p for p in catalogue.programs_in(place) if forms_of(catalogue, p)))
    found = tuple(by_title(translator, catalogue.services_in(place)))
    groups = [
        Offers(_offer(services, program, place), _offers(services, found, program.slug, place))
        for program in programs
    ]
    alone = _offers(services, found, None, place)
    return (*groups, Offers(None, alone)) if alone else tuple(groups)


def _offers(
    services: Services, found: tuple[Service, ...], program: str | None, place: Municipality
) -> tuple[Offer, ...]:
    mine = (service for service in found if service.program == program)
    return tuple(
        _offer(services, service, place) for service in mine if forms_of(services.catalogue, service)
    )


def _offer(services: Services, record: Subject, place: Municipality) -> Offer:
    forms = forms_of(services.catalogue, record)
    name = "progetto" if isinstance(record, Program) else "servizio"
    query = {name: record.slug, "comune": place.istat}
    return Offer(record, query, FormKind.CONTACT in forms, FormKind.APPOINTMENT in forms)


def _topics(services: Services, destination: Destination, place: Municipality) -> ResponseReturnValue:
    return render_template(
        "topics.html",
        place=place,
        offers=offers_in(services, place),
        route=destination.route,
        contacts_of=contacts_of,
    )
