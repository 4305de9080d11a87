"""What comes back after a mail was accepted: bounces, vacation replies, forgeries."""

from __future__ import annotations

import datetime as dt

import pytest

from forms_app.mail.notices import LARGEST
from forms_app.outbox.states import AlarmKind, ErrorKind, OutboxKind, RequestState
from tests.faults.post import (
    Figures,
    Post,
    Size,
    told_within_a_minute,
)
from tests.faults.scene import RESERVE, Scene, arrived
from tests.integration.mail.server import Behaviour
from tests.unit.forms_app.mail.notices import ENVELOPE_ID, receipt, report


@pytest.mark.fault(
    "The mail server accepts the mail (250) and bounces it later",
    '"Handed over" was never final: alarm within a minute, the reserve contact gets the request',
)
def test_bounce(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    count = size(2, 20)
    for _ in range(count):
        place.ask("mestieri")
    behaviour = Behaviour(offers_notices=True)
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        place.work()
        assert {row.state for row in place.requests()} == {RequestState.HANDED_OVER}
        begun, sent = place.clock.now, place.rows()
        options = [option for envelope in behaviour.taken for option in envelope.mail_options]
        assert options.count("RET=HDRS") == count
        for row in sent:
            assert f"envid={row.envelope_id}" in [option.lower() for option in options]
            taken = place.command("deliveries", "ingest", "-", given=report("failed", str(row.envelope_id)))
            assert (taken.exit_code, taken.output) == (0, "recorded\n")
        assert {row.state for row in place.requests()} == {RequestState.RECEIVED}
        told_within_a_minute(place, begun, AlarmKind.BOUNCED, count)
        place.work()
    assert arrived(behaviour, RESERVE) == sorted(place.asked)
    assert {row.last_error for row in place.rows()} == {ErrorKind.BOUNCED, None}
    figures(
        f"{count} bounced after 250, {count} alarms within a minute, {count} at the reserve contact, once"
    )


def away(message_id: str, headers: str) -> bytes:
    """A vacation reply to one of our mails."""
    about = f"In-Reply-To: {message_id}\nReferences: {message_id}\n"
    return f"From: mestieri@example.org\nSubject: In ferie\n{headers}\n{about}\nTorno il 7.\n".encode()


VACATIONS = (
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: auto-replied (vacation)",
    "Precedence: bulk",
    "Precedence: auto_reply",
    "X-Autoreply: yes",
)


@pytest.mark.fault(
    "A partner's mailbox answers with a vacation reply",
    "Ignored: it is neither delivery nor bounce; the partner is still reminded and the coordinator told after ten days",
)
def test_vacation(place: Scene, post: Post, figures: Figures) -> None:
    place.ask()
    behaviour = Behaviour()
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        place.work()
        before = place.rows(), place.requests()
        for headers in VACATIONS:
            reply = away(str(before[0][0].message_id), headers)
            taken = place.command("deliveries", "ingest", "-", given=reply)
            assert (taken.exit_code, taken.output) == (0, "ignored\n")
        assert (place.rows(), place.requests()) == before
        for _ in range(11):
            place.clock.forward(dt.timedelta(days=1))
            place.work()
    kinds = [row.kind for row in place.rows()]
    assert kinds.count(OutboxKind.REMINDER) == 2
    assert kinds.count(OutboxKind.ESCALATION) == 1
    assert [alarm["alarm"] for alarm in place.told] == [AlarmKind.NO_ANSWER]
    figures(f"{len(VACATIONS)} replies ignored, 0 states changed, 2 reminders and 1 escalation all the same")


@pytest.mark.fault(
    "Somebody forges a delivery notice or a bounce",
    "Refused: only a name that nobody but the mail's handlers can know counts; no state changes",
)
def test_forged_notice(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    place.ask()
    with post.server(Behaviour()) as wire:
        place.use(post.at(wire.port))
        place.work()
    before = place.rows(), place.requests()
    [row] = place.rows()
    message_id, envelope_id = str(row.message_id), str(row.envelope_id)
    # Each lacks the one thing that would make it true; the rest is as it would be.
    swapped = [
        envelope_id[:i] + ("1" if envelope_id[i] == "0" else "0") + envelope_id[i + 1 :] for i in range(32)
    ]
    forged = [
        *(
            report(fate, name, message_id)
            for name in swapped[: size(6, 32)]
            for fate in ("delivered", "failed")
        ),
        report("delivered", ENVELOPE_ID, message_id),
        report("failed", envelope_id.upper() + "0", message_id),
        report("failed", f"{envelope_id} OR 1=1", message_id),
        report("failed", "", None),
        receipt("avvenuta-consegna", "<" + "0" * 8 + message_id[9:]),
        receipt("errore-consegna", message_id.replace("@", "@evil.")),
        receipt("sconosciuta", message_id),
        b"",
        b"\0" * 100,
        report("failed", envelope_id) + b"x" * LARGEST,
    ]
    for notice in forged:
        taken = place.command("deliveries", "ingest", "-", given=notice)
        assert (taken.exit_code, taken.output) == (65, "refused\n"), notice[:2000]
    assert (place.rows(), place.requests()) == before
    assert place.told == []
    figures(f"{len(forged)} forged notices refused, 0 states changed")
