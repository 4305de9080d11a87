"""What the targets of the Makefile run, with a Python that only notes what it is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.integration.scripts.conftest import ROOT, Checkout

PYTHON = """#!/bin/sh
case "$1" in -c) exit 0 ;; esac
echo "$* CHROMIUM=$CHROMIUM" >>asked
"""


@pytest.fixture
def made(checkout: Checkout) -> Checkout:
    """A checkout whose environment is there."""
    shutil.copy(ROOT / "Makefile", checkout.root)
    checkout.put("python3", PYTHON)
    checkout.put(
        "uv", '#!/bin/sh\n[ "$1" != venv ] || { mkdir -p .venv/bin && ln -s "$4" .venv/bin/python; }\n'
    )
    checkout.put("chromium", "#!/bin/sh\n")
    for tool in ("expand", "make"):
        (checkout.bin / tool).symlink_to(shutil.which(tool) or tool)
    return checkout


def asked(checkout: Checkout) -> str:
    return (checkout.root / "asked").read_text(encoding="utf-8")


def test_alone_it_lists_the_targets(made: Checkout) -> None:
    targets = [line.split()[1] for line in made.make().stdout.splitlines()]
    commands = ["help", "serve", "test", "faults", "lint", "audit", "screenshots", "lighthouse", "bench"]
    assert targets == [*commands, "clean"]


def test_serve_takes_a_port(made: Checkout) -> None:
    assert made.make("serve", "PORT=8001").returncode == 0
    assert asked(made).startswith("-m sportello.serving --port 8001 ")


def test_test_runs_all_with_a_browser(made: Checkout) -> None:
    assert made.make("test").returncode == 0
    assert asked(made) == f"-m pytest -n 2 --dist loadfile CHROMIUM={made.bin}/chromium\n"
    groups = Path(made.root / ".venv/sportello-setup").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(groups) == ["bench", "dev"]


def test_nothing_runs_when_the_set_up_fails(made: Checkout) -> None:
    (made.bin / "python3").unlink()
    run = made.make("serve")
    assert run.returncode != 0
    assert "Python 3.11 or newer is needed" in run.stderr
    assert not (made.root / "asked").exists()
