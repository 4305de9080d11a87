from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.serving.conftest import Server, processes_in


def test_it_builds_serves_and_says_where(server: Server, root: Path) -> None:
    server.wait_until_ready()
    said = "".join(server.said)
    assert "Building the site" in said
    assert f"http://127.0.0.1:{server.port}/moduli/it/contatto" in said
    assert f"http://127.0.0.1:{server.port}/mailbox/" in said
    assert "Prima versione" in server.page()
    assert sorted(path.name for path in root.iterdir()) == ["docs", "forms_app", "mkdocs.yml", "var"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_and_leaves_no_process(server: Server, root: Path, number: int) -> None:
    server.wait_until_ready()
    assert len(processes_in(root)) == 5  # two tethers, web, worker and the worker's own child
    assert server.stop(number) == 0
    assert "Stopped." in server.wait_for_silence()
    assert processes_in(root) == []


def test_a_program_that_will_not_stop_is_killed(root: Path, server: Server) -> None:
    (root / "stubborn").touch()
    server.wait_until_ready()
    assert server.stop() == 0
    server.wait_for_silence()
    assert processes_in(root) == []


def test_it_stops_in_the_middle_of_a_build(server: Server, root: Path) -> None:
    server.wait_for("Building the site")
    assert server.stop() == 0
    server.wait_for_silence()
    assert processes_in(root) == []


def test_a_killed_server_takes_its_processes_along(server: Server, root: Path) -> None:
    server.wait_until_ready()
    server.stop(signal.SIGKILL)
    server.wait_for_silence()
    assert processes_in(root) == []


def test_a_saved_page_is_shown_and_open_pages_are_told(server: Server, root: Path) -> None:
    server.wait_until_ready()
    first = json.loads((root / "var/build.json").read_text(encoding="utf-8"))["number"]
    (root / "docs/index.md").write_text("# Seconda versione\n", encoding="utf-8")
    server.wait_for("docs/index.md was saved")
    server.wait_for("has started")
    assert "Seconda versione" in server.page()
    assert json.loads((root / "var/build.json").read_text(encoding="utf-8"))["number"] > first


def test_a_broken_page_keeps_the_last_good_site(server: Server, root: Path) -> None:
    server.wait_until_ready()
    (root / "mkdocs.yml").write_text("site_name: Prova\ntheme: nessuno\n", encoding="utf-8")
    server.wait_for("Put right what is said above")
    assert any("nessuno" in line for line in server.said)
    assert "Prima versione" in server.page()


def test_a_program_that_dies_is_started_again(server: Server) -> None:
    server.wait_until_ready()
    worker = next(line for line in server.said if "stand-in worker" in line).split()[2]
    os.kill(int(worker), signal.SIGKILL)
    server.wait_for("The worker ended (status 137). It starts again in 1 s.")
    server.wait_for("has started")


def test_wrong_content_at_the_start_ends_it(root: Path, port: int) -> None:
    (root / "mkdocs.yml").write_text("site_name: Prova\ntheme: nessuno\n", encoding="utf-8")
    server = Server(root, port)
    assert server.process.wait() == 1
    assert "nessuno" in (said := server.wait_for_silence())
    assert said.endswith("Put right what is said above, then start again.\n")
    assert processes_in(root) == []


def test_forms_that_cannot_start_end_it(root: Path, port: int) -> None:
    (root / "forms_app/__init__.py").write_text("raise SystemExit('no sender is set')", encoding="utf-8")
    server = Server(root, port)
    assert server.process.wait() == 1
    said = server.wait_for_silence()
    assert "no sender is set\nThe forms cannot be started." in said
    assert processes_in(root) == []


def test_a_taken_port_gets_one_line_before_anything_is_begun(root: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        server = Server(root, port)
        assert server.process.wait() == 3
    said = server.wait_for_silence()
    assert said.count("\n") == 1
    assert f"Port {port} is taken" in said
    assert not (root / "var").exists()


def test_a_second_server_in_the_same_folder_is_refused(server: Server, root: Path) -> None:
    server.wait_for("Building the site")
    command = [sys.executable, "-m", "sportello.serving", "--port", "65000"]
    second = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (second.returncode, second.stderr.count("\n")) == (3, 1)
    assert "being served already" in second.stderr


def test_a_folder_without_a_site_gets_one_line(tmp_path: Path, port: int) -> None:
    server = Server(tmp_path, port)
    assert server.process.wait() == 2
    assert server.wait_for_silence().count("\n") == 1
