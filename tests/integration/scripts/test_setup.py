"""scripts/setup.sh on machines that lack one thing or another."""

from __future__ import annotations

from tests.integration.scripts.conftest import Checkout

OLD_PYTHON = """#!/bin/sh
case "$2" in *sys.exit*) exit 1 ;; *print*) echo 3.9 ;; esac
"""
BARE_PYTHON = """#!/bin/sh
case "$2" in *ensurepip*) exit 1 ;; *print*) echo 3.12 ;; esac
"""
DEAD_SHIM = """#!/bin/sh
echo "pyenv: python3.13: command not found" >&2
exit 127
"""
OFFLINE = "echo 'error: dns error: failed to lookup address information'; exit 2"


def test_a_python_that_is_too_old_gets_one_line(checkout: Checkout) -> None:
    checkout.put("python3", OLD_PYTHON)
    run = checkout.run("setup.sh")
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "Python 3.11 or newer is needed" in run.stderr
    assert "is 3.9" in run.stderr


def test_no_python_at_all_gets_one_line(checkout: Checkout) -> None:
    run = checkout.run("setup.sh")
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "none was found" in run.stderr


def test_a_python_without_ensurepip_is_told_what_to_install(checkout: Checkout) -> None:
    checkout.put("python3.12", BARE_PYTHON)
    run = checkout.run("setup.sh")
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "apt-get install python3.12-venv" in run.stderr


def test_shims_that_do_not_run_are_passed_over(checkout: Checkout) -> None:
    checkout.put("python3.13", DEAD_SHIM)
    checkout.put_python()
    checkout.put_uv()
    assert checkout.run("setup.sh").returncode == 0
    assert f"--python {checkout.bin}/python3 " in checkout.take_calls()[0]


def test_the_chosen_python_is_taken(checkout: Checkout) -> None:
    checkout.put_python("python3.13")
    checkout.put_python("mine")
    checkout.put_uv()
    assert checkout.run("setup.sh", PYTHON="mine").returncode == 0
    assert f"--python {checkout.bin}/mine " in checkout.take_calls()[0]


def test_the_second_start_installs_nothing(checkout: Checkout) -> None:
    checkout.put_python()
    checkout.put_uv()
    assert checkout.run("setup.sh").returncode == 0
    assert [call.split()[0] for call in checkout.take_calls()] == ["venv", "sync"]
    second = checkout.run("setup.sh")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert checkout.take_calls() == []


def test_a_changed_lock_is_followed(checkout: Checkout) -> None:
    checkout.put_python()
    checkout.put_uv()
    checkout.run("setup.sh")
    checkout.take_calls()
    (checkout.root / "uv.lock").write_text("version = 1\nrevision = 2\n", encoding="utf-8")
    assert checkout.run("setup.sh").returncode == 0
    assert [call.split()[0] for call in checkout.take_calls()] == ["sync"]


def test_groups_once_asked_for_stay(checkout: Checkout) -> None:
    checkout.put_python()
    checkout.put_uv()
    checkout.run("setup.sh", "dev")
    checkout.run("setup.sh", "bench")
    assert checkout.take_calls()[-1].endswith("--group bench --group dev")
    assert checkout.run("setup.sh").stdout == ""
    assert checkout.take_calls() == []


def test_no_network_gets_one_line(checkout: Checkout) -> None:
    checkout.put_python()
    checkout.put_uv(sync=OFFLINE)
    run = checkout.run("setup.sh")
    assert run.returncode == 1
    assert run.stderr.strip().count("\n") == 0
    assert "the first start needs a network" in run.stderr


def test_a_failed_start_is_tried_again(checkout: Checkout) -> None:
    checkout.put_python()
    checkout.put_uv(sync=OFFLINE)
    checkout.run("setup.sh")
    checkout.put_uv()
    checkout.take_calls()
    assert checkout.run("setup.sh").returncode == 0
    assert [call.split()[0] for call in checkout.take_calls()] == ["sync"]
