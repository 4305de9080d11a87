"""A row that cannot be delivered: the others are, somebody is told, and it is not tried for ever."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from forms_app.database import outbox, request, writing
from forms_app.outbox.retry import LAST_ATTEMPT
from forms_app.outbox.states import AlarmKind, ErrorKind, OutboxKind, OutboxState, RequestState
from forms_app.privacy.keys import load_public_key
from forms_app.privacy.sealing import seal
from forms_app.requests.accept import row_identity
from tests.faults.post import HOUR, MAILBOX, MOMENT, Figures, Post, Size, told_within_a_minute
from tests.faults.scene import WORDS, Scene, arrived, scene
from tests.integration.forms.sealed import good_key
from tests.integration.gnupg import key_ring
from tests.integration.mail.server import Behaviour


def spoil(place: Scene, marker: str, **values: Any) -> uuid.UUID:  # noqa: ANN401  any column
    """Change the stored row of one request; return which it is."""
    spoilt: uuid.UUID = place.requests()[place.asked.index(marker)].id
    with writing(place.services.engine) as connection:
        connection.execute(request.update().where(request.c.id == spoilt).values(values))
    return spoilt


def others_arrive(place: Scene, post: Post, bad: list[str], behaviour: Behaviour) -> None:
    """Everything is delivered but the bad ones, in one round of the worker."""
    good = sorted(set(place.asked) - set(bad))
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        place.work()
    assert arrived(behaviour, MAILBOX["energheia"]) == good
    assert len(behaviour.taken) == len(good)


def never_again(place: Scene, behaviour: Behaviour, post: Post, ids: list[uuid.UUID], tries: int) -> None:
    """A year later it is where it was."""
    there = arrived(behaviour, MAILBOX["energheia"])
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        for days in (1, 10, 100, 400):
            place.clock.forward(dt.timedelta(days=days))
            place.work()
    rows = [row for row in place.rows() if row.request_id in ids and row.kind is OutboxKind.REQUEST]
    assert [(row.state, row.attempts) for row in rows] == [(OutboxState.FAILED, tries)] * len(ids)
    assert {row.state for row in place.requests() if row.id in ids} == {RequestState.RECEIVED}
    assert arrived(behaviour, MAILBOX["energheia"]) == there


GARBAGE: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _sealed: b"",
    "noise": lambda sealed: os.urandom(len(sealed)),
    "half": lambda sealed: sealed[: len(sealed) // 2],
    "one bit": lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
}


@pytest.mark.fault(
    "The sealed bytes of a row are garbage (a broken disk)",
    "All others are delivered in the same round; alarm within a minute; tried once, then kept for a person",
)
def test_garbage(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    begun, ids, bad = place.clock.now, [], []
    for spoiling in GARBAGE.values():
        bad.append(place.ask())
        sealed = place.requests()[-1].sealed
        assert isinstance(sealed, bytes)
        ids.append(spoil(place, bad[-1], sealed=spoiling(sealed)))
        for _ in range(size(1, 10)):
            place.ask()
    behaviour = Behaviour()
    others_arrive(place, post, bad, behaviour)
    assert {row.last_error for row in place.rows()} == {None, ErrorKind.SEAL_BROKEN}
    told_within_a_minute(place, begun, AlarmKind.GIVEN_UP, len(bad))
    never_again(place, behaviour, post, ids, tries=1)
    good = len(place.asked) - len(bad)
    figures(f"{len(bad)} garbage rows among {good}: {good} delivered, {len(bad)} alarms, 1 try each")


BROKEN_MAILS: dict[str, Callable[[bytes], bytes]] = {
    **{how: spoiling for how, spoiling in GARBAGE.items() if how != "one bit"},
    "an empty page": lambda mail: mail[:4096] + bytes(4096) + mail[8192:],
    "the last line": lambda mail: mail[:-1],
}


@pytest.mark.fault(
    "A mail that was encrypted for a partner is garbage (a broken disk)",
    "All others are delivered in the same round; the garbage is sent to nobody; alarm within a minute; tried once",
)
def test_garbage_mail(tmp_path: Path, post: Post, size: Size, figures: Figures) -> None:
    behaviour = Behaviour()
    with key_ring() as ring, scene(tmp_path, good_key(ring)) as place, post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        assert place.command("keys", "test", "mestieri").exit_code == 0
        begun, bad = place.clock.now, len(BROKEN_MAILS)
        good = sum(spoilt_between(place, spoiling, size(1, 10)) for spoiling in BROKEN_MAILS.values())
        behaviour.taken.clear()
        place.work()
        assert sorted(row.state for row in place.rows()) == ["failed"] * bad + ["sent"] * good
        assert {row.last_error for row in place.rows()} == {None, ErrorKind.SEAL_BROKEN}
        mails = [bytes(envelope.original_content or b"") for envelope in behaviour.taken]
        assert all(WORDS.encode() in ring.decrypt(mail) for mail in mails)
        assert len(mails) == good
        told_within_a_minute(place, begun, AlarmKind.GIVEN_UP, bad)
    figures(f"{bad} garbage mails among {good}: {good} delivered, 0 garbage sent, {bad} alarms, 1 try each")


def spoilt_between(place: Scene, spoiling: Callable[[bytes], bytes], others: int) -> int:
    """Spoil one encrypted mail and let others follow; return how many."""
    marker = place.ask("mestieri")
    mail = place.requests()[place.asked.index(marker)].sealed
    assert isinstance(mail, bytes)
    spoil(place, marker, sealed=spoiling(mail))
    for _ in range(others):
        place.ask("mestieri")
    return others


@pytest.mark.fault(
    "The organization of a request is gone from the site",
    "All others are delivered in the same round; alarm within a minute; kept; sent once the page is back",
)
def test_organization_gone(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    begun, bad = place.clock.now, []
    for _ in range(size(2, 20)):
        bad.append(place.ask())
        spoil(place, bad[-1], organization="sparita")
        place.ask()
    move(place, bad, "sparita")
    behaviour = Behaviour()
    others_arrive(place, post, bad, behaviour)
    told_within_a_minute(place, begun, AlarmKind.GIVEN_UP, len(bad))
    place.clock.now = begun + HOUR
    move(place, bad, "energheia")
    assert f"{len(bad)} put back" in place.command("deliveries", "retry").output
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        place.work()
    assert arrived(behaviour, MAILBOX["energheia"]) == sorted(place.asked)
    figures(
        f"{len(bad)} rows without organization: {len(bad)} others delivered, {len(bad)} alarms, all sent later"
    )


@pytest.mark.fault(
    "A row makes the worker fail while it writes the mail (what it holds cannot be understood)",
    "All others are delivered in the same round; red after an hour; 46 tries in some ten days, then an alarm",
)
def test_raising(place: Scene, post: Post, figures: Figures) -> None:
    begun, key = place.clock.now, load_public_key(place.settings.keys.public)
    contents = (b"[]", b"{}", b"\xff\xfe", b'{"form": "party"}', b"")
    bad = [place.ask() for _ in contents]
    ids = [row.id for row in place.requests()]
    for marker, identity, content in zip(bad, ids, contents, strict=True):
        spoil(place, marker, sealed=seal(content, key, row_identity(identity)))
    place.ask()
    behaviour = Behaviour()
    others_arrive(place, post, bad, behaviour)
    assert {row.last_error for row in place.rows()} == {None, ErrorKind.INTERNAL}
    place.clock.now = begun + HOUR + MOMENT
    place.beat()
    assert len(place.stuck()) == len(bad)
    assert not place.health().well
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        while any(
            row.state is OutboxState.WAITING and row.kind is OutboxKind.REQUEST for row in place.rows()
        ):
            place.wait()
            place.work()
    assert [alarm["alarm"] for alarm in place.told].count(AlarmKind.GIVEN_UP) == len(bad)
    days = (place.clock.now - begun) / dt.timedelta(days=1)
    never_again(place, behaviour, post, ids, tries=LAST_ATTEMPT)
    figures(
        f"{len(bad)} rows, 1 other delivered; {LAST_ATTEMPT} tries each in {days:.0f} days, {len(bad)} alarms"
    )


def move(place: Scene, markers: list[str], organization: str) -> None:
    """Let the orders of some requests name an organization."""
    ids = [place.requests()[place.asked.index(marker)].id for marker in markers]
    with writing(place.services.engine) as connection:
        for table, column in ((request, request.c.id), (outbox, outbox.c.request_id)):
            mine = sa.and_(column.in_(ids))
            connection.execute(sa.update(table).where(mine).values(organization=organization))


NEWER = {
    "form": "UPDATE request SET form = 'survey' WHERE id = :request",
    "seal": "UPDATE request SET seal = 'pqc' WHERE id = :request",
    "kind of mail": "UPDATE outbox SET kind = 'question' WHERE request_id = :request",
    "contact": "UPDATE outbox SET contact = 'second' WHERE request_id = :request",
}


@pytest.mark.fault(
    "A row was written by a newer version of the program, with words that this one does not know",
    "The worker goes on; all others are delivered in the same round; alarm within a minute; tried once",
)
def test_newer(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    begun, bad = place.clock.now, []
    for statement in NEWER.values():
        bad.append(place.ask())
        with place.services.engine.begin() as connection:
            last = "(SELECT id FROM request ORDER BY received_at DESC, rowid DESC LIMIT 1)"
            connection.exec_driver_sql(statement.replace(":request", last))
        for _ in range(size(1, 10)):
            place.ask()
    behaviour = Behaviour()
    others_arrive(place, post, bad, behaviour)
    place.beat()
    assert place.clock.now - begun < dt.timedelta(minutes=1)
    assert [alarm["alarm"] for alarm in place.told] == [AlarmKind.GIVEN_UP] * len(bad)
    assert not place.health().well
    figures(
        f"{len(bad)} rows not understood, {len(place.asked) - len(bad)} others delivered, {len(bad)} alarms"
    )
