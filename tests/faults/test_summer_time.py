"""The two nights in which Italy's clocks are changed: one hour does not exist, another exists twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine

from forms_app import make_app
from forms_app.database import outbox, request, writing
from forms_app.ledger.sweep import Sweeper, Swept
from forms_app.ledger.timetable import REMIND_AFTER
from forms_app.mail.local import LocalMailbox
from forms_app.outbox.composing import Composer
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.retry import FIRST_PAUSE
from forms_app.outbox.states import ErrorKind, RequestState
from forms_app.privacy.keys import load_private_key
from forms_app.requests.context import CatalogueDirectory
from forms_app.requests.counting import counts
from forms_app.requests.retention import expire
from forms_app.services import ROME, Services, load_web_keys, make_services, read_catalogue
from tests.faults.house import House, settled
from tests.integration.forms.browser import Browser
from tests.integration.storage import Recorder, deliver_next
from tests.unit.forms_app.samples import LINKER, SENDER

NIGHTS = {"29 March 2026, 02:30 does not exist": (3, 29), "25 October 2026, 02:30 exists twice": (10, 25)}
APPOINTMENT = "/moduli/it/appuntamento?progetto=activity&comune=019052&sportello=sportello-gussola"
WHO: dict[str, object] = {"name": "Prova Provetti", "phone": "333 123 4567", "channels": ["call"]}
OPEN = {1: "morning", 5: "afternoon"}
"""The desk's hours, by day of the week."""
HOLIDAY = dt.date(2026, 4, 25)
"""A Saturday within four weeks of the first night."""
MONTH, MOMENT = dt.timedelta(days=30), dt.timedelta(microseconds=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with settled(tmp_path) as made:
        yield made


@dataclass
class Night:
    """The site in one of the nights."""

    services: Services
    postman: Recorder
    now: dt.datetime

    def deliverer(self, now: dt.datetime) -> Deliverer:
        composer = Composer(
            load_private_key(self.services.settings.keys.private), self.directory, SENDER, LINKER
        )
        return Deliverer(self.services.engine, composer, self.postman, lambda: now, jitter=lambda: 0.0)

    @property
    def directory(self) -> CatalogueDirectory:
        return CatalogueDirectory(self.services.catalogue)

    def expected_half_days(self) -> list[str]:
        today = self.now.astimezone(ROME).date()
        days = [today + dt.timedelta(days=ahead) for ahead in range(1, 29)]
        return [f"{day}/{OPEN[day.weekday()]}" for day in days if day.weekday() in OPEN and day != HOLIDAY]

    def ask(self) -> None:
        """Ask for the first half-day that is offered, and find it in the partner's mail."""
        browser = Browser(make_app(self.services))
        page = browser.get(APPOINTMENT)
        assert page.options("first")[1:] == self.expected_half_days()
        first = page.options("first")[1]
        check = browser.press(page, "step=check", **WHO, first=first)
        assert browser.press(check, "step=send").status == 200

    def deliver(self) -> None:
        """The first try fails, the second comes when its pause is over and not before."""
        self.postman.refuse_with = ErrorKind.TEMPORARY
        assert deliver_next(self.deliverer(self.now))
        self.postman.refuse_with = None
        assert not deliver_next(self.deliverer(self.now + FIRST_PAUSE - MOMENT))
        assert deliver_next(self.deliverer(self.now + FIRST_PAUSE))

    def remind(self) -> None:
        """The reminder comes after three times 24 hours, whatever the clock on the wall says."""
        sweeper = Sweeper(self.services.engine, self.directory, "example.org")
        handed_over = self.now + FIRST_PAUSE
        assert sweeper.sweep(handed_over + REMIND_AFTER[0] - MOMENT) == Swept(0, 0)
        assert sweeper.sweep(handed_over + REMIND_AFTER[0]) == Swept(1, 0)

    def keep_and_destroy(self) -> None:
        """What was closed in this night is kept for 30 times 24 hours, and counted on its Italian day."""
        engine, spool = self.services.engine, LocalMailbox(self.services.settings.mailbox_dir)
        with writing(engine) as connection:
            connection.execute(request.update().values(state=RequestState.CLOSED, closed_at=self.now))
        assert expire(engine, spool, {"mestieri": MONTH}, self.now + MONTH - MOMENT).destroyed == 0
        assert expire(engine, spool, {"mestieri": MONTH}, self.now + MONTH).destroyed == 1
        day = self.now.astimezone(ROME).date()
        assert [number for group, number in counts(engine, day, day).items() if group.day == day][-1:] != [0]
        with engine.connect() as connection:
            assert connection.execute(sa.select(outbox)).all() == []


@pytest.mark.parametrize("night", [*NIGHTS])
@pytest.mark.fault(
    "The clocks change to summer time (29 March 2026) or back (25 October 2026)",
    "each half-day is offered once; tries, reminders and deletion keep their real distances",
)
def test_clocks_changed(night: str, house: House, figures: Callable[[str], None]) -> None:
    month, day = NIGHTS[night]
    midnight = dt.datetime(2026, month, day, tzinfo=ROME).astimezone(dt.UTC)
    made = make_services(house.settings, read_catalogue(house.settings), load_web_keys(house.settings))
    moments = [midnight + dt.timedelta(minutes=30 * step) for step in range(-2, 9)]
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            asking = Night(replace(made, engine=house.engine), Recorder(), moment)
            asking.ask()
            asking.deliver()
        asking.remind()
        asking.keep_and_destroy()
    made.engine.dispose()
    walls = [f"{moment.astimezone(ROME):%H:%M}" for moment in moments]
    figures(f"{night}: {len(moments)} requests between {walls[0]} and {walls[-1]}, each treated right")
