"""The voices of all languages of a site, as leaflets need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sportello.catalogue import Catalogue
from sportello.catalogue.site import LeafletFormat
from sportello.pages.voice import Voice
from sportello.translation import load_translator
from sportello.translation.availability import Availability


def make_voices(
    catalogue: Catalogue,
    today: date,
    changed: Mapping[str, date],
    available: Availability,
    formats: tuple[LeafletFormat, ...],
) -> Mapping[str, Voice]:
    """Each language's voice by its code; the arguments are those of `sportello.pages.voice.Voice`."""
    site = catalogue.site
    translators = (
        load_translator(site.translations, language, site.source_language)
        for language in site.options.languages
    )
    return {
        translator.language: Voice(catalogue, translator, today, changed, available, formats)
        for translator in translators
    }
