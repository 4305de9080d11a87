"""What a leaflet says: the page's own data, in the order of someone who holds it in their hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sportello.catalogue.model import Location, Program
from sportello.pages.coverage import Lack, lack
from sportello.pages.facts import ContactFacts, HoursRow, Link, PhoneFact
from sportello.pages.links import page_url
from sportello.pages.location import LocationPage, make_location
from sportello.pages.phrase import Phrase
from sportello.pages.program import ProgramPage, make_program
from sportello.pages.steps import StepFact
from sportello.pages.words import N_
from sportello.translation import lang_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.pages.facts import Answers, Status
    from sportello.pages.voice import Voice

_UNSURE_WITH_PHONE = N_("Non è confermato da poco: telefona prima di andare.")
_UNSURE = N_("Non è confermato da poco: chiedi prima di andare.")
_HEADING, _LINE, _FACTS = 60, 20, 300  # letters that a heading, the end of a line and the short facts take

Printed = Program | Location
"""What has leaflets."""


@dataclass(frozen=True)
class Ring:
    """Whom to ring.

    Attributes:
        name: who answers, where several do; else None.
        places: whose people they answer, where several do.
    """

    name: Phrase | None
    places: tuple[Link, ...]
    phones: tuple[PhoneFact, ...]


@dataclass(frozen=True)
class Items:
    """A list under its heading, a msgid; an item may have a line of its own below."""

    heading: str
    items: tuple[tuple[Phrase, Phrase | None], ...]
    numbered: bool = False

    @property
    def length(self) -> int:
        """About how much room it takes, in letters."""
        lines = (line for item in self.items for line in item if line)
        return _HEADING + sum(_LINE + len(line.text) for line in lines)


@dataclass(frozen=True)
class Leaflet:
    """A program or desk as its leaflets show it in one language. What is not known is empty or None.

    Attributes:
        site: the site's name.
        page: the address of the page in this language; None where the site has no address.
        form: the address of the form, where requests are taken.
        updated: the day of the text, worded.
        lack: what is to be said about the translation.
        contacts: the page's own; its phones are among `rings`.
        status: of a program.
        notices: what a reader must know first: why it is over, what holds for a while.
        instead: the titles of what exists now.
        rings: whom to ring.
        way_in: how one gets in, a msgid; for desks.
        address: street and municipality of a desk.
        organization: who runs a desk.
    """

    kind: str
    lang: str
    direction: str
    site: Phrase
    title: Phrase
    summary: Phrase | None
    page: str | None
    form: str | None
    updated: str | None
    lack: Lack | None
    contacts: ContactFacts
    status: Status | None = None
    notices: tuple[Phrase, ...] = ()
    instead: tuple[Phrase, ...] = ()
    rings: tuple[Ring, ...] = ()
    lists: tuple[Items, ...] = ()
    way_in: str | None = None
    address: str | None = None
    organization: Phrase | None = None
    hours: tuple[HoursRow, ...] = ()
    languages: tuple[str, ...] = ()
    fees: Phrase | None = None
    period: Phrase | str | None = None
    municipalities: tuple[Phrase, ...] = ()

    @property
    def columns(self) -> tuple[tuple[Items, ...], tuple[Items, ...]]:
        """The lists in two columns, as even as can be; the short facts follow in the second."""

        def longer(first: int) -> int:
            left, right = (
                sum(item.length for item in half) for half in (self.lists[:first], self.lists[first:])
            )
            return max(left, right + _FACTS)

        first = min(range(len(self.lists) + 1), key=longer)
        return self.lists[:first], self.lists[first:]


def make_leaflet(voice: Voice, record: Printed) -> Leaflet:
    """The leaflet of a program or desk."""
    if isinstance(record, Program):
        return _of_program(voice, make_program(voice, record))
    return _of_location(voice, make_location(voice, record))


def _of_program(voice: Voice, page: ProgramPage) -> Leaflet:
    common = _common(voice, page)
    rings = common.rings or tuple(_rings(page.answers))
    told = {place.href for ring in rings for place in ring.places}
    return replace(
        common,
        status=page.status,
        notices=(page.closed_reason,) if page.closed_reason else (),
        instead=tuple(card.title for card in page.see_instead),
        rings=rings,
        lists=_lists(
            Items(N_("Per chi è"), _alone(page.eligibility)),
            Items(N_("Che cosa puoi avere"), tuple((card.title, card.summary) for card in page.services)),
            Items(N_("Come funziona"), tuple(map(_step, page.steps)), numbered=True),
            Items(N_("Gli sportelli"), tuple((desk.title, Phrase(desk.where)) for desk in page.desks)),
        ),
        fees=page.fees,
        period=page.period or page.duration,
        # Whoever answers by municipality has named them all.
        municipalities=tuple(link.title for link in page.municipalities if link.href not in told),
    )


def _of_location(voice: Voice, page: LocationPage) -> Leaflet:
    way_in = (
        N_("Senza appuntamento, negli orari di apertura") if page.hours else N_("Chiedi prima per telefono")
    )
    place = " ".join(filter(None, (page.postal_code, page.municipality.title.text)))
    gettext = voice.translator.gettext
    unsure = gettext(_UNSURE_WITH_PHONE if page.contacts.phones else _UNSURE) if page.call_first else None
    return replace(
        _common(voice, page),
        notices=tuple(Phrase(said) for said in (page.now, unsure) if said),
        lists=_lists(
            Items(N_("Che cosa trovi qui"), tuple((card.title, card.summary) for card in page.services)),
            Items(
                N_("I progetti dello sportello"), tuple((card.title, card.summary) for card in page.programs)
            ),
        ),
        way_in=N_("Solo su appuntamento") if page.by_appointment else way_in,
        address=f"{page.address}, {place}" if page.address else place,
        organization=page.organization.title,
        hours=page.hours,
        languages=page.languages,
    )


def _common(voice: Voice, page: ProgramPage | LocationPage) -> Leaflet:
    """What both kinds have alike."""
    url = voice.catalogue.site.url
    form = page.forms.contact or page.forms.appointment
    return Leaflet(
        kind=page.kind,
        lang=lang_tag(voice.language),
        direction=voice.translator.direction,
        site=voice.phrase(voice.catalogue.site.name, ""),
        title=page.head.title,
        summary=page.head.summary,
        page=voice.root_url + page_url(page.head.path) if url else None,
        form=urljoin(url, form) if url and form else None,
        updated=page.head.updated_text,
        lack=lack(page) if voice.below_root else None,
        contacts=page.contacts,
        rings=(Ring(None, (), page.contacts.phones),) if page.contacts.phones else (),
    )


def _rings(answers: tuple[Answers, ...]) -> Iterator[Ring]:
    """One entry an organization, as on the page; those without a phone have nothing to be rung at."""
    together: dict[str, list[Answers]] = {}
    for answer in answers:
        together.setdefault(answer.organization.href, []).append(answer)
    for group in together.values():
        phones = group[0].contacts.phones or next((d.phones for a in group for d in a.desks if d.phones), ())
        alone = len(together) == 1
        places = () if alone else tuple(place for answer in group for place in answer.municipalities)
        if phones:
            yield Ring(None if alone else group[0].organization.title, places, phones)


def _lists(*lists: Items) -> tuple[Items, ...]:
    return tuple(found for found in lists if found.items)


def _alone(phrases: tuple[Phrase, ...]) -> tuple[tuple[Phrase, None], ...]:
    return tuple((phrase, None) for phrase in phrases)


def _step(step: StepFact) -> tuple[Phrase, Phrase | None]:
    return step.title, step.description
