"""What services are chosen by stands in the text of their pages."""

from __future__ import annotations

import re

import pytest

from sportello.catalogue import Catalogue
from sportello.catalogue.model import Service
from sportello.catalogue.values import Audience, Cost, Way

AUDIENCES = {
    Audience.WITHOUT_JOB: r"perso il lavoro|[Cc]erchi( di nuovo un)? lavoro|avvicinarti al lavoro",
    Audience.SELF_EMPLOYED: r"lavoro autonomo",
    Audience.HARDSHIP: r"difficoltà economiche",
    Audience.FAMILIES: r"figli",
    Audience.WOMEN: r"donna",
    Audience.YOUNG: r"giovane",
    Audience.STUDENTS: r"scuola",
    Audience.OVER_50: r"più di 50 anni",
    Audience.DISABILITY: r"disabilità",
}
WAYS = {Way.IN_PERSON: r"[Vv]ieni|[Vv]ai", Way.PHONE: r"Chiama", Way.ONLINE: r"scrivi|modulo"}


def _services(catalogue: Catalogue) -> list[Service]:
    return list(catalogue.services.values())


def test_audiences_stand_in_the_page(catalogue: Catalogue) -> None:
    told = [(service, audience) for service in _services(catalogue) for audience in service.audience]
    assert told
    for service, audience in told:
        said = " ".join((*service.eligibility, service.body))
        assert re.search(AUDIENCES[audience], said), (service.path, audience)


def test_ways_stand_in_what_to_do(catalogue: Catalogue) -> None:
    told = [(service, way) for service in _services(catalogue) for way in service.ways]
    assert told
    for service, way in told:
        assert re.search(WAYS[way], " ".join(service.application_process)), (service.path, way)


def test_a_service_is_free_where_the_page_says_so(catalogue: Catalogue) -> None:
    for service in _services(catalogue):
        says_free = bool(service.fees and re.search(r"[Gg]ratis|[Gg]ratuit", service.fees))
        assert (service.cost is Cost.FREE) == says_free, service.path


@pytest.mark.parametrize("vocabulary", [AUDIENCES, WAYS])
def test_every_word_of_a_vocabulary_is_looked_for(vocabulary: dict[object, str]) -> None:
    kind = type(next(iter(vocabulary)))
    assert set(vocabulary) == set(kind)  # type: ignore[call-overload]
