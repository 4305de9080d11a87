"""`flask facts ask`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from forms_app.database import notice, open_engine
from forms_app.provision import provision
from forms_app.settings import Settings, load_settings
from tests.integration.forms.site import write_site
from tests.integration.operations.test_commands import called


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation that lies in the site's folder, as the examples have it."""
    config = write_site(tmp_path)
    environ = {"SPORTELLO_ENVIRONMENT": "development", "SPORTELLO_VAR": str(tmp_path / "var")}
    made = load_settings(environ | {"SPORTELLO_MKDOCS": str(config)})
    provision(made)
    return made


def notices(settings: Settings) -> int:
    engine = open_engine(settings.database_url)
    with engine.connect() as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(notice)) or 0
    engine.dispose()
    return count


def test_each_owner_is_asked_once(settings: Settings) -> None:
    for said in ("3 asked\n", "0 asked\n"):
        result = called(settings, "facts", "ask")
        assert (result.exit_code, result.output) == (0, said)
        assert notices(settings) == 3


def test_nobody_is_asked_while_nobody_would_read_the_answer(settings: Settings) -> None:
    result = called(replace(settings, editors=None), "facts", "ask")
    assert result.exit_code == 1
    assert "SPORTELLO_EDITORS" in result.output
    assert notices(settings) == 0


def test_answers_that_the_site_would_never_see_are_warned_of(settings: Settings, tmp_path: Path) -> None:
    elsewhere = replace(settings, var_dir=tmp_path / "altrove")
    result = called(elsewhere, "facts", "ask")
    assert "set `confirmations` in mkdocs.yml" in result.output
