"""The words for what records say by code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sportello.catalogue.values import Audience, Cost, LifeEvent, ServiceStatus, Status, Way
from sportello.pages import facts

Gettext = Callable[[str], str]


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name: marks a msgid that is translated later
    """Mark a msgid for extraction."""
    return msgid


PROGRAM_STATUS: Mapping[Status, str] = {
    Status.PLANNED: N_("in preparazione"),
    Status.ACTIVE: N_("in corso"),
    Status.ENDED: N_("concluso"),
}
PROGRAM_CLOSED: Mapping[Status, str] = {
    Status.PLANNED: N_("Il progetto non è ancora iniziato: non riceve ancora richieste."),
    Status.ACTIVE: N_("Il progetto ora non riceve richieste."),
    Status.ENDED: N_("Il progetto è concluso: non riceve più richieste."),
}
SERVICE_STATUS: Mapping[ServiceStatus, str] = {
    ServiceStatus.ACTIVE: N_("attivo"),
    ServiceStatus.SUSPENDED: N_("sospeso"),
    ServiceStatus.ENDED: N_("concluso"),
}
SERVICE_CLOSED: Mapping[ServiceStatus, str] = {
    ServiceStatus.ACTIVE: N_("Il servizio ora non riceve richieste."),
    ServiceStatus.SUSPENDED: N_("Il servizio è sospeso: ora non riceve richieste."),
    ServiceStatus.ENDED: N_("Il servizio è concluso: non riceve più richieste."),
}
LIFE_EVENTS: Mapping[LifeEvent, str] = {
    LifeEvent.LOST_JOB: N_("Ho perso il lavoro o lo cerco"),
    LifeEvent.CANNOT_PAY: N_("Non riesco a pagare le spese"),
    LifeEvent.START_BUSINESS: N_("Voglio mettermi in proprio"),
    LifeEvent.LEAVE_SCHOOL: N_("Ho finito o lasciato la scuola"),
    LifeEvent.CARE: N_("Mi prendo cura di qualcuno"),
    LifeEvent.NEW_HERE: N_("Sono qui da poco"),
    LifeEvent.NEED_TO_TALK: N_("Ho bisogno di parlare con qualcuno"),
}
AUDIENCES: Mapping[Audience, str] = {
    Audience.WITHOUT_JOB: N_("Chi ha perso il lavoro o lo cerca"),
    Audience.SELF_EMPLOYED: N_("Chi lavora in proprio, o ha dovuto smettere"),
    Audience.HARDSHIP: N_("Chi ha difficoltà economiche"),
    Audience.FAMILIES: N_("Famiglie con figli"),
    Audience.WOMEN: N_("Donne"),
    Audience.YOUNG: N_("Giovani"),
    Audience.STUDENTS: N_("Studentesse e studenti"),
    Audience.OVER_50: N_("Chi ha più di 50 anni"),
    Audience.DISABILITY: N_("Persone con disabilità"),
}
COSTS: Mapping[Cost, str] = {Cost.FREE: N_("Gratis"), Cost.PAID: N_("A pagamento")}
WAYS: Mapping[Way, str] = {
    Way.IN_PERSON: N_("Di persona"),
    Way.PHONE: N_("Al telefono"),
    Way.ONLINE: N_("Online"),
}
PROGRAM_GROUPS: Mapping[Status, str] = {
    Status.ACTIVE: N_("Progetti in corso"),
    Status.PLANNED: N_("Progetti in preparazione"),
    Status.ENDED: N_("Progetti conclusi"),
}


def program_status(status: Status, gettext: Gettext) -> facts.Status:
    """Where a program stands, in a word."""
    return facts.Status(status.value, gettext(PROGRAM_STATUS[status]))


def service_status(status: ServiceStatus, gettext: Gettext) -> facts.Status:
    """Whether a service can be had, in a word."""
    return facts.Status(status.value, gettext(SERVICE_STATUS[status]))


def life_event_name(need: LifeEvent) -> str:
    """The fragment of a need's heading in the directory: `lost-job`."""
    return need.value.replace("_", "-")
