"""scripts/browser.sh: whose Chromium the browser tests take."""

from __future__ import annotations

from tests.integration.scripts.conftest import Checkout

CHROMIUM = "#!/bin/sh\n"


def test_the_environment_chooses(checkout: Checkout) -> None:
    checkout.put("chromium", CHROMIUM)
    checkout.put("my-chromium", CHROMIUM)
    run = checkout.run("browser.sh", CHROMIUM=str(checkout.bin / "my-chromium"))
    assert run.stdout == f"{checkout.bin}/my-chromium\n"


def test_a_wrong_choice_is_said(checkout: Checkout) -> None:
    checkout.put("chromium", CHROMIUM)
    run = checkout.run("browser.sh", CHROMIUM="/nowhere/chromium")
    assert (run.returncode, run.stdout) == (1, "")
    assert "CHROMIUM=/nowhere/chromium is no program" in run.stderr


def test_the_machines_own_is_found(checkout: Checkout) -> None:
    checkout.put("google-chrome", CHROMIUM)
    assert checkout.run("browser.sh").stdout == f"{checkout.bin}/google-chrome\n"


def test_apt_installs_it_where_it_can(checkout: Checkout) -> None:
    checkout.put("sudo", '#!/bin/sh\nshift\nexec "$@"\n')
    installs = (
        f'#!/bin/sh\n[ "$1" = install ] || exit 0\nln -s "{checkout.bin}/sh" "{checkout.bin}/chromium"\n'
    )
    checkout.put("apt-get", installs)
    assert checkout.run("browser.sh").stdout == f"{checkout.bin}/chromium\n"


def test_elsewhere_playwright_brings_its_own(checkout: Checkout) -> None:
    (checkout.root / ".venv/bin").mkdir(parents=True)
    checkout.put("python", '#!/bin/sh\necho "$*" >asked\n')
    (checkout.root / ".venv/bin/python").symlink_to(checkout.bin / "python")
    run = checkout.run("browser.sh")
    assert (run.returncode, run.stdout) == (0, "")
    assert (checkout.root / "asked").read_text(encoding="utf-8") == "-m playwright install chromium\n"
