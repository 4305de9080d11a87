"""A small catalogue told in some language, made in memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sportello.catalogue import Catalogue, Site, SiteOptions
from sportello.catalogue.model import KINDS
from sportello.catalogue.record import Record
from sportello.pages.voice import Voice
from sportello.translation import State, Translated, Translator

TODAY = date(2021, 6, 1)


class SmallTranslator(Translator):
    """Knows the texts that it is given, and needs no files."""

    def __init__(self, language: str, known: Mapping[str, str]) -> None:
        super().__init__(Path("nowhere"), "it")
        self.language = language
        self.direction = "rtl" if language == "ar" else "ltr"
        self.known = known

    def text(self, source_text: str, page: str | None = None) -> Translated:  # noqa: ARG002
        if self.language == "it" or source_text in self.known:
            return Translated(self.known.get(source_text, source_text), State.DRAFT, self.language)
        return Translated(source_text, State.MISSING, "it")

    def gettext(self, msgid: str) -> str:
        return self.known.get(msgid, msgid)


def record(path: str, kind: str, **fields: object) -> Record:
    """A record at `path`, with what is required and not given filled in."""
    model = KINDS[kind]
    data: dict[str, object] = {"kind": kind, "path": path, "title": path, **fields}
    if model.model_fields["summary"].is_required():
        data.setdefault("summary", "Riassunto")
    return model.model_validate(data)


def municipality(slug: str, istat: str) -> Record:
    return record(
        f"comuni/{slug}.md", "municipality", title=slug.capitalize(), istat=istat, province="Cremona"
    )


def organization(slug: str, **fields: object) -> Record:
    return record(f"enti/{slug}.md", "organization", requests_to=f"{slug}@example.org", **fields)


CASALASCO = (
    municipality("gussola", "019052"),
    municipality("tornata", "019106"),
    municipality("casalmaggiore", "019021"),
    organization(
        "mestieri", title="Mestieri", contacts={"phones": [{"number": "0372 1786314", "extension": "1"}]}
    ),
    organization("energheia", title="Energheia"),
    record(
        "sportelli/desk.md",
        "location",
        title="Sportello di Gussola",
        organization="mestieri",
        municipality="gussola",
        programs=["activity"],
        by_appointment=True,
        online_only_until="2021-11-01",
        hours={"monday": ["09:00-12:30", "14:00-17:00"]},
        languages=["it", "ar"],
    ),
    record(
        "progetti/activity.md",
        "program",
        title="Activity",
        status="active",
        forms=["contact", "appointment"],
        municipalities=["gussola", "casalmaggiore", "tornata"],
        routes=[{"organization": "energheia", "municipalities": ["casalmaggiore"]}],
        fallback={"organization": "mestieri", "locations": ["desk"]},
    ),
    record(
        "servizi/lavoro.md",
        "service",
        title="Lavoro",
        program="activity",
        eligibility=["x"],
        life_events=["lost_job"],
    ),
    record("servizi/index.md", "listing", title="Servizi", of="service"),
    record("index.md", "home", title="Casa", lead_text="Benvenuto"),
)


def voice(
    *records: Record,
    language: str = "it",
    known: Mapping[str, str] | None = None,
    url: str = "https://prova.example/",
    **options: object,
) -> Voice:
    """A voice over the records, ACTIVITY.CR's by default."""
    site = Site(
        Path("site"),
        Path("site/docs"),
        Path("site/translations"),
        url=url,
        options=SiteOptions.model_validate({"languages": ["it", "en", "ar"], **options}),
    )
    catalogue = Catalogue(site, {r.path: r for r in records or CASALASCO})
    return Voice(catalogue, SmallTranslator(language, known or {}), TODAY)


def changed(path: str, **fields: object) -> tuple[Record, ...]:
    """ACTIVITY.CR's records with one of them changed."""
    return tuple(r.model_copy(update=fields) if r.path == path else r for r in CASALASCO)
