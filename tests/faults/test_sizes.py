"""How long a request is cannot be told from what is stored or sent."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import sqlalchemy as sa

from forms_app.database import request
from forms_app.outbox.states import Seal
from tests.faults.anything import Filled
from tests.faults.post import Figures
from tests.faults.scene import PLACES, Scene, scene
from tests.integration.forms.sealed import good_key
from tests.integration.gnupg import GnuPG, key_ring
from tests.integration.mail.server import Behaviour, serving, smtp_at

LENGTHS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 200, 233, 300, 377, 450, 610, 800, 987, 1000)
"""Of the message, in characters."""
SCRIPTS = {"ASCII": "a", "Arabic": "ش", "emoji": "🙂"}
MOST_CLASSES = 4


@pytest.fixture
def partner() -> Iterator[GnuPG]:
    with key_ring() as ring:
        yield ring


def send_all(place: Scene, organization: str) -> None:
    """Send a message of each length in each script through the form."""
    form = Filled(place, f"/moduli/it/contatto?progetto=activity&comune={PLACES[organization]}")
    for letter, length in product(SCRIPTS.values(), LENGTHS):
        assert form.send({"message": [letter * length]}).status_code == 303


def stored(place: Scene) -> Counter[int]:
    """How many requests there are of each stored size."""
    with place.services.engine.connect() as connection:
        return Counter(connection.scalars(sa.select(sa.func.length(request.c.sealed))))


def classes(sizes: Counter[int]) -> str:
    return ", ".join(f"{number} of {size} bytes" for size, number in sorted(sizes.items()))


@pytest.mark.fault(
    "Somebody sees the sizes of the stored requests (partner without a key)",
    "Messages of 20 lengths from 1 to 1,000 characters, ASCII, Arabic, emoji, have at most 4 sizes",
)
def test_stored_sizes(tmp_path: Path, figures: Figures) -> None:
    with scene(tmp_path) as place:
        send_all(place, "energheia")
        found = stored(place)
        assert {row.seal for row in place.requests()} == {Seal.HPKE}
    assert found.total() == len(LENGTHS) * len(SCRIPTS)
    assert len(found) <= MOST_CLASSES
    figures(f"{found.total()} requests: {classes(found)}")


@pytest.mark.fault(
    "Somebody sees the sizes of the encrypted mails (stored, on the line, in the partner's mailbox)",
    "Messages of 20 lengths from 1 to 1,000 characters, ASCII, Arabic, emoji, have at most 4 sizes",
)
def test_mail_sizes(tmp_path: Path, partner: GnuPG, figures: Figures) -> None:
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    behaviour = Behaviour()
    with scene(tmp_path, good_key(partner)) as place, serving(behaviour) as port:
        place.use(smtp_at(port))
        assert place.command("keys", "test", "mestieri").exit_code == 0
        behaviour.taken.clear()
        send_all(place, "mestieri")
        place.work()
        kept = stored(place)
        assert {row.seal for row in place.requests()} == {Seal.OPENPGP}
    sent = Counter(len(bytes(envelope.original_content or b"")) for envelope in behaviour.taken)
    assert kept == sent
    assert sent.total() == len(LENGTHS) * len(SCRIPTS)
    assert len(sent) <= MOST_CLASSES
    figures(f"{sent.total()} mails: {classes(sent)}")
