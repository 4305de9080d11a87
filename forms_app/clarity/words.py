"""The answers of the Modello Comuni (Designers Italia), word for word: its validator reads them."""

from __future__ import annotations

from forms_app.clarity.rating import Reason


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name: marks a msgid that is translated later
    """The msgid itself."""
    return msgid


WORDS = {
    Reason.CLEAR: N_("Le indicazioni erano chiare"),
    Reason.COMPLETE: N_("Le indicazioni erano complete"),
    Reason.ON_TRACK: N_("Capivo sempre che stavo procedendo correttamente"),
    Reason.NO_FAULTS: N_("Non ho avuto problemi tecnici"),
    Reason.LIKED_OTHER: N_("Altro"),
    Reason.UNCLEAR: N_("A volte le indicazioni non erano chiare"),
    Reason.INCOMPLETE: N_("A volte le indicazioni non erano complete"),
    Reason.LOST: N_("A volte non capivo se stavo procedendo correttamente"),
    Reason.FAULTS: N_("Ho avuto problemi tecnici"),
    Reason.HARD_OTHER: N_("Altro"),
}
