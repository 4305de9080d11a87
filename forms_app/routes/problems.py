"""The pages for what goes wrong, in the reader's language, with a way on."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException

from forms_app.errors import ForgedError, FormClosedError, StorageUnavailableError
from forms_app.forms.destination import main_phone
from forms_app.forms.topics import forms_of
from forms_app.requests.submission import FormKind
from forms_app.routes.places import fallback_route
from forms_app.services import Services
from sportello.catalogue.model import Program, Service

_FIRST_ERROR, _GONE, _OURS = 400, 410, 500


@dataclass(frozen=True)
class Problem:
    """What a page says when something goes wrong."""

    title: str
    text: str


_PROBLEMS = {
    400: Problem(
        _("Non riusciamo a leggere la richiesta"),
        _("Quello che è arrivato non viene da una nostra pagina, o si è rovinato per strada. Non abbiamo salvato né "
          "inviato niente. Apri di nuovo il modulo."),
    ),
    404: Problem(
        _("Questa pagina non c’è"),
        _("Forse è stata spostata, o l’indirizzo ha un errore."),
    ),
    405: Problem(
        _("Questa pagina non si apre così"),
        _("Non abbiamo salvato né inviato niente. Apri di nuovo il modulo."),
    ),
    413: Problem(
        _("Il testo è troppo lungo"),
        _("Quello che hai mandato è troppo grande. Non abbiamo salvato né inviato niente. Torna indietro e scrivi al "
          "massimo 1.000 caratteri."),
    ),
    415: Problem(
        _("Questo formato non si può leggere"),
        _("Non abbiamo salvato né inviato niente. Usa il modulo di questo sito."),
    ),
    500: Problem(
        _("C’è un guasto"),
        _("Non dipende da te. Non abbiamo salvato né inviato niente. Prova di nuovo tra qualche minuto, o telefona."),
    ),
    503: Problem(
        _("Il servizio non risponde"),
        _("Non dipende da te. Non abbiamo salvato né inviato niente. Prova di nuovo tra qualche minuto, o telefona."),
    ),
}  # fmt: skip


def set_up_problems(app: Flask, services: Services) -> None:
    """Give every error its page."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None or error.code is None or error.code < _FIRST_ERROR:
            return error
        # Headers such as Allow belong to the status.
        headers = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
        return make_response(_page(services, error.code), error.code, headers)

    @app.errorhandler(ForgedError)
    def forged(_error: ForgedError) -> ResponseReturnValue:
        code = 404 if request.method == "GET" else 400
        app.logger.warning("%s to %s refused: not from one of our pages", request.method, request.endpoint)
        return make_response(_page(services, code), code)

    @app.errorhandler(StorageUnavailableError)
    def unavailable(_error: StorageUnavailableError) -> ResponseReturnValue:
        return make_response(_page(services, 503), 503)

    @app.errorhandler(FormClosedError)
    def closed(error: FormClosedError) -> ResponseReturnValue:
        return make_response(_closed_page(services, error.subject), _GONE)


def _page(services: Services, code: int) -> str:
    route = fallback_route(services)
    return render_template(
        "problem.html",
        problem=_PROBLEMS.get(code, _PROBLEMS[_OURS if code >= _OURS else _FIRST_ERROR]),
        phone=main_phone(route.organization, None) if route else None,
    )


def _closed_page(services: Services, subject: Program | Service) -> str:
    catalogue = services.catalogue
    program = subject if isinstance(subject, Program) else catalogue.programs.get(subject.program or "")
    own_reason = subject.status_reason if isinstance(subject, Service) else None
    route = fallback_route(services)
    return render_template(
        "closed.html",
        subject=subject,
        takes_contact=FormKind.CONTACT in forms_of(catalogue, subject),
        query={"progetto" if isinstance(subject, Program) else "servizio": subject.slug},
        reason=own_reason or (program.closed_reason if program else None),
        reason_page=subject.path if own_reason or program is None else program.path,
        instead=[catalogue.pages[page] for page in program.see_instead if page in catalogue.pages]
        if program
        else [],
        phone=main_phone(route.organization, None) if route else None,
    )
