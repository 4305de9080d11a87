"""The port of this machine that the site is served on."""

from __future__ import annotations

import errno
import socket

from sportello.errors import PortTakenError

HOST = "127.0.0.1"


def ensure_port_is_free(port: int) -> None:
    """Find out before a long build whether the web process will get its port.

    Raises:
        PortTakenError: another program has it, or the system keeps it from us.
    """
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            raise PortTakenError(_explanation(port, error)) from error


def is_answering(port: int) -> bool:
    """Whether a program takes connections there."""
    with socket.socket() as trial:
        return trial.connect_ex((HOST, port)) == 0


def _explanation(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else port - 1  # noqa: PLR2004 - the highest port there is
        return f"Port {port} is taken by another program. Stop it, or choose another: make serve PORT={other}"
    return f"Port {port} cannot be used ({error.strerror}). Choose another: make serve PORT=8001"
