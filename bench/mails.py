"""One worker delivering what citizens sent, beside plain Flask-Mail."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.citizen import HOST
from bench.mail_server import Arrivals, receiving
from bench.server import forms_environment
from sportello.serving.crew import worker_command
from sportello.terminal import table

NOTES = """\
Both speak to the same server over STARTTLS. The worker claims, opens, composes (text and HTML), marks, hands over and
records each mail, in three durable transactions, and verifies the certificate; Flask-Mail sends a finished text,
verifies nothing and records nothing. From the first mail taken to the last."""


@dataclass(frozen=True)
class MailsResult:
    """Mails a second.

    Attributes:
        ours: of one worker.
        plain: of Flask-Mail with a connection for each message.
    """

    ours: float
    plain: float


def measure_mails(site: Path, var: Path, waiting: int, plain: int) -> MailsResult:
    """Let a worker deliver the requests that wait in `var`, then Flask-Mail send `plain` mails. Raises BenchError."""
    return MailsResult(_worker_rate(site, var, waiting), _plain_rate(var, plain))


def mails_table(result: MailsResult) -> str:
    """Rates and their ratio."""
    rows = [
        ["one worker", f"{result.ours:,.0f}", f"{result.ours / result.plain:.1f}"],
        ["plain Flask-Mail, a connection a mail", f"{result.plain:,.0f}", "1"],
    ]
    return table(rows, ["mails handed over", "a second", "of Flask-Mail's"])


def _worker_rate(site: Path, var: Path, count: int) -> float:
    arrivals = Arrivals(count)
    with receiving(arrivals, var) as (port, trusted):
        smtp = {
            "SPORTELLO_SMTP_HOST": HOST,
            "SPORTELLO_SMTP_PORT": str(port),
            "SPORTELLO_SMTP_CA_FILE": str(trusted),
        }
        return _rate(arrivals, worker_command(), forms_environment(site, var) | smtp, var / "worker.log")


def _plain_rate(var: Path, count: int) -> float:
    arrivals = Arrivals(count)
    with receiving(arrivals, var) as (port, _trusted):
        command = [sys.executable, "-m", "bench.plain_sender", str(port), str(count)]
        return _rate(arrivals, command, {}, var / "plain.log")


def _rate(arrivals: Arrivals, command: Sequence[str], environment: Mapping[str, str], log: Path) -> float:
    with log.open("wb") as output:
        sender = subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        return arrivals.rate()
    finally:
        sender.terminate()
        sender.wait()
