"""Following a request with the code of its receipt. The code is the only key: it is posted, never in an address.

No session and no form token is needed: whoever has the code may do all that these pages offer.
"""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, session
from flask.typing import ResponseReturnValue

from forms_app.errors import ForgedError
from forms_app.forms.destination import contacts_of, main_phone
from forms_app.forms.progress import PROGRESS
from forms_app.forms.texts import printable
from forms_app.privacy.private import Private
from forms_app.requests.follow import Followed, erase, follow, withdraw
from forms_app.requests.guessing import Tries
from forms_app.requests.notices import Stamp
from forms_app.routes.bodies import read_body, refuse_other_fields
from forms_app.routes.pages import here
from forms_app.routes.places import fallback_route
from forms_app.services import Services

_UNKNOWN, _SLOWED = 404, 429
_SURE = {"withdraw", "erase"}
_DONE = {"withdraw-now": "withdrawn", "erase-now": "erased"}


def status_blueprint(services: Services, tries: Tries) -> Blueprint:
    """Make the routes; wrong codes use up `tries`."""
    blueprint = Blueprint("status", __name__)
    rule = f"/moduli/<any({','.join(services.languages)}):language>/stato"

    @blueprint.get(rule)
    def ask(language: str) -> ResponseReturnValue:
        del language
        return render_template("status/ask.html", action=here())

    @blueprint.post(rule)
    def answer(language: str) -> ResponseReturnValue:
        del language
        body = read_body()
        refuse_other_fields(body, {"code", "act"})
        code, act = Private(body.get("code", "")), body.get("act", "show")
        if act not in {"show", *_SURE, *_DONE}:
            raise ForgedError
        return _looked_up(services, tries, code, act)

    return blueprint


def _looked_up(services: Services, tries: Tries, code: Private, act: str) -> ResponseReturnValue:
    seconds = tries.take()
    if seconds:
        page = render_template("status/ask.html", action=here(), slowed=True, code=printable(code.reveal()))
        return make_response(page, _SLOWED, {"Retry-After": str(seconds)})
    found = follow(services.engine, services.keys.acceptance.receipt, code)
    if found is None:
        return make_response(_unknown_page(services), _UNKNOWN)
    tries.give_back()
    return _answered(services, found, code, act)


def _answered(services: Services, found: Followed, code: Private, act: str) -> str:
    if act in _SURE:
        return render_template("status/sure.html", action=here(), act=act, code=code.reveal())
    stamp = Stamp(services.keys.acceptance.message_domain, services.now())
    if act == "withdraw-now":
        withdraw(services.engine, services.journal, found.about, stamp)
    if act == "erase-now":
        erase(services.engine, services.journal, found.about, stamp, services.today())
        session.clear()
    if act in _DONE:
        return render_template("status/done.html", done=_DONE[act])
    return _shown(services, found, code)


def _shown(services: Services, found: Followed, code: Private) -> str:
    catalogue = services.catalogue
    organization = catalogue.organizations.get(found.about.organization)
    location = catalogue.locations.get(found.location or "")
    return render_template(
        "status/shown.html",
        action=here(),
        code=code.reveal(),
        progress=PROGRESS[found.state],
        followed=found,
        organization=organization,
        location=location,
        contacts=contacts_of(organization, location) if organization else None,
    )


def _unknown_page(services: Services) -> str:
    route = fallback_route(services)
    phone = main_phone(route.organization, None) if route else None
    return render_template("status/ask.html", action=here(), unknown=True, phone=phone)
