"""Run by the benchmark: plain Flask-Mail, one connection a message. Arguments: the server's port, how many mails."""

from __future__ import annotations

import sys

from flask import Flask
from flask_mail import Mail, Message

from bench.citizen import HOST

_TEXT = "Una persona chiede di essere chiamata la mattina. Parla italiano.\n" * 30


def main(port: str, count: str) -> None:
    """Send the same mail, as long as one of ours, so many times."""
    app = Flask("plain")
    app.config.update(MAIL_SERVER=HOST, MAIL_PORT=int(port), MAIL_USE_TLS=True)
    mail = Mail(app)
    with app.app_context():
        for number in range(int(count)):
            message = Message(f"Richiesta {number}", ["prova@example.org"], sender="sportello@example.org")
            message.body, message.html = _TEXT, f"<p>{_TEXT}</p>"
            mail.send(message)


if __name__ == "__main__":
    main(*sys.argv[1:])
