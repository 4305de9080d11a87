"""The privacy notice beside each form (GDPR, article 13): who is the controller for this very route, and the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from sportello.catalogue import Catalogue
from sportello.catalogue.model import Organization


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "to be translated later"
    """Mark a sentence for the catalogues."""
    return msgid


_WHO = N_("Chi usa le risposte")
_WHO_OWNED = N_(
    "Il titolare è %(organization)s, che riceve le risposte e risponde. "
    "%(owner)s gestisce questo sito e le fa arrivare."
)
_WHO_ALONE = N_(
    "Il titolare è %(organization)s, che riceve le risposte e risponde. "
    "Chi gestisce questo sito le fa soltanto arrivare."
)
_OTHERS = (
    (
        N_("A che cosa servono"),
        N_(
            "Solo a rispondere e a dare il servizio chiesto. È un compito di interesse pubblico "
            "(articolo 6, paragrafo 1, lettera e del Regolamento UE 2016/679): per questo non chiediamo un consenso."
        ),
    ),
    (
        N_("Che cosa è obbligatorio"),
        N_(
            "Un nome, anche un soprannome, e un modo per rispondere. Senza, nessuno può rispondere. Il resto è libero."
        ),
    ),
    (
        N_("Per quanto tempo"),
        N_(
            "Qui le risposte stanno cifrate e si distruggono %(days)s giorni dopo che qualcuno se ne è fatto carico, o "
            "prima, con il codice della ricevuta. L’ente tiene le sue copie per il tempo che serve al servizio."
        ),
    ),
    (
        N_("I diritti"),
        N_(
            "Si può chiedere all’ente di vedere, correggere o cancellare i dati, di limitarne l’uso e di opporsi. "
            "Si può fare reclamo al Garante per la protezione dei dati personali."
        ),
    ),
)
_DPO = N_("Responsabile della protezione dei dati")
_DPO_UNKNOWN = N_("Il contatto non è noto: chiedilo a %(organization)s.")


@dataclass(frozen=True)
class Told:
    """One point of the notice, in the reader's language."""

    question: str
    answer: str


def privacy_notice(
    catalogue: Catalogue, organization: Organization, name: Callable[[Organization], str]
) -> tuple[Told, ...]:
    """The notice for requests that an organization answers; `name` says one in the reader's language."""
    owner = catalogue.organizations.get(catalogue.site.options.owner or "")
    names = {
        "organization": name(organization),
        "owner": name(owner) if owner else "",
        "days": organization.retention_days,
    }
    alone = owner is None or owner.slug == organization.slug
    points = ((_WHO, _WHO_ALONE if alone else _WHO_OWNED), *_OTHERS, (_DPO, _DPO_UNKNOWN))
    told = tuple(Told(_(question), _(answer, **names)) for question, answer in points)
    return (*told[:-1], Told(told[-1].question, organization.dpo)) if organization.dpo else told


def _version() -> str:
    texts = (_WHO, _WHO_OWNED, _WHO_ALONE, *(text for pair in _OTHERS for text in pair), _DPO, _DPO_UNKNOWN)
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


VERSION = _version()
"""Of the text: recorded with each request, it changes with every word of the notice."""
