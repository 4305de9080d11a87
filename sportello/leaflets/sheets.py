"""All sheets of a site as HTML: which there are, and what stands on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jinja2 import PackageLoader

from sportello.catalogue.site import LeafletFormat
from sportello.leaflets.leaflet import Leaflet, Printed, make_leaflet
from sportello.pages.printed import leaflet_formats, leaflet_path
from sportello.pages.render import make_renderer

if TYPE_CHECKING:
    from jinja2 import Environment

    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class Sheet:
    """A leaflet or card.

    Attributes:
        path: of its file, below the site's root.
        page: the path of the page that it is of.
        language: of the two of a bilingual one, that which is not the source's.
        format: `a4`, `a6` or `bilingual`.
        html: the whole document; `printing` adds style and fonts.
    """

    path: str
    page: str
    language: str
    format: str
    html: str

    @property
    def sides(self) -> int:
        """How many sides it may take."""
        return 1 if self.format == LeafletFormat.A4 else 2


class Press:
    """Sets leaflets of one language."""

    def __init__(self, voice: Voice) -> None:
        """Nothing is set yet."""
        self.voice = voice

    @cached_property
    def _environment(self) -> Environment:
        return make_renderer(self.voice).environment.overlay(loader=PackageLoader("sportello.leaflets"))

    def leaflet(self, record: Printed) -> Leaflet:
        """What the sheets of a record say."""
        return make_leaflet(self.voice, record)

    def half(self, leaflet: Leaflet, form: LeafletFormat) -> str:
        """What a sheet says in this language; it is one of two on a bilingual one."""
        return self._environment.get_template("half.html").render(leaflet=leaflet, format=form.value)

    def whole(self, leaflet: Leaflet, form: LeafletFormat, halves: Iterable[str]) -> str:
        """A sheet, in the name of this language."""
        template = self._environment.get_template("sheet.html")
        return template.render(leaflet=leaflet, format=form.value, halves=tuple(halves))


def make_sheets(voices: Mapping[str, Voice], source: str) -> Iterator[Sheet]:
    """Every sheet of the site, in the formats that its voices know.

    Args:
        voices: of all languages, by their codes.
        source: the language that staff write in.
    """
    presses = {language: Press(voice) for language, voice in voices.items()}
    catalogue = voices[source].catalogue
    records: tuple[Printed, ...] = (*catalogue.programs.values(), *catalogue.locations.values())
    for record in records:
        original = presses[source].leaflet(record)
        for language, press in presses.items():
            forms = tuple(leaflet_formats(press.voice, record.path))
            leaflet = press.leaflet(record) if forms else original
            for form in forms:
                halves = [press.half(leaflet, form)]
                if form is LeafletFormat.BILINGUAL:
                    halves.insert(0, presses[source].half(original, form))
                yield Sheet(
                    path=leaflet_path(record.path, language, form, source),
                    page=record.path,
                    language=language,
                    format=form.value,
                    html=press.whole(leaflet, form, halves),
                )
