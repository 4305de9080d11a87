"""scripts/lighthouse.sh: Lighthouse as the lock file has it, and Node.js where there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.integration.scripts.conftest import ROOT, Checkout

NPM = '#!/bin/sh\necho "$*" >>npm-was-called\nmkdir -p node_modules && : >node_modules/.package-lock.json\n'
GOOD, OLD = "#!/bin/sh\nexit 0\n", "#!/bin/sh\nexit 1\n"
"""A Node.js that is asked whether it is new enough."""


@pytest.fixture
def lighthouse(checkout: Checkout) -> Checkout:
    for tool in ("cp", "cmp"):
        (checkout.bin / tool).symlink_to(shutil.which(tool) or tool)
    shutil.copytree(
        ROOT / "tests/lighthouse", checkout.root / "tests/lighthouse", ignore=shutil.ignore_patterns("*.py")
    )
    checkout.put("id", "#!/bin/sh\necho 0\n")
    return checkout


def test_what_is_locked_is_installed_once(lighthouse: Checkout) -> None:
    lighthouse.put("node", GOOD)
    lighthouse.put("npm", NPM)
    first, second = lighthouse.run("lighthouse.sh"), lighthouse.run("lighthouse.sh")
    assert (first.returncode, second.returncode, second.stderr) == (0, 0, ""), first.stderr
    assert _calls(lighthouse) == ["ci --ignore-scripts --no-audit --no-fund --loglevel=error"]


def test_another_lock_file_is_installed_anew(lighthouse: Checkout) -> None:
    lighthouse.put("node", GOOD)
    lighthouse.put("npm", NPM)
    lighthouse.run("lighthouse.sh")
    with (lighthouse.root / "tests/lighthouse/package-lock.json").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    lighthouse.run("lighthouse.sh")
    assert len(_calls(lighthouse)) == 2


def test_node_comes_from_apt_where_there_is_none(lighthouse: Checkout) -> None:
    made = lighthouse.root / "made"
    made.mkdir()
    for name, text in (("node", GOOD), ("npm", NPM)):
        (made / name).write_text(text, encoding="utf-8")
        (made / name).chmod(0o755)
    lighthouse.put("apt-get", f'#!/bin/sh\n[ "$1" = install ] || exit 0\nln -s {made}/* "{lighthouse.bin}"\n')
    run = lighthouse.run("lighthouse.sh")
    assert run.returncode == 0, run.stderr
    assert "Installing Node.js" in run.stderr
    assert len(_calls(lighthouse)) == 1


@pytest.mark.parametrize("node", [None, OLD])
def test_without_a_node_that_is_new_enough_it_says_so(lighthouse: Checkout, node: str | None) -> None:
    if node:
        lighthouse.put("node", node)
        lighthouse.put("npm", NPM)
    run = lighthouse.run("lighthouse.sh")
    assert run.returncode == 1
    assert "Lighthouse needs Node.js 18.20 or newer" in run.stderr


def test_without_a_network_it_says_so(lighthouse: Checkout) -> None:
    lighthouse.put("node", GOOD)
    lighthouse.put("npm", "#!/bin/sh\necho 'npm error network' >&2\nexit 1\n")
    run = lighthouse.run("lighthouse.sh")
    assert run.returncode == 1
    assert "needs a network" in run.stderr
    assert "npm error network" in run.stderr


def _calls(checkout: Checkout) -> list[str]:
    return Path(checkout.root, "var/lighthouse/npm-was-called").read_text(encoding="utf-8").splitlines()
