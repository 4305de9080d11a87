"""The catalogue's records, one class a kind of page; names follow HSDS 3.1 where it has them.

Each field has a type, a default and one line for editors, in Italian because they read it: the editors' reference
page is made from these lines.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sportello.catalogue.parts import (
    Alert,
    Answer,
    Closure,
    Confirmed,
    Contacts,
    Edition,
    EventDate,
    Funding,
    Milestone,
    Partner,
    Period,
    RouteRule,
    Step,
    WeeklyHours,
)
from sportello.catalogue.record import Record, Summarized
from sportello.catalogue.values import (
    Audience,
    CertificateFile,
    Coordinates,
    Cost,
    Day,
    Email,
    EveryYear,
    FormKind,
    Istat,
    KeptDays,
    LanguageCode,
    LifeEvent,
    Line,
    LocationRef,
    MunicipalityRef,
    OpeningSpan,
    OrganizationRef,
    PostalCode,
    ProgramRef,
    ServiceStatus,
    Status,
    Text,
    Way,
    WhenKnown,
)
from sportello.catalogue.vocabularies import Category, Topic


class Program(Summarized):
    """A funded project with a period, money, partners, milestones, editions (HSDS `program`)."""

    kind: Annotated[Literal["program"], Field(description="Sempre «program».")]
    status: Annotated[Status, Field(description="A che punto è: planned, active, ended.")]
    closed_reason: Annotated[Text | None, Field(description="Perché i moduli sono chiusi, se lo sono.")] = (
        None
    )
    see_instead: Annotated[
        tuple[Line, ...],
        Field(description="Per un progetto concluso: le pagine di ciò che esiste ora, come «servizi/x.md»."),
    ] = ()
    forms: Annotated[
        tuple[FormKind, ...], Field(description="I moduli: contact (contatto), appointment (appuntamento).")
    ] = ()
    period: Annotated[Period, Field(description="Da quando a quando.")] = Period()
    duration: Annotated[Text | None, Field(description="La durata a parole, se le date non sono note.")] = (
        None
    )
    eligibility: Annotated[tuple[Text, ...], Field(description="A chi si rivolge, una voce per riga.")] = ()
    targets: Annotated[tuple[Text, ...], Field(description="I risultati attesi, una voce per riga.")] = ()
    fees: Annotated[
        Text | None, Field(description="Quanto costa ai cittadini; si scrive anche se è gratis.")
    ] = None
    lead: Annotated[OrganizationRef | None, Field(description="L'ente capofila.")] = None
    partners: Annotated[tuple[Partner, ...], Field(description="Gli altri enti, con il ruolo.")] = ()
    funding: Annotated[Funding | None, Field(description="Il finanziamento.")] = None
    steps: Annotated[
        tuple[Step, ...], Field(description="Il percorso di una persona, un passo dopo l'altro.")
    ] = ()
    milestones: Annotated[tuple[Milestone, ...], Field(description="Le tappe del progetto, in ordine.")] = ()
    editions: Annotated[tuple[Edition, ...], Field(description="Le edizioni, dalla prima all'ultima.")] = ()
    municipalities: Annotated[
        tuple[MunicipalityRef, ...], Field(description="I comuni serviti.", min_length=1)
    ]
    routes: Annotated[tuple[RouteRule, ...], Field(description="Chi risponde, comune per comune.")] = ()
    fallback: Annotated[Answer | None, Field(description="Chi risponde per i comuni senza una regola.")] = (
        None
    )
    contacts: Annotated[Contacts, Field(description="I contatti del progetto.")] = Contacts()
    confirmed: Annotated[
        Confirmed | None,
        Field(
            description="L'ultima volta che l'ente ha confermato telefoni, orari e indirizzo della pagina."
        ),
    ] = None


class Service(Summarized):
    """What a person can get: for whom, how, what it takes, what it gives, when, cost (HSDS `service`)."""

    kind: Annotated[Literal["service"], Field(description="Sempre «service».")]
    program: Annotated[ProgramRef | None, Field(description="Il progetto che lo offre.")] = None
    status: Annotated[ServiceStatus, Field(description="Se c'è: active, suspended, ended.")] = (
        ServiceStatus.ACTIVE
    )
    status_reason: Annotated[Text | None, Field(description="Perché è sospeso o concluso.")] = None
    category: Annotated[
        Category | None, Field(description="La categoria, tra quelle del modello Comuni.")
    ] = None
    topics: Annotated[
        tuple[Topic, ...], Field(description="Gli argomenti, tra quelli del modello Comuni.")
    ] = ()
    life_events: Annotated[
        tuple[LifeEvent, ...],
        Field(description="I bisogni per cui una persona viene: i filtri dell'elenco dei servizi li usano."),
    ] = ()
    audience: Annotated[
        tuple[Audience, ...],
        Field(description="Per chi è pensato soprattutto; se vale per tutti o non è noto si lascia fuori."),
    ] = ()
    eligibility: Annotated[tuple[Text, ...], Field(description="«È per te se…», una voce per riga.")]
    not_eligible: Annotated[
        tuple[Text, ...], Field(description="«Non è per te se…», una voce per riga.")
    ] = ()
    application_process: Annotated[tuple[Text, ...], Field(description="Come fare, un passo per riga.")] = ()
    required_documents: Annotated[
        tuple[Text, ...], Field(description="Che cosa serve, una voce per riga.")
    ] = ()
    outcome: Annotated[tuple[Text, ...], Field(description="Che cosa si ottiene, una voce per riga.")] = ()
    schedule: Annotated[Text | None, Field(description="Tempi e scadenze.")] = None
    fees: Annotated[Text | None, Field(description="Quanto costa; si scrive anche se è gratis.")] = None
    cost: Annotated[
        Cost | None,
        Field(description="Se è gratis: free, paid (a pagamento); se non è noto si lascia fuori."),
    ] = None
    ways: Annotated[
        tuple[Way, ...],
        Field(
            description="Come si chiede, tutti i modi: in_person, phone, online; se non è noto si lascia fuori."
        ),
    ] = ()
    conditions: Annotated[
        tuple[Text, ...], Field(description="Condizioni di servizio, una voce per riga.")
    ] = ()
    providers: Annotated[tuple[OrganizationRef, ...], Field(description="Gli enti che lo danno.")] = ()
    locations: Annotated[tuple[LocationRef, ...], Field(description="Gli sportelli dove si trova.")] = ()
    municipalities: Annotated[
        tuple[MunicipalityRef, ...], Field(description="I comuni serviti; se manca, quelli del progetto.")
    ] = ()
    routes: Annotated[
        tuple[RouteRule, ...],
        Field(description="Chi risponde, se è diverso da chi risponde per il progetto."),
    ] = ()
    contacts: Annotated[Contacts, Field(description="I contatti propri del servizio.")] = Contacts()
    confirmed: Annotated[
        Confirmed | None,
        Field(
            description="L'ultima volta che l'ente ha confermato telefoni, orari e indirizzo della pagina."
        ),
    ] = None


class Organization(Summarized):
    """Partner, municipality, funder, lead body; may receive requests (HSDS `organization`)."""

    kind: Annotated[Literal["organization"], Field(description="Sempre «organization».")]
    short_name: Annotated[Line | None, Field(description="Il nome breve, come si usa a voce.")] = None
    contacts: Annotated[Contacts, Field(description="I contatti pubblici.")] = Contacts()
    confirmed: Annotated[
        Confirmed | None,
        Field(
            description="L'ultima volta che l'ente ha confermato telefoni, orari e indirizzo della pagina."
        ),
    ] = None
    requests_to: Annotated[
        Email | None,
        Field(description="L'indirizzo a cui arrivano le richieste; se manca, l'ente non ne riceve."),
    ] = None
    certificate: Annotated[
        CertificateFile | None,
        Field(
            description="Il file del certificato OpenPGP con cui si cifrano le richieste, accanto alla pagina."
        ),
    ] = None
    reserve: Annotated[
        Email | None,
        Field(description="Un altro indirizzo dell'ente, per quando quello delle richieste non funziona."),
    ] = None
    dpo: Annotated[
        Line | None,
        Field(description="Il contatto del responsabile della protezione dei dati: un'e-mail o un telefono."),
    ] = None
    retention_days: Annotated[
        KeptDays,
        Field(description="Dopo quanti giorni si distrugge una richiesta presa in carico o chiusa."),
    ] = 30
    example: Annotated[bool, Field(description="«true» se l'ente è solo un esempio.")] = False

    @property
    def receives_requests(self) -> bool:
        """Whether a request can be brought here."""
        return self.requests_to is not None


class Location(Summarized):
    """A help desk: address, hours, open or by appointment (HSDS `location`)."""

    kind: Annotated[Literal["location"], Field(description="Sempre «location».")]
    organization: Annotated[OrganizationRef, Field(description="L'ente che tiene lo sportello.")]
    programs: Annotated[tuple[ProgramRef, ...], Field(description="I progetti dello sportello.")] = ()
    municipality: Annotated[MunicipalityRef, Field(description="Il comune dove si trova.")]
    address: Annotated[Line | None, Field(description="Via e numero; se non è noto si lascia fuori.")] = None
    postal_code: Annotated[PostalCode | None, Field(description="Il CAP; se non è noto si lascia fuori.")] = (
        None
    )
    coordinates: Annotated[
        Coordinates | None,
        Field(description="Il punto sulla mappa: «45.5250, 9.3330»; se non è noto si lascia fuori."),
    ] = None
    hours: Annotated[WeeklyHours | None, Field(description="L'orario; se non è noto si lascia fuori.")] = None
    hours_unknown: Annotated[
        bool, Field(description="«true» se l'orario non si riesce a sapere: il controllo non lo chiede più.")
    ] = False
    closures: Annotated[
        tuple[Closure, ...], Field(description="Le chiusure, oltre alle feste nazionali e del patrono.")
    ] = ()
    by_appointment: Annotated[bool, Field(description="«true» se si va solo su appuntamento.")] = False
    online_only_until: Annotated[
        Day | None, Field(description="Fino a quando si risponde solo online (giorno escluso).")
    ] = None
    languages: Annotated[
        tuple[LanguageCode, ...], Field(description="Le lingue parlate, come sigle: it, en, ar.")
    ] = ()
    contacts: Annotated[Contacts, Field(description="I contatti; se mancano, quelli dell'ente.")] = Contacts()
    confirmed: Annotated[
        Confirmed | None,
        Field(
            description="L'ultima volta che l'ente ha confermato telefoni, orari e indirizzo della pagina."
        ),
    ] = None


class Municipality(Record):
    """An Italian municipality by ISTAT code, with the spellings people use."""

    kind: Annotated[Literal["municipality"], Field(description="Sempre «municipality».")]
    istat: Annotated[Istat, Field(description="Il codice ISTAT, sei cifre.")]
    province: Annotated[Line, Field(description="La provincia.")]
    spellings: Annotated[
        tuple[Line, ...], Field(description="Altri modi di scrivere il nome: «S. Giovanni in C.».")
    ] = ()
    patron: Annotated[
        EveryYear | None, Field(description="La festa del patrono, quando gli sportelli sono chiusi.")
    ] = None
    coordinates: Annotated[
        Coordinates | None,
        Field(description="Il punto del municipio: serve a dire quanto è lontano lo sportello."),
    ] = None


class Event(Summarized):
    """Something that happens on a date."""

    kind: Annotated[Literal["event"], Field(description="Sempre «event».")]
    start: Annotated[Day, Field(description="Il giorno, o il primo giorno.")]
    end: Annotated[Day | None, Field(description="L'ultimo giorno, se sono più d'uno.")] = None
    hours: Annotated[OpeningSpan | None, Field(description="L'orario, se è noto: «18:00-21:00».")] = None
    more_dates: Annotated[
        tuple[EventDate, ...], Field(description="Le altre date, se l'evento si ripete.")
    ] = ()
    when: Annotated[Text | None, Field(description="Quando, a parole, se la data non è certa.")] = None
    tentative: Annotated[bool, Field(description="«true» se la data è indicativa.")] = False
    place: Annotated[Text | None, Field(description="Dove, a parole.")] = None
    location: Annotated[LocationRef | None, Field(description="Lo sportello dove si tiene.")] = None
    municipality: Annotated[MunicipalityRef | None, Field(description="Il comune.")] = None
    program: Annotated[ProgramRef | None, Field(description="Il progetto.")] = None


class News(Summarized):
    """A piece of news."""

    kind: Annotated[Literal["news"], Field(description="Sempre «news».")]
    date: Annotated[WhenKnown | None, Field(description="La data, anche solo l'anno o il mese.")] = None
    programs: Annotated[tuple[ProgramRef, ...], Field(description="I progetti di cui parla.")] = ()


class Page(Record):
    """A page of text: help, privacy notice, questions and answers."""

    kind: Annotated[Literal["page"], Field(description="«page», o niente.")] = "page"


class Listing(Record):
    """A page that lists all records of one kind."""

    kind: Annotated[Literal["listing"], Field(description="Sempre «listing».")]
    of: Annotated[
        Literal["program", "service", "organization", "location", "municipality", "event", "news"],
        Field(
            description="Che cosa elenca: program, service, organization, location, municipality, event, news."
        ),
    ]


class Home(Record):
    """The first page of the site."""

    kind: Annotated[Literal["home"], Field(description="Sempre «home».")]
    lead_text: Annotated[Text, Field(description="Una frase sotto il titolo: che cosa si trova qui.")]


class Alerts(Record):
    """What holds for some days, and the page that lists it."""

    kind: Annotated[Literal["alerts"], Field(description="Sempre «alerts».")]
    alerts: Annotated[
        tuple[Alert, ...], Field(description="Gli avvisi, uno per voce: spariscono dopo l'ultimo giorno.")
    ] = ()


class FieldReference(Record):
    """The editors' reference of all fields, made from these very classes."""

    kind: Annotated[Literal["fields"], Field(description="Sempre «fields».")]


SET_BY_LOADER = frozenset({"path", "body"})

KINDS: dict[str, type[Record]] = {
    "program": Program,
    "service": Service,
    "organization": Organization,
    "location": Location,
    "municipality": Municipality,
    "event": Event,
    "news": News,
    "page": Page,
    "listing": Listing,
    "home": Home,
    "alerts": Alerts,
    "fields": FieldReference,
}
