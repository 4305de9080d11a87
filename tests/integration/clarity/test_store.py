"""Ratings on each of the two databases: kept once, summed up, forgotten in time."""

from __future__ import annotations

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from forms_app.clarity.rating import Rating, Reason
from forms_app.clarity.store import RATING_KEPT, WORDS_KEPT, DailyForgetting, forget, keep
from forms_app.clarity.summary import Span, read_words, summarise
from forms_app.database import clarity
from forms_app.errors import SealBrokenError, StorageUnavailableError
from forms_app.privacy.keys import load_private_key
from forms_app.privacy.private import Private
from tests.faults.markers import found
from tests.integration.operations.test_commands import called
from tests.integration.storage import Clock, Installation, on_sqlite

TODAY = dt.date(2026, 11, 23)
EVER = Span(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
MARKER = "Segnale-7788-chiarezza perché مرحبا"
RATING = Rating(uuid.UUID(int=1), "servizi/a.md", "it", 2, TODAY, Reason.LOST, Private(MARKER), suspect=False)


def put(installation: Installation, rating: Rating = RATING, **changed: object) -> bool:
    made = replace(rating, id=uuid.uuid4()) if changed else rating
    return keep(installation.engine, installation.keys.sealing, replace(made, **changed))  # type: ignore[arg-type] # its fields


def rows(installation: Installation) -> list[sa.Row[tuple[object, ...]]]:
    with installation.engine.connect() as connection:
        return list(connection.execute(sa.select(clarity)))


def words(installation: Installation, page: str | None = None) -> list[str]:
    key = load_private_key(installation.settings.keys.private)
    return [one.text.reveal() for one in read_words(installation.engine, key, EVER, page)]


def test_a_rating_holds_nothing_but_what_was_said(installation: Installation) -> None:
    assert put(installation)
    (row,) = rows(installation)
    kept = dict(row._mapping)  # noqa: SLF001 - its public name
    assert kept.pop("details")
    assert kept == {
        "id": RATING.id,
        "day": TODAY,
        "page": "servizi/a.md",
        "language": "it",
        "stars": 2,
        "reason": Reason.LOST,
        "suspect": False,
    }
    assert words(installation) == [MARKER]


def test_what_is_sent_again_replaces_what_it_said(installation: Installation) -> None:
    assert put(installation)
    assert not put(installation, replace(RATING, stars=3, details=Private("")))
    (row,) = rows(installation)
    assert (row.stars, row.details) == (3, None)


def test_sent_many_times_at_once_it_is_one(installation: Installation) -> None:
    def send(_: int) -> bool:
        while True:
            try:
                return put(installation)
            except StorageUnavailableError:
                continue  # this installation waits for no lock

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(8)))
    assert len(rows(installation)) == 1


def test_words_open_in_their_own_row_only(installation: Installation) -> None:
    put(installation)
    with installation.engine.begin() as connection:
        connection.execute(clarity.update().values(id=uuid.UUID(int=2)))
    with pytest.raises(SealBrokenError):
        words(installation)


def test_the_summary_begins_with_what_is_least_clear(installation: Installation) -> None:
    for stars, reason in ((4, Reason.CLEAR), (5, Reason.CLEAR), (5, None)):
        put(installation, stars=stars, reason=reason, details=Private(""))
    put(installation, page="servizi/b.md", language="ar", stars=1)
    put(installation, stars=1, suspect=True)
    put(installation, day=TODAY - dt.timedelta(days=1), stars=1)
    worst, best = summarise(installation.engine, Span(TODAY, TODAY))
    assert (worst.page, worst.language, worst.number, worst.mean, worst.words) == (
        "servizi/b.md",
        "ar",
        1,
        1,
        1,
    )
    assert (best.page, best.number, best.most_chosen, best.suspect) == (
        "servizi/a.md",
        3,
        (Reason.CLEAR, 2),
        1,
    )
    assert best.mean == pytest.approx(14 / 3)
    assert words(installation, "servizi/b.md") == [MARKER]


def test_time_takes_the_words_and_later_the_rating(installation: Installation) -> None:
    put(installation)
    put(installation, day=TODAY + dt.timedelta(days=1))
    assert forget(installation.engine, TODAY + WORDS_KEPT - dt.timedelta(days=1)) == (0, True)
    assert forget(installation.engine, TODAY + WORDS_KEPT) == (1, True)
    assert [row.stars for row in rows(installation)] == [2, 2]
    assert words(installation) == [MARKER]
    forget(installation.engine, TODAY + RATING_KEPT)
    assert [row.day for row in rows(installation)] == [TODAY + dt.timedelta(days=1)]


def test_the_worker_forgets_once_a_day_and_a_wrong_clock_delays_it_by_a_day(
    installation: Installation,
) -> None:
    clock = Clock(dt.datetime.combine(TODAY, dt.time(12), dt.UTC))
    job = DailyForgetting(installation.engine, clock)
    past = TODAY - WORDS_KEPT
    for ahead, left in ((0, 0), (23, 1), (25, 0), (24 * 400, 0), (30, 0)):
        put(installation, day=past + dt.timedelta(hours=ahead))
        clock.now = dt.datetime.combine(TODAY, dt.time(12), dt.UTC) + dt.timedelta(hours=ahead)
        job()
        assert len(words(installation)) == left, ahead


@on_sqlite
def test_words_stand_nowhere_on_the_disk_and_forgotten_not_even_sealed(installation: Installation) -> None:
    put(installation)
    sealed = rows(installation)[0].details

    def everything() -> list[tuple[str, bytes]]:
        files = [path for path in installation.settings.var_dir.rglob("*") if path.is_file()]
        return [(path.name, path.read_bytes()) for path in files]

    assert found([MARKER, "Segnale-7788"], *everything()) == []
    assert any(sealed[:40] in content for _, content in everything())
    forget(installation.engine, TODAY + WORDS_KEPT)
    assert [name for name, content in everything() if sealed[:40] in content or sealed[-40:] in content] == []


@pytest.mark.parametrize(("locale", "chosen"), [("it_IT.UTF-8", "A volte non capivo"), ("C", "")])
@on_sqlite
def test_staff_see_a_table(
    installation: Installation, locale: str, chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    today = dt.datetime.now(dt.UTC).date()
    settings = replace(installation.settings, mkdocs_yml=installation.settings.mkdocs_yml)
    assert called(settings, "clarity").output == "no page was rated\n"
    put(installation, day=today)
    put(installation, day=today, suspect=True)
    table = called(settings, "clarity")
    assert table.exit_code == 0, table.output
    row = table.output.splitlines()[1].split()
    assert row[:5] == ["servizi/a.md", "it", "1", "2.0", "1"]
    assert chosen in table.output
    assert "set aside as a robot's: 1" in table.output
    assert MARKER not in table.output
    assert "servizi/a.md,it,1,2.00,0,1,0,0,0" in called(settings, "clarity", "--csv").output
    assert called(settings, "clarity", "--to", "2020-01-01").output == "no page was rated\n"


@on_sqlite
def test_staff_read_words_with_the_worker_s_key_only(installation: Installation) -> None:
    put(installation, day=dt.datetime.now(dt.UTC).date(), details=Private("riga\n2026-01-01  finta.md"))
    told = called(installation.settings, "clarity", "--words").output
    assert told.splitlines()[1:] == ["    riga", "    2026-01-01  finta.md"]
    assert called(installation.settings, "clarity", "--page", "servizi/b.md").output == ""
    installation.settings.keys.private.unlink()
    refused = called(installation.settings, "clarity", "--words")
    assert (refused.exit_code, "does not exist" in refused.output) == (1, True)
