"""The page that is shown when much is sent from one network: a small calculation, or some seconds of patience."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, make_response, render_template

from forms_app.forms.clarity import WhyForm
from forms_app.forms.contact import ContactForm
from forms_app.robots.guard import Wait

_TOO_MANY = 429


@dataclass(frozen=True)
class SentForm:
    """A form as the guard sees it."""

    mark: str
    solution: str
    ticket: str
    trap: str


def sent_form(form: ContactForm) -> SentForm:
    """Take from a form what the guard looks at."""
    return SentForm(
        mark=form.submission_id.data or "",
        solution=form.altcha.data or "",
        ticket=form.ticket.data or "",
        trap=form.website.data or "",
    )


def wait_page(
    form: ContactForm | WhyForm, wait: Wait, action: str, answering: Mapping[str, object]
) -> Response:
    """Show what is to be done, and whom one may call instead; all answers stay in the page."""
    form.altcha.data, form.ticket.data = "", wait.ticket
    puzzle = json.dumps(wait.puzzle)
    page = render_template(
        "wait.html", form=form, action=action, seconds=wait.seconds, puzzle=puzzle, **answering
    )
    response = make_response(page, _TOO_MANY)
    response.headers["Retry-After"] = str(wait.seconds)
    return response
