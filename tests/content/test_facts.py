"""Every fact of the sources that a citizen, an operator or a funder would look for is on its page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sportello.catalogue import Catalogue
from sportello.catalogue.parts import Contacts, Edition
from sportello.catalogue.values import FormKind, Status

RIPARTIRE = "progetti/ripartire.md"
ACTIVITY = "progetti/activity-cr.md"
JOB = "progetti/job-2-0.md"
SQUADRA = "progetti/facciamo-squadra.md"

# What each page must say, each fact between bars; upper and lower case are one.
FACTS = {
    RIPARTIRE: """
        Doniamo Energia | 140mila euro | oltre 60 candidature | ne ha scelte 15
        circa 25 nuclei familiari | numero oscuro | social network | figli minori
        hanno perso il lavoro | difficoltà economiche | pandemia | a sportello | valutazione
        motivazione | riservato | imprese private | fondo perduto | mutuo | bollette arretrate
        cure urgenti | welfare | attività autonoma | banca | Piano di Intervento Individualizzato
        colloquio individuale | microcredito | Sostegno psicologico | benefici specifici
        Tirocini formativi | politiche sociali | lavorint@cris.it | 328 944 36 39 | 345 435 42 87
        331 6938049 | 349 1528955
    """,
    ACTIVITY: """
        17 comuni | www.concass.it | Gratis per i cittadini | 2021-01-11 | online | appuntamento
        Cremonese | Cremasco | fratelli | disabilità | pandemia | inclusione attiva | terzo settore
        Prevenire | autonomia
    """,
    JOB: """
        50 anni | donne | giovani | Tre anni | Job Caffè | Lainate | mutuo aiuto | rete di comunità
        aziende | scuole | durante l'estate | metà ottobre | JOBFEST | non è noto
    """,
    SQUADRA: """
        2020-09-01 | 2021-12-31 | 375000 | 300000 | 75000 | € 300.00. | Lavoro del personale
        costi indiretti | materiale di consumo | POR FSE 2014-2020 | 4 ambiti | protocolli | ASST | CPS
        SERT | NOA | UOMPIA | governance | obiettivi e processi | multidisciplinare | banca dati
        cooperative | sistema informativo | piano di comunicazione | laboratori | Strumenti informativi
        pagine web | segretariati | buone pratiche | Portale Integrazione Migranti | ventinove Comuni
        Vimercatese | Trezzese | secondo livello | SIL | poco invasivi | cittadini attivi
    """,
    "enti/energheia.md": "0375 40200 | 324 7480228 | casalmaggiore@energheiaimpresa.it | accreditato",
    "enti/mestieri-lombardia.md": """
        0372 1786314 | 340 4691081 | cremona@mestierilombardia.it | accreditato
    """,
    "enti/concass.md": "Con.Ca.S.S. | 17 comuni | Facebook | www.concass.it",
    "enti/sil-casalasco.md": "Servizio Inserimenti Lavorativi | contatto continuo",
    "enti/cooperho.md": "cooperative sociali | Lainate",
    "enti/citta-metropolitana.md": "capofila",
    "enti/distretto-5-melzo.md": "Trezzo sull'Adda, Cernusco e Pioltello",
    "enti/accoglienza.md": "accoglienza@example.org | non esiste",
    "enti/comune-cernusco-sul-naviglio.md": "inserimenti lavorativi | distretto",
    "sportelli/job-caffe.md": """
        via Lamarmora | area abbandonata | scuole | case gestite dal Comune | campi sportivi
    """,
    "sportelli/ripartire-cernusco.md": "331 6938049 | 349 1528955 | lavorint@cris.it",
    "servizi/ricerca-lavoro-casalasco.md": """
        formazione | ascolta | personale preparato | SIL | appuntamento | Gratis
    """,
    "servizi/orientamento-studenti-casalasco.md": "Polo Romani | Santa Chiara | disabilità | Gratis",
    "servizi/contributi-emergenza.md": """
        mutuo | bollette arretrate | spese mediche urgenti | fondo perduto
    """,
    "servizi/avvio-attivita.md": "esperti | banche | credito",
    "servizi/microcredito.md": "microcredito",
    "servizi/sostegno-psicologico.md": "psicologico",
    "servizi/piano-individuale.md": "su misura | colloquio individuale",
    "servizi/inserimento-lavoro-cernusco.md": "imprese private | ricerca attiva | tirocinio formativo",
    "servizi/orientamento-welfare.md": "prestazioni | benefici specifici",
    "servizi/gruppi-auto-mutuo-aiuto.md": "esperienze, sentimenti | esperta di comunicazione",
    "servizi/conciliazione-donne.md": """
        casa, figli, lavoro, cura e scuola | piccole attività economiche | accudimento
    """,
    "servizi/bilancio-competenze.md": "borse lavoro | Tirocini formativi | Tirocini risocializzanti",
    "servizi/progetti-di-cittadinanza.md": "segretariato sociale | prossimità | servizi per il lavoro",
    "eventi/jobfest.md": "metà ottobre | indicativo | parti sociali",
    "eventi/incontri-estivi.md": "durante l'estate | indicativi",
    "eventi/apertura-sportelli-activity-cr.md": "2021-01-11 | online",
    "notizie/ripartire-tra-i-15-vincitori.md": "Oltre 60 candidature | 15 progetti",
    "notizie/ripartire-torna.md": "2018 | 2019 | SIL",
    "notizie/activity-cr-apre-gli-sportelli.md": "11 gennaio 2021",
    "notizie/presentato-job-2-0.md": "tre anni | JOBFEST",
    "notizie/parte-facciamo-squadra.md": "1° settembre 2020 | 31 dicembre 2021",
}

PARTNERS = {
    RIPARTIRE: """
        csl-consorzio-sociale comune-cernusco-sul-naviglio associazione-lavoro-e-integrazione
        farsi-prossimo-cernusco fondazione-cardinal-martini banco-dell-energia a2a fondazione-cariplo
    """,
    ACTIVITY: """
        concass energheia mestieri-lombardia solco-cremona iis-polo-romani fondazione-santa-chiara
        sil-casalasco regione-lombardia fondo-sociale-europeo
    """,
    JOB: "cooperho comune-lainate fondazione-cariplo accoglienza",
    SQUADRA: "citta-metropolitana distretto-5-melzo fondo-sociale-europeo accoglienza",
}


def _facts(path: str) -> list[str]:
    return [fact.strip() for line in FACTS[path].split("\n") for fact in line.split(" | ") if fact.strip()]


@pytest.mark.parametrize("path", FACTS)
def test_each_fact_is_on_its_page(path: str, page_texts: dict[str, str]) -> None:
    text = page_texts[path].casefold()
    assert [fact for fact in _facts(path) if fact.casefold() not in text] == []


@pytest.mark.parametrize("path", PARTNERS)
def test_each_organization_of_a_program_is_named_there(path: str, page_texts: dict[str, str]) -> None:
    assert set(PARTNERS[path].split()) - set(page_texts[path].split()) == set()


def _numbers(contacts: Contacts) -> list[str]:
    return [phone.number for phone in contacts.phones]


def _edition(catalogue: Catalogue, index: int) -> Edition:
    return catalogue.programs["ripartire"].editions[index]


def test_the_editions_of_ripartire_keep_their_own_phones_partners_and_money(catalogue: Catalogue) -> None:
    first, second = _edition(catalogue, 0), _edition(catalogue, 1)
    assert _numbers(first.contacts) == ["328 944 36 39", "345 435 42 87"]
    assert _numbers(second.contacts) == ["331 6938049", "349 1528955"]
    assert first.contacts.emails == second.contacts.emails == ("lavorint@cris.it",)
    assert {p.organization for p in second.partners} - {p.organization for p in first.partners} == {
        "farsi-prossimo-cernusco",
        "fondazione-cardinal-martini",
    }
    assert first.funding
    assert first.funding.total == Decimal(140_000)
    assert first.funding.funders == ("banco-dell-energia", "a2a", "fondazione-cariplo")
    assert second.funding
    assert second.funding.total is None
    assert set(second.funding.funders) == {"fondazione-cariplo", "banco-dell-energia"}


def test_facciamo_squadra_says_how_its_money_was_read(catalogue: Catalogue) -> None:
    funding = catalogue.programs["facciamo-squadra"].funding
    assert funding
    assert [str(x) for x in (funding.total, funding.requested, funding.own_share)] == [
        "375000",
        "300000",
        "75000",
    ]
    assert funding.note
    assert "300.000 euro" in funding.note


def test_the_extension_of_mestieri_lombardia_is_a_field_of_its_own(catalogue: Catalogue) -> None:
    assert catalogue.organizations["mestieri-lombardia"].contacts.phones[0].extension == "1"


def test_only_activity_cr_is_said_to_be_free_of_charge(catalogue: Catalogue) -> None:
    free = {p.slug for p in catalogue.programs.values() if p.fees}
    assert free == {"activity-cr"}
    assert {s.program for s in catalogue.services.values() if s.fees} == {"activity-cr"}


def test_the_desks_of_activity_cr_are_by_appointment_and_online_until_january_2021(
    catalogue: Catalogue,
) -> None:
    desks = catalogue.locations_of(catalogue.programs["activity-cr"])
    assert {d.municipality for d in desks} == {
        "casalmaggiore",
        "gussola",
        "piadena-drizzona",
        "san-giovanni-in-croce",
    }
    assert all(d.by_appointment and str(d.online_only_until) == "2021-01-11" for d in desks)
    assert all(d.address is None and d.hours is None for d in desks)


def test_concluded_programs_say_so_and_point_elsewhere(catalogue: Catalogue) -> None:
    for program in catalogue.programs.values():
        assert program.status is Status.ENDED
        assert program.closed_reason
        assert program.see_instead
        assert program.eligibility
        assert FormKind.CONTACT in program.forms


def test_the_first_site_treats_its_four_programs_as_open(catalogue: Catalogue) -> None:
    assert len(catalogue.programs) == 4
    assert all(catalogue.is_open(program) for program in catalogue.programs.values())


def test_dates_that_no_source_gives_are_marked_as_tentative(catalogue: Catalogue) -> None:
    tentative = {event.slug for event in catalogue.events.values() if event.tentative}
    assert tentative == {"jobfest", "incontri-estivi"}
    assert all(catalogue.events[slug].when for slug in tentative)


def test_an_organization_that_is_only_an_example_has_an_address_that_cannot_exist(
    catalogue: Catalogue,
) -> None:
    examples = [o for o in catalogue.organizations.values() if o.example]
    assert [o.slug for o in examples] == ["accoglienza"]
    assert str(examples[0].requests_to).endswith("@example.org")
