"""What a page costs who comes for the first time, over real HTTP as the web server packs it: little, on any phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser

from tests.e2e.kinds import FORMS, SITE, Way
from tests.e2e.reader import Readers
from tests.web_server import web_server

MOST_BYTES = 100_000
MOST_REQUESTS = 12


@pytest.fixture(scope="module")
def packed(base: str) -> Iterator[str]:
    """The address of the web server before the served site."""
    with web_server(base) as address:
        yield address


@pytest.fixture
def visitors(browser: Browser, packed: str) -> Iterator[Readers]:
    """Opens readers who come to the web server; that they are sent to nobody else is judged at the end of the test."""
    opened = Readers(browser, packed)
    yield opened
    opened.close()


@pytest.mark.parametrize("language", ["it", "ar"])
@pytest.mark.parametrize("kind", [*SITE, *FORMS])
def test_a_first_visit_is_light(visitors: Readers, kind: str, language: str) -> None:
    traffic = visit(visitors, {**SITE, **FORMS}[kind], language)
    told = "\n".join(f"{size:7} {url}" for url, size in traffic.last_page.items())
    assert sum(traffic.last_page.values()) <= MOST_BYTES, told
    assert len(traffic.last_page) <= MOST_REQUESTS, told


def test_what_is_measured_is_packed_and_whole(visitors: Readers) -> None:
    """The files that the page names were all counted, and pages are smaller on the way than in the end."""
    traffic = visit(visitors, SITE["home"], "it")
    page = visitors.opened[-1][0].page
    named = page.locator("link[rel=icon], link[rel=stylesheet], script[src]").evaluate_all(
        "all => all.map(x => x.href || x.src)"
    )
    assert set(named) | {page.url} == set(traffic.last_page)
    assert traffic.last_page[page.url] < len(page.content().encode()) / 2


@dataclass
class Traffic:
    """What the browser received.

    Attributes:
        files: bytes with headers of each thing that pages consist of, by address.
        documents: the same of the pages themselves, in the order in which they came.
    """

    files: dict[str, int] = field(default_factory=dict)
    documents: list[tuple[str, int]] = field(default_factory=list)
    _asked: dict[str, tuple[str, bool]] = field(default_factory=dict)

    @property
    def last_page(self) -> Mapping[str, int]:
        """What a reader with nothing in store receives for the last page; its files may have come with earlier ones."""
        return {**self.files, **dict(self.documents[-1:])}

    def note_request(self, event: dict[str, object]) -> None:
        request = event["request"]
        assert isinstance(request, dict)
        self._asked[str(event["requestId"])] = (str(request["url"]), event["type"] == "Document")

    def note_end(self, event: dict[str, object]) -> None:
        url, is_document = self._asked[str(event["requestId"])]
        size = int(str(event["encodedDataLength"]).partition(".")[0])
        if is_document:
            self.documents.append((url, size))
        elif not url.startswith("data:"):
            # From the browser's own store, on a later page, it costs nothing.
            self.files[url] = max(size, self.files.get(url, 0))


def visit(readers: Readers, way: Way, language: str) -> Traffic:
    """Go a way in a browser that has nothing in store, and wait until it asks for nothing more."""
    reader = readers.open(language, phone=True)
    traffic = Traffic()
    network = reader.page.context.new_cdp_session(reader.page)
    network.on("Network.requestWillBeSent", traffic.note_request)
    network.on("Network.loadingFinished", traffic.note_end)
    network.send("Network.enable")
    way(reader)
    reader.page.wait_for_load_state("networkidle")
    return traffic
