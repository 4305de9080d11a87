"""The owner of facts, from the mail in her mailbox to the site's next build."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from sportello.serving.places import Places
from tests.e2e.mailbox import Mailbox
from tests.e2e.reader import Reader, Readers
from tests.e2e.test_accessibility import violations

MESTIERI = "docs/enti/mestieri-lombardia.md"
CHANGED = "Il numero fisso è staccato (prova)."


def run(checkout: Path, *command: str) -> str:
    """Run a command as the administrator of the served site does."""
    environ = Places(checkout, 0).environment({"LC_ALL": "it_IT.UTF-8", "PYTHONUTF8": "1"})
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=checkout,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def test_an_owner_confirms_and_later_writes_what_has_changed(
    readers: Readers, mailbox: Mailbox, checkout: Path
) -> None:
    assert MESTIERI in run(checkout, "sportello", "check", "--stale")
    assert "3 asked" in run(checkout, "flask", "--app", "forms_app", "facts", "ask")
    mail = mailbox.wait_for_mail("Mestieri Lombardia")
    assert "- Telefono: 0372 1786314" in mail
    found = re.search(r"/partner/dati/\S+", mail)
    assert found
    link, owner = found[0], readers.open()
    assert violations(owner, lambda reader: opened(reader, link)) == []
    assert owner.heading == "Questi dati sono ancora giusti?"
    owner.follow(owner.button("È ancora giusto"))
    assert owner.heading == "Grazie, è confermato"
    assert violations(owner, lambda reader: opened(reader, link)) == []
    assert MESTIERI not in run(checkout, "sportello", "check", "--stale")

    owner.follow(owner.button("Manda alla redazione"), 422)
    assert violations(owner, lambda _reader: None) == []
    expect(owner.page.locator("#errori")).to_be_focused()
    aside = Mailbox(readers.open())
    owner.page.get_by_label("Che cosa è cambiato?").fill(CHANGED)
    owner.follow(owner.button("Manda alla redazione"))
    assert owner.heading == "Grazie, lo diciamo alla redazione"
    assert CHANGED in aside.wait_for_mail("Redazione")
    owner.check_addresses_hide(CHANGED)


def opened(reader: Reader, path: str) -> None:
    reader.open(path)
