"""The command that DEPLOY.md gives for the web process is one that waitress takes, with limits on everything."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from waitress.adjustments import Adjustments

from forms_app.protection import LARGEST_BODY
from sportello.catalogue import load_site

ROOT = Path(__file__).parents[2]
DEPLOY = (ROOT / "DEPLOY.md").read_text("utf-8")


def test_the_web_process_is_limited_and_believes_only_its_own_proxy() -> None:
    found = re.search(r"waitress-serve ((?:.*\\\n)*.*)\n", DEPLOY)
    assert found is not None
    given = Adjustments.parse_args(shlex.split(found[1].replace("\\\n", " ")))
    taken = Adjustments(**{name: value for name, value in given[0].items() if name not in {"help", "call"}})
    assert taken.max_request_body_size == LARGEST_BODY
    assert taken.channel_timeout <= 30
    assert taken.max_request_header_size <= 16384
    assert (taken.trusted_proxy, taken.trusted_proxy_count) == ("127.0.0.1", 1)
    assert taken.trusted_proxy_headers == {"x-forwarded-for", "x-forwarded-proto"}
    assert taken.clear_untrusted_proxy_headers
    assert not taken.expose_tracebacks
    assert not taken.ident


def test_the_web_server_knows_the_error_page_of_every_language() -> None:
    found = re.search(r'"~\^/\(\?<code>([a-z|_-]+)\)/" "/\$code"', DEPLOY)
    assert found is not None
    assert tuple(found[1].split("|")) == load_site(ROOT / "mkdocs.yml").options.languages[1:]
