"""A tenth language: every text of the built site and of its calendars was given to translators."""

from __future__ import annotations

from icalendar import Calendar

from tests.pseudo.site import LANGUAGE, PseudoSite
from tests.pseudo.texts import Text, page_texts, untranslated

EDITORS_REFERENCE = f"{LANGUAGE}/redazione/campi/index.html"
_SAID_BY_CALENDARS = ("SUMMARY", "DESCRIPTION", "COMMENT", "CATEGORIES", "X-WR-CALNAME", "X-WR-CALDESC")


def test_every_text_of_every_page_is_translated(site: PseudoSite) -> None:
    pages = dict(site.pages())
    assert f"{LANGUAGE}/404.html" in pages
    assert len(pages) > len(site.catalogue.pages)
    found = [
        f"{path}: {fault}"
        for path, html in pages.items()
        for fault in untranslated(_texts(path, html), LANGUAGE, site.allowed)
    ]
    assert found == []


def _texts(path: str, html: str) -> list[Text]:
    """What a page says; of the editors' reference all but its tables.

    These say what the model's own lines say, and mark it: who reads them writes the pages, in Italian.
    """
    texts = page_texts(html)
    if path != EDITORS_REFERENCE:
        return texts
    return [text for text in texts if text.language == LANGUAGE and not text.words.startswith("kind: ")]


def test_every_text_of_every_calendar_is_translated(site: PseudoSite) -> None:
    files = sorted((site.built / LANGUAGE).rglob("*.ics"))
    assert files
    found = [
        f"{file.name}: {fault}"
        for file in files
        for fault in untranslated(_calendar_texts(file.read_bytes()), LANGUAGE, site.allowed)
    ]
    assert found == []


def _calendar_texts(data: bytes) -> list[Text]:
    return [
        Text(f"{part.name} {name}", LANGUAGE, " ".join(str(part[name]).split()))
        for part in Calendar.from_ical(data).walk()
        for name in _SAID_BY_CALENDARS
        if name in part
    ]
