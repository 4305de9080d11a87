"""The sweep over requests that have not moved."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from forms_app.database import open_engine
from forms_app.health import measure
from forms_app.ledger.acts import appoint, close, pass_on, take_in_charge
from forms_app.ledger.desks import Desk
from forms_app.ledger.state import unanswered
from forms_app.ledger.sweep import Sweeper, Swept
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.states import AlarmKind, ErrorKind, OutboxKind, OutboxState, RequestState
from tests.integration.storage import Clock, Installation, Recorder, deliver_next
from tests.unit.forms_app.samples import ANSWERS, MARKERS, NOW, SampleDirectory

DAY = dt.timedelta(days=1)
NOTHING = Swept(0, 0)


def sweeper(installation: Installation) -> Sweeper:
    return Sweeper(installation.engine, SampleDirectory(), "example.org")


def handed_over(installation: Installation) -> Recorder:
    installation.accept()
    postman = Recorder()
    deliver_next(installation.deliverer(postman))
    return postman


def days(installation: Installation, *numbers: int) -> dict[int, Swept]:
    return {number: sweeper(installation).sweep(NOW + number * DAY) for number in numbers}


def test_a_silent_partner_is_reminded_twice_and_then_another_is_told(installation: Installation) -> None:
    handed_over(installation)
    done = days(installation, *range(30))
    assert {day: swept for day, swept in done.items() if swept != NOTHING} == {
        3: Swept(1, 0),
        7: Swept(1, 0),
        10: Swept(0, 1),
    }
    assert [row.kind for row in installation.outbox_rows()] == [
        OutboxKind.REQUEST, OutboxKind.REMINDER, OutboxKind.REMINDER, OutboxKind.ESCALATION,
    ]  # fmt: skip
    assert installation.alarms() == [AlarmKind.NO_ANSWER]


def test_reminder_and_escalation_hold_no_personal_data(installation: Installation) -> None:
    handed_over(installation)
    days(installation, 3, 10)
    clock, postman = Clock(NOW + 11 * DAY), Recorder()
    deliverer = installation.deliverer(postman, clock)
    while deliver_next(deliverer):
        pass
    reminder, _second, escalation = postman.messages
    assert reminder.recipients == [("Mestieri Lombardia", "casella@example.org")]
    assert escalation.recipients == [("Accoglienza", "accoglienza@example.org")]
    assert "Mestieri Lombardia" in str(escalation.body)
    personal = (*MARKERS, "Gussola", "arabo", "interprete", "1 dicembre", "ACTIVITY")
    for message in postman.messages:
        whole = f"{message.subject} {message.body} {message.html} {message.extra_headers}"
        assert not any(word in whole for word in personal)
    assert "/partner/" in str(reminder.body)
    assert "/partner/" not in str(escalation.body)
    assert installation.request_row().state is RequestState.HANDED_OVER


def test_after_a_pause_everybody_is_told_once_not_in_a_heap(installation: Installation) -> None:
    handed_over(installation)
    assert days(installation, 40, 41) == {40: Swept(1, 1), 41: NOTHING}


def test_it_stops_when_someone_acts_even_for_a_reminder_that_waits(installation: Installation) -> None:
    handed_over(installation)
    row = installation.outbox_row().id
    days(installation, 3)
    take_in_charge(installation.engine, row, NOW + 3 * DAY)
    reminder = installation.outbox_rows()[1]
    assert (reminder.kind, reminder.state) == (OutboxKind.REMINDER, OutboxState.DROPPED)
    assert set(days(installation, *range(4, 40)).values()) == {NOTHING}
    assert installation.alarms() == []


def test_to_close_or_to_appoint_is_to_act(installation: Installation) -> None:
    installation.accept("1")
    installation.accept("2")
    one, two = (row.id for row in installation.outbox_rows())
    close(installation.engine, one, NOW)
    appoint(installation.engine, two, ANSWERS.half_days[0].date, "10:00", NOW)
    assert days(installation, 40) == {40: NOTHING}


def test_passing_on_begins_anew(installation: Installation) -> None:
    handed_over(installation)
    days(installation, 3, 7)
    desk = Desk("accoglienza", None, "Accoglienza")
    pass_on(installation.engine, installation.outbox_row().id, desk, "example.org", NOW + 8 * DAY)
    postman = Recorder()
    deliver_next(installation.deliverer(postman, Clock(NOW + 8 * DAY)))
    [message] = postman.messages
    assert message.recipients == [("Accoglienza", "accoglienza@example.org")]
    assert "l’ha passata a voi" in str(message.body)
    assert all(marker in str(message.body) for marker in MARKERS)
    done = days(installation, *range(8, 30))
    assert [day for day, swept in done.items() if swept.reminders] == [11, 15]
    assert [day for day, swept in done.items() if swept.escalations] == [18]


def test_what_was_never_handed_over_escalates_too(installation: Installation) -> None:
    installation.accept()
    deliver_next(installation.deliverer(Recorder(refuse_with=ErrorKind.CONNECTION)))
    assert days(installation, 9, 10) == {9: NOTHING, 10: Swept(0, 1)}


def test_without_anybody_to_tell_there_is_the_alarm(installation: Installation) -> None:
    class Alone(SampleDirectory):
        def coordinator(self, program: str | None, organization: str) -> str | None:
            del program, organization
            return None

    handed_over(installation)
    replace(sweeper(installation), directory=Alone()).sweep(NOW + 10 * DAY)
    assert OutboxKind.ESCALATION not in [row.kind for row in installation.outbox_rows()]
    assert installation.alarms() == [AlarmKind.NO_ANSWER]


def test_sweeps_at_once_tell_once(installation: Installation) -> None:
    handed_over(installation)
    engines = [open_engine(installation.settings.database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        sweepers = [replace(sweeper(installation), engine=engine) for engine in engines]
        done = list(pool.map(lambda one: one.sweep(NOW + 10 * DAY), sweepers))
    for engine in engines:
        engine.dispose()
    assert sum(swept.reminders for swept in done) == 1
    assert sum(swept.escalations for swept in done) == 1
    assert len(installation.outbox_rows()) == 3


def test_the_administrator_sees_it_without_any_mail(installation: Installation) -> None:
    handed_over(installation)
    late = NOW + 10 * DAY
    Heartbeat(installation.engine, "prova").idle(late)
    before = measure(installation.engine, late - dt.timedelta(seconds=1))
    assert (before.ledger.alarming, before.ledger.unacknowledged) == (False, 1)
    health = measure(installation.engine, late)
    assert (health.well, health.ledger.without_answer) == (False, 1)
    [found] = unanswered(installation.engine, late)
    assert (found.organization, found.age) == ("mestieri-lombardia", 10 * DAY)
    take_in_charge(installation.engine, installation.outbox_row().id, late)
    assert not measure(installation.engine, late).ledger.alarming


def test_the_reminder_goes_where_the_mail_arrived(installation: Installation) -> None:
    installation.accept()
    deliver_next(installation.deliverer(Recorder(refuse_with=ErrorKind.PERMANENT)))
    deliver_next(installation.deliverer(Recorder()))
    days(installation, 3)
    postman = Recorder()
    deliver_next(installation.deliverer(postman, Clock(NOW + 3 * DAY)))
    assert [message.recipients for message in postman.messages] == [
        [("Mestieri Lombardia", "riserva@example.org")]
    ]
