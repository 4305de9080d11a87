"""Links to pages that do not exist in a language."""

from __future__ import annotations

import pytest

from sportello.mkdocs_plugin.elsewhere import lead_to_originals

MISSING = {"privacy/", "servizi/lavoro/"}


@pytest.mark.parametrize(
    ("url", "address", "expected"),
    [
        ("", "privacy/", "../privacy/"),
        ("", "./privacy/#dati", "../privacy/#dati"),
        ("aiuto/", "../privacy/", "../../privacy/"),
        ("servizi/altro/", "../lavoro/", "../../../servizi/lavoro/"),
        ("aiuto/", "../servizi/", "../servizi/"),
        ("privacy/", "#dati", "#dati"),
        ("aiuto/", "https://altro.example/privacy/", "https://altro.example/privacy/"),
        ("", "mailto:privacy/", "mailto:privacy/"),
        ("", "/moduli/ar/", "/moduli/ar/"),
    ],
)
def test_only_links_to_missing_pages_change(url: str, address: str, expected: str) -> None:
    html = f'<p><a class="x" href="{address}">Leggi</a></p>'
    assert lead_to_originals(html, url, "ar/", MISSING) == html.replace(address, expected)


def test_nothing_missing_changes_nothing() -> None:
    assert lead_to_originals('<a href="privacy/">', "", "ar/", ()) == '<a href="privacy/">'
