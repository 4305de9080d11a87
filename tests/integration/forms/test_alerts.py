"""Who asks for something is told what holds that day: the clock stands on Monday 23 November 2026."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms_app import make_app
from forms_app.services import Services, read_catalogue
from tests.integration.forms.browser import Browser
from tests.integration.forms.test_flow import CONTACT

ALERTS = """\
---
kind: alerts
title: Avvisi
alerts:
  - {text: Oggi a Gussola si chiude prima, end: 2026-11-23, locations: [sportello-gussola]}
  - {text: Domani a Gussola si chiude, start: 2026-11-24, end: 2026-11-24, locations: [sportello-gussola]}
  - {text: Ieri si chiudeva, end: 2026-11-22, everywhere: true}
  - {text: A Casalmaggiore si chiude, end: 2026-11-23, locations: [sportello-casalmaggiore]}
---
"""


@pytest.fixture
def told(services: Services) -> Browser:
    """A citizen's browser, after an editor has written alerts and the administrator has restarted."""
    docs: Path = services.catalogue.site.docs
    (docs / "avvisi.md").write_text(ALERTS, "utf-8")
    return Browser(make_app(replace(services, catalogue=read_catalogue(services.settings))))


def test_the_form_shows_the_alert_of_the_desk_that_answers(told: Browser) -> None:
    page = told.get(CONTACT)
    assert "Oggi a Gussola si chiude prima" in page.text
    assert "Fino a lunedì 23 novembre 2026." in page.text
    for other in ("Domani a Gussola", "Ieri si chiudeva", "A Casalmaggiore"):
        assert other not in page.text


def test_an_alert_in_italian_says_so_to_readers_of_another_language(told: Browser) -> None:
    page = told.get(CONTACT.replace("/it/", "/ar/"))
    assert '<span lang="it" dir="ltr">Oggi a Gussola si chiude prima</span>' in page.response.text
