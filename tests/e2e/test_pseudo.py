"""A tenth language, 40 % longer, on a screen of 320 px: nothing is cut or runs out, also what scripts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from forms_app import make_app
from forms_app.provision import provision
from forms_app.services import load_web_keys, make_services
from forms_app.settings import load_settings
from tests.e2e.asking import Answers
from tests.e2e.kinds import FORMS, SITE
from tests.e2e.reader import Reader, Readers
from tests.e2e.test_reflow import misfits
from tests.listening import serving
from tests.pseudo.site import LANGUAGE, PseudoSite, pseudo_site
from tests.pseudo.texts import page_texts, untranslated

OVERLAPPING = """() => {
  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const box = text.parentElement.getBoundingClientRect();
    const isForReaders = text.parentElement.closest(".sp-hidden, .sp-skip") || box.width <= 1;
    if (!text.data.trim() || isForReaders || !text.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const line of range.getClientRects()) lines.push([line, text]);
  }
  lines.sort(([one], [other]) => one.top - other.top);
  return lines.flatMap(([line, text], index) => lines.slice(index + 1).filter(([other, words]) =>
    words !== text && Math.min(line.bottom, other.bottom) - other.top > line.height / 3 &&
    Math.min(line.right, other.right) - Math.max(line.left, other.left) > 2
  ).map(([, words]) => `${text.data.trim().slice(0, 60)} overlaps ${words.data.trim().slice(0, 60)}`));
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> PseudoSite:
    return pseudo_site(tmp_path_factory)


@pytest.fixture(scope="module")
def base(site: PseudoSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Site and forms on one address, as in development."""
    environment = {
        "SPORTELLO_ENVIRONMENT": "development",
        "SPORTELLO_VAR": str(tmp_path_factory.mktemp("var")),
        "SPORTELLO_SITE": str(site.built),
        "SPORTELLO_MKDOCS": str(site.config),
    }
    settings = replace(load_settings(environment), minimum_seconds=0)
    provision(settings)
    services = make_services(settings, site.catalogue, load_web_keys(settings))
    with serving(make_server("127.0.0.1", 0, make_app(services), threaded=True)) as address:
        yield address
    services.engine.dispose()


@pytest.fixture
def reader(browser: Browser, base: str, site: PseudoSite) -> Iterator[Reader]:
    readers = Readers(browser, base, site.folder / "translations")
    yield readers.open(LANGUAGE, phone=True)
    readers.close()


@pytest.mark.parametrize("kind", [*SITE, *FORMS])
def test_longer_words_fit_and_no_script_speaks_italian(reader: Reader, site: PseudoSite, kind: str) -> None:
    {**SITE, **FORMS}[kind](reader)
    assert misfits(reader) == []
    assert reader.page.evaluate(OVERLAPPING) == []
    assert _forgotten(reader, site, kind) == []


@pytest.mark.parametrize("words", ["Gussola", "xyzxyz"])
def test_search_speaks_the_language(reader: Reader, site: PseudoSite, words: str) -> None:
    reader.open(reader.address(""))
    reader.page.locator("input[type=search]").first.fill(words)
    reader.page.locator("[role=status]:not(:empty)").first.wait_for()
    assert misfits(reader) == []
    # Excerpts are cut anywhere, also in a name; what they are cut from is looked at elsewhere.
    reader.page.evaluate("document.querySelectorAll('[role=search] li p').forEach((part) => part.remove())")
    assert _forgotten(reader, site, "home") == []


def _forgotten(reader: Reader, site: PseudoSite, kind: str) -> list[str]:
    texts = page_texts(reader.page.content())
    if kind == "fields":  # of the editors' reference only what stands around its tables
        texts = [text for text in texts if text.language == LANGUAGE and not text.words.startswith("kind: ")]
    return untranslated(texts, LANGUAGE, (*site.allowed, Answers().name, Answers().message))
