"""Leaflets come to the served site by themselves, after it is on show."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sportello.leaflets.ready import why_not
from tests.integration.mkdocs_plugin.conftest import TREE, draw
from tests.integration.serving.conftest import DEADLINE, FORMS, Server, processes_in

SITE = TREE.replace("      fallback:", "      leaflets: [a4]\n      fallback:")


@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
def test_the_site_is_on_show_before_its_leaflets_are_printed(tmp_path: Path, port: int) -> None:
    root = draw(tmp_path, f"{SITE}=== forms_app/__init__.py\n{FORMS}")
    server = Server(root, port)
    try:
        server.wait_for("Ctrl-C")
        leaflet = root / "var/site/volantini/ar/progetti/activity-a4.pdf"
        deadline = time.monotonic() + DEADLINE
        while not leaflet.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert leaflet.read_bytes().startswith(b"%PDF-1.7")
    finally:
        server.stop()
        server.wait_for_silence()
    assert processes_in(root) == []
