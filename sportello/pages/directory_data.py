"""What the directory's script filters: every service of one language in a few columns, as JSON.

    {"titles": ["Microcredito", …], "hrefs": ["microcredito/", …], "summaries": […],
     "notes": {"0": "sospeso"}, "foreign": {"lang": "it", "titles": [0], "summaries": [0]},
     "facets": [{"name": "bisogno", "values": ["lost-job", …], "sets": [[0, 2], [-1]], "of": [0, 1, …]}, …],
     "places": {"gussola": ["019052", ["0372 1786314", "tel:+3903721786314"]]}}

Services are numbered in the order of the reader's language; `of` says the number of each one's set. A set holds the
numbers of values, and -1 where there may be more than the catalogue knows. Of a municipality they say the
ISTAT code and the telephones of those who answer there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sportello.catalogue.choices import FOLDERS, address_of
from sportello.catalogue.facets import Facet, Known
from sportello.pages.choosing import status_note
from sportello.pages.helping import phones_in

if TYPE_CHECKING:
    from sportello.catalogue.model import Service
    from sportello.pages.phrase import Phrase
    from sportello.pages.voice import Voice

FILE = "elenco.json"
MAYBE_MORE = -1
MOST_OF_SUMMARIES = 80_000
"""Letters of all summaries together: packed some 30 KB, half of what the data of 1,000 services may weigh."""
LEAST_OF_SUMMARY = 40
"""Letters below which a summary says nothing any more."""


def data_path(directory: str) -> str:
    """Where the data of the directory at a path stand: in the folder of its address."""
    return f"{directory.removesuffix('.md').removesuffix('/index')}/{FILE}"


def directory_files(voice: Voice) -> Iterator[tuple[str, bytes]]:
    """The file's path below the language's root and its bytes, if the site has a directory."""
    directory = voice.service_directory
    if directory:
        data = directory_data(voice, directory)
        yield data_path(directory), json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def directory_data(voice: Voice, directory: str) -> dict[str, object]:
    """The data as the module describes them."""
    services = voice.by_title(voice.catalogue.services.values())
    titles = [voice.title(service) for service in services]
    summaries = [voice.phrase(service.summary, service.path) for service in services]
    notes = {number: note for number, s in enumerate(services) if (note := status_note(voice, s))}
    return {
        "titles": [title.text for title in titles],
        "hrefs": [voice.href(service.path, directory) for service in services],
        "summaries": shortened([summary.text for summary in summaries]),
        "notes": notes,
        "foreign": {
            "lang": voice.catalogue.site.source_language,
            "titles": _foreign(titles),
            "summaries": _foreign(summaries),
        },
        "facets": [_facet(voice, facet, services) for facet in Facet],
        "places": {
            slug: [place.istat, *([p.number, p.href] for p in phones_in(voice, place, directory))]
            for slug, place in voice.catalogue.municipalities.items()
        },
    }


def shortened(texts: Sequence[str]) -> list[str]:
    """The texts as they are while all together are short enough to be fetched at once; else the long ones cut."""
    if sum(map(len, texts)) <= MOST_OF_SUMMARIES:
        return list(texts)
    share = MOST_OF_SUMMARIES // len(texts)
    if share < LEAST_OF_SUMMARY:
        return [""] * len(texts)
    return [_cut(text, share) for text in texts]


def _cut(text: str, most: int) -> str:
    """At most so many letters, whole words where there are spaces between them."""
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def _foreign(phrases: Sequence[Phrase]) -> list[int]:
    return [number for number, phrase in enumerate(phrases) if phrase.foreign]


def _facet(voice: Voice, facet: Facet, services: Sequence[Service]) -> dict[str, object]:
    values = voice.catalogue.facets.values[facet]
    number = {value: index for index, value in enumerate(values)}
    sets: dict[Known, int] = {}
    known = voice.catalogue.facets.known[facet]
    of = [sets.setdefault(known[service.slug], len(sets)) for service in services]
    return {
        "name": FOLDERS[facet],
        "values": [address_of(value) for value in values],
        "sets": [[*sorted(number[v] for v in k.values), *([MAYBE_MORE] if k.open else [])] for k in sets],
        "of": of,
    }
