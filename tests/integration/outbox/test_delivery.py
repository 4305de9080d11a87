"""One row after the other, from the outbox to a postman."""

from __future__ import annotations

import datetime as dt
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask_mail import Message

from forms_app.database import outbox, request
from forms_app.errors import StorageUnavailableError
from forms_app.mail.postman import NotDeliveredError
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.retry import FIRST_PAUSE, LAST_ATTEMPT, LONGEST_PAUSE
from forms_app.outbox.states import AlarmKind, ErrorKind, OutboxState, RequestState
from forms_app.outbox.store import LEASE, tell_held
from forms_app.requests.context import Topic
from forms_app.requests.submission import Submission
from tests.integration.storage import Clock, Installation, Recorder, deliver_next
from tests.unit.forms_app.samples import MARKERS, NOW, SampleDirectory


def composing(deliverer: Deliverer, **changes: object) -> Deliverer:
    return replace(deliverer, composer=replace(deliverer.composer, **changes))  # type: ignore[arg-type]


def test_a_request_reaches_the_postman_once(installation: Installation) -> None:
    installation.accept()
    postman = Recorder()
    deliverer = installation.deliverer(postman)
    assert deliver_next(deliverer)
    assert not deliver_next(deliverer)
    [message] = postman.messages
    assert message.msgId == installation.outbox_row().message_id
    assert all(marker in str(message.body) for marker in MARKERS)
    assert message.recipients == [("Mestieri Lombardia", "casella@example.org")]


@pytest.mark.parametrize("kind", [ErrorKind.CONNECTION, ErrorKind.TEMPORARY, ErrorKind.TLS_REFUSED])
def test_a_passing_error_is_tried_again_with_the_same_message_id(
    installation: Installation, kind: ErrorKind
) -> None:
    installation.accept()
    clock, postman = Clock(), Recorder(refuse_with=kind)
    deliverer = installation.deliverer(postman, clock)
    before = installation.outbox_row().message_id
    deliver_next(deliverer)
    assert installation.outbox_row().next_attempt_at == NOW + FIRST_PAUSE
    assert not deliver_next(deliverer)
    clock.forward(FIRST_PAUSE)
    postman.refuse_with = None
    assert deliver_next(deliverer)
    assert [message.msgId for message in postman.messages] == [before]


def test_it_never_gives_up_silently(installation: Installation) -> None:
    installation.accept()
    clock, tries = Clock(), 0
    deliverer = installation.deliverer(Recorder(refuse_with=ErrorKind.CONNECTION), clock)
    while deliver_next(deliverer):
        tries += 1
        clock.forward(LONGEST_PAUSE * 2)
    row = installation.outbox_row()
    # The main address, then the reserve contact.
    assert (tries, row.state, row.last_error) == (2 * LAST_ATTEMPT, OutboxState.FAILED, ErrorKind.CONNECTION)
    assert clock.now - NOW > dt.timedelta(days=8)


def test_an_organization_without_address_is_for_a_person(installation: Installation) -> None:
    installation.accept(organization="sconosciuta")
    deliver_next(installation.deliverer(Recorder()))
    row = installation.outbox_row()
    assert (row.state, row.last_error) == (OutboxState.FAILED, ErrorKind.NO_ADDRESS)


def test_another_key_is_for_a_person_and_loses_nothing(installation: Installation) -> None:
    installation.accept()
    postman = Recorder()
    wrong = composing(installation.deliverer(postman), private_key=X25519PrivateKey.generate())
    deliver_next(wrong)
    assert installation.outbox_row().last_error is ErrorKind.SEAL_BROKEN
    with installation.engine.begin() as connection:
        connection.execute(outbox.update().values(state=OutboxState.WAITING))
    deliver_next(installation.deliverer(postman))
    assert len(postman.messages) == 1


def test_a_seal_moved_to_another_row_is_not_delivered(installation: Installation) -> None:
    installation.accept("1")
    installation.accept("2")
    with installation.engine.begin() as connection:
        sealed = connection.scalar(sa.select(request.c.sealed).where(request.c.submission_id == "1"))
        connection.execute(request.update().where(request.c.submission_id == "2").values(sealed=sealed))
    postman = Recorder()
    deliverer = installation.deliverer(postman)
    while deliver_next(deliverer):
        pass
    assert len(postman.messages) == 1


class Broken(SampleDirectory):
    """Fails with a text that repeats what the citizen wrote, as a careless library could."""

    def topic(self, submission: Submission) -> Topic:
        raise RuntimeError(submission.answers.name.reveal())


def test_a_poison_row_does_not_stop_the_others_and_its_error_shows_nothing(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    installation.accept("1")
    installation.accept("2")
    postman = Recorder()
    with caplog.at_level(logging.DEBUG):
        deliver_next(composing(installation.deliverer(postman), directory=Broken()))
        deliver_next(installation.deliverer(postman))
    assert len(postman.messages) == 1
    assert "RuntimeError" in caplog.text
    assert not any(marker in caplog.text for marker in MARKERS)


def test_an_outcome_is_recorded_as_soon_as_the_database_is_back(installation: Installation) -> None:
    installation.accept()
    lock = installation.locked()

    class Locking(Recorder):
        def deliver(self, message: Message, organization: str) -> None:
            super().deliver(message, organization)
            lock.__enter__()

    pauses: list[float] = []

    def freed(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            lock.__exit__(None, None, None)

    postman = Locking()
    deliver_next(replace(installation.deliverer(postman), pause=freed))
    assert len(pauses) == 3
    assert installation.outbox_row().state is OutboxState.SENT
    assert len(postman.messages) == 1


def test_a_row_in_hand_is_kept_while_the_database_is_locked(installation: Installation) -> None:
    installation.accept()
    lock, pauses, postman = installation.locked(), list[float](), Recorder()

    def freed(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            lock.__exit__(None, None, None)

    deliverer = replace(installation.deliverer(postman), pause=freed)
    row = deliverer.claim()
    assert row
    lock.__enter__()
    deliverer.deliver(row)
    assert len(pauses) == 3
    assert installation.outbox_row().state is OutboxState.SENT
    assert len(postman.messages) == 1


class Crash(BaseException):
    """The end of the process, as far as the code in it can tell."""


def test_a_crash_after_the_hand_over_causes_one_duplicate_with_the_same_message_id(
    installation: Installation,
) -> None:
    installation.accept()
    clock = Clock()

    class Crashing(Recorder):
        def deliver(self, message: Message, organization: str) -> None:
            super().deliver(message, organization)
            raise Crash

    crashing, postman = Crashing(), Recorder()
    with pytest.raises(Crash):
        deliver_next(installation.deliverer(crashing, clock))
    survivor = installation.deliverer(postman, clock)
    assert not deliver_next(survivor)
    clock.forward(LEASE)
    assert deliver_next(survivor)
    assert not deliver_next(survivor)
    [first], [second] = crashing.messages, postman.messages
    assert first.msgId == second.msgId
    assert not marked(first)
    assert marked(second)


def marked(message: Message) -> bool:
    in_header = (message.extra_headers or {}).get("X-Sportello-Possible-Duplicate") == "yes"
    assert (
        in_header
        == ("Possibile doppione" in str(message.body))
        == ("Possibile doppione" in str(message.html))
    )
    return in_header


@pytest.mark.parametrize("uncertain", [True, False])
def test_a_repeat_is_marked_only_when_the_first_may_have_arrived(
    installation: Installation, *, uncertain: bool
) -> None:
    class Losing(Recorder):
        def deliver(self, message: Message, organization: str) -> None:
            super().deliver(message, organization)
            raise NotDeliveredError(ErrorKind.CONNECTION, uncertain=uncertain)

    installation.accept()
    clock, postman = Clock(), Recorder()
    deliver_next(installation.deliverer(Losing(), clock))
    clock.forward(FIRST_PAUSE)
    deliver_next(installation.deliverer(postman, clock))
    [message] = postman.messages
    assert marked(message) is uncertain
    assert installation.outbox_row().handing_over_at is None


def test_a_permanent_refusal_alarms_and_goes_to_the_reserve_contact_at_once(
    installation: Installation,
) -> None:
    installation.accept()
    deliver_next(installation.deliverer(Recorder(refuse_with=ErrorKind.PERMANENT)))
    assert installation.alarms() == [AlarmKind.GIVEN_UP]
    postman = Recorder()
    assert deliver_next(installation.deliverer(postman))
    assert postman.messages[0].recipients == [("Mestieri Lombardia", "riserva@example.org")]
    assert installation.request_row().state is RequestState.HANDED_OVER
    assert not deliver_next(installation.deliverer(postman))


def test_a_refusal_by_the_reserve_contact_alarms_and_stays(installation: Installation) -> None:
    installation.accept()
    refusing = installation.deliverer(Recorder(refuse_with=ErrorKind.PERMANENT))
    while deliver_next(refusing):
        pass
    assert [row.state for row in installation.outbox_rows()] == [OutboxState.FAILED] * 2
    assert installation.alarms() == [AlarmKind.GIVEN_UP] * 2
    assert installation.request_row().state is RequestState.RECEIVED


def test_nothing_personal_is_shown_of_a_deliverer(installation: Installation) -> None:
    assert "PrivateKey" not in repr(installation.deliverer(Recorder()))


def test_a_line_that_cannot_be_trusted_is_told_once_a_day(installation: Installation) -> None:
    for number in range(3):
        installation.accept(str(number))
    clock = Clock()
    refusing = installation.deliverer(Recorder(refuse_with=ErrorKind.TLS_REFUSED), clock)
    while deliver_next(refusing):
        pass
    assert installation.alarms() == [AlarmKind.TLS_REFUSED]
    clock.forward(dt.timedelta(days=1))
    while deliver_next(refusing):
        pass
    assert installation.alarms() == [AlarmKind.TLS_REFUSED] * 2
    assert {row.state for row in installation.outbox_rows()} == {OutboxState.WAITING}


def test_many_workers_that_say_the_same_at_one_moment_raise_one_alarm(installation: Installation) -> None:
    start = Barrier(4)

    def say(_: int) -> None:
        start.wait()
        while True:
            try:
                tell_held(installation.engine, ["mestieri-lombardia", "x" * 200], NOW)
            except StorageUnavailableError:
                continue
            return

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(say, range(4)))
    assert installation.alarms() == [AlarmKind.KEY_UNUSABLE] * 2
