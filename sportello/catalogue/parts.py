"""The pieces that records are made of: contacts, periods, money, steps, who answers, hours."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sportello.catalogue.values import (
    Day,
    Email,
    FormKind,
    Line,
    LocationRef,
    Money,
    MunicipalityRef,
    OpeningSpan,
    OrganizationRef,
    PhoneNumber,
    ProgramRef,
    ServiceRef,
    Status,
    Text,
    Web,
    WhenKnown,
)


class Part(BaseModel):
    """A piece of a record. Frozen; a key that it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Phone(Part):
    """A telephone number (HSDS `phone`)."""

    number: Annotated[PhoneNumber, Field(description="Il numero, come si scrive in Italia: «0375 40200».")]
    extension: Annotated[Line | None, Field(description="L'interno da chiedere.")] = None
    description: Annotated[Text | None, Field(description="A che cosa serve questo numero.")] = None


class Contacts(Part):
    """The ways to reach someone (HSDS `contact`)."""

    phones: Annotated[tuple[Phone, ...], Field(description="I numeri di telefono.")] = ()
    emails: Annotated[tuple[Email, ...], Field(description="Gli indirizzi e-mail.")] = ()
    web: Annotated[Web | None, Field(description="Il sito, con https:// o http://.")] = None

    def __bool__(self) -> bool:
        """Whether there is any way at all."""
        return bool(self.phones or self.emails or self.web)


class Confirmed(Part):
    """Who said last that a page's phones, hours and address are right."""

    date: Annotated[Day, Field(description="Il giorno in cui l'ente l'ha detto.")]
    by: Annotated[
        OrganizationRef | None,
        Field(description="L'ente che l'ha detto, se non è quello della pagina. Mai il nome di una persona."),
    ] = None


class Period(Part):
    """From when to when; either end may be known to the year, the month or the day."""

    start: Annotated[WhenKnown | None, Field(description="L'inizio: «2020», «2020-09» o «2020-09-01».")] = (
        None
    )
    end: Annotated[WhenKnown | None, Field(description="La fine, scritta come l'inizio.")] = None


class Partner(Part):
    """An organization's part in a program."""

    organization: Annotated[OrganizationRef, Field(description="L'ente: il nome del suo file senza «.md».")]
    role: Annotated[Text, Field(description="Che cosa fa nel progetto.")]


class Funding(Part):
    """Where the money comes from (HSDS `funding`). Amounts in euro."""

    total: Annotated[Money | None, Field(description="Il costo totale in euro.")] = None
    requested: Annotated[Money | None, Field(description="Il finanziamento richiesto in euro.")] = None
    own_share: Annotated[Money | None, Field(description="Il cofinanziamento in euro.")] = None
    own_share_kind: Annotated[Text | None, Field(description="In che cosa consiste il cofinanziamento.")] = (
        None
    )
    source: Annotated[Text | None, Field(description="La fonte del finanziamento (bando, fondo).")] = None
    funders: Annotated[tuple[OrganizationRef, ...], Field(description="Gli enti che finanziano.")] = ()
    note: Annotated[Text | None, Field(description="Una precisazione sulle cifre.")] = None


class Milestone(Part):
    """A step on a program's way."""

    title: Annotated[Text, Field(description="Che cosa succede.")]
    when: Annotated[Text | None, Field(description="Quando, a parole: «metà ottobre».")] = None
    date: Annotated[WhenKnown | None, Field(description="Quando, se la data è nota.")] = None
    description: Annotated[Text | None, Field(description="Una o due frasi in più.")] = None
    event: Annotated[
        Line | None, Field(description="La pagina dell'evento: il nome del suo file senza «.md».")
    ] = None


class Step(Part):
    """A step that a person takes in a program, in order."""

    title: Annotated[Text, Field(description="Il passo, in poche parole.")]
    description: Annotated[Text | None, Field(description="Che cosa succede in questo passo.")] = None
    services: Annotated[
        tuple[ServiceRef, ...], Field(description="I servizi che si trovano in questo passo.")
    ] = ()
    forms: Annotated[
        tuple[FormKind, ...], Field(description="I moduli che servono in questo passo: contact, appointment.")
    ] = ()


class Edition(Part):
    """One run of a program that ran more than once."""

    title: Annotated[Text, Field(description="Il nome dell'edizione.")]
    period: Annotated[Period, Field(description="Da quando a quando.")] = Period()
    status: Annotated[Status, Field(description="A che punto è: planned, active, ended.")] = Status.ENDED
    summary: Annotated[Text | None, Field(description="L'edizione in una o due frasi.")] = None
    eligibility: Annotated[tuple[Text, ...], Field(description="A chi si rivolgeva, una voce per riga.")] = ()
    offers: Annotated[tuple[Text, ...], Field(description="Che cosa offriva, una voce per riga.")] = ()
    partners: Annotated[
        tuple[Partner, ...], Field(description="Gli enti di questa edizione, con il ruolo.")
    ] = ()
    funding: Annotated[Funding | None, Field(description="Il finanziamento di questa edizione.")] = None
    contacts: Annotated[Contacts, Field(description="I contatti di questa edizione.")] = Contacts()
    targets: Annotated[tuple[Text, ...], Field(description="I risultati attesi, una voce per riga.")] = ()


class Answer(Part):
    """Who answers a request."""

    organization: Annotated[OrganizationRef, Field(description="L'ente che riceve le richieste.")]
    locations: Annotated[
        tuple[LocationRef, ...],
        Field(description="Gli sportelli tra cui scegliere; il primo è quello proposto."),
    ] = ()


class RouteRule(Answer):
    """Who answers for some municipalities."""

    municipalities: Annotated[tuple[MunicipalityRef, ...], Field(description="I comuni.", min_length=1)]


class WeeklyHours(Part):
    """When a desk is open, Europe/Rome wall time; a day without spans is closed."""

    monday: Annotated[tuple[OpeningSpan, ...], Field(description="Lunedì: «09:00-12:30».")] = ()
    tuesday: Annotated[tuple[OpeningSpan, ...], Field(description="Martedì.")] = ()
    wednesday: Annotated[tuple[OpeningSpan, ...], Field(description="Mercoledì.")] = ()
    thursday: Annotated[tuple[OpeningSpan, ...], Field(description="Giovedì.")] = ()
    friday: Annotated[tuple[OpeningSpan, ...], Field(description="Venerdì.")] = ()
    saturday: Annotated[tuple[OpeningSpan, ...], Field(description="Sabato.")] = ()
    sunday: Annotated[tuple[OpeningSpan, ...], Field(description="Domenica.")] = ()


class Closure(Part):
    """Days on which a desk is closed though its week says otherwise."""

    start: Annotated[Day, Field(description="Il primo giorno di chiusura.")]
    end: Annotated[Day | None, Field(description="L'ultimo giorno di chiusura, se sono più d'uno.")] = None
    reason: Annotated[Text, Field(description="Perché, in poche parole: «ferie».")]

    @property
    def last(self) -> Day:
        """The last day."""
        return self.end or self.start


class EventDate(Part):
    """A further date of an event."""

    start: Annotated[Day, Field(description="Il giorno, o il primo giorno.")]
    end: Annotated[Day | None, Field(description="L'ultimo giorno, se sono più d'uno.")] = None
    hours: Annotated[OpeningSpan | None, Field(description="L'orario, se non è quello del primo giorno.")] = (
        None
    )


class Alert(Part):
    """Something that holds for some days: a desk closed today, a number out of order."""

    text: Annotated[Text, Field(description="L'avviso, in una frase che si capisce da sola.")]
    start: Annotated[Day | None, Field(description="Il primo giorno; se manca, l'avviso vale da subito.")] = (
        None
    )
    end: Annotated[Day, Field(description="L'ultimo giorno in cui l'avviso vale.")]
    locations: Annotated[tuple[LocationRef, ...], Field(description="Gli sportelli che riguarda.")] = ()
    organizations: Annotated[tuple[OrganizationRef, ...], Field(description="Gli enti che riguarda.")] = ()
    programs: Annotated[tuple[ProgramRef, ...], Field(description="I progetti che riguarda.")] = ()
    services: Annotated[tuple[ServiceRef, ...], Field(description="I servizi che riguarda.")] = ()
    municipalities: Annotated[tuple[MunicipalityRef, ...], Field(description="I comuni che riguarda.")] = ()
    everywhere: Annotated[
        bool, Field(description="«true» se l'avviso riguarda tutti: si vede in ogni pagina.")
    ] = False
