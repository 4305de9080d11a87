"""What delivery notices change."""

from __future__ import annotations

import datetime as dt
from mailbox import Maildir
from pathlib import Path

import pytest

from forms_app.errors import StorageUnavailableError
from forms_app.health import measure
from forms_app.ledger.acts import take_in_charge
from forms_app.ledger.ingest import Ingester, Taken
from forms_app.ledger.mailboxes import MailboxTester
from forms_app.outbox.states import AlarmKind, Contact, ErrorKind, OutboxState, RequestState
from tests.integration.storage import Clock, Installation, Recorder, deliver_next
from tests.unit.forms_app.mail.notices import ENVELOPE_ID, answer, receipt, report, vacation
from tests.unit.forms_app.samples import NOW, SENDER, SampleDirectory

LATER = NOW + dt.timedelta(hours=2)


@pytest.fixture
def ingester(installation: Installation) -> Ingester:
    installation.accept()
    deliver_next(installation.deliverer(Recorder()))
    return Ingester(installation.engine, SampleDirectory())


def envelope_id(installation: Installation) -> str:
    return str(installation.outbox_row().envelope_id)


def message_id(installation: Installation) -> str:
    return str(installation.outbox_row().message_id)


def test_a_verified_notice_is_delivery(installation: Installation, ingester: Ingester) -> None:
    data = report("delivered", envelope_id(installation))
    assert ingester.take_in(data, LATER) is Taken.RECORDED
    assert installation.request_row().state is RequestState.DELIVERED
    assert installation.outbox_row().delivered_at == LATER
    assert ingester.take_in(data, LATER + dt.timedelta(days=1)) is Taken.REPEATED
    assert installation.outbox_row().delivered_at == LATER


def test_a_pec_receipt_is_delivery(installation: Installation, ingester: Ingester) -> None:
    accepted = receipt("accettazione", message_id(installation))
    assert ingester.take_in(accepted, LATER) is Taken.REPEATED
    assert installation.request_row().state is RequestState.HANDED_OVER
    assert ingester.take_in(receipt(message_id=message_id(installation)), LATER) is Taken.RECORDED
    assert installation.request_row().state is RequestState.DELIVERED


def test_delivery_does_not_take_back_what_the_partner_did(
    installation: Installation, ingester: Ingester
) -> None:
    take_in_charge(installation.engine, installation.outbox_row().id, NOW)
    ingester.take_in(report("delivered", envelope_id(installation)), LATER)
    assert installation.request_row().state is RequestState.TAKEN_IN_CHARGE


@pytest.mark.parametrize("first", ["delayed", "delivered"])
def test_a_bounce_after_acceptance_alarms_and_goes_to_the_reserve_contact(
    installation: Installation, ingester: Ingester, first: str
) -> None:
    ingester.take_in(report(first, envelope_id(installation)), NOW)
    data = report("failed", envelope_id(installation))
    assert ingester.take_in(data, LATER) is Taken.RECORDED
    assert ingester.take_in(data, LATER) is Taken.REPEATED
    failed = installation.outbox_row()
    assert (failed.state, failed.last_error) == (OutboxState.FAILED, ErrorKind.BOUNCED)
    assert installation.request_row().state is RequestState.RECEIVED
    assert installation.alarms() == [AlarmKind.BOUNCED]
    assert measure(installation.engine, LATER).ledger.failed == 1
    postman = Recorder()
    deliver_next(installation.deliverer(postman, Clock(LATER)))
    assert postman.messages[0].recipients == [("Mestieri Lombardia", "riserva@example.org")]
    assert [row.contact for row in installation.outbox_rows()] == [Contact.MAIN, Contact.RESERVE]


def test_a_bounce_of_the_reserve_contact_is_the_end_of_it(
    installation: Installation, ingester: Ingester
) -> None:
    ingester.take_in(report("failed", envelope_id(installation)), LATER)
    deliver_next(installation.deliverer(Recorder(), Clock(LATER)))
    reserve = installation.outbox_rows()[1]
    ingester.take_in(report("failed", str(reserve.envelope_id)), LATER)
    assert len(installation.outbox_rows()) == 2
    assert installation.alarms() == [AlarmKind.BOUNCED] * 2


def test_a_bounce_of_what_was_taken_in_charge_changes_no_state(
    installation: Installation, ingester: Ingester
) -> None:
    take_in_charge(installation.engine, installation.outbox_row().id, NOW)
    ingester.take_in(report("failed", envelope_id(installation)), LATER)
    assert installation.request_row().state is RequestState.TAKEN_IN_CHARGE
    assert len(installation.outbox_rows()) == 1
    assert not measure(installation.engine, LATER).ledger.alarming


def test_forged_unknown_and_personal_mails_are_refused(
    installation: Installation, ingester: Ingester
) -> None:
    before = installation.outbox_rows(), installation.request_row()
    forged = report("failed", ENVELOPE_ID, message_id(installation))
    for data in (forged, report("failed", ENVELOPE_ID), receipt("errore-consegna"), answer(), b"\0"):
        assert ingester.take_in(data, LATER) is Taken.REFUSED
    assert ingester.take_in(vacation(), LATER) is Taken.IGNORED
    assert (installation.outbox_rows(), installation.request_row()) == before


def test_a_notice_that_is_quicker_than_our_own_record_counts(installation: Installation) -> None:
    installation.accept()
    deliverer = installation.deliverer(Recorder())
    row = deliverer.claim()
    assert row is not None
    ingester = Ingester(installation.engine, SampleDirectory())
    ingester.take_in(report("delivered", row.envelope_id), NOW)
    deliverer.deliver(row)
    assert installation.request_row().state is RequestState.DELIVERED
    assert installation.outbox_row().state is OutboxState.SENT


def test_a_maildir_keeps_only_what_was_refused(
    installation: Installation, ingester: Ingester, tmp_path: Path
) -> None:
    maildir = Maildir(tmp_path / "notices", create=True)
    for data in (report("delivered", envelope_id(installation)), vacation(), answer()):
        maildir.add(data)
    counts = ingester.take_in_maildir(tmp_path / "notices", LATER)
    assert counts == {Taken.RECORDED: 1, Taken.REPEATED: 0, Taken.IGNORED: 1, Taken.REFUSED: 1}
    [kept] = Maildir(tmp_path / "notices")
    assert (kept.get_subdir(), kept.get_flags()) == ("cur", "F")
    assert set(ingester.take_in_maildir(tmp_path / "notices", LATER).values()) == {0}


def test_what_cannot_be_recorded_stays_new(
    installation: Installation, ingester: Ingester, tmp_path: Path
) -> None:
    Maildir(tmp_path / "notices", create=True).add(report("delivered", envelope_id(installation)))
    with installation.locked(), pytest.raises(StorageUnavailableError):
        ingester.take_in_maildir(tmp_path / "notices", LATER)
    assert ingester.take_in_maildir(tmp_path / "notices", LATER)[Taken.RECORDED] == 1


def test_a_dead_mailbox_is_noticed_by_a_test_message(installation: Installation) -> None:
    postman = Recorder()
    tester = MailboxTester(installation.engine, SampleDirectory(), postman, SENDER)
    assert tester.due(NOW) == ("mestieri-lombardia", "accoglienza")
    assert tester.test("mestieri-lombardia", NOW) is None
    assert tester.due(NOW) == ("accoglienza",)
    assert tester.due(NOW + dt.timedelta(days=7)) == ("mestieri-lombardia", "accoglienza")
    ingester = Ingester(installation.engine, SampleDirectory())
    [message] = postman.messages
    assert ingester.take_in(receipt(message_id=str(message.msgId)), LATER) is Taken.RECORDED
    assert not measure(installation.engine, LATER).ledger.alarming
    tester.test("mestieri-lombardia", LATER)
    bounced = receipt("errore-consegna", str(postman.messages[1].msgId))
    assert ingester.take_in(bounced, LATER) is Taken.RECORDED
    assert measure(installation.engine, LATER).ledger.mailboxes_failing == 1
    assert installation.alarms() == [AlarmKind.MAILBOX_DEAD]
    tester.test("mestieri-lombardia", LATER + dt.timedelta(days=1))
    assert not measure(installation.engine, LATER).ledger.alarming


@pytest.mark.parametrize("organization", ["mestieri-lombardia", "senza-indirizzo"])
def test_a_test_message_that_is_refused_alarms_at_once(installation: Installation, organization: str) -> None:
    refusing = Recorder(refuse_with=ErrorKind.PERMANENT)
    tester = MailboxTester(installation.engine, SampleDirectory(), refusing, SENDER)
    assert tester.test(organization, NOW) in {ErrorKind.PERMANENT, ErrorKind.NO_ADDRESS}
    assert measure(installation.engine, NOW).ledger.mailboxes_failing == 1
    assert installation.alarms() == [AlarmKind.MAILBOX_DEAD]
