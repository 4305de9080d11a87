"""A service as CPSV-AP 3.2.0's `PublicService`, with its channels, outputs, evidences, costs and life events."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from rdflib import DCTERMS, RDF, SKOS, XSD, Literal, URIRef

from sportello.catalogue.values import Cost, e164
from sportello.open_data.services import responsible, service_status
from sportello.open_data.statements import ADMS, CPSV, CV, Statements
from sportello.open_data.taxonomy import VOCABULARIES, term_title
from sportello.pages.phrase import Phrase
from sportello.pages.words import LIFE_EVENTS, life_event_name

if TYPE_CHECKING:
    from sportello.catalogue.model import Location, Organization, Service
    from sportello.catalogue.parts import Contacts
    from sportello.catalogue.values import LifeEvent

NOTHING = Literal("0e+00", datatype=XSD.double)
"""As Turtle writes it, so that both ways of writing say the same."""


def add_service(statements: Statements, record: Service, dataset: URIRef) -> URIRef:
    """Say all about a service; its name."""
    voice = statements.voice
    own = _named(statements, statements.page(record), CPSV.PublicService, record.path, "service")
    statements.say(own, DCTERMS.title, voice.title(record))
    statements.say(own, DCTERMS.description, voice.phrase(record.summary, record.path))
    statements.add(own, DCTERMS.isPartOf, dataset)
    statements.add(own, ADMS.status, _status(statements, record))
    for slug in voice.catalogue.municipalities_of(record):
        statements.add(own, DCTERMS.spatial, _place(statements, slug))
    authority = _authority(statements, record)
    if authority:
        statements.add(own, CV.hasCompetentAuthority, authority)
    for need in record.life_events:
        statements.add(own, CV.isGroupedBy, _life_event(statements, need))
    _add_terms(statements, record, own)
    for slug in record.locations:
        statements.add(own, CV.hasChannel, _channel(statements, record, voice.catalogue.locations[slug]))
    _add_texts(statements, record, own)
    _add_contact(statements, own, CV.contactPoint, record.contacts)
    return own


def _named(statements: Statements, name: URIRef, kind: URIRef, *identity: str) -> URIRef:
    statements.add(name, RDF.type, kind)
    statements.add(name, DCTERMS.identifier, Literal(statements.ids.part(*identity)))
    return name


def _status(statements: Statements, record: Service) -> URIRef:
    """By HSDS's codes, whose words are English in every language."""
    code = service_status(statements.voice, record)
    name = URIRef(f"{statements.voice.catalogue.site.url}#{code.replace(' ', '-')}")
    statements.add(name, RDF.type, SKOS.Concept)
    statements.add(name, SKOS.prefLabel, Literal(code, lang="en"))
    return name


def _place(statements: Statements, slug: str) -> URIRef:
    record = statements.voice.catalogue.municipalities[slug]
    name = statements.page(record)
    if statements.begin(name):
        statements.add(name, RDF.type, DCTERMS.Location)
        statements.add(name, DCTERMS.identifier, Literal(record.istat))
        statements.say(name, SKOS.prefLabel, statements.voice.title(record))
    return name


def _authority(statements: Statements, record: Service) -> URIRef | None:
    """The lead of the service's program, else who gives the service: the body that answers for it."""
    catalogue = statements.voice.catalogue
    lead = catalogue.programs[record.program].lead if record.program else None
    organization = catalogue.organizations.get(lead or responsible(statements.voice, record) or "")
    return _organization(statements, organization, record) if organization else None


def _organization(statements: Statements, record: Organization, service: Service) -> URIRef:
    name = _named(statements, statements.page(record), CV.PublicOrganisation, record.path, "organization")
    statements.say(name, SKOS.prefLabel, statements.voice.title(record))
    for slug in statements.voice.catalogue.municipalities_of(service):
        statements.add(name, DCTERMS.spatial, _place(statements, slug))
    return name


def _life_event(statements: Statements, need: LifeEvent) -> URIRef:
    name = URIRef(f"{statements.voice.catalogue.site.url}#{life_event_name(need)}")
    _named(statements, name, CV.LifeEvent, "life_events", need.value)
    statements.add(name, RDF.type, CV.Event)
    statements.say(name, DCTERMS.title, Phrase(statements.voice.translator.gettext(LIFE_EVENTS[need])))
    return name


def _add_terms(statements: Statements, record: Service, own: URIRef) -> None:
    """Where the service belongs in other vocabularies than that of needs."""
    for vocabulary in VOCABULARIES:
        for code in vocabulary.chosen(record) if vocabulary.relation else ():
            name = URIRef(statements.voice.catalogue.site.url + f"#{vocabulary.code}-{quote(code)}")
            title = term_title(statements.voice, vocabulary, code, record.path)
            statements.add(name, RDF.type, SKOS.Concept)
            statements.say(name, SKOS.prefLabel, title)
            statements.add(own, URIRef(str(vocabulary.relation)), name)


def _channel(statements: Statements, service: Service, desk: Location) -> URIRef:
    name = statements.page(service, f"sportello-{desk.slug}")
    _named(statements, name, CV.Channel, service.path, "at", desk.path)
    statements.say(name, DCTERMS.description, statements.voice.title(desk))
    return name


def _add_texts(statements: Statements, record: Service, own: URIRef) -> None:
    """What one gets and brings, and what it costs."""
    lists = (
        (CPSV.produces, CV.Output, "outcome", record.outcome),
        (CPSV.hasInput, CV.Evidence, "document", record.required_documents),
    )
    for relation, kind, part, texts in lists:
        for number, phrase in enumerate(statements.voice.phrases(texts, record.path), 1):
            name = statements.page(record, f"{part}-{number}")
            _named(statements, name, kind, record.path, part, str(number))
            statements.say(name, DCTERMS.title, phrase)
            statements.add(own, relation, name)
    _add_cost(statements, record, own)


def _add_cost(statements: Statements, record: Service, own: URIRef) -> None:
    is_free = record.cost is Cost.FREE
    if not record.fees and not is_free:
        return
    cost = _named(statements, statements.page(record, "fees"), CV.Cost, record.path, "fees")
    statements.add(own, CV.hasCost, cost)
    if record.fees:
        statements.say(cost, DCTERMS.description, statements.voice.phrase(record.fees, record.path))
    if is_free:
        statements.add(cost, CV.hasValue, NOTHING)


def _add_contact(statements: Statements, own: URIRef, relation: URIRef, contacts: Contacts) -> None:
    if not contacts.phones and not contacts.emails:
        return
    name = URIRef(f"{own}#contatti")
    statements.add(name, RDF.type, CV.ContactPoint)
    for phone in contacts.phones:
        statements.add(name, CV.telephone, Literal(e164(phone.number)))
    for email in contacts.emails:
        statements.add(name, CV.email, Literal(email))
    statements.add(own, relation, name)
