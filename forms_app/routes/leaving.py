"""The way out in a hurry: forget the session, and be elsewhere."""

from __future__ import annotations

from flask import Blueprint, redirect, session
from flask.typing import ResponseReturnValue

from forms_app.services import Services


def leaving_blueprint(services: Services) -> Blueprint:
    """Make the route. By GET too: a link works where scripts do not, and repeating it harms nothing."""
    blueprint = Blueprint("leaving", __name__)

    @blueprint.route("/moduli/uscita", methods=["GET", "POST"])
    def leave() -> ResponseReturnValue:
        session.clear()
        response = redirect(services.catalogue.site.options.leave_to, 303)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return blueprint
