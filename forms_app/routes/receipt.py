"""The receipt: shown from the session's signed cookie, so that its code is never in an address."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, make_response, render_template, session
from flask.sessions import SessionMixin
from flask.typing import ResponseReturnValue

from forms_app.forms.destination import contacts_of
from forms_app.privacy.private import Private
from forms_app.requests.receipt import grouped
from forms_app.requests.submission import Submission
from forms_app.services import Services

_KEPT = "receipt"


def keep_receipt(kept: SessionMixin, code: Private, submission: Submission) -> None:
    """Remember in the citizen's own browser what was received; nowhere else."""
    kept[_KEPT] = {
        "code": code.reveal(),
        "organization": submission.organization,
        "location": submission.location,
        "form": submission.form,
    }


def receipt_blueprint(services: Services) -> Blueprint:
    """Make the route of the receipt. Loading it again sends nothing."""
    blueprint = Blueprint("receipt", __name__)

    @blueprint.get(f"/moduli/<any({','.join(services.languages)}):language>/ricevuta")
    def receipt(language: str) -> ResponseReturnValue:
        del language
        kept: dict[str, Any] = session.get(_KEPT, {})
        organization = services.catalogue.organizations.get(kept.get("organization", ""))
        if organization is None:
            return make_response(render_template("no_receipt.html"), 404)
        return render_template(
            "receipt.html",
            code=grouped(Private(kept["code"])).reveal(),
            organization=organization,
            location=services.catalogue.locations.get(kept["location"] or ""),
            form=kept["form"],
            contacts_of=contacts_of,
        )

    return blueprint
