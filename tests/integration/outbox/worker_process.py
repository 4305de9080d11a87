"""Run by the tests: the real worker in a process of its own, with the installation and server they name.

Arguments: the installation's `var/`, the SMTP server's port, the database's URL. Says "started" when its loop begins.
"""

from __future__ import annotations

import sys
import threading
from dataclasses import replace

from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.worker import run, stop_on_signals, worker_name
from forms_app.settings import Smtp, TlsMode, load_settings
from forms_app.workshop import make_deliverer
from tests.unit.forms_app.samples import SampleDirectory


def main(var_dir: str, port: str, database_url: str) -> None:
    """Deliver until stopped."""
    settings = load_settings(
        {
            "SPORTELLO_ENVIRONMENT": "development",
            "SPORTELLO_VAR": var_dir,
            "SPORTELLO_DATABASE_URL": database_url,
        }
    )
    settings = replace(settings, smtp=Smtp("127.0.0.1", int(port), TlsMode.OFF))
    deliverer = make_deliverer(settings, SampleDirectory())
    stop = threading.Event()
    stop_on_signals(stop)
    sys.stdout.write("started\n")
    sys.stdout.flush()
    run(deliverer, Heartbeat(deliverer.engine, worker_name()), stop)


if __name__ == "__main__":
    main(*sys.argv[1:])
