from __future__ import annotations

import pytest
from watchfiles import Change

from sportello.serving.watching import is_configuration, is_content


@pytest.mark.parametrize("name", ["servizi/microcredito.md", "immagini/sportello.jpg", "en/interface.po"])
def test_saved_content_counts(name: str) -> None:
    assert is_content(Change.modified, f"/site/docs/{name}")


@pytest.mark.parametrize(
    "name", [".microcredito.md.swp", "microcredito.md~", ".#microcredito.md", ".DS_Store"]
)
def test_what_editors_leave_beside_a_page_does_not_count(name: str) -> None:
    assert not is_content(Change.added, f"/site/docs/servizi/{name}")


def test_of_the_sites_folder_only_the_configuration_counts() -> None:
    assert is_configuration(Change.modified, "/site/mkdocs.yml")
    assert not is_configuration(Change.modified, "/site/uv.lock")
