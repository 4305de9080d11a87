"""Each page of the built site asks whether it is clear, in few bytes, at an address that the forms app answers."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from forms_app.routes.clarity import rated_page
from sportello.catalogue import Catalogue
from sportello.pages.links import page_url

MOST_BYTES = 1024
_FORM = re.compile(
    r'<form class="sp-clarity" method="post" action="/moduli/([^/]+)/chiarezza/([^"]*)">.*?</form>', re.DOTALL
)


def test_what_editors_wrote_for_citizens_asks_and_the_forms_app_knows_it(
    built_site: Path, catalogue: Catalogue
) -> None:
    asking = set()
    for file in built_site.rglob("index.html"):
        forms = _FORM.findall(file.read_text("utf-8"))
        assert len(forms) <= 1, file
        for language, address in forms:
            below = "" if language == catalogue.site.source_language else f"{language}/"
            assert file == built_site / below / address / "index.html"
            assert page_url(rated_page(catalogue, address).path) == address
            asking.add((language, address))
    written = {page_url(path) for path, record in catalogue.pages.items() if not record.for_staff}
    assert {address for language, address in asking if language == catalogue.site.source_language} == written
    assert {language for language, _ in asking} == set(catalogue.site.options.languages)


def test_it_weighs_little(built_site: Path) -> None:
    for address in ("", "servizi/microcredito", "ar/servizi/microcredito", "zh/servizi/microcredito"):
        page = (built_site / address / "index.html").read_text("utf-8")
        without = _FORM.sub("", page)
        assert len(gzip.compress(page.encode())) - len(gzip.compress(without.encode())) < MOST_BYTES
        assert without != page
