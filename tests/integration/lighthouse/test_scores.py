"""What `make lighthouse` makes of Lighthouse's answers."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.built_site import ROOT
from tests.lighthouse.__main__ import main
from tests.lighthouse.scores import Page, middle, read_page, score_table

GOOD = {"accessibility": 1, "best-practices": 1, "seo": 1, "performance": 0.95}
MISSED = {"category": "seo", "audit": "meta-description", "title": "No description", "value": "", "items": []}


def test_a_page_at_its_targets_misses_nothing() -> None:
    page = _read(GOOD)
    assert (page.short, page.told()) == ((), "")
    assert score_table([page]).splitlines()[1].split() == ["home", "it", "100", "100", "100", "95"]


def test_what_misses_its_target_is_marked_and_told() -> None:
    page = _read({**GOOD, "seo": 0.92})
    assert page.short == ("seo",)
    assert page.told() == "seo: No description (meta-description)"
    assert "92 !" in score_table([page])


def test_a_page_that_was_not_measured_misses_every_target() -> None:
    page = _read({**GOOD, "performance": None}, error="NO_NAVSTART")
    assert page.short == ("performance",)
    assert page.told() == "NO_NAVSTART"
    assert "– !" in score_table([page])


def test_scores_of_another_page_are_none() -> None:
    page = read_page(
        "errors", "it", 422, json.dumps({"status": 200, "error": None, "scores": GOOD, "missed": []})
    )
    assert len(page.short) == len(GOOD)
    assert page.told() == "Lighthouse met another page: 200, not 422"


def test_of_three_runs_the_middle_one_counts() -> None:
    runs = [_read({**GOOD, "performance": speed}) for speed in (0.5, 0.97, 0.9)]
    assert middle(runs).scores["performance"] == 90


def test_the_lock_file_names_the_versions_asked_for_and_no_registry() -> None:
    folder = ROOT / "tests/lighthouse"
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_an_unknown_kind_of_page_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "manca"])
    assert "'home'" in capsys.readouterr().err


def _read(scores: Mapping[str, float | None], error: str | None = None) -> Page:
    said = {"status": 200, "error": error, "scores": scores, "missed": [MISSED]}
    return read_page("home", "it", 200, json.dumps(said))
