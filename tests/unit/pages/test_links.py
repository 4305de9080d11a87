from __future__ import annotations

from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.pages.links import FormsAddress, base_path, page_url, relative_url

NAMES = st.text("abc-", min_size=1, max_size=5)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".md")


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", ""),
        ("servizi/index.md", "servizi/"),
        ("servizi/README.md", "servizi/"),
        ("servizi/x.md", "servizi/x/"),
        ("aiuto.md", "aiuto/"),
    ],
)
def test_pages_are_folders(path: str, url: str) -> None:
    assert page_url(path) == url


@given(PATHS, PATHS)
def test_relative_address_leads_there_from_anywhere(target: str, base: str) -> None:
    root = "https://x.example/sito/"
    way = relative_url(page_url(target), page_url(base))
    assert urljoin(root + page_url(base), way) == root + page_url(target)


def test_front_page_is_reached_from_itself_and_below() -> None:
    assert relative_url("", "") == "./"
    assert relative_url("", "servizi/x/") == "../../"


@pytest.mark.parametrize(
    ("site_url", "path"),
    [("", "/"), ("https://x.it", "/"), ("https://x.it/", "/"), ("https://x.it/a/b/", "/a/b/")],
)
def test_base_path_of_a_site(site_url: str, path: str) -> None:
    assert base_path(site_url) == path


@given(st.text(max_size=20), st.text(max_size=20))
def test_choices_survive_in_a_forms_address(program: str, place: str) -> None:
    address = FormsAddress("/moduli/it/").form("contatto", progetto=program, comune=place, sportello=None)
    parts = urlsplit(address)
    assert parts.path == "/moduli/it/contatto"
    chosen = {"progetto": [program], "comune": [place]}
    assert parse_qs(parts.query) == {name: value for name, value in chosen.items() if value != [""]}
