"""The certificates that organizations name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sportello.catalogue import examine, load_catalogue, load_site
from sportello.catalogue.certificates import certificate_path, holds_secret_key
from sportello.catalogue.problems import Problem, Severity
from tests.integration.gnupg import ADDRESS, key_ring


@pytest.fixture
def folder(folder: Path) -> Path:
    page = folder / "docs/enti/mestieri.md"
    text = page.read_text("utf-8")
    page.write_text(
        text.replace("requests_to:", "certificate: chiave.asc\nreserve: riserva@example.org\nrequests_to:"),
        "utf-8",
    )
    return folder


def problems(folder: Path) -> tuple[Problem, ...]:
    return examine(load_site(folder / "mkdocs.yml")).problems


@pytest.mark.parametrize("place", ["enti", "."])
def test_the_file_stands_beside_the_page_or_below_the_pages(folder: Path, place: str) -> None:
    file = folder / "docs" / place / "chiave.asc"
    file.write_bytes(b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n")
    assert problems(folder) == ()
    organization = load_catalogue(load_site(folder / "mkdocs.yml")).organizations["mestieri"]
    assert certificate_path(folder / "docs", organization) == file
    assert organization.reserve == "riserva@example.org"


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    (problem,) = problems(folder)
    assert (problem.path, problem.line, problem.field) == ("docs/enti/mestieri.md", 5, "certificate")
    assert "chiave.asc" in problem.found.text()


@pytest.mark.parametrize(
    "name", ["../chiave.asc", "/etc/chiave.asc", "chiave.txt", ".chiave.asc", "a/../b.asc"]
)
def test_only_a_plain_name_of_an_openpgp_file_will_do(folder: Path, name: str) -> None:
    page = folder / "docs/enti/mestieri.md"
    page.write_text(page.read_text("utf-8").replace("chiave.asc", name), "utf-8")
    (problem,) = (problem for problem in problems(folder) if problem.path == "docs/enti/mestieri.md")
    assert (problem.field, name in problem.found.text()) == ("certificate", True)
    assert ".asc" in problem.expected.text()


def test_a_certificate_without_an_address_is_a_mistake(folder: Path) -> None:
    (folder / "docs/enti/chiave.asc").touch()
    page = folder / "docs/enti/mestieri.md"
    page.write_text(page.read_text("utf-8").replace("requests_to: mestieri@example.org\n", ""), "utf-8")
    assert any(problem.field == "certificate" for problem in problems(folder))


@pytest.mark.parametrize("armor", [True, False])
def test_a_secret_key_warns_and_does_not_stop_the_forms(folder: Path, armor: bool) -> None:  # noqa: FBT001
    with key_ring() as ring:
        ring.ed25519()
        content = ring.secret_key(armor=armor)
        assert not holds_secret_key(ring.certificate())
        assert not holds_secret_key(ring("--export", ADDRESS))
    (folder / "docs/enti/chiave.asc").write_bytes(content)
    (problem,) = problems(folder)
    assert (problem.severity, problem.field) == (Severity.WARNING, "certificate")
    load_catalogue(load_site(folder / "mkdocs.yml"))


def test_an_empty_file_is_no_secret_key() -> None:
    assert not holds_secret_key(b"")
