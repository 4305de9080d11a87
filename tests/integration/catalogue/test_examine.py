"""One run over the pages names every mistake, with its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sportello.catalogue import examine, load_catalogue, load_site
from sportello.catalogue.problems import Severity
from sportello.errors import CatalogueInvalidError, SiteUnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from sportello.catalogue.problems import Problem


def problems(folder: Path) -> tuple[Problem, ...]:
    """What a run over the site finds."""
    return examine(load_site(folder / "mkdocs.yml")).problems


def replace(folder: Path, path: str, old: str, new: str) -> None:
    """Spoil one page."""
    file = folder / "docs" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_correct_site_has_none(folder: Path) -> None:
    assert problems(folder) == ()
    assert load_catalogue(load_site(folder / "mkdocs.yml")).programs["activity"].funding


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "field", "found"),
    [
        ("progetti/activity.md", "forms:", "froms:", 6, "froms", "non esiste"),
        ("progetti/activity.md", "status: active", "status: attivo", 5, "status", "«attivo»"),
        ("progetti/activity.md", "2020-09-01", "2020-09-31", 7, "period.start", "2020-09-31"),
        ("progetti/activity.md", "2021-12-31", "2019-12-31", 7, "period.end", "prima dell'inizio"),
        ("progetti/activity.md", "requested: 300000", "requested: 30000", 9, "funding.total", "105000"),
        (
            "progetti/activity.md",
            "requested: 300000",
            "requested: € 300.00.",
            10,
            "funding.requested",
            "300.00.",
        ),
        ("progetti/activity.md", "[sportello]", "[sportelo]", 16, "routes.0.locations.0", "«sportelo»"),
        (
            "progetti/activity.md",
            "municipalities: [tornata]",
            "municipalities: [gussola]",
            18,
            "routes.1.municipalities.0",
            "ha già chi risponde",
        ),
        (
            "progetti/activity.md",
            "municipalities: [gussola, tornata]",
            "municipalities: [tornata]",
            15,
            "routes.0.municipalities.0",
            "non è tra i comuni",
        ),
        ("progetti/activity.md", "[tornata]\n", "[]\n", 18, "routes.1.municipalities", "0 voci"),
        ("progetti/activity.md", "../servizi/lavoro.md", "../servizi/lavori.md", 20, "", "lavori.md"),
        ("progetti/activity.md", "Vedi [", "Vedi ![](x.png) [", 20, "", "descrizione"),
        ("progetti/activity.md", "Scrivi", "Chiama lo 0375 99999", 20, "", "0375 99999"),
        (
            "enti/mestieri.md",
            "requests_to: mestieri@example.org\n",
            "",
            14,
            "routes.0.organization",
            "non riceve",
        ),
        (
            "enti/mestieri.md",
            "mestieri@example.org",
            "mestieri.example.org",
            5,
            "requests_to",
            "mestieri.example",
        ),
        ("enti/mestieri.md", "0372 1786314", "telefono", 8, "contacts.phones.0.number", "«telefono»"),
        ("enti/mestieri.md", "kind: organization", "kind: organisation", 2, "kind", "«organisation»"),
        ("comuni/gussola.md", "019052", "019106", 4, "istat", "019106"),
        (
            "sportelli/sportello.md",
            "municipality: gussola",
            "municipality: gussola\npostal_code: 2604",
            7,
            "postal_code",
            "«2604»",
        ),
        ("sportelli/sportello.md", "14:00-17:00", "12:00-17:00", 8, "hours.monday", "sovrappongono"),
        ("sportelli/sportello.md", "09:00-12:30", "12:30-09:00", 8, "hours.monday.0", "12:30-09:00"),
        ("servizi/lavoro.md", "summary: Cercare lavoro\n", "summary:\n", 4, "summary", "manca"),
        ("servizi/lavoro.md", "  - Se cerchi lavoro", "  - {a: b}", 7, "eligibility.0", "gruppo di campi"),
        ("servizi/lavoro.md", "program: activity", "program: activity\npath: x", 6, "path", "non esiste"),
        (
            "eventi/festa.md",
            "start: 2021-10-15",
            "start: 2021-10-15\nend: 2021-10-14",
            6,
            "end",
            "prima dell'inizio",
        ),
    ],
)
def test_a_mistake_is_named_where_it_stands(  # noqa: PLR0913, PLR0917 - a row of the table
    folder: Path, path: str, old: str, new: str, line: int, field: str, found: str
) -> None:
    replace(folder, path, old, new)
    told = problems(folder)
    assert any(p.line == line and p.field == field and found in p.found.text() for p in told), told
    assert all(p.expected.text() for p in told)


def test_a_municipality_that_no_program_serves_is_named(folder: Path) -> None:
    replace(folder, "progetti/activity.md", "municipalities: [gussola, tornata]", "municipalities: [gussola]")
    replace(folder, "progetti/activity.md", "municipalities: [tornata]", "municipalities: [gussola]")
    assert any(
        p.path == "docs/comuni/tornata.md" and "nessun progetto" in p.found.text() for p in problems(folder)
    )


def test_a_program_with_a_form_needs_a_route_for_each_municipality(folder: Path) -> None:
    replace(folder, "progetti/activity.md", "  - organization: mestieri\n    municipalities: [tornata]\n", "")
    (problem,) = problems(folder)
    assert (problem.line, problem.field) == (12, "municipalities.1")
    replace(folder, "progetti/activity.md", "forms: [contact]\n", "")
    assert problems(folder) == ()


def test_a_page_past_its_review_date_only_warns(folder: Path) -> None:
    replace(folder, "eventi/festa.md", "start:", "review_by: 2020-01-01\nstart:")
    (problem,) = problems(folder)
    assert problem.severity is Severity.WARNING
    load_catalogue(load_site(folder / "mkdocs.yml"))


def test_a_page_that_cannot_be_read_does_not_make_each_reference_a_mistake(folder: Path) -> None:
    (folder / "docs/enti/mestieri.md").write_bytes(b"")
    (problem,) = problems(folder)
    assert "vuoto" in problem.found.text()


def test_mistakes_in_fields_do_not_hide_those_in_the_text(folder: Path) -> None:
    replace(folder, "progetti/activity.md", "status: active", "status: attivo")
    replace(folder, "progetti/activity.md", "requested: 300000", "requested: 1")
    replace(folder, "progetti/activity.md", "lavoro.md", "nulla.md")
    assert {p.line for p in problems(folder)} == {5, 9, 20}


def test_options_that_name_nothing_are_mistakes(folder: Path) -> None:
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("fallback: mestieri", "fallback: nessuno"), "utf-8")
    (problem,) = problems(folder)
    assert (problem.path, problem.field) == ("mkdocs.yml", "plugins.sportello.fallback")


def test_a_wrong_catalogue_is_never_loaded(folder: Path) -> None:
    replace(folder, "comuni/gussola.md", "019052", "19052")
    with pytest.raises(CatalogueInvalidError, match=r"docs/comuni/gussola.md:4: istat: «19052»"):
        load_catalogue(load_site(folder / "mkdocs.yml"))


@pytest.mark.parametrize(
    "text",
    ["", "site_name: [", "plugins: [sportello: {languages: []}]", "plugins: [sportello: {lingue: [it]}]"],
)
def test_a_wrong_configuration_is_one_clear_error(folder: Path, text: str) -> None:
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    with pytest.raises(SiteUnreadableError, match=r"mkdocs\.yml"):
        load_site(folder / "mkdocs.yml")


def test_a_missing_folder_of_pages_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: X\n", "utf-8")
    with pytest.raises(SiteUnreadableError, match="docs_dir"):
        problems(tmp_path)


def test_a_folder_without_pages_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: X\n", "utf-8")
    (tmp_path / "docs").mkdir()
    with pytest.raises(SiteUnreadableError, match=r"index\.md"):
        problems(tmp_path)


def test_a_link_to_what_the_build_makes_is_right_and_one_to_nothing_is_not(folder: Path) -> None:
    replace(
        folder, "progetti/activity.md", "Vedi [", "Vedi [dati](../dati/servizi.ttl), [x](../niente.md) e ["
    )
    (problem,) = problems(folder)
    assert "../niente.md" in problem.line_text(str)
