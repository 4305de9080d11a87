"""Owners are asked once, however many processes ask, on both databases."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from forms_app.database import fact_question, notice, open_engine
from forms_app.facts.asking import ask_owners
from forms_app.facts.timetable import AGAIN_AFTER
from tests.integration.storage import Installation
from tests.unit.catalogue.sites import catalogue, record
from tests.unit.forms_app.samples import NOW

PHONES = {"phones": [{"number": "0375 40200"}]}
SITE = catalogue(
    *(
        record(f"enti/{slug}.md", "organization", requests_to=f"{slug}@example.org", contacts=PHONES)
        for slug in ("energheia", "mestieri")
    )
)
TOGETHER = 4


def test_who_is_asked_by_several_processes_at_once_gets_one_mail(installation: Installation) -> None:
    engines = [open_engine(installation.settings.database_url) for _ in range(TOGETHER)]

    def ask(engine: sa.Engine, now: dt.datetime) -> tuple[str, ...]:
        return ask_owners(engine, SITE, "example.org", now, now.date()).asked

    for round_, now in enumerate((NOW, NOW + AGAIN_AFTER), 1):
        with ThreadPoolExecutor(TOGETHER) as pool:
            asked = list(pool.map(ask, engines, [now] * TOGETHER))
        assert sorted(slug for one in asked for slug in one) == ["energheia", "mestieri"]
        with installation.engine.connect() as connection:
            assert len(connection.execute(sa.select(notice)).all()) == 2 * round_
            assert set(connection.scalars(sa.select(fact_question.c.times))) == {round_}
    for engine in engines:
        engine.dispose()
