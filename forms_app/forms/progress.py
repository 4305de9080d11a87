"""The states of a request in a citizen's words: one line a state."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Progress:
    """How far a request has come, and what happens next."""

    title: str
    next: str


PROGRESS = {
    "received": Progress(_("Ricevuta"), _("La richiesta è al sicuro e sta per partire verso chi risponde.")),
    "handed_over": Progress(
        _("Inviata, non ancora confermata"),
        _("Abbiamo consegnato la richiesta alla posta di chi risponde. Non sappiamo ancora se l’ha letta."),
    ),
    "delivered": Progress(
        _("Arrivata"), _("La richiesta è nella casella di chi risponde. Ti contatta nel modo che hai scelto.")
    ),
    "taken_in_charge": Progress(
        _("Presa in carico"), _("Una persona se ne occupa. Ti contatta nel modo che hai scelto.")
    ),
    "closed": Progress(
        _("Chiusa"), _("Chi risponde ha chiuso la richiesta. Se ti serve altro, fanne una nuova.")
    ),
    "withdrawn": Progress(
        _("Ritirata"), _("Hai ritirato la richiesta: nessuno ti contatta. Puoi anche cancellarla.")
    ),
}
"""By the values of `RequestState`."""
